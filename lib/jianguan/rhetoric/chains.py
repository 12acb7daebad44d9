"""Chains: neighbouring units of a text that are alike, with the units beside them that may be trimmed to fit."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

import numpy as np

from jianguan.rhetoric.segments import Span
from jianguan.rhetoric.units import CLOSE, KINDS, OPEN, Pages, Units, bound, levels, same_as_next

MAX_UNIT, MAX_MEMBERS = 60, 24
BATCH = 1 << 18  # characters that are looked at together
NO_CHARACTER = len(KINDS)


class Chain(NamedTuple):
    """Units from `first` to `last` that are alike; whether the one before and the one after may join them."""

    first: int
    last: int
    before: bool
    after: bool


class Chains(NamedTuple):
    """A text, the units in it (those of the texts beside it among them), its chains, and how far each may reach.

    Of `reach` the columns are: where the first member may begin, from and to; where the last one may end, from and
    to; how many members there may be, at least and at most.
    """

    text: str
    units: list[Span]
    found: list[Chain]
    reach: np.ndarray


def chained(texts: Sequence[str]) -> Iterator[Chains]:
    """The chains of each text."""
    sizes = accumulate(map(len, texts))
    for _, batch in groupby(zip(texts, sizes, strict=True), key=lambda each: each[1] // BATCH):
        yield from _chained([text for text, _ in batch])


def _chained(texts: list[str]) -> Iterator[Chains]:
    pages = bound(texts)
    units, least = _in_a_row(levels(texts, pages), len(pages.text))
    page = pages.page[units.start]
    chains = _alike(units, least, _keys(pages, units))
    base = np.array(pages.starts)[page]
    units = units._replace(start=units.start - base, end=units.end - base)
    order = np.argsort(page[chains[0]], kind="stable")
    ends = np.cumsum(np.bincount(page[chains[0]], minlength=len(texts))).tolist()
    spans = list(zip(units.start.tolist(), units.end.tolist(), strict=True))
    chains = [column[order] for column in chains]
    found = list(map(Chain._make, zip(*(column.tolist() for column in chains), strict=True)))
    reach = _reach(units, *chains)
    for text, start, end in zip(texts, [0, *ends], ends, strict=False):
        yield Chains(text, spans, found[start:end], reach[start:end])


def _reach(units: Units, first: np.ndarray, last: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    least = last - first + 1
    begin = units.start[first - before], units.start[first]
    end = units.end[last], units.end[last + after]
    return np.column_stack([*begin, *end, least, least + before + after])


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
