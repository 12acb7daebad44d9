"""The stretches a document falls into: its body as one text, the units at each level, its numbered lists."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import NamedTuple

from jianguan.corpus import Corpus, Passage

Span = tuple[int, int]
Unit = tuple[int, int, str]  # start, end and the mark that follows

CLAUSE = re.compile(r"[^,;:。!?\n|]+")
SENTENCE = re.compile(r"[^;。!?\n|]+")
PIECES, CLAUSES, SENTENCES = (re.compile(rf"[^\s{m}][^{m}]*") for m in ("、,+;:。!?\n|", ",;:。!?\n|", ";。!?\n|"))
QUOTED = re.compile(r"“([^“”\n]{1,120})”")
BETWEEN_BREAKS = re.compile(r"[^;:。!?\n|]+")
SEVERAL, MIXED = re.compile("[、,+]|”“"), re.compile("[、+|]|”“")
NO_HEADING = frozenset("。;!?:,")
JOINTS = re.compile("以及|[和与及]")
MARKER = re.compile(
    r"[。;:!?\n,”]\s{0,8}"
    r"(?=(第?[(]?)(?:([一二三四五六七八九十]{1,3})|(\d{1,2}))([是要]|、|[)][、,]?|,|\.(?!\d)))"
)
BETWEEN = 4
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}


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


def levels(text: str) -> dict[str, list[list[Unit]]]:
    """The sequences of units that may run in parallel, by which of the units beside a chain may be trimmed to fit.

    Of pieces and clauses `both`; of sentences of one line those to the `left`; of their openings, of headings and of
    sentences that stand apart `none`, and these count from three on.
    """
    listed, clausal = _mask(text, "、,+"), _mask(text, ",")
    pieces = [_pieces(listed, *span) for span in _spans(listed, SEVERAL)]
    clauses = [_units(clausal, CLAUSES, *span) for span in _spans(clausal, MIXED, listed)]
    joined = [three for run in pieces for three in _joined(text, run)]
    lines = [*_lines(text)]
    marks = {start: end for start, end, *_ in _markers(text)}
    sentences = [_unmarked(run, marks) for line in lines if (run := _units(text, SENTENCES, *line))]
    openings = [[_opening(text, *unit) for unit in run] for run in sentences]
    headings = _unmarked([(*line, "\n") for line in lines if _is_heading(text, *line)], marks)
    apart = [*openings, headings, *_apart(text, sentences), *_apart(text, openings)]
    return {
        "both": [run for run in [*pieces, *joined, *clauses] if len(run) > 1],
        "left": [run for run in sentences if len(run) > 1],
        "none": [run for run in apart if len(run) > 2],
    }


def _apart(text: str, level: list[list[Unit]]) -> Iterator[list[Unit]]:
    """The first unit of each line; units that begin alike with a few others between them."""
    yield [run[0] for run in level]
    units = [unit for run in level for unit in run]
    yield from ([units[at] for at in near] for near in _recurring(text, units))


def _mask(text: str, marks: str) -> str:
    """The text with the quotation marks around a list turned into breaks."""
    return QUOTED.sub(lambda quoted: quoted[0] if frozenset(marks).isdisjoint(quoted[1]) else f"|{quoted[1]}|", text)


def _spans(text: str, marks: re.Pattern, marked: str | None = None) -> Iterator[Span]:
    """The stretches between breaks that hold one of the marks."""
    for stretch in BETWEEN_BREAKS.finditer(text):
        if marks.search(marked or text, *stretch.span()):
            yield stretch.span()


def _units(text: str, pattern: re.Pattern, start: int, end: int) -> list[Unit]:
    """The units of a stretch, without the blanks before them."""
    found = pattern.finditer(text, start, end)
    return [(*unit.span(), text[unit.end() : unit.end() + 1] or "\n") for unit in found]


def _pieces(text: str, start: int, end: int) -> list[Unit]:
    """The pieces of a stretch, cut also between quotations that stand side by side (“A”“B”)."""
    units = _units(text, PIECES, start, end)
    if text.find("”“", start, end) < 0:
        return units
    return [part for unit in units for part in _split_quotes(text, unit)]


def _split_quotes(text: str, unit: Unit) -> Iterator[Unit]:
    start, end, sep = unit
    while (cut := text.find("”“", start, end)) >= 0:
        yield start, cut + 1, "、"
        start = cut + 1
    yield start, end, sep


def _joined(text: str, run: list[Unit]) -> Iterator[list[Unit]]:
    """Stretches between commas whose last piece holds two (A、B和C), as three pieces."""
    first = 0
    for i, (start, end, sep) in enumerate(run):
        if sep == "、" and i + 1 < len(run):
            continue
        joint = JOINTS.search(text, start + 1, end - 1) if i > first else None
        if joint:
            yield [*run[first:i], (start, joint.start(), "、"), (joint.end(), end, sep)]
        first = i + 1


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _is_heading(text: str, start: int, end: int) -> bool:
    """Is the line short and without a final mark?"""
    return 5 <= end - start <= 41 and text[end - 1] not in NO_HEADING


def _recurring(text: str, units: list[Unit]) -> Iterator[list[int]]:
    """Where sentences begin alike with a few others between them (搭金融桥,…。… 搭人才桥,…。…)."""
    alike: dict[str, list[int]] = {}
    for at, (start, _, _) in enumerate(units):
        alike.setdefault(text[start], []).append(at)
    for places in alike.values():
        if len(places) > 2:
            borders = [i for i, (a, b) in enumerate(pairwise(places), 1) if b - a > BETWEEN]
            yield from (places[first:last] for first, last in pairwise([0, *borders, len(places)]))


def _unmarked(run: list[Unit], marks: dict[int, int]) -> list[Unit]:
    """Units without their list markers."""
    return [(marks[start], end, sep) if marks.get(start, end) < end else (start, end, sep) for start, end, sep in run]


def _opening(text: str, start: int, end: int, sep: str) -> Unit:
    found = CLAUSE.match(text, start, end)
    return start, found.end() if found else end, sep


def _markers(text: str) -> Iterator[tuple[int, int, tuple, int]]:
    """The markers of list items (一是, 第二, （三）, 4.): start, end, style and number."""
    for found in MARKER.finditer("\n" + text):
        style = (found[1], found[4][0], bool(found[3]))
        yield found.start(1) - 1, found.end(4) - 1, style, int(found[3]) if found[3] else numeral(found[2])


def series(text: str) -> list[list[Span]]:
    """The numbered lists of a text: for each, where its markers (一是, 第二, （三）, 4.) start and end."""
    lists, running = [], {}
    for start, end, style, number in _markers(text):
        if number == 1:
            running[style] = [(start, end)]
            lists.append(running[style])
        elif style in running and number == len(running[style]) + 1:
            running[style].append((start, end))
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
