"""Counts per document as charts draw them: every document and category present, named in both languages, linked."""

from collections.abc import Sequence

import pandas as pd

from jianguan.anchors import group_anchor, href
from jianguan.corpus import Corpus
from jianguan.said import document_labels, name


def labelled(table: pd.DataFrame, corpus: Corpus, *, of: str = "", layer: str = "") -> pd.DataFrame:
    """A result table with the words and links a chart needs.

    Adds `label_en, label_zh` (the document, or the province where the table has no `doc`), `detail_en, detail_zh`
    (genre, level, date) and `province`; with `of`, `name_en, name_zh` of each category; with `layer`, the `href`
    that opens the sentences behind each count (none where nothing was found).
    """
    table = table.copy()
    if "doc" in table:
        words = document_labels(corpus).rename(columns={"about_en": "detail_en", "about_zh": "detail_zh"})
        table = table.drop(columns=[c for c in words if c in table]).join(words, on="doc")
        table["province"] = table["doc"].map(corpus.documents["province"])
    elif "province" in table:
        english = corpus.documents.drop_duplicates("province").set_index("province")["province_en"]
        table["label_en"], table["label_zh"] = table["province"].map(english), table["province"]
    if of:
        names = [name(layer or of, category) for category in table[of]]
        table["name_en"], table["name_zh"] = [n.en for n in names], [n.zh for n in names]
    if layer:
        count = table["count"] if "count" in table else table["n"]
        keys = zip(table["doc"], table[of], count, strict=True)
        table["href"] = [href(group_anchor(layer, doc, key)) if n else None for doc, key, n in keys]
    return table


def tally(
    spans: pd.DataFrame, corpus: Corpus, *, of: str, among: Sequence[str] = (), layer: str = ""
) -> pd.DataFrame:
    """How many spans of each category each document has: a zero where the text was read and none was found.

    `among` are the categories, in order (default: those found, most frequent first).
    Returns `doc, of, count` and the columns of `labelled`.
    """
    found = spans[of].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    kinds = list(among) or list(found.index)
    docs = list(corpus.documents.index)
    counts = spans.groupby(["doc", of]).size().reindex(pd.MultiIndex.from_product([docs, kinds]), fill_value=0)
    table = counts.rename_axis(["doc", of]).rename("count").reset_index()
    return labelled(table, corpus, of=of, layer=layer)
