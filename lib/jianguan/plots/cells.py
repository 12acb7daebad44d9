"""The cells of a grid, and the names at its sides. Each cell is a rectangle of its own, so that it can carry a link."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from jianguan.plots.canvas import colour_key, label_rows, lines_free, name_links, names, row_size
from jianguan.style import province_colours, readable_on, style
from jianguan.typeset import printable, shorten, stretches, width, wrap

SMALLEST = 5.0  # points; smaller text is left out


class Cell(NamedTuple):
    """Where, its colour (None: an empty frame), its text, a smaller second text, its link, and the text's colour."""

    row: int
    column: int
    colour: str | None
    text: str = ""
    small: str = ""
    link: str | None = None
    ink: str | None = None


def draw_grid(
    ax: Axes, rows: pd.DataFrame, columns: pd.DataFrame, cells: Iterable[Cell], key: dict[str, str] | None = None
) -> Axes:
    """Cells in rows and columns, each side with its names; columns of one `province` stand together."""
    size = row_size(rows, 3.5 if key else 2.5)
    label_rows(ax, rows, size)
    lines = lines_free(len(rows), size)
    at, room = _positions(columns), 0.62 * style().size("width") * 72 / max(len(columns), 1)
    for cell in cells:
        draw_cell(ax, at[cell.column], cell, size, room, lines)
    ax.set(xlim=(at[0], at[-1] + 1), xticks=[])
    high = _name_columns(ax, columns, at, room)
    if "province" in columns:
        _mark_provinces(ax, columns["province"].astype(str), at)
    if key:
        colour_key(ax, key, above=high)
    return ax


def _positions(columns: pd.DataFrame) -> np.ndarray:
    """The left edges of the columns, with a gap between provinces."""
    at = np.arange(len(columns), dtype=float)
    if "province" in columns:
        at += 0.1 * (columns["province"].ne(columns["province"].shift()).cumsum().to_numpy() - 1)
    return at


def draw_cell(ax: Axes, left: float, cell: Cell, size: float, room: float, lines: int = 1) -> None:
    """A cell whose left edge is at `left`, with text in one or two lines that fits into `room` points."""
    empty = cell.colour is None
    ground = style().colours["ground"] if empty else cell.colour
    edge = style().colours["pale"] if empty else "white"
    looks = {"facecolor": ground, "edgecolor": edge, "linewidth": 0.12 * size, "url": cell.link}
    ax.add_artist(Rectangle((left + 0.01, cell.row - 0.48), 0.98, 0.96, **looks))
    text, ink = printable(cell.text), cell.ink or (style().colours["quiet"] if empty else readable_on(ground))
    gap = 0.35 * size * bool(cell.small)
    needed = width(text, size) + gap + width(cell.small, 0.75 * size)
    looks = {"color": ink, "url": cell.link, "in_layout": False}
    if needed > 0.94 * room or not cell.small:
        text, shown = fitted(text, 0.94 * room, size, lines)
        ax.text(left + 0.5, cell.row, text, ha="center", va="center", fontsize=shown, linespacing=1.05, **looks)
        return
    place = {"textcoords": "offset points", "va": "center_baseline"}
    ax.annotate(text, (left + 0.5, cell.row), (-needed / 2, 0), fontsize=size, **place, **looks)
    right = needed / 2 - width(cell.small, 0.75 * size)
    ax.annotate(cell.small, (left + 0.5, cell.row), (right, 0), fontsize=0.75 * size, alpha=0.85, **place, **looks)


def fitted(text: str, room: float, size: float, lines: int = 1) -> tuple[str, float]:
    """A text and the size in which it fits into `room` points: on one line, else two; nothing if tiny."""
    one = size * room / max(width(text, size), 1)
    if one >= 0.8 * size:
        return text, min(one, size)
    broken = wrap(text, room, 0.78 * size)
    if len(broken) == 2 <= lines:
        return "\n".join(broken), 0.78 * size
    return (text, one) if one >= SMALLEST else ("", size)


def _name_columns(ax: Axes, columns: pd.DataFrame, at: np.ndarray, room: float) -> float:
    """Write the names of the columns above them, slanting where they are narrow; returns the height taken in points."""
    size = 0.9 * style().size("base")
    slanted = room < 4.5 * size
    longest = max((width(part, size) for name in names(columns) for part in stretches(printable(name))), default=0)
    size *= 1 if slanted else min(1, max(0.65, 0.94 * room / max(longest, 1)))
    looks = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "fontsize": size, "va": "bottom"}
    looks |= (
        {"rotation": 50, "ha": "left", "rotation_mode": "anchor"} if slanted else {"ha": "center", "linespacing": 1.1}
    )
    most = 1
    for x, name, link in zip(at, names(columns), name_links(columns), strict=True):
        shown = shorten(name, 16 * size if slanted else 0.95 * room, size, lines=1 if slanted else 3)
        most = max(most, shown.count("\n") + 1, width(shown, size) * 0.8 / size if slanted else 0)
        ax.annotate(shown, (x + 0.5, 1), (0, 0.7 * size), url=link, **looks)
    return (1.25 * most + 0.7) * size


def _mark_provinces(ax: Axes, provinces: pd.Series, at: np.ndarray) -> None:
    """A line above the columns in the colour of their province."""
    colours = province_colours(provinces)
    for province, places in provinces.groupby(provinces, sort=False).indices.items():
        ends = at[places[0]] + 0.01, at[places[-1]] + 0.99
        line = {"transform": ax.get_xaxis_transform(), "clip_on": False, "solid_capstyle": "butt"}
        ax.plot(ends, (1, 1), color=colours[province], linewidth=0.3 * style().size("base"), **line)
