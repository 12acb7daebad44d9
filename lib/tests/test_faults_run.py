"""Faults 94 to 108 of FAULTS.md: notebooks run on any machine alike, fail by name, and leave nothing behind."""

import ast
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from faults import LIB, built, disk, gone, permitted, project, start, wait_for
from filelock import FileLock

from jianguan import commands, report, style
from jianguan.__main__ import main
from jianguan.build.run import NotebookError, Settings, run_notebooks
from jianguan.errors import ConfigError

ROOT = LIB.parent
CELL = "from pathlib import Path\nprint(sorted(['监管', 'b']), repr(0.1), Path().resolve().name[:3])"
DRAW = "import os, pathlib\n_ = pathlib.Path(os.environ['JIANGUAN_FIGURES'], '{}').write_bytes(b'{}')"
PID = "import os, pathlib\n_ = pathlib.Path({!r}).write_text(str(os.getpid()))"
BARE = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A report built as things are: its folder and its files."""
    folder = project(tmp_path_factory.mktemp("plain"), CELL)
    process = start(folder)
    assert process.communicate(timeout=120)[1] == "" and process.returncode == 0
    return folder, built(folder)


def run_here(folder: Path, monkeypatch, *options: str) -> int:
    """The command line in this process."""
    monkeypatch.chdir(folder)
    return main(["report", "seeds", "--out", "out", *options])


# The machine


def test_fault_94_a_missing_font_is_named(tmp_path):
    theme = tmp_path / "theme.toml"
    theme.write_text('fonts = ["none.ttf", "none.ttf"]', encoding="utf-8")
    before = style.style()
    with pytest.raises(ConfigError, match=r"font .*none\.ttf"):
        style.use_style(theme=theme)
    assert style.style() == before


def test_fault_94_the_bundled_font_has_every_character_of_the_report():
    from fontTools.ttLib import TTFont

    known = set(TTFont(style.SANS[0]).getBestCmap())
    seeds = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    assert [ch for ch in sorted(set(seeds)) if ch.isalnum() and ord(ch) not in known] == []


def test_faults_95_to_97_no_network_no_locale_another_time_zone(plain):
    permitted("unshare", "-rn")
    folder, expected = plain
    process = start(folder, "unshare", "-rn", TZ="Pacific/Kiritimati", **BARE)
    assert process.communicate(timeout=120)[1] == "" and process.returncode == 0
    assert built(folder) == expected


def test_fault_97_nothing_asks_for_the_time():
    clocks = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime"}
    asked = {
        path.name
        for path in (LIB / "jianguan").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    }
    assert asked == set()


def test_faults_98_and_108_odd_homes_and_paths_and_no_encoding_left_to_chance(plain, tmp_path):
    folder = project(tmp_path / "a 监管 'q' \"r\"", CELL)
    odd = {"HOME": "/proc", "TMPDIR": str(tmp_path / "nowhere"), "PYTHONWARNDEFAULTENCODING": "1"}
    process = start(folder, "sh", "-c", 'umask 077; exec "$@"', "sh", **odd)
    said = process.communicate(timeout=120)[1]
    assert [line for line in said.splitlines() if "lib/jianguan" in line] == [] and process.returncode == 0
    assert built(folder) == plain[1]


@pytest.mark.parametrize("options", ["ro,size=64k", "size=4k"])
def test_fault_98_no_room_for_temporary_files_to_begin_with(plain, tmp_path, options):
    folder = project(tmp_path / "p", CELL)
    with disk(tmp_path / "tmp", options) as full:
        if "ro" not in options:
            (full / "x").write_bytes(bytes(4096))
        process = start(folder, TMPDIR=str(full))
        assert process.communicate(timeout=120)[1] == "" and process.returncode == 0
    assert built(folder) == plain[1]


def test_fault_98_a_full_folder_of_temporary_files_is_named(tmp_path):
    folder = project(tmp_path / "p", DRAW.format("00-a.csv", "a" * 100_000))
    with disk(tmp_path / "tmp", "size=64k") as small:
        process = start(folder, TMPDIR=str(small))
        said = process.communicate(timeout=120)[1]
    assert process.returncode == 4 and built(folder) == {}
    assert "00-made.ipynb, cell 2: " in said and f"temporary files go to {small}" in said


def test_fault_108_warnings_as_errors_and_no_assertions(plain):
    folder, expected = plain
    process = start(folder, options=["-O", "-W", "error"])
    assert process.communicate(timeout=120)[1] == "" and process.returncode == 0
    assert built(folder) == expected


# The run


@pytest.mark.parametrize(
    ("number", "cell", "reason"),
    [
        (99, "import os; os.kill(os.getpid(), 9)", "the kernel died"),
        (100, "{}['监管']", "KeyError: '监管'"),
        (101, "while True: pass", "still running after 2 s"),
    ],
)
def test_faults_99_to_101_failing_cells(tmp_path, monkeypatch, capsys, number, cell, reason):
    folder = project(tmp_path, PID.format(str(tmp_path / "pid")), cell)
    (folder / "out").mkdir()
    (folder / "out/index.html").write_bytes(b"old")
    monkeypatch.setattr(report, "Settings", lambda *given, **named: Settings(*given, **named, timeout=2))
    assert run_here(folder, monkeypatch) == 5
    assert f"jianguan: 00-made.ipynb, cell 3: {reason}" in capsys.readouterr().err
    assert built(folder) == {"index.html": b"old"}
    assert gone(int((tmp_path / "pid").read_text(encoding="utf-8")))


def test_fault_100_what_is_no_notebook_is_named(tmp_path, monkeypatch, capsys):
    folder = project(tmp_path)
    (folder / "notebooks/01-bad.ipynb").write_text("{", encoding="utf-8")
    assert run_here(folder, monkeypatch) == 5
    assert "01-bad.ipynb" in capsys.readouterr().err


def test_fault_100_no_notebook_and_an_error_of_our_own(tmp_path, monkeypatch, capsys):
    folder = project(tmp_path, CELL)
    monkeypatch.setattr(report.Page, "render", lambda *_: 1 / 0)
    assert run_here(folder, monkeypatch) == 70
    assert capsys.readouterr().err.endswith("an error of its own (ZeroDivisionError); please report the lines above\n")
    (folder / "notebooks/00-made.ipynb").unlink()
    assert run_here(folder, monkeypatch) == 2
    assert capsys.readouterr().err.endswith("no notebooks named NN-name.ipynb\n")


def test_exit_codes_of_what_was_read(tmp_path, monkeypatch, capsys):
    folder = project(tmp_path, CELL)
    assert run_here(folder, monkeypatch, "--strict") == 0
    (folder / "seeds/empty.txt").touch()
    assert run_here(folder, monkeypatch) == 0
    assert main(["check", "seeds"]) == 0 and run_here(folder, monkeypatch, "--strict") == main(["check", "seeds", "--strict"]) == 1
    (folder / "seeds/good.txt").unlink(missing_ok=True)
    (folder / "seeds/article.txt").unlink(missing_ok=True)
    capsys.readouterr()
    assert run_here(folder, monkeypatch) == 3
    assert "empty.txt" in capsys.readouterr().err


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_fault_102_interrupts_leave_the_old_report_and_no_kernel(tmp_path, sent, code):
    folder = project(tmp_path, PID.format(str(tmp_path / "pid")) + "\nimport time; time.sleep(600)")
    (folder / "out").mkdir()
    (folder / "out/index.html").write_bytes(b"old")
    process = start(folder)
    kernel = int(wait_for(tmp_path / "pid"))
    process.send_signal(sent)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == code
    assert re.fullmatch(r"jianguan: (interrupted|terminated); what was there before is untouched\n", said)
    assert gone(kernel) and built(folder) == {"index.html": b"old"}


def test_fault_103_a_second_build_waits_and_names_the_first(tmp_path, monkeypatch, capsys):
    folder = project(tmp_path)
    (folder / "out").mkdir()
    monkeypatch.setattr(commands, "PATIENCE", 0.2)
    with FileLock(folder / "out/.lock"):
        (folder / "out/.lock").write_text("process 4711, since then", encoding="utf-8")
        assert run_here(folder, monkeypatch) == 4
    assert "another build (process 4711, since then) is writing" in capsys.readouterr().err
    assert (folder / "out/.lock").exists()


def test_fault_103_the_lock_of_a_dead_build_is_taken_over(tmp_path, monkeypatch):
    folder = project(tmp_path)
    (folder / "out").mkdir()
    (folder / "out/.lock").write_text("process 4711, since then", encoding="utf-8")
    monkeypatch.setattr(commands, "PATIENCE", 0.2)
    assert run_here(folder, monkeypatch) == 0
    assert sorted(built(folder)) == ["index.html", "manifest.json"]


def test_fault_104_stale_figures_go_unless_someone_changed_them(tmp_path, monkeypatch):
    folder = project(tmp_path, DRAW.format("00-a.csv", "a"), DRAW.format("00-b.csv", "b"))
    assert run_here(folder, monkeypatch) == 0
    (folder / "out/figures/00-b.csv").write_bytes(b"edited")
    (folder / "out/figures/mine.csv").write_bytes(b"mine")
    (folder / "out/.index.html.part").write_bytes(b"half")
    assert run_here(project(folder, DRAW.format("00-c.csv", "c")), monkeypatch) == 0
    assert sorted(built(folder)) == [f"figures/{name}.csv" for name in ("00-b", "00-c", "mine")] + [
        "index.html",
        "manifest.json",
    ]


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def names(tree: ast.AST, kind: type) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, kind)}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_fault_105_no_cell_changes_what_another_reads(path):
    """A name that other cells read is bound by one cell only, from names that never change: so re-running is safe."""
    cells = [ast.parse(cell.source) for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    bound = [names(cell, ast.Store) for cell in cells]
    for number, cell in enumerate(cells):
        for name in names(cell, ast.Load) - bound[number]:
            assert sum(name in others for others in bound) <= 1, f"{path.name}, code cell {number + 1}: {name}"
    changed = [node for cell in cells for node in ast.walk(cell) if isinstance(node, ast.AugAssign | ast.Delete)]
    assert changed == []


def test_fault_105_a_cell_that_keeps_state_is_seen(tmp_path):
    paths = sorted((project(tmp_path, "x = [0]", "x.append(1); print(len(x))", "print(len(x))") / "notebooks").iterdir())
    (first,) = run_notebooks(paths, Settings({}))
    assert [cell.outputs[0].text for cell in first.cells[2:]] == ["2\n", "2\n"]


# The environment


def test_fault_106_a_wrong_python_is_named_with_what_is_wanted(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/install.sh").write_bytes((LIB / "install.sh").read_bytes())
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$1" in --version) echo Python 3.9.1;; *) exit 1;; esac\n', encoding="utf-8")
    old.chmod(0o755)
    for version in ("3.11", "3.12", "3.13"):
        (tmp_path / f"python{version}").symlink_to(old)
    run = subprocess.run(
        ["sh", "lib/install.sh"], cwd=tmp_path, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True
    )
    assert run.returncode == 2
    assert "needs Python 3.11, 3.12 or 3.13; found Python 3.9.1" in run.stderr
    assert not (tmp_path / ".venv").exists()


def test_fault_106_wrong_packages_are_named_with_how_to_install_them(tmp_path):
    told = tmp_path / "jianguan-0.dist-info"
    told.mkdir()
    needs = "Requires-Dist: pandas>=99\nRequires-Dist: no-such-thing<2,>=1\nRequires-Dist: other; python_version<'3'\n"
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: jianguan\nVersion: 0\n{needs}", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{LIB}"}
    run = subprocess.run([sys.executable, "-m", "jianguan", "check"], env=environment, capture_output=True, text=True)
    assert run.returncode == 2 and run.stderr.count("\n") == 1
    found = r"needs pandas>=99 \(found [\d.]+\), no-such-thing<2,>=1 \(found none\); .*requirements\.lock"
    assert re.search(found, run.stderr)


def test_fault_107_an_output_edited_by_hand_is_found(tmp_path):
    pytest.importorskip("nbval")
    folder = project(tmp_path, "print(40 + 2)")
    (path,) = (folder / "notebooks").iterdir()
    (notebook,) = run_notebooks([path], Settings({}))
    notebook.cells[1].outputs[0].text = "43\n"
    nbformat.write(notebook, path)
    options = ["-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env", str(path)]
    run = subprocess.run([sys.executable, "-m", "pytest", *options], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 1 and "Cell 0" in run.stdout and "43" in run.stdout


def test_notebook_errors_say_where():
    assert str(NotebookError("a.ipynb", 3, "x")) == "a.ipynb, cell 3: x"
