"""The tables of a folder say what the library says of it, however the work is cut, stopped or shared."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from stored import few_documents, same, settled

from jianguan import find_claims, layers, read_corpus
from jianguan.__main__ import main
from jianguan.errors import ConfigError, CorpusError, OutputError
from jianguan.intake.files import seeds_folder
from jianguan.layers import FINDERS, Layers
from jianguan.scale.batches import TABLES, write_batch
from jianguan.scale.dataset import count_spans, read_table, write_tables
from jianguan.whatif import leave_out


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return few_documents(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def tables(folder, tmp_path_factory) -> Path:
    """Its tables, all in one batch."""
    return write_tables(folder, tmp_path_factory.mktemp("tables"), workers=1)


def test_tables_are_what_the_library_finds(folder, tables):
    corpus = read_corpus(folder)
    layers = Layers(corpus)
    for name in TABLES:
        if name in ("files", "notes", "documents", "texts"):
            continue
        expected = getattr(corpus, name) if name in ("sentences", "cuts") else layers[name]
        found = read_table(tables, name)
        assert list(found.columns) == list(expected.columns), name
        expected = expected.sort_values(["doc", "start"], kind="stable", ignore_index=True)
        for column in ("doc", "start", "end", "text"):
            assert found[column].tolist() == expected[column].tolist(), (name, column)
    documents = read_table(tables, "documents").set_index("doc")
    assert documents["sha256"].to_dict() == corpus.documents["sha256"].to_dict()
    assert documents["window"].dropna().to_dict() == corpus.documents["window"].dropna().to_dict()


def test_stored_tables_are_the_corpus_and_its_layers_with_the_same_claims(tmp_path):
    corpus, stored = read_corpus(), read_corpus(write_tables(seeds_folder(), tmp_path, workers=1, megabytes=0.006))
    assert len(settled(tmp_path)) > 2
    for name in ("documents", "sentences", "cuts", "notes"):
        pd.testing.assert_frame_equal(getattr(stored, name), getattr(corpus, name), obj=name)
    assert stored.texts == corpus.texts
    for name, table in layers(corpus).items():
        pd.testing.assert_frame_equal(layers(stored)[name], table, check_dtype=False, obj=name)
    columns = ["holds", "texts", "grade", "claim_en", "claim_zh", "caveat_en"]
    pd.testing.assert_frame_equal(find_claims(stored)[columns], find_claims(corpus)[columns])


def test_stored_layers_are_taken_as_they_stand_but_never_for_another_corpus(folder, tables, monkeypatch):
    monkeypatch.setitem(FINDERS, "slogans", lambda corpus: len(corpus.documents))
    stored = read_corpus(tables)
    assert layers(stored)["slogans"]["doc"].isin(stored.documents.index).all()
    assert layers(stored.within(doc="u02"))["slogans"] == 1
    assert layers(leave_out(stored, stored.sentences[stored.sentences["doc"] == "u02"]))["slogans"] == 4


def test_a_report_from_no_tables_is_refused(tmp_path, capsys):
    assert main(["report", "--from", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "no tables in" in capsys.readouterr().err


def test_notes_tell_what_was_skipped(tables):
    notes = read_table(tables, "notes").query("action == 'skipped'")
    assert dict(zip(notes["file"], notes["problem"], strict=True)) == {
        "hunan-2021.txt": "same as again",
        "zz.txt": "it is a PDF file, not text",
    }
    files = read_table(tables, "files")
    assert set(files.loc[files["doc"].isna(), "file"]) == {"hunan-2021.txt", "zz.txt"}


def test_batch_size_and_engine_do_not_matter(folder, tables, tmp_path):
    small = write_tables(folder, tmp_path / "small", workers=1, megabytes=0.012, engine="jieba")
    assert len(settled(small)) > 2
    for name in TABLES:
        drop = ["key"] if name == "files" else []
        one, other = (read_table(out, name).drop(columns=drop) for out in (tables, small))
        pd.testing.assert_frame_equal(one, other, obj=name)
        assert len({str(pq.read_schema(path).remove_metadata()) for path in (small / name).iterdir()}) == 1, name


def test_only_what_is_new_or_changed_is_read(folder, tables, tmp_path, monkeypatch):
    mine, out = shutil.copytree(folder, tmp_path / "pages"), shutil.copytree(tables, tmp_path / "tables")
    page = (mine / "u12.txt").read_bytes()
    (mine / "u12.txt").write_bytes(page.replace("的".encode("gb18030"), "之".encode("gb18030"), 1))
    (mine / "zhejiang-2020.txt").unlink()
    (mine / "new.txt").write_bytes(page)
    read = []
    monkeypatch.setattr("jianguan.scale.dataset.write_batch", lambda b: read.extend(b.items) or write_batch(b))
    write_tables(mine, out, workers=1)
    assert [name for item in read for name in item.names] == [b"new.txt", b"u12.txt"]
    same(out, write_tables(mine, tmp_path / "anew", workers=1))
    assert "zhejiang-2020" not in set(read_table(out, "words")["doc"])


def test_a_run_that_breaks_off_goes_on(folder, tables, tmp_path, monkeypatch):
    done = []

    def breaks(batch):
        if len(done) == 1:
            (batch.out / "words" / batch.part).write_bytes(b"half a part")
            raise KeyboardInterrupt
        done.append(batch.part)
        return write_batch(batch)

    monkeypatch.setattr("jianguan.scale.dataset.write_batch", breaks)
    with pytest.raises(KeyboardInterrupt):
        write_tables(folder, tmp_path, workers=1, megabytes=0.012)
    assert settled(tmp_path) == set(done)
    assert set(read_table(tmp_path, "words")["doc"]) < set(read_table(tables, "words")["doc"])
    monkeypatch.setattr("jianguan.scale.dataset.write_batch", lambda b: done.append(b.part) or write_batch(b))
    write_tables(folder, tmp_path, workers=1, megabytes=0.012)
    assert len(done) == len(set(done))
    same(tables, tmp_path)


def test_processes_write_the_same_even_if_killed(folder, tables, tmp_path):
    options = ["read", str(folder), "--out", str(tmp_path), "--workers", "2", "--batch", "0.012"]
    run = subprocess.Popen([sys.executable, "-m", "jianguan", *options])
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("files/part-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert settled(tmp_path)
    write_tables(folder, tmp_path, workers=1)
    same(tables, tmp_path)


def test_a_batch_that_is_asked_for_again_is_not_read_again(folder, tmp_path, monkeypatch):
    batches = []
    monkeypatch.setattr("jianguan.scale.dataset.write_batch", lambda b: batches.append(b) or write_batch(b))
    write_tables(folder, tmp_path, workers=1)
    monkeypatch.setattr("jianguan.scale.batches._read", None)
    assert write_batch(batches[0]) == sum(item.size for item in batches[0].items)


def test_counting_holds_no_table(tables):
    words = read_table(tables, "words")
    expected = words.groupby(["province", "word"]).size()
    counted = count_spans(tables, "words", ["province", "word"])
    assert counted.set_index(["province", "word"])["n"].to_dict() == expected.to_dict()


def test_what_is_wrong_is_said(folder, tables, tmp_path):
    with pytest.raises(ConfigError, match="no table wrods"):
        read_table(tables, "wrods")
    with pytest.raises(ConfigError, match="no table words in"):
        read_table(tmp_path, "words")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write to"):
        write_tables(folder, tmp_path / "file")
    with pytest.raises(CorpusError):
        write_tables(tmp_path / "nowhere", tmp_path / "out")


def test_a_worker_with_another_library_is_refused(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("jianguan.scale.dataset.fingerprint", lambda: "older")
    with pytest.raises(ConfigError, match="another version"):
        write_tables(folder, tmp_path, workers=1)
