"""One reading for all notebooks of a build: the first that asks finds everything, the others take it from there.

A build gives its notebooks a folder of its own ($JIANGUAN_BUILD), which is gone with it: what is kept there cannot be
out of date. Without one, a notebook reads and finds for itself.
"""

import pickle
from collections import ChainMap
from pathlib import Path

from filelock import FileLock

from jianguan.corpus import Corpus, read_corpus
from jianguan.findings import find_claims
from jianguan.layers import layers


def read_once(build: Path, seeds: Path) -> Corpus:
    """The corpus of the folder `seeds` with its layers and claims, found once for all who name the folder `build`."""
    kept = build / "corpus.pickle"
    with FileLock(build / "corpus.lock"):
        if not kept.exists():
            begun = kept.with_suffix(".part")  # a kernel that dies while it writes leaves nothing half told
            with begun.open("wb") as file:
                pickle.dump(_found_whole(read_corpus(seeds)), file)
            begun.replace(kept)
    with kept.open("rb") as file:
        return pickle.load(file)


def _found_whole(corpus: Corpus) -> Corpus:
    """The corpus with all that is found in it and not stored already."""
    held = {name: table for name, table in layers(corpus).items() if name not in corpus.found}
    found = ChainMap(held | {"claims": find_claims(corpus)}, corpus.found)
    object.__setattr__(corpus, "found", found)  # a corpus is frozen
    return corpus
