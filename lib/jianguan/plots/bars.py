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
    key_height,
    links,
    names,
    new_axes,
    no_data,
    require,
    start_line,
    status_colour,
)
from jianguan.plots.quantities import STATUSES
from jianguan.plots.rows import detailed, label_rows, leading, most_rows, rest_name, row_pitch, thickness
from jianguan.style import LANGUAGES, province_colours, readable_on, shade, style
from jianguan.typeset import width
from jianguan.wording import named, number, percent, word

EXPANSIONS = ["full", "partial", "elsewhere", "none"]
SMALLEST = 4  # squares one above the other that can still be told apart
REST = "\N{HORIZONTAL ELLIPSIS}"  # the kind that holds all kinds for which there is no colour


@chart
def plot_statuses(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Statistics by status, one stacked bar per document, the one with most first.

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
    `label_zh`; optional `detail_en`, `detail_zh`, `href`. The document that leaves most unexplained stands first.
    """
    require(counts, ["doc", "expanded"], may_miss=["n"])
    dark, warm = style().colours["achieved"], style().colours["accent"]
    colours = dict(zip(EXPANSIONS, (dark, shade(dark, 0.4), shade(dark, 0.7), warm), strict=True))
    return _stacked(counts, "expanded", colours, ax, first="none")


@chart
def plot_composition(counts: pd.DataFrame, *, of: str, order: Sequence[str] = (), ax: Axes | None = None) -> Axes:
    """What each document's items are made of (image domains, speakers): bars of 100 %, with the counts in them.

    Takes one row per document and kind: `doc, <of>, n`, `label_en`, `label_zh`; optional `name_en`, `name_zh`
    (of the kind), `detail_en`, `detail_zh`, `href`. Kinds stand in the given `order`, else the most frequent first;
    those for which there is no colour are one last kind. The document with most items stands first.
    """
    require(counts, ["doc", of], numbers=["n"])
    kinds = list(order) or counts.groupby(of)["n"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    colours = dict(zip(kinds, style().colours["kinds"], strict=False))
    if len(kinds) > len(colours):
        many = {f"name_{lang}": word("other_kinds", lang, n=len(kinds) - len(colours)) for lang in LANGUAGES}
        kept = counts[of].isin(colours)
        counts = pd.concat([counts[kept], counts[~kept].assign(**{of: REST}, **many)])
        colours[REST] = style().colours["rule_status"]
    return _stacked(counts, of, colours, ax, whole=True)


def _stacked(counts: pd.DataFrame, of: str, colours: dict, ax: Axes | None, whole=False, first=None) -> Axes:
    """One bar per document, made of the kinds in the order of `colours`; the rest of the documents in a last row."""
    documents = counts.drop_duplicates("doc").set_index("doc", drop=False)
    wide = counts.groupby(["doc", of])["n"].sum(min_count=1).unstack(fill_value=0).reindex(documents.index)
    wide = wide[[kind for kind in colours if kind in wide]]
    known = names(counts.drop_duplicates(of).set_index(of), "name", "") if "name_en" in counts else {}
    key = {named(f"{of}:{k}", known.get(k) or str(k)): colours[k] for k in wide.columns if wide[k].sum() > 0}
    taken = key_height(key)
    drawn, rest = leading(documents, wide[first] if first in wide else wide.sum(axis=1), most_rows(taken))
    pitch = row_pitch(len(drawn) + (len(rest) > 0), detailed(drawn), taken)
    ax = ax or new_axes(taken + pitch * (len(drawn) + (len(rest) > 0)))
    if counts.empty:
        return no_data(ax)
    colour_key(ax, key, label_rows(ax, drawn, pitch, rest_name(rest)))
    opens = pd.Series(list(links(counts)), pd.MultiIndex.from_frame(counts[["doc", of]]), dtype=object).to_dict()
    most = wide.loc[drawn.index].sum(axis=1).max() or 1
    bars = [(wide.loc[doc], most, {kind: opens.get((doc, kind)) for kind in wide}) for doc in drawn.index]
    bars += [(wide.loc[rest.index].sum(min_count=1), np.inf, {})] * (len(rest) > 0)
    for y, (parts, scale, hrefs) in enumerate(bars):
        table = pd.DataFrame({"n": parts, "colour": pd.Series(colours), "href": pd.Series(hrefs, dtype=object)})
        _bar_of_parts(ax, y, table.loc[parts.index], parts.sum() if whole else scale, thickness(pitch))
    ax.set(xlim=(0, 1), xticks=[])
    start_line(ax)
    return ax


def _bar_of_parts(ax: Axes, y: int, parts: pd.DataFrame, scale: float, thick: float) -> None:
    """One stacked bar of `n, colour, href`, each part with its count: inside where it fits, else after the bar."""
    size, left, outside, across = style().size("base"), 0.0, [], 0.45 * style().size("width") * 72
    if not parts["n"].sum() > 0:
        shown = word("not_reported") if parts["n"].isna().any() else number(0)
        beside(ax, shown, 0, y, color=style().colours["quiet"])
        return
    for count, colour, link in parts[parts["n"] > 0].itertuples(index=False):
        length, shown, link = count / scale, number(count), link if isinstance(link, str) else None
        looks = {"color": colour, "edgecolor": "white", "linewidth": 0.05 * size}
        if length:
            ax.barh(y, length, left=left, height=thick, **looks)[0].set_url(link)
        if length * across > width(shown, size) + 0.3 * size:
            place = {"ha": "center", "va": "center_baseline", "color": readable_on(colour), "url": link}
            ax.text(left + length / 2, y, shown, **place)
        else:
            outside.append((shown, colour, link))
        left += length
    _counts_after(ax, left, y, outside)


def _counts_after(ax: Axes, x: float, y: int, counts: list[tuple]) -> None:
    """Counts one after the other to the right of a point, each after a square of its colour."""
    size, across = style().size("base"), 0.5 * style().size("base")
    place = {"textcoords": "offset points", "va": "center_baseline"}
    for shown, colour, link in counts:
        ax.annotate("■", (x, y), (across, 0), color=colour, **place)
        ax.annotate(shown, (x, y), (across + 1.1 * size, 0), url=link, **place)
        across += 1.7 * size + width(shown, size)


@chart
def plot_bars(values: pd.DataFrame, *, highlight: Sequence[str] = (), ax: Axes | None = None) -> Axes:
    """Plain bars, one per row, each with its number.

    Takes `label_en`, `label_zh`, `value` (missing: "not reported") and optional `unit` (as written in Chinese),
    `share` (True: values are shares, written in per cent), `province` (gives the colour), `detail_en`, `detail_zh`,
    `href`. Rows with a `doc` stand by their value, others in the order of the table; where not all have room, those
    with the smallest values share a last row that tells their range. With `highlight`, rows whose `doc` or label is
    named stand out and the others are grey.
    """
    require(values, may_miss=["value"])
    values = values.reset_index(drop=True)
    drawn, rest = leading(values, values["value"], most_rows())
    drawn = drawn if "doc" in values else drawn.sort_index()
    pitch = row_pitch(len(drawn) + (len(rest) > 0), detailed(drawn))
    ax = ax or new_axes(pitch * (len(drawn) + (len(rest) > 0)))
    if values.empty:
        return no_data(ax)
    label_rows(ax, drawn, pitch, rest_name(rest))
    start_line(ax)
    lengths = drawn["value"].fillna(0)
    bars = ax.barh(range(len(drawn)), lengths, height=thickness(pitch), color=_bar_colours(drawn, highlight))
    for y, (value, shown, link, bar) in enumerate(
        zip(drawn["value"], _written(drawn), links(drawn), bars, strict=True)
    ):
        bar.set_url(link)
        ink = style().colours["quiet" if pd.isna(value) else "ink"]
        beside(ax, shown, np.nanmax([0, value]), y, color=ink, url=link)
    beside(ax, _range(rest), 0, len(drawn), color=style().colours["quiet"])
    top = values["value"].max()
    ax.set(xlim=(np.nanmin([0, *drawn["value"]]), top if top > 0 else 1), xticks=[])
    return ax


def _written(values: pd.DataFrame) -> list[str]:
    """Each value as it is written."""
    units = values["unit"] if "unit" in values else [""] * len(values)
    pairs = zip(values["value"], units, strict=True)
    return [percent(value) if "share" in values else number(value, unit) for value, unit in pairs]


def _range(values: pd.DataFrame) -> str:
    """From the smallest value to the largest, where they have one unit, and how many are missing."""
    known = values.dropna(subset="value").sort_values("value", kind="stable")
    missing = len(values) - len(known)
    ends = list(dict.fromkeys(_written(known.iloc[[0, -1]]))) if len(known) else []
    one_unit = "unit" not in known or known["unit"].nunique() == 1
    parts = ["–".join(ends)] * (len(ends) > 0 and one_unit)
    parts += [word("not_reported_in", n=number(missing))] * (missing > 0)
    return word("and").join(parts)


def _bar_colours(values: pd.DataFrame, highlight: Sequence[str]) -> list[str]:
    """Province colours, or one colour for the highlighted rows and grey for the rest, or one for all."""
    colours = style().colours
    if highlight:
        known = values[[c for c in ("doc", "label", "label_en", "label_zh") if c in values]]
        return [colours["achieved" if one else "baseline"] for one in known.isin(list(highlight)).any(axis=1)]
    if "province" in values:
        by_province = province_colours(values["province"])
        return [by_province[province] for province in values["province"].astype(str)]
    return [colours["achieved"]] * len(values)


@chart
def plot_ledger(classes: pd.DataFrame, *, highlight: Sequence[str] = ("statistic",), ax: Axes | None = None) -> Axes:
    """A ledger of everything counted: one small square per item, one row of squares per class, the largest first.

    Takes `kind, n` and optional `label_en`, `label_zh`, `href`; kinds in `highlight` are coloured.
    """
    require(classes, ["kind"], numbers=["n"])
    drawn, rest = leading(classes, classes["n"], most_rows())
    pitch = row_pitch(len(drawn) + (len(rest) > 0))
    ax = ax or new_axes(pitch * (len(drawn) + (len(rest) > 0)))
    if classes.empty:
        return no_data(ax)
    if "label_en" not in drawn:
        drawn = drawn.assign(label=[named(f"number_class:{kind}", str(kind)) for kind in drawn["kind"]])
    deep = max(1, round(np.sqrt(0.8 * pitch * classes["n"].max() / (0.68 * style().size("width") * 72))))
    label_rows(ax, drawn, pitch, rest_name(rest))
    for y, (kind, count, link) in enumerate(zip(drawn["kind"], drawn["n"], links(drawn), strict=True)):
        colour = style().colours["accent" if kind in highlight else "baseline"]
        for corner in _squares(int(count), deep, y):
            ax.add_artist(Rectangle(*corner, color=colour, linewidth=0, url=link))
        beside(ax, number(count), -(-count // deep), y, url=link)
    if len(rest):
        beside(ax, number(rest["n"].sum()), 0, len(drawn), color=style().colours["quiet"])
    ax.set(xlim=(0, max(1, -(-int(classes["n"].max()) // deep))), xticks=[])
    return ax


def _squares(count: int, deep: int, y: int) -> Iterator[tuple]:
    """Corner, width and height of each square of a row, filled column by column; one block where they are too small."""
    if deep > SMALLEST:
        yield (0.0, y - 0.36), count / deep, 0.72
        return
    step = 0.76 / deep
    for i in range(count):
        across, down = divmod(i, deep)
        yield (across + 0.08, y - 0.38 + step * (down + 0.08)), 0.84, 0.84 * step
