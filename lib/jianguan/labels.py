"""Sentence labels: which themes each sentence is about, from the terms found in it."""

from itertools import pairwise
from math import fsum

import numpy as np
import pandas as pd

from jianguan.corpus import SPAN, Corpus

CEREMONY = "ceremony"
FAINT = {CEREMONY: 1 / 3, "governance_capacity": 1 / 3}  # who met, and how work is done, is said everywhere in passing
MOST, LEAST = 3, 1 / 5


def label_sentences(corpus: Corpus, terms: pd.DataFrame) -> pd.DataFrame:
    """Say which themes each sentence is about, from the terms found in it (`find_terms(corpus, "themes")`).

    The evidence for a theme is the number of characters its terms take up in the sentence; governance, which is how
    any work is done rather than what it is about, counts a third. At most three themes are kept, each with at least a
    fifth of the strongest one's evidence. Sentences without a term, and those that mostly say who met, spoke and sat
    where (category `ceremony`, counted a third too), have no theme and no row.

    Returns one row per sentence and theme, the strongest first: the span columns of the whole sentence, then `theme`,
    `weight` (a sentence is split evenly among its themes, as coders split it), `confidence` (the theme's part of the
    evidence times e / (e + 4) for its e characters: one term of four characters, alone, has 0.5) and `terms` (joined
    by |).
    """
    rows, (theme, themes) = _rows(corpus, terms), pd.factorize(terms["category"])
    pair, pairs = pd.factorize(rows * len(themes) + theme)  # a sentence and a theme, in the order of first mention
    row, theme = np.divmod(pairs, len(themes))
    faint = np.array([FAINT.get(theme, 1) for theme in themes])
    evidence = np.bincount(pair, terms["term"].str.len()) * faint[theme]
    kept = _strongest(row, evidence, themes[theme] == CEREMONY)
    weight, confidence = _weigh(row[kept].tolist(), evidence[kept].tolist())
    said = _said(pair, terms["term"])
    labels = {"theme": themes[theme[kept]], "weight": weight, "confidence": confidence, "terms": said[kept]}
    return corpus.sentences[SPAN].take(row[kept]).reset_index(drop=True).assign(**labels)


def _rows(corpus: Corpus, terms: pd.DataFrame) -> np.ndarray:
    """The row of `corpus.sentences` in which each term stands."""
    places, found = (pd.MultiIndex.from_frame(table[["doc", "sentence"]]) for table in (corpus.sentences, terms))
    return pd.Series(np.arange(len(places)), places).loc[found].to_numpy()


def _strongest(row: np.ndarray, evidence: np.ndarray, ceremonial: np.ndarray) -> np.ndarray:
    """Which pairs of a sentence and a theme count: sentence by sentence, the strongest theme first."""
    sentence, sentences = pd.factorize(row)
    top = np.zeros(len(sentences))
    np.maximum.at(top, sentence, evidence)
    no_theme = np.isin(sentence, sentence[ceremonial & (evidence == top[sentence])])
    counts = ~ceremonial & ~no_theme & (evidence >= LEAST * top[sentence])
    ranked = np.lexsort((-evidence, sentence))
    ranked = ranked[counts[ranked]]
    return ranked[pd.Series(sentence[ranked]).groupby(sentence[ranked]).cumcount() < MOST]


def _weigh(row: list[int], evidence: list[float]) -> tuple[list[float], list[float]]:
    """Each theme's part of its sentence, and how sure it is."""
    beside = {}
    for place, strength in zip(row, evidence, strict=True):
        beside.setdefault(place, []).append(strength)
    total = {place: fsum(strengths) for place, strengths in beside.items()}
    confidence = [e / total[place] * e / (e + 4) for place, e in zip(row, evidence, strict=True)]
    return [1 / len(beside[place]) for place in row], confidence


def _said(pair: np.ndarray, terms: pd.Series) -> np.ndarray:
    """The different terms of each pair, joined by |."""
    term, spelled = pd.factorize(terms)
    pairs, mentions = np.divmod(pd.unique(pair * len(spelled) + term), len(spelled))
    words = spelled.to_numpy(object)[mentions[np.argsort(pairs, kind="stable")]].tolist()
    ends = np.cumsum(np.bincount(pairs)).tolist()
    return np.array(["|".join(words[start:end]) for start, end in pairwise([0, *ends])], object)
