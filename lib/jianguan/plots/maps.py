"""Charts of place: documents in time, and documents by likeness."""

from datetime import date
from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num, num2date
from matplotlib.text import Annotation

from jianguan.plots.canvas import (
    chart,
    colour_key,
    label_rows,
    links,
    names,
    new_axes,
    no_data,
    require,
    row_end,
    row_size,
    text_size,
)
from jianguan.style import province_colours, shade, style
from jianguan.typeset import printable, width
from jianguan.wording import number, word


@chart
def plot_similarity(points: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """A map of the documents: near means alike. Only distances carry meaning, so the map has no axes.

    Takes one row per document: `doc, province, x, y`, `label_en`, `label_zh`, optional `href`.
    """
    require(points, ["province"], numbers=["x", "y"])
    ax = ax or new_axes(13, pitch=2.0)
    if points.empty:
        return no_data(ax)
    ax.set(xticks=[], yticks=[])
    size, colours = text_size(max(11, len(points) / 3)), province_colours(points["province"])
    spread = max(np.ptp(points["x"]), np.ptp(points["y"]), 1e-9)
    ax.set(xlim=_around(points["x"], spread, 0.3), ylim=_around(points["y"], spread, 0.08))
    per_point = np.array([np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())]) / _room(ax)
    dots = points[["x", "y"]].to_numpy()
    boxes = [(*(dot - 0.6 * size * per_point), *(dot + 0.6 * size * per_point)) for dot in dots]
    for record, name, link in zip(points.to_dict("records"), names(points), links(points), strict=True):
        colour = colours[str(record["province"])]
        ax.plot(record["x"], record["y"], "o", color=colour, markersize=size, markeredgecolor="white", url=link)
        _place_name(ax, record["x"], record["y"], printable(name), size, boxes).set_url(link)
    return ax


def _around(values: pd.Series, spread: float, margin: float) -> tuple[float, float]:
    middle, half = (values.max() + values.min()) / 2, max(np.ptp(values), 0.5 * spread) / 2
    return middle - half - margin * spread, middle + half + margin * spread


def _place_name(ax: Axes, x: float, y: float, name: str, size: float, taken: list[tuple]) -> Annotation:
    """Write a name beside its point: right, left, above or below, wherever no other name stands."""
    per_point = np.array([np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())]) / _room(ax)
    long, high = width(name, size), 1.3 * size
    gap = 0.8 * size
    offers = [(gap, -high / 2), (-gap - long, -high / 2), (-long / 2, gap), (-long / 2, -gap - high)]
    for offer in [*offers, offers[0]]:
        low = np.array([x, y]) + per_point * offer
        box = (*low, *(low + per_point * (long, high)))
        if not any(_overlap(box, other) for other in taken):
            break
    taken.append(box)
    place = {"textcoords": "offset points", "va": "center_baseline", "fontsize": size}
    return ax.annotate(name, (x, y), (offer[0], offer[1] + high / 2), **place)


def _room(ax: Axes) -> np.ndarray:
    """About how many points the axes will have across and up."""
    across, up = ax.figure.get_size_inches() * 72
    return np.array([across - 2 * style().size("margin"), up if style().context == "report" else 0.6 * up])


def _overlap(a: tuple, b: tuple) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@chart
def plot_timeline(documents: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """When the texts were published and which period they speak of, one row per document.

    Takes `doc, province, published, start, end` (dates as text, or missing: "date unknown"), `label_en`, `label_zh`;
    optional `event_date`, `characters` (body length), `detail_en`, `detail_zh`, `href`. A bar is the period the text
    speaks of, a dot its publication, a ring the event.
    """
    require(documents, ["doc", "province", "published", "start", "end"])
    rows = documents.reset_index(drop=True)
    ax = ax or new_axes(len(rows) + 2, pitch=3.2 if "detail_en" in rows else 2.4)
    if rows.empty:
        return no_data(ax)
    size, colours = row_size(rows, 1.5), province_colours(rows["province"])
    label_rows(ax, rows, size)
    days = pd.DataFrame({name: _days(rows, name) for name in ("start", "end", "event_date", "published")})
    for y, (province, link) in enumerate(zip(rows["province"].astype(str), links(rows), strict=True)):
        _life(ax, y, days.loc[y], colours[province], link)
    _years(ax, days)
    for y, day in enumerate(days["published"]):
        remarks = [word("characters", n=number(rows["characters"][y]))] if "characters" in rows else []
        remarks += [word("unknown_date")] if pd.isna(day) else []
        row_end(ax, y, "\n".join(remarks), fontsize=0.85 * size, linespacing=1.1, url=links(rows)[y])
    shown = ["period", "published"] + ["event"] * ("event_date" in rows)
    colour_key(ax, {word(name): style().colours["quiet"] for name in shown}, marks="━●○")
    return ax


def _days(rows: pd.DataFrame, name: str) -> np.ndarray:
    """Dates as day numbers; NaN where there is none."""
    if name not in rows:
        return np.full(len(rows), np.nan)
    dates = pd.to_datetime(rows[name], errors="coerce", format="ISO8601")
    return date2num(dates.to_numpy("datetime64[ns]")) if len(dates) else np.array([])


def _life(ax: Axes, y: int, days: pd.Series, colour: str, link: str | None) -> None:
    """One document on the time line."""
    size = style().size("base")
    rim = {"marker": "o", "markersize": 0.75 * size, "zorder": 3}
    if not days[["start", "end"]].isna().any():
        bar = ax.barh(y, days["end"] - days["start"], left=days["start"], height=0.24, color=shade(colour, 0.6))
        bar[0].set_url(link)
    ax.plot(days["event_date"], y, **rim, color="white", markeredgecolor=colour, markeredgewidth=0.14 * size)
    ax.plot(days["published"], y, **rim, color=colour, markeredgecolor="white", url=link)


def _years(ax: Axes, days: pd.DataFrame) -> None:
    """A scale of years from the first to the last day shown."""
    known = pd.Series(days.to_numpy().ravel()).dropna()
    first, last = (num2date(day).year for day in (known.min(), known.max())) if len(known) else (2020, 2020)
    starts = [date2num(date(year, 1, 1)) for year in range(first, last + 2)]
    ax.set(xlim=(starts[0], starts[-1]), xticks=starts)
    room = 0.45 * style().size("width") * 72 / style().size("base")
    every = ceil(len(starts) * 3.4 / room)
    ax.set_xticklabels([str(first + i) if i % every == 0 else "" for i in range(len(starts))])
    ax.grid(axis="x")
    ax.tick_params(axis="x", labelcolor=style().colours["quiet"], labelsize=0.9 * style().size("base"))
