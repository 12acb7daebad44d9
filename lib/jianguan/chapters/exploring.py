"""Chapter 07: what a formula stands for, and how to cite a finding."""

import hashlib
from importlib.metadata import version

import pandas as pd
from IPython.display import Markdown

from jianguan.corpus import Corpus
from jianguan.said import document_labels

UNEXPLAINED = "not explained in these texts"
ABSENT = "does not occur in these texts"


def explanations(slogans: pd.DataFrame, corpus: Corpus, *wanted: str) -> pd.DataFrame:
    """What the texts themselves list for some numbered formulas (“4812”, 四激).

    Returns one row per mention: `formula` (as asked), `text` (whose), `mention` (as written), `answer` (the items, or
    that the text does not explain it, or that it does not occur) and `outside`: what is known from elsewhere.
    """
    labels, rows = document_labels(corpus)["label_en"], []
    for formula in wanted:
        told = slogans[slogans["text"].str.contains(formula, regex=False)]
        mentions = zip(told["doc"], told["text"], told["items"], told["outside"], strict=True)
        for doc, text, items, outside in mentions:
            rows.append((formula, labels[doc], text, "; ".join(items) or UNEXPLAINED, outside))
        if told.empty:
            rows.append((formula, "", "", ABSENT, ""))
    return pd.DataFrame(rows, columns=["formula", "text", "mention", "answer", "outside"])


def citation(claim: pd.Series, corpus: Corpus) -> Markdown:
    """A line to cite a finding by, in English and Chinese: software, version, finding, figure, and the texts' checksum.

    The checksum is the SHA-256 of the documents' own SHA-256, in order, so that other texts give another line.
    """
    texts, release = len(corpus.documents), version("jianguan")
    checksum = hashlib.sha256("".join(corpus.documents["sha256"]).encode()).hexdigest()[:16]
    english, chinese = claim["claim_en"] or claim["question_en"], claim["claim_zh"] or claim["question_zh"]
    return Markdown(
        f"jianguan 监管, version {release}. “{english}.” Finding “{claim['finding']}”, figure {claim['figure']}; "
        f"corpus of {texts} texts, SHA-256 {checksum}.\n\n"
        f"jianguan 监管，{release} 版。“{chinese}。”结论 {claim['finding']}，图 {claim['figure']}；"
        f"语料 {texts} 篇，SHA-256 {checksum}。"
    )
