"""The units of a text that may run in parallel, at each level, as arrays: a text is cut in a few passes over it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from jianguan.rhetoric.segments import JOINTS, Marker

ITEM, COMMA, COLON, STOP, OPEN, CLOSE, BLANK, SEAM = (1 << bit for bit in range(8))
CLAUSE, BREAK, LINE_END = COMMA | COLON | STOP, COLON | STOP, STOP | BLANK
MARKS = {ITEM: "、+", COMMA: ",", COLON: ":", STOP: ";。!?\n|", OPEN: "“", CLOSE: "”"}
BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
KINDS = np.zeros(0x110000, np.uint8)
for _kind, _marks in {**MARKS, BLANK: BLANKS}.items():
    KINDS[[*map(ord, _marks)]] |= _kind
LISTING, BAR = map(ord, "、|")
LONGEST_QUOTATION, SHORTEST_HEADING, LONGEST_HEADING, BETWEEN = 120, 5, 41, 4


class Units(NamedTuple):
    """Units of a text, run after run: the members of a group are neighbours in a run."""

    start: np.ndarray
    end: np.ndarray
    mark: np.ndarray  # the character that follows
    run: np.ndarray

    def take(self, which: np.ndarray) -> "Units":
        return Units(*(column[which] for column in self))


class Pages(NamedTuple):
    """Texts one after the other, each closed by a line end; `page` is the text that a character belongs to."""

    text: str
    starts: list[int]
    codes: np.ndarray
    kinds: np.ndarray
    page: np.ndarray


def bound(texts: Sequence[str]) -> Pages:
    """The texts as one, so that they cost what one text of their length costs."""
    text = "".join([text + "\n" for text in texts])
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = [len(text) + 1 for text in texts]
    return Pages(text, [0, *accumulate(lengths)], codes, KINDS[codes], np.repeat(np.arange(len(texts)), lengths))


def levels(pages: Pages, marks: Sequence[list[Marker]]) -> list[tuple[int, Units]]:
    """The sequences of units that may run in parallel, with the number of alike neighbours that make a chain.

    By that number, units beside a chain may be trimmed to fit: with 1 (pieces, clauses) on both sides, with 2
    (sentences of a line) the one before, with 3 (openings, headings, sentences that stand apart) none.
    """
    unmarked = np.arange(len(pages.text))
    for base, mine in zip(pages.starts, marks, strict=False):
        for start, end, *_ in mine:
            unmarked[base + start] = base + end
    pieces, clauses = _within_sentences(pages)
    sentences = _without(unmarked, _cut(pages.codes, pages.kinds, STOP, pages.kinds == LINE_END))
    openings, headings = _openings(pages.kinds, sentences), _without(unmarked, _headings(pages))
    apart = [openings, headings, *_apart(pages, sentences), *_apart(pages, openings)]
    both = [pieces, _joined(pages.text, pieces), clauses]
    return [*[(1, level) for level in both], (2, sentences), *[(3, level) for level in apart]]


def _cut(codes: np.ndarray, kinds: np.ndarray, marks: int, breaks: np.ndarray) -> Units:
    """The stretches between marks, without the blanks before them; a run reaches to a break."""
    end = np.flatnonzero(kinds & marks)
    start = np.append(0, (end + (kinds[end] != SEAM))[:-1])
    if (kinds[start] == BLANK).any():
        solid = np.flatnonzero(kinds != BLANK)
        start = solid[np.searchsorted(solid, start)]
    start, end = start[start < end], end[start < end]
    return Units(start, end, np.where(kinds[end] == SEAM, LISTING, codes[end]), np.cumsum(breaks)[start])


def _within_sentences(pages: Pages) -> tuple[Units, Units]:
    """Pieces, cut also between quotations side by side (“A”“B”); and clauses, where those are not the same."""
    codes, (listed, clausal) = pages.codes, _opened(pages.kinds)
    listed[1:][(listed[:-1] == CLOSE) & (listed[1:] == OPEN)] = SEAM
    pieces = _cut(codes, listed, ITEM | SEAM | CLAUSE, listed & BREAK > 0)
    clauses = _cut(codes, clausal, CLAUSE, clausal & BREAK > 0)
    differ = np.zeros(len(codes) + 1, bool)
    differ[np.cumsum(clausal & BREAK > 0)[(listed != clausal) | (listed == ITEM)]] = True
    return pieces, clauses.take(differ[clauses.run])


def _opened(kinds: np.ndarray) -> Iterator[np.ndarray]:
    """The kinds with the quotation marks around a list turned into breaks: around any list; around one of clauses."""
    borders = np.flatnonzero((kinds & (OPEN | CLOSE) > 0) | (kinds == LINE_END))
    first, last = borders[:-1], borders[1:]
    length = last - first - 1
    quoted = (kinds[first] == OPEN) & (kinds[last] == CLOSE) & (length > 0) & (length <= LONGEST_QUOTATION)
    first, last = first[quoted], last[quoted]
    for marks in (ITEM | COMMA, COMMA):
        places, opened = np.flatnonzero(kinds & marks), kinds.copy()
        listing = np.searchsorted(places, first) < np.searchsorted(places, last)
        opened[first[listing]] = opened[last[listing]] = STOP
        yield opened


def _joined(text: str, pieces: Units) -> Units:
    """Stretches between commas whose last piece holds two (A、B和C), as three pieces."""
    last = np.flatnonzero(~((pieces.mark == LISTING) & same_as_next(pieces.run)))
    first = np.append(0, last[:-1] + 1)
    lists = np.array([*_doubles(text, pieces, first[first < last], last[first < last])], np.int64).reshape(-1, 4)
    which = [at for first, last, *_ in lists.tolist() for at in (*range(first, last + 1), last)]
    first, last, start, end = lists.T
    sizes = last - first + 2
    half = np.cumsum(sizes) - 1
    joined = pieces.take(np.array(which, np.int64))._replace(run=np.repeat(np.arange(len(lists)), sizes))
    joined.end[half - 1], joined.mark[half - 1], joined.start[half] = start, LISTING, end
    return joined


def _doubles(text: str, pieces: Units, first: np.ndarray, last: np.ndarray) -> Iterator[tuple[int, int, int, int]]:
    """The lists whose last piece holds two, by their first and last piece, and where that one is joined."""
    inner = pieces.start[last] + 1, pieces.end[last] - 1
    for *places, start, end in zip(*(column.tolist() for column in (first, last, *inner)), strict=True):
        if joint := JOINTS.search(text, start, end):
            yield (*places, *joint.span())


def same_as_next(values: np.ndarray) -> np.ndarray:
    """For each value, whether the next one is the same."""
    same = np.zeros(len(values), bool)
    same[:-1] = values[1:] == values[:-1]
    return same


def _without(unmarked: np.ndarray, units: Units) -> Units:
    """Units without their list markers."""
    start = unmarked[units.start]
    return units._replace(start=np.where(start < units.end, start, units.start))


def _openings(kinds: np.ndarray, sentences: Units) -> Units:
    """The first clauses of sentences."""
    marks = np.flatnonzero(kinds & CLAUSE)
    first = marks[np.searchsorted(marks, sentences.start)]
    end = np.where(first > sentences.start, np.minimum(first, sentences.end), sentences.end)
    return sentences._replace(end=end)


def _headings(pages: Pages) -> Units:
    """Lines that are short and without a final mark."""
    codes, kinds = pages.codes, pages.kinds
    end = np.flatnonzero(kinds == LINE_END)
    start, final = np.append(0, end[:-1] + 1), end - 1
    short = (end - start >= SHORTEST_HEADING) & (end - start <= LONGEST_HEADING)
    at = np.flatnonzero(short & ((kinds[final] & CLAUSE == 0) | (codes[final] == BAR)))
    return Units(start[at], end[at], codes[end[at]], pages.page[start[at]])


def _apart(pages: Pages, units: Units) -> Iterator[Units]:
    """The first unit of each line; units that begin alike with a few others between them (搭金融桥,…。… 搭人才桥,…)."""
    first = np.flatnonzero(np.diff(units.run, prepend=-1))
    yield units.take(first)._replace(run=pages.page[units.start[first]])
    opening = pages.page[units.start] * len(KINDS) + pages.codes[units.start]
    order = np.argsort(opening, kind="stable")
    opening = opening[order]
    apart = (np.diff(opening, prepend=opening[:1]) != 0) | (np.diff(order, prepend=order[:1]) > BETWEEN)
    yield units.take(order)._replace(run=np.cumsum(apart))
