"""A folder -> documents, sentences, cuts: on the seeds exactly as coded, and on whatever else lies in a folder."""

from pathlib import Path

import pandas as pd
import pytest
from pages import read

from jianguan.corpus import read_corpus
from jianguan.intake.speech import Floor
from jianguan.lexicon import find_terms

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = SEEDS / "gold"


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(SEEDS)


def spans(table: pd.DataFrame) -> set:
    return set(zip(table["doc"], table["start"], table["end"], strict=True))


def test_cuts_are_the_coded_boilerplate_to_the_character(seeds):
    assert spans(seeds.cuts) == spans(pd.read_csv(GOLD / "boilerplate.csv"))


def test_sentences_are_the_coded_ones(seeds):
    assert spans(seeds.sentences.query("kind != 'title'")) == spans(pd.read_csv(GOLD / "themes.csv"))


@pytest.mark.parametrize("field", ["province", "place", "level", "genre", "title", "published", "event_date", "year"])
def test_documents_are_as_coded(seeds, field):
    coded = pd.read_csv(GOLD / "documents.csv").set_index("doc")[field]
    assert {doc: str(v) for doc, v in seeds.documents[field].dropna().items()} == {
        doc: str(v).removesuffix(".0") for doc, v in coded.dropna().items()
    }


@pytest.mark.parametrize("field", ["publisher", "source", "author", "editor"])
def test_people_are_as_coded(seeds, field):
    """The coding adds remarks in brackets, and lists a site beside its publisher."""
    coded = pd.read_csv(GOLD / "documents.csv").set_index("doc")[field]
    for doc, value in seeds.documents[field].items():
        if field == "source" and doc == "hunan-2021":
            assert pd.isna(value), "the coding takes 湘声报 from the line its editor stands in"
        else:
            assert pd.isna(value) == pd.isna(coded[doc]) and (pd.isna(value) or value in coded[doc])


def test_seeds_as_shipped_give_no_warning(seeds):
    assert seeds.notes.query("severity == 'warning'").empty


def test_every_visible_character_is_cut_or_in_one_sentence(seeds):
    for doc in seeds.documents.index:
        covered = [0] * len(seeds.text(doc))
        for table in (seeds.sentences, seeds.cuts):
            rows = table[table["doc"] == doc]
            for start, end, text in zip(rows["start"], rows["end"], rows["text"], strict=True):
                assert seeds.text(doc)[start:end] == text
                covered[start:end] = [n + 1 for n in covered[start:end]]
        assert {n for n, character in zip(covered, seeds.text(doc), strict=True) if not character.isspace()} == {1}


def test_a_name_only_in_a_teaser_is_not_the_province(tmp_path):
    """Fault 68."""
    (tmp_path / "a.txt").write_bytes((SEEDS / "zhejiang-2020.txt").read_bytes())
    corpus = read_corpus(tmp_path)
    assert corpus.documents.loc["a", "province"] == "unknown"
    assert "province" in corpus.notes.query("severity == 'warning'")["problem"].str.cat()


def test_fault_54_a_document_of_stop_words_has_sentences_but_no_theme(tmp_path):
    corpus = read(tmp_path, a="的了和是在,就也都与及。" * 5)
    assert len(corpus.passages["a"]) == 5
    assert find_terms(corpus.within(doc="a"), "themes").empty


def test_a_pronoun_is_the_person_named_before_it_and_narration_ends_a_speech(seeds):
    said = seeds.sentences.set_index(["doc", "start"])[["speaker", "office"]]
    assert said.loc[("zhejiang-2020", 994)].tolist() == ["徐润龙", "省药品监督管理局党组书记、局长"]
    assert said.loc[("zhejiang-2020", 732), "speaker"] == "章根明"
    assert said.loc[("zhejiang-2020", 1863), "speaker"] == "author"
    assert said.loc[("zhejiang-taizhou-2021", 393), "speaker"] == "会议"
    assert set(seeds.sentences.query("doc == 'hunan-2021'")["speaker"]) == {"author"}


def test_within_keeps_only_the_documents_asked_for(seeds):
    part = seeds.within(province="浙江", year=[2021, 2022])
    assert list(part.documents.index) == ["zhejiang-huzhou-2022", "zhejiang-taizhou-2021"]
    assert set(part.sentences["doc"]) == set(part.documents.index) == set(part.passages)


@pytest.mark.parametrize(
    ("sentences", "speakers"),
    [
        (["“生意好了。", "心里踏实了。”", "店主王敏说。"], ["王敏"] * 3),
        (["市民李红说,“过去要跑三趟。", "现场办结,会议也不用等。”"], ["李红", "李红"]),
        (["“一枚‘码’管住一盘菜”的做法得到推广。", "局长王越表示,要推广经验。"], ["author", "王越"]),
    ],
    ids=["named behind", "narration inside quotes", "a name in quotes is no speech"],
)
def test_a_quotation_over_several_sentences_has_one_speaker(sentences, speakers):
    assert [speaker for speaker, _ in Floor("").hear_paragraph(sentences)] == speakers


def test_a_paragraph_behind_a_direct_quotation_is_the_texts_own_but_reported_speech_goes_on():
    floor = Floor("")
    floor.hear_paragraph(["“现在放心了。”", "市民李红说。"])
    assert floor.hear_paragraph(["去年全市新开店铺300家。"]) == [("author", "")]
    floor.hear_paragraph(["局长王越强调,要抓好落实。"])
    assert floor.hear_paragraph(["要压实责任。"]) == [("王越", "局长")]
