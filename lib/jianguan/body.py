"""The body of a corpus as one running text, and where each of its characters is printed.

A finder that looks through whole documents searches `Body.texts` and asks `Body.spans` for the span columns of all
that it found at once; one that reads sentence by sentence asks `Corpus.span`.
"""

from collections.abc import Iterable, Mapping
from itertools import chain

import numpy as np


class Body:
    """The body sentences of all documents, one after the other, each with a line end after it.

    `texts` holds the folded text of each document that has a body; positions count through all of them.

    >>> from jianguan import read_corpus
    >>> body = read_corpus().body
    >>> said = np.array([body.texts[0][:4]], object)
    >>> doc, province, sentence, start, end, text = body.spans(np.array([0]), np.array([4]), said)
    >>> int(end[0] - start[0]), text[0] == said[0]
    (4, True)
    """

    def __init__(self, passages: Mapping[str, list], printed: Mapping[str, str]):
        docs = [sentences for sentences in passages.values() if sentences]
        told = list(chain.from_iterable(docs))
        self.texts = ["\n".join([*(passage.text for passage in sentences), ""]) for sentences in docs]
        self._printed = printed
        self._docs = np.array([passage.doc for passage in told], object)
        self._provinces = np.array([passage.province for passage in told], object)
        self._sentences = _integers(passage.sentence for passage in told)
        sizes = _integers(len(passage.text) + 1 for passage in told)
        self._place = np.repeat(np.arange(len(told)), sizes)
        self._offsets = _offsets(told, sizes)
        places = np.split(self._offsets, np.cumsum(_integers(map(len, self.texts))))
        edited = [
            _codes(text) != _codes(printed[sentences[0].doc] or "\n")[where]
            for text, sentences, where in zip(self.texts, docs, places, strict=False)
        ]
        self._edits = np.cumsum(np.concatenate([[False], *edited]), dtype=np.int32)

    def spans(self, start: np.ndarray, end: np.ndarray, said: np.ndarray) -> tuple[np.ndarray, ...]:
        """The span columns (doc, province, sentence, start, end, text) of stretches of the running text.

        `said` is how each of them reads there; what is printed otherwise is looked up.
        """
        place, first, last = self._place[start], self._offsets[start], self._offsets[end - 1] + 1
        doc, text = self._docs[place], said.copy()
        for i in np.flatnonzero((self._edits[end] != self._edits[start]) | (last - first != end - start)):
            text[i] = self._printed[doc[i]][first[i] : last[i]]
        return doc, self._provinces[place], self._sentences[place], first, last, text


def _offsets(passages: list, sizes: np.ndarray) -> np.ndarray:
    """Where each folded character stands in its document as printed."""
    ends = np.cumsum(sizes)
    begins = ends - sizes
    first = _integers(next(iter(passage.view.offsets), 0) for passage in passages)
    offsets = np.arange(sizes.sum()) + np.repeat(first - begins, sizes)
    for passage, begin, end in zip(passages, begins, ends, strict=True):
        if not isinstance(passage.view.offsets, range):
            offsets[begin : end - 1] = passage.view.offsets
    offsets[ends - 1] = 0  # the line end after each sentence, which nothing found holds
    return offsets


def _integers(numbers: Iterable[int]) -> np.ndarray:
    return np.fromiter(numbers, np.int64)


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
