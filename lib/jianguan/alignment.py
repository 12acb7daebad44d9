"""Which stretches of text run in parallel: 排比 (three or more) and 对偶 (two).

Neighbouring units (see `segments`) alike in length, first or last character or second word form a chain; the
units just outside it join with the part that fits (全面实施政治建局、法治立局 …: 政治建局). Chains are scored by
rhythm, shared words and the place of their verbs; lists of names score nothing. The best groups that do not cross
each other stay. Groups are marked strict from a score of 1.2 on; the weights were set on the coded documents.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from operator import eq
from typing import NamedTuple

import pandas as pd

from jianguan.corpus import Corpus, span_table
from jianguan.rhetoric.parallelism import evidence, frame, shared, verb_places
from jianguan.rhetoric.segments import CLAUSE, SENTENCE, Span, Unit, runs, series, stream

COLUMNS = ["group", "kind", "strict", "frame", "member"]
MAX_UNIT, MAX_MEMBERS = 60, 24
LEAST = {"both": 1, "left": 2, "none": 3}  # shorter chains make no group
STRICT, LOOSE, PAIR = 1.2, 0.7, 1.7
TRIM, APART = 0.3, 0.3
AFTER = "的地等和与及都为使让也并“”(一二三四五六七八九十两双"
LEAD_IN = "更也还并又而"
TIGHT = [re.compile(f"((?![的了和是在与一上中下])[一-鿿])[一-鿿]{{{n}}}(?:\\1[一-鿿]{{{n}}}){{2}}") for n in (1, 2, 3)]
NOWHERE = (-1, -1)


class Group(NamedTuple):
    """Members that run in parallel, and how parallel they are per link."""

    members: tuple[Span, ...]
    points: float
    trims: int = 0

    @property
    def rank(self) -> tuple:
        weight = self.points**0.5 * sum(end - start for start, end in self.members[1:]) ** 0.4
        return len(self.members) < 3, self.points < STRICT, -weight, self.members


NOTHING = Group((), 0.0)


def find_parallels(corpus: Corpus) -> pd.DataFrame:
    """Groups of parallel members in the body of each document.

    Returns a span table, one row per member, with `group` (document and running number), `kind` (排比 for three
    members or more, 对偶 for two), `strict` (shared words, or the same rhythm with verbs in the same place; else
    loose), `frame` (what the members share, ＿ for what changes; ○ for each character where only the rhythm is
    shared) and `member` (from 1). Groups may nest, whole groups inside one member. List markers and the quotation
    marks around a list are not part of a member.
    """
    rows = []
    for doc in corpus.documents.index:
        body = stream(corpus, doc)
        for number, group in enumerate(parallels(body.text), 1):
            shown = frame(_strings(body.text, group.members))
            kind = "排比" if len(group.members) > 2 else "对偶"
            for member, span in enumerate(group.members, 1):
                row = (f"{doc}-P{number}", kind, group.points >= STRICT, shown, member)
                rows.append(body.span(corpus, *span) + row)
    return span_table(rows, COLUMNS)


@lru_cache(maxsize=1024)
def parallels(text: str) -> tuple[Group, ...]:
    """The groups of a folded text, in reading order."""
    found = [group for run, trim in runs(text) for group in _chains(text, run, trim)]
    found += [*_listed(text), *_tight(text)]
    return tuple(sorted(_laminar(found, len(text)), key=lambda group: group.members))


def _chains(text: str, run: list[Unit], trim: str) -> Iterator[Group]:
    """Neighbours alike in length, first or last character or second word, with the units beside them trimmed to fit."""
    least = LEAST[trim]
    if len(run) < max(least, 2):
        return
    tied = [False, *(trim != "none" and before.sep == after.sep for before, after in pairwise(run))]
    strings = [text[unit.start : unit.end].strip("“”") or " " for unit in run]
    keys = [*map(len, strings)], [s[0] for s in strings], [s[-1] for s in strings], [s[2:4] for s in strings]
    for first, last in sorted({stretch for alike in keys for stretch in _stretches(alike)}):
        fits = least <= last - first <= MAX_MEMBERS and len(strings[first]) <= MAX_UNIT
        if fits and (tied[first] or last - first > 1):
            before = run[first - 1] if tied[first] else None
            after = run[last] if trim == "both" and last < len(run) else None
            yield from _extended(text, before, run[first:last], after)


def _stretches(keys: list) -> Iterator[tuple[int, int]]:
    """Where equal keys stand side by side."""
    borders = [i for i, (before, after) in enumerate(pairwise(keys), 1) if before != after]
    return zip([0, *borders], [*borders, len(keys)], strict=True)


def _extended(text: str, before: Unit | None, chain: list[Unit], after: Unit | None) -> Iterator[Group]:
    """A chain, with the units before and after it trimmed to fit."""
    inner = [(unit.start, unit.end) for unit in chain]
    found = [_group(text, inner)] if len(inner) > 1 else []
    found += [_group(text, [m, *inner], cut) for m, cut in (_left(text, before, inner) if before else ())]
    best = max(found, key=_worth, default=NOTHING)
    if len(inner) == 1 and best.points <= 0:
        return  # two that share nothing share nothing with a third
    if after:
        ends = _right(text, after, inner)
        best = max([best, *(_group(text, [*best.members, m], best.trims + cut) for m, cut in ends)], key=_worth)
    if best.points >= LOOSE or len(best.members) > 3:
        yield from _kept(text, best, before)


def _kept(text: str, group: Group, before: Unit | None) -> Iterator[Group]:
    """The group, if it is good; without its first member where that is cut from the midst of a word."""
    weak = (group.trims or len(group.members) == 2) and len(shared(_strings(text, group.members))) < 2
    if group.trims and weak and before and not _whole(text, before, group.members[0]):
        group = _group(text, group.members[1:])
    if group.points >= LOOSE if len(group.members) > 2 else group.points >= PAIR and not group.trims and not weak:
        yield group


def _whole(text: str, unit: Unit, member: Span) -> bool:
    """Does the member begin with its unit, or at a word of it?"""
    start, end = member
    if not unit.start < start < unit.end or end - start <= 3:
        return True
    words = accumulate(map(len, _dictionary().cut(text[unit.start : unit.end], False)), initial=unit.start)
    return start in words


@cache
def _dictionary():
    import rjieba  # the import alone reads a dictionary

    return rjieba.Jieba()


def _strings(text: str, members: Sequence[Span]) -> list[str]:
    return [text[start:end] for start, end in members]


def _worth(group: Group) -> float:
    return group.points - 9 * (group.points < LOOSE) + 0.7 * len(group.members)


def _left(text: str, unit: Unit, inner: list[Span]) -> Iterator[tuple[Span, int]]:
    """The ends of the unit before a chain that may be its first member, and whether something is cut off."""
    start, end = inner[0]
    even = max(unit.end - (end - start), unit.start)
    cuts = {text.find(_common(text, inner), unit.start, unit.end)}
    beside, member = text[even : unit.end], text[start:end]
    if any(map(eq, beside, member)) or verb_places(beside) & verb_places(member):
        cuts.add(even)
    if _alike(text, unit, inner[0]):
        cuts.add(unit.start)
    for cut in sorted(cuts - {-1}):
        if _balanced(text, cut, unit.end):
            yield (cut, unit.end), int(cut > unit.start and text[cut] != "“")


def _right(text: str, unit: Unit, inner: list[Span]) -> Iterator[tuple[Span, int]]:
    """The beginnings of the unit after a chain that may be its last member, and whether something is cut off."""
    start, end = inner[-1]
    first = unit.start + (text[unit.start] in LEAD_IN and text[unit.start + 1] == text[start])
    reach = min(unit.end, first + MAX_UNIT)
    same = text.find(text[end - 1], first + 1, reach) + 1
    even = min(first + end - start, unit.end)
    cuts = {even, same or unit.end}
    if text[even - 1] != "”" and _alike(text, unit._replace(start=first), inner[-1]):
        cuts.add(unit.end)
    for cut in sorted(cuts):
        whole = cut == unit.end or text[cut] in AFTER or text[cut - 1] == "”"
        if cut <= reach and (whole or cut == same) and _balanced(text, first, cut):
            yield (first, cut), int(not whole)


def _balanced(text: str, start: int, end: int) -> bool:
    return text.count("“", start, end) == text.count("”", start, end)


def _alike(text: str, unit: Unit, member: Span) -> bool:
    """May the whole unit stand beside the member: of the same first or last character, and not too long?"""
    start, end = member
    return unit.end - unit.start <= MAX_UNIT and (
        text[unit.start] == text[start] or text[unit.end - 1] == text[end - 1]
    )


def _common(text: str, members: list[Span]) -> str:
    """What all members begin with; of a single one, its first character."""
    strings = _strings(text, members)
    if len(strings) == 1:
        return strings[0][0]
    low, high = min(strings), max(strings)
    return next((low[:i] for i, c in enumerate(low) if c != high[i : i + 1]), low) or "\n"


def _group(text: str, members: Sequence[Span], trims: int = 0) -> Group:
    points = evidence(_strings(text, members))
    return Group(tuple(members), points - TRIM * trims / len(members), trims)


def _listed(text: str) -> Iterator[Group]:
    for markers in series(text):
        if len(markers) <= MAX_MEMBERS:
            group = heads(text, markers)
            if all(start < end for start, end in group.members):
                yield group


def heads(text: str, markers: list[Span]) -> Group:
    """The heads of a numbered list: the first sentences where these run in parallel, else the first clauses.

    The marker is itself a word that the members share.
    """
    for pattern in (SENTENCE, CLAUSE):
        limits = [*(start for start, _ in markers[1:]), len(text)]
        found = [pattern.match(text, end, limit) for (_, end), limit in zip(markers, limits, strict=True)]
        members = [(end, m.end() if m else end) for (_, end), m in zip(markers, found, strict=True)]
        points = evidence([text[start - 1 : end] for start, end in members])
        if points >= STRICT:
            break
    return Group(tuple(members), max(points, LOOSE))


def _tight(text: str) -> Iterator[Group]:
    """Members that follow each other without a mark (从严从重从快)."""
    for width, pattern in enumerate(TIGHT, 2):
        for found in pattern.finditer(text):
            members = [(at, at + width) for at in range(found.start(), found.end(), width)]
            if len(set(_strings(text, members))) == len(members):
                yield Group(tuple(members), STRICT)


def _laminar(groups: list[Group], length: int) -> list[Group]:
    """The best groups none of which crosses another: apart, or one wholly inside a member of the other."""
    owner, kept = [NOWHERE] * length, []
    for group in sorted(groups, key=lambda g: g.rank):
        if _fits(group, owner, kept):
            kept.append(group)
            for member, (start, end) in enumerate(group.members):
                for at in range(start, end):
                    if owner[at] == NOWHERE or _length(kept, owner[at]) > end - start:
                        owner[at] = (len(kept) - 1, member)
    return kept


def _length(kept: list[Group], owner: tuple[int, int]) -> int:
    start, end = kept[owner[0]].members[owner[1]]
    return end - start


def _fits(group: Group, owner: list[tuple[int, int]], kept: list[Group]) -> bool:
    """Is the group clear of the kept ones, inside one of their members, or around whole groups?"""
    around = {owner[at] for start, end in group.members for at in range(start, end)}
    if len(around) == 1:
        (inside,) = around
        return inside == NOWHERE or kept[inside[0]].members[inside[1]] not in group.members
    return all(_holds(group, kept[other].members) for other, _ in around - {NOWHERE})


def _holds(group: Group, inner: tuple[Span, ...]) -> bool:
    """Does one member of the group hold the whole inner group and more?"""
    low, high = inner[0][0], inner[-1][1]
    return any(start <= low and high <= end and end - start > high - low for start, end in group.members)
