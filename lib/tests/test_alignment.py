"""Parallel members: found where they are, kept apart from lists of names, and always true to the raw text."""

import pytest

from jianguan.alignment import frame, parallels
from jianguan.segments import series


def members(text: str, least: int = 3) -> list[list[str]]:
    return [[text[s:e] for s, e in g.members] for g in parallels(text) if len(g.members) >= least]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "要全面实施政治建局、法治立局、科技强局、改革兴局“四大战略”。",
            ["政治建局", "法治立局", "科技强局", "改革兴局"],
        ),
        ("围绕“保安全、促发展、争一流”三大目标。", ["保安全", "促发展", "争一流"]),
        ("确保不发生区域性、系统性、源发性安全事件。", ["区域性", "系统性", "源发性"]),
        ("要守住安全底线,要强化廉洁自律,要抓好一季度工作。", ["要守住安全底线", "要强化廉洁自律", "要抓好一季度工作"]),
    ],
)
def test_members_are_trimmed_to_their_pattern(text, expected):
    assert expected in members(text)


@pytest.mark.parametrize(
    "text",
    [
        "副局长吴永才、冯新南、王俊胜参加会议。",
        "椒江、临海、温岭、玉环、仙居等县局作典型发言。",
        "省公安局、省民政厅、省财政厅参加。",
    ],
)
def test_lists_of_names_are_no_parallelism(text):
    assert members(text) == []


def test_series_of_list_markers():
    text = "第一,抓好甲。说明。第二,抓好乙。\n一是守住。二是拉高。三是做好。\n"
    assert [len(markers) for markers in series(text)] == [2, 3]


def test_frame_shows_slots():
    assert frame(["坚持常态导向", "坚持需求导向", "坚持问题导向"]) == "坚持＿导向"
