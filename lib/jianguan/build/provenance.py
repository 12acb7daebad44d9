"""What a report was made from and what was made, by SHA-256 (`manifest.json`); what an earlier build left over."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from jianguan.intake.files import read_files, shown

LIBRARY = Path(__file__).parents[1]
LOCK = LIBRARY.parent / "requirements.lock"
PIN = re.compile(r"^([\w.-]{1,100})==([\w.!+-]{1,50})", re.MULTILINE)
BESIDE_DOCUMENTS = ("manifest.csv", "gold/*.csv", "*/part-*.parquet")


def manifest(seeds: Path, executed: Mapping[Path, NotebookNode], outputs: Mapping[str, bytes]) -> bytes:
    """The record of a build as JSON: nothing in it depends on when, where or by whom it was built.

    `inputs` and `outputs` map names to SHA-256 (a document that cannot be read: to the reason); `library` is the
    SHA-256 over the package's files; `executed` that of each notebook after its run; `versions` are the lock's.
    """
    record = {
        "inputs": _documents(seeds) | {f"notebooks/{path.name}": sha256(path.read_bytes()) for path in executed},
        "library": _library(),
        "executed": {path.name: sha256(nbformat.writes(notebook).encode()) for path, notebook in executed.items()},
        "outputs": {name: sha256(content) for name, content in sorted(outputs.items())},
        "versions": _versions(),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def _documents(seeds: Path) -> dict[str, str]:
    read = {f"seeds/{f.name}": f.problem or sha256(f.data) for f in read_files(seeds)}
    beside = sorted(path for pattern in BESIDE_DOCUMENTS for path in seeds.glob(pattern) if path.is_file())
    return read | {f"seeds/{shown(path.relative_to(seeds).as_posix())}": sha256(path.read_bytes()) for path in beside}


def _library() -> str:
    """One hash over all files of the package, compiled ones apart."""
    files = sorted(path.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob("*") if path.is_file())
    kept = [name for name in files if "__pycache__" not in name]
    return sha256("".join(f"{name} {sha256((LIBRARY / name).read_bytes())}\n" for name in kept).encode())


def _versions() -> dict[str, str]:
    return dict(PIN.findall(LOCK.read_text(encoding="utf-8"))) if LOCK.is_file() else {}


def sweep(folders: Sequence[Path]) -> None:
    """Remove the half-written files that a killed build left in its folders."""
    for stray in (path for folder in folders for path in sorted(folder.glob(".*.part"))):
        with suppress(OSError):
            stray.unlink()


def remove_stale(record: Path, figures: Path, current: Mapping[str, bytes]) -> None:
    """Remove the figures that the last build recorded and this one no longer makes, unless someone changed them."""
    for name, digest in _recorded(record).items():
        path = figures / Path(name).name
        if name.startswith("figures/") and path.name not in current and path.is_file() and not path.is_symlink():
            with suppress(OSError):
                if sha256(path.read_bytes()) == digest:
                    path.unlink()


def _recorded(record: Path) -> dict[str, str]:
    """The outputs of an earlier manifest; none where it is missing or not ours."""
    try:
        outputs = json.loads(record.read_text(encoding="utf-8"))["outputs"]
        return {str(name): str(digest) for name, digest in outputs.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
