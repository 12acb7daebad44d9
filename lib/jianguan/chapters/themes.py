"""Chapter 02: how much of the texts is labelled, and who speaks of what."""

import pandas as pd
from IPython.display import Markdown

from jianguan.anchors import DOCUMENTS, document_anchor, group_anchor
from jianguan.compare import characters
from jianguan.corpus import Corpus
from jianguan.evidence import Display, linked_rows
from jianguan.intake.places import name_en
from jianguan.said import count, document_labels, linked, name, plain, share
from jianguan.words import find_words

MEASURES = ["province", "word", "n", "n_rest", "log_odds", "low", "high", "g2", "dp", "documents"]


def uncoded(labels: pd.DataFrame, corpus: Corpus) -> Markdown:
    """How many sentences carry no theme, in all and in the text with most of them."""
    sentences = characters(corpus).groupby(level="doc").size()
    coded = labels.groupby("doc")["sentence"].nunique().reindex(sentences.index, fill_value=0)
    missing = 1 - coded / sentences
    most = missing.sort_values(kind="stable").index[-1]
    bare, inside = group_anchor("themes", "none"), group_anchor("themes", most, "none")
    label = linked(plain(document_labels(corpus).loc[most, "label_en"]), document_anchor(most))
    return Markdown(
        f"{linked(count(int((sentences - coded).sum())), bare):sentence carries|sentences carry} no theme "
        f"({linked(share(1 - coded.sum() / sentences.sum()), bare).en} of "
        f"{linked(count(int(sentences.sum())), DOCUMENTS).en}); most in {label.en} "
        f"({linked(share(missing[most]), inside).en}). Shares leave them out."
    )


def segmentation_check(words: pd.DataFrame, corpus: Corpus) -> Markdown:
    """How many words stay the same when the segmenter may not guess words its dictionary lacks."""
    unguessed = find_words(corpus, engine="jieba-nohmm")
    same = words.merge(unguessed, on=["doc", "start", "end"])
    return Markdown(
        f"Without guessing words that the dictionary lacks, {linked(share(len(same) / len(words)), DOCUMENTS).en} of "
        f"{linked(count(len(words)), DOCUMENTS):word|words} stay the same: what the chapter says does not rest on "
        "guessed words."
    )


def keyness_table(marks: pd.DataFrame, *, top: int = 5) -> Display:
    """The first words of each province that the chart draws, with every measure of `keyness`; each opens its places."""
    table = marks.groupby("province").head(top)[MEASURES].round(2)
    anchors = [group_anchor("words", r.province, r.word) for r in table.itertuples()]
    return linked_rows(table.assign(province=[name_en(p) or p for p in table["province"]]), anchors)


def speaker_themes(labels: pd.DataFrame, corpus: Corpus, *, top: int = 3) -> Display:
    """What each speaker's labelled characters are about, in texts that quote more than one speaker.

    Returns `text, speaker, sentences, themes` (the `top` largest with their part of the speaker's labelled characters).
    """
    size = characters(corpus)
    keys = zip(labels["doc"], labels["sentence"], strict=True)
    keyed = labels.assign(n=labels["weight"] * [size[key] for key in keys])
    keyed = keyed.merge(corpus.sentences[["doc", "sentence", "speaker"]], on=["doc", "sentence"])
    keyed = keyed[keyed.groupby("doc")["speaker"].transform("nunique") > 1]
    rows = []
    for (doc, speaker), part in keyed.groupby(["doc", "speaker"]):
        sums = part.groupby("theme")["n"].sum().sort_values(ascending=False, kind="stable")
        themes = ", ".join(f"{name('themes', t).en} {share(n / sums.sum()).en}" for t, n in sums.head(top).items())
        rows.append((doc, speaker, part["sentence"].nunique(), themes))
    table = pd.DataFrame(rows, columns=["text", "speaker", "sentences", "themes"])
    anchors = [group_anchor("speakers", r.text, r.speaker) for r in table.itertuples()]
    return linked_rows(table.assign(text=table["text"].map(document_labels(corpus)["label_en"])), anchors)
