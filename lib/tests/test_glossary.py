"""The glossary: every term with its pinyin, literal gloss and meaning."""

import re
from pathlib import Path

import pandas as pd
import pytest

from jianguan.lexicon import FOLDER

SEEDS = Path(__file__).parents[2] / "seeds"
FIXED = {
    "市场监管局": "market regulation administration",
    "药监局": "drug regulator",
    "双随机、一公开": "random inspectors, random targets, open results",
    "两品一械": "drugs, cosmetics, medical devices",
    "经营异常名录": "list of abnormal operations",
    "罚没": "fines and confiscations",
    "查办": "investigated and handled",
    "知识产权质押融资": "IP pledge financing",
    "家次": "inspections (visits)",
    "百分点": "percentage points",
    "以上": "at least",
    "十四五": "2021-2025",
}


@pytest.fixture(scope="module")
def glossary() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "glossary.csv", keep_default_na=False, dtype=str)


def test_every_term_is_complete_and_stands_once(glossary):
    assert list(glossary.columns) == ["term", "pinyin", "literal", "meaning", "note", "source"]
    assert (glossary[["term", "pinyin", "literal", "meaning", "source"]] != "").all().all()
    assert not glossary["term"].duplicated().any()


def test_pinyin_has_a_syllable_for_each_character(glossary):
    for row in glossary.itertuples():
        if not re.search("[0-9]", row.term):
            characters = len(re.findall("[\u3007\u3400-\u9fff]", row.term)) + len(re.findall("[A-Z]{1,9}", row.term))
            assert len(row.pinyin.split()) == characters, row.term
        assert not re.search("[\u3400-\u9fff]", row.pinyin)


@pytest.mark.parametrize(("term", "meaning"), FIXED.items())
def test_fixed_renderings(glossary, term, meaning):
    assert meaning in glossary.set_index("term").loc[term, "meaning"]


def test_terms_ascribed_to_a_seed_stand_in_it(glossary):
    for row in glossary[glossary["source"].str.startswith("seed:")].itertuples():
        text = (SEEDS / f"{row.source.removeprefix('seed:')}.txt").read_text(encoding="utf-8")
        bare = re.sub("[“”]", "", text)
        assert re.sub("[“”]", "", row.term) in bare, (row.term, row.source)


def test_meanings_speak_english(glossary):
    plain = glossary["literal"] + glossary["pinyin"]
    assert not plain.str.contains("[\u3400-\u9fff]").any()
