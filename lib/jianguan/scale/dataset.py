"""Any number of documents -> everything found in them, as Parquet tables: in batches, side by side, and resumable.

A folder of tables holds one folder for each table, and in it one part for each batch. A part counts once its `files`
stand beside it, so a run that was killed leaves nothing half told: the next one sweeps what is not settled, drops what
has changed and reads what is new. Memory is bounded by the slices of a batch, not by the corpus.

What compares documents with each other stays with `read_corpus`: shared phrases, and notes on near copies.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from multiprocessing import get_context, parent_process
from pathlib import Path
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from jianguan.errors import ConfigError, OutputError
from jianguan.intake.files import shown
from jianguan.intake.manifest import read_manifest
from jianguan.metadata import FIELDS
from jianguan.scale.batches import TABLES, Batch, cut, fingerprint, list_items, settle, write_batch

BATCH = 16  # megabytes


def write_tables(
    folder: str | os.PathLike, out: str | os.PathLike, *, engine: str = "rjieba", workers=None, megabytes: float = BATCH
) -> Path:
    """Read the documents of a folder into the tables of the folder `out`: only what is new or has changed since.

    `workers` is how many processes share the work (default: one for each core), or a Dask scheduler: its address
    (`tcp://...`) or a `distributed.Client`, whose workers see both folders under the same paths. `megabytes` of text
    make a batch. Returns `out`, where each of these is a folder of Parquet parts for `read_table` or any other reader:

    - `documents`, `sentences`, `cuts`, `notes`: as in `read_corpus`
    - the layers, one span table each: `words`, `themes`, `quantities`, `slogans`, `parallels` ...
    - `texts`: `doc, text`, each document as it was decoded
    - `files`: `file, key` (the hash of what its rows depend on), `doc` (missing where the file was skipped)

    Raises CorpusError and ConfigError as `read_corpus` does, OutputError where `out` cannot be written.
    """
    folder, out = Path(folder).absolute(), Path(out).absolute()
    with _alone(out):
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
        with _pool(workers, len(batches)) as pool:
            _show_progress(_finished(pool, batches), sum(item.size for batch in batches for item in batch.items))
    return out


def read_table(tables: str | os.PathLike, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """One table of a folder written by `write_tables`, in the order of documents and their text.

    Holds the whole table in memory: for the largest use `count_spans`, or any engine that reads Parquet.
    """
    read = [pq.read_table(path, columns=columns) for path in parts(Path(tables), name)]
    if not read:
        return pd.DataFrame(columns=columns)
    table = pa.concat_tables(read, promote_options="default").to_pandas()
    order = [column for column in ("doc", "file", "start") if column in table]
    return table.sort_values(order, kind="stable", ignore_index=True) if order else table


def count_spans(tables: str | os.PathLike, name: str, by: Sequence[str]) -> pd.DataFrame:
    """How many rows of a table there are of each combination of the columns `by`, without ever holding the table.

    Returns the columns `by` and `n`, sorted.
    """
    by = list(by)
    counted = [_counted(path, by) for path in parts(Path(tables), name)]
    if not counted:
        return pd.DataFrame(columns=[*by, "n"])
    counts = pa.concat_tables(counted).group_by(by).aggregate([("n", "sum")]).rename_columns([*by, "n"])
    return counts.to_pandas().sort_values(by, ignore_index=True)


def _counted(path: Path, by: list[str]) -> pa.Table:
    return pq.read_table(path, columns=by).group_by(by).aggregate([([], "count_all")]).rename_columns([*by, "n"])


def parts(tables: Path, name: str) -> list[Path]:
    """The settled parts of a table, in the order of their names."""
    if name not in TABLES or not (tables / "files").is_dir():
        raise ConfigError(f"no table {name} in {tables.absolute()}; write_tables makes {', '.join(TABLES)}")
    settled = sorted(path.name for path in (tables / "files").glob("part-*.parquet"))
    return [tables / name / part for part in settled if (tables / name / part).exists()]


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One run at a time in a folder that can be written."""
    try:
        for name in TABLES:
            (out / name).mkdir(parents=True, exist_ok=True)
        with FileLock(out / ".lock", timeout=1):
            yield
    except Timeout:
        raise OutputError(f"another run is writing {out}") from None
    except (FileExistsError, NotADirectoryError, PermissionError) as problem:
        raise OutputError(f"cannot write to {out}: {problem.strerror}") from None


def _sweep(out: Path) -> None:
    """Take away what a killed run has left: parts without their `files`."""
    settled = {path.name for path in (out / "files").glob("part-*.parquet")}
    for name in TABLES:
        for path in (out / name).iterdir():
            if path.name not in settled:
                path.unlink()


def _drop_changed(out: Path, current: set[str]) -> set[str]:
    """Take the rows of files that changed or are gone out of every part; the keys of those that stand.

    `files` come last: if this is interrupted, it begins again.
    """
    kept: set[str] = set()
    for part in sorted((out / "files").glob("part-*.parquet")):
        files = pq.read_table(part)
        stands = pc.is_in(files["key"], pa.array(sorted(current), pa.string()))
        kept |= set(files.filter(stands)["key"].to_pylist())
        if not pc.all(stands).as_py():
            for name in TABLES:
                _filter(out / name / part.name, files.filter(stands))
    return kept


def _filter(path: Path, files: pa.Table) -> None:
    """A part with the rows of these files only."""
    if not path.exists():
        return
    if not files.num_rows:
        path.unlink()
        return
    column = "doc" if "doc" in pq.read_schema(path).names and path.parent.name != "files" else "file"
    wanted = pc.unique(files[column]).drop_null()
    written = path.with_name(f".{path.name}.{uuid4().hex}")
    with pq.ParquetFile(path) as part, pq.ParquetWriter(written, part.schema_arrow, compression="zstd") as writer:
        for group in range(part.num_row_groups):
            rows = part.read_row_group(group)
            writer.write_table(rows.filter(pc.is_in(rows[column], wanted)))
    settle(written, path)


def _pool(workers, batches: int):
    """Who does the work: nobody else for one batch, processes, or the workers of a Dask scheduler."""
    if isinstance(workers, str):
        return _scheduler(workers)
    if hasattr(workers, "get_executor"):
        return nullcontext(workers.get_executor(pure=False))
    processes = min(workers or _cores(), batches)
    if processes < 2:
        return nullcontext()
    return ProcessPoolExecutor(processes, get_context("spawn"), _end_with_parent)


@contextmanager
def _scheduler(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise ConfigError("--scheduler needs Dask: pip install 'jianguan[cluster]'") from None
    with Client(address) as client:
        yield client.get_executor(pure=False)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """A worker whose parent was killed ends too, instead of waiting for ever."""

    def wait() -> None:
        parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _finished(pool: Executor | None, batches: list[Batch]) -> Iterator[int]:
    """The bytes of each batch as it is done."""
    if pool is None:
        yield from map(write_batch, batches)
        return
    waiting = [pool.submit(write_batch, batch) for batch in batches]
    try:
        for done in as_completed(waiting):
            yield done.result()
    except BrokenProcessPool:
        raise OutputError("a process was ended from outside (memory?); run again to go on from here") from None
    finally:
        for future in waiting:
            future.cancel()


def _show_progress(sizes: Iterator[int], total: int) -> None:
    """How far the work is and how long it will take, on a terminal only."""
    started, done = time.monotonic(), 0
    for size in sizes:
        done += size
        if sys.stderr.isatty():
            left = (time.monotonic() - started) * (total - done) / max(done, 1)
            told = f"{done / 1e6:.0f} of {total / 1e6:.0f} MB, {left / 60:.0f} min left"
            print(f"\r\033[K{told}", end="" if done < total else "\n", file=sys.stderr, flush=True)
