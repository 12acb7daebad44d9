"""Numbered formulas in a text: where they stand, what they number, which class they are (see `grammar`).

Quoted ones come before those that stand bare (see `bare`): bare ones must be known by name, be quoted elsewhere in the
text, or show by their grammar what they are.
"""

import re
from collections.abc import Iterator
from functools import cache

import ahocorasick_rs

from jianguan.rhetoric.bare import bare_formulas
from jianguan.rhetoric.grammar import (
    APART,
    FIXED,
    FREE,
    MEASURED,
    SLOGAN,
    Formula,
    N,
    head_of,
    kind_of,
    national,
    numbers,
    parts,
    reading,
)
from jianguan.rhetoric.segments import QUOTED, numeral

LONGEST = 24
BESIDE = re.compile(f"([{N[1:11]}]{FREE}[{N[1:11]}]?)[大个项种张条类]?“([^“”0-9]{{1,12}})”")
LONGEST_FIRST = ahocorasick_rs.MatchKind.LeftmostLongest
QUICKLY_BUILT = ahocorasick_rs.Implementation.NoncontiguousNFA


def formulas(text: str) -> list[Formula]:
    """The formulas of a folded text in reading order, without overlap: quoted before bare, long before short."""
    quoted = list(_quoted(text))
    bare = [*_national(text), *_again(text, quoted), *bare_formulas(text)]
    taken, kept = bytearray(len(text)), []
    for formula in [*sorted(quoted, key=_rank), *sorted(bare, key=_rank)]:
        if taken.find(1, formula.start, formula.end) < 0:
            taken[formula.start : formula.end] = b"\1" * (formula.end - formula.start)
            kept.append(formula)
    explained = {part for f in kept if f.kind == SLOGAN for part in parts(f.core)}
    return sorted(f._replace(kind=SLOGAN) if f.kind == FIXED and f.core in explained else f for f in kept)


def _rank(formula: Formula) -> tuple[bool, int, int]:
    return formula.weak, formula.start - formula.end, formula.start


def _quoted(text: str) -> Iterator[Formula]:
    for found in BESIDE.finditer(text):
        yield Formula(*found.span(), found[0].strip("”"), (str(numeral(found[1])),), found[2], SLOGAN)
    for found in QUOTED.finditer(text):
        core, (start, end) = found[1], found.span()
        following = text[end : end + 8]
        kind = kind_of(core, following) if len(core) <= LONGEST else ""
        if kind:
            head = head_of(core, following)
            named_behind = following.startswith(head) and MEASURED.fullmatch(core)
            yield Formula(start, end + len(head) * bool(named_behind), core, numbers(core), head, kind)


def _national(text: str) -> Iterator[Formula]:
    """Mentions of formulas known by name."""
    for found in national_names().finditer(text):
        yield _mention(found[0], *found.span())


@cache
def national_names() -> re.Pattern:
    return re.compile("|".join(sorted(map(re.escape, national()), key=lambda name: (-len(name), name))))


def _again(text: str, quoted: list[Formula]) -> Iterator[Formula]:
    """Bare mentions of formulas that the text quotes elsewhere."""
    names = sorted({f.core for f in quoted if len(f.core) > 2 and f.kind not in APART})
    finder = ahocorasick_rs.AhoCorasick(names, matchkind=LONGEST_FIRST, implementation=QUICKLY_BUILT)
    for which, start, end in finder.find_matches_as_indexes(text):
        if text[start - 1 : start] != "“" or text[end : end + 1] != "”":
            yield _mention(names[which], start, end)


def _mention(name: str, start: int, end: int) -> Formula:
    return Formula(start, end, name, *reading(name))
