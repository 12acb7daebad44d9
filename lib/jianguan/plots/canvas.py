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
from jianguan.typeset import printable, width
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


def new_axes(height: float) -> Axes:
    """Axes on a figure so many points high; a slide has one height, whatever it shows."""
    now = style()
    high = max(height, now.size("base")) / 72 if now.context == "report" else now.height
    ax = plt.figure(figsize=(now.size("width"), high)).add_axes((0.2, 0.05, 0.75, 0.9))
    ax.tick_params(length=0)
    return ax


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


def colour_key(ax: Axes, colours: dict[str, str], left: float = 0.0, above: float = 0.0, marks: str = "") -> None:
    """Name the colours above the chart: a square, or one of `marks`, and a word.

    The key begins `left` points to the left of the axes and stands above so many points of names.
    """
    size, marked = style().size("base"), dict(zip_longest(colours, marks[: len(colours)], fillvalue="■"))
    for row, entries in enumerate(reversed(key_lines(colours))):
        for across, name in entries:
            looks = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "baseline", "fontsize": size}
            up, at = above + (0.8 + 1.5 * row) * size, across - left
            ax.annotate(marked[name], (0, 1), (at, up), color=colours[name], **looks)
            ax.annotate(name, (0, 1), (at + 1.2 * size, up), **looks)


def key_lines(names: Iterable[str]) -> list[list[tuple[float, str]]]:
    """The entries of a key in lines that fit above a chart, each with its distance from the left in points."""
    size, room = style().size("base"), style().size("width") * 72 - 2 * style().size("margin")
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


def key_height(names: Iterable[str]) -> float:
    """The points that a key takes above a chart; nothing for one without names."""
    return 1.5 * style().size("base") * sum(map(bool, key_lines(names)))
