"""Charts of points on a scale: rates and typical words, each with its uncertainty."""

from collections.abc import Callable, Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from jianguan.plots.canvas import (
    beside,
    chart,
    colour_key,
    label_rows,
    links,
    most_rows,
    names,
    new_axes,
    no_data,
    require,
    row_end,
    row_label,
    say_left_out,
    text_size,
)
from jianguan.style import province_colours, shade, style
from jianguan.typeset import printable, shorten
from jianguan.wording import named, number, percent, word


@chart
def plot_rates(rates: pd.DataFrame, *, of: str, documents: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Rates by province with their intervals, and each document a ring beside its province.

    Takes one row per province and category: `province, <of>, rate` (missing: "not reported"), `low, high` (may be
    missing), `n` (items counted), optional `name_en`, `name_zh`, `href`, `share` (rates are shares, written in per
    cent); and in `documents` the rates of the single documents: `province, <of>, rate`. Categories stand in the order
    of the table; a slide shows the first few.
    """
    require(rates, ["province", of], may_miss=["rate", "low", "high", "n"])
    provinces = _ordered(rates.assign(province=rates["province"].astype(str)), "province")
    every = rates.drop_duplicates(of)[[c for c in (of, "name_en", "name_zh") if c in rates]].reset_index(drop=True)
    kinds = every.head(max(4, most_rows(3) // max(len(provinces), 1)))
    ax = ax or new_axes(len(kinds) * max(1, 0.7 * len(provinces)) + 1, pitch=2.0)
    if rates.empty:
        return no_data(ax)
    colours, size = province_colours(provinces), text_size(len(kinds) * len(provinces) * 0.8, key=3)
    label_rows(ax, kinds.assign(label=names(kinds, "name", of)), min(style().size("base"), 1.3 * size), "label")
    step, drawn = 0.8 / len(provinces), rates[rates[of].isin(kinds[of])]
    for record, link in zip(drawn.to_dict("records"), links(drawn), strict=True):
        province = str(record["province"])
        y = kinds.index[kinds[of] == record[of]][0] + step * (provinces.index(province) - (len(provinces) - 1) / 2)
        _rate(ax, y, record, colours[province], size, link)
        if documents is not None:
            same = documents[(documents[of] == record[of]) & (documents["province"].astype(str) == province)]
            _rings(ax, same["rate"], y, colours[province], size)
    most = drawn[["rate", "high"]].max().max()
    if documents is not None:
        most = max(most, documents.loc[documents[of].isin(kinds[of]), "rate"].max())
    scale_below(ax, most, spell=percent if "share" in rates else number)
    say_left_out(ax, len(every) - len(kinds), lines=2)
    colour_key(ax, {named(f"province:{p}", p): colours[p] for p in provinces})
    return ax


def _rate(ax: Axes, y: float, record: dict, colour: str, size: float, link: str | None) -> None:
    """One rate as a dot on its interval, with the number of items at the right."""
    quiet, thin = style().colours["quiet"], 0.22 * size
    if pd.isna(record["rate"]):
        beside(ax, word("not_reported"), 0, y, color=quiet, fontsize=0.85 * size)
        return
    if pd.notna(record["low"]):
        ax.plot(
            [record["low"], record["high"]], [y, y], color=shade(colour, 0.5), linewidth=thin, solid_capstyle="round"
        )
    ax.plot(record["rate"], y, "o", color=colour, markersize=0.75 * size, markeredgecolor="white", url=link)
    row_end(ax, y, word("document_count", n=number(record["n"])), fontsize=0.8 * size, url=link)


def _rings(ax: Axes, values: pd.Series, y: float, colour: str, size: float) -> None:
    """The documents behind a rate; a single one would only repeat it."""
    if len(values) > 1:
        looks = {
            "markersize": 0.5 * size,
            "markerfacecolor": "none",
            "markeredgecolor": colour,
            "markeredgewidth": 0.09 * size,
        }
        ax.plot(values, [y] * len(values), "o", zorder=3, **looks)


def scale_below(ax: Axes, most: float, least: float = 0.0, marks: int = 5, spell: Callable = number) -> None:
    """A scale under the chart, with thin lines up to its values."""
    ax.set_xlim(least, 1.04 * most if most > 0 else 1)
    low, high = ax.get_xlim()
    values = MaxNLocator(marks, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    inside = [round(float(value), 10) for value in values if low <= value <= high]
    ax.set_xticks(inside, [spell(value) for value in inside])
    ax.grid(axis="x")
    ax.tick_params(axis="x", labelcolor=style().colours["quiet"], labelsize=0.9 * style().size("base"))


@chart
def plot_keyness(keyness: pd.DataFrame, *, by: str = "province", top: int = 8, ax: Axes | None = None) -> Axes:
    """The words most typical of each group, as log-odds with 95 % intervals; one panel per group, one scale for all.

    Takes `<by>, word, log_odds, low, high, n, z` (the table of `compare.keyness`), optional `label_en`, `label_zh` (of
    the group), `href`. Drawn are the `top` words of each group by `z`; the number after a word is how often it occurs.
    """
    require(keyness, [by, "word"], numbers=["log_odds", "low", "high", "z", "n"])
    chosen = (
        keyness[keyness["z"] > 0].sort_values("z", ascending=False, kind="stable").groupby(by, sort=False).head(top)
    )
    groups = [group for group in _ordered(keyness, by) if group in set(chosen[by])]
    columns = min(len(groups), 3) or 1
    deep = -(-len(groups) // columns)
    ax = ax or new_axes(deep * (top + 3.2), pitch=1.7)
    if not groups:
        return no_data(ax)
    ax.axis("off")
    colours = province_colours(keyness["province"]) if by == "province" else {}
    reach, size = chosen["high"].max(), text_size(deep * (top + 3.4))
    for panel, group in zip(_panels(ax, len(groups), columns, size, top), groups, strict=True):
        words = chosen[chosen[by] == group].reset_index(drop=True)
        colour = colours.get(group, style().colours["achieved"])
        _typical_words(panel, words, colour, size)
        panel.set(ylim=(top - 0.5, -0.7))
        scale_below(panel, reach, least=min(0, chosen["low"].min()), marks=3)
        heading = names(words).iloc[0] if "label_en" in words else named(f"{by}:{group}", str(group))
        panel.annotate(printable(heading), (0, 1), (0, 0), xycoords="axes fraction", textcoords="offset points",
                       fontsize=size, weight="bold", color=colour, va="bottom")  # fmt: skip
    return ax


def _ordered(table: pd.DataFrame, by: str) -> list:
    """The groups of a table: provinces in the order of their colours, others as they come."""
    seen = list(dict.fromkeys(table[by]))
    return [province for province in province_colours(seen) if province in seen] if by == "province" else seen


def _panels(ax: Axes, count: int, columns: int, size: float, rows: int) -> Iterator[Axes]:
    """Small axes side by side and below each other inside `ax`, each with room for words at its left."""
    deep = -(-count // columns)
    left = min(0.45, 7.5 * size * columns / (0.95 * style().size("width") * 72))
    for i in range(count):
        row, column = divmod(i, columns)
        place = (
            (column + left) / columns,
            1 - (row + 1 - 2 / (rows + 3.4)) / deep,
            (1 - left - 0.07) / columns,
            rows / (rows + 3.4) / deep,
        )
        panel = ax.inset_axes(place)
        panel.set(xticks=[], yticks=[])
        yield panel


def _typical_words(panel: Axes, words: pd.DataFrame, colour: str, size: float) -> None:
    """The rows of one panel: word, dot on its interval."""
    panel.axvline(0, color=style().colours["rule"], linewidth=0.08 * size)
    for y, (record, link) in enumerate(zip(words.to_dict("records"), links(words), strict=True)):
        panel.plot([record["low"], record["high"]], [y, y], color=shade(colour, 0.6), linewidth=0.2 * size)
        panel.plot(record["log_odds"], y, "o", color=colour, markersize=0.6 * size, markeredgecolor="white", url=link)
        shown = shorten(record["word"], 7 * size, size, lines=1)
        row_label(panel, y, shown, fontsize=size, va="center_baseline", url=link)
        looks = {"fontsize": 0.8 * size, "color": style().colours["quiet"], "url": link}
        beside(panel, number(record["n"]), record["high"], y, **looks)
