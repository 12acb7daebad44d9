"""Sentences -> statistics: every number with its value, unit, bound, status and what it counts.

`ledger` says which number expressions are statistics, `amounts` what they are worth; `status` and `measures` read the
words around them. Results, targets, changes, baselines and rules are never mixed, 家次 is not 家, and a fact that is
told twice is linked, not dropped.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from jianguan.corpus import Corpus, Passage, span_table
from jianguan.lexicon import term_finder
from jianguan.numbers.amounts import Amount, read_amount
from jianguan.numbers.clues import clues, last
from jianguan.numbers.ledger import statistics
from jianguan.numbers.measures import Counted, read_actor, read_deadline, read_measure, read_period
from jianguan.numbers.numerals import parse_numeral
from jianguan.numbers.setting import REACH, Figure, Sections, Setting
from jianguan.numbers.status import Reading, read_status

TYPES = {"value": float, "high": float, "precision": float, "part_of": "Int64", "same_as": "Int64"}
ACTING = "enforcement"  # how it is acted, said of every matter: 药品案件 are about drugs
FAINT = ("ceremony", "governance_capacity")  # who met, and how work is done, is no matter of a number
TOLD = ["year", "title", "genre", "genre_zh"]
COLUMNS = [
    *("value", "high", "unit", "qualifier", "status", "rule", "action", "measure", "actor", "period", "deadline"),
    *("theme", "part_of", "same_as", "precision"),
]


class Statistic(NamedTuple):
    """One record before it becomes a row."""

    passage: Passage
    span: tuple
    amount: Amount
    reading: Reading
    action: str
    measure: str
    words: dict
    within: bool


def find_quantities(corpus: Corpus) -> pd.DataFrame:
    """Find every statistic of the bodies, one row per number and thing counted (“2个100%” is two rows).

    Returns a span table with

    - `value`, and `high` for a range (NaN else): 万, 亿, 百分之, 成 resolved; a fall (下降5%) is negative
    - `unit` as written, without 万 and 亿: 件, 家次, 元, %, 个百分点, 批次/千人 …; empty for a fraction or an index
    - `qualifier`: exact, at_least, more_than, at_most, less_than, about, nearly
    - `status`: achieved, target, change, baseline, rule; and in `rule` the word, section or genre that decided it
    - `action`, `measure` in the words of the text; `actor` who acts; `period` (2020, 2020-H1, ../2022-12), `deadline`
    - `theme` of the nearest theme word; `part_of`, `same_as`: the start, in the same document, of the total it may
      belong to and of the row that states the same fact; `precision`: the size of the last digit given
    """
    rows, theme_words = [], term_finder("themes")
    for doc, sections in _sections(corpus):
        rows.extend(_linked(_statistics(corpus, corpus.passages[doc], sections), theme_words))
    table = span_table(rows, COLUMNS)
    return table.assign(**{name: table[name].astype(kind) for name, kind in TYPES.items()})


def _theme_places(passage: Passage, theme_words: Callable) -> list[tuple]:
    """Where a sentence has words of a theme: start, end, theme."""
    found = theme_words(passage.text)
    return [(*passage.view.span(start, end), rule.category) for start, end, rule in found if rule.category not in FAINT]


def _theme(places: list[tuple], start: int, end: int) -> str:
    """The theme of the nearest theme word of the sentence, empty where it has none.

    Words before the number are nearer than those after it, which open the next matter; 案件 yields to its kind.
    """
    place = bisect_left(places, (start,))
    near = places[max(0, place - 3) : place + 3]
    away = ((start - b if b <= start else a - end + 20, category) for a, b, category in near)
    return min(((gap + 10 * (category == ACTING), category) for gap, category in away), default=("", ""))[1]


def _sections(corpus: Corpus) -> Iterator[tuple[str, Sections]]:
    headings: dict[str, list] = {doc: [] for doc in corpus.documents.index}
    rows = corpus.sentences[["doc", "sentence", "text"]][corpus.sentences["kind"] == "heading"]
    for doc, *heading in zip(*(rows[name].tolist() for name in rows), strict=True):
        headings[doc].append(heading)
    told = {name: corpus.documents[name].tolist() for name in TOLD if name in corpus.documents}
    for doc, *fields in zip(headings, *told.values(), strict=True):
        yield doc, Sections(dict(zip(told, fields, strict=True)), headings[doc])


def _statistics(corpus: Corpus, passages: list[Passage], sections: Sections) -> Iterator[Statistic]:
    previous = ""
    for index, text in enumerate([passage.text for passage in passages]):
        if found := statistics(text):
            amounts = _amounts(text, found)
            for one in _sentence(corpus, passages[index], amounts, sections.at(passages, index), previous):
                yield one
                previous = _told(one.reading)
        if previous and not text.endswith(";"):
            previous = ""


def _amounts(text: str, matches: list[re.Match]) -> list[Amount]:
    amounts = []
    for match in matches:
        try:
            amounts.append(read_amount(text, match))
        except ValueError:
            continue
    return amounts


def _sentence(
    corpus: Corpus, passage: Passage, amounts: list[Amount], setting: Setting, previous: str
) -> Iterator[Statistic]:
    """The statistics of one sentence; `previous` is how the last one before it was read, if a semicolon joins them."""
    text, measure, done = passage.text, "", 0
    for place, amount in enumerate(amounts):
        stop = amounts[place + 1].start if place + 1 < len(amounts) else len(text)
        before, clause = text[max(0, amount.start - REACH) : amount.start], _clause(text, done, amount.start)
        after, rest = _AFTER.match(text, amount.end, max(stop, amount.end))[0], text[amount.end : amount.end + 24]
        shape = amount.category, amount.qualifier, amount.high is not None, amount.closed, amount.rounded
        reading = read_status(Figure(text, amount.start, before, clause, after, rest, *shape, previous), setting)
        words = _words(before, clause, setting, reading)
        if reading.status in ("achieved", "change") and _EXTREME.search(clause):
            amount = amount._replace(qualifier="exact")
        span = corpus.span(passage, amount.start, amount.end)
        for counted in _counted(text, clause, after, measure, amount):
            measure = counted.measure
            within = "其中" in text[done : amount.start]
            yield Statistic(passage, span, amount, reading, *counted, words, within)
        previous, done = _told(reading), amount.end


def _told(reading: Reading) -> str:
    """A reading as the next number needs it: its status, and whether it fell."""
    return reading.status + ("-" if reading.sign < 0 else "+")


def _clause(text: str, done: int, start: int) -> str:
    """The words that lead to a number: from the last punctuation or the number before it; past an open bracket."""
    broken = last(_BREAK, text, done, start)
    cut = broken.end() if broken else done
    if cut == start and text[cut - 1 : cut] == "(" and cut - 1 > done:
        return _clause(text, done, start - 1)
    return text[max(cut, start - 80) : start]


def _counted(text: str, clause: str, after: str, measure: str, amount: Amount) -> list[Counted]:
    """What the number counts; each of the N things where a text says “N个100%”."""
    if several := _SEVERAL.search(text, max(0, amount.start - 4), amount.start):
        listed = _AND.split(text[max(0, several.start() - 80) : several.start()].rstrip("“"))
        number = int(parse_numeral(several[1]).value)
        return [read_measure(thing, "", "") for thing in listed[-number:]]
    return [read_measure(clause, after, measure)]


def _words(before: str, clause: str, setting: Setting, reading: Reading) -> dict:
    """Who, when and by when; a baseline has the date of its own clause or none."""
    deadline = read_deadline(before, setting.year) if reading.status == "target" else ""
    if reading.status == "baseline":
        period = read_period(_COMPARING.sub(" ", clause), "", "", setting.year)
    else:
        period = read_period(before, setting.lead, setting.heading, setting.year)
    return {"actor": read_actor(before) or read_actor(setting.lead), "period": period, "deadline": deadline}


def _linked(statistics: Iterable[Statistic], theme_words: Callable) -> Iterator[tuple]:
    """The rows of one document, with their themes, the totals they may belong to and the facts they repeat."""
    recent: deque[Statistic] = deque(maxlen=40)
    stated: dict[tuple, list[Statistic]] = {}
    for passage, told in groupby(statistics, attrgetter("passage")):
        places = _theme_places(passage, theme_words)
        if recent and recent[-1].passage.paragraph != passage.paragraph:
            recent.clear()
        for one in told:
            same = stated.setdefault((one.amount.value, one.amount.unit, one.reading.status), [])
            yield _row(one, _theme(places, *one.span[3:5]), _total(one, recent), _same(one, recent, same))
            recent.append(one)
            same.append(one)


def _total(one: Statistic, recent: deque[Statistic]) -> int | None:
    """The total a count may be part of: the figure before 其中, or an earlier 各类… of the same noun nearby."""
    if one.amount.category not in _COUNTED:
        return None
    like = [e for e in recent if e.amount.unit == one.amount.unit]
    if not like:
        return None
    if one.within and like[-1].passage is one.passage:
        return like[-1].span[3]
    for e in reversed(like):
        larger = e.measure[-2:] == one.measure[-2:] and e.amount.value > one.amount.value
        if larger and clues("clause_words", "total").match(e.measure):
            return e.span[3]
    return None


def _same(one: Statistic, recent: deque[Statistic], stated: list[Statistic]) -> int | None:
    """The row that states the same fact: the count before its own rate, or the same figure of the same thing."""
    base, per, _ = one.amount.unit.partition("/")
    if per and recent:
        e = recent[-1]
        if e.amount.unit == base and e.measure == one.measure and e.passage is one.passage:
            return e.span[3]
    for e in stated:
        if e.span[3] != one.span[3] and (e.measure in one.measure or one.measure in e.measure):
            return e.span[3]
    return None


def _row(one: Statistic, theme: str, total: int | None, same: int | None) -> tuple:
    amount, reading = one.amount, one.reading
    high = None if amount.high is None else float(amount.high) * reading.sign
    value = float(amount.value) * (reading.sign if amount.value > 0 else 1)
    read = value, high, amount.unit, amount.qualifier, reading.status, reading.rule
    told = one.words["actor"], one.words["period"], one.words["deadline"], theme, total, same, float(amount.step)
    return (*one.span, *read, one.action, one.measure, *told)


_BREAK = re.compile("[,;:。?!()]")
_AND = re.compile("[、和及与,]")
_COMPARING = re.compile("[比较从由自与]")
_AFTER = re.compile("[^,;:。、()“”]{0,40}")
_EXTREME = re.compile("最[高低多少大小长短](?:达到?|为|仅|只?有)?$")
_SEVERAL = re.compile("([2-9两三四五六])个$")
_COUNTED = ("count", "generic", "money", "mass")
