"""Chapter 03: the statistics as tables to read, each number opening its sentence."""

import pandas as pd

from jianguan.anchors import href, span_anchor
from jianguan.corpus import Corpus
from jianguan.evidence import Display, linked_rows
from jianguan.numbers.indicators import derived
from jianguan.said import document_labels, name, things_counted
from jianguan.wording import qualified

TAKEN = ["text", "value", "unit", "qualifier", "status", "measure", "period", "file"]


def statistics_table(quantities: pd.DataFrame, corpus: Corpus) -> Display:
    """Statistics by text and theme: what is counted, as printed and resolved, with status and period."""
    rows = quantities.sort_values(["doc", "theme", "start"], kind="stable")
    table = pd.DataFrame(
        {
            "text": rows["doc"].map(document_labels(corpus)["label_en"]),
            "theme": [name("themes", theme).en for theme in rows["theme"].fillna("")],
            "what is counted": [thing.en for thing in things_counted(rows)],
            "in the text": [thing.zh for thing in things_counted(rows)],
            "as printed": rows["text"],
            "in English": [
                qualified(value, unit, qualifier)
                for value, unit, qualifier in zip(rows["value"], rows["unit"], rows["qualifier"], strict=True)
            ],
            "status": rows["status"],
            "period": rows["period"].fillna(""),
        }
    )
    return linked_rows(table.fillna(""), span_anchors(rows))


def span_anchors(quantities: pd.DataFrame) -> list[str]:
    """Where each statistic stands in its text."""
    return [span_anchor("quantities", r.doc, r.start, r.end) for r in quantities.itertuples()]


def first_rows(table: pd.DataFrame, *, most: int = 5) -> Display:
    """The beginning of the table to take away (`take_away`), each row opening its sentence."""
    shown = table.head(most)
    return linked_rows(shown[TAKEN], span_anchors(shown))


def derived_table(quantities: pd.DataFrame, corpus: Corpus) -> Display:
    """Figures that follow from two of a text (`derived`), to three places; value and formula open the first of them."""
    table, things = derived(quantities), things_counted(quantities)
    ends = {(r.doc, r.start): r.end for r in quantities.itertuples()}
    names = {(r.doc, r.start): said.en for r, said in zip(quantities.itertuples(), things, strict=True)}
    anchors = [span_anchor("quantities", r.doc, r.start_a, ends[r.doc, r.start_a]) for r in table.itertuples()]
    shown = table.drop(columns=["start_a", "start_b"]).rename(columns={"doc": "text"})
    shown["value"] = [float(f"{value:.3g}") for value in shown["value"]]
    shown.insert(1, "of", [names[r.doc, r.start_a] for r in table.itertuples()])
    shown["text"] = shown["text"].map(document_labels(corpus)["label_en"])
    return linked_rows(shown, anchors)


def reported_bars(quantities: pd.DataFrame, finding: pd.Series) -> pd.DataFrame:
    """Results and changes of the text that the finding is about, as `plot_quantities` draws them; else of all texts.

    Each is named in both languages and linked to its sentence.
    """
    table = quantities[quantities["status"].isin(["achieved", "change"])]
    table = table[table["doc"].isin(finding["docs"]) | (not finding["holds"])].reset_index(drop=True)
    names = things_counted(table)
    links = [href(anchor) for anchor in span_anchors(table)]
    return table.assign(name_en=[n.en for n in names], name_zh=[n.zh for n in names], href=links)


def listing_bars(finding: pd.Series) -> pd.DataFrame:
    """The figures of the sentence that puts checks and listings side by side, largest first.

    Returns `doc, label_en, label_zh, value, unit, href`; empty where no text has such a sentence.
    """
    if not finding["holds"]:
        return pd.DataFrame(columns=["doc", "label_en", "label_zh", "value", "unit"])
    table = finding["spans"].sort_values("value", ascending=False)
    words = things_counted(table)
    links = [href(anchor) for anchor in span_anchors(table)]
    return table[["doc", "value", "unit"]].assign(
        label_en=[w.en for w in words], label_zh=[w.zh for w in words], href=links
    )
