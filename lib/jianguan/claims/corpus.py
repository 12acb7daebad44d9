"""Claims about the corpus itself."""

from jianguan.anchors import DOCUMENTS
from jianguan.claims.support import Support, all_texts, claim
from jianguan.layers import Layers
from jianguan.said import Said, counted, listed, opening


@claim("texts")
def different_kinds(found: Layers) -> Support | None:
    """The texts differ in genre or level, and some province rests on one text."""
    documents = found.corpus.documents
    sizes = documents.groupby("province_en").size()
    alone = sizes[sizes == 1].index
    if documents["genre"].nunique() < 2 or len(alone) == 0 or len(documents) < 3:
        return None
    provinces = documents.drop_duplicates("province_en").set_index("province_en")["province"]
    said = {
        "texts": all_texts(found), "genres": opening(counted(documents["genre"].nunique()), DOCUMENTS),
        "levels": opening(counted(documents["level"].nunique()), DOCUMENTS),
        "provinces": opening(counted(len(sizes)), DOCUMENTS),
        "alone": listed([Said(en, provinces[en]) for en in alone]),
        "alone_rests": Said("rests" if len(alone) == 1 else "rest", ""),
    }  # fmt: skip
    return Support(list(documents.index), said, ("kinds",))
