"""Chapter 01: what the texts are, what was cut and what is inferred."""

import pandas as pd
from IPython.display import Markdown

from jianguan.anchors import DOCUMENTS, document_anchor, group_anchor, layer_anchor
from jianguan.corpus import Corpus
from jianguan.evidence import Display, embedded, linked_rows
from jianguan.intake.places import name_en
from jianguan.portraits import portrait
from jianguan.said import count, document_labels, known, linked, share

TABLE = ["title", "province", "place", "level", "genre", "published", "event_date", "publisher"]


def portraits(corpus: Corpus) -> Markdown:
    """A portrait of every text that the report holds whole, one below the other."""
    labels, docs, texts = document_labels(corpus)["label_en"], embedded(corpus), len(corpus.documents)
    parts = [f"### {labels[doc]}\n\n{portrait(corpus, doc)}" for doc in docs]
    if texts > len(docs):
        chosen = f"These are {len(docs)} of {texts:,} texts: the longest of each province, then the longest of all"
        parts.append(f"{chosen}. `portrait(corpus, doc)` gives any other.")
    return Markdown("\n\n".join(parts))


def coverage(corpus: Corpus) -> Markdown:
    """What part of the visible characters is body, title and headings, and cut."""
    kept = corpus.sentences.assign(n=corpus.sentences["text"].str.replace(r"\s+", "", regex=True).str.len())
    cut = sum(len("".join(text.split())) for text in corpus.cuts["text"])
    body, heads = int(kept.loc[kept["kind"] == "body", "n"].sum()), int(kept.loc[kept["kind"] != "body", "n"].sum())
    total = body + heads + cut
    read, gone = DOCUMENTS, layer_anchor("cuts")
    return Markdown(
        f"Of {linked(count(total), read):visible character|visible characters}, {linked(share(body / total), read).en} "
        f"are body, {linked(share(heads / total), read).en} titles and headings, and "
        f"{linked(share(cut / total), gone).en} ({linked(count(cut), gone).en}) were cut. "
        "Every character is in exactly one of these parts."
    )


def cut_table(corpus: Corpus) -> Display:
    """How much each rule cut from each text: `text, rule, stretches, characters`, the counts opening what was cut."""
    sizes = corpus.cuts.assign(characters=corpus.cuts["end"] - corpus.cuts["start"]).groupby(["doc", "rule"])
    table = sizes.agg(stretches=("start", "size"), characters=("characters", "sum")).reset_index()
    anchors = [group_anchor("cuts", r.doc, r.rule) for r in table.itertuples()]
    table.insert(0, "text", table.pop("doc").map(document_labels(corpus)["label_en"]))
    return linked_rows(table, anchors)


def document_table(corpus: Corpus) -> Display:
    """What each text is, as its page and the manifest tell, places also in English; an empty field is `unknown`."""
    labels = document_labels(corpus)["label_en"]
    shown = [column for column in TABLE if column in corpus.documents]
    table = corpus.documents[shown].map(lambda value: value if known(value) else "unknown")
    for column in table.columns.intersection(["province", "place"]):
        table[column] = [" ".join(filter(None, [name_en(place), place])) for place in table[column]]
    table.insert(0, "text", labels)
    return linked_rows(table, [document_anchor(doc) for doc in table.index])


def inferred(corpus: Corpus) -> Display:
    """Every field that does not simply stand in the text: `text, field, value, from`."""
    labels = document_labels(corpus)["label_en"]
    origins = [column for column in corpus.documents if column.endswith("_from")]
    rows = [
        (doc, column.removesuffix("_from"), str(row[column.removesuffix("_from")]), row[column])
        for doc, row in corpus.documents.iterrows()
        for column in origins
        if known(row[column]) and row[column] != "text"
    ]
    table = pd.DataFrame(rows, columns=["text", "field", "value", "from"])
    anchors = [document_anchor(doc) for doc in table["text"]]
    return linked_rows(table.assign(text=table["text"].map(labels)), anchors)


def data_notes(corpus: Corpus) -> Display | Markdown:
    """The notes of the corpus, or that there are none."""
    if corpus.notes.empty:
        return Markdown("Nothing was skipped, repaired or guessed.")
    docs = dict(zip(corpus.documents["file"], corpus.documents.index, strict=True))
    anchors = [document_anchor(docs[file]) if file in docs else "" for file in corpus.notes["file"]]
    return linked_rows(corpus.notes, anchors)
