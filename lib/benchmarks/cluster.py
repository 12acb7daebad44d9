"""The same tables from one process and from a Dask cluster that loses a worker.

    python lib/benchmarks/cluster.py PLACE --megabytes 100

PLACE is left as it is: run again, what stands there is not read again, and seconds are those of the rest.
"""

import argparse
import os
import resource
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pyarrow.parquet as pq
from distributed import Client, LocalCluster
from generate import generate

from jianguan.scale.batches import TABLES
from jianguan.scale.dataset import write_tables

BATCHES = 6


def peak() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def alone(pages: Path, out: Path, size: float) -> str:
    """Read the pages in this process."""
    started, before = time.monotonic(), time.process_time()
    write_tables(pages, out, workers=1, megabytes=size)
    return f"{time.process_time() - before:.0f} processor seconds, {time.monotonic() - started:.0f} s, {peak()} MB"


def clustered(pages: Path, out: Path, size: float) -> str:
    """Read the pages with two workers, one of which is killed as soon as half of the parts stand."""
    started, told = time.monotonic(), []
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:
        Thread(target=lambda: told.extend(kill_one(client, out, BATCHES // 2)), daemon=True).start()
        write_tables(pages, out, workers=client, megabytes=size)
        peaks = sorted(client.run(peak).values())
    return f"{time.monotonic() - started:.0f} s; {' '.join(told) or 'nobody was killed'}; peaks at the end {peaks} MB"


def kill_one(client: Client, out: Path, after: int) -> Iterator[str]:
    """Wait for the parts, then end a worker without notice."""
    while len(list(out.glob("files/part-*"))) < after:
        time.sleep(0.2)
    victim, number = next(iter(client.run(os.getpid).items()))
    held = client.run(peak, workers=[victim])[victim]
    os.kill(number, signal.SIGKILL)
    yield f"a worker killed after {after} parts, its peak {held} MB"


def compare(one: Path, other: Path) -> str:
    """How much is the same, part by part and row by row. Raises AssertionError for what is not."""
    rows = parts = 0
    for table in TABLES:
        names = [sorted(path.name for path in (place / table).glob("part-*")) for place in (one, other)]
        assert names[0] == names[1], f"{table}: other parts"
        for name in names[0]:
            mine, theirs = (pq.read_table(place / table / name) for place in (one, other))
            assert mine.equals(theirs), f"{table}/{name}: other rows"
            rows, parts = rows + mine.num_rows, parts + 1
    return f"{len(TABLES)} tables, {parts} parts, {rows:,} rows"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("place", type=Path)
    options.add_argument("--megabytes", type=float, default=100)
    chosen = options.parse_args()
    pages = chosen.place / "pages"
    if not pages.exists():
        generate(pages, chosen.megabytes)
    size = chosen.megabytes / BATCHES
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        print("one process:", apart.submit(alone, pages, chosen.place / "one", size).result(), flush=True)
    print("two workers:", clustered(pages, chosen.place / "two", size), flush=True)
    print("the same:", compare(chosen.place / "one", chosen.place / "two"))
    for table in TABLES:
        written = sum(path.stat().st_size for path in (chosen.place / "one" / table).iterdir())
        print(f"{table:12} {written / 1e6:8.1f} MB")


if __name__ == "__main__":
    main()
