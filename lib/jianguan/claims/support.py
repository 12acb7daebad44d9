"""What a claim is made of, and what it rests on once it is tested."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from jianguan.anchors import DOCUMENTS, texts_anchor
from jianguan.corpus import Corpus
from jianguan.layers import Layers
from jianguan.said import Said, counted, document_labels, listed, opening

MANY = 4  # more names than this make no title
Core = tuple | None


@dataclass(frozen=True)
class Support:
    """What a claim rests on: the documents that carry it, the values it quotes, its spans."""

    docs: list[str]
    said: dict[str, Said]
    spans: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["doc", "start", "end"]))


@dataclass(frozen=True)
class Claim:
    """A claim in three parts, so that to leave a text out is to drop its row from a small table.

    - `grounds`: layers -> what the test looks at, a row for each document (or any object with `drop(doc)`)
    - `test`: grounds -> what must stay the same for the claim to be the same (`()`: only that it holds), or None
      where the claim does not hold
    - `words`: layers and what the test returned -> what the claim rests on
    """

    grounds: Callable[[Layers], pd.DataFrame | pd.Series]
    test: Callable[[pd.DataFrame | pd.Series], Core]
    words: Callable[..., Support]


class Trial:
    """A claim tested on the layers of a corpus, and on those of all texts but one."""

    def __init__(self, claim: Claim, found: Layers):
        self.claim, self.found = claim, found
        self.grounds = claim.grounds(found)
        self.core = claim.test(self.grounds)

    def support(self) -> Support | None:
        """What the claim rests on; None where it does not hold."""
        return None if self.core is None else self.claim.words(self.found, *self.core)

    def falls_without(self, docs: Iterable[str]) -> Iterator[str]:
        """Those of the documents without any one of which the claim falls or says another thing."""
        return (doc for doc in docs if self.claim.test(self.grounds.drop(doc)) != self.core)


def per_document(spans: pd.DataFrame, corpus: Corpus, of: str) -> pd.DataFrame:
    """How many spans of each category (the columns) each document of the corpus has."""
    counts = spans.groupby(["doc", of]).size().unstack(fill_value=0)
    return counts.reindex(corpus.documents.index, fill_value=0)


def called(corpus: Corpus, docs: list[str]) -> Said:
    """The documents by their labels; many of them by their number. Opens the document, or the list of them."""
    if len(docs) > MANY:
        return Said(f"{len(docs)} texts", f"{len(docs)}篇文本", anchor=DOCUMENTS)
    labels = document_labels(corpus).loc[docs]
    names = listed([Said(en, zh) for en, zh in zip(labels["label_en"], labels["label_zh"], strict=True)])
    return opening(names, texts_anchor(docs))


def all_texts(found: Layers) -> Said:
    """How many texts there are; opens the list of them."""
    return opening(counted(len(found.corpus.documents)), DOCUMENTS)
