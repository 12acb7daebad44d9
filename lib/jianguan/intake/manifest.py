"""What a folder's manifest.csv settles about its documents: a row per file, a column per field, `evidence` for why."""

import csv
import io
import os
from pathlib import Path

from jianguan.errors import ConfigError
from jianguan.intake.places import short_province

NAME = "manifest.csv"


def read_manifest(folder: Path, manifest: str | os.PathLike | None = None) -> dict[str, dict[str, str]]:
    """File name -> what the manifest says of it (empty cells left out); {} for a folder without one.

    A province may be written in full or in English (福建省, Fujian); it is called by its short name.
    Raises ConfigError, naming the row, for a file that is not there, that stands there twice, or no `file` column.
    """
    path = Path(manifest) if manifest else folder / NAME
    if not path.exists():
        if manifest:
            raise ConfigError(f"{path.absolute()}: no such manifest")
        return {}
    rows: dict[str, dict[str, str]] = {}
    for line, row in _rows(path):
        name = row["file"]
        if name in rows:
            raise ConfigError(f"{path}, line {line}: {name} stands there twice")
        if not (folder / name).is_file():
            raise ConfigError(f"{path}, line {line}: no file {name} in {folder}")
        rows[name] = row | ({"province": short_province(row["province"])} if "province" in row else {})
    return rows


def _rows(path: Path):
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "file" not in (reader.fieldnames or []):
        raise ConfigError(f"{path}, line 1: no column `file`")
    for row in reader:
        if None in row or None in row.values():
            raise ConfigError(f"{path}, line {reader.line_num}: more or fewer cells than the first line has")
        yield reader.line_num, {name: cell.strip() for name, cell in row.items() if cell.strip()}
