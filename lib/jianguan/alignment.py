"""Which stretches of text run in parallel: 排比 (three or more) and 对偶 (two).

Neighbouring units (see `segments`) that share their length, their first or their last character form a chain; the
units just outside it join with the part that fits (全面实施政治建局、法治立局 …: 政治建局). Chains are scored by
rhythm, shared words and the place of their verbs; lists of names score nothing. The best groups that do not cross
each other stay. Groups are marked strict from a score of 1.2 on; the weights were set on the coded documents.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, reduce
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from jianguan.corpus import Corpus, span_table
from jianguan.lexicon import load_lexicon
from jianguan.segments import CLAUSE, SENTENCE, Span, Unit, runs, series, stream

COLUMNS = ["group", "kind", "strict", "frame", "member"]
MAX_UNIT, MAX_MEMBERS, MAX_ALIGNED = 60, 24, 40
STRICT, LOOSE, PAIR = 1.2, 0.8, 1.6
RHYTHM = {2: 0.2, 3: 0.8, 4: 0.7, 5: 0.8, 6: 0.8, 7: 0.9}
EVEN, UNEVEN, SLOPE, WORD, VERB, TRIM, LISTED = 1.1, 1.1, 1.5, 0.6, 0.6, 0.3, 0.4
WEAK = "、,“”的和了"
AFTER = "的地等和与及“”"
NOWHERE = (-1, -1)


class Group(NamedTuple):
    """Members that run in parallel, and how parallel they are per link."""

    members: tuple[Span, ...]
    points: float
    trims: int = 0

    @property
    def rank(self) -> tuple:
        weight = self.points * sum(end - start for start, end in self.members[1:]) ** 0.7
        return len(self.members) < 3, self.points < STRICT, -weight, self.members


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
            shown = frame([body.text[start:end] for start, end in group.members])
            kind = "排比" if len(group.members) > 2 else "对偶"
            for member, span in enumerate(group.members, 1):
                row = (f"{doc}-P{number}", kind, group.points >= STRICT, shown, member)
                rows.append(body.span(corpus, *span) + row)
    return span_table(rows, COLUMNS)


def parallels(text: str) -> list[Group]:
    """The groups of a folded text, in reading order."""
    found = [group for run, trim in runs(text) for group in _chains(text, run, trim)]
    return sorted(_laminar([*found, *_listed(text)], len(text)), key=lambda group: group.members)


def _chains(text: str, run: list[Unit], trim: str) -> Iterator[Group]:
    """Neighbours alike in length, first or last character, with the units beside them trimmed to fit."""
    strings = [text[unit.start : unit.end] or " " for unit in run]
    done = set() if trim == "both" else {(at, at + 1) for at in range(len(run))}
    for alike in (map(len, strings), (s[0] for s in strings), (s[-1] for s in strings)):
        at = 0
        for _, same in groupby(alike):
            chain = (at, at := at + len(list(same)))
            if chain not in done and chain[1] - chain[0] <= MAX_MEMBERS and len(strings[chain[0]]) <= MAX_UNIT:
                done.add(chain)
                yield from _extended(text, run, chain, trim)


def _extended(text: str, run: list[Unit], chain: tuple[int, int], trim: str) -> Iterator[Group]:
    """A chain of the run, with its neighbours trimmed to fit."""
    first, last = chain
    inner = [(unit.start, unit.end) for unit in run[first:last]]
    best = _group(text, inner)
    if trim != "none" and first and run[first - 1].sep == run[first].sep:
        ends = _left(text, run[first - 1], inner)
        best = max([best, *(_group(text, [m, *inner], cut) for m, cut in ends)], key=_worth)
    if trim == "both" and last < len(run):
        ends = _right(text, run[last], inner)
        best = max([best, *(_group(text, [*best.members, m], best.trims + cut) for m, cut in ends)], key=_worth)
    if best.points >= (LOOSE if len(best.members) > 2 else PAIR):
        yield best


def _worth(group: Group) -> float:
    return group.points - 9 * (group.points < LOOSE) + 0.3 * len(group.members)


def _left(text: str, unit: Unit, inner: list[Span]) -> Iterator[tuple[Span, int]]:
    """The ends of the unit before a chain that may be its first member, and whether something is cut off."""
    start, end = inner[0]
    cuts = {max(unit.end - (end - start), unit.start), text.find(_common(text, inner), unit.start, unit.end)}
    if _alike(text, unit, inner[0]):
        cuts.add(unit.start)
    for cut in sorted(cuts - {-1}):
        yield (cut, unit.end), int(cut > unit.start)


def _right(text: str, unit: Unit, inner: list[Span]) -> Iterator[tuple[Span, int]]:
    """The beginnings of the unit after a chain that may be its last member, and whether something is cut off."""
    start, end = inner[-1]
    reach = min(unit.end, unit.start + MAX_UNIT)
    same = text.find(text[end - 1], unit.start + 1, reach) + 1
    cuts = {min(unit.start + end - start, unit.end), same or unit.end}
    if _alike(text, unit, inner[-1]):
        cuts.add(unit.end)
    for cut in sorted(cuts):
        whole = cut == unit.end or text[cut] in AFTER
        if cut <= reach and (whole or cut == same):
            yield (unit.start, cut), int(not whole)


def _alike(text: str, unit: Unit, member: Span) -> bool:
    """May the whole unit stand beside the member: of the same first or last character, and not too long?"""
    start, end = member
    return unit.end - unit.start <= MAX_UNIT and (
        text[unit.start] == text[start] or text[unit.end - 1] == text[end - 1]
    )


def _common(text: str, members: list[Span]) -> str:
    """What all members begin with; of a single one, its first character."""
    strings = [text[start:end] for start, end in members]
    if len(strings) == 1:
        return strings[0][0]
    low, high = min(strings), max(strings)
    return next((low[:i] for i, c in enumerate(low) if c != high[i : i + 1]), low) or "\n"


def _group(text: str, members: Sequence[Span], trims: int = 0) -> Group:
    points = evidence([text[start:end] for start, end in members])
    return Group(tuple(members), points - TRIM * trims / len(members), trims)


def evidence(members: list[str]) -> float:
    """How parallel the members are, per link: rhythm, shared words, verbs in the same place.

    >>> evidence(["政治建局", "法治立局", "科技强局"]) > evidence(["椒江临海", "温岭玉环", "仙居天台"])
    True
    """
    lengths = [len(member) for member in members]
    if len(members) < 2 or min(lengths) < 2 or len(set(members)) < len(members):
        return 0.0
    spread = (max(lengths) - min(lengths)) / max(lengths)
    rhythm = max(UNEVEN - SLOPE * spread, -0.7) if spread else RHYTHM.get(lengths[0], EVEN)
    verbs = VERB if not spread and set.intersection(*map(_verb_places, members)) else 0.0
    shared = _shared(members)
    words = min(sum(WORD / 2 if c in WEAK else WORD for c in shared), 3 * WORD) * min(1, 6 * len(shared) / max(lengths))
    points = rhythm + verbs + words + min(0.1 * (len(members) - 3), 0.3)
    return 0.0 if points >= LOOSE and _names(members) else points


def _shared(members: list[str]) -> str:
    """The characters all members share: by column where they are equally long, else at both ends and between."""
    if len(set(map(len, members))) == 1:
        return "".join(column[0] for column in zip(*members, strict=True) if len(set(column)) == 1)
    low = min(map(len, members))
    head = next((i for i in range(low) if len({m[i] for m in members}) > 1), low)
    tail = next((i for i in range(low - head) if len({m[-1 - i] for m in members}) > 1), low - head)
    if not head + tail:
        return ""
    few = len(members) > 2 and max(map(len, members)) <= MAX_ALIGNED
    inside = reduce(_subsequence, (m[head : len(m) - tail] for m in members)) if few else ""
    return members[0][:head] + inside + members[0][len(members[0]) - tail :]


@cache
def _words(category: str) -> frozenset[str]:
    words = load_lexicon("parallel_words")
    return frozenset(words.loc[words["category"] == category, "term"])


def _verb_places(member: str) -> set[int]:
    verbs = _words("verb")
    places = {i for i in range(len(member) - 1) if member[i : i + 2] in verbs}
    return places | ({0} if member and member[0] in verbs and len(member) in (3, 5) else set())


def leads(member: str) -> bool:
    """Does the member begin with a verb?"""
    return 0 in _verb_places(member)


def _names(members: list[str]) -> bool:
    """Is this a list of offices, people or places?"""
    named = _name_pattern()
    return sum(bool(named.search(member)) for member in members) * 3 >= 2 * len(members)


@cache
def _name_pattern() -> re.Pattern:
    return re.compile(f"(?:{'|'.join(sorted(_words('name_ending')))})$|{'|'.join(sorted(_words('office')))}")


def _listed(text: str) -> Iterator[Group]:
    """The heads of numbered lists: their first sentences where these run in parallel, else their first clauses."""
    for markers in series(text):
        if len(markers) > MAX_MEMBERS:
            continue
        heads = [_group(text, opening(text, markers, pattern)) for pattern in (SENTENCE, CLAUSE)]
        group = next((g for g in heads if g.points + LISTED >= STRICT), heads[-1])
        yield group._replace(points=max(group.points + LISTED, LOOSE))


def opening(text: str, markers: list[Span], pattern) -> list[Span]:
    """The first sentence or clause (by its pattern) after each marker of a list."""
    return [(end, found.end() if (found := pattern.match(text, end)) else end + 1) for _, end in markers]


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


def frame(members: list[str]) -> str:
    """What the members share, with ＿ for the rest; ○ for each character where they share rhythm alone.

    >>> frame(["政治建局", "法治立局", "科技强局"])
    '＿局'
    >>> frame(["保安全", "促发展"])
    '○○○'
    """
    shared = reduce(_subsequence, members)
    if not shared.strip("、,“”"):
        even = len(set(map(len, members))) == 1
        return "".join(c if c in shared else "○" for c in members[0]) if even else "＿"
    slots = [False] * (len(shared) + 1)
    for member in members:
        at = 0
        for i, c in enumerate(shared):
            found = member.find(c, at)
            slots[i] |= found > at
            at = found + 1
        slots[-1] |= at < len(member)
    return "".join("＿" * slot + c for slot, c in zip(slots, [*shared, ""], strict=True))


def _subsequence(a: str, b: str) -> str:
    """The longest common subsequence of two strings."""
    row = [""] * (len(b) + 1)
    for x in a:
        above, row = row, [""]
        for j, y in enumerate(b):
            row.append(above[j] + x if x == y else max(above[j + 1], row[j], key=len))
    return row[-1]
