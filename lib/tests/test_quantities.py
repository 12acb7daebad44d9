"""Statistics: the coded seeds, generated clauses with known truth, and a counter-example for each rule."""

import pandas as pd
import pytest

from jianguan import corpus as corpora
from jianguan.ledger import find_numbers, find_ranks
from jianguan.quantities import COLUMNS, find_quantities

KEY = ["value", "unit", "qualifier", "status"]


@pytest.fixture(scope="module")
def corpus():
    return corpora.read_corpus()


@pytest.fixture(scope="module")
def quantities(corpus):
    return find_quantities(corpus)


@pytest.fixture(scope="module")
def gold(seeds):
    return pd.read_csv(seeds / "gold" / "quantities.csv")


@pytest.fixture(scope="module")
def seeds():
    from pathlib import Path

    return Path(__file__).parents[2] / "seeds"
