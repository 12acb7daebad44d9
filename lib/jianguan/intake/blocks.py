"""The lines of a text -> blocks: a paragraph each, however its lines were broken.

Hard-wrapped lines are joined, a page saved as one single line is cut at its gaps, and a block knows for each of its
folded characters where it stands in the raw text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from jianguan.intake.shapes import LONG, PAGE_NUMBER, SENTENCE_END
from jianguan.text import Folded, join


@dataclass(slots=True)
class Block:
    """A paragraph or line: its folded text, its kind (title, heading, body, cut), and the rule that cut it."""

    view: Folded
    kind: str = ""
    rule: str = ""
    text: str = field(init=False)

    def __post_init__(self):
        self.text = self.view.text

    @property
    def span(self) -> tuple[int, int]:
        return self.view.span(0, len(self.view.text))

    @property
    def is_prose(self) -> bool:
        """Whole sentences, which no title or heading is."""
        text = self.text
        if self.rule or "。" in text or len(text) > 2 * LONG:
            return not self.rule
        ends = text[-1] == ";" or (len(text) > 40 and bool(SENTENCE_END.search(text[-2:])))
        return ends or (len(text) > 24 and text[-1] in "?!" and "," in text)


def read_blocks(spelled: str) -> list[Block]:
    """The non-empty lines, hard-wrapped ones joined; the words of a page saved as one line count as lines."""
    lines, position = [], 0
    for line in spelled.splitlines(keepends=True):
        text = line.strip()
        if text:
            start = position + line.index(text[0])
            lines.append((start, start + len(text)))
        position += len(line)
    if len(lines) <= 2 and any(end - start > 300 for start, end in lines):
        lines = [piece for line in lines for piece in _pieces(spelled, *line)]
    else:
        lines = list(_unwrapped(spelled, lines))
    views = (join(spelled[start:end], start) for start, end in lines)
    return [Block(view) for view in views if view.text]


def _pieces(spelled: str, start: int, end: int) -> list[tuple[int, int]]:
    """One long line, cut at the gaps that stand outside brackets and not between Latin words or numbers."""
    pieces, depth, begin = [], 0, start
    for gap in re.finditer(r"[(《“\[]|[)》”\]]|\s+", spelled[start:end]):
        if not gap[0].isspace():
            depth = max(0, depth + (1 if gap[0] in "(《“[" else -1))
            continue
        at, to = start + gap.start(), start + gap.end()
        if depth == 0 and not (spelled[at - 1].isascii() and spelled[to : to + 1].isascii()):
            pieces.append((begin, at))
            begin = to
    return [*pieces, (begin, end)]


def _unwrapped(spelled: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines joined to paragraphs, where enough of them are about as long as the most frequent length."""
    width = _width(spelled, lines)
    if not width:
        yield from lines
        return
    times = Counter(spelled[start:end] for start, end in lines)
    start, end = lines[0]
    last_line = end - start
    for following, stop in lines[1:]:
        is_full = width - 3 <= last_line <= 1.2 * width
        near = spelled[start:end], spelled[following:stop]
        is_page_end = any(PAGE_NUMBER.fullmatch(line) or times[line] > 1 for line in near)
        is_wrap = is_full and not is_page_end and not re.search(r"\n\s", spelled[end:following].replace("\r\n", "\n"))
        if not is_wrap:
            yield start, end
            start = following
        last_line, end = stop - following, stop
    yield start, end


def _width(spelled: str, lines: list[tuple[int, int]]) -> int:
    """The length at which a text was wrapped; 0 where its lines are paragraphs.

    Enough of the long lines have about this length, hardly any is longer, and most of them break off inside a sentence
    (a list of links also has lines of one length, but they hold no sentences).
    """
    lengths = Counter(end - start for start, end in lines if end - start >= 15)
    width = max(lengths, key=lambda n: (lengths[n] + lengths[n - 1] + lengths[n - 2], n), default=0)
    full = [spelled[start:end] for start, end in lines if width - 3 <= end - start <= width + 1]
    longer = sum("。" in spelled[start:end] for start, end in lines if end - start > width + 3)
    broken = sum(bool(re.search("[,。;、].", text)) and text[-1] not in "。;:!?)”…" for text in full)
    is_wrapped = len(full) >= max(3, 0.3 * lengths.total()) and longer <= 0.1 * len(full) and 2 * broken > len(full)
    return width if is_wrapped else 0
