"""What if: the same corpus with sentences left out, cut text put back or a sentence added, and labels changed by hand.

Nothing here changes what it is given. `layers(variant)` finds everything anew in a changed corpus, and
`findings.what_changes` says which claims still stand there.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from jianguan.compare import shares
from jianguan.corpus import SPAN, Corpus

LEFT_OUT = "left out"


def leave_out(corpus: Corpus, spans: pd.DataFrame) -> Corpus:
    """The corpus without the body sentences that some spans stand in (of a theme, of a speaker).

    `spans` is any table with `doc` and `sentence`. The sentences move to `cuts` under the rule `left out`, so that
    cuts and sentences still cover every visible character.
    """
    wanted = pd.MultiIndex.from_frame(spans[["doc", "sentence"]])
    gone = pd.MultiIndex.from_frame(corpus.sentences[["doc", "sentence"]]).isin(wanted)
    gone &= corpus.sentences["kind"].eq("body").to_numpy()
    silenced = corpus.sentences.loc[gone, ["doc", "start", "end", "text"]].assign(rule=LEFT_OUT)
    cuts = _in_order(pd.concat([corpus.cuts, silenced]), corpus)
    return replace(corpus, sentences=corpus.sentences[~gone].reset_index(drop=True), cuts=cuts)


def put_back(corpus: Corpus, rule: str) -> Corpus:
    """The corpus with what a rule cut (captions, say) counted as body again: each piece one sentence of the author.

    The sentences that were there keep their numbers. Raises ValueError, naming the rules there are, for a rule that
    cut nothing.
    """
    back = corpus.cuts["rule"] == rule
    if not back.any():
        raise ValueError(f"put_back: no text was cut by {rule!r}; rules: {', '.join(sorted(set(corpus.cuts['rule'])))}")
    sentences = pd.concat([corpus.sentences, _as_body(corpus, corpus.cuts[back])])
    return replace(
        corpus, sentences=_in_order(sentences, corpus), cuts=corpus.cuts[~back].reset_index(drop=True)
    )


def add_sentence(corpus: Corpus, doc: str, text: str) -> Corpus:
    """The corpus with a sentence of your own at the end of a document: what would it have to say?

    Raises KeyError for a document that is not there, ValueError for an empty sentence.
    """
    if not text.strip():
        raise ValueError("add_sentence: the sentence is empty")
    longer = f"{corpus.text(doc)}\n{text}"
    added = pd.DataFrame([(doc, len(longer) - len(text), len(longer), text)], columns=["doc", "start", "end", "text"])
    sentences = pd.concat([corpus.sentences, _as_body(corpus, added)])
    return replace(corpus, sentences=_in_order(sentences, corpus), texts=corpus.texts | {doc: longer})


def _as_body(corpus: Corpus, pieces: pd.DataFrame) -> pd.DataFrame:
    """Stretches of text as body sentences, numbered after those of their document."""
    fresh = pieces[["doc", "start", "end", "text"]].assign(section="", kind="body", speaker="author", office="")
    place = fresh.groupby("doc").cumcount() + 1
    last = corpus.sentences.groupby("doc")[["sentence", "paragraph"]].max()
    for number in ("sentence", "paragraph"):
        fresh[number] = fresh["doc"].map(last[number]) + place
    fresh["province"] = fresh["doc"].map(corpus.documents["province"])
    return fresh[list(corpus.sentences.columns)]


def _in_order(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Rows in the order of the documents, and of the text within each."""
    order = {doc: place for place, doc in enumerate(corpus.documents.index)}
    table = rows.assign(place=rows["doc"].map(order)).sort_values(["place", "start"], kind="stable")
    return table.drop(columns="place").reset_index(drop=True)


def relabel(labels: pd.DataFrame, corpus: Corpus, sentence: tuple[str, int], themes: Sequence[str]) -> pd.DataFrame:
    """The table of `label_sentences` with other themes for one sentence (document and number), or with none.

    Labels set by hand share the sentence evenly, have no `confidence` (missing) and name no terms. Raises KeyError for
    a sentence that is not there.
    """
    row = corpus.sentences.set_index(["doc", "sentence"], drop=False).loc[sentence]
    others = labels[~(labels["doc"].eq(sentence[0]) & labels["sentence"].eq(sentence[1]))]
    mine = pd.DataFrame([row[SPAN].to_dict() | {"theme": theme, "weight": 1 / len(themes)} for theme in themes])
    if mine.empty:
        return others.reset_index(drop=True)
    return pd.concat([others, mine.assign(confidence=float("nan"), terms="")], ignore_index=True)


def recount(before: pd.DataFrame, after: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The theme shares that differ between two tables of labels.

    Returns `doc, theme, before, after` (shares of the labelled characters, 0-1), where the two differ.
    """
    told = [shares(labels, corpus, of="theme").set_index(["doc", "theme"])["share"] for labels in (before, after)]
    table = pd.concat(told, axis=1, keys=["before", "after"]).fillna(0.0)
    return table[table["before"] != table["after"]].sort_index().reset_index()
