"""What makes a figure unreadable, from the extents its texts have when drawn: an empty list is a figure that passes.

Three classes of text, measured in points at the size of a slide (13.3 x 7.5 inches, or 10 x 7.5):

    20 and more   title, subtitle, names of rows and columns, values, keys, scales: read at three metres
    14            what is read from the printed page: source and caveat, a document's genre, level and date, n and
                  counts of sentences beside a rate, how many rows had no room
    14 and more   words of a cloud, bold; the ranked bars beside it say the same in 20
"""

import csv
import itertools
import re
from functools import cache
from pathlib import Path

import numpy as np
from matplotlib.colors import to_hex, to_rgba
from matplotlib.text import Annotation, Text

from jianguan.plots.clouds import CloudWord
from jianguan.style import contrast, style
from jianguan.typeset import SUBSTITUTE, advances

TO_BE_READ, SMALL = 20.0, 14.0
MARKS = set("■□●○━")  # patches of colour, no text
CHINESE = re.compile(r"[\u3400-\u9fff]+")
QUOTED = re.compile(r"[“(（][^”)）]*[\u3400-\u9fff][^”)）]*[”)）]|[\u3400-\u9fff]+ \([^)]*\)|[万亿]")


def faults(figure) -> list[str]:
    """Everything wrong with a figure, a line each."""
    figure.draw_without_rendering()
    shown = texts(figure)
    checks = [hidden, overlapping, outside, too_small, pale, without_glyph, of_two_languages]
    return [fault for check in checks for fault in check(figure, shown)]


def texts(figure) -> list[Text]:
    """The texts that are to be seen, without the marks of a key."""
    found = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return [text for text in found if not set(text.get_text()) <= MARKS]


def hidden(figure, shown: list[Text]) -> list[str]:
    """Remarks that matplotlib leaves out, since their point lies outside the axes."""
    notes = [text for text in shown if isinstance(text, Annotation)]
    return [f"not drawn: {text.get_text()!r}" for text in notes if text.get_tightbbox().width <= 0]


def overlapping(figure, shown: list[Text]) -> list[str]:
    """Pairs of level texts whose letters (the boxes without the space between lines) share some ground."""
    level = [text for text in shown if text.get_rotation() % 180 == 0]
    boxes = [(text.get_text(), _inner(text.get_window_extent())) for text in level]
    pairs = itertools.combinations(boxes, 2)
    return [f"overlap: {a!r} and {b!r}" for (a, p), (b, q) in pairs if _share(p, q)]


def _inner(box) -> tuple:
    return box.x0 + 1, box.y0 + 0.22 * box.height, box.x1 - 1, box.y1 - 0.22 * box.height


def _share(p: tuple, q: tuple) -> bool:
    return p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]


def outside(figure, shown: list[Text]) -> list[str]:
    """Texts that reach over the edge."""
    page = figure.bbox
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
    return [f"clipped: {said!r}" for said, b in boxes if min(b.x0, b.y0) < -1 or b.x1 > page.x1 + 1 or b.y1 > page.y1 + 1]


def too_small(figure, shown: list[Text]) -> list[str]:
    """Texts in a size that is of no class (on a slide only; a page is read at arm's length)."""
    if style().context != "slide":
        return []
    sizes = [(text, round(text.get_fontsize(), 2)) for text in shown]
    wrong = [(t, s) for t, s in sizes if s < TO_BE_READ and s != SMALL and not (isinstance(t, CloudWord) and s >= SMALL)]
    return [f"{size} points: {text.get_text()!r}" for text, size in wrong]


def pale(figure, shown: list[Text]) -> list[str]:
    """Texts that do not stand out from what lies under them: 4.5:1, large ones 3:1 (WCAG 2.2, 1.4.3)."""
    ground, found = _ground(figure, shown), []
    for text in shown:
        large = text.get_fontsize() >= 18 or (text.get_fontsize() >= SMALL and text.get_weight() == "bold")
        x0, y0, x1, y1 = (round(edge) for edge in _inner(text.get_window_extent()))
        under = ground[max(y0, 0) : y1 + 1, max(x0, 0) : x1 + 1].reshape(-1, 3)
        colours, often = np.unique(under, axis=0, return_counts=True)
        ink = to_hex(to_rgba(text.get_color()))
        lost = [n for c, n in zip(colours, often, strict=True) if contrast(ink, to_hex(c / 255)) < (3 if large else 4.5)]
        if sum(lost) > 0.2 * sum(often):
            found.append(f"pale: {text.get_text()!r}, {ink}")
    return found


def _ground(figure, shown: list[Text]) -> np.ndarray:
    """The picture without its texts, the lowest row first."""
    for text in shown:
        text.set_alpha(0)
    figure.canvas.draw()
    for text in shown:
        text.set_alpha(None)
    return np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3]


def without_glyph(figure, shown: list[Text]) -> list[str]:
    """Texts with a character for which the fonts have no form."""
    known = set(advances(style().fonts[0])) & set(advances(style().fonts[1])) | {ord("\n")}
    return [
        f"no glyph: {text.get_text()!r}"
        for text in shown
        if SUBSTITUTE in text.get_text() or set(map(ord, text.get_text())) - known
    ]


@cache
def allowed() -> re.Pattern:
    """The names and units that are the same in every language (allowed_words.csv)."""
    with Path(__file__).with_name("allowed_words.csv").open(encoding="utf-8", newline="") as rows:
        return re.compile("|".join(rf"(?<![A-Za-z]){re.escape(row['word'])}(?![A-Za-z])" for row in csv.DictReader(rows)))


def of_two_languages(figure, shown: list[Text]) -> list[str]:
    """English words in a Chinese figure; in an English one, Chinese that is no term drawn there, quoted or glossed."""
    said = [re.sub(r"(?<=[\u3400-\u9fff])\n(?=[\u3400-\u9fff])", "", text.get_text()) for text in shown]
    said = [" ".join(text.split()) for text in said]
    if style().lang == "zh":
        return [f"English: {s!r}" for s in said if re.search("[A-Za-z]{2,}", allowed().sub("", s))]
    mixed = [s for s in said if re.search("[A-Za-z]{2,}", allowed().sub("", s))]
    quoted = {text.get_text() for text in shown}
    return [f"Chinese: {s!r}" for s in mixed if set(CHINESE.findall(QUOTED.sub("", s))) - quoted]
