"""Claims about the corpus itself."""

import pandas as pd

from jianguan.anchors import DOCUMENTS
from jianguan.claims.support import Claim, Core, Support, all_texts
from jianguan.layers import Layers
from jianguan.said import Said, counted, few, known, opening


def _kinds(found: Layers) -> pd.DataFrame:
    return found.corpus.documents[["province_en", "genre"]]


def different_kinds(documents: pd.DataFrame) -> Core:
    """The texts differ in genre or level, and some province rests on one text."""
    alone = (documents["province_en"].value_counts() == 1).any()
    return () if documents["genre"].nunique() > 1 and alone and len(documents) > 2 else None


def _say_kinds(found: Layers) -> Support:
    documents = found.corpus.documents
    sizes = documents.groupby("province_en").size()
    alone = sizes[sizes == 1].index
    provinces = documents.drop_duplicates("province_en").set_index("province_en")["province"]
    levels = {part for level in filter(known, documents["level"]) for part in level.split("-")}  # province-city: both
    said = {
        "texts": all_texts(found), "genres": opening(counted(documents["genre"].nunique()), DOCUMENTS),
        "levels": opening(counted(len(levels)), DOCUMENTS),
        "provinces": opening(counted(len(sizes)), DOCUMENTS),
        "alone": few([Said(en, provinces[en]) for en in alone]),
        "alone_rests": Said("rests" if len(alone) == 1 else "rest", ""),
    }  # fmt: skip
    return Support(list(documents.index), said)


CLAIMS = {"texts": Claim(_kinds, different_kinds, _say_kinds)}
