"""What a slide shows of a finding: the table behind it, as a chart, a table or a matrix (see `talk.forms`).

Each function takes the layers of a corpus and the finding, and returns None where these texts have nothing to show.
What has most stands first, so that a slide with little room shows that.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from jianguan.chapters.numbers import listing_bars
from jianguan.chapters.reading import layer_scores, score_bars
from jianguan.evidence import plain
from jianguan.layers import Layers
from jianguan.plots import plot_timeline
from jianguan.plots.bars import EXPANSIONS
from jianguan.plots.canvas import names, status_colour
from jianguan.plots.grids import FIELDS
from jianguan.rhetoric.commitments import find_commitments
from jianguan.said import document_labels, name, things_counted
from jianguan.style import labels, province_colours, sequence, shade, style
from jianguan.talk.forms import Bars, Exhibit, Matrix, Picture, Rows
from jianguan.talk.quoted import chinese_signs, heads
from jianguan.tallies import (
    categories,
    commitment_counts,
    indicator_matrix,
    labelled,
    number_classes,
    parallel_shares,
    periods,
    spoken_formulas,
    tally,
)
from jianguan.wording import named, number, percent, qualified, word

STATUSES = ["achieved", "change", "target"]
DETAILED, PLAIN = 5, 9  # rows of the time line: with details and length, and without
DOMAINS = 4  # image domains named one by one
TELLING = 10  # statistics of a text that are shown first
LONGEST = 12  # digits and commas of a number in full


# Bars


def statuses(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Results, changes and targets of each text."""
    counts = tally(found["quantities"], found.corpus, of="status", among=STATUSES, layer="quantities")
    return _stacked(counts, "status", {kind: status_colour(kind) for kind in STATUSES})


def ledger(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """What the number expressions are for; statistics stand out."""
    classes = number_classes(found["numbers"])
    if classes.empty:
        return None
    words = [named(f"number_class:{kind}", kind) for kind in classes["kind"]]
    accent, quiet = style().colours["accent"], style().colours["baseline"]
    colours = [accent if kind == "statistic" else quiet for kind in classes["kind"]]
    return Bars(pd.DataFrame({word("deck:count"): classes["n"].to_numpy()}, words), colours)


def listings(_found: Layers, finding: pd.Series) -> Exhibit | None:
    """The figures of the sentence that puts checks and listings side by side."""
    table = listing_bars(finding)
    if table.empty:
        return None
    colours = [style().colours["achieved"], *[style().colours["baseline"]] * (len(table) - 1)]
    written = list(map(number, table["value"], table["unit"]))
    return Bars(pd.DataFrame({word("deck:count"): table["value"].to_numpy()}, names(table)), colours, written=written)


def formulas(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Numbered formulas by how far each text spells them out."""
    counts = tally(spoken_formulas(found["slogans"]), found.corpus, of="expanded", among=EXPANSIONS, layer="formulas")
    dark = style().colours["achieved"]
    shades = (dark, shade(dark, 0.4), shade(dark, 0.7), style().colours["accent"])
    return _stacked(counts, "expanded", dict(zip(EXPANSIONS, shades, strict=True)))


def images(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The source domains of each text's images; the rarer ones together."""
    sizes = found["images"].groupby("category").size().sort_values(ascending=False, kind="stable")
    kept = list(sizes.drop("other", errors="ignore").index[:DOMAINS])
    grouped = found["images"].assign(category=lambda t: t["category"].where(t["category"].isin(kept), "other"))
    among = [*kept, "other"] if len(sizes) > len(kept) else kept
    counts = tally(grouped, found.corpus, of="category", among=among, layer="metaphors")
    counts[["name_en", "name_zh"]] = counts[["name_en", "name_zh"]].mask(
        counts["category"] == "other", [word("other", "en"), word("other", "zh")]
    )
    colours = dict(zip(kept, style().colours["kinds"], strict=False)) | {"other": style().colours["rule_status"]}
    return _stacked(counts, "category", colours, "whole")


def parallelism(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The part of each text inside parallel groups, in the colours of the provinces."""
    table = labelled(parallel_shares(found["parallels"], found.corpus), found.corpus)
    table = table.sort_values("share", ascending=False, kind="stable")
    if not table["share"].sum():
        return None
    colours = province_colours(table["province"])
    values = pd.DataFrame({word("deck:share"): table["share"].to_numpy()}, names(table))
    return Bars(values, [colours[p] for p in table["province"].astype(str)], number_format="0%")


def scores(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """How well each layer is read, where there is a coding."""
    table = layer_scores(found)
    if table.empty:
        return None
    bars = score_bars(table).sort_values("value", ascending=False, kind="stable")
    values = pd.DataFrame({"F1": bars["value"].to_numpy()}, names(bars).map(chinese_signs))
    return Bars(values, [style().colours["achieved"]] * len(bars), number_format="0.00")


def _stacked(counts: pd.DataFrame, of: str, colours: Mapping[str, str], form: str = "stacked") -> Bars | None:
    """Documents in rows, each with its total beside its name so that a nought is seen; the kinds that occur at all."""
    wide = counts.groupby(["doc", of], sort=False)["n"].sum().unstack(fill_value=0)
    wide = wide[[kind for kind in colours if kind in wide and wide[kind].sum() > 0]]
    if wide.empty or not len(wide.columns):
        return None
    totals = wide.sum(axis=1).sort_values(ascending=False, kind="stable")
    documents, kinds = counts.drop_duplicates("doc").set_index("doc"), counts.drop_duplicates(of).set_index(of)
    words = names(kinds, "name", "") if "name_en" in kinds else {}
    n = totals.map(lambda total: word("document_count", n=number(total))).str.replace(" ", "\u00a0")
    made = wide.loc[totals.index].set_axis(names(documents).loc[totals.index] + " (" + n + ")", axis=0)
    made.columns = [named(f"{of}:{kind}", named(kind, words.get(kind) or str(kind))) for kind in wide.columns]
    return Bars(made, [colours[kind] for kind in wide.columns], form)


# Pictures


def texts(found: Layers, _finding: pd.Series) -> Exhibit:
    """When each text is from, and which period it speaks of."""
    table = labelled(periods(found.corpus), found.corpus)
    if len(table) > DETAILED:
        table = table.drop(columns=["detail_en", "detail_zh", "characters"])
    shown = table.head(PLAIN if len(table) > DETAILED else DETAILED)
    return Picture(partial(plot_timeline, shown), len(table) - len(shown))


# Tables


def statistics(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The statistics of the text that reports most: of each theme the first, then of each unit; then the rest."""
    table = reporting(found)
    unit = (~table.duplicated(["theme", "unit"])).astype(int)
    turn = table.assign(unit=unit).groupby("theme", dropna=False)["unit"].cumsum()
    turn = turn.where(unit == 1, turn.max() + 1).sort_values(kind="stable") if len(table) else turn
    chosen = table.loc[sorted(turn.index[:TELLING], key=list(table.index).index)]
    return _statistics_table(pd.concat([chosen, table.drop(chosen.index)]), 1)


def all_statistics(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """All statistics of the text that reports most, in reading order, on as many slides as they need."""
    return _statistics_table(reporting(found), 6)


def reporting(found: Layers) -> pd.DataFrame:
    """The results and changes of the text that reports most of them."""
    table = found["quantities"].query("status in ['achieved', 'change']")
    most = table["doc"].value_counts(sort=False).sort_index()
    return table[table["doc"] == most.idxmax()].sort_values("start") if len(most) else table


def _statistics_table(table: pd.DataFrame, slides: int) -> Rows | None:
    """Theme, what is counted, as printed, resolved."""
    if table.empty:
        return None
    english = style().lang == "en"
    themes = [_said(name("themes", theme)) if theme else "–" for theme in table["theme"].fillna("")]
    things = [_said(thing) for thing in things_counted(table)]
    resolved = qualified if english else _in_full
    written = map(resolved, table["value"].round(4), table["unit"], table["qualifier"])
    head = [word(f"deck:{column}") for column in ("theme", "counted", "printed", "resolved")]
    rows = list(zip(themes, things, map(plain, table["text"]), written, strict=True))
    return Rows(head, rows, (0.3, 0.345, 0.16, 0.195), sides="llrr", slides=slides)


def _in_full(value: float, unit: str, _qualifier: str) -> str:
    """A Chinese number without 万 and 亿, beside the one as printed; only a very long one keeps them."""
    digits = f"{Decimal(str(value)).normalize():,f}".replace("-", "−")
    if len(digits) > LONGEST:
        return number(value, unit)
    return word(f"number:{unit}", n=digits) if f"number:{unit}" in labels() else f"{digits}{unit}"


def commitments(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """What the commitments of each text come with; those with dates and numbers first."""
    counts = commitment_counts(find_commitments(found.corpus, found["quantities"]), found.corpus)
    if not counts["n"].any():
        return None
    wide = counts.pivot(index="doc", columns="field", values="n").loc[found.corpus.documents.index, FIELDS]
    wide = wide.sort_values(["with_deadline", "with_number", "measures"], ascending=False, kind="stable")
    words = names(document_labels(found.corpus))
    cells = wide.set_axis(words.loc[wide.index]).map(lambda n: f"✓ {number(n)}" if n else "0")
    cells["measures"] = wide["measures"].map(number).to_numpy()
    fills = wide.map(lambda n: style().colours["pale"] if n else "").assign(measures="")
    return Matrix(cells.set_axis([word("deck:in_all"), *map(word, FIELDS[1:])], axis=1), fills, [""] * len(FIELDS))


# Matrices


def themes(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Shares of the themes in all texts and in each; the largest of each text is dark."""
    table = found.theme_shares
    if table.empty:
        return None
    wide = table.pivot(index="theme", columns="doc", values="share").reindex(columns=found.corpus.documents.index)
    overall = table.groupby("theme")["n"].sum() / table["n"].sum()
    wide = pd.concat([overall.rename(""), wide], axis=1).loc[overall.sort_values(ascending=False, kind="stable").index]
    dark, colours, most = style().colours["sequence"][-1], sequence(), wide.max().max()
    fills = wide.apply(lambda column: [dark if v == column.max() else to_hex(colours(v / most / 2)) for v in column])
    coded = table.groupby("doc")["coded"].first()
    sizes = [int(coded.sum()), *coded.reindex(wide.columns[1:], fill_value=0)]
    above = [word("document_count", n=number(n)) for n in sizes]
    cells = wide.map(lambda share: "–" if pd.isna(share) else percent(share) if share else "0")
    return _matrix(found, cells, fills.where(wide.notna(), ""), "themes", (word("deck:all"), above))


def duties(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Which duties are named in which text, the rarest first; what no text names stands out."""
    table = tally(found["duties"], found.corpus, of="category", among=categories("duties"), layer="duties")
    wide = table.pivot(index="category", columns="doc", values="n").reindex(columns=found.corpus.documents.index)
    order = wide.sum(axis=1).sort_values(kind="stable").index
    wide, colours, most = wide.loc[order], sequence(), np.log1p(wide.max().max() or 1)
    fills = wide.map(lambda n: to_hex(colours(0.15 + 0.35 * np.log1p(n) / most)) if n else "")
    held = (wide > 0).sum(axis=1)
    fills.insert(0, "", [style().colours["pale" if n else "accent"] for n in held])
    cells = wide.map(number)
    cells.insert(0, "", [word("deck:of", n=number(n), all=number(wide.shape[1])) for n in held])
    return _matrix(found, cells, fills, "duties", (word("deck:in_texts"), []))


def indicators(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Which text reports which kind of statistic, the most reported first."""
    table = indicator_matrix(found["quantities"], found.corpus)
    if table.empty:
        return None
    kinds = table.drop_duplicates("measure").set_index("measure")
    wide = table.pivot(index="measure", columns="doc", values="value").reindex(columns=found.corpus.documents.index)
    wide = wide.loc[wide.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    fills = wide.apply(lambda row: [status_colour(kinds["status"][row.name]) if v > 0 else "" for v in row], axis=1)
    fills = pd.DataFrame(fills.tolist(), wide.index, wide.columns)
    cells = wide.map(lambda n: "" if pd.isna(n) else number(n))
    cells.insert(0, "", wide.sum(axis=1).map(number)), fills.insert(0, "", style().colours["pale"])
    made = _matrix(found, cells, fills, "", (word("deck:all"), []))
    made.cells.index = names(kinds, "name").loc[cells.index].str.replace("–", word("unlabelled")).map(chinese_signs)
    return made


def _matrix(found: Layers, cells: pd.DataFrame, fills: pd.DataFrame, lexicon: str, overall: tuple) -> Matrix:
    """Cells with the names of their rows and columns; `overall` is the head of the column of all texts, and each n."""
    columns = [overall[0], *heads(found.corpus)]
    pairs = zip(columns, overall[1] or [""] * len(columns), strict=True)
    made = cells.set_axis(["\n".join(filter(None, pair)) for pair in pairs], axis=1)
    made.index = [_said(name(lexicon, key)) for key in cells.index]
    provinces = found.corpus.documents["province"].astype(str)
    colours = province_colours(provinces)
    marks = [style().colours["quiet"], *provinces.map(colours)]
    first = int(len(provinces) == 1)  # one text is all texts
    return Matrix(made.iloc[:, first:], fills.iloc[:, first:], marks[first:])


def _said(said) -> str:
    return said.zh if style().lang == "zh" else said.en
