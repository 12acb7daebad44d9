"""The English renderings of the seeds: each stands by its sentence, and says its numbers."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from jianguan.corpus import read_corpus
from jianguan.lexicon import FOLDER

GOLD = Path(__file__).parents[2] / "seeds/gold"
PUNS = {"千万百计", "千方百计", "无微不至", "微"}  # shown in Chinese, because a pun lives in its characters


@pytest.fixture(scope="module")
def renderings() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "translations.csv")


@pytest.fixture(scope="module")
def seeds():
    return read_corpus()


def test_each_rendering_stands_by_the_text_it_renders(renderings, seeds):
    assert all(seeds.text(r.doc)[r.start : r.end] == r.text for r in renderings.itertuples())


def test_every_sentence_of_the_seeds_is_rendered(renderings, seeds):
    place = ["doc", "start", "end"]
    assert set(seeds.sentences[place].itertuples(index=False, name=None)) == set(
        renderings[place].itertuples(index=False, name=None)
    )


def test_english_holds_no_chinese_but_for_puns(renderings):
    for english in renderings["english"]:
        assert set(re.findall("[\u3400-\u9fff]{1,9}", english)) <= PUNS
        assert "  " not in english
        assert english == english.strip()


def spoken(row) -> list[str]:
    """The ways in which English may write a coded quantity."""
    if "元" in row.unit:
        return [f"CNY {row.value / size:.10g} {name}" for size, name in ((10**9, "billion"), (10**6, "million"))]
    words = {1: "one", 3: "three", 6: "six", 9: "nine"}
    return [f"{row.value:,.10g}", words.get(row.value, "-")]


def test_every_statistic_is_said_in_english_numbers(renderings):
    quantities = pd.read_csv(GOLD / "quantities.csv").rename(columns=lambda name: name.replace("_resolved", ""))
    for row in quantities.itertuples():
        home = renderings.query("doc == @row.doc and start <= @row.start and end >= @row.end")
        assert any(number in home["english"].iloc[0] for number in spoken(row)), (row.text, home["english"].iloc[0])


def test_the_file_is_plain_csv_without_formulas():
    with (FOLDER / "translations.csv").open(encoding="utf-8", newline="") as file:
        assert all(cell[0] not in "=+-@" for row in csv.reader(file) for cell in row)
