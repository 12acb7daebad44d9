"""Every number expression of a corpus and its class: which are statistics, and what the others are.

A sentence is read from number word to number word. At each, the alternatives of one compiled expression are tried
in order: words that only look like numbers, dates, plans, identifiers, ordinals, list markers; then numeral + unit.
What survives the tests of its neighbourhood is a statistic; `quantities` reads its meaning.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from jianguan.corpus import Corpus, span_table
from jianguan.lexicon import load_lexicon
from jianguan.numbers.clues import alternatives, clues, either
from jianguan.numbers.number_grammar import COUNT, YEAR, hint, lexer
from jianguan.numbers.numerals import HAN, NUMERAL, START, WORD, parse_numeral
from jianguan.numbers.units import Unit, units

STATISTIC, FORMULA, FUNCTION = "statistic", "slogan_formula", "function_word_or_idiom"
STREAK, RANK, PLANNED = "borderline:streak", "borderline:rank", "borderline:plan_duration"
LABELS = {
    "marker": "list_marker",
    "plan": "plan_name",
    "denominator": "borderline:denominator",
    "false_number": "borderline:false_number",
    "aspects": "borderline:enumeration_count",
    "tiers": "borderline:structure_count",
}


class Expression(NamedTuple):
    """A number expression of a sentence: its class, where it stands, and the match that found it."""

    kind: str
    start: int
    end: int
    match: re.Match


def expressions(text: str) -> Iterator[Expression]:
    """The number expressions of a folded sentence, in order.

    >>> [(e.kind, e.match[0]) for e in expressions("一是2020年查办案件57件")]
    [('list_marker', '一'), ('date', '2020'), ('statistic', '57件')]
    """
    for match in _matches(text):
        yield Expression(_kind(text, match), *match.span(), match)


def statistics(text: str) -> list[re.Match]:
    """The matches of a folded sentence that are statistics; most sentences have not even a hint of one."""
    found = _matches(text) if hint().search(text) else ()
    return [match for match in found if match.lastgroup == "quantity" and _quantity_kind(text, match) == STATISTIC]


def _matches(text: str) -> Iterator[re.Match]:
    reader, place = lexer(), 0
    while at := START.search(text, place):
        place = at.start()
        match = reader.match(text, place)
        if match:
            yield match
        place = (match or _DIGITS.match(text, place)).end()


def find_numbers(corpus: Corpus) -> pd.DataFrame:
    """Class every number word of the bodies and headings, statistics and all others.

    Returns a span table with `class`: statistic, slogan_formula, function_word_or_idiom, list_marker, date, ordinal,
    plan_name, identifier, name, or borderline with its kind (borderline:streak, borderline:rank …).
    """
    rows = []
    for doc, passages in corpus.passages.items():
        for passage in sorted([*passages, *corpus.headings[doc]], key=attrgetter("sentence")):
            for kind, start, end in _classed_words(passage.text):
                rows.append((*corpus.span(passage, start, end), kind))
    return span_table(rows, ["class"])


def _classed_words(text: str) -> Iterator[tuple[str, int, int]]:
    found = list(expressions(text))
    ends = [expression.end for expression in found]
    for word in WORD.finditer(text):
        start, end = word.span()
        place = bisect_right(ends, start)
        inside = place < len(found) and found[place].start < end
        yield (found[place].kind if inside else _leftover(text, word)), start, end


def _leftover(text: str, word: re.Match) -> str:
    """The class of a number word that is neither a statistic nor one of the lexer's classes."""
    if quoted(text, *word.span()):
        return FORMULA
    if word[0].isascii():
        return "date" if re.fullmatch(YEAR, word[0]) else "identifier"
    return FORMULA if word[0] != "一" or _FORMULA_ONE.match(text, word.start()) else FUNCTION


def find_ranks(corpus: Corpus) -> pd.DataFrame:
    """Find ranks (全省第一, 前三位) and streaks (连续两年); they are shown, and never counted as statistics.

    Returns a span table with `kind` (rank or streak), `value` (place or length), `unit` of a streak, `scope` (among
    whom: 全国, 全省 …, empty where not said) and `what` (the clause that says what is ranked or repeated).
    """
    rows = []
    for passage in (p for passages in corpus.passages.values() for p in passages):
        text = passage.text
        known = {e.start: e.kind for e in expressions(text) if e.kind in (STREAK, RANK)}
        for m in _RANK.finditer(text):
            if m["top"] or any(m.start() <= start < m.end() for start in known):
                rows.append((*corpus.span(passage, *m.span()), *_rank_record(text, m)))
    return span_table(rows, ["kind", "value", "unit", "scope", "what"])


def _rank_record(text: str, m: re.Match) -> tuple:
    numeral = m["times"] or m["place"] or m["first"] or "一"
    before, after = re.split("[,;。:]", text[: m.start()])[-1], re.split("[,;。:]", text[m.start() :])[0]
    kind = "streak" if m["times"] else "rank"
    return kind, int(parse_numeral(numeral).value), m["unit"] or "", m["scope"] or "", before + after


def quoted(text: str, start: int, end: int) -> bool:
    """Does `text[start:end]` stand inside a book title, or inside a quotation too short to be a sentence?"""
    for left, right, longest in (("“", "”", 16), ("《", "》", 80)):
        opened = text.rfind(left, 0, start)
        closed = text.find(right, opened) if opened >= 0 else -1
        if closed >= end and closed - opened <= longest + 2:
            return True
    return False


def _kind(text: str, match: re.Match) -> str:
    kind = match.lastgroup
    if kind == "quantity":
        return _quantity_kind(text, match)
    if kind == "order":
        return _order_kind(text, match)
    if kind == "near":
        return STREAK if text.endswith("连续", 0, match.start()) else RANK
    return LABELS.get(kind, kind)


def _order_kind(text: str, match: re.Match) -> str:
    """第N: a rank, a list marker at the head of a clause, or an ordinal."""
    before = text[: match.start() - 1]
    if not before or (before[-1] in ":。;,(“" and text.startswith((",", "、", ":"), match.end())):
        return "list_marker"
    ranked = _ranked().search(before[-8:]) or text.startswith(("等次", "方阵", "梯队"), match.end())
    return RANK if ranked else "ordinal"


@cache
def _ranked() -> re.Pattern:
    return re.compile(f"{alternatives('clause_words', 'rank_lead')}$")


def _quantity_kind(text: str, match: re.Match) -> str:
    """Is numeral + unit a statistic here? Tests from the surest to the least sure."""
    start, end = match.span()
    unit, numeral = units().get(match["unit"]), match["number"]
    if _no_share(text, match, unit):
        return FUNCTION
    if not unit:
        return STATISTIC if _unitless(text, match) else _leftover(text, match)
    if quoted(text, start, end) and unit.category != "share" and not _FINED.search(text, end, end + 16):
        return FORMULA
    if unit.not_after and text.endswith(unit.not_after, 0, start):
        return FUNCTION
    if _ORDINALS.search(text, max(0, start - 14), start):
        return "ordinal"
    if unit.category == "time" and text.endswith("用", 0, start) and text.startswith("时间", end):
        return PLANNED
    if unit.needs and not unit.needs.search(text, max(0, start - 24), end + 12) and not _bounded(text, match):
        return PLANNED if unit.category == "time" and numeral != "一" else FUNCTION
    if numeral[0] == "几" and unit.category == "money":
        return FUNCTION
    if announced := _announcing(text, match, unit):
        return announced
    if not match["low"] and numeral[0] in HAN and not _counted(text, match, unit):
        return FUNCTION if numeral[0] == "一" else FORMULA
    return STATISTIC


def _no_share(text: str, match: re.Match, unit: Unit | None) -> bool:
    """百分之百的努力, an advertisement's “99%有效”, and the hours of a rate's name (24小时内办结率)."""
    start, end = match.span()
    if match["share_of"] or match["unit"] == "%":
        lead = text[max(0, text.rfind("“", 0, start) - 12) : start]
        claimed = quoted(text, start, end) and clues("clause_words", "claim").search(lead)
        return bool(claimed or clues("clause_words", "figure_of_speech").match(text, end + text.startswith("的", end)))
    return bool(unit and unit.category == "time" and _RATE_NAME.match(text, end))


def _unitless(text: str, match: re.Match) -> bool:
    """A fraction, 突破1000万, 得分96.5, 36、128和950件: no unit is needed where the clause says what is measured."""
    if match["listed"]:
        unit = units()[match["shared"]]
        return not (unit.needs or quoted(text, *match.span()) or _ORDINALS.search(text, 0, match.start()))
    if match["doubled"]:
        return not quoted(text, *match.span())
    if match["share_of"] or match["half"] or match["halved"]:
        return True
    if match["slash"]:
        low, high = match["slash"].split("/")
        return int(low) < int(high)
    lead = text[max(0, match.start() - 14) : match.start()]
    return bool(_SCALED.search(match[0]) or _index().search(lead)) and not quoted(text, *match.span())


def _counted(text: str, match: re.Match, unit: Unit) -> bool:
    """May this Chinese numeral count something? 三起案件 may; 一批, 四个, 千家万户 may not."""
    numeral = match["number"]
    if all(ch in "十百千万亿" for ch in numeral) and numeral != "十":
        return bool(clues("clause_words", "approach").search(_near(text, match.start(), 3)))
    if len(numeral) > 1 or numeral in "数几" or _bounded(text, match) or "工作日" in unit.unit:
        return True
    if numeral == "一":
        return unit.category in ("multiple", "share")
    if unit.category == "time":
        within = text.startswith("内", match.end())
        return within or bool(_LENGTH.search(text, max(0, match.start() - 16), match.start()))
    return unit.small == "yes" or bool(clues("actions").search(_near(text, match.start(), 12)))


def _near(text: str, start: int, reach: int) -> str:
    """The words of a clause right before a number."""
    return _CLAUSE.search(text, max(0, start - reach), start)[0]


def _bounded(text: str, match: re.Match) -> bool:
    """Does a bound stand right before it (不少于三年, 超过90日)? Then even a length of time counts."""
    return bool(_FLOOR.search(text, max(0, match.start() - 5), match.start()))


def _announcing(text: str, match: re.Match, unit: Unit) -> str | None:
    """The class of a count that announces a list (8个方面, 两个100%), sizes a policy (30条硬措施) or a structure."""
    if unit.category != "generic" or text.startswith("的", match.end()):
        return None
    if _SHARE.match(text, match.end()):
        return LABELS["aspects"]
    noun = _nouns().match(text, match.end())
    if not noun:
        return None
    settled = clues("clause_words", "settled").search(text, max(0, match.start() - 8), match.start())
    return None if settled else "borderline:" + noun.lastgroup


@cache
def _index() -> re.Pattern:
    return re.compile(rf"(?:{alternatives('clause_words', 'index')})[^,。;0-9]{{0,6}}$")


@cache
def _nouns() -> re.Pattern:
    """After a count: up to four modifying characters and a noun that makes it no statistic (24项|重点|任务)."""
    nouns, groups = load_lexicon("number_nouns"), []
    for kind, rows in nouns.groupby("category"):
        long, short = (rows[rows["term"].str.len().gt(1) == size] for size in (True, False))
        terms = f"[\\u4e00-\\u9fff]{{0,4}}?(?:{either(long)})" + (f"|{either(short)}" if len(short) else "")
        groups.append(f"(?P<{kind.partition(':')[2]}>{terms})")
    return re.compile("|".join(groups))


_DIGITS = re.compile(r"[0-9][0-9.,]{0,40}|.", re.DOTALL)
_FLOOR = re.compile("(?:不得?(?:少于|低于|超过|多于|高于|短于|长于)|超过|不足|至少(?:[一-龥]{2})?)$")
_LENGTH = re.compile(
    "(?:压缩|压减|缩短|缩减|延长|减少|[减降缩]|用时|耗时|时限|时长|周期|时间)[^,。;:]{0,6}$|[由从][^,。;:]{0,8}$"
)
_FINED = re.compile("[^”]{0,14}罚款")
_CLAUSE = re.compile("[^,;:。、(]{0,12}$")
_SHARE = re.compile("“?[0-9]{1,3}%")
_ORDINALS = re.compile("第[0-9、]{1,12}$")
_RATE_NAME = re.compile("(?:以|之)?内[^,。;、0-9]{0,6}率")
_SCALED = re.compile("[万亿]")
_FORMULA_ONE = re.compile("一[岗网窗照码证件站体企户][^,。;、]{0,2}[双通办次式化责]")
_RANK = re.compile(
    rf"连续(?P<times>{NUMERAL})个?(?P<unit>年|届|次|月|季度|批|期)"
    r"|(?P<scope>全[国省市区州县](?:系统)?|副省级城市|全国同类城市)?"
    rf"(?:第(?P<place>{COUNT})|前(?P<first>{COUNT})|(?P<top>首位|榜首|之首))(?:等次|方阵|梯队|[位名])?"
)
