"""The folded view: one spelling, offsets that always lead back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianguan.text import fold, masked, spell

TEXTS = st.text(
    st.sampled_from('省局查办3５件,,。;“”"「」 \u3000\u200b\u202e\n\r\x0b\u2028繁體辦乾aZ1́👨‍👩\ue000'), max_size=80
)


@given(TEXTS)
def test_spelling_keeps_every_character_in_its_place(raw):
    assert len(spell(raw)) == len(raw)


@given(TEXTS, st.integers(0, 1000))
def test_offsets_rise_and_point_at_the_same_characters(raw, base):
    view = fold(raw, base)
    offsets = list(view.offsets)
    assert len(offsets) == len(view.text) and offsets == sorted(set(offsets))
    joined_by_space = {offset for offset, ch in zip(offsets, view.text, strict=True) if ch == " "}
    spelled = spell(raw)
    assert all(spelled[o - base] == ch for o, ch in zip(offsets, view.text, strict=True) if o not in joined_by_space)


@given(TEXTS)
def test_folding_twice_changes_nothing(raw):
    once = fold(raw).text
    assert '"' in raw or fold(once).text == once


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("查办３４１５件，罚没７．６６亿元（全省）", "查办3415件,罚没7.66亿元(全省)"),
        ("\u3000全省Ａ类企业％", " 全省A类企业%"),
        ("「放管服」改革", "“放管服”改革"),
    ],
)
def test_fault_44_full_width_equals_half_width(raw, folded):
    assert fold(raw).text == folded


def test_fault_45_emoji_sequences_lose_only_their_joiners():
    assert fold("监管👨\u200d👩\u200d👧有力").text == "监管👨👩👧有力"


def test_fault_46_invisible_characters_leave_numbers_whole():
    view = fold("查办3\u200b4\u200b15件", base=7)
    assert view.text == "查办3415件"
    assert view.span(2, 6) == (9, 15)


def test_fault_47_direction_marks_are_gone():
    assert fold("监管\u202e到位\u202c").text == "监管到位"


def test_fault_48_private_use_characters_are_gone():
    assert fold("监管\ue000到位\ufdd0").text == "监管到位"


def test_fault_43_traditional_is_simplified_and_simplified_stays():
    assert fold("國家市場監督管理總局召開會議").text == "国家市场监督管理总局召开会议"
    assert fold("显著成效,乾隆年间").text == "显著成效,乾隆年间"


def test_fault_59_no_digit_is_created():
    assert fold("5²件①㎡10⁴").text == "5²件①㎡10⁴"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\n  ", "\n\u3000\u3000"])
def test_hard_wraps_vanish_inside_a_sentence(end):
    assert fold(f"推进公平竞争{end}审查制度").text == "推进公平竞争审查制度"


def test_a_wrap_between_latin_words_is_a_space():
    assert fold("PCT\nInternational").text == "PCT International"


def test_straight_quotes_open_and_close_and_start_anew_in_each_paragraph():
    assert spell('他说"一网通办"。\n\n"三高四新"战略') == "他说“一网通办”。\n\n“三高四新”战略"
    assert spell('一个"没有关上。\n\n"双随机"监管') == "一个“没有关上。\n\n“双随机”监管"


def test_fault_55_personal_data_can_be_masked():
    text = "联系人13812345678,邮箱a.b@c.cn,证号11010519491231002X,查办35512件"
    assert masked(text) == "联系人•••••••••••,邮箱••••••••,证号••••••••••••••••••,查办35512件"


def test_a_megabyte_folds_at_once():
    raw = "查办各类案件35512件,罚没7.66亿元。" * 15_000
    start = time.process_time()
    view = fold(raw)
    assert time.process_time() - start < 0.1
    assert isinstance(view.offsets, range)


def test_western_stops_end_sentences_where_a_text_has_no_chinese_ones():
    assert spell("查办案件35件. 罚没7.66亿元．同比增长\n一. 总体要求") == "查办案件35件。 罚没7.66亿元。同比增长\n一. 总体要求"
    kept = "阿不都.热合曼说,见附件图1.jpg. 罚没3.5万元。办结率98.9%。"
    assert spell(kept) == kept
