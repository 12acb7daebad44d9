"""Statistics: the coded seeds, generated clauses with known truth, and counter-examples for the rules."""

from pathlib import Path

import pandas as pd
import pytest
from made import made

from jianguan.corpus import read_corpus
from jianguan.ledger import find_numbers, find_ranks
from jianguan.quantities import COLUMNS, find_quantities

GOLD = Path(__file__).parents[2] / "seeds" / "gold"
KEY = ["value", "unit", "qualifier", "status"]


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


@pytest.fixture(scope="module")
def quantities(corpus):
    return find_quantities(corpus)


def read(text: str, **fields) -> list[tuple]:
    return list(find_quantities(made(text, **fields))[KEY].itertuples(index=False, name=None))


def statistics(text: str, **fields) -> list[str]:
    return list(find_quantities(made(text, **fields))["text"])


def test_the_33_coded_records_are_read_whole(quantities):
    coded = pd.read_csv(GOLD / "quantities.csv").query("scored == 'yes'")
    both = coded.merge(quantities, on=["doc", "start", "end"], suffixes=("", "_read"), how="left")
    wrong = [f"{r.doc} {r.text}" for r in both.itertuples() if any(getattr(r, k) != getattr(r, k + "_read") for k in KEY)]
    assert len(both) == 33 and not wrong


def test_no_other_number_of_the_seeds_is_taken_for_a_statistic(quantities):
    coded = pd.read_csv(GOLD / "quantities.csv")
    assert set(zip(quantities.doc, quantities.start, strict=True)) <= set(zip(coded.doc, coded.start, strict=True))


def test_the_ledger_classes_the_300_number_words_as_coded(corpus):
    coded = pd.read_csv(GOLD / "numbers.csv")
    both = coded.merge(find_numbers(corpus), on=["doc", "start", "end"], suffixes=("", "_read"), how="outer")
    assert len(both) == 300
    assert (both["class"] == both["class_read"]).mean() >= 0.97


def test_text_is_the_files_text_and_columns_are_as_promised(corpus, quantities):
    assert list(quantities.columns[6:]) == COLUMNS
    for table in (quantities, find_numbers(corpus), find_ranks(corpus)):
        assert all(corpus.text(r.doc)[r.start : r.end] == r.text for r in table.itertuples())


def test_two_for_one_gives_two_measures_of_one_span(quantities):
    twins = quantities[quantities["text"] == "100%"]
    assert len(twins) == 2 and twins["start"].nunique() == 1 and twins["measure"].nunique() == 2
    assert set(twins["status"]) == {"target"}


def test_a_rate_is_linked_to_its_count_and_a_part_to_its_total(quantities):
    rows = quantities.set_index("text")
    assert rows.loc["5.67批次/千人", "same_as"] == rows.loc["39.2万批次", "start"]
    assert set(rows.loc[["142件", "57件", "3415件"], "part_of"]) == {rows.loc["35512件", "start"]}
    assert pd.isna(rows.loc["783个", "part_of"])
