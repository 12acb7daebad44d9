"""Claims stand only on evidence: on the seeds, on one text, on two, on many made up; and they are worded in full."""

import re
from pathlib import Path

import pandas as pd
import pytest

from jianguan.chapters.numbers import reported_bars
from jianguan.chapters.opening import limit_lines, statement
from jianguan.claims import CLAIMS, Trial
from jianguan.claims.vocabulary import WordCounts, marking_words
from jianguan.compare import log_odds
from jianguan.corpus import Corpus, read_corpus
from jianguan.findings import conditions, find_claims, templates
from jianguan.layers import Layers, layers
from jianguan.portraits import portrait
from jianguan.said import amount, count, counted, document_labels, listed, plain, share
from jianguan.tallies import key_words, labelled, tally

SEEDS = Path(__file__).parents[2] / "seeds"
PLACES = ["广东省", "四川省", "山东省", "福建省", "辽宁省", "云南省"]
MANY = [*PLACES, "河北省", "河南省", "湖北省", "湖南省", "江西省", "安徽省", "江苏省", "浙江省", "陕西省", "甘肃省"]
REPORT = """{place}市场监督管理局召开{year}年工作会议
发布时间：{year}-01-20 来源：{place}市场监管局

1月18日，{place}市场监督管理局召开{year}年工作会议。会议指出，过去一年，全省查办各类案件{cases}件，罚没{fines}万元。
要坚持“三大行动”，全力推进质量强省建设，全力保障食品安全，全力优化营商环境。到{year}年底，培育小微企业{firms}家以上。
"""


def made_up(folder: Path, places: list[str]):
    for i, place in enumerate(places):
        text = REPORT.format(place=place, year=2021 + i % 3, cases=1000 + 37 * i, fines=500 + i, firms=200 + i)
        (folder / f"{i:02}.txt").write_text(text, encoding="utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(SEEDS)


@pytest.fixture(scope="module")
def claims(seeds):
    return find_claims(seeds)


def test_every_template_has_its_test_and_every_test_its_template():
    assert set(templates()) == set(CLAIMS)


def test_claims_on_the_seeds_quote_the_tables(claims):
    results = claims.loc["results", "spans"]
    assert str(len(results)) in claims.loc["results", "claim_en"]
    assert set(results["status"]) == {"achieved"} and results["doc"].nunique() == 1
    assert "106,000" in claims.loc["listed", "claim_en"] and "10.6万" in claims.loc["listed", "claim_zh"]
    assert (claims["holds"] == (claims["texts"] > 0)).all()


def test_a_claim_of_one_text_is_never_called_stable(claims):
    alone = claims[claims["texts"] == 1]
    assert set(alone["grade"]) == {"one text"}
    assert set(claims.loc[claims["texts"] > 1, "grade"]) <= {"several texts", "stable"}


@pytest.mark.parametrize("finding", CLAIMS)
def test_to_drop_a_text_from_the_grounds_is_to_leave_it_out(seeds, finding):
    found = layers(seeds)
    trial = Trial(CLAIMS[finding], found)
    for doc in seeds.documents.index:
        assert trial.claim.test(trial.grounds.drop(doc)) == Trial(trial.claim, found.without(doc)).core, doc


def test_leaving_texts_out_looks_at_no_layer_again(tmp_path, monkeypatch):
    looks, parts = [], []
    ask, within = Layers.__getitem__, Corpus.within
    monkeypatch.setattr(Layers, "__getitem__", lambda self, name: looks.append(name) or ask(self, name))
    monkeypatch.setattr(Corpus, "within", lambda self, **fields: parts.append(fields) or within(self, **fields))
    asked = []
    for n in (4, 8):
        (tmp_path / str(n)).mkdir()
        corpus = made_up(tmp_path / str(n), [PLACES[i % 4] for i in range(n)])
        looks.clear()
        find_claims(corpus)
        asked.append(len(looks))
    assert asked[0] == asked[1] > 0 and not parts


def test_conditions_name_the_texts_that_a_claim_rests_on(seeds, claims):
    table = conditions(layers(seeds)).set_index("finding")
    assert list(table.index) == list(claims.index[claims["holds"]])
    assert table.loc["results", "falls_without"] == "hunan-2021"
    stable = claims.index[claims["grade"] == "stable"]
    assert len(stable) > 2 and (table.loc[stable, "falls_without"] == "").all()


def test_of_many_texts_a_sentence_names_some_and_says_how_many_others(tmp_path):
    corpus = made_up(tmp_path, MANY)
    table = find_claims(corpus)
    alone = limit_lines(corpus)[0]
    assert alone.en.endswith("and 8 others rest on one text each.") and alone.zh.endswith("其余8个各只有一篇文本。")
    told = statement(table.loc["shared"], corpus).data
    assert re.search(r"Carried by .*16.* of .*16 texts", told) and "of 8 other texts" in told
    assert len(re.findall(r"\[[A-Z]\w+ 20\d\d\]", told)) == 8
    assert table["claim_en"].str.count(r"\b20\d\d\b").max() <= 4


def test_the_chart_of_results_shows_the_text_that_its_claim_names(tmp_path):
    corpus = made_up(tmp_path, PLACES[:3])
    finding = find_claims(corpus).loc["reported"]
    drawn = reported_bars(layers(corpus)["quantities"], finding)
    assert set(drawn["doc"]) == set(finding["docs"]) and len(finding["docs"]) == 1
    open_question = finding.to_dict() | {"holds": False, "docs": []}
    assert reported_bars(layers(corpus)["quantities"], open_question)["doc"].nunique() == 3


def test_a_claim_falls_with_the_text_that_carries_it(seeds):
    rest = seeds.within(doc=[doc for doc in seeds.documents.index if doc != "hunan-2021"])
    fallen = find_claims(rest).loc[["results", "listed"]]
    assert not fallen["holds"].any()
    assert (fallen["claim_en"] == "").all() and (fallen["texts"] == 0).all()
    assert fallen["alt_en"].str.startswith(tuple(fallen["question_en"])).all()


@pytest.mark.parametrize("n", [1, 2, 6])
def test_other_corpora_get_whole_sentences(tmp_path, n):
    corpus = made_up(tmp_path, PLACES[:n])
    table = find_claims(corpus)
    for lang in ("en", "zh"):
        said = pd.concat([table[f"claim_{lang}"], table[f"caveat_{lang}"], table[f"alt_{lang}"]])
        assert not said.str.contains(r"[{}]|\bnan\b|None", regex=True).any()
    assert not table["claim_en"].str.contains(r"\b(?:1|one) (?:texts|results|targets|phrases)\b").any()
    assert not table.loc["texts", "holds"] or n > 2


def test_a_portrait_says_what_a_text_does_not_give(tmp_path, seeds):
    assert "gives no statistic" in portrait(seeds, "jiangsu-wuxi-2020")
    assert re.search(r"\[28\]\(\S+#group\.quantities\.hunan-2021\.achieved\) results", portrait(seeds, "hunan-2021"))
    with pytest.raises(KeyError, match="it has hunan-2021"):
        portrait(seeds, "no-such")


def test_words_of_values():
    assert f"{count(1):case|cases}" == "1 case" and f"{count(0):case|cases}" == "0 cases"
    assert f"{counted(0):text|texts}" == "no texts" and f"{counted(12):text|texts}" == "12 texts"
    assert listed([plain("a"), plain("b"), plain("c")]).en == "a, b and c" and listed([plain("a")]).zh == "a"
    assert share(0.005).en == "0%" and amount(766_000_000, "元").zh == "7.66亿元"


def test_labels_tell_documents_of_one_place_and_year_apart(tmp_path):
    corpus = made_up(tmp_path, ["广东省", "四川省", "山东省", "广东省"])
    labels = document_labels(corpus)
    assert labels["label_en"].is_unique and labels["label_zh"].is_unique


def test_a_tally_has_a_row_for_every_document_and_kind_with_true_zeros(seeds):
    spans = pd.DataFrame({"doc": ["hunan-2021"] * 2, "status": ["target", "target"]})
    table = tally(spans, seeds, of="status", among=["achieved", "target"], layer="quantities")
    assert len(table) == 2 * len(seeds.documents) and table["n"].sum() == 2
    assert table["href"].notna().sum() == 1
    assert re.search(r"#group\.quantities\.hunan-2021\.target$", table["href"].dropna().iloc[0])


def test_labelled_keeps_the_rows_of_a_table_in_order(seeds):
    table = pd.DataFrame({"doc": list(seeds.documents.index)[::-1], "n": range(5)})
    assert list(labelled(table, seeds)["doc"]) == list(table["doc"])


def used(**texts: str) -> pd.DataFrame:
    """Words of texts named by province and number (湖南1="监管 监管 服务")."""
    rows = [(doc, doc[:-1], word) for doc, words in texts.items() for word in words.split()]
    return pd.DataFrame(rows, columns=["doc", "province", "word"])


def test_a_word_marks_a_province_where_more_than_one_of_its_texts_has_it():
    rest = " ".join(f"词{n}" for n in range(40))
    refrain = used(湖南1=f"突破 {'突破 ' * 80}{rest}", 湖南2=rest, 浙江1=f"{'企业 ' * 80}{rest}")
    assert marking_words(WordCounts(refrain)) == ("企业", "")
    assert marking_words(WordCounts(refrain).drop("湖南2")) == ("企业", "突破")
    shared = pd.concat([refrain, used(湖南2="突破")])
    assert marking_words(WordCounts(shared)) == ("企业", "突破")
    assert marking_words(WordCounts(used(湖南1=rest, 浙江1=rest))) is None


def test_the_chart_and_the_claim_of_typical_words_are_one_computation():
    found = layers(read_corpus())
    drawn = key_words(found.content_words, found.corpus).set_index(["province", "word"])
    clear = log_odds(WordCounts(found.content_words).table.T).set_index(["province", "word"])
    assert (drawn[["low", "high"]] - clear.loc[drawn.index, ["low", "high"]]).abs().max().max() < 1e-9
