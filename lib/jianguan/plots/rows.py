"""How many rows a chart has room for, what is said of the rest, and the names of the rows.

One idea carries every chart to many documents, provinces and years: text keeps its size, and a chart takes as many
rows as then fit: on a page many, on a slide few. The rows that lead by the chart's measure are drawn; the others stand
in one last row that says how many they are and what they amount to, kind by kind, and never as a bar on their scale.
"""

from math import fsum

import pandas as pd
from matplotlib.axes import Axes

from jianguan.plots.canvas import name_links, names
from jianguan.style import style
from jianguan.typeset import printable, shorten, width
from jianguan.wording import number, word

PAGE = 60  # the rows a chart on a page may have
NAMES = 0.33  # the part of a chart that the names of its rows may take
SPACIOUS = 12  # up to so many rows on a page have a second line for their details


def room(taken: float = 0.0) -> float:
    """The points in height that a slide leaves for the rows of a chart beside what else is `taken`."""
    return (style().room or 0.6 * style().height * 72) - taken


def most_rows(taken: float = 0.0, lines: float = 1.3) -> int:
    """How many rows of so many lines a chart has room for."""
    return PAGE if style().context == "report" else max(2, int(room(taken) / (lines * style().size("base"))))


def leading(rows: pd.DataFrame, measure: pd.Series, most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows to draw, the largest measure first, and the rest, which takes one row of the `most` where there is any.

    >>> first, rest = leading(pd.DataFrame({"doc": list("abcd")}), pd.Series([1, 4, 3, 2]), most=3)
    >>> list(first["doc"]), list(rest["doc"])
    (['b', 'c'], ['d', 'a'])
    """
    ranked = rows.loc[measure.sort_values(ascending=False, kind="stable").index]
    drawn = len(ranked) if len(ranked) <= most else most - 1
    return ranked.iloc[:drawn], ranked.iloc[drawn:]


def rest_name(rest: pd.DataFrame) -> str:
    """What the last row is called: so many other documents, provinces or rows."""
    kind = "documents" if "doc" in rest else "provinces" if "province" in rest else "rows"
    return word(f"other_{kind}", n=number(len(rest))) if len(rest) else ""


def row_pitch(rows: int, detailed: bool = False, taken: float = 0.0) -> float:
    """The points from one row to the next: on a slide what there is, on a page by how many rows there are."""
    if style().context == "slide":
        return room(taken) / max(rows, 1)
    return style().size("base") * ((3.2 if detailed else 2.4) if rows <= SPACIOUS else 1.9)


def thickness(pitch: float) -> float:
    """How much of a row its bar fills: more where rows stand close."""
    return 0.62 if pitch > 1.7 * style().size("base") else 0.8


def detailed(rows: pd.DataFrame) -> bool:
    """Do the rows have a line of detail beside their name?"""
    return bool({f"detail_{style().lang}", "detail"} & set(rows))


def label_rows(ax: Axes, rows: pd.DataFrame, pitch: float, rest: str = "") -> float:
    """Name the rows 0, 1, ... of a chart at its left, from the top, and the last one, if any, `rest`.

    A `detail` column stands in small grey letters below the name, or before it where the rows stand close. Returns the
    points that the names take.
    """
    ax.set(ylim=(len(rows) + bool(rest) - 0.5, -0.5), yticks=[])
    size, small, quiet = style().size("base"), style().size("note"), style().colours["quiet"]
    for y, (name, detail, link) in enumerate(zip(*_shown(rows, pitch), name_links(rows), strict=True)):
        if detail and two_lines(pitch):
            row_label(ax, y, name, rise=0.1 * size, va="bottom", url=link)
            row_label(ax, y, detail, rise=-0.1 * size, va="top", url=link, fontsize=small, color=quiet)
        else:
            row_label(ax, y, name, va="center" if "\n" in name else "center_baseline", url=link)
            gap = width(name, size) + 0.5 * size
            row_label(ax, y, detail, gap=gap, va="center_baseline", url=link, fontsize=small, color=quiet)
    row_label(ax, len(rows), rest, va="center_baseline", color=quiet)
    return names_width(rows, pitch, rest)


def names_width(rows: pd.DataFrame, pitch: float, rest: str = "") -> float:
    """The points that the names of the rows take at the left of a chart."""
    size, small = style().size("base"), style().size("note")
    taken = [width(rest, size)]
    for name, detail in zip(*_shown(rows, pitch), strict=True):
        parts = max(width(line, size) for line in f"{name}\n".split("\n")), width(detail, small)
        taken.append(max(parts) if two_lines(pitch) or not detail else fsum(parts) + 0.5 * size)
    return max(taken) + 0.6 * size


def two_lines(pitch: float) -> bool:
    """Is there room for a line of details below each name?"""
    return pitch > 1.2 * (style().size("base") + style().size("note"))


def _shown(rows: pd.DataFrame, pitch: float) -> tuple[list[str], list[str]]:
    """The names and details of rows, as far as they have room."""
    size, small, across = style().size("base"), style().size("note"), NAMES * style().size("width") * 72
    details = list(names(rows, "detail", "")) if detailed(rows) else [""] * len(rows)
    lines = [2 if pitch > 2.4 * size and not detail else 1 for detail in details]
    room_for_details = across if two_lines(pitch) else 0.72 * across
    shown = [shorten(name, across, size, n) for name, n in zip(names(rows), lines, strict=True)]
    return shown, [shorten(detail, room_for_details, small, lines=1) for detail in details]


def row_label(ax: Axes, y: float, text: str, rise: float = 0.0, gap: float = 0.0, **looks) -> None:
    """A name at the left of a row, so many points above its middle and to the left of its place."""
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right", "linespacing": 1.1}
    if text:
        ax.annotate(printable(text), (0, y), (-0.6 * style().size("base") - gap, rise), **place, **looks)


def row_end(ax: Axes, y: float, text: str, **looks) -> None:
    """A quiet remark at the right end of a row, outside the chart."""
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center"}
    looks = {"color": style().colours["quiet"], "fontsize": style().size("note")} | looks
    ax.annotate(text, (1, y), (0.6 * style().size("base"), 0), **place, **looks)


def say_left_out(ax: Axes, count: int, said: str = "not_drawn") -> None:
    """Say under the chart how many more there are (or what else is `said`)."""
    _remark(ax, word(said, n=number(count)) if count else "", (1, 0), (0, -0.4 * style().size("note")))


def say_beside_scale(ax: Axes, count: int) -> None:
    """Say how many more there are where the names of the rows end and the scale begins."""
    size = style().size("base")
    _remark(ax, word("not_drawn", n=number(count)) if count else "", (0, 0), (-1.6 * size, -0.7 * size))


def _remark(ax: Axes, text: str, place: tuple[float, float], offset: tuple[float, float]) -> None:
    looks = {"color": style().colours["quiet"], "fontsize": style().size("note"), "va": "top", "ha": "right"}
    if text:
        ax.annotate(text, place, offset, xycoords="axes fraction", textcoords="offset points", **looks)
