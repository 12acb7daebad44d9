"""Everything the library finds in a corpus, one span table a layer, each found once."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

import pandas as pd

from jianguan.alignment import find_parallels
from jianguan.compare import characters, rates, shares
from jianguan.corpus import Corpus
from jianguan.labels import label_sentences
from jianguan.lexicon import find_terms
from jianguan.numbers.ledger import find_numbers
from jianguan.quantities import find_quantities
from jianguan.rhetoric.images import find_images
from jianguan.rhetoric.script import shared_phrases
from jianguan.slogans import find_slogans
from jianguan.tallies import parallel_shares
from jianguan.words import find_words

FINDERS = {
    "words": find_words,
    "themes": lambda corpus: label_sentences(corpus, find_terms(corpus, "themes")),
    "duties": lambda corpus: find_terms(corpus, "duties"),
    "quantities": find_quantities,
    "numbers": find_numbers,
    "slogans": find_slogans,
    "parallels": find_parallels,
    "images": find_images,
    "modality": lambda corpus: find_terms(corpus, "modality"),
    "stance": lambda corpus: find_terms(corpus, "stance"),
    "phrases": shared_phrases,
}


class Layers(Mapping):
    """The span tables of one corpus by name, each found (or taken from where it is stored) when first asked for.

    >>> sorted(FINDERS)[:3]
    ['duties', 'images', 'modality']
    """

    def __init__(self, corpus: Corpus, tables: dict[str, pd.DataFrame] | None = None):
        self.corpus = corpus
        self._tables = dict(tables or {})

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            stored = self.corpus.found
            self._tables[name] = stored[name] if name in stored else FINDERS[name](self.corpus)
        return self._tables[name]

    __hash__ = object.__hash__  # two readings are the same only if they are one

    def __iter__(self) -> Iterator[str]:
        return iter(FINDERS)

    def __len__(self) -> int:
        return len(FINDERS)

    @cached_property
    def theme_shares(self) -> pd.DataFrame:
        """Each theme's share of each document (`shares`), asked for by several claims."""
        return shares(self["themes"], self.corpus, of="theme")

    @cached_property
    def parallel_shares(self) -> pd.DataFrame:
        """The parallel part of each document (`parallel_shares`), asked for by a claim and by every portrait."""
        return parallel_shares(self["parallels"], self.corpus)

    @cached_property
    def modality_rates(self) -> pd.DataFrame:
        """How often each document obliges, and how strongly (`rates`)."""
        return rates(self["modality"], self.corpus, of="category")

    @cached_property
    def characters(self) -> pd.Series:
        """The length of each body sentence (`characters`)."""
        return characters(self.corpus)

    @cached_property
    def content_words(self) -> pd.DataFrame:
        """The words without names and function words."""
        return self["words"][self["words"]["kind"] == "content"]

    def without(self, doc: str) -> "Layers":
        """The same tables without one document: what the others alone would show."""
        rest = self.corpus.within(doc=[d for d in self.corpus.documents.index if d != doc])
        return Layers(rest, {name: self[name][self[name]["doc"] != doc].reset_index(drop=True) for name in self})


@cache
def layers(corpus: Corpus) -> Layers:
    """The layers of a corpus; asked twice, found once."""
    return Layers(corpus)
