"""How much room words take on a slide: measured with the project's fonts, with something to spare for other people's.

The project's Latin letters run 2 to 8 % wider than those of Arial; a Chinese character is as wide as high in any font.
Some programs set a little space between Chinese and Latin: one before each Latin word is measured with it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from jianguan.html.prose import HAN
from jianguan.style import style
from jianguan.typeset import width, wrap

TITLE = (28, 26, 24)  # points: what a title may shrink to, so that it takes few lines
HEAD, MEASURE, BODY, TABLE, SMALL, FOOT = 20, 18, 20, 18, 16, 12
CHART = (18, 16)  # a chart of many rows is smaller
SAFETY = 0.94
BORDER = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9(])")
TIED = "\u00a0"  # the space at which no line breaks, as wide as an i
CHINESE = re.compile(rf"[{HAN}]")
IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")  # all as wide, in whatever font


def broken(text: str, inches: float, size: float, bold: bool = False) -> list[str]:
    """A text in the lines it will take."""
    return list(_broken(text, inches, size, bold, style().lang, style().fonts))


@lru_cache(10_000)
def _broken(text: str, inches: float, size: float, bold: bool, *_fonts) -> tuple[str, ...]:
    parts = [wrap(part, SAFETY * inches * 72, size, bold) for part in _alike(text).split("\n")]
    return tuple(line for part in parts for line in part or [""])


def in_lines(text: str, inches: float, size: float) -> str:
    """A text with its lines broken, for places where programs do not break them.

    >>> in_lines("Jiangsu 2020", 1, 18)
    'Jiangsu\\n2020'
    """
    found, rest = [], text
    for line in broken(text, inches, size):
        places = [n for n, character in enumerate(rest, start=1) if character == TIED or not character.isspace()]
        end = places[len("".join(line.split())) - 1]
        found.append(rest[:end].strip())
        rest = rest[end:]
    return "\n".join(found)


def _alike(text: str) -> str:
    """A text that takes as much room, in characters that the project's fonts have."""
    return IDEOGRAPH.sub("中", BORDER.sub(" ", text)).replace(TIED, "i")


def lines(text: str, inches: float, size: float, bold: bool = False) -> int:
    """How many lines a text takes.

    >>> lines("市场监管", 1, 20), lines("a\\nb", 1, 20)
    (2, 2)
    """
    return len(broken(text, inches, size, bold))


def line_height(text: str, size: float) -> float:
    """The height of a line in inches: Chinese fonts stand further apart."""
    return size / 72 * (1.33 if CHINESE.search(text) else 1.2)


def height(text: str, inches: float, size: float, bold: bool = False) -> float:
    """The height of a text in inches; nothing where there is none."""
    return lines(text, inches, size, bold) * line_height(text, size) if text else 0.0


def longest(texts: Iterable[str], size: float, bold: bool = False) -> float:
    """The width in inches that the longest of some texts needs to stay on one line."""
    return max((width(_alike(text), size, bold) for text in texts), default=0.0) / SAFETY / 72 + 0.01


def fitting(text: str, inches: float, sizes: Sequence[float], most: int) -> float:
    """The first of the sizes in which a bold text takes no more than so many lines, else the last."""
    return next((size for size in sizes if lines(text, inches, size, bold=True) <= most), sizes[-1])


def clipped(text: str, inches: float, size: float, most: int, *, bold: bool = False) -> str:
    """A text in at most so many lines, cut with … where it is longer.

    >>> clipped("市场监管局", 1, 20, 1), clipped("市场", 1, 20, 1)
    ('市场…', '市场')
    """
    if lines(text, inches, size, bold) <= most:
        return text
    too_long = bisect_right(range(1, len(text)), most, key=lambda n: lines(text[:n] + "…", inches, size, bold))
    return text[:too_long].rstrip(" ,;，；、") + "…"


def whole_sentences(text: str, inches: float, size: float, most: int) -> str:
    """As many whole sentences of a text, from its beginning, as stand in so many lines; at least a part of one.

    >>> whole_sentences("One text. It holds 3.5 items.", 1, 12, 1)
    'One text.'
    """
    ends = [sentence.end() for sentence in re.finditer(r"[.?!](?=\s|$)|[。？！]", text)]
    fits = (text[:end] for end in reversed([*ends, len(text)]) if lines(text[:end], inches, size) <= most)
    return next(fits, "") or clipped(text, inches, size, most)
