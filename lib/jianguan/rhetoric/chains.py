"""Chains: neighbouring units of a text that are alike, with the units beside them that may be trimmed to fit."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

import numpy as np

from jianguan.rhetoric.segments import Span, markers, series
from jianguan.rhetoric.units import CLOSE, KINDS, OPEN, Pages, Units, bound, levels, same_as_next

MAX_UNIT, MAX_MEMBERS = 60, 24
BATCH = 1 << 16  # characters that are looked at together
NO_CHARACTER = len(KINDS)
TIGHT = [re.compile(f"((?![的了和是在与一上中下])[一-鿿])[一-鿿]{{{n}}}(?:\\1[一-鿿]{{{n}}}){{2}}") for n in (1, 2, 3)]


class Chain(NamedTuple):
    """Units from `first` to `last` that are alike; whether the one before and the one after may join them."""

    first: int
    last: int
    before: bool
    after: bool


class Chains(NamedTuple):
    """A text with its chains, the units they are made of, and what else may be parallel in it.

    `found` has the columns of `Chain`. Those of `reach` say of each chain where the first member may begin (from, to),
    where the last one may end (from, to) and how many members there may be (at least, at most).
    """

    text: str
    units: list[Span]  # with those of the texts beside it
    found: np.ndarray
    reach: np.ndarray
    tight: list[tuple[Span, ...]]  # members that follow each other without a mark
    lists: list[list[Span]]  # the markers of numbered lists

    def chain(self, at: int) -> Chain:
        return Chain(*self.found[at].tolist())

    def chains(self) -> Iterator[Chain]:
        return map(Chain._make, self.found.tolist())


def chained(texts: Sequence[str]) -> Iterator[Chains]:
    """The chains of each text."""
    sizes = accumulate(map(len, texts))
    for _, batch in groupby(zip(texts, sizes, strict=True), key=lambda each: each[1] // BATCH):
        yield from _chained([text for text, _ in batch])


def _chained(texts: list[str]) -> Iterator[Chains]:
    pages, marks = bound(texts), [markers(text) for text in texts]
    units, least = _in_a_row(levels(pages, marks), len(pages.text))
    page = pages.page[units.start]
    found = np.column_stack(_alike(units, least, _keys(pages, units)))
    found = found[np.argsort(page[found[:, 0]], kind="stable")]
    start, end = (column - np.array(pages.starts)[page] for column in (units.start, units.end))
    spans = list(zip(start.tolist(), end.tolist(), strict=True))
    reach = _reach(start, end, *found.T)
    borders = np.searchsorted(page[found[:, 0]], np.arange(len(texts) + 1)).tolist()
    for at, (text, tight) in enumerate(zip(texts, _tight(pages), strict=False)):
        mine = slice(*borders[at : at + 2])
        yield Chains(text, spans, found[mine], reach[mine], tight, series(marks[at]))


def _tight(pages: Pages) -> list[list[tuple[Span, ...]]]:
    """For each text, members that follow each other without a mark (从严从重从快)."""
    tight: list[list[tuple[Span, ...]]] = [[] for _ in pages.starts]
    for width, pattern in enumerate(TIGHT, 2):
        same, reached = pages.codes[:-width] == pages.codes[width:], 0
        for at in np.flatnonzero(same[:-width] & same[width:]).tolist():
            if at >= reached and (found := pattern.match(pages.text, at)):
                reached, page = found.end(), pages.page[at]
                members = range(at, reached, width)
                if len({pages.text[start : start + width] for start in members}) == 3:
                    starts = [start - pages.starts[page] for start in members]
                    tight[page].append(tuple((start, start + width) for start in starts))
    return tight


def _reach(start: np.ndarray, end: np.ndarray, *found: np.ndarray) -> np.ndarray:
    """The columns of `Chains.reach`, from where units start and end and from the columns of `Chain`."""
    first, last, before, after = found
    least = last - first + 1
    begin, finish = (start[first - before], start[first]), (end[last], end[last + after])
    return np.column_stack([*begin, *finish, least, least + before + after])


def _alike(units: Units, least: np.ndarray, keys: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    """The columns of chains: neighbours alike in length, first or last character or second word."""
    together = same_as_next(units.run)
    tied = together & same_as_next(units.mark) & (least < 3)
    alike = together & np.array([same_as_next(key) for key in keys])
    first, last = np.divmod(_stretches(alike, tied & (least == 1)), len(least))
    size, length = last - first + 1, keys[0]
    good = (least[first] <= size) & (size <= MAX_MEMBERS) & (length[first] <= MAX_UNIT)
    first, last = first[good], last[good]
    return first, last, tied[first - 1], (together & (least == 1))[last]


def _in_a_row(found: list[tuple[int, Units]], apart: int) -> tuple[Units, np.ndarray]:
    """The units of all levels, no run of one level going on in the next; and the least members of each one's chains."""
    parted = [level._replace(run=level.run + at * apart) for at, (_, level) in enumerate(found)]
    least = np.repeat([least for least, _ in found], [len(level.start) for _, level in found])
    return Units(*map(np.concatenate, zip(*parted, strict=True))), least


def _keys(pages: Pages, units: Units) -> tuple[np.ndarray, ...]:
    """The length, the first and last character and the second word of units without their quotation marks."""
    plain = np.flatnonzero(pages.kinds & (OPEN | CLOSE) == 0)
    at, end = np.searchsorted(plain, units.start), np.searchsorted(plain, units.end)
    empty, start, final = at == end, plain[at], plain[end - 1]
    length = np.where(empty, 1, final - start + 1)
    following = np.append(pages.codes, [NO_CHARACTER] * 3)
    third, fourth = (np.where(length > n, following[start + n], NO_CHARACTER) for n in (2, 3))
    first, last = (np.where(empty, ord(" "), pages.codes[place]) for place in (start, final))
    return length, first, last, third * (NO_CHARACTER + 1) + fourth


def _stretches(alike: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """First and last unit (as one number) of stretches alike in some respect, and of units alone among tied ones."""
    width = alike.shape[1]
    edges = np.flatnonzero(np.diff(alike.ravel(), prepend=False)) % max(width, 1)
    alone = 1 + np.flatnonzero(tied[:-1] & ~(alike[:, :-1] | alike[:, 1:]).all(axis=0))
    return np.unique(np.append(edges[::2] * width + edges[1::2], alone * (width + 1)))
