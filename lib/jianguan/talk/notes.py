"""What the speaker may say: each claim, how far it reaches, its caveat, and the sentences that carry it."""

from collections.abc import Iterator

import pandas as pd

from jianguan.corpus import Corpus
from jianguan.evidence import plain, translations
from jianguan.plots.canvas import names
from jianguan.said import document_labels
from jianguan.talk.forms import Quotations, Rows, Sentences
from jianguan.wording import number, word

EVIDENCE = 6  # sentences in the notes of a slide
Paragraph = tuple[str, str]  # a text and its language, if it is not the deck's


def notes_of(about: dict, exhibit, spans: pd.DataFrame, corpus: Corpus) -> Iterator[Paragraph]:
    """The notes of one panel: its words, what it shows in words, its evidence in Chinese and, where known, English."""
    yield about["title"], ""
    yield about["note"], ""
    yield from _contents(exhibit)
    sentences = evidence_of(spans, corpus)
    if len(sentences):
        yield word("deck:evidence", n=number(len(sentences)), all=number(len(spans))), ""
    called, english = names(document_labels(corpus)), translations()
    for row in sentences.itertuples():
        yield f"{word('page:place', doc=called[row.doc], places=f'{row.start}–{row.end}')}: {plain(row.text)}", "zh"
        if (row.doc, row.start, row.text) in english:
            yield english[(row.doc, row.start, row.text)], "en"


def _contents(exhibit) -> Iterator[Paragraph]:
    """All rows of a table and all words quoted, those for which the slide has no room included."""
    if isinstance(exhibit, Rows):
        yield from ((" | ".join(row), "") for row in exhibit.rows)
    if isinstance(exhibit, Quotations):
        yield from ((" | ".join(filter(None, entry)).replace("\n", " / "), "") for entry in exhibit.entries)
    if isinstance(exhibit, Sentences):
        details = exhibit.details or [""] * len(exhibit.lines)
        yield from ((": ".join(filter(None, pair)), "") for pair in zip(exhibit.lines, details, strict=True))


def evidence_of(spans: pd.DataFrame, corpus: Corpus, most: int = EVIDENCE) -> pd.DataFrame:
    """Sentences that hold spans of a finding, at most so many, taken from its texts in turn.

    Returns rows of `corpus.sentences` in the order of the texts.
    """
    held = spans[["doc", "start", "end"]].merge(corpus.sentences, on="doc", suffixes=("_span", ""))
    held = held[(held["start"] <= held["start_span"]) & (held["start_span"] < held["end"])]
    held = held.drop_duplicates(["doc", "sentence"]).sort_values(["doc", "sentence"])
    turn = held.groupby("doc").cumcount()
    return held.loc[turn.sort_values(kind="stable").index[:most]].sort_values(["doc", "sentence"])
