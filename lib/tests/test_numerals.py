"""Numerals: what they are worth, what is no numeral, and that no input is slow beyond its length."""

from decimal import Decimal

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from jianguan.numbers.ledger import STATISTIC, expressions, statistics
from jianguan.numbers.numerals import parse_numeral

HAN = "零一二三四五六七八九"


def spell(number: int) -> str:
    """The standard Chinese spelling of a whole number below 10^12: the other direction, written for this test."""
    if number >= 10**8:
        return spell(number // 10**8) + "亿" + _rest(number % 10**8, 10**7)
    if number >= 10**4:
        return spell(number // 10**4) + "万" + _rest(number % 10**4, 10**3)
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head = "" if size == 10 and number < 20 else HAN[number // size]
            return head + name + _rest(number % size, size // 10)
    return HAN[number]


def _rest(number: int, full: int) -> str:
    if not number:
        return ""
    return ("" if number >= full else "零") + (spell(number) if number >= 20 or number < 10 else "一" + spell(number))


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_whole_number_survives_its_chinese_spelling(number):
    assert parse_numeral(spell(number)).value == number


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["", "万", "亿", "万亿"]))
def test_arabic_numerals_are_exact_with_their_scale(whole, cents, name):
    size = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[name]
    assert parse_numeral(f"{whole}.{cents:02}{name}").value == Decimal(f"{whole}.{cents:02}") * size
    assert parse_numeral(f"{whole:,}{name}").value == Decimal(whole) * size


@pytest.mark.parametrize(
    ("numeral", "value", "step"),
    [
        ("3.02万", 30200, 100),
        ("7.66亿", 766_000_000, 1_000_000),
        ("4.78万亿", 4_780_000_000_000, 10_000_000_000),
        ("三千二百", 3200, 100),
        ("两千四百五", 2450, 1),  # the unit of the last digit is the next lower one
        ("三万五", 35000, 1),
        ("一百零五", 105, 1),
        ("二〇二〇", 2020, 1),
        ("二0三五", 2035, 1),
        ("肆佰陆拾", 460, 1),
        ("百", 100, 100),
        ("九十三点六", Decimal("93.6"), Decimal("0.1")),
        ("一点二万", 12000, 1000),
        ("35,512", 35512, 1),
    ],
)
def test_values_and_steps(numeral, value, step):
    read = parse_numeral(numeral)
    assert (read.value, read.step, read.vague) == (value, step, False)


@pytest.mark.parametrize(
    ("numeral", "value"), [("两万余", 20000), ("十余万", 100000), ("2260多", 2260), ("数十万", 100000)]
)
def test_vague_numerals_say_so(numeral, value):
    read = parse_numeral(numeral)
    assert (read.value, read.vague) == (value, True)


@pytest.mark.parametrize(
    ("numeral", "low", "high"), [("三五", 3, 5), ("七八十", 70, 80), ("十五六", 15, 16), ("两三千", 2000, 3000)]
)
def test_neighbouring_digits_are_a_range(numeral, low, high):
    read = parse_numeral(numeral)
    assert (read.value, read.high) == (low, high)


@pytest.mark.parametrize(
    "numeral", ["千万百", "一二三", "三四六", "余", "", "十十", "百五百", "abc", "5²", "1.2.3", "点五", ".5"]
)
def test_no_numeral_is_made_up(numeral):
    with pytest.raises(ValueError):
        parse_numeral(numeral)


PIECES = "查办 案件 约 第 每 不足 从 到 以上 超过 、 和 。 “ ” 两 三 十 百 千 万 几 多 余 半 一 双 零 壹 拾 百分之 分之 翻番 一半"
UNITS = "件 个 家次 天 年 元 倍 成 个工作日 % 吨"


@given(st.lists(st.sampled_from([*PIECES.split(), *UNITS.split(), "5", "2020", "1.2"]), max_size=10))
def test_a_sentence_that_is_passed_over_holds_no_statistic(pieces):
    text = "".join(pieces)
    assert [m.span() for m in statistics(text)] == [e[1:3] for e in expressions(text) if e.kind == STATISTIC]


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        *[("9", 100_000), ("1,", 40_000), ("查、", 40_000), ("一", 100_000)],
        *[("1.2", 30_000), ("百分之", 30_000), ("3至", 40_000), ("十万", 50_000), ("每", 100_000)],
    ],
)
def test_long_runs_take_time_in_proportion(unit, times):
    assert growth(lambda text: list(expressions(text + "件")), unit, times) < LINEAR
