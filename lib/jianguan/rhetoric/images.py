"""Images: conventional and live metaphors by source domain, one span for each image.

An image is often more than a word: 夺取疫情防控和经济社会发展双胜利 names the battle twice, at both ends. Words of one
source domain that stand close together in one clause are therefore one image. Most images of the genre are dead;
`strength` says so (conventional, live, technical), and counts by domain say what the language is made of, not what
a writer felt (source domains: Lakoff and Johnson 1980, "Metaphors We Live By").
"""

import re

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
    strengths = dict(zip(entries["term"], entries["strength"], strict=True)) if "strength" in entries else {}
    words = find_terms(corpus, lexicon)
    firsts = _firsts(corpus, words)
    lasts = [*(first - 1 for first in firsts[1:]), len(words) - 1][: len(firsts)]
    terms = words["term"].tolist()
    images = words.iloc[firsts].reset_index(drop=True)
    images["end"] = words["end"].to_numpy()[lasts]
    places = zip(images["doc"], images["start"], images["end"], strict=True)
    images["text"] = [corpus.text(doc)[start:end] for doc, start, end in places]
    held = [terms[first : last + 1] for first, last in zip(firsts, lasts, strict=True)]
    images["term"] = ["…".join(image) for image in held]
    found = [{strengths.get(term, "conventional") for term in image} for image in held]
    return images.assign(strength=pd.Series([_liveliest(each) for each in found], dtype=object))


def _liveliest(strengths: set[str]) -> str | None:
    """The liveliest of some strengths; missing where a list of one's own names none of ours."""
    return next((strength for strength in STRENGTHS if strength in strengths), None)


def _firsts(corpus: Corpus, words: pd.DataFrame) -> list[int]:
    """Which words begin an image: those not tied to the word before them."""
    columns = ["doc", "sentence", "category", "start", "end"]
    firsts, domain, reached = [], None, 0
    for place, (*own, start, end) in enumerate(zip(*(words[column].tolist() for column in columns), strict=True)):
        near = own == domain and start - reached <= REACH
        if not near or BORDER.search(corpus.text(own[0])[reached:start]):
            firsts.append(place)
        domain, reached = own, end
    return firsts
