"""A number expression -> its exact amount: value, upper end, unit with denominator, bound, and rounding."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jianguan.lexicon import load_lexicon
from jianguan.numbers.clues import clues, either, grouped, last
from jianguan.numbers.numerals import DIGITS, VAGUE, Numeral, fold_scale, parse_numeral
from jianguan.numbers.units import units


class Amount(NamedTuple):
    """A number with its unit: exact `value` (to `high`), the `unit` as tables name it, its bound, last place `step`.

    `closed` marks a range of law (五万元以上五十万元以下).
    """

    value: Decimal
    high: Decimal | None
    unit: str
    category: str
    qualifier: str
    step: Decimal
    start: int
    end: int
    closed: bool = False

    @property
    def rounded(self) -> bool:
        """Has it at most two digits that are not zero, as floors and ceilings mostly have?"""
        return len(f"{self.value:f}".replace(".", "").strip("-0")) <= 2


def read_amount(text: str, match: re.Match) -> Amount:
    """Read the number that the lexer of `ledger` found in a folded sentence; exact, with 万 and 亿 resolved.

    Raises ValueError where the numeral is none.

    >>> from jianguan.numbers.ledger import expressions
    >>> [tuple(read_amount("达5.67批次/千人", e.match))[:3] for e in expressions("达5.67批次/千人")]
    [(Decimal('5.67'), None, '批次/千人')]
    """
    if match["share_of"]:
        return _fraction(text, match)
    if match["listed"]:
        return _listed(text, match)
    if not match["unit"]:
        return _without_unit(text, match)
    numeral, unit = parse_numeral(match["number"]), units()[match["unit"]]
    low = _low(match, numeral)
    value, high = (low, numeral.high or numeral.value) if low is not None else (numeral.value, numeral.high)
    factor = Decimal(unit.factor or 1)
    if match["tenth"]:
        value += Decimal("0.5") if match["tenth"] == "半" else Decimal(DIGITS[match["tenth"]]) / 10
    unit = units()["个百分点"] if unit.unit == "个" and _HALF_SAID.match(text, match.end()) else unit
    name = unit.unit + (_denominator(text, match, unit.category) or "")
    if name == "番":
        value, high, name = 2**value, None, "倍"
    start = match.start() if low is not None or not match["low"] else match.start("number")
    qualifier = "at_least" if match["bound"] else bound(text, match, numeral)
    if text.endswith(_SIGNS, 0, start) and _MINUS.search(text[max(0, start - 2) : start]):
        value, start = -value, start - 1
    value, high, step = value * factor, high and high * factor, numeral.step * factor
    return Amount(value, high, name, unit.category, qualifier, step, start, match.end(), bool(match["bound"]))


def _low(match: re.Match, numeral: Numeral) -> Decimal | None:
    """The lower end of a range; it shares the upper one's 万 or 亿 (3至5万元). None where it is not lower."""
    if not match["low"]:
        return None
    low, scale = parse_numeral(match["low"]).value, _LARGE_AT_END.search(match["number"])
    if scale and not match["low_unit"] and not _LARGE.search(match["low"]):
        size = fold_scale(scale[0])
        low = low * size if low * size < numeral.value else low
    return low if low < numeral.value else None


def _listed(text: str, match: re.Match) -> Amount:
    """One of 36、128和950件, or of 1.2、3.5万件: unit, and 万 or 亿 where it has none, are those of the last."""
    unit, numeral = units()[match["shared"]], parse_numeral(match["listed"])
    scale = _LARGE_AT_END.search(match["last"])
    if scale and not _LARGE.search(match["listed"]):
        numeral = parse_numeral(match["listed"] + scale[0])
    factor = Decimal(unit.factor or 1)
    value, step = numeral.value * factor, numeral.step * factor
    return Amount(value, None, unit.unit, unit.category, bound(text, match, numeral), step, *match.span())


def _fraction(text: str, match: re.Match) -> Amount:
    """百分之九十五 is 95 %, 千分之三 is 3 ‰, 三分之一 is 0.333… without a unit."""
    of, share = parse_numeral(match["share_of"]).value, parse_numeral(match["share"])
    high = parse_numeral(match["share_high"]).value if match["share_high"] else None
    name = {100: "%", 1000: "‰", 10000: "‱"}.get(int(of), "")
    value = share.value if name else share.value / of
    return Amount(value, high, name, "share", bound(text, match, share), share.step, *match.span())


def _without_unit(text: str, match: re.Match) -> Amount:
    if match["halved"]:
        unit, half = units()[match["halved"]], Decimal("0.5")
        return Amount(half, None, unit.unit, unit.category, _bound(text, match, False), Decimal("0.1"), *match.span())
    if match["doubled"]:
        return Amount(Decimal(2), None, "倍", "multiple", "exact", Decimal(1), *match.span())
    if match["half"]:
        return Amount(Decimal("0.5"), None, "", "share", _bound(text, match, False), Decimal("0.1"), *match.span())
    if match["slash"]:
        part, whole = map(Decimal, match["slash"].split("/"))
        return Amount(part / whole, None, "", "share", _bound(text, match, False), Decimal("0.1"), *match.span())
    numeral = parse_numeral(match["bare"])
    money = clues("clause_words", "money").search(text, max(0, match.start() - 12), match.start())
    name, category = ("元", "money") if money and _LARGE.search(match["bare"]) else ("", "score")
    return Amount(numeral.value, None, name, category, bound(text, match, numeral), numeral.step, *match.span())


def _denominator(text: str, match: re.Match, category: str) -> str:
    """千人 of 批次/千人, or of 每千人…5批次 earlier in the clause."""
    if match["per"]:
        return "/" + match["per"][1:]
    if category in ("share", "points", "multiple"):
        return ""
    found = last(_each(), text, max(0, match.start() - 30), match.start())
    gap = text[found.end() : match.start()] if found else ""
    if not found or _BREAK.search(gap) or (category == "money" and not _ADJACENT.fullmatch(gap)):
        return ""
    if found["scale"] or found["of"] in "人名位" or category == "money":
        return "/" + found["scale"] + re.sub("[名位]", "人", found["of"])
    return ""


def bound(text: str, match: re.Match, numeral: Numeral) -> str:
    """The bound that the words around a number set: exact, at_least, more_than, at_most, less_than, about, nearly."""
    vague = _VAGUE.search(match[0]) if numeral.vague else None
    inner = ("more_than" if vague[0] in "余多" else "about") if vague else ("about" if numeral.high else "exact")
    bare = not _FIGURE.search(match[0])
    outer = _bound(text, match, bare)
    return inner if outer == "exact" or _no_bound(text, match, outer) else outer


def _no_bound(text: str, match: re.Match, bound: str) -> bool:
    """控制在2至8℃ names both ends, 高于98%的目标 what the aim is: neither bounds the number."""
    before = text[max(0, match.start() - 4) : match.start()]
    if match["low"]:
        return bool(_WITHIN.search(before))
    beside = bound in ("more_than", "less_than") and before.endswith(("高于", "低于"))
    return bool(beside and _LEVEL.match(text, match.end()))


def _bound(text: str, match: re.Match, bare: bool) -> str:
    start = match.start()
    before = _qualifiers("before", bare).search(text[max(0, start - 10) : start])
    after = _qualifiers("after", bare).match(text, match.end())
    found = before or after
    if not found and _LEAST.search(text, max(0, start - 8), start):
        return "at_least"
    if not found and (match["share_of"] or match["unit"] in ("%", "成", "倍")):
        found = _qualified().search(text[max(0, start - 24) : start])
    return found.lastgroup if found else "exact"


@cache
def _qualifiers(side: str, bare: bool) -> re.Pattern:
    """The bounds that stand before or after a number; some only beside a bare power of ten (上千, 过万)."""
    rows = load_lexicon("qualifiers")
    rows = rows[(rows["side"] == side) & ((rows["needs"] != "bare") | bare)]
    terms = grouped(dict(iter(rows.groupby("category"))))
    return re.compile(terms if side == "after" else f"(?:{terms})(?:了|达到?|占|为|至|到|{_GRANTED})? ?$")


@cache
def _qualified() -> re.Pattern:
    """A bound before the whole of which a share is told: 不超过售价的15%, 约为2015年的2.6倍."""
    rows = load_lexicon("qualifiers")
    rows = rows[(rows["side"] == "before") & (rows["term"].str.len().gt(1) | rows["term"].eq("约"))]
    limits = rows["category"].isin(["at_least", "at_most"])
    whole = {True: "[^,。;:]{2,10}的?", False: "[^,。;:]{2,12}的"}
    firm = rows[limits & rows["term"].str.len().gt(2)]
    groups = [*firm.groupby("category"), *rows[~limits].groupby("category")]
    terms = [f"(?P<{name}>{either(group)}){whole[name in ('at_least', 'at_most')]}" for name, group in groups]
    return re.compile(f"(?:{'|'.join(terms)})$")


@cache
def _each() -> re.Pattern:
    nouns = [re.escape(name) for name, unit in units().items() if unit.category not in ("time", "share")]
    of = "|".join(sorted([*nouns, "人口", "企业"], key=lambda noun: (-len(noun), noun)))
    return re.compile(rf"每(?P<scale>[0-9]{{0,5}}[十百千万亿]{{0,2}})(?P<of>{of})")


_LEVEL = re.compile("的[^,。;:]{0,6}(?:目标|指标|要求|标准|平均|水平|需求|限值)")
_WITHIN = re.compile("控制在了?$")
_LARGE, _LARGE_AT_END = re.compile("[万亿]"), re.compile("[万亿]{1,2}$")
_BREAK = re.compile("[,;。:]")
_VAGUE, _FIGURE = re.compile(f"[{VAGUE}]"), re.compile("[0-9一二三四五六七八九两]")
_LEAST = re.compile("(?:至少|最少|起码)[一-龥]{1,4}$")
_HALF_SAID = re.compile("[、和及与]{1,2}[0-9.]{1,6}个百分点")
_SIGNS = ("-", "−", "负")
_MINUS = re.compile("(?<![0-9A-Za-z%])[-−]$|(?:^|[为是至到达了速幅率,:、(])负$")
_ADJACENT = re.compile("(?:[0-9.,]{1,12}万?元|[由从为达仅约近超补助贴奖励]|不?超过|[降涨升][到至]|价格|平均){0,4}")
_GRANTED = (
    "(?<=可)(?:奖励|处|罚款?|给予|补助|奖补|获得?|贷款?|申请|享受|补贴|减免|罚)"
    "|(?<=[高多低])可?(?:赔付|资助|奖补|给予|赔偿|补偿|降低|减少|下降|提高|上涨|减免|补助|补贴|奖励|支持)"
)
