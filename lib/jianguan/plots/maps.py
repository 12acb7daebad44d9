"""Charts of place: documents in time, and documents by likeness."""

from datetime import date
from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num, num2date

from jianguan.plots.canvas import chart, colour_key, key_height, links, names, new_axes, no_data, require
from jianguan.plots.rows import detailed, label_rows, leading, most_rows, rest_name, row_end, row_pitch, say_left_out
from jianguan.plots.rows import room as room_down
from jianguan.style import province_colours, shade, style
from jianguan.typeset import printable, shorten, width
from jianguan.wording import number, word

CROWD = 36  # documents that have room for their names; of more the map grows no further, and the dots shrink


@chart
def plot_similarity(points: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """A map of the documents: near means alike. Only distances carry meaning, so the map has no axes.

    Takes one row per document: `doc, province, x, y`, `label_en`, `label_zh`, optional `href`. The pair that is most
    alike and the document that is least are named first; where points lie close, some stay without a name, and their
    number is said.
    """
    require(points, ["province"], numbers=["x", "y"])
    size = style().size("base")
    shrunk = min(1, max(0.4, (CROWD / max(len(points), 1)) ** 0.5))
    wide = 0.8 * size * shrunk
    ax = ax or new_axes(26 * size + 3 * size * min(max(0, len(points) - 12), CROWD - 12))
    if points.empty:
        return no_data(ax)
    points, colours = points.reset_index(drop=True), province_colours(points["province"])
    spread = max(np.ptp(points["x"]), np.ptp(points["y"]), 1e-9)
    ax.set(xlim=_around(points["x"], spread, 0.3), ylim=_around(points["y"], spread, 0.08), xticks=[], yticks=[])
    for record, link in zip(points.to_dict("records"), links(points), strict=True):
        looks = {"color": colours[str(record["province"])], "markersize": wide, "url": link}
        ax.plot(record["x"], record["y"], "o", markeredgecolor="white", markeredgewidth=shrunk, **looks)
    dots = points[["x", "y"]].to_numpy()
    per_point = np.array([np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())]) / _room(ax)
    taken = [(*(dot - 0.625 * wide * per_point), *(dot + 0.625 * wide * per_point)) for dot in dots]
    shown = [shorten(printable(name), 20 * size, size, lines=1) for name in names(points)]
    telling = _telling_first(dots)[: 2 * CROWD]
    placed = {i: _place_name(ax, dots[i], shown[i], per_point, taken) for i in telling}
    for i, name in placed.items():
        if name:
            name.set_url(links(points)[i])
    say_left_out(ax, len(dots) - sum(name is not None for name in placed.values()), said="not_named")
    return ax


def _telling_first(dots: np.ndarray) -> list[int]:
    """The two points nearest to each other, then the others from the loneliest on."""
    apart = np.linalg.norm(dots[:, None] - dots[None], axis=2) + np.diag(np.full(len(dots), np.inf))
    nearest = apart.min(axis=1)
    pair = [int(i) for i in np.unravel_index(apart.argmin(), apart.shape)] if len(dots) > 1 else []
    lonely = [int(i) for i in np.argsort(-nearest, kind="stable")]
    return list(dict.fromkeys([*pair, *lonely]))


def _around(values: pd.Series, spread: float, margin: float) -> tuple[float, float]:
    middle, half = (values.max() + values.min()) / 2, max(np.ptp(values), 0.5 * spread) / 2
    return middle - half - margin * spread, middle + half + margin * spread


def _place_name(ax: Axes, dot: np.ndarray, name: str, per_point: np.ndarray, taken: list[tuple]):
    """Write a name beside its point, at the right, left, above or below; None if something stands everywhere."""
    size = style().size("base")
    long, high, gap = width(name, size), 1.3 * size, 0.7 * size
    level, over, under = -high / 2, 0.6 * gap, -0.6 * gap - high
    offers = [(gap, level), (-gap - long, level), (-long / 2, gap), (-long / 2, -gap - high)]
    offers += [(across, up) for up in (over, under) for across in (0, -long)]
    page = (ax.get_xlim()[0], ax.get_ylim()[0], ax.get_xlim()[1], ax.get_ylim()[1])
    for offer in offers:
        low = dot + per_point * offer
        box = (*low, *(low + per_point * (long, high)))
        inside = page[0] <= box[0] and box[2] <= page[2] and page[1] <= box[1] and box[3] <= page[3]
        if inside and sum(_overlap(box, other) for other in taken) == 0:
            taken.append(box)
            place = {"textcoords": "offset points", "va": "center_baseline"}
            return ax.annotate(name, dot, (offer[0], offer[1] + high / 2), **place)
    return None


def _room(ax: Axes) -> np.ndarray:
    """About how many points the axes will have across and up."""
    across, up = ax.figure.get_size_inches() * 72
    return np.array([across - 2 * style().size("margin"), up if style().context == "report" else room_down()])


def _overlap(a: tuple, b: tuple) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@chart
def plot_timeline(documents: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """When the texts were published and which period they speak of, one row per document, the latest first.

    Takes `doc, province, published, start, end` (dates as text, or missing: "date unknown"), `label_en`, `label_zh`;
    optional `event_date`, `characters` (body length), `detail_en`, `detail_zh`, `href`. A bar is the period the text
    speaks of, a dot its publication, a ring the event. Where not all have room, every so-manieth is drawn from first to
    last, and the dates of the others stand as grey dots in a last row.
    """
    require(documents, ["doc", "province", "published", "start", "end"])
    size, marks = style().size("base"), ["period", "published"] + ["event"] * ("event_date" in documents)
    key = {word(name): style().colours["quiet"] for name in marks}
    taken = key_height(key) + 2.2 * size
    rows, rest = _spread_out(documents.reset_index(drop=True), most_rows(taken))
    lines = len(rows) + (len(rest) > 0)
    pitch = row_pitch(lines, detailed(rows), taken)
    ax = ax or new_axes(taken + pitch * lines)
    if rows.empty:
        return no_data(ax)
    colours, days = province_colours(documents["province"]), _all_days(rows)
    left = label_rows(ax, rows, pitch, rest_name(rest))
    for y, (province, link) in enumerate(zip(rows["province"].astype(str), links(rows), strict=True)):
        _life(ax, y, days.iloc[y], colours[province], link)
    others = _all_days(rest)["published"].fillna(_all_days(rest)["event_date"])
    looks = {"color": style().colours["baseline"], "markersize": 0.5 * size, "markeredgecolor": "white"}
    ax.plot(others, np.full(len(others), len(rows)), "o", **looks)
    _years(ax, _all_days(documents))
    _remarks(ax, rows, days, pitch)
    colour_key(ax, key, left, marks="━●○")
    return ax


def _spread_out(documents: pd.DataFrame, most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The documents by date, the latest first, undated ones last: all, or as many as spread over the whole time."""
    days = _all_days(documents)
    dates = days["published"].fillna(days["event_date"]).fillna(days["end"])
    ranked, _ = leading(documents, dates, max(len(documents), 1))
    if len(ranked) <= most:
        return ranked, ranked.iloc[:0]
    drawn = np.unique(np.linspace(0, len(ranked) - 1, most - 1).round().astype(int))
    return ranked.iloc[drawn], ranked.drop(ranked.index[drawn])


def _all_days(rows: pd.DataFrame) -> pd.DataFrame:
    """The four dates of each document as day numbers."""
    return pd.DataFrame({name: _days(rows, name) for name in ("start", "end", "event_date", "published")}, rows.index)


def _remarks(ax: Axes, rows: pd.DataFrame, days: pd.DataFrame, pitch: float) -> None:
    """At the right of each row the length of the text, and whether its date is not known."""
    between = "\n" if pitch > 2.6 * style().size("note") else word("and")
    for y, doc in enumerate(rows.index):
        remarks = [word("characters", n=number(rows["characters"][doc]))] if "characters" in rows else []
        remarks += [word("unknown_date")] if pd.isna(days["published"][doc]) else []
        row_end(ax, y, between.join(remarks), linespacing=1.1, url=links(rows)[doc])


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
    ax.tick_params(axis="x", labelcolor=style().colours["quiet"], labelsize=style().size("base"))
