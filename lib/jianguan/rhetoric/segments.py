"""The stretches a document falls into: its body as one text, the units at each level, its numbered lists."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import NamedTuple

from jianguan.corpus import Corpus, Passage

Span = tuple[int, int]

PIECE = re.compile(r"[^、,+;:。!?\n|]+")
CLAUSE = re.compile(r"[^,;:。!?\n|]+")
SENTENCE = re.compile(r"[^;。!?\n|]+")
QUOTED = re.compile(r"“([^“”\n]{1,120})”")
LINE = re.compile(r"^[^\n]{4,40}[^\n。;!?:,]$", re.MULTILINE)
BREAKS, LINES = frozenset(";:。!?\n|"), frozenset("\n")
JOINTS = re.compile("以及|[和与及]")
MARKER = re.compile(
    r"(?:(?<=[。;:!?\n,”])|^)\s{0,8}(第?[(]?)(?:([一二三四五六七八九十]{1,3})|(\d{1,2}))([是要]|、|[)][、,]?|,|\.(?!\d))"
)
BETWEEN = 4
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}


class Unit(NamedTuple):
    """A unit of a text and the mark that follows it."""

    start: int
    end: int
    sep: str


class Stream(NamedTuple):
    """The body of one document as a single folded text; paragraphs end in a line feed."""

    text: str
    starts: list[int]
    passages: list[Passage]

    def span(self, corpus: Corpus, start: int, end: int) -> tuple:
        """The span columns of `text[start:end]`, which may reach over several sentences."""
        at, until = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        first, last = self.passages[at], self.passages[until]
        raw_start = first.view.offsets[start - self.starts[at]]
        raw_end = last.view.offsets[end - 1 - self.starts[until]] + 1
        return first.doc, first.province, first.sentence, raw_start, raw_end, corpus.text(first.doc)[raw_start:raw_end]


def stream(corpus: Corpus, doc: str) -> Stream:
    """The headings and body sentences of a document joined into one text."""
    passages = sorted([*corpus.headings[doc], *corpus.passages[doc]], key=lambda passage: passage.sentence)
    parts, starts, length = [], [], 0
    for passage, following in zip_longest(passages, passages[1:]):
        starts.append(length)
        parts.append(passage.text if following and following.paragraph == passage.paragraph else passage.text + "\n")
        length += len(parts[-1])
    return Stream("".join(parts), starts, passages)


def runs(text: str) -> Iterator[tuple[list[Unit], str]]:
    """The sequences of units that may run in parallel, level by level, and which ends may be trimmed."""
    pieces = list(_units(_mask(text, "、,+"), PIECE))
    yield from ((run, "both") for run in pieces)
    yield from ((joined, "both") for run in pieces for joined in _joined(text, run))
    seen = {tuple(run) for run in pieces}
    yield from ((run, "both") for run in _units(_mask(text, ","), CLAUSE) if tuple(run) not in seen)
    sentences = [_unmarked(text, run) for run in _units(text, SENTENCE, LINES)]
    yield from ((run, "left") for run in sentences)
    yield from (([_opening(text, unit) for unit in run], "none") for run in sentences)
    yield [_opening(text, run[0]) for run in sentences], "none"
    yield [run[0] for run in sentences], "none"
    yield _headings(text), "none"
    for alike in _recurring(text, [unit for run in sentences for unit in run]):
        yield alike, "none"
        yield [_opening(text, unit) for unit in alike], "none"


def _mask(text: str, marks: str) -> str:
    """The text with the quotation marks around a list turned into breaks."""
    out = list(text)
    for quoted in QUOTED.finditer(text):
        if any(mark in quoted[1] for mark in marks):
            out[quoted.start()] = out[quoted.end() - 1] = "|"
    return "".join(out)


def _units(text: str, pattern: re.Pattern, breaks: frozenset[str] = BREAKS) -> Iterator[list[Unit]]:
    run: list[Unit] = []
    for found in pattern.finditer(text):
        start, end = found.span()
        if found[0].isspace():
            continue
        if run and not breaks.isdisjoint(text[run[-1].end : start]):
            yield run
            run = []
        if pattern is PIECE and text.find("”“", start, end) >= 0:
            run.extend(_split_quotes(text, start, end))
        else:
            run.append(_unit(text, start, end))
    if run:
        yield run


def _split_quotes(text: str, start: int, end: int) -> Iterator[Unit]:
    """A unit cut between quotations that stand side by side (“A”“B”)."""
    cut = text.find("”“", start, end)
    while cut >= 0:
        yield Unit(start, cut + 1, "、")
        start, cut = cut + 1, text.find("”“", cut + 1, end)
    yield _unit(text, start, end)


def _unit(text: str, start: int, end: int) -> Unit:
    while start < end and text[start].isspace():
        start += 1
    return Unit(start, end, text[end : end + 1] or "\n")


def _joined(text: str, run: list[Unit]) -> Iterator[list[Unit]]:
    """Stretches between commas whose last piece holds two (A、B和C), as three pieces."""
    first = 0
    for i, last in enumerate(run):
        if last.sep == "、" and i + 1 < len(run):
            continue
        joint = JOINTS.search(text, last.start + 1, last.end - 1)
        if i > first and joint:
            yield [*run[first:i], Unit(last.start, joint.start(), "、"), Unit(joint.end(), last.end, last.sep)]
        first = i + 1


def _headings(text: str) -> list[Unit]:
    """Short lines without a final mark, list markers left out."""
    lines = [Unit(line.start(), line.end(), "\n") for line in LINE.finditer(text)]
    return _unmarked(text, lines)


def _recurring(text: str, units: list[Unit]) -> Iterator[list[Unit]]:
    """Sentences that begin alike with a few others between them (搭金融桥,…。… 搭人才桥,…。…)."""
    alike: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        alike.setdefault(text[unit.start], []).append(at)
    for places in alike.values():
        for _, near in groupby(zip(places, places[1:], strict=False), key=lambda pair: pair[1] - pair[0] <= BETWEEN):
            pairs = list(near)
            if pairs[0][1] - pairs[0][0] <= BETWEEN:
                yield [units[at] for at in [pairs[0][0], *(after for _, after in pairs)]]


def _unmarked(text: str, run: list[Unit]) -> list[Unit]:
    """Units without their list markers."""
    marks = [MARKER.match(text, unit.start) for unit in run]
    return [u._replace(start=m.end()) if m and m.end() < u.end else u for u, m in zip(run, marks, strict=True)]


def _opening(text: str, unit: Unit) -> Unit:
    found = CLAUSE.match(text, unit.start, unit.end)
    return unit._replace(end=found.end() if found else unit.end)


def series(text: str) -> list[list[Span]]:
    """The numbered lists of a text: for each, where its markers (一是, 第二, （三）, 4.) start and end."""
    lists, running = [], {}
    for found in MARKER.finditer(text):
        style = (found[1], found[4][0], bool(found[3]))
        number = int(found[3]) if found[3] else numeral(found[2])
        if number == 1:
            running[style] = [(found.start(1), found.end())]
            lists.append(running[style])
        elif style in running and number == len(running[style]) + 1:
            running[style].append((found.start(1), found.end()))
    return [markers for markers in lists if len(markers) > 1]


def numeral(written: str) -> int:
    """The value of a small number, in Chinese below 100 or in digits; 0 where it is none.

    >>> numeral("十二"), numeral("两"), numeral("7"), numeral("三四")
    (12, 2, 7, 0)
    """
    if written.isascii():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return DIGITS.get(written, 0)
    return (DIGITS.get(tens, 0) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)
