"""Charts of lengths: how many, how much, and what share."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from jianguan.plots.canvas import (
    beside,
    chart,
    colour_key,
    key_lines,
    label_rows,
    links,
    most_rows,
    names,
    new_axes,
    no_data,
    require,
    row_label,
    row_size,
    start_line,
    status_colour,
    text_size,
)
from jianguan.style import province_colours, readable_on, shade, style
from jianguan.typeset import shorten, width
from jianguan.wording import named, number, percent, qualified, word

STATUSES = ["achieved", "change", "target", "baseline", "rule"]
EXPANSIONS = ["full", "partial", "elsewhere", "none"]


@chart
def plot_statuses(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Statistics by status, one stacked bar per document.

    Takes one row per document and status: `doc, status, n` (missing: the text does not report), `label_en`,
    `label_zh`; optional `detail_en`, `detail_zh`, `href`. A zero is written as 0, a missing count as "not reported".
    """
    require(counts, ["doc", "status"], may_miss=["n"])
    colours = {status: status_colour(status) for status in STATUSES}
    return _stacked(counts, "status", colours, ax)


@chart
def plot_expansion(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Numbered formulas by how far the text spells them out, one stacked bar per document.

    Takes one row per document and answer: `doc, expanded (full|partial|elsewhere|none), n`, `label_en`,
    `label_zh`; optional `detail_en`, `detail_zh`, `href`.
    """
    require(counts, ["doc", "expanded"], may_miss=["n"])
    dark, warm = style().colours["achieved"], style().colours["accent"]
    colours = dict(zip(EXPANSIONS, (dark, shade(dark, 0.4), shade(dark, 0.7), warm), strict=True))
    return _stacked(counts, "expanded", colours, ax)


@chart
def plot_composition(counts: pd.DataFrame, *, of: str, order: Sequence[str] = (), ax: Axes | None = None) -> Axes:
    """What each document's items are made of (image domains, speakers): bars of 100 %, with the counts in them.

    Takes one row per document and kind: `doc, <of>, n`, `label_en`, `label_zh`; optional `name_en`, `name_zh`
    (of the kind), `detail_en`, `detail_zh`, `href`. Kinds stand in the given `order`, else the most frequent first.
    """
    require(counts, ["doc", of], numbers=["n"])
    kinds = list(order) or counts.groupby(of)["n"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    palette = style().colours["kinds"]
    colours = {kind: palette[i % len(palette)] for i, kind in enumerate(kinds)}
    return _stacked(counts, of, colours, ax, whole=True)


def _stacked(counts: pd.DataFrame, of: str, colours: dict, ax: Axes | None, whole: bool = False) -> Axes:
    """One bar per document, in the order of the table, made of the kinds in the order of `colours`."""
    documents = counts.drop_duplicates("doc").reset_index(drop=True)
    ax = ax or new_axes(len(documents) + 1, pitch=3.4 if "detail_en" in counts else 2.6)
    if counts.empty:
        return no_data(ax)
    wide = counts.groupby(["doc", of])["n"].sum(min_count=1).unstack(fill_value=0)
    wide = wide.reindex(index=documents["doc"], columns=[kind for kind in colours if kind in set(counts[of])])
    titles = counts.drop_duplicates(of).set_index(of)
    known = names(titles, "name", "") if "name_en" in counts else {}
    key = {named(f"{of}:{k}", known.get(k) or str(k)): colours[k] for k in wide.columns if wide[k].sum() > 0}
    colour_key(ax, key)
    label_rows(ax, documents, row_size(documents, len(key_lines(key))))
    scale = wide.sum(axis=1).replace(0, np.nan) if whole else wide.sum(axis=1).max() or 1
    parts = dict(zip(zip(counts["doc"], counts[of], strict=True), links(counts), strict=True))
    for y, doc in enumerate(documents["doc"]):
        opens = {kind: parts.get((doc, kind)) for kind in wide}
        _bar_of_parts(ax, y, wide.loc[doc] / (scale[doc] if whole else scale), wide.loc[doc], colours, opens)
    ax.set(xlim=(0, 1), xticks=[])
    start_line(ax)
    return ax


def _bar_of_parts(ax: Axes, y: int, lengths: pd.Series, parts: pd.Series, colours: dict, opens: dict) -> None:
    """One stacked bar, each part with its count and its link: the count inside where it fits, else above."""
    size, left, clear = style().size("base"), 0.0, 0.0
    room = 0.62 * style().size("width") * 72
    if not parts.sum() > 0:
        shown = word("not_reported") if parts.isna().any() else number(0)
        beside(ax, shown, 0, y, color=style().colours["quiet"])
        parts = parts.iloc[:0]
    for kind, count in parts[parts > 0].items():
        length, shown, link = lengths[kind], number(count), opens[kind]
        looks = {"color": colours[kind], "edgecolor": "white", "linewidth": 0.05 * size}
        ax.barh(y, length, left=left, height=0.62, **looks)[0].set_url(link)
        middle, needed = left + length / 2, width(shown, 0.8 * size) / room
        if length * room > width(shown, size) + 0.3 * size:
            ax.text(middle, y, shown, ha="center", va="center_baseline", color=readable_on(colours[kind]), url=link)
        else:
            middle = max(middle, clear + needed / 2)
            ax.text(middle, y - 0.33, shown, ha="center", va="bottom", fontsize=0.8 * size, url=link)
            clear = middle + 0.8 * needed
        left += length


@chart
def plot_bars(values: pd.DataFrame, *, highlight: Sequence[str] = (), ax: Axes | None = None) -> Axes:
    """Plain bars, one per row, each with its number.

    Takes `label_en`, `label_zh`, `value` (missing: "not reported") and optional `unit` (as written in Chinese),
    `share` (True: values are shares, written in per cent), `province` (gives the colour), `detail_en`, `detail_zh`,
    `href`. With `highlight`, rows whose `doc` or label is named stand out and the others are grey.
    """
    require(values, may_miss=["value"])
    ax = ax or new_axes(len(values), pitch=3.2 if "detail_en" in values else 2.4)
    if values.empty:
        return no_data(ax)
    values, size = values.reset_index(drop=True), row_size(values)
    label_rows(ax, values, size)
    start_line(ax)
    bars = ax.barh(values.index, values["value"].fillna(0), height=0.62, color=_bar_colours(values, highlight))
    units = values["unit"] if "unit" in values else [""] * len(values)
    for y, (value, unit, link, bar) in enumerate(zip(values["value"], units, links(values), bars, strict=True)):
        bar.set_url(link)
        shown = percent(value) if "share" in values else number(value, unit)
        ink = style().colours["quiet" if pd.isna(value) else "ink"]
        beside(ax, shown, np.nanmax([0, value]), y, color=ink, fontsize=size, url=link)
    top = values["value"].max()
    ax.set(xlim=(np.nanmin([0, *values["value"]]), top if top > 0 else 1), xticks=[])
    return ax


def _bar_colours(values: pd.DataFrame, highlight: Sequence[str]) -> list[str]:
    """Province colours, or one colour for the highlighted rows and grey for the rest, or one for all."""
    colours = style().colours
    if highlight:
        chosen = values.get("doc", names(values)).isin(highlight) | names(values).isin(highlight)
        return [colours["achieved"] if one else colours["baseline"] for one in chosen]
    if "province" in values:
        by_province = province_colours(values["province"])
        return [by_province[province] for province in values["province"].astype(str)]
    return [colours["achieved"]] * len(values)


@chart
def plot_ledger(classes: pd.DataFrame, *, highlight: Sequence[str] = ("statistic",), ax: Axes | None = None) -> Axes:
    """A ledger of everything counted: one small square per item, one row of squares per class.

    Takes `kind, n` and optional `label_en`, `label_zh`, `href`; kinds in `highlight` are coloured.
    """
    require(classes, ["kind"], numbers=["n"])
    ax = ax or new_axes(len(classes), pitch=3.0)
    if classes.empty:
        return no_data(ax)
    classes = classes.sort_values("n", ascending=False, kind="stable", ignore_index=True)
    if "label_en" not in classes:
        classes["label"] = [named(f"number_class:{kind}", str(kind)) for kind in classes["kind"]]
    size = row_size(classes)
    pitch = 27 if style().context == "report" else 300 / len(classes)
    room = 0.68 * style().size("width") * 72
    deep = max(1, round(np.sqrt(0.8 * pitch * classes["n"].max() / room)))
    label_rows(ax, classes, size)
    for y, (kind, count, link) in enumerate(zip(classes["kind"], classes["n"], links(classes), strict=True)):
        colour = style().colours["accent" if kind in highlight else "baseline"]
        for corner in _squares(int(count), deep, y):
            ax.add_artist(Rectangle(*corner, color=colour, linewidth=0, url=link))
        beside(ax, number(count), -(-count // deep), y, fontsize=size, url=link)
    ax.set(xlim=(0, max(1, -(-int(classes["n"].max()) // deep))), xticks=[])
    return ax


def _squares(count: int, deep: int, y: int) -> Iterator[tuple]:
    """Corner, width and height of each square of a row, filled column by column; one block where they are too many."""
    if count > 1500:
        yield (0.0, y - 0.36), count / deep, 0.72
        return
    step = 0.76 / deep
    for i in range(count):
        across, down = divmod(i, deep)
        yield (across + 0.08, y - 0.38 + step * (down + 0.08)), 0.84, 0.84 * step


@chart
def plot_quantities(quantities: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Statistics one by one, grouped by unit: bars are comparable within a unit only, so each unit has its own scale.

    Takes one row per statistic: `value, unit, status`, and `name_en`, `name_zh` (what is counted; else `measure`);
    optional `qualifier`, `href`. Units with most statistics stand first, the largest values first within a unit.
    """
    require(quantities, ["unit", "status"], numbers=["value"])
    often = quantities.groupby("unit")["value"].transform("size")
    keys = pd.DataFrame({"often": -often, "unit": quantities["unit"], "value": -quantities["value"]})
    ordered = quantities.loc[keys.sort_values(["often", "unit", "value"], kind="stable").index].reset_index(drop=True)
    ordered["y"] = np.arange(len(ordered)) + 1.3 * ordered["unit"].ne(ordered["unit"].shift()).cumsum() - 0.3
    ax = ax or new_axes(ordered["y"].max() + 1 if len(ordered) else 1, pitch=1.75)
    if ordered.empty:
        return no_data(ax)
    for panel, part in _beside_each_other(ax, ordered):
        size = text_size(ax.get_ylim()[0] + 0.6)
        for unit, group in part.groupby("unit", sort=False):
            looks = {"fontsize": size, "weight": "bold", "va": "center_baseline", "color": style().colours["quiet"]}
            panel.text(0, group["y"].iloc[0] - 1, named(f"unit:{unit}", unit), **looks)
            _unit_bars(panel, group, size, (0.2 if ax.child_axes else 0.46) * style().size("width") * 72)
        panel.set(xlim=(0, 1), ylim=ax.get_ylim(), xticks=[], yticks=[])
    shown = [status for status in STATUSES if status in set(ordered["status"])]
    if len(shown) > 1:
        colour_key(ax, {word(f"status:{status}"): status_colour(status) for status in shown})
    return ax


def _beside_each_other(ax: Axes, ordered: pd.DataFrame) -> list[tuple[Axes, pd.DataFrame]]:
    """The chart in one column, or, where a slide has no room for so many rows, in two of whole units each."""
    lines = ordered["y"].max() + 1
    if lines <= most_rows(1.5):
        ax.set_ylim(lines - 0.4, -0.6)
        return [(ax, ordered)]
    ax.axis("off")
    first = ordered.groupby("unit", sort=False)["y"].transform("max") < lines / 2 + 1
    parts = [ordered[first], ordered[~first].assign(y=lambda rest: rest["y"] - rest["y"].min() + 1)]
    ax.set_ylim(max(part["y"].max() for part in parts) + 0.6, -0.6)
    return [(ax.inset_axes((left, 0, 0.17, 1)), part) for left, part in zip((0.23, 0.77), parts, strict=True)]


def _unit_bars(ax: Axes, group: pd.DataFrame, size: float, room: float) -> None:
    """The bars of one unit, the longest as long as the chart is wide."""
    qualifiers = group["qualifier"] if "qualifier" in group else ["exact"] * len(group)
    rows = zip(group["y"], group["value"], group["unit"], group["status"], qualifiers, links(group), strict=True)
    most = group["value"].abs().max() or 1
    for (y, value, unit, status, qualifier, link), name in zip(rows, names(group, "name", "measure"), strict=True):
        ax.barh(y, value / most, height=0.62, color=status_colour(status))[0].set_url(link)
        row_label(ax, y, shorten(name, room, size, lines=1), va="center_baseline", fontsize=size, url=link)
        beside(ax, qualified(value, unit, qualifier), max(0, value / most), y, fontsize=size, url=link)
