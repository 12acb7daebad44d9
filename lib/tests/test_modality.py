"""Modals and stance: every occurrence that was judged, and words that only look like modals."""

from pathlib import Path

import pandas as pd
import pytest
from test_lexicon import corpus_of

from jianguan.corpus import read_corpus
from jianguan.lexicon import FOLDER, find_terms, load_lexicon

GOLD = pd.read_csv(Path(__file__).parents[2] / "seeds/gold/modality.csv")
UNSEEN = Path(__file__).parent / "unseen"


def categories(sentence: str, lexicon: str = "modality") -> dict[str, str]:
    return find_terms(corpus_of(sentence), lexicon).set_index("term")["category"].to_dict()


def judged(found: pd.DataFrame, coded: pd.DataFrame) -> float:
    """The share of occurrences that are found where they are modals, and only there."""
    pairs = coded.merge(found, on="doc", suffixes=("", "_found"))
    held = pairs[(pairs["start_found"] <= pairs["start"]) & (pairs["end_found"] >= pairs["end"])]
    places = set(zip(held["doc"], held["start"], strict=True))
    seen = [(row.doc, row.start) in places for row in coded.itertuples()]
    return (coded["modal"].eq("yes") == seen).mean()


def test_modals_of_the_seeds_are_told_from_look_alikes():
    assert judged(find_terms(read_corpus(), "modality"), GOLD) >= 0.98


def test_modals_of_documents_that_were_not_seen():
    coded = pd.read_csv(UNSEEN / "gold/modality.csv").query("where == 'body'")
    assert judged(find_terms(read_corpus(UNSEEN / "documents"), "modality"), coded) >= 0.95


@pytest.mark.parametrize(
    "sentence",
    [
        "这是重要要求的主要摘要。",
        "需要的要素和纲要。",
        "向科技要效益。",
        "必要时只要申请。",
        "积极响应应急和供应,适应市场应用。",
        "不得已而为之。",
        "马虎不得。",
        "将军和干将。",
        "实现“六个必须”。",
        "申请、请示和请求。",
        "签订承诺书。",
        "发布实施办法的次要矛盾。",
        "更大力度支持。",
    ],
)
def test_words_that_only_look_like_modals(sentence):
    found = categories(sentence)
    assert not {"要", "应", "须", "不得", "将", "必须", "请", "承诺", "大力"} & set(found)


@pytest.mark.parametrize(
    ("sentence", "term", "category"),
    [
        ("各地要强化责任。", "要", "obligation"),
        ("其次要紧紧围绕中心。", "要", "obligation"),
        ("经营者应当明码标价。", "应当", "obligation"),
        ("企业应承担主体责任。", "应", "obligation"),
        ("任何单位不得收费。", "不得", "prohibition"),
        ("可以并处罚款。", "可以", "permission"),
        ("希望各位支持。", "希望", "request"),
        ("确保不发生事故。", "确保", "commitment"),
        ("下一步将持续发力。", "将", "intention"),
        ("坚决打赢。", "坚决", "intensity"),
        ("逐步推开。", "逐步", "hedge"),
    ],
)
def test_modals_and_their_categories(sentence, term, category):
    assert categories(sentence)[term] == category


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("在全省考核中位列第一。", "rank"),
        ("被授予先进集体。", "award"),
        ("得到省领导充分肯定。", "approval"),
        ("取得显著成效。", "praise"),
        ("横向协同还不够。", "self_criticism"),
        ("实施首违不罚。", "leniency"),
        ("对违法行为零容忍。", "severity"),
    ],
)
def test_stances(sentence, category):
    assert category in categories(sentence, "stance").values()


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("打造创新高地。", "praise"),
        ("干在实处,走在前列。", "rank"),
        ("实施企业标准领跑者制度。", "rank"),
        ("补齐短板。", "self_criticism"),
        ("授予专利权。", "praise"),
    ],
)
def test_aims_and_terms_are_no_stance(sentence, category):
    assert category not in categories(sentence, "stance").values()


def test_every_category_is_described():
    described = pd.read_csv(FOLDER / "categories.csv").groupby("lexicon")["category"].agg(set)
    for name in ("metaphors", "modality", "stance", "families", "script", "measures", "outlook", "recipients"):
        assert set(load_lexicon(name)["category"]) <= described[name], name
