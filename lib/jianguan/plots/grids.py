"""Charts of cells: what stands in which text, how much of it, and what goes with what."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from jianguan.plots.canvas import (
    chart,
    links,
    most_rows,
    names,
    new_axes,
    no_data,
    require,
    say_left_out,
    status_colour,
    text_size,
)
from jianguan.plots.cells import Cell, draw_cell, draw_grid
from jianguan.style import province_colours, sequence, style
from jianguan.typeset import printable
from jianguan.wording import named, number, percent, qualified, word

FIELDS = ["measures", "with_actor", "with_beneficiary", "with_number", "with_deadline"]


@chart
def plot_heat(shares: pd.DataFrame, *, of: str = "theme", top: int = 30, ax: Axes | None = None) -> Axes:
    """Theme shares by document, provinces side by side: a darker cell is a larger share.

    Takes one row per document and theme: `doc, province, <of>, share` (0-1; missing: "–"), `sentences` (that hold it),
    `label_en`, `label_zh` (of the document), `name_en`, `name_zh` (of the theme), optional `href`. Themes stand in the
    order of their mean share, the `top` first; documents in the order of the table within their province.
    """
    require(shares, ["doc", of], may_miss=["share", "sentences"])
    ranked = shares.groupby(of)["share"].mean().sort_values(ascending=False, kind="stable").index
    order = ranked[: min(top, most_rows(2.8))]
    rows, columns = _unique(shares, of).loc[order], _documents(shares)
    ax = ax or new_axes(len(rows) + 4, pitch=2.3)
    if rows.empty:
        return no_data(ax)
    colours, most = sequence(), shares["share"].max() or 1
    cells = []
    for record, link in zip(shares.to_dict("records"), links(shares), strict=True):
        if record[of] in order:
            share, count = record["share"], record["sentences"]
            colour = None if pd.isna(share) else colours(share / most)
            text, small = (percent(share), number(count)) if share > 0 else ("–" if pd.isna(share) else "0", "")
            place = order.get_loc(record[of]), columns.index.get_loc(record["doc"])
            cells.append(Cell(*place, colour, text, small, link))
    say_left_out(ax, len(ranked) - len(order))
    return draw_grid(ax, rows, columns, cells)


@chart
def plot_presence(counts: pd.DataFrame, *, of: str = "term", ax: Axes | None = None) -> Axes:
    """Which words occur in which text: a filled cell with the count, an empty one with 0.

    Takes one row per document and word: `doc, province, <of>, n` (0: does not occur; missing: text not searched),
    `label_en`, `label_zh`, optional `name_en`, `name_zh` (of the word), `href`. The rarest words stand first; the
    noughts of a word that occurs nowhere are coloured.
    """
    require(counts, ["doc", of], may_miss=["n"])
    ranked = counts.groupby(of, sort=False)["n"].sum().sort_values(kind="stable")
    order = ranked.index[: most_rows(2.8)]
    rows, columns = _unique(counts, of).loc[order], _documents(counts)
    ax = ax or new_axes(len(rows) + 4, pitch=2.0)
    if rows.empty:
        return no_data(ax)
    colours, most, warm = sequence(), np.log1p(counts["n"].max() or 1), style().colours["accent"]
    cells, drawn = [], counts[counts[of].isin(order)]
    for record, link in zip(drawn.to_dict("records"), links(drawn), strict=True):
        n, place = record["n"], (order.get_loc(record[of]), columns.index.get_loc(record["doc"]))
        colour = colours(0.25 + 0.75 * np.log1p(n) / most) if n > 0 else None
        ink = warm if ranked[record[of]] == 0 else None
        cells.append(Cell(*place, colour, "–" if pd.isna(n) else number(n), link=link, ink=ink))
    say_left_out(ax, len(ranked) - len(order))
    return draw_grid(ax, rows, columns, cells)


@chart
def plot_indicators(indicators: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Which indicators each text reports or promises; an empty cell is "not reported", which is not 0.

    Takes one row per document and indicator: `doc, province, measure, value` (missing: not reported), `unit, status`,
    `label_en`, `label_zh`, optional `name_en`, `name_zh` (of the indicator), `qualifier, href`.
    """
    require(indicators, ["doc", "measure", "unit", "status"], may_miss=["value"])
    every, columns = _unique(indicators, "measure"), _documents(indicators)
    rows = every.head(most_rows(3.5))
    indicators = indicators[indicators["measure"].isin(rows.index)]
    ax = ax or new_axes(len(rows) + 4, pitch=2.2)
    if rows.empty:
        return no_data(ax)
    cells = []
    for record, link in zip(indicators.to_dict("records"), links(indicators), strict=True):
        place = rows.index.get_loc(record["measure"]), columns.index.get_loc(record["doc"])
        if pd.notna(record["value"]):
            text = qualified(record["value"], record["unit"], record.get("qualifier") or "exact")
            cells.append(Cell(*place, status_colour(record["status"]), text, link=link))
    filled = {(cell.row, cell.column) for cell in cells}
    empty = [(row, column) for row in range(len(rows)) for column in range(len(columns))]
    cells += [Cell(*place, None) for place in empty if place not in filled]
    say_left_out(ax, len(every) - len(rows))
    shown = [status for status in ("achieved", "change", "target") if status in set(indicators["status"])]
    key = {word(f"status:{status}"): status_colour(status) for status in shown}
    return draw_grid(ax, rows, columns, cells, key | {word("not_reported"): style().colours["pale"]})


@chart
def plot_commitments(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """What the commitments of each text come with: an actor, a beneficiary, a number, a date.

    Takes one row per document and field (`measures, with_actor, with_beneficiary, with_number, with_deadline`):
    `doc, field, n` (missing: "not reported"), `label_en`, `label_zh`, optional `detail_en`, `detail_zh`, `href`.
    """
    require(counts, ["doc", "field"], may_miss=["n"])
    rows = _unique(counts, "doc")
    fields = [f for f in FIELDS if f in set(counts["field"])] + sorted(set(counts["field"]) - set(FIELDS))
    columns = pd.DataFrame({"label": [named(f, f) for f in fields]}, index=fields)
    ax = ax or new_axes(len(rows) + 1.5, pitch=3.4 if "detail_en" in counts else 2.4)
    if rows.empty:
        return no_data(ax)
    dark, cells = style().colours["achieved"], []
    for record, link in zip(counts.to_dict("records"), links(counts), strict=True):
        count, place = record["n"], (rows.index.get_loc(record["doc"]), fields.index(record["field"]))
        if pd.isna(count) or count == 0:
            cells.append(Cell(*place, None, word("not_reported") if pd.isna(count) else "0", link=link))
        else:
            tick = "" if record["field"] == "measures" else "✓ "
            colour = style().colours["pale"] if not tick else dark
            cells.append(Cell(*place, colour, tick + number(count), link=link))
    return draw_grid(ax, rows, columns, cells)


@chart
def plot_cooccurrence(pairs: pd.DataFrame, *, top: int = 14, ax: Axes | None = None) -> Axes:
    """Which themes stand in one sentence: a triangle of counts, each theme named on the diagonal.

    Takes one row per pair: `a, b, n`, optional `a_en`, `a_zh`, `b_en`, `b_zh` (names), `href`. The `top` themes with
    the most pairs are drawn.
    """
    require(pairs, ["a", "b"], numbers=["n"])
    ends = pd.concat([_end(pairs, "a"), _end(pairs, "b")])
    totals = ends.groupby("theme", sort=True)["n"].sum().sort_values(ascending=False, kind="stable")
    order = totals.index[:top]
    ax = ax or new_axes(len(order), pitch=2.2)
    if order.empty:
        return no_data(ax)
    shown, size = ends.drop_duplicates("theme").set_index("theme")["name"], text_size(len(order))
    colours, most = sequence(), pairs["n"].max() or 1
    ax.set(xlim=(-0.1, 1.25 * len(order) + 2), ylim=(len(order) - 0.5, -0.5), xticks=[], yticks=[])
    for a, b, n, link in zip(pairs["a"], pairs["b"], pairs["n"], links(pairs), strict=True):
        if a in order and b in order:
            column, row = sorted((order.get_loc(a), order.get_loc(b)))
            draw_cell(ax, column, Cell(row, column, colours(n / most), number(n), link=link), size, np.inf)
    for i, theme in enumerate(order):
        ax.text(i + 0.1, i, printable(shown[theme]), va="center_baseline", fontsize=size)
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
