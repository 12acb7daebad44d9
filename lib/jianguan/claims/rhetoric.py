"""Claims about how the texts speak."""

import pandas as pd

from jianguan.anchors import group_anchor, layer_anchor
from jianguan.claims.support import Claim, Core, Support, all_texts, called, per_document
from jianguan.layers import Layers
from jianguan.said import count, name, opening, plain, share
from jianguan.tallies import spoken_formulas


def _formulas(found: Layers) -> pd.DataFrame:
    """The numbered formulas of each text: how many, how many unexplained (`sum`), and their part (`mean`)."""
    table = spoken_formulas(found["slogans"])
    told = table["expanded"].eq("none").groupby(table["doc"]).agg(["sum", "size", "mean"])
    return told.reindex(sorted(found.corpus.documents.index), fill_value=0)


def formulas_unexplained(formulas: pd.DataFrame) -> Core:
    """One text leaves most of its numbered formulas unexplained, and another explains most of its own."""
    docs = formulas[formulas["size"] >= 3].sort_values(["mean", "size"], ascending=False, kind="stable")
    if len(docs) < 2 or docs["mean"].iloc[0] <= 0.5 or docs["mean"].iloc[-1] >= 0.5:
        return None
    return docs.index[0], docs.index[-1]


def _say_formulas(found: Layers, worst: str, best: str) -> Support:
    docs, table = _formulas(found), spoken_formulas(found["slogans"])
    explained = int(docs.loc[best, "size"] - docs.loc[best, "sum"])
    said = {
        "doc": called(found.corpus, [worst]),
        "unexplained": opening(count(int(docs.loc[worst, "sum"])), group_anchor("formulas", worst, "none")),
        "all": opening(count(int(docs.loc[worst, "size"])), group_anchor("formulas", worst)),
        "best": called(found.corpus, [best]),
        "explained": opening(count(explained), group_anchor("formulas", best)),
        "total": opening(count(int(docs.loc[best, "size"])), group_anchor("formulas", best)),
    }
    return Support([worst, best], said, table[table["doc"].isin([worst, best])])


def _images(found: Layers) -> pd.DataFrame:
    return per_document(found["images"], found.corpus, "category")


def commonest_image(images: pd.DataFrame) -> Core:
    """One source domain is the commonest overall."""
    ranked = images.sum().sort_values(ascending=False)
    if (ranked > 0).sum() < 2 or ranked.iloc[0] == ranked.iloc[1]:
        return None
    return (ranked.index[0],)


def _say_images(found: Layers, domain: str) -> Support:
    table, images = found["images"], _images(found)
    leads = images[domain].eq(images.max(axis=1)) & images.any(axis=1)
    apart = sorted(images.index[images.any(axis=1) & ~leads])
    except_en = f", but not in {called(found.corpus, apart).en}" if apart else ""
    except_zh = f",但{called(found.corpus, apart).zh}除外" if apart else ""
    said = {
        "Domain": name("metaphors", domain),
        "n": opening(count(int(images[domain].sum())), group_anchor("metaphors", domain)),
        "all": opening(count(len(table)), layer_anchor("metaphors")),
        "except_en": plain(except_en),
        "except_zh": plain(except_zh),
    }
    return Support(sorted(images.index[leads]), said, table[table["category"] == domain])


def _covered(found: Layers) -> pd.DataFrame:
    """The parallel part of each text."""
    return found.parallel_shares.set_index("doc").reindex(found.corpus.documents.index)


def parallel_everywhere(covered: pd.DataFrame) -> Core:
    """Every text has strict parallel groups of three or more."""
    return () if covered["share"].count() > 1 and covered["share"].min() > 0 else None


def _say_covered(found: Layers) -> Support:
    covered, table = _covered(found)["share"].dropna(), found["parallels"]
    ends = {"low": covered.idxmin(), "high": covered.idxmax()}
    said = {
        end: opening(share(covered[doc]), group_anchor("parallels", doc, "排比")) for end, doc in ends.items()
    }
    return Support(sorted(covered.index), said, table[table["strict"] & (table["kind"] == "排比")])


def _obliging(found: Layers) -> pd.DataFrame:
    """The words of obligation of each text, as a rate."""
    table = found.modality_rates.query("category == 'obligation'")
    return table.set_index("doc").reindex(found.corpus.documents.index)


def most_obliging(obliging: pd.DataFrame) -> Core:
    """The text with the most words of obligation stands clear of the one with the fewest."""
    table = obliging.dropna(subset="rate").sort_values("rate")
    clear = len(table) > 1 and table["low"].iloc[-1] > table["high"].iloc[0]
    return (table.index[-1], table.index[0]) if clear else None


def _say_obliging(found: Layers, top: str, least: str) -> Support:
    rate, spans = _obliging(found)["rate"], found["modality"]
    said = {
        "doc": called(found.corpus, [top]),
        "rate": opening(plain(f"{rate[top]:.1f}"), group_anchor("modality", top, "obligation")),
        "other": called(found.corpus, [least]),
        "least": opening(plain(f"{rate[least]:.1f}"), group_anchor("modality", least, "obligation")),
    }
    mine = (spans["category"] == "obligation") & spans["doc"].eq(top)
    return Support([top, least], said, spans[mine])


def _phrases(found: Layers) -> pd.Series:
    return found["phrases"]["doc"].value_counts().reindex(found.corpus.documents.index, fill_value=0)


def shared_script(phrases: pd.Series) -> Core:
    """Some phrases of four characters or more stand in two or more texts."""
    return () if phrases.any() else None


def _say_phrases(found: Layers) -> Support:
    table = found["phrases"].drop_duplicates("phrase")
    said = {
        "phrases": opening(count(len(table)), layer_anchor("spread")),
        "most": opening(count(int((table["documents"] >= 3).sum())), layer_anchor("spread")),
        "texts": all_texts(found),
    }
    return Support(sorted(found["phrases"]["doc"].unique()), said, found["phrases"])


CLAIMS = {
    "formulas": Claim(_formulas, formulas_unexplained, _say_formulas),
    "images": Claim(_images, commonest_image, _say_images),
    "parallelism": Claim(_covered, parallel_everywhere, _say_covered),
    "modality": Claim(_obliging, most_obliging, _say_obliging),
    "shared": Claim(_phrases, shared_script, _say_phrases),
}
