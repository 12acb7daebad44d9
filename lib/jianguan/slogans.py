"""The numbered formulas of a corpus, with the items they stand for and the mentions that repeat them."""

import re
from collections.abc import Iterator

import pandas as pd

from jianguan.corpus import Corpus, span_table
from jianguan.rhetoric.chains import Chains, chained
from jianguan.rhetoric.expansion import Expansion, expansions
from jianguan.rhetoric.formulas import formulas
from jianguan.rhetoric.grammar import APART, Formula, national, parts
from jianguan.rhetoric.segments import Stream, stream

COLUMNS = ["number", "head", "class", "items", "expanded", "repeat_of", "item_spans", "outside"]
MEASURED = re.compile("([一二三四五六七八九十两双零\\d]{1,3})[个大项种]")

__all__ = ["APART", "explained", "find_slogans"]


def find_slogans(corpus: Corpus) -> pd.DataFrame:
    """The numbered formulas in the body of each document.

    Returns a span table (quotation marks are part of the span) with `number` (parts separated by a bar: `3|4`),
    `head` (what is numbered, by the same parts), `class`, `items` (the list the text itself gives), `expanded` (full;
    partial; elsewhere: the items stand at another mention; none), `repeat_of` (the first mention in the document,
    empty for the first itself), `item_spans` (raw start and end of each item) and `outside` (items from general
    knowledge, separated by a bar, never taken from the text).

    Classes: slogan_formula, policy_formula, political_formula, set_formula, abbreviation, plus_formula,
    target_formula. Kept apart, for they are no slogans (`APART`): enumeration_header (8个方面), fixed_term
    (“一站式”), plan_name (“十四五”).
    """
    rows, bodies = [], [stream(corpus, doc) for doc in corpus.documents.index]
    for body, linked in zip(bodies, chained([body.text for body in bodies]), strict=True):
        rows.extend(_row(corpus, body, *found) for found in _explained(linked))
    return span_table(rows, COLUMNS)


def _row(corpus: Corpus, body: Stream, formula: Formula, expansion: Expansion, first: str) -> tuple:
    items = [body.span(corpus, *item)[3:] for item in expansion.items]
    return (
        *body.span(corpus, formula.start, formula.end),
        "|".join(formula.numbers),
        formula.head,
        formula.kind,
        [text for _, _, text in items],
        expansion.how,
        first,
        [(start, end) for start, end, _ in items],
        national().get(formula.core, {}).get("items", ""),
    )


def explained(text: str) -> Iterator[tuple[Formula, Expansion, str]]:
    """The formulas of a folded text with their items, and the first mention where they repeat one.

    The measure word may vary (六个示范, 六大示范), and a part repeats its whole (“一品牌”, “一品牌、一平台”).
    """
    (linked,) = chained([text])
    return _explained(linked)


def _explained(linked: Chains) -> Iterator[tuple[Formula, Expansion, str]]:
    found = formulas(linked.text)
    firsts: dict[str, str] = {}
    for formula, expansion in zip(found, expansions(linked, found), strict=True):
        if formula.weak and expansion.how not in ("full", "partial"):
            continue
        core = formula.core
        counted = MEASURED.match(core)
        name = counted[1] + core[counted.end() :] if counted else core
        yield formula, expansion, firsts.get(name, "")
        for part in (name, *parts(core)):
            firsts.setdefault(part, core)
