"""What the fault tests share: a tiny project, its command line, and rights that a machine may not give."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pages import ARTICLE, write

LIB = Path(__file__).parents[1]


def project(folder: Path, *sources: str, name: str = "00-made") -> Path:
    """A folder with one document (which gives no warning) and one notebook of these code cells."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "notebooks").mkdir(exist_ok=True)
    write(folder / "seeds", article=ARTICLE)
    cells = [new_markdown_cell("# Made"), *map(new_code_cell, sources)]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    nbformat.write(new_notebook(cells=cells), folder / f"notebooks/{name}.ipynb")
    return folder


def start(folder: Path, *before: str, options: Sequence[str] = (), **environment: str) -> subprocess.Popen:
    """`python -m jianguan report` in a process of its own."""
    return subprocess.Popen(
        [*before, sys.executable, *options, "-m", "jianguan", "report", "seeds", "--out", "out"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(LIB)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_hear_ctrl_c,
    )


def _hear_ctrl_c() -> None:
    """A shell's background job is born deaf to Ctrl-C, and so are its children; this one is not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def built(folder: Path) -> dict[str, bytes]:
    """What stands in `out`, by name."""
    return {p.relative_to(folder / "out").as_posix(): p.read_bytes() for p in sorted(folder.glob("out/**/*")) if p.is_file()}


def wait_for(path: Path, seconds: float = 60) -> str:
    """The content of a file that another process is about to write."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.is_file() and (text := path.read_text(encoding="utf-8")):
            return text
        time.sleep(0.05)
    raise TimeoutError(path)


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether a process has ended (or ends soon)."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@contextmanager
def disk(folder: Path, options: str) -> Iterator[Path]:
    """A file system of its own on a folder; where mounting is not permitted, the test is skipped with that reason."""
    folder.mkdir(exist_ok=True)
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True)
    except OSError:
        pytest.skip("this system has no mount")
    if mounted.returncode:
        pytest.skip("mounting a file system is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def permitted(*command: str) -> None:
    """Skip the test, with the reason, where a command cannot be run."""
    try:
        worked = subprocess.run([*command, "true"], capture_output=True).returncode == 0
    except OSError:
        worked = False
    if not worked:
        pytest.skip(f"`{' '.join(command)}` is not permitted here")
