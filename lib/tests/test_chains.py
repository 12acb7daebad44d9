"""Chains of many texts at once, and what a look around one place makes of them: nothing else than the whole text does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianguan.alignment import group_of, marked, parallels
from jianguan.rhetoric.candidates import Candidates
from jianguan.rhetoric.chains import Chains, chained
from jianguan.slogans import explained

WORDS = "强化监管 保安全 促发展 优服务 一是 二是 坚持 坚持问题导向 从严从重从快 的 和 及 “ ” 、 , 。 ; : | +"
TEXTS = st.lists(st.sampled_from([*WORDS.split(), " ", "\n"]), max_size=40).map("".join)


def spans(linked: Chains) -> list[tuple]:
    """The chains with the units beside them, as spans of their text."""
    beside = [(chain.first - chain.before, chain.last + chain.after + 1, *chain[2:]) for chain in linked.chains()]
    return [(*others, linked.units[first:end]) for first, end, *others in beside]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_text_has_the_same_chains_alone_and_among_others(texts):
    together = list(chained(texts))
    alone = [next(chained([text])) for text in texts]
    assert [linked.text for linked in together] == texts
    assert [spans(linked) for linked in together] == [spans(linked) for linked in alone]
    assert [linked.tight for linked in together] == [linked.tight for linked in alone]
    assert [linked.reach.tolist() for linked in together] == [linked.reach.tolist() for linked in alone]


@pytest.mark.parametrize(
    "texts",
    [
        ["强化食品安全监管\n强化药品安全监管\n", "强化计量安全监管\n"],  # headings, first sentences
        ["丁保安全。丁促发展。", "一优服务。"],  # 丁 in the first text and 一 in the second: neighbours in a sorted row
    ],
)
def test_units_of_two_texts_are_no_list(texts):
    assert [spans(linked) for linked in chained(texts)] == [spans(*chained([text])) for text in texts]
    assert all(parallels(text) == [] for text in texts)


@pytest.mark.parametrize(
    ("between", "groups"),
    [("今年以来成效明显。", 1), ("今年以来成效明显", 0), ("今年以来,全省各地按照统一部署,成效明显。", 1)],
)
def test_headings_run_in_parallel_past_the_lines_between_them(between, groups):
    text = f"食品安全监管\n{between}\n特种设备监管\n{between}\n计量标准监管\n"
    found = [[text[slice(*member)] for member in group.members] for group in parallels(text)]
    assert found.count(["食品安全监管", "特种设备监管", "计量标准监管"]) == groups


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_group_stands_where_the_whole_text_keeps_it(text):
    linked, groups = groups_of(text)
    kept = {group.members for group in parallels(text)}
    near = Candidates(linked)
    for group in groups:
        assert near.stands(group) == (group.members in kept)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 150), st.integers(0, 90), st.integers(3, 5))
def test_a_look_around_a_place_misses_no_group(text, low, length, size):
    low, high = min(low, len(text)), min(low + length, len(text))
    linked, groups = groups_of(text)
    near = Candidates(linked)
    sized = {group.members for group in groups if len(group.members) == size}
    begun = {group.members for group in near.beginning(size, low, high)}
    ended = {group.members for group in near.ending(size, low, high)}
    assert {members for members in sized if low <= members[0][0] <= high} <= begun
    assert {members for members in sized if low <= members[-1][1] <= high} <= ended


def groups_of(text: str) -> tuple:
    """A text's chains and its groups of three members or more, before they compete."""
    (linked,) = chained([text])
    made = [group_of(linked, chain) for chain in linked.chains()] + marked(linked)
    return linked, [group for group in made if group and len(group.members) > 2]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("实施“三大工程”,抓好强基固本、提质增效、便民利企。", "full"),
        ("实施“三大工程”。抓好强基固本、提质增效、便民利企。", "none"),
        ("会议提出“三大工程”。\n抓好强基固本、提质增效、便民利企。", "full"),
        ("会议提出“三大工程”的总体工作安排和要求。\n抓好强基固本、提质增效、便民利企。", "none"),
    ],
)
def test_items_begin_in_the_sentence_of_their_formula_or_right_after_its_paragraph(text, how):
    ((_, expansion, _),) = explained(text)
    assert expansion.how == how
