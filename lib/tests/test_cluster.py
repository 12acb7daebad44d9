"""A Dask cluster writes what one process writes, on disks and in stores, though a worker dies in the middle."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from stored import few_documents, same, settled

from jianguan.errors import ConfigError
from jianguan.scale import dataset
from jianguan.scale.dataset import count_spans, read_table, write_tables

SMALL = 0.006  # megabytes: each document is a batch


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return few_documents(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def tables(folder, tmp_path_factory) -> Path:
    """Its tables, by one process."""
    return write_tables(folder, tmp_path_factory.mktemp("tables"), workers=1)


@pytest.fixture(scope="module")
def cluster():
    """Two workers, each a process of its own."""
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(**options) as cluster:
        yield cluster


def fatal(mark: Path):
    """Work on a batch that ends its process when half of its tables stand: the first time, and no more."""

    def work(batch):
        from jianguan.scale import batches

        put = batches.put

        def last(target, data):
            put(target, data)
            if target.parent.name == "words":
                with suppress(FileExistsError), mark.open("x", encoding="utf-8") as file:
                    file.write(str(os.getpid()))
                    file.flush()
                    os.kill(os.getpid(), signal.SIGKILL)

        batches.put = last
        return batches.write_batch(batch)

    return work


def test_a_worker_that_is_killed_loses_nothing(folder, tables, cluster, tmp_path, monkeypatch):
    mark = tmp_path / "killed"
    monkeypatch.setattr(dataset, "write_batch", fatal(mark))
    with Client(cluster) as client:
        workers = set(client.run(os.getpid).values())
        write_tables(folder, tmp_path / "out", workers=client, megabytes=SMALL)
    assert len(workers) == 2 and int(mark.read_text(encoding="utf-8")) in workers
    assert len(settled(tmp_path / "out")) > 2
    same(tables, tmp_path / "out")


def test_workers_read_and_write_a_store_and_count_in_it(folder, tables, cluster, tmp_path, monkeypatch):
    pages, out = f"file://{folder}", f"file://{tmp_path}"
    write_tables(pages, out, workers=cluster.scheduler_address, megabytes=SMALL)
    same(tables, out)
    words = read_table(tables, "words").groupby(["province", "word"]).size()
    monkeypatch.setattr(dataset, "read_part", None)  # nothing is read where the question is asked
    counts = count_spans(out, "words", ["province", "word"], workers=cluster.scheduler_address)
    assert counts.set_index(["province", "word"])["n"].to_dict() == words.to_dict()


def test_without_dask_that_is_said(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ConfigError, match="needs Dask: pip install"):
        write_tables(folder, tmp_path, workers="tcp://127.0.0.1:1")
