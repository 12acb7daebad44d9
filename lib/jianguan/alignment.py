"""Which stretches of text run in parallel: 排比 (three or more) and 对偶 (two).

Neighbouring units (see `units`) alike in length, first or last character or second word form a chain; the
units just outside it join with the part that fits (全面实施政治建局、法治立局 …: 政治建局). Chains are scored by
rhythm, shared words and the place of their verbs; lists of names score nothing. The best groups that do not cross
each other stay. Groups are marked strict from a score of 1.2 on; the weights were set on the coded documents.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from math import inf
from operator import eq
from os.path import commonprefix
from typing import NamedTuple

import pandas as pd

from jianguan.corpus import Corpus, span_table
from jianguan.rhetoric.chains import MAX_MEMBERS, MAX_UNIT, Chain, Chains, chained
from jianguan.rhetoric.parallelism import evidence, frame, shared, verb_places
from jianguan.rhetoric.segments import CLAUSE, SENTENCE, Span, stream

COLUMNS = ["group", "kind", "strict", "frame", "member"]
STRICT, LOOSE, PAIR = 1.2, 0.7, 1.7
TRIM, APART = 0.3, 0.3
AFTER = "的地等和与及都为使让也并“”(一二三四五六七八九十两双"
LEAD_IN = "更也还并又而"
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


def find_parallels(corpus: Corpus) -> pd.DataFrame:
    """Groups of parallel members in the body of each document.

    Returns a span table, one row per member, with `group` (document and running number), `kind` (排比 for three
    members or more, 对偶 for two), `strict` (shared words, or the same rhythm with verbs in the same place; else
    loose), `frame` (what the members share, ＿ for what changes; ○ for each character where only the rhythm is
    shared) and `member` (from 1). Groups may nest, whole groups inside one member. List markers and the quotation
    marks around a list are not part of a member.
    """
    rows, bodies = [], [stream(corpus, doc) for doc in corpus.documents.index]
    for doc, body, linked in zip(corpus.documents.index, bodies, chained([body.text for body in bodies]), strict=True):
        for number, group in enumerate(_groups(linked), 1):
            shown = frame(_strings(body.text, group.members))
            kind = "排比" if len(group.members) > 2 else "对偶"
            for member, span in enumerate(group.members, 1):
                row = (f"{doc}-P{number}", kind, group.points >= STRICT, shown, member)
                rows.append(body.span(corpus, *span) + row)
    return span_table(rows, COLUMNS)


def parallels(text: str) -> list[Group]:
    """The groups of a folded text, in reading order."""
    (linked,) = chained([text])
    return _groups(linked)


def _groups(linked: Chains) -> list[Group]:
    found = [group for chain in linked.chains() if (group := group_of(linked, chain))]
    return sorted(laminar([*found, *marked(linked)]), key=lambda group: group.members)


def marked(linked: Chains) -> list[Group]:
    """The groups that need no chain: of numbered lists, and of members without a mark between."""
    return [*_listed(linked), *[Group(members, STRICT) for members in linked.tight]]


def group_of(linked: Chains, chain: Chain) -> Group | None:
    """The best group of a chain and the units before and after it, trimmed to fit; None where it is not good enough."""
    text, inner = linked.text, linked.units[chain.first : chain.last + 1]
    before = linked.units[chain.first - 1] if chain.before else None
    found = [_scored(text, inner)] if len(inner) > 1 else []
    if before:
        found += [_scored(text, [member, *inner], cut) for member, cut in _left(text, before, inner)]
    if not found:
        return None
    best = max(found, key=_worth)
    if len(inner) == 1 and best.points <= 0:
        return None  # two that share nothing share nothing with a third
    if chain.after:
        ends = _right(text, linked.units[chain.last + 1], inner[-1])
        best = max([best, *[_scored(text, [*best.members, m], best.trims + cut) for m, cut in ends]], key=_worth)
    return _pair(text, best) if len(best.members) == 2 else _several(text, best, before)


def _pair(text: str, group: Group) -> Group | None:
    """Two whole units that share two characters or more and much else."""
    good = group.points >= PAIR and not group.trims and len(shared(_strings(text, group.members))) > 1
    return group if good else None


def _several(text: str, group: Group, before: Span | None) -> Group | None:
    """Three members or more; without the first where that is cut from the midst of a word."""
    if group.points < LOOSE and len(group.members) == 3:
        return None
    weak = group.trims and before and len(shared(_strings(text, group.members))) < 2
    if weak and not _whole(text, before, group.members[0]):
        group = _scored(text, group.members[1:])
    return group if len(group.members) > 2 and group.points >= LOOSE else None


def _whole(text: str, unit: Span, member: Span) -> bool:
    """Does the member begin with its unit, or at a word of it?"""
    first, last = unit
    start, end = member
    if not first < start < last or end - start <= 3:
        return True
    return start in accumulate(map(len, _dictionary().cut(text[first:last], False)), initial=first)


@cache
def _dictionary():
    import rjieba  # the import alone reads a dictionary

    return rjieba.Jieba()


def _strings(text: str, members: Sequence[Span]) -> list[str]:
    return [text[start:end] for start, end in members]


def _worth(group: Group) -> float:
    return group.points - 9 * (group.points < LOOSE) + 0.7 * len(group.members)


def _left(text: str, unit: Span, inner: list[Span]) -> list[tuple[Span, int]]:
    """The ends of the unit before a chain that may be its first member, and whether something is cut off."""
    (first, last), (start, end) = unit, inner[0]
    even = max(last - (end - start), first)
    cuts = {text.find(_opening(text, inner), first, last)}
    beside, member = text[even:last], text[start:end]
    if any(map(eq, beside, member)) or (places := verb_places(member)) and places & verb_places(beside):
        cuts.add(even)
    if _alike(text, first, last, inner[0]):
        cuts.add(first)
    cuts.discard(-1)
    return [((cut, last), int(cut > first and text[cut] != "“")) for cut in sorted(cuts) if _balanced(text, cut, last)]


def _right(text: str, unit: Span, member: Span) -> Iterator[tuple[Span, int]]:
    """The beginnings of the unit after a chain that may be its last member, and whether something is cut off."""
    (first, last), (start, end) = unit, member
    first += text[first] in LEAD_IN and text.startswith(text[start], first + 1)
    reach = min(last, first + MAX_UNIT)
    same = text.find(text[end - 1], first + 1, reach) + 1
    even = min(first + end - start, last)
    cuts = {even, same or last}
    if text[even - 1] != "”" and _alike(text, first, last, member):
        cuts.add(last)
    for cut in sorted(cuts):
        whole = cut == last or text[cut] in AFTER or text[cut - 1] == "”"
        if cut <= reach and (whole or cut == same) and _balanced(text, first, cut):
            yield (first, cut), int(not whole)


def _balanced(text: str, start: int, end: int) -> bool:
    return text.count("“", start, end) == text.count("”", start, end)


def _alike(text: str, first: int, last: int, member: Span) -> bool:
    """May a whole unit stand beside the member: of the same first or last character, and not too long?"""
    start, end = member
    return last - first <= MAX_UNIT and (text[first] == text[start] or text[last - 1] == text[end - 1])


def _opening(text: str, members: list[Span]) -> str:
    """What all members begin with; of a single one, its first character."""
    return commonprefix(_strings(text, members)) or "\n" if len(members) > 1 else text[members[0][0]]


def _scored(text: str, members: Sequence[Span], trims: int = 0) -> Group:
    points = evidence(_strings(text, members))
    return Group(tuple(members), points - TRIM * trims / len(members), trims)


def _listed(linked: Chains) -> Iterator[Group]:
    for markers in linked.lists:
        if len(markers) <= MAX_MEMBERS:
            group = heads(linked.text, markers)
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


def laminar(groups: Iterable[Group]) -> list[Group]:
    """The best groups none of which crosses another: apart, or one wholly inside a member of the other."""
    ranked = sorted(dict.fromkeys(groups), key=lambda group: group.rank)
    low = min((group.members[0][0] for group in ranked), default=0)
    owner = [NOWHERE] * max((group.members[-1][1] - low for group in ranked), default=0)
    kept = []
    for group in ranked:
        members = [(start - low, end - low) for start, end in group.members]
        around = set().union(*[owner[start:end] for start, end in members])
        if _fits(group, around, kept):
            kept.append(group)
            for member, (start, end) in enumerate(members):
                own, owned = (len(kept) - 1, member), owner[start:end]
                inside = len(around) == 1  # of a longer member, or of none
                owner[start:end] = [own if inside or _length(kept, o) > end - start else o for o in owned]
    return kept


def _length(kept: list[Group], owner: tuple[int, int]) -> float:
    if owner == NOWHERE:
        return inf
    start, end = kept[owner[0]].members[owner[1]]
    return end - start


def _fits(group: Group, around: set[tuple[int, int]], kept: list[Group]) -> bool:
    """Is the group clear of the kept ones, inside one of their members, or around whole groups?"""
    return len(around) == 1 or all(_holds(group, kept[other].members) for other, _ in around - {NOWHERE})


def _holds(group: Group, inner: tuple[Span, ...]) -> bool:
    """Does one member of the group hold the whole inner group and more?"""
    low, high = inner[0][0], inner[-1][1]
    return any(start <= low and high <= end and end - start > high - low for start, end in group.members)
