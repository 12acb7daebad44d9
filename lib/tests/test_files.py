"""What may lie in a folder (faults A): everything is read, or noted, and never harms its neighbours."""

import os
import socket
import stat
import time
import tracemalloc
from pathlib import Path

import pytest
from pages import ARTICLE, PARAGRAPHS, TITLE, read, sentences, warnings, write

from jianguan.corpus import read_corpus
from jianguan.errors import CorpusError
from jianguan.intake import files

OTHER = (
    ARTICLE.replace("石家庄", "唐山").replace("3415", "27").replace("重点工业产品", "儿童用品") + "  会前参观了现场。\n"
)


def refusal(folder) -> str:
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    return str(caught.value)


def test_fault_1_a_missing_folder_is_named_with_how_to_set_it(tmp_path):
    assert f"{tmp_path / 'none'}: no such folder" in refusal(tmp_path / "none")
    assert "JIANGUAN_SEEDS" in refusal(tmp_path / "none")


def test_fault_1_the_folder_may_come_from_the_environment_or_from_above(tmp_path, monkeypatch):
    write(tmp_path, a=ARTICLE)
    monkeypatch.setenv("JIANGUAN_SEEDS", str(tmp_path))
    assert list(read_corpus().documents.index) == ["a"]
    monkeypatch.delenv("JIANGUAN_SEEDS")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "below").mkdir()
    write(tmp_path / "seeds", b=ARTICLE)
    monkeypatch.chdir(tmp_path / "below")
    assert list(read_corpus().documents.index) == ["b"]


def test_fault_1_where_nothing_is_named_and_no_seeds_lie_above_their_place_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIANGUAN_SEEDS", raising=False)
    assert refusal(None).startswith(f"{tmp_path / 'seeds'}: no such folder; name the folder")


def test_fault_2_an_empty_folder(tmp_path):
    assert refusal(tmp_path) == f"0 documents in {tmp_path}"


def test_fault_3_a_file_is_no_folder(tmp_path):
    write(tmp_path, a=ARTICLE)
    assert "not a folder" in refusal(tmp_path / "a.txt")


def test_fault_4_only_unusable_files_are_listed_with_their_reasons(tmp_path):
    write(tmp_path, a=b"", b=b"%PDF-1.7")
    assert "a.txt: empty" in refusal(tmp_path) and "b.txt: it is a PDF file" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("error", "reason"), [(PermissionError(13, "Permission denied"), "denied"), (FileNotFoundError(2, "x"), "vanished")]
)
def test_faults_5_and_22_what_cannot_be_opened_or_vanishes(tmp_path, monkeypatch, error, reason):
    true_open = os.open

    def failing(path, *args):
        if path.endswith(b"bad.txt"):
            raise error
        return true_open(path, *args)

    monkeypatch.setattr(files.os, "open", failing)
    assert reason in warnings(read(tmp_path, bad=OTHER), "bad.txt")


def test_faults_6_and_7_links_are_never_followed(tmp_path):
    (tmp_path / "out.txt").symlink_to("/etc/hostname")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "inside.txt").symlink_to(tmp_path / "good.txt")
    corpus = read(tmp_path)
    assert list(corpus.documents.index) == ["good"]
    assert warnings(corpus, "out.txt") == "link leaves the corpus"
    assert all("link" in warnings(corpus, f"{name}.txt") for name in ("loop", "gone", "inside"))


def test_fault_8_pipes_sockets_and_devices_are_not_waited_for(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        start = time.perf_counter()
        corpus = read(tmp_path)
    assert time.perf_counter() - start < 5
    assert warnings(corpus, "pipe.txt") == warnings(corpus, "socket.txt") == "not a regular file"


def test_fault_9_a_folder_called_txt_is_noted_and_sub_folders_are_not_read(tmp_path):
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "more").mkdir()
    write(tmp_path / "more", b=OTHER)
    corpus = read(tmp_path)
    assert list(corpus.documents.index) == ["good"] and "folder" in warnings(corpus, "x.txt")


def test_fault_10_editors_and_systems_files_are_passed_over(tmp_path):
    for name in (".hidden.txt", "~$lock.txt", ".DS_Store", "Thumbs.db", "old.txt.bak", "README.md"):
        (tmp_path / name).write_text(OTHER, encoding="utf-8")
    assert read(tmp_path).notes.empty


def test_fault_11_the_suffix_in_any_case_and_no_other_type(tmp_path):
    (tmp_path / "UP.TXT").write_text(OTHER, encoding="utf-8")
    for suffix in ("pdf", "docx", "html", "md"):
        (tmp_path / f"a.{suffix}").write_text(OTHER, encoding="utf-8")
    corpus = read(tmp_path)
    assert list(corpus.documents.index) == ["UP", "good"]
    assert warnings(corpus, "a.pdf") == "type not supported, save as .txt"


@pytest.mark.parametrize(
    "name",
    ["<img onerror=x>", "a\nb", "-rf", "$(cmd)", "`x`", "=1+1", "'\"", "\u202etxt", "长" * 80, "国 庆", b"\xb9\xe3"],
    ids=lambda name: ascii(name)[:12],
)
def test_faults_12_to_14_and_16_odd_names_are_read_and_shown_on_one_line(tmp_path, name):
    encoded = name if isinstance(name, bytes) else name.encode("utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + encoded + b".txt")).write_bytes(OTHER.encode("utf-8"))
    corpus = read(tmp_path)
    doc = next(doc for doc in corpus.documents.index if doc != "good")
    assert doc.isprintable() and doc.encode("utf-8")
    assert len(corpus.passages[doc]) > 5


def test_fault_15_names_that_look_alike_are_two_documents(tmp_path):
    corpus = read(
        write(tmp_path, **dict(zip(("caf\u00e9", "cafe\u0301"), (OTHER, OTHER.replace("27", "28")), strict=True)))
    )
    assert len(corpus.documents) == 3
    problem = "its name looks like that of cafe\u0301 but is written with other characters"
    assert ["caf\u00e9.txt", problem, "both read", "warning"] in corpus.notes.to_numpy().tolist()


def test_fault_17_an_exact_copy_counts_once(tmp_path):
    corpus = read(tmp_path, a=OTHER, b=OTHER)
    assert list(corpus.documents.index) == ["a", "good"] and warnings(corpus, "b.txt") == "same as a"


def test_fault_18_a_near_copy_is_kept_and_named_until_the_manifest_drops_it(tmp_path):
    corpus = read(tmp_path, a=ARTICLE.replace("3415", "3416"))
    assert len(corpus.documents) == 2 and "nearly the same as a (overlap 0." in warnings(corpus, "good.txt")
    (tmp_path / "manifest.csv").write_text("file,use\na.txt,no\n", encoding="utf-8")
    assert list(read_corpus(tmp_path).documents.index) == ["good"]
    (tmp_path / "manifest.csv").unlink()
    assert "nearly" not in "".join(read(tmp_path, a=TITLE + "\n" + PARAGRAPHS[0] + "明年再开。" * 30).notes["problem"])


def test_faults_20_and_23_many_small_files_in_bounded_memory_and_byte_order(tmp_path):
    """Ten thousand such files, measured once: 25 s, and 150 MB above the imports (15 kB a document)."""
    for i in range(400):
        write(tmp_path, **{f"{i:04}": ARTICLE.replace("3415件", f"{i}件").replace("召开", f"召开{i}号")})
    tracemalloc.start()
    corpus = read_corpus(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert list(corpus.documents.index) == sorted(corpus.documents.index) and len(corpus.documents) == 400
    assert peak < 400 * 75_000


def test_fault_21_files_over_the_limit_are_not_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("JIANGUAN_MAX_MB", "0.01")
    assert "larger than 0.01 MB" in warnings(read(tmp_path, big=OTHER * 30), "big.txt")


def test_fault_21_what_a_file_becomes_while_it_is_opened_is_seen(tmp_path, monkeypatch):
    write(tmp_path, a="市" * 40)
    monkeypatch.setattr(files, "_why_not", lambda *_: "")
    monkeypatch.setattr(os, "fstat", lambda handle: os.stat_result([stat.S_IFREG, *[0] * 9]))
    assert files.read_file(tmp_path, b"a.txt") == files.File("a.txt", ("市" * 40).encode())
    monkeypatch.setattr(os, "fstat", lambda handle: os.stat_result([stat.S_IFDIR, *[0] * 9]))
    assert files.read_file(tmp_path, b"a.txt") == files.File("a.txt", None, "not a regular file")
    monkeypatch.setattr(os, "fstat", lambda handle: os.stat_result([stat.S_IFREG, *[0] * 9]))
    monkeypatch.setenv("JIANGUAN_MAX_MB", "0.000119")
    assert files.read_file(tmp_path, b"a.txt") == files.File("a.txt", None, "grew beyond the size limit while reading")


def test_good_documents_do_not_change_with_bad_neighbours(tmp_path):
    alone = read(tmp_path)
    mixed = read(tmp_path, a=b"", b=b"\x89PNG", c="not Chinese at all " * 9, d=OTHER, e=ARTICLE.encode("utf-8")[:-5])
    assert sentences(mixed, "good") == sentences(alone, "good")
    row = mixed.documents.loc["good"]
    assert row.drop("year").dropna().to_dict() == alone.documents.loc["good"].drop("year").dropna().to_dict()
