"""Chapter 01: what the texts are, what was cut and what is inferred."""

import pandas as pd
from IPython.display import Markdown

from jianguan.anchors import document_anchor
from jianguan.corpus import Corpus
from jianguan.evidence import Display, linked_table
from jianguan.portraits import portrait
from jianguan.said import count, document_labels, known, share

TABLE = ["title", "province", "place", "level", "genre", "published", "event_date", "publisher"]


def portraits(corpus: Corpus) -> Markdown:
    """A portrait of every text, one below the other."""
    labels = document_labels(corpus)["label_en"]
    return Markdown("\n\n".join(f"### {labels[doc]}\n\n{portrait(corpus, doc)}" for doc in corpus.documents.index))


def coverage(corpus: Corpus) -> Markdown:
    """What part of the visible characters is body, title and headings, and cut."""
    kept = corpus.sentences.assign(n=corpus.sentences["text"].str.replace(r"\s+", "", regex=True).str.len())
    cut = sum(len("".join(text.split())) for text in corpus.cuts["text"])
    body, heads = int(kept.loc[kept["kind"] == "body", "n"].sum()), int(kept.loc[kept["kind"] != "body", "n"].sum())
    total = body + heads + cut
    return Markdown(
        f"Of {count(total):visible character|visible characters}, {share(body / total).en} are body, "
        f"{share(heads / total).en} titles and headings, and {share(cut / total).en} ({count(cut).en}) were cut. "
        "Every character is in exactly one of the three."
    )


def document_table(corpus: Corpus) -> Display:
    """What each text is, as its page and the manifest tell; an empty field is marked `unknown`."""
    labels = document_labels(corpus)["label_en"]
    shown = [column for column in TABLE if column in corpus.documents]
    table = corpus.documents[shown].map(lambda value: value if known(value) else "unknown")
    table.insert(0, "text", labels)
    return linked_table(table, {"text": [document_anchor(doc) for doc in table.index]})


def inferred(corpus: Corpus) -> Display:
    """Every field that does not simply stand in the text: `text, field, value, from`."""
    labels = document_labels(corpus)["label_en"]
    origins = [column for column in corpus.documents if column.endswith("_from")]
    rows = [
        (labels[doc], column.removesuffix("_from"), row[column.removesuffix("_from")], row[column])
        for doc, row in corpus.documents.iterrows()
        for column in origins
        if known(row[column]) and row[column] != "text"
    ]
    return linked_table(pd.DataFrame(rows, columns=["text", "field", "value", "from"]), {})


def data_notes(corpus: Corpus) -> Display | Markdown:
    """The notes of the corpus, or that there are none."""
    return (
        linked_table(corpus.notes, {}) if len(corpus.notes) else Markdown("Nothing was skipped, repaired or guessed.")
    )
