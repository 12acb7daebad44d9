"""What is promised: who does what, for whom, with what number and by when.

A commitment is a clause of a forward-looking sentence that begins, after its subject and adverbs, with a verb of
action (`lexicons/measures.csv`). Whether a sentence looks forward is decided in reading order: a modal or a cue such
as 下一步 turns the text to plans, a cue such as 过去的一年 or a reported success turns it back to results
(`lexicons/outlook.csv`), and a sentence without a cue goes on as the one before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
import pandas as pd

from jianguan.corpus import Corpus, Passage, span_table
from jianguan.lexicon import find_terms, load_lexicon
from jianguan.voice import clauses

COLUMNS = ["actor", "action", "beneficiary", "number", "deadline", "exactness"]
LONGEST = ahocorasick_rs.MatchKind.LeftmostLongest
DEADLINE = re.compile(
    r"(?:到|至|于|在)?(?:20\d\d年|今年|明年|本?年|[0-9一二三四五六七八九十]{1,3}月|[一二三四]季度|“?十[三四五]五”?)"
    r"(?:[0-9一二三四五六七八九十]{1,3}月)?(?:底前?|末前?|之前|前|期末|内)|到20\d\d年"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a clause begins: who is named, whom it serves, and its verb."""

    actor: str
    beneficiary: str
    verb: str
    verb_at: int


def find_commitments(corpus: Corpus, quantities: pd.DataFrame) -> pd.DataFrame:
    """Find the commitments of a corpus; `quantities` is its table of `find_quantities`.

    Returns a span table (one clause a row) with `actor` (named in the clause or before it in its paragraph, else
    empty), `action` (the verb and what follows), `beneficiary`, `number` (the targets in the clause, as written),
    `deadline` (an end date that the clause or its sentence states before it) and `exactness`: how many of these five
    the text gives. An empty cell means: not said here.
    """
    rows = []
    targets = quantities[quantities["status"].eq("target")] if len(quantities) else quantities
    for doc, passages in corpus.passages.items():
        numbers = targets[targets["doc"].eq(doc)] if len(targets) else targets
        for passage, start, end, cells in _commitments(passages, _outlook(corpus.within(doc=doc))):
            span = corpus.span(passage, start, end)
            inside = numbers[(numbers["start"] < span[4]) & (numbers["end"] > span[3])] if len(numbers) else []
            number = "; ".join(dict.fromkeys(inside["text"])) if len(inside) else ""
            filled = (*cells[:3], number, cells[3])
            rows.append((*span, *filled, sum(map(bool, filled))))
    return span_table(rows, COLUMNS)


def _commitments(passages: list[Passage], planned: dict[int, bool]) -> Iterator[tuple]:
    paragraph, actor = None, ""
    for passage in passages:
        if passage.paragraph != paragraph:
            paragraph, actor = passage.paragraph, ""
        deadline = ""
        for start, end in clauses(passage.text):
            clause = passage.text[start:end]
            opening = _opening(clause)
            actor = opening.actor or actor
            dates = DEADLINE.findall(clause)
            deadline = dates[0] if dates else deadline
            if opening.verb and planned[passage.sentence]:
                action = clause[opening.verb_at :]
                yield passage, start, end, (actor, action, opening.beneficiary or _served(action), deadline)


def _opening(clause: str) -> Opening:
    """Read the words that may stand before a verb, one after the other, from the start of a clause."""
    finder, kinds = _beginnings()
    found, at, verb = {"actor": "", "beneficiary": ""}, 0, None
    for which, start, end in finder.find_matches_as_indexes(clause):
        if clause[at:start].strip("“”、的") or (verb and start > verb[1]):
            break
        at = end
        kind = kinds[which]
        if kind == "verb":
            verb = (start, end)
        elif kind in found:
            found[kind] += clause[start:end]
    return Opening(**found, verb=clause[slice(*verb)] if verb else "", verb_at=verb[0] if verb else 0)
