"""Claims about how well the texts are read."""

from jianguan.chapters.reading import layer_scores
from jianguan.claims.support import Support, claim
from jianguan.layers import Layers
from jianguan.said import counted, name, plain


@claim("validation")
def how_well_read(found: Layers) -> Support | None:
    """There is a coding of these texts to stand beside."""
    scores = layer_scores(found)
    if scores.empty:
        return None
    weakest = scores.sort_values(["f1", "layer"], kind="stable").iloc[0]
    said = {
        "good": counted(int((scores["f1"] >= 0.9).sum())),
        "layers": counted(len(scores)),
        "weakest": name("scores", weakest["layer"]),
        "f1": plain(f"{weakest['f1']:.2f}"),
    }
    return Support(list(found.corpus.documents.index), said)
