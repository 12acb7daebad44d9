"""The same bytes anywhere: build report, figures and slides under one variation after another, compare every file.

    python lib/tests/vary.py                 every variation, all that is built (`make vary`)
    python lib/tests/vary.py --short [NAME]  one chapter of the report, without other Pythons (CI runs some of it)
    python lib/tests/vary.py "no network"    only those named

One line each: `same`, `differs: <first file>`, or `not possible here, because ...`. Exit code 1 if any differs. The
report's manifest holds the SHA-256 of each executed notebook, so equal manifests mean equal notebooks as well.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("seeds", "notebooks", "lib/jianguan")
FILES = ("lib/requirements.lock", "lib/pyproject.toml", "lib/install.sh")
SHORT = "03-enforcement.ipynb"
BARE = {"LC_ALL": "C", "LANG": "C", "LANGUAGE": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
READ_ONLY = 'mount --bind "$PWD" "$PWD" && mount -o remount,bind,ro "$PWD" && cd "$PWD" && exec "$@"'
COMMANDS = (("report", "--strict"), ("export", "--lang", "zh"), ("deck",), ("deck", "--lang", "zh"))
PYTHONS = ("3.11", "3.12", "3.13")


class ImpossibleError(Exception):
    """This machine cannot try the variation."""


@dataclass(frozen=True)
class Variation:
    """One thing that is different about a build: where, with what before it, in what environment, by which Python."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    folder: str = "project"
    prepare: Callable[[Path], dict[str, str]] = lambda _project: {}
    python: str = ""
    probe: tuple[str, ...] = ()


def variations() -> Iterator[Variation]:
    """All of them, the quick ones first."""
    yield Variation("again")
    yield Variation("time zone Asia/Shanghai", {"TZ": "Asia/Shanghai"})
    yield Variation("time zone America/St_Johns", {"TZ": "America/St_Johns"})
    yield Variation("C.UTF-8", {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"})
    yield Variation("bare C locale", BARE)
    yield Variation("hash seed 1", {"PYTHONHASHSEED": "1"})
    yield Variation("hash seed 4242", {"PYTHONHASHSEED": "4242"})
    yield Variation("umask 077", before=("sh", "-c", 'umask 077 && exec "$@"', "sh"))
    yield Variation("spaces, Chinese and quotes in the path", folder="a b 监管 'q' \"r\"")
    yield Variation("other HOME and TMPDIR", prepare=_other_homes)
    yield Variation("one CPU", before=("taskset", "-c", "0"), probe=("taskset", "-c", "0", "true"))
    yield Variation("old mtimes", prepare=_aged)
    yield Variation("no network", before=("unshare", "-rn"), probe=("unshare", "-rn", "true"))
    mounting = ("unshare", "-rm", "sh", "-c", READ_ONLY, "sh")
    yield Variation("read-only checkout", before=mounting, probe=(*mounting, "true"))
    yield Variation("warnings as errors", {"PYTHONWARNINGS": "error"})
    yield Variation("python -O", {"PYTHONOPTIMIZE": "1"})
    yield from (Variation(f"Python {version}", python=version) for version in PYTHONS)


def _other_homes(project: Path) -> dict[str, str]:
    """A home that does not exist and a folder for temporary files with an odd name."""
    odd = project.parent / "tmp 监管"
    odd.mkdir()
    return {"HOME": str(project.parent / "nobody"), "TMPDIR": str(odd)}


def _aged(project: Path) -> dict[str, str]:
    for path in project.rglob("*"):
        os.utime(path, (315_532_800, 315_532_800))
    return {}


def built(variation: Variation, short: bool, venvs: Path | None) -> dict[str, bytes]:
    """The files of a report built from a copy of the project under a variation, by name."""
    if variation.probe and not _works(variation.probe):
        raise ImpossibleError(f"`{' '.join(variation.probe[:2])}` is not permitted")
    with tempfile.TemporaryDirectory(prefix="vary-") as scratch:
        project, out = _copied(Path(scratch) / variation.folder, short), Path(scratch) / "out"
        environment = os.environ | {"PYTHONPATH": str(project / "lib")} | variation.environment
        python = _python(variation.python, project, venvs) if variation.python else sys.executable
        environment |= variation.prepare(project)
        for command in COMMANDS[: 1 if short else None]:
            program = [*variation.before, python, "-m", "jianguan", *command, "seeds", "--out", str(out)]
            run = subprocess.run(program, cwd=project, env=environment, capture_output=True, check=False)
            if run.returncode or run.stderr:
                said = run.stderr.decode(errors="replace").strip()
                raise RuntimeError(f"{command[0]}: exit code {run.returncode}: {said[-300:]}")
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def _works(command: Sequence[str]) -> bool:
    try:
        with tempfile.TemporaryDirectory() as somewhere:
            return not subprocess.run(command, cwd=somewhere, capture_output=True, check=False).returncode
    except OSError:
        return False


def _copied(project: Path, short: bool) -> Path:
    for part in PARTS:
        shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    for name in FILES:
        shutil.copy(ROOT / name, project / name)
    if short:
        for notebook in (project / "notebooks").glob("*.ipynb"):
            if notebook.name != SHORT:
                notebook.unlink()
    return project


def _python(version: str, project: Path, venvs: Path | None) -> str:
    """The Python of an environment made from the lock for this version."""
    made = venvs / version / "bin/python" if venvs else None
    if not made or not made.exists():
        environment = os.environ | {"PYTHON": _interpreter(version)}
        run = subprocess.run(
            ["sh", "lib/install.sh"], cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise ImpossibleError(f"the lock does not install: {(run.stderr.strip().splitlines() or ['?'])[-1]}")
        return str(project / ".venv/bin/python")
    return str(made)


def _interpreter(version: str) -> str:
    found = [shutil.which(f"python{version}"), *sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))]
    for python in filter(None, found):
        if _works((str(python), "-c", f"import sys; sys.exit(not sys.version.startswith('{version}.'))")):
            return str(python)
    raise ImpossibleError(f"there is no Python {version}")


def verdict(variation: Variation, expected: dict[str, bytes], short: bool, venvs: Path | None) -> str:
    """`same`, `differs: ...` or `not possible here, because ...`."""
    try:
        files = built(variation, short, venvs)
    except ImpossibleError as reason:
        return f"not possible here, because {reason}"
    except RuntimeError as problem:
        return f"differs: not built ({problem})"
    different = [name for name in sorted(expected.keys() | files.keys()) if expected.get(name) != files.get(name)]
    return f"differs: {different[0]} (and {len(different) - 1} more)" if different else "same"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build once as things are, then under each variation."""
    options = _options(arguments)
    wanted = [v for v in variations() if (v.name in options.names if options.names else not options.short or not v.python)]
    begun, worst = time.monotonic(), 0
    expected = built(Variation("as things are"), options.short, options.venvs)
    print(f"as things are: {len(expected)} files, nothing on stderr, --strict passes", flush=True)
    for variation in wanted:
        said = verdict(variation, expected, options.short, options.venvs)
        worst |= said.startswith("differs")
        print(f"{variation.name}: {said}", flush=True)
    print(f"{len(wanted)} variations in {time.monotonic() - begun:.0f} s")
    return worst


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("names", nargs="*", help="variations to try (default: all)")
    asked.add_argument("--short", action="store_true", help="one chapter, without other Pythons")
    asked.add_argument("--venvs", type=Path, help="a folder with environments made before, by version")
    options = asked.parse_args(arguments)
    if unknown := set(options.names) - {variation.name for variation in variations()}:
        asked.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
