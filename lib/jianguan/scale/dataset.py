"""Any number of documents -> everything found in them, as Parquet tables: in batches, side by side, and resumable.

A folder of tables holds one folder for each table, and in it one part for each batch. A part counts once its `files`
stand beside it, so a run that was killed leaves nothing half told: the next one sweeps what is not settled, drops what
has changed and reads what is new. Memory is bounded by the slices of a batch, not by the corpus.

What compares documents with each other stays with `read_corpus`: shared phrases, and notes on near copies.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianguan.errors import ConfigError
from jianguan.intake.files import shown
from jianguan.intake.manifest import read_manifest
from jianguan.metadata import FIELDS
from jianguan.scale.batches import TABLES, Batch, Draft, cut, fingerprint, list_items, write_batch
from jianguan.scale.places import entries, only_one, place, put
from jianguan.scale.workers import each

BATCH = 16  # megabytes


def write_tables(
    folder: str | os.PathLike, out: str | os.PathLike, *, engine: str = "rjieba", workers=None, megabytes: float = BATCH
) -> Path:
    """Read the documents of a folder into the tables of the folder `out`: only what is new or has changed since.

    Both are local folders or addresses in an object store (`s3://bucket/pages`). `workers` is how many processes share
    the work (default: one for each core), or a Dask scheduler: its address (`tcp://...`) or a `distributed.Client`,
    whose workers see both under the same names. `megabytes` of text make a batch. Returns `out`, where each of these
    is a folder of Parquet parts for `read_table` or any other reader:

    - `documents`, `sentences`, `cuts`, `notes`: as in `read_corpus`
    - the layers, one span table each: `words`, `themes`, `quantities`, `slogans`, `parallels` ...
    - `texts`: `doc, text`, each document as it was decoded
    - `files`: `file, key` (the hash of what its rows depend on), `doc` (missing where the file was skipped)

    Raises CorpusError and ConfigError as `read_corpus` does, OutputError where `out` cannot be written.
    """
    folder, out = place(folder), place(out)
    with only_one(out, TABLES):
        _sweep(out)
        items = list_items(folder, engine)
        kept = _drop_changed(out, {item.key for item in items})
        manifest = read_manifest(folder)
        fields = dict.fromkeys(name for row in manifest.values() for name in row)
        extras = tuple(name for name in fields if name not in (*FIELDS, "file", "sha256"))
        batches = []
        for run in cut([item for item in items if item.key not in kept], int(megabytes * 1e6)):
            names = [shown(name) for item in run for name in item.names]
            told = {name: manifest[name] for name in names if name in manifest}
            batches.append(Batch(folder, out, run, told, extras, engine, fingerprint()))
        _show_progress(each(write_batch, batches, workers), sum(item.size for batch in batches for item in batch.items))
    return out


def read_table(tables: str | os.PathLike, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """One table of a folder written by `write_tables`, in the order of documents and their text.

    Holds the whole table in memory: for the largest use `count_spans`, or any engine that reads Parquet.
    """
    read = [read_part(path, columns) for path in parts(tables, name)]
    if not read:
        return pd.DataFrame(columns=columns)
    table = pa.concat_tables(read, promote_options="default").to_pandas()
    order = [column for column in ("doc", "file", "start") if column in table]
    return table.sort_values(order, kind="stable", ignore_index=True) if order else table


def count_spans(tables: str | os.PathLike, name: str, by: Sequence[str], *, workers=1) -> pd.DataFrame:
    """How many rows of a table there are of each combination of the columns `by`, without ever holding the table.

    `workers` as in `write_tables` count, and only their counts come back. Returns the columns `by` and `n`, sorted.
    """
    by = list(by)
    counted = list(each(partial(_counted, by=by), parts(tables, name), workers))
    if not counted:
        return pd.DataFrame(columns=[*by, "n"])
    counts = pa.concat_tables(counted).group_by(by).aggregate([("n", "sum")]).rename_columns([*by, "n"])
    return counts.to_pandas().sort_values(by, ignore_index=True)


def _counted(path: Path, by: list[str]) -> pa.Table:
    return read_part(path, by).group_by(by).aggregate([([], "count_all")]).rename_columns([*by, "n"])


def read_part(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """One part of a table, on a disk or in a store."""
    with path.open("rb") as file:
        return pq.read_table(file, columns=columns)


def parts(tables: str | os.PathLike, name: str) -> list[Path]:
    """The settled parts of a table, in the order of their names."""
    tables = place(tables)
    if name not in TABLES or not (tables / "files").is_dir():
        raise ConfigError(f"no table {name} in {tables}; write_tables makes {', '.join(TABLES)}")
    settled = _settled(tables)
    return [path for path in entries(tables / name) if path.name in settled]


def _settled(tables: Path) -> list[str]:
    """The names of the parts whose `files` stand."""
    return [path.name for path in entries(tables / "files") if path.name.startswith("part-")]


def _sweep(out: Path) -> None:
    """Take away what a killed run has left: parts without their `files`."""
    settled = _settled(out)
    for name in TABLES:
        for path in entries(out / name):
            if path.name not in settled:
                path.unlink()


def _drop_changed(out: Path, current: set[str]) -> set[str]:
    """Take the rows of files that changed or are gone out of every part; the keys of those that stand.

    `files` come last: if this is interrupted, it begins again.
    """
    kept: set[str] = set()
    for part in _settled(out):
        files = read_part(out / "files" / part)
        stands = pc.is_in(files["key"], pa.array(sorted(current), pa.string()))
        kept |= set(files.filter(stands)["key"].to_pylist())
        if not pc.all(stands).as_py():
            for name in TABLES:
                _filter(out / name / part, files.filter(stands))
    return kept


def _filter(path: Path, files: pa.Table) -> None:
    """A part with the rows of these files only."""
    if not path.exists():
        return
    if not files.num_rows:
        path.unlink()
        return
    draft = Draft()
    with path.open("rb") as file, pq.ParquetFile(file) as part:
        column = "doc" if "doc" in part.schema_arrow.names and path.parent.name != "files" else "file"
        wanted = pc.unique(files[column]).drop_null()
        for group in range(part.num_row_groups):
            rows = part.read_row_group(group)
            draft.add(rows.filter(pc.is_in(rows[column], wanted)))
    put(path, draft.finish())


def _show_progress(sizes: Iterator[int], total: int) -> None:
    """How far the work is and how long it will take, on a terminal only."""
    started, done = time.monotonic(), 0
    for size in sizes:
        done += size
        if sys.stderr.isatty():
            left = (time.monotonic() - started) * (total - done) / max(done, 1)
            told = f"{done / 1e6:.0f} of {total / 1e6:.0f} MB, {left / 60:.0f} min left"
            print(f"\r\033[K{told}", end="" if done < total else "\n", file=sys.stderr, flush=True)
