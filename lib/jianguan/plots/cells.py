"""The cells of a grid, and the names at its sides. Each cell is a rectangle of its own, so that it can carry a link.

Documents stand across while their names have room there, and what is looked for in them stands down; more documents
stand down, the leading ones first, and what is looked for across.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from jianguan.plots.canvas import colour_key, key_height, name_links, names, new_axes
from jianguan.plots.rows import (
    detailed,
    label_rows,
    leading,
    most_rows,
    names_width,
    rest_name,
    row_pitch,
    say_left_out,
    two_lines,
)
from jianguan.style import province_colours, readable_on, style
from jianguan.typeset import printable, shorten, stretches, width
from jianguan.wording import word

AIR = 0.5  # between the texts of two cells, in parts of the text size


class Cell(NamedTuple):
    """A cell's colour (None: an empty frame), its text, a smaller second text, its link, and the text's colour."""

    colour: str | None = None
    text: str = ""
    small: str = ""
    link: str | None = None
    ink: str | None = None


class Heads(NamedTuple):
    """The names above the columns with their links, whether they slant, and the points they take."""

    names: list[str]
    links: pd.Series
    slant: bool
    height: float


@dataclass(frozen=True)
class Grid:
    """What a grid shows: the cells by document and kind, the kinds in their order, and a key of colours and marks.

    `rest` makes the cell of one kind for documents that have no row of their own, `rest_says` is the word for how;
    `measure` ranks the documents.
    """

    documents: pd.DataFrame
    kinds: pd.DataFrame
    cells: dict[tuple, Cell]
    rest: Callable[[pd.Index, object], Cell]
    measure: pd.Series
    key: dict[str, str] = field(default_factory=dict)
    marks: str = ""
    rest_says: str = "rest"


def draw_grid(ax: Axes | None, grid: Grid) -> Axes:
    """The documents across if all of them have room there, else down."""
    room = _room_across(grid.kinds)
    fits = len(grid.documents) * _column_width(grid, grid.documents) <= room
    return _documents_across(ax, grid, room) if fits else documents_down(ax, grid)


def _documents_across(ax: Axes | None, grid: Grid, room: float) -> Axes:
    """A column for each document, those of one province together; a row for each kind."""
    columns, at = grid.documents, _positions(grid.documents)
    wide = room / (at[-1] + 1)
    heads, taken = _heads(columns, wide), key_height(grid.key)
    taken += heads.height
    rows = grid.kinds.head(most_rows(taken + 1.5 * style().size("note")))
    pitch = row_pitch(len(rows), taken=taken)
    ax = ax or new_axes(taken + pitch * len(rows))
    cells = [[grid.cells.get((doc, kind), Cell()) for doc in columns.index] for kind in rows.index]
    left = label_rows(ax, rows, pitch)
    _draw_cells(ax, cells, at, wide)
    _name_columns(ax, heads, at)
    _mark_provinces(ax, columns["province"].astype(str), at)
    colour_key(ax, grid.key, left, above=heads.height, marks=grid.marks)
    say_left_out(ax, len(grid.kinds) - len(rows))
    return ax


def documents_down(ax: Axes | None, grid: Grid) -> Axes:
    """A row for each document, the leading ones first, and one for the rest; a column for each kind that has room."""
    documents, room = _with_or_without_details(grid)
    columns = grid.kinds.head(max(1, int(room / _column_width(grid, grid.kinds))))
    wide = room / len(columns)
    heads, taken = _heads(columns, wide), key_height(grid.key)
    taken += heads.height + 1.5 * style().size("note") * (len(columns) < len(grid.kinds))
    drawn, rest = leading(documents, grid.measure.reindex(documents.index), most_rows(taken))
    pitch = row_pitch(len(drawn) + (len(rest) > 0), detailed(drawn), taken)
    ax = ax or new_axes(taken + pitch * (len(drawn) + (len(rest) > 0)))
    cells = [[grid.cells.get((doc, kind), Cell()) for kind in columns.index] for doc in drawn.index]
    cells += [[grid.rest(rest.index, kind) for kind in columns.index]] * (len(rest) > 0)
    left = label_rows(ax, drawn, pitch, word(grid.rest_says, rest=rest_name(rest)) if len(rest) else "")
    _draw_cells(ax, cells, np.arange(len(columns), dtype=float), wide)
    _name_columns(ax, heads, np.arange(len(columns), dtype=float))
    colour_key(ax, grid.key, left, above=heads.height, marks=grid.marks)
    say_left_out(ax, len(grid.kinds) - len(columns))
    return ax


def _with_or_without_details(grid: Grid) -> tuple[pd.DataFrame, float]:
    """The documents, with their details if these leave room for every kind, and the points left for the columns."""
    pitch = row_pitch(min(len(grid.documents), most_rows()), True, key_height(grid.key) + 3 * style().size("base"))
    room = _room_across(grid.documents, pitch)
    if two_lines(pitch) and len(grid.kinds) * _column_width(grid, grid.kinds) <= room:
        return grid.documents, room
    lean = grid.documents.drop(columns=["detail_en", "detail_zh", "detail"], errors="ignore")
    return lean, _room_across(lean)


def _room_across(rows: pd.DataFrame, pitch: float = 0.0) -> float:
    """The points left for the columns beside the names of the rows."""
    return style().size("width") * 72 - 2 * style().size("margin") - names_width(rows, pitch)


def _column_width(grid: Grid, columns: pd.DataFrame) -> float:
    """The points a column needs for its widest cell and, where names do not slant, the longest word of its name."""
    size, small = style().size("base"), style().size("note")
    cells = max((width(c.text, size) + _gap(c) + width(c.small, small) for c in grid.cells.values()), default=0)
    words = [width(part.strip(), size) for name in names(columns) for part in stretches(printable(name))]
    heads = max(words, default=0) if style().context == "slide" else 0
    return min(max(cells + AIR * size, heads + 0.1 * size, size), 0.25 * style().size("width") * 72)


def _positions(columns: pd.DataFrame) -> np.ndarray:
    """The left edges of the columns, with a gap between provinces."""
    at = np.arange(len(columns), dtype=float)
    if "province" in columns and columns["province"].nunique() < len(columns):
        at += 0.1 * (columns["province"].ne(columns["province"].shift()).cumsum().to_numpy() - 1)
    return at


def _draw_cells(ax: Axes, cells: list[list[Cell]], at: np.ndarray, room: float) -> None:
    for row, line in enumerate(cells):
        for left, cell in zip(at, line, strict=True):
            draw_cell(ax, (left, row), cell, room)
    ax.set(xlim=(at[0], at[-1] + 1), xticks=[])


def draw_cell(ax: Axes, at: tuple[float, float], cell: Cell, room: float = np.inf) -> None:
    """A cell whose left edge and middle are `at`, with its texts on one line of `room` points."""
    size, small, (left, row) = style().size("base"), style().size("note"), at
    empty = cell.colour is None
    ground = style().colours["ground"] if empty else cell.colour
    edge = style().colours["pale"] if empty else "white"
    looks = {"facecolor": ground, "edgecolor": edge, "linewidth": 0.1 * size, "url": cell.link}
    ax.add_artist(Rectangle((left + 0.01, row - 0.48), 0.98, 0.96, **looks))
    text = shorten(cell.text, 0.95 * room, size, lines=1)
    needed = width(text, size) + _gap(cell) + width(cell.small, small)
    ink = cell.ink or (style().colours["quiet"] if empty else readable_on(ground))
    place = {"textcoords": "offset points", "va": "center_baseline", "color": ink, "url": cell.link}
    middle = (left + 0.5, row)
    if not cell.small or needed > room:
        ax.annotate(text, middle, (0, 0), ha="center", **place)
        return
    ax.annotate(text, middle, (-needed / 2, 0), **place)
    ax.annotate(cell.small, middle, (needed / 2 - width(cell.small, small), 0), fontsize=small, **place)


def _gap(cell: Cell) -> float:
    return 0.35 * style().size("base") * bool(cell.small)


def _heads(columns: pd.DataFrame, room: float) -> Heads:
    """The names of the columns, broken to fit `room` points each; on a page unbroken and slanting where they must."""
    size, room = style().size("base"), room - 0.08 * style().size("base")
    longest = max(width(part.strip(), size) for name in names(columns) for part in stretches(printable(name)))
    slant = style().context == "report" and bool(longest > room)
    across, lines = (16 * size, 1) if slant else (room, 3)
    shown = [shorten(name, across, size, lines) for name in names(columns)]
    high = max(width(name, size) for name in shown) * 0.78 + 1.5 * size if slant else 0
    return Heads(shown, name_links(columns), slant, high or (1.2 * max(n.count("\n") + 1 for n in shown) + 0.7) * size)


def _name_columns(ax: Axes, heads: Heads, at: np.ndarray) -> None:
    """Write the names of the columns above them."""
    looks = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "va": "bottom"}
    upright, slanting = {"ha": "center", "linespacing": 1.1}, {"rotation": 50, "ha": "left", "rotation_mode": "anchor"}
    looks |= slanting if heads.slant else upright
    for x, name, link in zip(at, heads.names, heads.links, strict=True):
        ax.annotate(name, (x + 0.5, 1), (0, 0.6 * style().size("base")), url=link, **looks)


def _mark_provinces(ax: Axes, provinces: pd.Series, at: np.ndarray) -> None:
    """A line above the columns in the colour of their province."""
    colours = province_colours(provinces)
    for province, places in provinces.groupby(provinces, sort=False).indices.items():
        ends = at[places[0]] + 0.01, at[places[-1]] + 0.99
        line = {"transform": ax.get_xaxis_transform(), "clip_on": False, "solid_capstyle": "butt"}
        ax.plot(ends, (1, 1), color=colours[province], linewidth=0.3 * style().size("base"), **line)
