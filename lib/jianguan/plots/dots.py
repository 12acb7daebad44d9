"""Charts of points on a scale: rates and typical words, each with its uncertainty."""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from jianguan.plots.canvas import beside, chart, colour_key, key_height, links, names, new_axes, no_data, require
from jianguan.plots.panels import arranged, group_title, in_order, panel_axes, panel_head, richest
from jianguan.plots.rows import (
    PAGE,
    label_rows,
    leading,
    most_rows,
    rest_name,
    room,
    row_end,
    row_label,
    row_pitch,
    say_beside_scale,
)
from jianguan.style import province_colours, shade, style
from jianguan.typeset import shorten
from jianguan.wording import named, number, percent, word

FEW = 6  # provinces whose colours the eye keeps apart; more stand in rows of their own


@chart
def plot_rates(rates: pd.DataFrame, *, of: str, documents: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Rates by province with their intervals, and each document a ring beside its province.

    Takes one row per province and category: `province, <of>, rate` (missing: "not reported"), `low, high` (may be
    missing), `n` (items counted), optional `label_en`, `label_zh` (of the province), `name_en`, `name_zh`, `href`,
    `share` (rates are shares, written in per cent); and in `documents` the rates of the single documents: `province,
    <of>, rate`. Categories stand in the order of the table, as many as have room. Up to six provinces stand together in
    each category; more have rows of their own, the highest rate of the first category first, and a panel for each
    category, with those that have no row as grey dots in a last one.
    """
    require(rates, ["province", of], may_miss=["rate", "low", "high", "n"])
    if rates.empty:
        return no_data(ax or new_axes(0))
    documents = rates.iloc[:0] if documents is None else documents
    few = rates["province"].nunique() <= FEW
    return (_by_category if few else _by_place)(ax, rates, documents, of)


def _categories(rates: pd.DataFrame, of: str) -> pd.DataFrame:
    every = rates.drop_duplicates(of)[[c for c in (of, "name_en", "name_zh") if c in rates]]
    return every.assign(label=names(every, "name", of)).reset_index(drop=True)


def _by_category(ax: Axes | None, rates: pd.DataFrame, documents: pd.DataFrame, of: str) -> Axes:
    """A row for each category, with a line for each province, coloured."""
    every, provinces = _categories(rates, of), in_order(rates["province"].astype(str), "province")
    colours, size, small = province_colours(provinces), style().size("base"), style().size("note")
    key = {named(f"province:{p}", p): colours[p] for p in provinces}
    each, taken = 1.15 * small * len(provinces) + 0.4 * size, key_height(key) + 1.9 * size
    kinds = every.head(PAGE // len(provinces) if style().context == "report" else max(1, int(room(taken) / each)))
    pitch = max(2.4 * size, each) if style().context == "report" else room(taken) / len(kinds)
    ax = ax or new_axes(taken + pitch * len(kinds))
    colour_key(ax, key, label_rows(ax, kinds, pitch))
    step = 1.15 * small / pitch if style().context == "slide" else 0.8 / len(provinces)
    drawn = rates[rates[of].isin(kinds[of])]
    for record, link in zip(drawn.to_dict("records"), links(drawn), strict=True):
        province = str(record["province"])
        y = kinds.index[kinds[of] == record[of]][0] + step * (provinces.index(province) - (len(provinces) - 1) / 2)
        same = documents[(documents[of] == record[of]) & (documents["province"].astype(str) == province)]
        _rate(ax, y, record, colours[province], link)
        _rings(ax, same["rate"], y, colours[province])
    scale_below(ax, _most(drawn, documents, kinds[of], of), spell=percent if "share" in rates else number)
    say_beside_scale(ax, len(every) - len(kinds))
    return ax


def _by_place(ax: Axes | None, rates: pd.DataFrame, documents: pd.DataFrame, of: str) -> Axes:
    """A row for each province and a panel for each category."""
    every, size = _categories(rates, of), style().size("base")
    places = rates.assign(province=rates["province"].astype(str)).drop_duplicates("province").set_index("province")
    places = places.assign(label=[named(f"province:{p}", p) for p in places.index], province=places.index)
    places = places[["province", "label"]]
    first = rates[rates[of] == every[of].iloc[0]].set_index("province")["rate"].reindex(places.index)
    across = min(len(every), 4 if style().context == "report" else 3)
    bands = -(-len(every) // across) if style().context == "report" else 1
    kinds = every.head(across * bands)
    drawn, rest = leading(places, first, most_rows(5.0 * size))
    rows = len(drawn) + (len(rest) > 0)
    pitch = row_pitch(rows, taken=5.0 * size)
    ax = ax or new_axes(bands * (pitch * rows + 5.0 * size))
    ax.axis("off")
    most = _most(rates, documents, kinds[of], of)
    for i, (kind, label) in enumerate(zip(kinds[of], kinds["label"], strict=True)):
        band, column = divmod(i, across)
        high = pitch * rows / (pitch * rows + 5.0 * size) / bands
        low = 1 - (band + 1) / bands + 2.0 * size / (pitch * rows + 5.0 * size) / bands
        panel = ax.inset_axes((column / across, low, 0.72 / across, high))
        panel.set(ylim=(rows - 0.5, -0.5), yticks=[])
        if column == 0:
            label_rows(panel, drawn, pitch, rest_name(rest))
        _places_of_kind(panel, rates[rates[of] == kind], drawn, documents[documents[of] == kind])
        scale_below(panel, most, marks=2, spell=percent if "share" in rates else number)
        _panel_name(panel, label, across)
    say_beside_scale(ax, len(every) - len(kinds))
    return ax


def _panel_name(panel: Axes, label: str, panels: int) -> None:
    room = 0.75 * style().size("width") * 72 / panels
    looks = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "baseline", "weight": "bold"}
    shown = shorten(label, room, style().size("base"), lines=2)
    panel.annotate(shown, (0, 1), (0, 0.5 * style().size("base")), linespacing=1.1, **looks)


def _places_of_kind(panel: Axes, rates: pd.DataFrame, drawn: pd.DataFrame, documents: pd.DataFrame) -> None:
    """The rates of one category: a row for each province drawn, grey dots for the others."""
    colour, size = style().colours["achieved"], style().size("base")
    rows = {province: y for y, province in enumerate(drawn["province"])}
    for record, link in zip(rates.to_dict("records"), links(rates), strict=True):
        y = rows.get(str(record["province"]))
        if y is not None:
            _rate(panel, y, record, colour, link)
            _rings(panel, documents.loc[documents["province"].astype(str) == record["province"], "rate"], y, colour)
        elif pd.notna(record["rate"]):
            looks = {"color": style().colours["baseline"], "markeredgecolor": "white", "clip_on": False}
            panel.plot(record["rate"], len(drawn), "o", markersize=0.5 * size, **looks)


def _most(rates: pd.DataFrame, documents: pd.DataFrame, kinds: pd.Series, of: str) -> float:
    """The largest value that the scale must hold."""
    shown = rates.loc[rates[of].isin(kinds), ["rate", "high"]].max().max()
    return max(shown, documents.loc[documents[of].isin(kinds), "rate"].max()) if len(documents) else shown


def _rate(ax: Axes, y: float, record: dict, colour: str, link: str | None) -> None:
    """One rate as a dot on its interval, with the number of items at the right."""
    quiet, size = style().colours["quiet"], style().size("note")
    if pd.isna(record["rate"]):
        beside(ax, word("not_reported"), 0, y, color=quiet, fontsize=size)
        return
    if pd.notna(record["low"]):
        looks = {"color": shade(colour, 0.5), "linewidth": 0.3 * size, "solid_capstyle": "round"}
        ax.plot([record["low"], record["high"]], [y, y], **looks)
    looks = {"color": colour, "markersize": 0.8 * size, "markeredgecolor": "white", "clip_on": False}
    ax.plot(record["rate"], y, "o", url=link, **looks)
    row_end(ax, y, word("document_count", n=number(record["n"])), url=link)


def _rings(ax: Axes, values: pd.Series, y: float, colour: str) -> None:
    """The documents behind a rate; a single one would only repeat it."""
    size = style().size("note")
    if len(values) > 1:
        looks = {"markersize": 0.6 * size, "markerfacecolor": "none", "markeredgecolor": colour}
        ax.plot(values, [y] * len(values), "o", zorder=3, markeredgewidth=0.11 * size, **looks)


def scale_below(ax: Axes, most: float, least: float = 0.0, marks: int = 5, spell: Callable = number) -> None:
    """A scale under the chart, with thin lines up to its values."""
    ax.set_xlim(least, 1.04 * most if most > 0 else 1)
    low, high = ax.get_xlim()
    values = MaxNLocator(marks, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    inside = [round(float(value), 10) for value in values if low <= value <= high]
    ax.set_xticks(inside, [spell(value) for value in inside])
    ax.grid(axis="x")
    ax.tick_params(axis="x", labelcolor=style().colours["quiet"], labelsize=style().size("base"))


@chart
def plot_keyness(keyness: pd.DataFrame, *, by: str = "province", top: int = 8, ax: Axes | None = None) -> Axes:
    """The words most typical of each group, as log-odds with 95 % intervals; one panel per group, one scale for all.

    Takes `<by>, word, log_odds, low, high, n, z` (the table of `compare.keyness`), optional `label_en`, `label_zh` (of
    the group), `href`. Drawn are the `top` words of each group by `z`; the number after a word is how often it occurs.
    Where not all groups have room, those of the largest `z` are drawn.
    """
    require(keyness, [by, "word"], numbers=["log_odds", "low", "high", "z", "n"])
    typical = keyness[keyness["z"] > 0].sort_values("z", ascending=False, kind="stable")
    every, size = in_order(typical[by], by), style().size("base")
    if not every:
        return no_data(ax or new_axes(0))
    fit = arranged(every, top, taken=2.0 * size)
    panels = fit._replace(groups=richest(every, typical.groupby(by)["z"].max(), len(fit.groups)))
    chosen = typical[typical[by].isin(panels.groups)].groupby(by, sort=False).head(panels.rows)
    ax = ax or new_axes(panels.height)
    colours = province_colours(keyness["province"]) if by == "province" else {}
    reach, least = chosen["high"].max(), min(0, chosen["low"].min())
    for i, (panel, group) in enumerate(zip(panel_axes(ax, panels, 7.5 * size, 2.0 * size), panels.groups, strict=True)):
        words = chosen[chosen[by] == group].reset_index(drop=True)
        colour = colours.get(group, style().colours["achieved"])
        _typical_words(panel, words, colour)
        scale_below(panel, reach, least=least, marks=3)
        panel.tick_params(axis="x", labelbottom=i + panels.columns >= len(panels.groups))
        panel_head(panel, group_title(words, by, group), colour)
    say_beside_scale(ax, len(every) - len(panels.groups))
    return ax


def _typical_words(panel: Axes, words: pd.DataFrame, colour: str) -> None:
    """The rows of one panel: word, dot on its interval."""
    size = style().size("base")
    panel.axvline(0, color=style().colours["rule"], linewidth=0.08 * size)
    for y, (record, link) in enumerate(zip(words.to_dict("records"), links(words), strict=True)):
        panel.plot([record["low"], record["high"]], [y, y], color=shade(colour, 0.6), linewidth=0.2 * size)
        panel.plot(record["log_odds"], y, "o", color=colour, markersize=0.6 * size, markeredgecolor="white", url=link)
        row_label(panel, y, shorten(record["word"], 7 * size, size, lines=1), va="center_baseline", url=link)
        looks = {"fontsize": style().size("note"), "color": style().colours["quiet"], "url": link}
        beside(panel, number(record["n"]), record["high"], y, **looks)
