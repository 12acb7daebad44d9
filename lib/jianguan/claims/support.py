"""What a claim rests on, and the register of all tests."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from jianguan.anchors import DOCUMENTS, texts_anchor
from jianguan.corpus import Corpus
from jianguan.layers import Layers
from jianguan.said import Said, counted, document_labels, listed, opening


@dataclass(frozen=True)
class Support:
    """What a claim rests on: the documents that carry it, the values it quotes, its spans.

    `core` is what must stay the same when a text is left out, for the claim to be called stable; a claim without a
    core is not put to that test.
    """

    docs: list[str]
    said: dict[str, Said]
    core: tuple = ()
    spans: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["doc", "start", "end"]))


MANY = 4  # more names than this make no title
Test = Callable[[Layers], Support | None]
TESTS: dict[str, Test] = {}


def claim(finding: str) -> Callable[[Test], Test]:
    """Register the test of a finding under its name in findings.toml."""

    def register(test: Test) -> Test:
        TESTS[finding] = test
        return test

    return register


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
