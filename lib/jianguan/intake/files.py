"""A folder -> the bytes of its documents, safely: regular files only, no links followed, nothing too large.

Only the folder itself is read, not its sub-folders. Hidden files, editors' backups, `README*` and the manifest are not
documents and are passed over.
"""

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jianguan.errors import CorpusError

MAX_MEGABYTES = 20
IGNORED = (".", "~$", "readme", "license", "manifest.csv", "thumbs.db", "desktop.ini")
SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class File:
    """A file's shown name, its bytes, and why they are missing where `data` is None."""

    name: str
    data: bytes | None
    problem: str = ""

    @property
    def stem(self) -> str:
        return self.name[: -len(SUFFIX)]


def seeds_folder(folder: str | os.PathLike | None = None) -> Path:
    """The folder to read: the one named, else $JIANGUAN_SEEDS, else the nearest seeds/ upward of here.

    Raises CorpusError, naming the absolute path and how to set it, where there is no such folder.
    """
    named = folder or os.environ.get("JIANGUAN_SEEDS")
    here = Path.cwd()
    nearest = (parent / "seeds" for parent in (here, *here.parents) if (parent / "seeds").is_dir())
    path = Path(named).absolute() if named else next(nearest, here / "seeds")
    hint = "name the folder of your .txt documents: read_corpus(FOLDER), SEEDS=FOLDER or JIANGUAN_SEEDS=FOLDER"
    if not path.exists():
        raise CorpusError(f"{path}: no such folder; {hint}")
    if not path.is_dir():
        raise CorpusError(f"{path}: not a folder; {hint}")
    return path


def read_files(folder: Path) -> Iterator[File]:
    """Every candidate of the folder in the order of its name's bytes, read or with the reason why not."""
    return (read_file(folder, name) for name in list_files(folder))


def list_files(folder: Path) -> list[bytes]:
    """The names of the candidates in the order of their bytes."""
    try:
        entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in os.scandir(os.fsencode(folder))]
    except OSError as error:
        raise CorpusError(f"{folder}: cannot be read ({error.strerror})") from None
    return sorted(name for name, is_folder in entries if is_candidate(shown(name).lower(), is_folder))


def is_candidate(name: str, is_folder: bool) -> bool:
    """Whether a file of this name, in small letters, is looked at at all."""
    if name.startswith(IGNORED) or name.endswith((".bak", "~")):
        return False
    return not is_folder or name.endswith(SUFFIX)


def read_file(folder: Path, name: bytes) -> File:
    """One file of the folder, read or with the reason why not."""
    limit = int(float(os.environ.get("JIANGUAN_MAX_MB", MAX_MEGABYTES)) * 1_000_000)
    path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118 (a path of bytes)
    problem = _why_not(path, shown(name), folder, limit)
    return File(shown(name), None, problem) if problem else _read(path, shown(name), limit)


def _why_not(path: bytes, name: str, folder: Path, limit: int) -> str:
    """What speaks against opening this file at all; "" where nothing does."""
    try:
        status = os.lstat(path)
    except OSError as error:
        return _failure(error)
    if stat.S_ISLNK(status.st_mode):
        target = os.path.realpath(os.fsdecode(path))
        inside = Path(target).is_relative_to(os.path.realpath(folder))
        return "a link; links are not followed" if inside else "link leaves the corpus"
    if stat.S_ISDIR(status.st_mode):
        return "a folder, not a file"
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if not name.lower().endswith(SUFFIX):
        return "type not supported, save as .txt"
    if status.st_size > limit:
        return f"larger than {limit / 1e6:g} MB (set JIANGUAN_MAX_MB to allow more)"
    return ""


def _read(path: bytes, name: str, limit: int) -> File:
    """Open without following links or waiting, and read no more than the limit."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return File(name, None, "not a regular file")
            data = stream.read(min(status.st_size, limit) + 1)
            if len(data) > status.st_size:
                data += stream.read(limit + 1 - len(data))
    except OSError as error:
        return File(name, None, _failure(error))
    return File(name, data) if len(data) <= limit else File(name, None, "grew beyond the size limit while reading")


def _failure(error: OSError) -> str:
    return f"cannot be read ({'vanished while reading' if error.errno == errno.ENOENT else error.strerror})"


def shown(name: bytes | str) -> str:
    r"""A file name as it can be printed on one line anywhere.

    >>> shown(b"\xb9\xe3\n.txt")
    '\\xb9\\xe3\\n.txt'
    """
    text = name.decode("utf-8", "backslashreplace") if isinstance(name, bytes) else name
    if text.isprintable():
        return text
    hidden = {ch for ch in text if unicodedata.category(ch) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    for character in hidden:
        text = text.replace(character, character.encode("unicode_escape").decode("ascii"))
    return text
