"""Measures against the published formulas, worked by hand here, and against independent arithmetic."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianguan.compare import (
    characters,
    dispersion,
    frequencies,
    keyness,
    leave_one_out,
    rates,
    resample,
    sentence_counts,
    shares,
)
from jianguan.corpus import read_corpus
from jianguan.likeness import cooccurrence, positions, similarity


def words(**docs):
    rows = [(doc, doc[0], word) for doc, text in docs.items() for word in text]
    return pd.DataFrame(rows, columns=["doc", "group", "word"])


GROUPS = words(a1="监监管管服", a2="监服服", b1="法法法管", b2="法监", c1="质质质质服")


def test_keyness_agrees_with_the_formulas_worked_one_by_one():
    prior = 7.0
    table = keyness(GROUPS, by="group", prior=prior)
    everything, total = Counter(GROUPS["word"]), len(GROUPS)
    for row in table.itertuples():
        inside = Counter(GROUPS.loc[GROUPS["group"] == row.group, "word"])
        a, n = inside[row.word], sum(inside.values())
        b, m = everything[row.word] - a, total - n
        alpha = prior * everything[row.word] / total
        odds = math.log((a + alpha) / (n + prior - a - alpha)) - math.log((b + alpha) / (m + prior - b - alpha))
        error = math.sqrt(1 / (a + alpha) + 1 / (b + alpha))
        cells = [(a, n, a + b), (b, m, a + b), (n - a, n, total - a - b), (m - b, m, total - a - b)]
        g2 = 2 * sum(o * math.log(o * total / (c * r)) for o, c, r in cells if o)
        assert (row.n, row.n_rest) == (a, b)
        assert row.log_odds == pytest.approx(odds, abs=1e-9)
        assert row.z == pytest.approx(odds / error, abs=1e-9)
        assert row.g2 == pytest.approx(g2, abs=1e-9)
        assert row.log_ratio == pytest.approx(math.log2(((a or 0.5) / n) / ((b or 0.5) / m)), abs=1e-9)
        assert row.low < row.log_odds < row.high


def test_a_word_that_only_one_group_has_is_kept_and_leads():
    table = keyness(GROUPS, by="group")
    assert table[table["group"] == "c"].iloc[0]["word"] == "质"
    assert table[table["group"] == "b"].iloc[0]["word"] == "法"


def test_dispersion_worked_by_hand():
    table = dispersion(GROUPS).set_index("word")
    sizes = np.array([5, 3, 4, 2, 5]) / 19
    zhi = np.abs(np.array([0, 0, 0, 0, 1]) - sizes).sum() / 2 / (1 - sizes.min())
    assert table.loc["质", "dp"] == pytest.approx(zhi, abs=1e-9)
    assert table.loc["服", "documents"] == 3
    assert table.loc["质", "dp"] > table.loc["服", "dp"]


def test_one_document_has_no_dispersion_rather_than_an_even_one():
    assert dispersion(words(a1="监管监")).dp.isna().all()


def test_frequencies_come_largest_first_with_their_documents():
    table = frequencies(GROUPS, by="group")
    assert table.to_dict("split")["data"][0] == ["a", "服", 3, 2]
    assert table["n"].sum() == len(GROUPS)


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


@pytest.fixture(scope="module")
def labels(corpus):
    body = corpus.sentences[corpus.sentences["kind"] == "body"]
    first = body[["doc", "province", "sentence", "start", "end"]].assign(theme="甲", weight=0.5)
    second = first.iloc[::2].assign(theme="乙")
    return pd.concat([first, second], ignore_index=True)


def test_shares_of_a_group_sum_to_one_and_lie_in_their_interval(corpus, labels):
    table = shares(labels, corpus, by="province", of="theme")
    assert table.groupby("province")["share"].sum().to_numpy() == pytest.approx(1, abs=1e-5)
    assert ((table["low"] - 1e-3 <= table["share"]) & (table["share"] <= table["high"] + 1e-3)).all()
    assert set(table["province"]) == set(corpus.documents["province"])


def test_rates_stand_on_all_characters_of_the_group_found_or_not(corpus, labels):
    only = labels[labels["doc"] == corpus.documents.index[0]].drop(columns="weight")
    table = rates(only, corpus, by="doc", of="theme").set_index(["doc", "theme"])
    size = characters(corpus).groupby(level="doc").sum()
    other = corpus.documents.index[1]
    assert table.loc[(other, "甲"), ["n", "rate"]].tolist() == [0, 0]
    assert (table["characters"].groupby(level="doc").first() == size.reindex(table.index.unique("doc"))).all()


def test_another_document_never_changes_an_interval(corpus, labels):
    alone = corpus.within(doc=corpus.documents.index[0])
    mine = labels[labels["doc"] == corpus.documents.index[0]]
    whole = shares(labels, corpus, of="theme")
    part = shares(mine, alone, of="theme")
    pd.testing.assert_frame_equal(whole[whole["doc"] == alone.documents.index[0]].reset_index(drop=True), part)


def test_resampling_draws_each_sentence_once_on_average():
    index = pd.MultiIndex.from_product([["文"], range(400)], names=["doc", "sentence"])
    counts = pd.DataFrame({"有": [1.0, 0.0] * 200, "无": [0.0, 1.0] * 200}, index)
    low, high = resample(counts).set_index("category").loc["有", ["low", "high"]]
    assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_a_group_with_nothing_has_no_interval():
    index = pd.MultiIndex.from_product([["文"], range(3)], names=["doc", "sentence"])
    assert resample(pd.DataFrame({"有": [0.0] * 3}, index))[["low", "high"]].isna().all(axis=None)


def test_leave_one_out_drops_exactly_one_document(corpus, labels):
    counts = sentence_counts(labels, corpus, of="theme")
    table = leave_one_out(counts)
    assert len(table) == 2 * len(corpus.documents)
    total = counts.to_numpy().sum()
    left = table[table["left_out"] == corpus.documents.index[0]]["n"].sum()
    assert left == pytest.approx(total - counts.loc[corpus.documents.index[0]].to_numpy().sum(), abs=1e-4)


def test_cooccurrence_counts_pairs_once_a_sentence(labels):
    table = cooccurrence(labels)
    assert table.to_dict("records")[0]["n"] == len(labels[labels["theme"] == "乙"])


profiles = st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=6)


@given(profiles)
def test_the_map_of_likeness_is_finite_for_any_profiles(rows):
    table = pd.DataFrame([(f"d{i}", c, v) for i, row in enumerate(rows) for c, v in zip("甲乙丙", row, strict=True)])
    pairs = similarity(table.set_axis(["doc", "theme", "share"], axis=1), of="theme").dropna()
    places = positions(pairs)
    assert np.isfinite(places[["x", "y"]].to_numpy(float)).all()
    assert pairs["cosine"].between(0, 1.0001).all()
