"""Charts of cells: what stands in which text, how much of it, and what goes with what."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from jianguan.plots.canvas import chart, links, names, new_axes, no_data, require, status_colour
from jianguan.plots.cells import Cell, Grid, documents_down, draw_cell, draw_grid
from jianguan.plots.rows import most_rows, say_left_out
from jianguan.style import province_colours, sequence, style
from jianguan.typeset import printable, shorten
from jianguan.wording import named, number, percent, qualified, word

FIELDS = ["measures", "with_actor", "with_beneficiary", "with_number", "with_deadline"]


@chart
def plot_heat(shares: pd.DataFrame, *, of: str = "theme", top: int = 30, ax: Axes | None = None) -> Axes:
    """Theme shares by document: a darker cell is a larger share.

    Takes one row per document and theme: `doc, province, <of>, share` (0-1; missing: "–"), `sentences` (that hold it),
    `label_en`, `label_zh` (of the document), `name_en`, `name_zh` (of the theme), optional `href`. Themes stand in the
    order of their mean share, the `top` first. Documents without a row of their own share one with their mean.
    """
    require(shares, ["doc", of], may_miss=["share", "sentences"])
    if shares.empty:
        return no_data(ax or new_axes(0))
    ranked = shares.groupby(of)["share"].mean().sort_values(ascending=False, kind="stable").index[:top]
    most, wide = shares["share"].max() or 1, shares.pivot_table(index="doc", columns=of, values="share", dropna=False)

    def cell(share: float, small: str = "", link: str | None = None) -> Cell:
        if pd.isna(share):
            return Cell(None, "–")
        return Cell(sequence()(share / most), percent(share) if share else "0", small if share else "", link)

    records = zip(shares["doc"], shares[of], shares["share"], shares["sentences"], links(shares), strict=True)
    cells = {(doc, kind): cell(share, number(n), link) for doc, kind, share, n, link in records}
    documents = _documents(shares)
    measure = wide[ranked[0]].reindex(documents.index)
    kinds = _unique(shares, of).loc[ranked]

    def mean(rest: pd.Index, kind: object) -> Cell:
        return cell(wide.loc[rest, kind].mean())

    return draw_grid(ax, Grid(documents, kinds, cells, mean, measure, rest_says="rest_mean"))


@chart
def plot_presence(counts: pd.DataFrame, *, of: str = "term", ax: Axes | None = None) -> Axes:
    """Which words occur in which text: a filled cell with the count, an empty one with 0.

    Takes one row per document and word: `doc, province, <of>, n` (0: does not occur; missing: text not searched),
    `label_en`, `label_zh`, optional `name_en`, `name_zh` (of the word), `href`. The rarest words stand first; the
    noughts of a word that occurs nowhere are coloured. Documents without a row of their own are counted: in how many
    of them the word occurs.
    """
    require(counts, ["doc", of], may_miss=["n"])
    if counts.empty:
        return no_data(ax or new_axes(0))
    totals = counts.groupby(of, sort=False)["n"].sum().sort_values(kind="stable")
    colours, most, warm = sequence(), np.log1p(counts["n"].max() or 1), style().colours["accent"]
    records = zip(counts["doc"], counts[of], counts["n"], links(counts), strict=True)
    cells = {}
    for doc, kind, n, link in records:
        colour = colours(0.25 + 0.75 * np.log1p(n) / most) if n > 0 else None
        ink = warm if totals[kind] == 0 else None
        cells[doc, kind] = Cell(colour, "–" if pd.isna(n) else number(n), link=link, ink=ink)
    wide = counts.pivot_table(index="doc", columns=of, values="n", dropna=False)
    kinds = _unique(counts, of).loc[totals.index]
    return draw_grid(ax, Grid(_documents(counts), kinds, cells, _how_many(wide), wide.sum(axis=1)))


def _how_many(wide: pd.DataFrame) -> Callable[[pd.Index, object], Cell]:
    """In how many of the documents without a row of their own something stands."""

    def cell(rest: pd.Index, kind: object) -> Cell:
        found = int((wide.loc[rest, kind] > 0).sum())
        return Cell(None, word("of_documents", n=number(found), all=number(len(rest))))

    return cell


@chart
def plot_indicators(indicators: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Which indicators each text reports or promises; an empty cell is "not reported", which is not 0.

    Takes one row per document and indicator: `doc, province, measure, value` (missing: not reported), `unit, status`,
    `label_en`, `label_zh`, optional `name_en`, `name_zh` (of the indicator), `qualifier, href`. Indicators that most
    texts report stand first. Documents without a row of their own are counted: how many of them report it.
    """
    require(indicators, ["doc", "measure", "unit", "status"], may_miss=["value"])
    if indicators.empty:
        return no_data(ax or new_axes(0))
    known = indicators[indicators["value"].notna()]
    cells = {}
    for record, link in zip(known.to_dict("records"), links(known), strict=True):
        text = qualified(record["value"], record["unit"], record.get("qualifier") or "exact")
        cells[record["doc"], record["measure"]] = Cell(status_colour(record["status"]), text, link=link)
    wide = indicators.pivot_table(index="doc", columns="measure", values="value", dropna=False, aggfunc="first")
    often = wide.notna().sum().sort_values(ascending=False, kind="stable")
    kinds = _unique(indicators, "measure").loc[often.index]
    shown = [status for status in ("achieved", "change", "target") if status in set(indicators["status"])]
    key = {word(f"status:{status}"): status_colour(status) for status in shown}
    key |= {word("not_reported"): style().colours["quiet"]}
    marks, measure = "■" * len(shown) + "□", wide.notna().sum(axis=1)
    return draw_grid(ax, Grid(_documents(indicators), kinds, cells, _how_many(wide), measure, key, marks))


@chart
def plot_commitments(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """What the commitments of each text come with: an actor, a beneficiary, a number, a date.

    Takes one row per document and field (`measures, with_actor, with_beneficiary, with_number, with_deadline`):
    `doc, field, n` (missing: "not reported"), `label_en`, `label_zh`, optional `detail_en`, `detail_zh`, `href`.
    Texts with most commitments stand first; those without a row of their own are added up.
    """
    require(counts, ["doc", "field"], may_miss=["n"])
    if counts.empty:
        return no_data(ax or new_axes(0))
    fields = [f for f in FIELDS if f in set(counts["field"])] + sorted(set(counts["field"]) - set(FIELDS))
    kinds = pd.DataFrame({"label": [named(f, f) for f in fields]}, index=fields)
    dark, pale = style().colours["achieved"], style().colours["pale"]

    def cell(n: float, kind: str, link: str | None = None) -> Cell:
        if pd.isna(n) or n == 0:
            return Cell(None, word("not_reported") if pd.isna(n) else "0", link=link)
        tick = "" if kind == "measures" else "✓ "
        return Cell(dark if tick else pale, tick + number(n), link=link)

    records = zip(counts["doc"], counts["field"], counts["n"], links(counts), strict=True)
    cells = {(doc, kind): cell(n, kind, link) for doc, kind, n, link in records}
    wide = counts.pivot_table(index="doc", columns="field", values="n", dropna=False)

    def added_up(rest: pd.Index, kind: str) -> Cell:
        return cell(wide.loc[rest, kind].sum(min_count=1), kind)

    documents = counts.drop_duplicates("doc").set_index("doc", drop=False)
    measure = wide[fields[0]].reindex(documents.index)
    return documents_down(ax, Grid(documents, kinds, cells, added_up, measure, rest_says="rest_sum"))


@chart
def plot_cooccurrence(pairs: pd.DataFrame, *, top: int = 14, ax: Axes | None = None) -> Axes:
    """Which themes stand in one sentence: a triangle of counts, each theme named on the diagonal.

    Takes one row per pair: `a, b, n`, optional `a_en`, `a_zh`, `b_en`, `b_zh` (names), `href`. The `top` themes with
    the most pairs are drawn, on a slide as many as have room.
    """
    require(pairs, ["a", "b"], numbers=["n"])
    ends = pd.concat([_end(pairs, "a"), _end(pairs, "b")])
    totals = ends.groupby("theme", sort=True)["n"].sum().sort_values(ascending=False, kind="stable")
    order = totals.index[: min(top, most_rows(1.5 * style().size("note"), lines=1.3))]
    ax = ax or new_axes(2.2 * style().size("base") * len(order))
    if order.empty:
        return no_data(ax)
    shown, size = ends.drop_duplicates("theme").set_index("theme")["name"], style().size("base")
    colours, most = sequence(), pairs["n"].max() or 1
    ax.set(xlim=(-0.1, 1.25 * len(order) + 2), ylim=(len(order) - 0.5, -0.5), xticks=[], yticks=[])
    for a, b, n, link in zip(pairs["a"], pairs["b"], pairs["n"], links(pairs), strict=True):
        if a in order and b in order:
            column, row = sorted((order.get_loc(a), order.get_loc(b)))
            draw_cell(ax, (column, row), Cell(colours(n / most), number(n), link=link))
    for i, theme in enumerate(order):
        ax.text(i + 0.1, i, shorten(printable(shown[theme]), 14 * size, size, lines=1), va="center_baseline")
    say_left_out(ax, len(totals) - len(order))
    return ax


def _end(pairs: pd.DataFrame, side: str) -> pd.DataFrame:
    """One end of each pair, with its name and count."""
    return pd.DataFrame({"theme": pairs[side], "name": names(pairs, side, side), "n": pairs["n"]})


def _unique(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """The things named in a column, in the order of the table, as labelled rows."""
    first = table.drop_duplicates(key).set_index(key, drop=False)
    if key != "doc":
        described = [f"{part}_{lang}" for part in ("label", "detail") for lang in ("en", "zh")]
        first = first.drop(columns=[*described, "href", "label_href"], errors="ignore")
        first["label"] = names(first, "name", key)
    return first


def _documents(table: pd.DataFrame) -> pd.DataFrame:
    """The documents of a table, those of one province together, provinces in the order of their colours."""
    first = table.drop_duplicates("doc").set_index("doc", drop=False)
    ranks = {province: rank for rank, province in enumerate(province_colours(first["province"]))}
    return first.sort_values("province", key=lambda column: column.astype(str).map(ranks), kind="stable")
