"""Bytes to text, and the folded view that every finder reads.

The raw text never changes. A `Folded` view spells the same text in one way (half-width digits and letters,
simplified characters, paired quotes, no invisible characters, hard wraps joined) and knows for each of its
characters where it stands in the raw text.
"""

import csv
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
SPACES = dict.fromkeys(map(chr, [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]), " ")
MARKS = dict(zip("「」『』﹁﹂｡､", "“”‘’“”。、", strict=True))
with (Path(__file__).parent / "lexicons/traditional.csv").open(encoding="utf-8", newline="") as _rows:
    TRADITIONAL = {row["traditional"]: row["simplified"] for row in csv.DictReader(_rows)}
SPELLING = TRADITIONAL | FULL_WIDTH | SPACES | MARKS
SPELLED = np.arange(sys.maxunicode + 1, dtype="<u4")
SPELLED[[ord(character) for character in SPELLING]] = [ord(character) for character in SPELLING.values()]
LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
PERSONAL = re.compile(
    r"[A-Za-z0-9_.+-]{1,64}[@＠#][A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,4}"
    r"|(?<![\dA-Za-z])(?:\d{17}[\dXx]|1[3-9]\d{9}|(?:0\d{2,3}[-— ]?)?\d{7,8}(?:-\d{1,6})?)(?![\dA-Za-z])"
)
WESTERN_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff”’)）%％])(?<!^[一二三四五六七八九十])(?<!\s[一二三四五六七八九十])(?<!十[一二三四五六七八九])"
    r"(?:\.(?=\s|$)|．(?=\s|$|[\u4e00-\u9fff“]))",
    re.MULTILINE,
)
PARAGRAPH_END = re.compile(r"[。!?;:][”’)]?\s*\n|\n\s")


class Folded(NamedTuple):
    """A text as finders read it; `offsets[i]` is the raw offset of its i-th character."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of `text[start:end]` (not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(raw: str, base: int = 0) -> Folded:
    """Fold a raw text that stands at offset `base` of its document.

    >>> fold("查辦３５件「假冒」").text
    '查办35件“假冒”'
    >>> fold("查办3\\u200b5\\n  件", base=10).span(2, 5)
    (12, 19)
    """
    return join(spell(raw), base)


def spell(raw: str) -> str:
    """The raw text in one spelling, character for character: same length, same offsets.

    >>> spell('他说："依法，公平"（全文）'), spell("抽检8,642件. 合格率98.9%. ")
    ('他说:“依法,公平”(全文)', '抽检8,642件。 合格率98.9%。 ')
    """
    codes = np.frombuffer(_with_stops(raw).encode("utf-32-le", "surrogatepass"), SPELLED.dtype)
    spelled = SPELLED[codes].tobytes().decode("utf-32-le", "surrogatepass")
    return _pair_quotes(spelled) if '"' in spelled else spelled


def masked(text: str) -> str:
    """Cut text with telephone numbers, e-mail addresses and identity numbers blotted out, at the same length.

    >>> masked("电话:025-83206176 E-mail:jszlw2012#126.com 共3415件")
    '电话:•••••••••••• E-mail:••••••••••••••••• 共3415件'
    """
    return PERSONAL.sub(lambda found: "•" * len(found[0]), text)


def join(spelled: str, base: int = 0) -> Folded:
    """The folded view of a spelled text: line ends with their indents and invisible characters taken out."""
    if spelled.isprintable():
        return Folded(spelled, range(base, base + len(spelled)))
    joined = re.sub(r"\s+", _unwrap, spelled)
    kept = [i for i, character in enumerate(joined) if character.isprintable()]
    return Folded("".join([joined[i] for i in kept]), [base + i for i in kept])


def _unwrap(gap: re.Match) -> str:
    """A gap that holds a line end vanishes between Chinese characters and is one space between Latin words."""
    if not LINE_END.search(gap[0]):
        return gap[0]
    before, after = gap.string[gap.start() - 1 : gap.start()], gap.string[gap.end() : gap.end() + 1]
    words = before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    return "\0" * (len(gap[0]) - 1) + (" " if words else "\0")


def _with_stops(raw: str) -> str:
    """A text that ends its sentences with Western full stops gets Chinese ones; one that has those keeps its dots."""
    stops = raw.count("。")
    if raw.count(".") + raw.count("．") <= stops:
        return raw
    return WESTERN_STOP.sub("。", raw) if len(WESTERN_STOP.findall(raw)) > stops else raw


def _pair_quotes(spelled: str) -> str:
    """Straight quotes are in turn opening and closing; a paragraph's end closes what it left open."""
    pieces, quotes = spelled.split('"'), [""]
    for piece in pieces[:-1]:
        is_open = quotes[-1] == "“" and not PARAGRAPH_END.search(piece)
        quotes.append("”" if is_open else "“")
    return "".join(quote + piece for quote, piece in zip(quotes, pieces, strict=True))
