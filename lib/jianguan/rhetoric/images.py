"""Images: conventional and live metaphors by source domain, one span for each image.

An image is often more than a word: 夺取疫情防控和经济社会发展双胜利 names the battle twice, at both ends. Words of one
source domain that stand close together in one clause are therefore one image. Most images of the genre are dead;
`strength` says so (conventional, live, technical), and counts by domain say what the language is made of, not what
a writer felt (source domains: Lakoff and Johnson 1980, "Metaphors We Live By").
"""

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from jianguan.corpus import Corpus
from jianguan.lexicon import find_terms, load_lexicon

REACH = 12  # characters between two words of one image, at most
BORDER = re.compile("[,。;:!?，；：！？、\n]")
STRENGTHS = ["live", "conventional", "technical"]  # the liveliest word decides


def find_images(corpus: Corpus, lexicon: str | pd.DataFrame = "metaphors") -> pd.DataFrame:
    """Find the images of a corpus.

    Returns a span table with `term` (the words of the image, joined by …), `category` (the source domain), `lexicon`
    and `strength`. Two hits of one domain within 12 characters and one clause are one image.
    """
    entries = load_lexicon(lexicon) if isinstance(lexicon, str) else lexicon
    words = find_terms(corpus, lexicon)
    words["strength"] = _strengths(words["term"], entries)
    ties = (_tied(corpus, before, after) for before, after in pairwise(words.itertuples()))
    group = np.cumsum([True, *(not tie for tie in ties)][: len(words)])
    whole = dict.fromkeys(words, "first") | {"end": "last", "term": "…".join, "strength": "min"}
    images = words.groupby(group, sort=False).agg(whole).reset_index(drop=True)
    images["text"] = [corpus.text(image.doc)[image.start : image.end] for image in images.itertuples()]
    return images.astype({"strength": object})


def _strengths(terms: pd.Series, entries: pd.DataFrame) -> pd.Categorical:
    """The strength of each term, conventional where the list names none; ordered, the liveliest first."""
    known = entries.set_index("term")["strength"].to_dict() if "strength" in entries else {}
    return pd.Categorical([known.get(term, "conventional") for term in terms], STRENGTHS, ordered=True)


def _tied(corpus: Corpus, before, after) -> bool:
    """Do two neighbouring words belong to one image?"""
    same = before.doc == after.doc and before.sentence == after.sentence and before.category == after.category
    near = after.start - before.end <= REACH
    return same and near and not BORDER.search(corpus.text(before.doc)[before.end : after.start])
