"""Who does the work: this process, several on this machine, or the workers of a Dask scheduler."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from multiprocessing import get_context, parent_process

from jianguan.errors import ConfigError, OutputError


def each(work: Callable, tasks: Sequence, workers=None) -> Iterator:
    """What `work` returns for each task, in the order in which they are done.

    `workers` is how many processes share the work (default: one for each core), the address of a Dask scheduler or a
    `distributed.Client`. Raises ConfigError without Dask, OutputError where a process was ended from outside.

    >>> list(each(abs, [-1, 2], workers=1))
    [1, 2]
    """
    with _pool(workers, len(tasks)) as pool:
        yield from map(work, tasks) if pool is None else _shared(pool, work, tasks)


def _pool(workers, tasks: int):
    """Who does the work: nobody else for one task, processes, or the workers of a Dask scheduler."""
    if isinstance(workers, str):
        return _scheduler(workers)
    if hasattr(workers, "get_executor"):
        return nullcontext(workers.get_executor(pure=False))
    processes = min(workers or _cores(), tasks)
    if processes < 2:
        return nullcontext()
    return ProcessPoolExecutor(processes, get_context("spawn"), _end_with_parent)


@contextmanager
def _scheduler(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise ConfigError("--scheduler needs Dask: pip install 'jianguan[cluster]'") from None
    try:
        with Client(address) as client:
            yield client.get_executor(pure=False)
    except KilledWorker as problem:
        raise OutputError(f"one batch has ended several workers (memory?): {problem}") from None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """A worker whose parent was killed ends too, instead of waiting for ever."""

    def wait() -> None:
        parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _shared(pool: Executor, work: Callable, tasks: Sequence) -> Iterator:
    waiting = [pool.submit(work, task) for task in tasks]
    try:
        for done in as_completed(waiting):
            yield done.result()
    except BrokenProcessPool:
        raise OutputError("a process was ended from outside (memory?); run again to go on from here") from None
    finally:
        for future in waiting:
            future.cancel()
