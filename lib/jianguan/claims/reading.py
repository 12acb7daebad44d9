"""Claims about how well the texts are read."""

import pandas as pd

from jianguan.chapters.reading import layer_scores
from jianguan.claims.support import Claim, Core, Support
from jianguan.layers import Layers
from jianguan.said import counted, name, plain


def _coded(found: Layers) -> pd.Series:
    """Whether there is a coding, told for every document: what is coded is scored together."""
    return pd.Series(not layer_scores(found).empty, found.corpus.documents.index)


def how_well_read(coded: pd.Series) -> Core:
    """There is a coding of these texts to stand beside."""
    return () if coded.any() else None


def _say_scores(found: Layers) -> Support:
    scores = layer_scores(found)
    weakest = scores.sort_values(["f1", "layer"], kind="stable").iloc[0]
    said = {
        "good": counted(int((scores["f1"] >= 0.9).sum())),
        "layers": counted(len(scores)),
        "weakest": name("scores", weakest["layer"]),
        "f1": plain(f"{weakest['f1']:.2f}"),
    }
    return Support(list(found.corpus.documents.index), said)


CLAIMS = {"validation": Claim(_coded, how_well_read, _say_scores)}
