"""A place in an object store is read and written like a folder, and what a disk promises stays promised."""

import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from filelock import FileLock
from stored import few_documents, same, settled

from jianguan.__main__ import main
from jianguan.errors import ConfigError, CorpusError, OutputError
from jianguan.scale.batches import write_batch
from jianguan.scale.dataset import count_spans, read_table, write_tables
from jianguan.scale.places import place, put

STORE = "memory://bucket"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = few_documents(tmp_path_factory.mktemp("documents"))
    for name in (".hidden.txt", "README.txt", "page.pdf"):
        (folder / name).write_bytes(b"passed over")
    (folder / "[20*]? 通报.txt").write_bytes((folder / "u02.txt").read_bytes() + "完。".encode())
    return folder


@pytest.fixture(scope="module")
def tables(folder, tmp_path_factory) -> Path:
    return write_tables(folder, tmp_path_factory.mktemp("tables"), workers=1)


@pytest.fixture
def pages(folder):
    """The same documents in a store."""
    pages = place(f"{STORE}/pages")
    for path in folder.iterdir():
        (pages / path.name).write_bytes(path.read_bytes())
    yield pages
    pages.fs.rm("/bucket", recursive=True)


def test_a_store_gives_and_takes_what_a_folder_does(folder, tables, pages):
    write_tables(pages, f"{STORE}/tables", workers=1, megabytes=0.006)
    assert len(settled(place(f"{STORE}/tables"))) > 2
    same(tables, f"{STORE}/tables")
    counts = [count_spans(where, "themes", ["doc", "theme"]) for where in (tables, f"{STORE}/tables")]
    assert counts[0].equals(counts[1]) and len(counts[0])


def test_in_a_store_too_only_what_has_changed_is_read(folder, pages, tmp_path, monkeypatch):
    out, mine, read = f"{STORE}/tables", shutil.copytree(folder, tmp_path / "pages"), []
    write_tables(pages, out, workers=1)
    for where in (pages, mine):
        (where / "u12.txt").write_bytes((folder / "u02.txt").read_bytes() + "完。".encode())
        (where / "zhejiang-2020.txt").unlink()
    monkeypatch.setattr("jianguan.scale.dataset.write_batch", lambda b: read.extend(b.items) or write_batch(b))
    write_tables(pages, out, workers=1)
    assert [name for item in read for name in item.names] == [b"u12.txt"]
    same(write_tables(mine, tmp_path / "tables", workers=1), out)


def test_the_command_takes_addresses(pages, capsys):
    assert main(["read", f"{STORE}/pages", "--out", f"{STORE}/tables", "--workers", "1"]) == 0
    assert capsys.readouterr().out == f"tables: {STORE}/tables\n"
    assert "u02" in set(read_table(f"{STORE}/tables", "documents")["doc"])


def test_a_second_run_is_kept_out_of_a_store_and_a_dead_one_named(pages, monkeypatch):
    out = place(f"{STORE}/tables")
    refused = []

    def meanwhile(batch):
        with pytest.raises(OutputError) as problem:
            write_tables(pages, out, workers=1)
        refused.append(str(problem.value))
        raise KeyboardInterrupt

    monkeypatch.setattr("jianguan.scale.dataset.write_batch", meanwhile)
    with pytest.raises(KeyboardInterrupt):
        write_tables(pages, out, workers=1)
    assert "another run (" in refused[0] and f"if it was killed, remove {STORE}/tables/.lock" in refused[0]
    assert not (out / ".lock").exists()
    (out / ".lock").write_text("somewhere, process 1")
    with pytest.raises(OutputError, match="somewhere, process 1"):
        write_tables(pages, out, workers=1)


def test_what_a_killed_run_has_left_in_a_store_does_not_count(pages, tables, monkeypatch):
    out = place(f"{STORE}/tables")
    (out / "words/part-0.parquet").write_bytes(b"half told")
    write_tables(pages, out, workers=1)
    same(tables, out)
    assert {path.name for path in (out / "words").iterdir()} == settled(out)


def test_what_is_wrong_with_an_address_is_said(pages, capsys, monkeypatch):
    with pytest.raises(CorpusError, match="memory://nowhere: cannot be read"):
        write_tables("memory://nowhere", f"{STORE}/tables")
    with pytest.raises(ConfigError, match="no table words in memory://nowhere"):
        read_table("memory://nowhere", "words")
    assert main(["read", "shelf://pages", "--out", f"{STORE}/tables"]) == 2
    assert "shelf://pages" in (said := capsys.readouterr().err) and "pip install" in said

    def refuse(*_, **__):
        raise RuntimeError("no credentials")

    monkeypatch.setattr(type(pages.fs), "mkdir", refuse)
    with pytest.raises(OutputError, match="cannot write to memory://bucket/tables: no credentials"):
        write_tables(pages, f"{STORE}/tables")


def test_on_a_disk_a_file_is_there_whole_or_as_it_was(tmp_path, monkeypatch):
    secret, target = tmp_path / "secret", tmp_path / "part"
    secret.write_bytes(b"keep")
    target.symlink_to(secret)
    put(target, pa.py_buffer(b"first"))
    assert secret.read_bytes() == b"keep" and not target.is_symlink()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(target, pa.py_buffer(b"second"))
    assert target.read_bytes() == b"first"


def test_on_a_disk_one_run_at_a_time(folder, tables):
    with FileLock(tables / ".lock"), pytest.raises(OutputError, match="another run is writing"):
        write_tables(folder, tables, workers=1)
