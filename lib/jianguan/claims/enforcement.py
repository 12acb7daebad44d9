"""Claims about the statistics."""

import pandas as pd

from jianguan.anchors import group_anchor, layer_anchor, span_anchor
from jianguan.claims.support import Support, all_texts, called, claim
from jianguan.layers import Layers
from jianguan.numbers.indicators import comparable
from jianguan.said import Said, amount, count, counted, opening


@claim("results")
def results_in_one_text(found: Layers) -> Support | None:
    """Exactly one of several texts reports results in numbers."""
    table = found["quantities"]
    achieved = table[table["status"] == "achieved"]
    docs = sorted(achieved["doc"].unique())
    if len(docs) != 1 or len(found.corpus.documents) < 2:
        return None
    mine = table["doc"] == docs[0]
    said = {
        "doc": called(found.corpus, docs),
        "results": opening(count(len(achieved)), group_anchor("quantities", docs[0], "achieved")),
        "changes": _opening(int((mine & (table["status"] == "change")).sum()), docs[0], "change"),
        "targets": _opening(int((~mine & (table["status"] == "target")).sum()), "target"),
        "genre": Said(*found.corpus.documents.loc[docs[0], ["genre", "genre_zh"]]),
    }  # fmt: skip
    return Support(docs, said, tuple(docs), achieved)


def _opening(n: int, *keys: str) -> Said:
    """A count of statistics that opens them, where there are any."""
    return opening(count(n), group_anchor("quantities", *keys)) if n else count(n)


@claim("reported")
def results_without_a_common_scale(found: Layers) -> Support | None:
    """The text with most results gives them in several units."""
    table = found["quantities"]
    results = table[table["status"] == "achieved"]
    if results.empty:
        return None
    doc = results["doc"].value_counts(sort=False).sort_index().idxmax()
    mine = results[results["doc"] == doc]
    if mine["unit"].nunique() < 2:
        return None
    said = {
        "doc": called(found.corpus, [doc]),
        "results": _opening(len(mine), doc, "achieved"),
        "units": opening(counted(mine["unit"].nunique()), group_anchor("quantities", doc, "achieved")),
    }
    return Support([doc], said, (doc,), mine)


@claim("ledger")
def formulas_outnumber_statistics(found: Layers) -> Support | None:
    """More number words belong to formulas than to statistics."""
    classes = found["numbers"]["class"].str.split(":").str[0].value_counts()
    statistics, formulas = int(classes.get("statistic", 0)), int(classes.get("slogan_formula", 0))
    if not formulas > statistics:
        return None
    said = {
        "all": opening(count(int(classes.sum())), layer_anchor("numbers")),
        "statistics": opening(count(statistics), group_anchor("numbers", "statistic")),
        "formulas": opening(count(formulas), group_anchor("numbers", "slogan_formula")),
    }
    return Support(sorted(found["numbers"]["doc"].unique()), said, ("formulas",))


@claim("listed")
def more_listed_than_checked(found: Layers) -> Support | None:
    """One sentence reports more firms listed as abnormal than spot-checked."""
    table = found["quantities"]
    table = table[(table["status"] == "achieved") & (table["unit"] == "家")]
    about = table["action"].fillna("") + table["measure"].fillna("")
    listings, checks = table[about.str.contains("异常名录")], table[about.str.contains("抽查")]
    pairs = listings.merge(checks, on=["doc", "sentence"], suffixes=("", "_checked"))
    pairs = pairs[pairs["value"] > pairs["value_checked"]]
    if pairs.empty:
        return None
    first = pairs.iloc[0]
    said = {
        "doc": called(found.corpus, [first["doc"]]),
        "listed": _figure(first),
        "checked": _figure(first, "_checked"),
    }
    return Support(
        [first["doc"]], said, spans=table[table["sentence"].eq(first["sentence"]) & table["doc"].eq(first["doc"])]
    )


def _figure(pair: pd.Series, side: str = "") -> Said:
    """One figure of a pair, which opens its sentence."""
    anchor = span_anchor("quantities", pair["doc"], pair[f"start{side}"], pair[f"end{side}"])
    return opening(amount(pair[f"value{side}"], pair["unit"]), anchor)


@claim("comparable")
def nothing_comparable(found: Layers) -> Support | None:
    """There are statistics, and no two texts' can be set side by side."""
    docs = sorted(found["quantities"]["doc"].unique())
    pairs = comparable(found["quantities"], found.corpus)
    if len(docs) < 2 or len(pairs):
        return None
    pairs = opening(counted(0), layer_anchor("quantities"))
    return Support(docs, {"pairs": pairs}, ("nothing",), found["quantities"])


@claim("targets")
def floors_in_one_text(found: Layers) -> Support | None:
    """Only one text sets numeric floors."""
    table = found["quantities"]
    floors = table[(table["status"] == "target") & table["qualifier"].isin(["at_least", "more_than"])]
    docs = sorted(floors["doc"].unique())
    if len(docs) != 1 or len(found.corpus.documents) < 2:
        return None
    dated = int(floors["deadline"].fillna("").ne("").sum())
    said = {
        "texts": all_texts(found),
        "doc": called(found.corpus, docs),
        "floors": opening(counted(len(floors)), group_anchor("quantities", docs[0], "target")),
        "dated": opening(counted(dated), group_anchor("quantities", docs[0], "target")),
    }
    return Support(docs, said, tuple(docs), floors)
