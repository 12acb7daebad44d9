"""Chapter 06: the list of the texts, and the rows behind what the other chapters count."""

import pandas as pd

from jianguan.anchors import DOCUMENTS, document_anchor
from jianguan.compare import characters
from jianguan.corpus import SPAN, Corpus
from jianguan.evidence import Display, linked_table
from jianguan.said import document_labels, known

FIELDS = ["title", "genre", "level", "published", "event_date"]


def document_list(corpus: Corpus) -> Display:
    """The texts with their size, each opening its own; the place that every number of texts leads to."""
    size = characters(corpus).groupby(level="doc")
    shown = [field for field in FIELDS if field in corpus.documents]
    table = corpus.documents[shown].map(lambda value: value if known(value) else "unknown")
    table.insert(0, "text", document_labels(corpus)["label_en"])
    table = table.assign(sentences=size.size(), characters=size.sum())
    anchors = [document_anchor(doc) for doc in table.index]
    made = linked_table(table, dict.fromkeys(["text", "title", "sentences", "characters"], anchors))
    return Display(f'<div id="{DOCUMENTS}">{made.body}</div>', made.summary)


def with_unlabelled(labels: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The theme labels, and the body sentences without one as `none`."""
    body = corpus.sentences[corpus.sentences["kind"] == "body"]
    labelled = pd.MultiIndex.from_frame(labels[["doc", "sentence"]])
    bare = body[~pd.MultiIndex.from_frame(body[["doc", "sentence"]]).isin(labelled)]
    return pd.concat([labels, bare[SPAN].assign(theme="none")], ignore_index=True)


def sentences_of_pairs(labels: pd.DataFrame) -> pd.DataFrame:
    """The sentences in which two themes stand together, once for each pair `a, b` (a < b)."""
    sides = labels[[*SPAN, "theme"]]
    pairs = sides.merge(labels[["doc", "sentence", "theme"]], on=["doc", "sentence"], suffixes=("", "_b"))
    return pairs[pairs["theme"] < pairs["theme_b"]].rename(columns={"theme": "a", "theme_b": "b"})
