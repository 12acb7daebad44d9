"""Parallel members: found where they are, kept apart from lists of names, and always true to the raw text."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianguan.alignment import LOOSE, STRICT, find_parallels, parallels
from jianguan.corpus import read_corpus
from jianguan.rhetoric.parallelism import evidence, frame
from jianguan.rhetoric.segments import markers, series, stream

PLACES = str.maketrans("锡湘", "阳晋")
WORDS = [
    "强化监管",
    "保安全",
    "促发展",
    "一是",
    "二是",
    "坚持",
    "导向",
    "的",
    "“",
    "”",
    "、",
    ",",
    "。",
    ";",
    "\n",
    "四大战略",
    "和",
]


def members(text: str, least: int = 3) -> list[list[str]]:
    return [[text[s:e] for s, e in g.members] for g in parallels(text) if len(g.members) >= least]


def strict(text: str) -> list[list[str]]:
    return [[text[s:e] for s, e in g.members] for g in parallels(text) if g.points >= STRICT and len(g.members) > 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要全面实施政治立所、法治强所、科技兴所、服务亮所“四大工程”。", "政治立所 法治强所 科技兴所 服务亮所"),
        ("围绕“护民生、强产业、优服务”三大目标。", "护民生 强产业 优服务"),
        ("确保不发生行业性、链条性、衍生性安全事件。", "行业性 链条性 衍生性"),
        ("要守住质量底线,要严明工作纪律,要办好民生小事项。", "要守住质量底线 要严明工作纪律 要办好民生小事项"),
        ("切实增强大局意识、责任意识和担当意识。", "大局意识 责任意识 担当意识"),
        ("对违法行为从严从快从重处罚。", "从严 从快 从重"),
        ("有温度的服务,有力度的监管,有速度的审批。", "有温度的服务 有力度的监管 有速度的审批"),
        ("深化“放心消费”“放心餐饮”“放心市场”。", "“放心消费” “放心餐饮” “放心市场”"),
        ("他要求,坚持问题导向,全力攻坚;坚持目标导向,全力冲刺;坚持结果导向,全力增效。", None),
        ("一是质量基础更加牢固。说明甲乙。二是消费环境更加放心。说明。\n三是执法体系更加完备。\n", None),
    ],
)
def test_members_are_trimmed_to_their_pattern(text, expected):
    wanted = expected.split() if expected else None
    assert wanted in strict(text) if wanted else any(len(group) == 3 for group in strict(text))


@pytest.mark.parametrize(
    "text",
    [
        "副局长吴永才、冯新南、王俊胜参加会议。",
        "椒江、临海、温岭、玉环、仙居等县局作典型发言。",
        "省公安局、省民政厅、省财政厅参加。",
        "查处食品案件35件、查处药品案件28件、查处计量案件17件。",
        "会议听取了汇报,审议了方案。",
        "2020年、2021年、2022年连续三年。",
    ],
)
def test_names_and_figures_are_no_strict_parallelism(text):
    assert strict(text) == []


@pytest.mark.parametrize("gap", [" ", "\u3000", " 、 "])
def test_blank_pieces_are_no_members(gap):
    text = f"守住质量底线、{gap}、严守安全底线、筑牢服务底线。"
    assert strict(text) == [["守住质量底线", "严守安全底线", "筑牢服务底线"]]


def test_a_marker_is_left_out_after_a_blank_too():
    text = "一是质量基础更加牢固; 二是消费环境更加放心; 三是执法体系更加完备。"
    assert strict(text) == [["质量基础更加牢固", "消费环境更加放心", "执法体系更加完备"]]


def test_groups_nest_whole():
    text = "要向改革要活力、向技术要地位、向人才要实力,要向服务要市场、向标准要效益、向品牌要价值;"
    assert all(len(group) >= 3 for group in members(text))
    inner = ["向改革要活力", "向技术要地位", "向人才要实力"]
    assert inner in members(text)


def test_series_of_list_markers():
    text = "第一,抓好甲。说明。第二,抓好乙。\n一是守住。二是拉高。三是做好。\n"
    assert [len(markers) for markers in series(markers(text))] == [2, 3]


def test_series_begin_at_one_and_go_up_by_one():
    assert series(markers("二是守住。三是拉高。\n")) == []
    assert [len(markers) for markers in series(markers("一是守住。二是拉高。四是做好。\n"))] == [2]


def test_frame_shows_slots():
    assert frame(["坚持常态导向", "坚持需求导向", "坚持问题导向"]) == "坚持＿导向"
    assert frame(["坚持导向,全力抓", "坚持新导向,全力促"]) == "坚持＿导向,全力＿"


def test_shared_words_count_more_than_rhythm():
    assert evidence(["补短意识", "争先意识", "时效意识"]) > evidence(["信息采集", "数据录入", "系统应用"])
    assert evidence(["抓监管", "抓监管"]) == 0.0


def test_spans_are_true_on_the_seeds_and_places_change_nothing():
    corpus = read_corpus()
    found = find_parallels(corpus)
    assert list(found.columns[6:]) == ["group", "kind", "strict", "frame", "member"]
    for row in found.itertuples():
        assert corpus.text(row.doc)[row.start : row.end] == row.text
    for doc in corpus.documents.index:
        text = stream(corpus, doc).text
        assert [g.members for g in parallels(text)] == [g.members for g in parallels(text.translate(PLACES))]


def test_seed_members_are_found():
    corpus = read_corpus()
    gold = pd.read_csv(corpus_gold()).query("kind == '排比' and strictness == 'strict'")
    found = find_parallels(corpus).query("kind == '排比' and strict")
    starts = set(zip(found["doc"], found["end"], strict=True))
    ends = gold["end"] - gold["text"].str.endswith("”")
    assert sum(
        (doc, end) in starts or (doc, end + 1) in starts for doc, end in zip(gold["doc"], ends, strict=True)
    ) > 0.8 * len(gold)


def corpus_gold():
    from pathlib import Path

    return Path(__file__).parents[2] / "seeds" / "gold" / "parallelism.csv"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_groups_are_ordered_and_never_cross(text):
    spans = []
    for group in parallels(text):
        assert all(a[1] <= b[0] for a, b in zip(group.members, group.members[1:], strict=False))
        spans += group.members
    for a in spans:
        assert 0 <= a[0] < a[1] <= len(text)
        assert all(
            a[1] <= b[0] or b[1] <= a[0] or a[0] <= b[0] <= b[1] <= a[1] or b[0] <= a[0] <= a[1] <= b[1] for b in spans
        )


@pytest.mark.parametrize("text", ["查、" * 40_000, "一" * 100_000, "“" * 100_000, "一是" * 50_000, "1," * 40_000])
def test_hostile_texts_are_quick(text):
    start = time.process_time()
    parallels(text)
    assert time.process_time() - start < 1


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("强化监管保促安全的、局35”", max_size=7), min_size=3, max_size=3))
def test_two_that_share_nothing_share_nothing_with_a_third(members):
    if evidence(members[:2]) <= 0:
        assert evidence(members) < LOOSE and evidence([members[2], *members[:2]]) < LOOSE
