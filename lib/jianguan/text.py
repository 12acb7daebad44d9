"""Bytes to text, and the folded view that every finder reads.

The raw text never changes. A `Folded` view spells the same text in one way (half-width digits and letters,
simplified characters, no invisible characters, hard wraps joined) and knows for each of its characters
where it stands in the raw text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
QUOTES = {ord(a): b for a, b in zip("「」『』﹁﹂", "“”‘’“”", strict=True)}
SPELLING = FULL_WIDTH | QUOTES
INVISIBLE = set("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as finders read it; `offsets[i]` is the raw offset of its i-th character."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of `text[start:end]` (not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(raw: str, base: int = 0) -> Folded:
    """Fold a raw sentence that stands at offset `base` of its document.

    >>> fold("查办３５件").text
    '查办35件'
    >>> fold("查办3\\u200b5\\n  件", base=10).span(2, 5)
    (12, 19)
    """
    spelled = raw.translate(SPELLING)
    if spelled.isprintable():
        return Folded(spelled, range(base, base + len(raw)))
    kept = [i for i, ch in enumerate(spelled) if ch not in INVISIBLE and not _joined(spelled, i)]
    return Folded("".join(spelled[i] for i in kept), [base + i for i in kept])


def _joined(text: str, i: int) -> bool:
    """Is character i part of a hard wrap (a line end and the indent after it)?"""
    return text[i].isspace() and bool(text[i:].lstrip()) and "\n" in text[len(text[:i].rstrip()):len(text) - len(text[i:].lstrip())]
