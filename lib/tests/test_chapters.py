"""Tables of the chapters: what an English reader sees of places, and years that are no amounts."""

import pytest

from jianguan.chapters.texts import document_table, inferred
from jianguan.chapters.themes import keyness_table
from jianguan.corpus import read_corpus
from jianguan.tallies import key_words
from jianguan.words import find_words

NEWS = "{0}市场监管局工作会议召开\n来源:{0}市场监管局\n3月12日,{0}市场监管局召开工作会议,{1}。2021年成绩不小。会议强调,要加强监管。"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("news")
    for name, place, work in (("a", "福州市", "检查药店,检查药店"), ("b", "成都市", "抽检食品,抽检食品")):
        (folder / f"{name}.txt").write_text(NEWS.format(place, work), encoding="utf-8")
    return read_corpus(folder)


def test_places_are_told_in_english_beside_the_chinese(corpus):
    assert "<td" in document_table(corpus).body
    for place in ("Fujian 福建", "Fuzhou 福州市", "Sichuan 四川", "Chengdu 成都市"):
        assert place in str(document_table(corpus))


def test_provinces_of_typical_words_are_told_in_english(corpus):
    rows = str(keyness_table(key_words(find_words(corpus), corpus, least=1), top=20)).splitlines()[1:]
    assert {row.split()[0] for row in rows} == {"Fujian", "Sichuan"} and any("药店" in row for row in rows)


def test_a_year_is_no_amount_and_a_cue_is_named_once(corpus):
    said = inferred(corpus)
    assert ">year<" in said.body and ">2021<" in said.body and "2,021" not in said.body
    genre = next(line for line in str(said).splitlines() if "meeting news" in line)
    cues = genre.split("inferred: ")[1].split("、")
    assert len(cues) == len(set(cues)) > 1
