"""Chapter 02: how much of the texts is labelled, and who speaks of what."""

import pandas as pd
from IPython.display import Markdown

from jianguan.compare import characters
from jianguan.corpus import Corpus
from jianguan.evidence import Display, linked_table
from jianguan.said import count, document_labels, name, share
from jianguan.words import find_words


def uncoded(labels: pd.DataFrame, corpus: Corpus) -> Markdown:
    """How many sentences carry no theme, in all and in the text with most of them."""
    sentences = characters(corpus).groupby(level="doc").size()
    coded = labels.groupby("doc")["sentence"].nunique().reindex(sentences.index, fill_value=0)
    missing = 1 - coded / sentences
    most = missing.sort_values(kind="stable").index[-1]
    return Markdown(
        f"{count(int((sentences - coded).sum())):sentence carries|sentences carry} no theme "
        f"({share(1 - coded.sum() / sentences.sum()).en} of {count(int(sentences.sum())).en}); most in "
        f"{document_labels(corpus).loc[most, 'label_en']} ({share(missing[most]).en}). Shares leave them out."
    )


def segmentation_check(words: pd.DataFrame, corpus: Corpus) -> Markdown:
    """How many words stay the same when the segmenter may not guess words its dictionary lacks."""
    plain = find_words(corpus, engine="jieba-nohmm")
    same = words.merge(plain, on=["doc", "start", "end"])
    return Markdown(
        f"Without guessing words that the dictionary lacks, {share(len(same) / len(words)).en} of "
        f"{count(len(words)):word|words} stay the same: what the chapter says does not rest on guessed words."
    )


def speaker_themes(labels: pd.DataFrame, corpus: Corpus, *, top: int = 3) -> Display:
    """What each speaker's labelled characters are about, in texts that quote more than one speaker.

    Returns `text, speaker, sentences, themes` (the `top` largest with their part of the speaker's labelled characters).
    """
    size = characters(corpus)
    keys = zip(labels["doc"], labels["sentence"], strict=True)
    keyed = labels.assign(n=labels["weight"] * [size[key] for key in keys])
    keyed = keyed.merge(corpus.sentences[["doc", "sentence", "speaker"]], on=["doc", "sentence"])
    keyed = keyed[keyed.groupby("doc")["speaker"].transform("nunique") > 1]
    labelled = document_labels(corpus)["label_en"]
    rows = []
    for (doc, speaker), part in keyed.groupby(["doc", "speaker"]):
        sums = part.groupby("theme")["n"].sum().sort_values(ascending=False, kind="stable")
        themes = ", ".join(f"{name('themes', t).en} {share(n / sums.sum()).en}" for t, n in sums.head(top).items())
        rows.append((labelled[doc], speaker, part["sentence"].nunique(), themes))
    return linked_table(pd.DataFrame(rows, columns=["text", "speaker", "sentences", "themes"]), {})
