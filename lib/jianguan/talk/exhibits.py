"""What a slide shows of a finding: the table behind it and its form (bars, stacked bars, a picture, rows, quotations).

Each function takes the layers of a corpus and the finding, and returns None where these texts have nothing to show.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from jianguan.chapters.numbers import listing_bars
from jianguan.chapters.reading import layer_scores, score_bars
from jianguan.compare import shares
from jianguan.evidence import plain
from jianguan.html.prose import glossary
from jianguan.layers import Layers
from jianguan.lexicon import find_terms
from jianguan.plots import plot_heat, plot_indicators, plot_presence, plot_timeline
from jianguan.plots.bars import EXPANSIONS
from jianguan.plots.canvas import names, status_colour
from jianguan.plots.grids import FIELDS
from jianguan.rhetoric.commitments import find_commitments
from jianguan.said import document_labels, known, name, things_counted
from jianguan.style import province_colours, shade, style
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
from jianguan.wording import named, number, qualified, word


@dataclass(frozen=True)
class Bars:
    """Bars in PowerPoint's own form: a row each of `values`, a series each column.

    `colours` are one a series, or one a row where there is one series; `form` is clustered, stacked or whole (100 %);
    `written` are the numbers as they shall be written, where they are not simply the values in `number_format`.
    """

    values: pd.DataFrame
    colours: Sequence[str]
    form: str = "clustered"
    number_format: str = "#,##0"
    written: Sequence[str] = ()


@dataclass(frozen=True)
class Picture:
    """What PowerPoint has no form for, drawn."""

    draw: Callable[[], Axes]


@dataclass(frozen=True)
class Rows:
    """A table in PowerPoint's own form, set in so many columns of text; `widths` are parts of each."""

    head: Sequence[str]
    rows: list[tuple[str, ...]]
    widths: Sequence[float]
    columns: int = 1
    size: float = 18.0


@dataclass(frozen=True)
class Quotations:
    """Words of the texts: for each place its name, what it says, and what that means in the deck's language."""

    entries: list[tuple[str, str, str]] = field(default_factory=list)


Exhibit = Bars | Picture | Rows | Quotations


def texts(found: Layers, _finding: pd.Series) -> Exhibit:
    """When each text is from, and which period it speaks of."""
    return Picture(partial(plot_timeline, labelled(periods(found.corpus), found.corpus)))


def statuses(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Results, changes and targets of each text."""
    kinds = ["achieved", "change", "target"]
    counts = tally(found["quantities"], found.corpus, of="status", among=kinds, layer="quantities")
    return _stacked(counts, "status", {kind: status_colour(kind) for kind in kinds})


def ledger(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """What the number expressions are for; statistics stand out."""
    classes = number_classes(found["numbers"])
    if classes.empty:
        return None
    words = [named(f"number_class:{kind}", kind) for kind in classes["kind"]]
    accent, quiet = style().colours["accent"], style().colours["baseline"]
    colours = [accent if kind == "statistic" else quiet for kind in classes["kind"]]
    return Bars(pd.DataFrame({word("deck:count"): classes["n"].to_numpy()}, words), colours)


def statistics(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The statistics of the text that reports most, in reading order: what is counted, as printed, resolved."""
    table = reporting(found)
    if table.empty:
        return None
    english = style().lang == "en"
    things = [thing.en if english else thing.zh for thing in things_counted(table)]
    written = map(qualified, table["value"], table["unit"], table["qualifier"])
    head = [word(f"deck:{column}") for column in ("counted", "printed", "resolved")]
    return Rows(head, list(zip(things, map(plain, table["text"]), written, strict=True)), (0.56, 0.2, 0.24), 2, 10.5)


def reporting(found: Layers) -> pd.DataFrame:
    """The results and changes of the text that reports most of them."""
    table = found["quantities"].query("status in ['achieved', 'change']")
    most = table["doc"].value_counts(sort=False).sort_index()
    return table[table["doc"] == most.idxmax()].sort_values("start") if len(most) else table


def listings(_found: Layers, finding: pd.Series) -> Exhibit | None:
    """The figures of the sentence that puts checks and listings side by side."""
    table = listing_bars(finding)
    if table.empty:
        return None
    colours = [style().colours["achieved"], *[style().colours["baseline"]] * (len(table) - 1)]
    written = list(map(number, table["value"], table["unit"]))
    return Bars(pd.DataFrame({word("deck:count"): table["value"].to_numpy()}, names(table)), colours, written=written)


def indicators(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Which text reports which kind of statistic."""
    table = indicator_matrix(found["quantities"], found.corpus)
    return None if table.empty else Picture(partial(plot_indicators, table))


def commitments(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """What the commitments of each text come with."""
    counts = commitment_counts(find_commitments(found.corpus, found["quantities"]), found.corpus)
    if not counts["n"].any():
        return None
    wide = counts.pivot(index="doc", columns="field", values="n").loc[found.corpus.documents.index, FIELDS]
    labels = names(document_labels(found.corpus))
    rows = [(labels[doc], number(n), *(f"✓ {m}" if m else "0" for m in rest)) for doc, n, *rest in wide.itertuples()]
    return Rows(["", *map(word, FIELDS)], rows, (0.25, *[0.15] * len(FIELDS)))


def themes(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Shares of the themes in each text."""
    table = shares(found["themes"], found.corpus, of="theme")
    return _picture(plot_heat, labelled(table, found.corpus, of="theme", layer="themes"))


def duties(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Which duties are named in which text."""
    among = categories("duties")
    table = tally(found["duties"], found.corpus, of="category", among=among, layer="duties")
    return _picture(partial(plot_presence, of="category"), table)


def formulas(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """Numbered formulas by how far each text spells them out."""
    spoken = spoken_formulas(found["slogans"])
    counts = tally(spoken, found.corpus, of="expanded", among=EXPANSIONS, layer="formulas")
    dark = style().colours["achieved"]
    shades = (dark, shade(dark, 0.4), shade(dark, 0.7), style().colours["accent"])
    return _stacked(counts, "expanded", dict(zip(EXPANSIONS, shades, strict=True)))


def unexplained(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The formulas that no text lists the items of, text by text, glossed where the glossary knows them."""
    table = spoken_formulas(found["slogans"]).query("expanded == 'none'").drop_duplicates(["doc", "text"])
    labels = names(document_labels(found.corpus))
    entries = []
    for doc, rows in table.groupby("doc", sort=False):
        words = [plain(text).strip('“”‘’"') for text in rows["text"]]
        glosses = [f"{w}: {glossary()[w]['meaning']}" for w in words if w in glossary()] if style().lang == "en" else []
        entries.append((labels[doc], "、".join(words[:8]) + ("…" if len(words) > 8 else ""), "; ".join(glosses[:1])))
    return Quotations(entries) if entries else None


def images(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The source domains of each text's images; the rarest together."""
    sizes = found["images"].groupby("category").size().sort_values(ascending=False, kind="stable")
    kept = list(sizes.drop("other", errors="ignore").index[:6])
    grouped = found["images"].assign(category=lambda t: t["category"].where(t["category"].isin(kept), "other"))
    among = [*kept, "other"] if len(sizes) > len(kept) else kept
    counts = tally(grouped, found.corpus, of="category", among=among, layer="metaphors")
    counts[["name_en", "name_zh"]] = counts[["name_en", "name_zh"]].mask(
        counts["category"] == "other", [word("other", "en"), word("other", "zh")]
    )
    colours = dict(zip(kept, style().colours["kinds"], strict=False)) | {"other": style().colours["rule_status"]}
    return _stacked(counts, "category", colours, "whole")


def families(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """How each text words the same crisis, by date."""
    hits = find_terms(found.corpus, "families").drop_duplicates(["doc", "term"])
    labels, documents = names(document_labels(found.corpus)), found.corpus.documents
    dates = documents["event_date"].where(documents["event_date"].map(known), documents["published"])
    dates = dates.where(dates.map(known), documents["year"]).where(lambda t: t.map(known), "").astype(str)
    entries = []
    for doc, rows in hits.groupby("doc", sort=False):
        kinds = dict.fromkeys(name("families", category).en for category in rows["category"])
        meaning = "; ".join(kinds) if style().lang == "en" else ""
        place = " · ".join(filter(None, (dates[doc], labels[doc])))
        entries.append((dates[doc], place, " · ".join(map(plain, rows["text"])), meaning))
    return Quotations([entry[1:] for entry in sorted(entries, key=lambda entry: entry[0])]) if entries else None


def parallelism(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The part of each text inside parallel groups, in the colours of the provinces."""
    table = labelled(parallel_shares(found["parallels"], found.corpus), found.corpus)
    colours = province_colours(table["province"])
    values = pd.DataFrame({word("deck:share"): table["share"].to_numpy()}, names(table))
    return Bars(values, [colours[p] for p in table["province"].astype(str)], number_format="0%") if len(table) else None


def steps(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """The parallel groups that share most of their words, a member a line."""
    table = found["parallels"][found["parallels"]["strict"] & (found["parallels"]["kind"] == "排比")]
    shared = table["frame"].str.replace("[＿,]", "", regex=True).str.len()
    weight = shared.groupby(table["group"]).sum().sort_values(ascending=False, kind="stable")
    labels = names(document_labels(found.corpus))
    groups = [table[table["group"] == group] for group in weight.index[:3]]
    short = [rows for rows in groups if rows["text"].str.len().max() <= 24]
    entries = [(labels[rows["doc"].iloc[0]], "\n".join(map(plain, rows["text"].head(4))), "") for rows in short]
    return Quotations(entries) if entries else None


def scores(found: Layers, _finding: pd.Series) -> Exhibit | None:
    """How well each layer is read, where there is a coding."""
    table = layer_scores(found)
    if table.empty:
        return None
    bars = score_bars(table)
    values = pd.DataFrame({"F1": bars["value"].to_numpy()}, names(bars))
    return Bars(values, [style().colours["achieved"]] * len(bars), number_format="0.00")


def _picture(plot: Callable[..., Axes], table: pd.DataFrame) -> Picture | None:
    return None if table.empty else Picture(partial(plot, table))


def _stacked(counts: pd.DataFrame, of: str, colours: dict[str, str], form: str = "stacked") -> Bars | None:
    """One bar a document, its total beside its name, so that a nought is seen."""
    return _grouped(counts, of, colours, form)


def _grouped(counts: pd.DataFrame, of: str, colours: dict[str, str], form: str) -> Bars | None:
    """Documents in rows, those kinds in columns that occur at all."""
    wide = counts.groupby(["doc", of], sort=False)["n"].sum().unstack(fill_value=0)
    wide = wide[[kind for kind in colours if kind in wide and wide[kind].sum() > 0]]
    if wide.empty or not len(wide.columns):
        return None
    documents, kinds = counts.drop_duplicates("doc").set_index("doc"), counts.drop_duplicates(of).set_index(of)
    words = names(kinds, "name", "") if "name_en" in kinds else {}
    labels = names(documents)
    if form != "clustered":
        totals = wide.sum(axis=1).map(lambda n: word("document_count", n=number(n)))
        labels = labels + " (" + totals.str.replace(" ", "\u00a0") + ")"
    made = wide.set_axis(labels.loc[wide.index], axis=0)
    made.columns = [named(f"{of}:{kind}", named(kind, words.get(kind) or str(kind))) for kind in wide.columns]
    return Bars(made, [colours[kind] for kind in wide.columns], form)
