"""Scores against a coding, worked by hand."""

import pandas as pd
import pytest

from jianguan.chapters.reading import _leaders, layer_scores, leading_themes, linked_errors
from jianguan.corpus import read_corpus
from jianguan.layers import layers
from jianguan.validation import (
    confusion,
    errors,
    exactly,
    label_pairs,
    load_coding,
    mostly,
    score_each_label,
    score_labels,
    score_spans,
)


def spans(*rows):
    return pd.DataFrame([("d", s, e, t) for s, e, t in rows], columns=["doc", "start", "end", "text"])


CODED = spans((0, 4, "四大战略"), (10, 14, "两手都抓"), (20, 24, "一站式的"))


def test_a_hit_is_an_overlap_and_quotation_marks_do_not_count():
    found = spans((0, 6, "“四大战略”"[:6]), (12, 13, "都"), (30, 33, "没有的"))
    score = score_spans("x", found, CODED).iloc[0]
    assert (score.found, score.coded, score.hits) == (3, 3, 2)
    assert score.precision == pytest.approx(2 / 3, abs=1e-4) and score.recall == pytest.approx(2 / 3, abs=1e-4)


def test_optional_rows_are_neither_hit_nor_miss_nor_false_alarm():
    optional = pd.Series([False, False, True])
    found = spans((0, 4, "四大战略"), (10, 14, "两手都抓"), (20, 24, "一站式的"))
    for rows in (found, found.iloc[:2]):
        score = score_spans("x", rows, CODED, optional=optional).iloc[0]
        assert (score.precision, score.recall, score.f1) == (1, 1, 1)


def test_exact_and_half_overlap_are_stricter_than_overlap():
    found = spans((0, 1, "四"))
    assert score_spans("x", found, CODED).iloc[0].hits == 1
    assert score_spans("x", found, CODED, hit=mostly).iloc[0].hits == 0
    assert score_spans("x", found, CODED, hit=exactly).iloc[0].hits == 0


def test_nothing_coded_is_not_a_score_of_zero():
    score = score_spans("x", CODED, CODED.iloc[:0]).iloc[0]
    assert pd.isna(score.recall) and pd.isna(score.f1)


def test_labels_are_scored_pair_by_pair_and_rare_ones_left_out():
    coded = label_pairs(pd.DataFrame({"doc": "d", "start": [1, 2], "labels": ["食品|药品", ""]}), "labels")
    assert coded == {("d", 1, "食品"), ("d", 1, "药品")}
    found = {("d", 1, "食品"), ("d", 2, "质量")}
    score = score_labels("x", found, coded).iloc[0]
    assert (score.precision, score.recall) == (0.5, 0.5)
    assert len(score_each_label(found, coded, least=2)) == 0
    assert confusion(found, coded).to_dict("records") == [
        {"coded": "", "found": "质量", "n": 1},
        {"coded": "药品", "found": "", "n": 1},
    ]


def test_every_error_is_listed_once():
    found = spans((0, 4, "四大战略"), (30, 33, "没有的"))
    assert list(errors(found, CODED)["error"]) == ["missed", "missed", "not coded"]


def test_what_the_coding_leaves_open_is_never_missed():
    found = spans((0, 4, "四大战略"), (30, 33, "没有的"))
    table = errors(found, CODED, optional=pd.Series([False, False, True]))
    assert table[["text", "error"]].values.tolist() == [["两手都抓", "missed"], ["没有的", "not coded"]]


def test_chapter_05_lists_as_many_errors_as_its_scores_say():
    found = layers(read_corpus())
    scores, listed = layer_scores(found).set_index("layer"), str(linked_errors(found)).splitlines()[1:]
    for layer in ("statistics", "numbered formulas", "images"):
        missed = sum(line.split()[0] == layer.split()[0] and line.endswith("missed") for line in listed)
        assert missed == scores.loc[layer, "coded"] - scores.loc[layer, "hits"]


def test_the_theme_that_leads_is_told_for_each_reader_and_ties_are_named():
    labels = pd.DataFrame({"doc": "d", "start": [0, 10, 20, 20], "end": [10, 20, 30, 30]})
    labels["theme"] = ["enforcement", "party_building", "quality", "food_safety"]
    assert _leaders(labels).to_dict() == {"d": "Enforcement / Party building 33%"}
    assert _leaders(labels.iloc[[0, 2, 3]]).to_dict() == {"d": "Enforcement 50%"}
    told = str(leading_themes(layers(read_corpus()))).splitlines()
    assert len(told) == 6 and told[0].split() == ["text", "library", "coder", "A", "coder", "B"]


def test_a_corpus_without_a_coding_has_none(tmp_path):
    assert load_coding("quantities", read_corpus(), tmp_path).empty
