"""The shared script: what documents say word for word alike, and what only one of them says again and again.

The words of the corpus are put into suffix order (ranked by what follows them, by prefix doubling: Manber and Myers
1993, "Suffix arrays"); the longest stretch each place has in common with a neighbour in that order is a phrase.
Quotation marks and 、 are read over; a phrase never crosses other punctuation, and begins and ends with no grammar
word. The work grows with n log n.
"""

import re
from dataclasses import dataclass

import ahocorasick_rs
import numpy as np
import pandas as pd

from jianguan.corpus import SPAN, Corpus
from jianguan.lexicon import load_lexicon
from jianguan.words import find_words

LEVELS = 6  # phrases are compared over up to 2**6 - 1 words
BORDER = re.compile(r"[^“”‘’《》、\s]")
EDGE = "\x1f"


@dataclass(frozen=True, slots=True)
class Stream:
    """All words of a corpus in a row, with the number of each one's document.

    `codes` names each word, and each place where a phrase must end; `places` says which word each code stands for.
    """

    words: pd.DataFrame
    documents: np.ndarray
    codes: np.ndarray
    places: np.ndarray


def shared_phrases(corpus: Corpus, *, length: int = 4) -> pd.DataFrame:
    """Find the phrases of at least `length` Chinese characters that stand in two or more documents.

    Returns a span table with `phrase` (its words, without punctuation), `documents` and `provinces` (how many hold
    it) and `kind`: `national`, `plan` or `office` where it holds such a formula (lexicons/script.csv), else
    `common`, or `regional` where all its documents are of one province. Each place is a row of its longest phrase
    only; but a document counts wherever it holds the phrase, also inside a longer one.
    """
    stream = _stream(corpus)
    hits = _occurrences(stream, _proposals(stream, stream.documents[stream.places], length))
    return _phrase_table(corpus, stream.words, hits[hits["documents"] > 1])


def local_phrases(corpus: Corpus, *, length: int = 4) -> pd.DataFrame:
    """Find the phrases that one document uses at least twice, and no other: its signatures.

    Returns the columns of `shared_phrases`; `kind` is `local` where the phrase holds no known formula.
    """
    stream = _stream(corpus)
    hits = _occurrences(stream, _proposals(stream, np.arange(len(stream.places)), length))
    repeated = hits.groupby("phrase")["first"].transform("size") > 1
    return _phrase_table(corpus, stream.words, hits[repeated & (hits["documents"] == 1)])


def _stream(corpus: Corpus) -> Stream:
    """Number the words, with a number of its own for every border that a phrase may not cross."""
    words = find_words(corpus, engine="rjieba")
    documents = pd.factorize(words["doc"])[0]
    joined = _joined(corpus, words, documents)
    slots = np.arange(len(words)) + np.append(0, np.cumsum(~joined)[:-1])
    codes = np.full(len(words) + int((~joined).sum()), -1)
    codes[slots] = pd.factorize(words["word"])[0]
    borders = np.flatnonzero(codes < 0)
    codes[borders] = len(words) + np.arange(len(borders))
    places = np.zeros(len(codes), dtype=np.int64)
    places[slots] = np.arange(len(words))
    places[borders] = places[borders - 1]
    return Stream(words, documents, codes, places)


def _joined(corpus: Corpus, words: pd.DataFrame, documents: np.ndarray) -> np.ndarray:
    """May a phrase go on from each word to the next one: in the same sentence, with nothing but marks between?"""
    sentences, starts, ends = (words[column].to_numpy() for column in ("sentence", "start", "end"))
    joined = np.zeros(len(words), dtype=bool)
    joined[:-1] = (documents[1:] == documents[:-1]) & (sentences[1:] == sentences[:-1])
    apart = np.flatnonzero(joined[:-1] & (starts[1:] > ends[:-1]))
    gaps = zip(words["doc"].to_numpy()[apart], ends[apart].tolist(), starts[apart + 1].tolist(), strict=True)
    joined[apart] = [not BORDER.search(corpus.text(doc), end, start) for doc, end, start in gaps]
    return joined


def _proposals(stream: Stream, group: np.ndarray, length: int) -> list[tuple[str, ...]]:
    """The stretches of words that stand in two groups, each as long as it can be."""
    longest = _longest(_ranks(stream.codes), group)
    starts = np.flatnonzero(longest > np.append(0, longest - 1)[:-1])
    word, grammar = stream.words["word"].tolist(), (stream.words["kind"] == "function").tolist()
    stretches = zip(stream.places[starts].tolist(), longest[starts].tolist(), strict=True)
    phrases = dict.fromkeys(tuple(word[slice(*_trim(grammar, start, start + size))]) for start, size in stretches)
    return [phrase for phrase in phrases if sum("\u3400" <= ch <= "\u9fff" for ch in "".join(phrase)) >= length]


def _trim(grammar: list[bool], first: int, end: int) -> tuple[int, int]:
    while first < end and grammar[first]:
        first += 1
    while first < end and grammar[end - 1]:
        end -= 1
    return first, end


def _ranks(codes: np.ndarray) -> list[np.ndarray]:
    """For k = 0, 1, ...: a number for the 2**k codes from each place on; equal numbers, equal stretches."""
    ranks = [pd.factorize(codes, sort=True)[0]]
    for k in range(1, LEVELS):
        step = min(2 ** (k - 1), len(codes))
        later = np.append(ranks[-1][step:], np.full(step, -1))
        ranks.append(pd.factorize(ranks[-1] * (len(codes) + 2) + later + 1, sort=True)[0])
    return ranks


def _longest(ranks: list[np.ndarray], group: np.ndarray) -> np.ndarray:
    """How many codes from each place on stand also somewhere in another group."""
    order = np.argsort(ranks[-1], kind="stable")
    size, index = len(order), np.arange(len(order))
    change = np.flatnonzero(np.diff(group[order])) + 1
    run = np.searchsorted(change, index, side="right")
    before = np.append(0, change)[run] - 1
    after = np.append(change, size)[run]
    longest = np.zeros(size, dtype=np.int64)
    for neighbour in (before, after):
        inside = (neighbour >= 0) & (neighbour < size)
        here, there = order[inside], order[neighbour[inside]]
        longest[here] = np.maximum(longest[here], _common(ranks, here, there))
    return longest


def _common(ranks: list[np.ndarray], here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """How many codes two places have in common, from the longest power of two down."""
    last, common = len(ranks[0]) - 1, np.zeros(len(here), dtype=np.int64)
    for k in range(len(ranks) - 1, -1, -1):
        a, b = here + common, there + common
        inside = np.maximum(a, b) <= last
        equal = inside & (ranks[k][np.minimum(a, last)] == ranks[k][np.minimum(b, last)])
        common[equal] += 2**k
    return common


def _occurrences(stream: Stream, phrases: list[tuple[str, ...]]) -> pd.DataFrame:
    """Where the phrases stand: `phrase, first, end` (places in `words`), `documents, provinces`; outermost only."""
    word = stream.words["word"].to_numpy()
    tokens = np.where(stream.codes < len(word), word[stream.places], "\n")
    starts = np.cumsum([1, *map(len, tokens)]) + np.arange(len(tokens) + 1)
    finder = ahocorasick_rs.AhoCorasick([EDGE + EDGE.join(phrase) + EDGE for phrase in phrases])
    found = finder.find_matches_as_indexes(EDGE + EDGE.join(tokens) + EDGE, overlapping=True)
    which, begin, end = np.array(found, dtype=np.int64).reshape(-1, 3).T
    first = stream.places[np.searchsorted(starts, begin + 1)]
    last = stream.places[np.searchsorted(starts, end) - 1]
    spread = {"documents": stream.documents, "provinces": pd.factorize(stream.words["province"])[0]}
    held = {name: _spread(which, groups[first]) for name, groups in spread.items()}
    names = np.array(["".join(phrase) for phrase in phrases], dtype=object)[which]
    hits = pd.DataFrame({"phrase": names, "first": first, "end": last + 1} | held)
    hits = hits.sort_values(["first", "end"], ascending=[True, False], ignore_index=True)
    return hits[hits["end"] > hits["end"].cummax().shift(fill_value=0)]


def _spread(phrases: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """For each hit, in how many groups its phrase stands."""
    size = groups.max(initial=0) + 1
    return np.bincount(pd.unique(phrases * size + groups) // size)[phrases]


def _phrase_table(corpus: Corpus, words: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    spans = words[SPAN].iloc[hits["first"]].reset_index(drop=True)
    spans["end"] = words["end"].to_numpy()[hits["end"] - 1]
    places = zip(*(spans[column].tolist() for column in ("doc", "start", "end")), strict=True)
    spans["text"] = [corpus.text(doc)[start:end] for doc, start, end in places]
    columns = hits[["phrase", "documents", "provinces"]].reset_index(drop=True)
    return pd.concat([spans, columns.assign(kind=_kinds(columns))], axis=1)


def _kinds(phrases: pd.DataFrame) -> list[str]:
    formulas = load_lexicon("script")[["term", "category"]].itertuples(index=False, name=None)
    known = sorted(formulas, key=lambda formula: -len(formula[0]))
    kinds = {p: next((kind for term, kind in known if term in p), None) for p in phrases["phrase"].unique()}
    scope = np.where(phrases["documents"] == 1, "local", np.where(phrases["provinces"] == 1, "regional", "common"))
    return [kinds[phrase] or other for phrase, other in zip(phrases["phrase"].tolist(), scope, strict=True)]
