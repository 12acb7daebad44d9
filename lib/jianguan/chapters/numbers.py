"""Chapter 03: the statistics as tables to read, each number opening its sentence."""

import pandas as pd

from jianguan.anchors import href, span_anchor
from jianguan.corpus import Corpus
from jianguan.evidence import Display, linked_table
from jianguan.said import document_labels, name, things_counted
from jianguan.wording import qualified


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
    anchors = [span_anchor("quantities", r.doc, r.start, r.end) for r in rows.itertuples()]
    return linked_table(table.fillna(""), {"as printed": anchors})


def reported_bars(quantities: pd.DataFrame) -> pd.DataFrame:
    """Results and changes as `plot_quantities` draws them: named in both languages, each linked to its sentence."""
    table = quantities[quantities["status"].isin(["achieved", "change"])].reset_index(drop=True)
    names = things_counted(table)
    links = [href(span_anchor("quantities", r.doc, r.start, r.end)) for r in table.itertuples()]
    return table.assign(name_en=[n.en for n in names], name_zh=[n.zh for n in names], href=links)


def listing_bars(finding: pd.Series) -> pd.DataFrame:
    """The figures of the sentence that puts checks and listings side by side, largest first.

    Returns `doc, label_en, label_zh, value, unit, href`; empty where no text has such a sentence.
    """
    if not finding["holds"]:
        return pd.DataFrame(columns=["doc", "label_en", "label_zh", "value", "unit"])
    table = finding["spans"].sort_values("value", ascending=False)
    words = things_counted(table)
    links = [href(span_anchor("quantities", r.doc, r.start, r.end)) for r in table.itertuples()]
    return table[["doc", "value", "unit"]].assign(
        label_en=[w.en for w in words], label_zh=[w.zh for w in words], href=links
    )
