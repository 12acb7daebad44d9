"""Faults 116 to 121 of FAULTS.md: only what the lock names is installed, and nothing else is fetched or believed."""

import ast
import base64
import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from importlib.metadata import PackageNotFoundError, PathDistribution
from pathlib import Path

import audit
import nbformat
import pytest
from faults import LIB

ROOT = LIB.parent
LOCK = (LIB / "requirements.lock").read_text(encoding="utf-8")


def wheel(folder: Path, code: str) -> Path:
    """A wheel `tiny` of one module, with a correct record inside."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(code.encode()).digest()).rstrip(b"=").decode()
    files = {
        "tiny.py": code,
        "tiny-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        "tiny-1.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny-1.dist-info/RECORD": f"tiny.py,sha256={digest},{len(code)}\ntiny-1.dist-info/RECORD,,\n",
    }
    with zipfile.ZipFile(folder / "tiny-1-py3-none-any.whl", "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return folder / "tiny-1-py3-none-any.whl"


def install(folder: Path, requirements: str) -> subprocess.CompletedProcess:
    """What install.sh does, from a folder instead of an index."""
    (folder / "lock").write_text(requirements, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode:
        if not shutil.which("uv"):
            pytest.skip("neither pip nor uv is here")
        pip = ["uv", "pip", "install", "--python", sys.executable, "--no-cache"]
    options = ["--no-index", "--find-links", str(folder), "--no-deps", "--require-hashes", "--target", str(folder / "t")]
    return subprocess.run([*pip, *options, "-r", str(folder / "lock")], capture_output=True, text=True)


def test_fault_116_everything_is_installed_by_hash_and_only_jieba_is_built():
    script = (LIB / "install.sh").read_text(encoding="utf-8")
    installs = re.findall(r"^\$install .*$", script, re.M)
    assert len(installs) == 3
    assert all("--require-hashes -r" in line or "--no-deps -e ./lib" in line for line in installs)
    assert len(audit.pins(LOCK)) > 50
    single = [name for name, _, _, hashes in audit.PIN.findall(LOCK) if hashes.count("--hash") == 1]
    assert "jieba" in single


@pytest.mark.parametrize("spoiled", ["tiny==1\n", "tiny==1 --hash=sha256:0123\n", "-r other\n", ""])
def test_fault_116_a_lock_with_anything_but_pins_and_hashes_is_refused(spoiled):
    with pytest.raises(ValueError, match="no pins with hashes"):
        audit.pins((LOCK if spoiled else "") + spoiled)


def test_fault_117_a_tampered_wheel_is_not_installed(tmp_path):
    digest = hashlib.sha256(wheel(tmp_path, "x = 1\n").read_bytes()).hexdigest()
    assert install(tmp_path, f"tiny==1 --hash=sha256:{digest}\n").returncode == 0
    assert (tmp_path / "t/tiny.py").read_text(encoding="utf-8") == "x = 1\n"
    wheel(tmp_path, "x = 2\n")
    shutil.rmtree(tmp_path / "t")
    refused = install(tmp_path, f"tiny==1 --hash=sha256:{digest}\n")
    assert refused.returncode != 0 and "hash" in refused.stderr.lower()
    assert not (tmp_path / "t/tiny.py").exists()
    assert install(tmp_path, "tiny==1\n").returncode != 0


@pytest.fixture
def tiny(tmp_path):
    """The distribution `tiny`, unpacked, and how to look it up; nothing else is installed."""
    with zipfile.ZipFile(wheel(tmp_path, "x = 1\n")) as archive:
        archive.extractall(tmp_path)

    def look(name: str) -> PathDistribution:
        if name != "tiny":
            raise PackageNotFoundError(name)
        return PathDistribution(tmp_path / "tiny-1.dist-info")

    return look


def test_fault_118_the_auditor_passes_what_it_has_examined(tiny):
    assert list(audit.faults({"tiny": "1"}, {"tiny": "1"}, tiny)) == []


@pytest.mark.parametrize(
    ("wanted", "floors", "said"),
    [
        ({"tiny": "1", "gone": "1"}, {}, "gone: not installed, so not examined"),
        ({"tiny": "2"}, {}, "tiny: 1 is installed, the lock says 2"),
        ({"tiny": "1"}, {"tiny": "1.1"}, "tiny: 1 has known holes, closed in 1.1"),
    ],
)
def test_fault_118_the_auditor_is_red_for_what_it_skips(tiny, wanted, floors, said):
    assert list(audit.faults(wanted, floors, tiny)) == [said]


def test_fault_118_the_auditor_sees_changed_missing_and_unrecorded_files(tiny, tmp_path):
    module, record = tmp_path / "tiny.py", tmp_path / "tiny-1.dist-info/RECORD"
    module.write_text("x = 2\n", encoding="utf-8")
    assert list(audit.faults({"tiny": "1"}, {}, tiny)) == ["tiny: tiny.py was changed after it was installed"]
    module.unlink()
    assert list(audit.faults({"tiny": "1"}, {}, tiny)) == ["tiny: tiny.py is missing"]
    record.unlink()
    assert list(audit.faults({"tiny": "1"}, {}, tiny)) == ["tiny: keeps no record of its files, so not examined"]


def test_fault_119_an_old_list_of_holes_is_warned_about_with_its_date():
    floors, checked = audit.advisories(Path(audit.__file__).with_name("advisories.csv"))
    assert {"nbconvert", "jupyter-server"} <= set(floors)
    assert audit.age_warning(checked, checked) == ""
    assert "of 2020-01-01" in audit.age_warning(date(2020, 1, 1), date(2020, 12, 1))


def notebook_faults(notebook: nbformat.NotebookNode) -> list[str]:
    """What no notebook of the report may hold: another kernel, commands of the shell or of IPython, downloads."""
    found = [] if notebook.metadata.get("kernelspec", {}).get("name") == "python3" else ["unknown kernel"]
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            found.append("not Python")
            continue
        modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        modules |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
        found += [f"imports {name}" for name in sorted(modules - {"jianguan"}, key=str)]
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_fault_120_notebooks_import_the_library_and_run_nothing_else(path):
    assert notebook_faults(nbformat.read(path, as_version=4)) == []


@pytest.mark.parametrize("source", ["!pip install x", "%pip install x", "import subprocess", "from os import system"])
def test_fault_120_a_planted_command_is_found(source):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    assert len(notebook_faults(notebook)) == 2


def test_fault_121_fonts_are_licensed_hashed_and_the_only_ones_parsed():
    fonts = LIB / "jianguan/fonts"
    told = (fonts / "README.md").read_text(encoding="utf-8")
    files = sorted(fonts.glob("*.ttf"))
    assert len(files) == 4 and "SIL Open Font License" in (fonts / "OFL.txt").read_text(encoding="utf-8").title().replace("Sil", "SIL")
    for font in files:
        assert re.search(rf"{font.name} .*\b{hashlib.sha256(font.read_bytes()).hexdigest()}\b", told)
    parsers = [p for p in (LIB / "jianguan").rglob("*.py") if re.search(r"TTFont\(|addfont\(", p.read_text("utf-8"))]
    assert {path.name for path in parsers} <= {"style.py", "subset.py", "webfont.py", "typeset.py"}
