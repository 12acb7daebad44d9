"""Where documents are and tables go: a local folder, or an address in an object store such as `s3://bucket/pages`.

An address is a `UPath` of universal-pathlib, which has the methods of a local path whatever the store. What a store
does otherwise than a disk stands here, and nowhere else: documents are copied to the disk to be read, so that the
rules of reading are the same; a file is put by one request, which is whole or not at all; a lock is an object.
"""

import os
import platform
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pyarrow as pa
from filelock import FileLock, Timeout

from jianguan.errors import ConfigError, CorpusError, OutputError
from jianguan.intake.files import is_candidate, list_files, shown

HINT = "addresses need universal-pathlib (pip install 'jianguan[cluster]') and the driver of the store (s3fs, gcsfs)"


def place(where: str | os.PathLike) -> Path:
    """The local path, absolute, or the `UPath` of an address.

    Raises ConfigError for an address that nothing installed here can open.
    """
    if not is_address(where):
        return Path(where).absolute()
    try:
        from upath import UPath

        address = UPath(where)
        address.fs  # noqa: B018 (the driver is looked for when first asked)
    except (ImportError, ValueError) as problem:
        raise ConfigError(f"{where}: {problem}; {HINT}") from None
    return address


def is_address(where: str | os.PathLike | None) -> bool:
    """Whether this names a place in a store.

    >>> is_address("s3://bucket/pages"), is_address(Path("seeds")), is_address(None)
    (True, False, False)
    """
    return "://" in str(where)


def list_documents(folder: Path) -> list[bytes]:
    """The names of the documents, by the rules of a folder: no others, and none from folders within.

    Raises CorpusError, with the reason, where the folder cannot be read.
    """
    if isinstance(folder, Path):
        return list_files(folder)
    try:
        entries = folder.fs.ls(folder.path, detail=True, refresh=True)
    except Exception as problem:  # each driver raises errors of its own
        raise CorpusError(f"{folder}: cannot be read ({_reason(problem)})") from None
    names = [entry["name"].rpartition("/")[2] for entry in entries if entry["type"] == "file"]
    return sorted(name.encode() for name in names if is_candidate(shown(name).lower(), False))


@contextmanager
def at_hand(folder: Path, names: Sequence[bytes]) -> Iterator[Path]:
    """A local folder that has these documents: the folder itself, or copies for as long as they are needed."""
    if isinstance(folder, Path):
        yield folder
        return
    with TemporaryDirectory(prefix="jianguan-") as copies:
        stored = [f"{folder.path}/{name.decode()}" for name in names]
        folder.fs.get(stored, [f"{copies}/{os.fsdecode(name)}" for name in names])
        yield Path(copies)


def entries(folder: Path) -> list[Path]:
    """What stands in a folder now, by name; nothing in one that is not there."""
    if not isinstance(folder, Path):
        folder.fs.invalidate_cache()  # others write too
    return sorted(folder.iterdir()) if folder.is_dir() else []


def put(target: Path, data: pa.Buffer) -> None:
    """Write a file: whole or not at all, and for good once this returns."""
    if not isinstance(target, Path):
        target.fs.pipe_file(target.path, data.to_pybytes())
        return
    draft = target.with_name(f".{target.name}.{uuid4().hex}")
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


@contextmanager
def only_one(out: Path, folders: Sequence[str]) -> Iterator[None]:
    """One run at a time in a place that has these folders and can be written.

    A lock on a disk ends with its process; that in a store is an object, which a run that was killed leaves behind.
    Raises OutputError where another run holds it, or nothing can be written.
    """
    try:
        for name in folders:
            (out / name).mkdir(parents=True, exist_ok=True)
    except Exception as problem:  # each driver raises errors of its own
        raise OutputError(f"cannot write to {out}: {_reason(problem)}") from None
    try:
        with FileLock(out / ".lock", timeout=1) if isinstance(out, Path) else _signed(out / ".lock"):
            yield
    except Timeout:
        raise OutputError(f"another run is writing {out}") from None
    except PermissionError as problem:
        raise OutputError(f"cannot write to {out}: {_reason(problem)}") from None


@contextmanager
def _signed(lock: Path) -> Iterator[None]:
    """An object that says who writes, made only where there is none."""
    signature = f"{platform.node()}, process {os.getpid()}, since {time.strftime('%F %T')}"
    try:
        lock.fs.pipe_file(lock.path, signature.encode(), mode="create")
    except FileExistsError:
        other = lock.read_text(encoding="utf-8")
        raise OutputError(f"another run ({other}) is writing {lock.parent}; if it was killed, remove {lock}") from None
    try:
        yield
    finally:
        lock.unlink()


def _reason(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
