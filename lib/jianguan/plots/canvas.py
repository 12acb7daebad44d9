"""What all charts share: a figure of the right size, labels of rows, a key of colours, and drawing again larger."""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from itertools import zip_longest
from weakref import WeakKeyDictionary

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jianguan.style import style
from jianguan.typeset import printable, shorten, width
from jianguan.wording import word

_recipes: WeakKeyDictionary[Figure, Callable[[], Axes]] = WeakKeyDictionary()


def chart(plot: Callable[..., Axes]) -> Callable[..., Axes]:
    """A chart function that remembers how it was called, so that the same chart can be drawn for a slide."""

    @wraps(plot)
    def drawn(table: pd.DataFrame, **options) -> Axes:
        ax = plot(table, **options)
        if options.get("ax") is None:
            _recipes[ax.figure] = partial(drawn, table, **options)
        return ax

    return drawn


def redraw(ax: Axes) -> Axes:
    """The same chart in the style now in force; a figure of the user's own is enlarged as it is."""
    if ax.figure in _recipes:
        return _recipes[ax.figure]()
    factor = style().size("base") / mpl.font_manager.FontProperties(size=9).get_size_in_points()
    for text in ax.figure.findobj(mpl.text.Text):
        text.set_fontsize(text.get_fontsize() * factor)
    for axes in ax.figure.axes:
        axes.tick_params(labelsize=style().size("base"))
    ax.figure.set_size_inches(style().size("width"), style().height)
    return ax


def new_axes(rows: float, *, pitch: float = 2.4) -> Axes:
    """Axes for so many rows: in a report each row has `pitch` times the text size, a slide has one size."""
    now = style()
    height = max(rows, 1) * pitch * now.size("base") / 72 if now.context == "report" else now.height
    ax = plt.figure(figsize=(now.size("width"), height)).add_axes((0.2, 0.05, 0.75, 0.9))
    ax.tick_params(length=0)
    return ax


SMALLEST_ON_SLIDE = 15.0  # points; charts of many rows draw fewer rather than smaller ones


def text_size(rows: float, *, lines: float = 1, key: float = 0) -> float:
    """The size of text that lets so many rows (of so many lines, under a key of so many lines) stand clear."""
    base = style().size("base")
    if style().context == "report":
        return base
    return max(min(base, _room(key) / (1.4 * lines * max(rows, 1))), 0.4 * base)


def most_rows(key: float = 0) -> int:
    """How many rows of one line a chart can show under a key of so many lines: on a page all."""
    return 10_000 if style().context == "report" else int(_room(key) / (1.4 * SMALLEST_ON_SLIDE))


def _room(key: float) -> float:
    """The points that a slide leaves for the rows of a chart."""
    return (style().room or 0.6 * style().height * 72) - 1.5 * style().size("base") * key


def say_left_out(ax: Axes, count: int, lines: float = 0.5) -> None:
    """Say under the chart, so many lines down, how many rows there was no room for."""
    if count:
        looks = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "top", "ha": "right"}
        below = (0, -lines * style().size("base"))
        ax.annotate(word("not_drawn", n=count), (1, 0), below, color=style().colours["quiet"], **looks)


def row_size(table: pd.DataFrame, key: float = 0) -> float:
    """`text_size` for the rows of a table, which need more room where each has a second line of detail."""
    return text_size(len(table), lines=2 if _details(table) is not None else 1, key=key)


def require(table: pd.DataFrame, texts: Iterable[str] = (), numbers: Iterable[str] = (), may_miss: Iterable[str] = ()):
    """Refuse a table that lacks a column, or whose numbers are infinite, or missing where they may not be.

    Raises ValueError, naming the column and the row (by document where there is one).
    """
    for column in (*texts, *numbers, *may_miss):
        if column not in table:
            raise ValueError(f"the table has no column {column!r}; it has {', '.join(map(str, table.columns))}")
    for column in (*numbers, *may_miss):
        values = pd.to_numeric(table[column], errors="coerce").astype(float)
        wrong = np.isinf(values) | (values.isna() & (column not in may_miss))
        if wrong.any():
            row = table[wrong.to_numpy()].iloc[0]
            raise ValueError(f"column {column!r} has no finite number for {row.get('doc', row.name)!r}")


def names(table: pd.DataFrame, stem: str = "label", default: str = "doc") -> pd.Series:
    """The words of a table in the language of the style: `<stem>_en` or `<stem>_zh`, else `<stem>`, else `default`."""
    for column in (f"{stem}_{style().lang}", stem, default):
        if column in table:
            return table[column].fillna("").astype(str)
    return pd.Series([""] * len(table), table.index)


def _details(table: pd.DataFrame) -> pd.Series | None:
    return names(table, "detail", "") if {f"detail_{style().lang}", "detail"} & set(table) else None


def links(table: pd.DataFrame, first: str = "href", other: str = "label_href") -> pd.Series:
    """The link of each row: of its numbers (`href`) or of its name (`label_href`), the first that there is; or None."""
    held = first if first in table else other
    given = table[held].astype(object) if held in table else pd.Series(index=table.index, dtype=object)
    return given.where(given.notna(), None)


def name_links(table: pd.DataFrame) -> pd.Series:
    """The link of each row's name."""
    return links(table, "label_href", "href")


def no_data(ax: Axes) -> Axes:
    """Say that there is nothing to draw."""
    ax.set(xticks=[], yticks=[])
    ax.text(0.5, 0.5, word("no_data"), ha="center", va="center", color=style().colours["quiet"], transform=ax.transAxes)
    return ax


def label_rows(ax: Axes, table: pd.DataFrame, size: float | None = None, stem: str = "label") -> None:
    """Name the rows 0, 1, ... of a chart at its left, from the top; a `detail` column stands below in grey."""
    size = size or row_size(table)
    room = 0.3 * style().size("width") * 72
    details = _details(table) if _details(table) is not None else [""] * len(table)
    ax.set(ylim=(len(table) - 0.5, -0.5), yticks=[])
    for y, (name, detail, link) in enumerate(zip(names(table, stem), details, name_links(table), strict=True)):
        rise, free = (0.12 * size, 1) if detail else (0, lines_free(len(table), size))
        shown, smaller = (shorten(name, room, size), size) if free > 1 else one_line(name, room, size)
        row_label(ax, y, shown, rise=rise, va="bottom" if detail else "center", fontsize=smaller, url=link)
        if detail:
            shown, smaller = one_line(detail, room, 0.85 * size)
            row_label(ax, y, shown, rise=-rise, va="top", url=link, fontsize=smaller, color=style().colours["quiet"])


def one_line(text: str, room: float, size: float) -> tuple[str, float]:
    """A text on one line of `room` points and its size: a little smaller where that helps, cut where it does not."""
    smaller = max(0.8 * size, min(size, size * room / max(width(printable(text), size), 1)))
    return shorten(text, room, smaller, lines=1), smaller


def lines_free(rows: int, size: float) -> int:
    """Into how many lines text may break in one of so many rows without touching the next."""
    return 2 if style().context == "report" or _room(2) > 2.3 * size * rows else 1


def row_label(ax: Axes, y: float, text: str, rise: float = 0.0, **looks) -> None:
    """A name at the left of a row."""
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right", "linespacing": 1.1}
    ax.annotate(text, (0, y), (-0.6 * style().size("base"), rise), **place, **looks)


def row_end(ax: Axes, y: float, text: str, **looks) -> None:
    """A quiet remark at the right end of a row, outside the chart."""
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center"}
    ax.annotate(text, (1, y), (0.6 * style().size("base"), 0), color=style().colours["quiet"], **place, **looks)


def beside(ax: Axes, text: str, x: float, y: float, **looks) -> None:
    """A word or number just to the right of a point of the chart."""
    offset = (0.5 * style().size("base"), 0)
    ax.annotate(text, (x, y), offset, textcoords="offset points", va="center_baseline", **looks)


def status_colour(status: str) -> str:
    """The colour of a statistic's status."""
    return style().colours["rule_status" if status == "rule" else status]


def start_line(ax: Axes) -> None:
    """The line that all bars of a chart start from."""
    ax.axvline(0, color=style().colours["baseline"], linewidth=0.08 * style().size("base"), zorder=3)


def colour_key(ax: Axes, colours: dict[str, str], above: float = 0.0, marks: str = "") -> None:
    """Name the colours above the chart (and above so many points of names): a square, or one of `marks`, and a word."""
    size = style().size("base")
    lines, marked = key_lines(colours), dict(zip_longest(colours, marks[: len(colours)], fillvalue="■"))
    for row, entries in enumerate(reversed(lines)):
        for left, name in entries:
            looks = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "baseline", "fontsize": size}
            up = above + (0.8 + 1.5 * row) * size
            ax.annotate(marked[name], (0, 1), (left, up), color=colours[name], **looks)
            ax.annotate(name, (0, 1), (left + 1.2 * size, up), **looks)


def key_lines(names: Iterable[str]) -> list[list[tuple[float, str]]]:
    """The entries of a key in lines that fit above a chart, each with its distance from the left in points."""
    size, room = style().size("base"), 0.68 * style().size("width") * 72
    lines: list[list[tuple[float, str]]] = [[]]
    across = 0.0
    for name in names:
        needed = width(printable(name), size) + 2.6 * size
        if across + needed - size > room and lines[-1]:
            lines.append([])
            across = 0.0
        lines[-1].append((across, name))
        across += needed
    return lines
