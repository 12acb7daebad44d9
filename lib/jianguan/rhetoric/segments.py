"""The stretches a document falls into: its body as one text, its numbered lists."""

import re
from bisect import bisect_right
from itertools import zip_longest
from typing import NamedTuple

from jianguan.corpus import Corpus, Passage

Span = tuple[int, int]
Marker = tuple[int, int, tuple, int]  # start, end, style and number

CLAUSE = re.compile(r"[^,;:。!?\n|]+")
SENTENCE = re.compile(r"[^;。!?\n|]+")
QUOTED = re.compile(r"“([^“”\n]{1,120})”")
JOINTS = re.compile("以及|[和与及]")
MARKER = re.compile(
    r"[。;:!?\n,”]\s{0,8}"
    r"(?=(第?[(]?)(?:([一二三四五六七八九十]{1,3})|(\d{1,2}))([是要]|、|[)][、,]?|,|\.(?!\d)))"
)
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


def markers(text: str) -> list[Marker]:
    """The markers of list items (一是, 第二, （三）, 4.)."""
    found = []
    for mark in MARKER.finditer("\n" + text):
        style, number = (mark[1], mark[4][0], bool(mark[3])), int(mark[3]) if mark[3] else numeral(mark[2])
        found.append((mark.start(1) - 1, mark.end(4) - 1, style, number))
    return found


def series(marks: list[Marker]) -> list[list[Span]]:
    """The numbered lists of a text by its markers: for each, where these start and end."""
    lists, running = [], {}
    for start, end, style, number in marks:
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
