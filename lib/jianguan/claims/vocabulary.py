"""Claims about the words of the provinces."""

from copy import copy

import numpy as np
import pandas as pd

from jianguan.anchors import DOCUMENTS, group_anchor, layer_anchor
from jianguan.claims.support import MANY, Claim, Core, Support
from jianguan.compare import log_odds
from jianguan.layers import Layers
from jianguan.said import count, counted, few, glossed, listed, opening, plain

FEWEST, COMMONEST, WIDEST = 3, 10, 100  # occurrences of a marking word; ranks of a common word, of a shared one


class WordCounts:
    """How often each province uses each word, and in how many texts; of a large corpus too many for a row a document.

    >>> words = pd.DataFrame({"doc": ["a", "b"], "province": ["湖南省"] * 2, "word": ["监管", "服务"]})
    >>> WordCounts(words).drop("b").table.to_dict()
    {'监管': {'湖南省': 1}}
    """

    def __init__(self, words: pd.DataFrame):
        codes = {name: pd.factorize(words[name], sort=True) for name in ("doc", "province", "word")}
        (doc, docs), (province, self._provinces), (word, self._words) = codes.values()
        order, ends = np.argsort(doc, kind="stable"), np.cumsum(np.bincount(doc, minlength=len(docs)))[:-1]
        places = zip(np.split(province[order], ends), np.split(word[order], ends), strict=True)
        used = ((homes[0], *np.unique(words, return_counts=True)) for homes, words in places)
        self._used = dict(zip(docs, used, strict=True))
        self._counts, self._texts = (np.zeros((len(self._provinces), len(self._words)), int) for _ in range(2))
        self._sizes = np.zeros(len(self._provinces), int)
        for doc in docs:
            self._add(doc, 1)

    def _add(self, doc: str, times: int) -> None:
        province, words, counts = self._used[doc]
        self._counts[province, words] += times * counts
        self._texts[province, words] += times
        self._sizes[province] += times

    def drop(self, doc: str) -> "WordCounts":
        """The counts without the words of one document."""
        rest = copy(self)
        rest._counts, rest._texts, rest._sizes = self._counts.copy(), self._texts.copy(), self._sizes.copy()
        if doc in self._used:
            rest._add(doc, -1)
        return rest

    @property
    def table(self) -> pd.DataFrame:
        """A row for each province and a column for each word that it still holds."""
        return self._table(self._counts)

    @property
    def common(self) -> pd.DataFrame:
        """Whether a word stands in more than one text of a province; where there is one text only, in that."""
        return self._table(self._texts >= np.minimum(self._sizes, 2)[:, None])

    def _table(self, values: np.ndarray) -> pd.DataFrame:
        rows, columns = self._counts.any(axis=1), self._counts.any(axis=0)
        named = self._provinces[rows].rename("province"), self._words[columns].rename("word")
        return pd.DataFrame(values[rows][:, columns], *named)


def _words(found: Layers) -> WordCounts:
    return WordCounts(found.content_words)


def marking_words(words: WordCounts) -> Core:
    """For each province the word, not a name, that marks it most: the interval of its log-odds lies above zero, and it
    stands in more than one text of a province that has several. Empty where a province has none; some province has one.
    """
    counts = words.table
    if len(counts) < 2:
        return None
    clear = log_odds(counts.T).query("low > 0 and n >= @FEWEST").sort_values(["z", "word"], ascending=[False, True])
    common = words.common.stack()
    clear = clear[common.loc[pd.MultiIndex.from_frame(clear[["province", "word"]])].to_numpy()]
    best = clear.drop_duplicates("province").set_index("province")["word"].reindex(counts.index).fillna("")
    return tuple(best) if best.any() else None


def _say_marking(found: Layers, *words: str) -> Support:
    documents = found.corpus.documents
    names = documents.drop_duplicates("province").set_index("province")["province_en"]
    provinces = sorted(found.content_words["province"].unique())
    marked = [(province, word) for province, word in zip(provinces, words, strict=True) if word]
    said = {
        "words_en": few([plain(f"{glossed(word).en} ({names[p]})") for p, word in marked], MANY),
        "words_zh": few([plain(f"{word}({p})") for p, word in marked], MANY),
    }
    places = {province for province, _ in marked}
    return Support(list(documents.index[documents["province"].isin(places)]), said)


def common_words(words: WordCounts) -> Core:
    """Some content words are among the ten commonest of every province."""
    tops = [set(row[row > 0].nlargest(COMMONEST).index) for _, row in words.table.iterrows()]
    common = sorted(set.intersection(*tops)) if len(tops) > 1 else []
    return tuple(common) or None


def _say_common(found: Layers, *common: str) -> Support:
    words = found.content_words
    held = words[words["word"].isin(common)]
    said = {
        "words": opening(listed([glossed(word) for word in common]), group_anchor("words", common[0])),
        "provinces": opening(counted(words["province"].nunique()), DOCUMENTS),
    }
    return Support(sorted(held["doc"].unique()), said, held)


def shared_vocabulary(words: WordCounts) -> Core:
    """How many of the commonest content words all provinces use."""
    counts = words.table
    return () if len(counts) > 1 and counts.shape[1] >= WIDEST else None


def _say_shared(found: Layers) -> Support:
    counts = _words(found).table
    widest = counts.sum().sort_values(ascending=False, kind="stable").head(WIDEST).index
    spread = (counts[widest] > 0).sum()
    said = {
        "all": opening(count(len(widest)), layer_anchor("words")),
        "shared": opening(count(int((spread == len(counts)).sum())), layer_anchor("words")),
        "alone": opening(count(int((spread == 1).sum())), layer_anchor("words")),
        "provinces": opening(counted(len(counts)), DOCUMENTS),
    }
    return Support(sorted(found.content_words["doc"].unique()), said)


CLAIMS = {
    "keyness": Claim(_words, marking_words, _say_marking),
    "clouds": Claim(_words, common_words, _say_common),
    "comparison": Claim(_words, shared_vocabulary, _say_shared),
}
