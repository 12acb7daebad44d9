"""The words around a chart: measured, broken into lines, and placed so that nothing is clipped or overlaps.

A framed figure has, from the top: title, subtitle, the chart, and the note; all left-aligned at the same margin.
"""

import logging
import re
import unicodedata
from collections import ChainMap
from collections.abc import Mapping
from functools import cache
from math import fsum
from pathlib import Path

from fontTools.ttLib import TTFont
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from jianguan.errors import ConfigError
from jianguan.style import style

SUBSTITUTE = "〓"  # the printer's mark for a character the font does not have
NOT_FIRST = "、。，．・：；？！）》〉」』】〕”’％‰°,.:;?!)]}%…—～·"
NOT_LAST = "（《〈「『【〔“‘([{￥$#"
PAUSES = "，；：。,;:"
PIECE = re.compile(r"\d[\d,.]*[万亿]{0,2}[\u4e00-\u9fff]?|[^\s\u2e80-\uffef]{1,200} *|.", re.DOTALL)
log = logging.getLogger("jianguan")


@cache
def advances(path: Path) -> dict[int, float]:
    """The characters of a font, each with its width as a part of the font size."""
    with TTFont(path, lazy=True) as font:
        metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


def _widths(bold: bool) -> Mapping[int, float]:
    """The characters text may use, with the widths it will have."""
    now = style()
    latin = advances(now.latin[bold]) if now.latin and now.lang == "en" else {}
    return ChainMap(latin, advances(now.fonts[bold]))


def printable(text: str) -> str:
    """`text` as the font can show it: control characters out, a character without a glyph reported and shown as 〓.

    >>> printable("监\\x0b管")
    '监管'
    """
    has = _widths(bold=False)
    for character in sorted({c for c in text if ord(c) not in has and not _invisible(c)}):
        name = unicodedata.name(character, "unnamed")
        log.warning("font: no glyph for U+%04X %s; shown as %s", ord(character), name, SUBSTITUTE)
    return "".join(c if ord(c) in has or c == "\n" else SUBSTITUTE for c in text if c == "\n" or not _invisible(c))


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text in points."""
    known = _widths(bold)
    # `fsum`, for from Python 3.12 on `sum` rounds floats otherwise, and a chart would move by a hair.
    return size * fsum(known.get(ord(character), 1.0) for character in text)


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `room` points.

    English breaks between words, Chinese between characters; no line starts with 、。）》 or ends with （《 (as in
    the Chinese national rules of layout, CLREQ), and a number keeps its unit sign.

    >>> wrap("只有湖南报告结果，其余均无。", 65, 10)
    ['只有湖南报告', '结果，其余均', '无。']
    """
    lines, line = [], ""
    for stretch in stretches(printable(" ".join(str(text).split()))):
        if line and width(line + stretch.rstrip(), size, bold) > room:
            lines.append(line)
            line = ""
        line += stretch
        while width(line.rstrip(), size, bold) > room and len(line) > 1:
            fits = max(1, sum(width(line[: i + 1], size, bold) <= room for i in range(len(line))))
            lines.append(line[:fits])
            line = line[fits:]
    return [line.strip() for line in [*lines, line] if line.strip()]


def stretches(text: str) -> list[str]:
    """The text in pieces that no line break may divide."""
    found: list[str] = []
    for piece in PIECE.findall(text):
        if found and (piece[0] in NOT_FIRST or found[-1].rstrip()[-1:] in NOT_LAST):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def balanced(text: str, room: float, size: float) -> list[str]:
    """A bold title in the fewest lines, broken after a comma if one stands well, else into nearly equal lengths.

    >>> balanced("one two three four five", 80, 10)
    ['one two three', 'four five']
    """
    every = [wrap(text, part / 100 * room, size, bold=True) for part in range(100, 55, -5)]
    fewest = [lines for lines in every if len(lines) == len(every[0])]
    fewest += [lines for lines in _broken_at_pauses(text, room, size) if len(lines) == len(every[0])]
    return max(enumerate(fewest), key=lambda entry: (sum(line[-1] in PAUSES for line in entry[1][:-1]), entry[0]))[1]


def _broken_at_pauses(text: str, room: float, size: float) -> list[list[str]]:
    """The text in two lines, broken after each of its pauses where both lines have room, the most even last."""
    lines = [[text[: at + 1].strip(), text[at + 1 :].strip()] for at, mark in enumerate(text) if mark in PAUSES]
    wide = [[width(line, size, bold=True) for line in pair] for pair in lines]
    fits = [(max(w), pair) for w, pair in zip(wide, lines, strict=True) if max(w) <= room and pair[1] and _may(*pair)]
    return [pair for _, pair in sorted(fits, reverse=True)]


def _may(before: str, after: str) -> bool:
    """May a line end with `before` and the next begin with `after`?"""
    return after[0] not in NOT_FIRST and not (before[-2:-1].isdigit() and after[0].isdigit())


def shorten(text: str, room: float, size: float, lines: int = 2) -> str:
    """A label in at most `lines` lines of `room` points, cut with … where it is longer.

    >>> shorten("Jiangsu", 200, 10), shorten("市场监管", 25, 10, lines=1)
    ('Jiangsu', '市…')
    """
    broken = wrap(text, room, size)
    if len(broken) <= lines:
        return "\n".join(broken)
    last = broken[lines - 1]
    while last and width(last + "…", size) > room:
        last = last[:-1]
    return "\n".join([*broken[: lines - 1], last.rstrip() + "…"])


def room_for_chart(title: str, subtitle: str = "", note: str = "") -> float:
    """The points in height that a slide with these words leaves for its chart."""
    size = style().size
    room = size("width") * 72 - 2 * size("margin")
    lines = 1.35 * size("title") * len(balanced(title, room, size("title")))
    lines += 1.4 * size("subtitle") * len(wrap(subtitle, room, size("subtitle")))
    lines += 1.45 * size("note") * len(wrap(note, room, size("note")))
    return style().height * 72 - 2 * size("margin") - 2.4 * 0.4 * size("base") * 2 - lines


def frame(ax: Axes, title: str, subtitle: str = "", note: str = "") -> None:
    """Put title, subtitle and note around a chart, and fit the chart into what is left.

    In a report the figure grows by the height of the words; a slide keeps its size. The three texts carry the ids
    `title`, `subtitle` and `note`, which an SVG keeps.
    """
    figure, size = ax.figure, style().size
    logo = _put_logo(figure)
    for text in [text for text in figure.texts if text.get_gid() in ("title", "subtitle", "note")]:
        text.remove()
    for text in figure.findobj(Text):
        text.set_text(printable(text.get_text()))
    edge, chart = size("margin"), figure.get_figheight() * 72
    room = figure.get_figwidth() * 72 - 2 * edge
    blocks = {
        "title": _block(figure, "title", title, room, weight="bold", linespacing=1.15),
        "subtitle": _block(figure, "subtitle", subtitle, room, color=style().colours["quiet"], linespacing=1.2),
        "note": _block(figure, "note", note, room - logo[0], color=style().colours["quiet"], linespacing=1.3),
    }
    heights = {name: _height(block) for name, block in blocks.items()}
    heights["note"] = max(heights["note"], logo[1])
    gap = 0.4 * size("base")
    above = edge + heights["title"] + gap * bool(subtitle) + heights["subtitle"] + 1.6 * gap
    below = edge + heights["note"] + 1.6 * gap * (heights["note"] > 0)
    full = chart if style().context == "slide" else chart + above + below
    figure.set_figheight(full / 72)
    _place(blocks["title"], edge, full - edge)
    _place(blocks["subtitle"], edge, full - edge - heights["title"] - gap)
    _place(blocks["note"], edge, edge + heights["note"])
    fit(ax, Bbox.from_extents(edge, below, edge + room, full - above))


def _put_logo(figure: Figure) -> tuple[float, float]:
    """Put the theme's logo, if any, at the lower right of a slide; returns the points it takes across and up."""
    if not style().logo or style().context != "slide":
        return 0.0, 0.0
    try:
        with Image.open(style().logo) as file:
            picture = file.convert("RGBA")
    except (OSError, ValueError) as problem:
        raise ConfigError(f"logo {style().logo}: {problem}") from None
    across, up = figure.get_size_inches() * 72
    high, edge = 2.4 * style().size("note"), style().size("margin")
    wide = high * picture.width / picture.height
    place = ((across - edge - wide) / across, edge / up, wide / across, high / up)
    ax = figure.add_axes(place, label="logo", in_layout=False)
    ax.imshow(picture, aspect="auto")
    ax.axis("off")
    return wide + style().size("base"), high


def _block(figure: Figure, name: str, text: str, room: float, **looks) -> Text:
    size = style().size(name)
    lines = balanced(text, room, size) if name == "title" else wrap(text, room, size)
    return figure.text(0, 0, "\n".join(lines), fontsize=size, gid=name, va="top", ha="left", **looks)


def _height(block: Text) -> float:
    """The height of a text in points."""
    return block.get_window_extent().height * 72 / block.figure.dpi if block.get_text() else 0.0


def _place(block: Text, left: float, top: float) -> None:
    across, up = block.figure.get_size_inches() * 72
    block.set_position((left / across, top / up))


def fit(ax: Axes, area: Bbox) -> None:
    """Move and size the axes so that all that belongs to them (labels, panels) just fills `area` (points)."""
    across, up = ax.figure.get_size_inches() * 72
    for _ in range(3):
        points = 72 / ax.figure.dpi
        taken, inner = ax.get_tightbbox(), ax.get_position(original=True)
        left = area.x0 + inner.x0 * across - taken.x0 * points
        right = area.x1 + inner.x1 * across - taken.x1 * points
        bottom = area.y0 + inner.y0 * up - taken.y0 * points
        top = area.y1 + inner.y1 * up - taken.y1 * points
        right, top = max(right, left + 0.1 * across), max(top, bottom + 0.1 * up)
        ax.set_position((left / across, bottom / up, (right - left) / across, (top - bottom) / up))
