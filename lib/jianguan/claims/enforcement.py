"""Claims about the statistics."""

import pandas as pd

from jianguan.anchors import group_anchor, layer_anchor, span_anchor
from jianguan.claims.support import Claim, Core, Support, all_texts, called, per_document
from jianguan.layers import Layers
from jianguan.numbers.indicators import comparable
from jianguan.said import Said, amount, count, counted, opening
from jianguan.tallies import number_kinds


def _results(found: Layers) -> pd.Series:
    """The results of each text."""
    return _each(found, _achieved(found))


def _achieved(found: Layers) -> pd.DataFrame:
    return found["quantities"][found["quantities"]["status"] == "achieved"]


def _each(found: Layers, spans: pd.DataFrame) -> pd.Series:
    """How many of the spans each text holds."""
    return spans["doc"].value_counts().reindex(found.corpus.documents.index, fill_value=0)


def only_one(spans: pd.Series) -> Core:
    """Exactly one of several texts has any."""
    docs = spans.index[spans > 0]
    return tuple(docs) if len(docs) == 1 and len(spans) > 1 else None


def results_in_one_text(results: pd.Series) -> Core:
    """Exactly one of several texts reports results in numbers."""
    return only_one(results)


def _say_results(found: Layers, doc: str) -> Support:
    table, achieved = found["quantities"], _achieved(found)
    mine = table["doc"] == doc
    said = {
        "doc": called(found.corpus, [doc]),
        "results": _opening(len(achieved), doc, "achieved"),
        "changes": _opening(int((mine & (table["status"] == "change")).sum()), doc, "change"),
        "targets": _opening(int((~mine & (table["status"] == "target")).sum()), "target"),
        "genre": Said(*found.corpus.documents.loc[doc, ["genre", "genre_zh"]]),
    }
    return Support([doc], said, achieved)


def _opening(n: int, *keys: str) -> Said:
    """A count of statistics that opens them, where there are any."""
    return opening(count(n), group_anchor("quantities", *keys)) if n else count(n)


def _units(found: Layers) -> pd.DataFrame:
    """The results of each text, and in how many units they are."""
    told = _achieved(found).groupby("doc")["unit"].agg(["size", "nunique"])
    return told.reindex(sorted(found.corpus.documents.index), fill_value=0)


def results_without_a_common_scale(results: pd.DataFrame) -> Core:
    """The text with most results gives them in several units."""
    doc = results["size"].idxmax() if len(results) else None
    return (doc,) if doc is not None and results.loc[doc, "nunique"] > 1 else None


def _say_units(found: Layers, doc: str) -> Support:
    mine = _achieved(found).query("doc == @doc")
    said = {
        "doc": called(found.corpus, [doc]),
        "results": _opening(len(mine), doc, "achieved"),
        "units": opening(counted(mine["unit"].nunique()), group_anchor("quantities", doc, "achieved")),
    }
    return Support([doc], said, mine)


def _classes(found: Layers) -> pd.DataFrame:
    return per_document(number_kinds(found["numbers"]), found.corpus, "kind")


def formulas_outnumber_statistics(classes: pd.DataFrame) -> Core:
    """More number words belong to formulas than to statistics."""
    counts = classes.sum()
    return () if counts.get("slogan_formula", 0) > counts.get("statistic", 0) else None


def _say_classes(found: Layers) -> Support:
    counts = _classes(found).sum()
    said = {
        "all": opening(count(int(counts.sum())), layer_anchor("numbers")),
        "statistics": opening(count(int(counts.get("statistic", 0))), group_anchor("numbers", "statistic")),
        "formulas": opening(count(int(counts["slogan_formula"])), group_anchor("numbers", "slogan_formula")),
    }
    return Support(sorted(found["numbers"]["doc"].unique()), said)


def _pairs(found: Layers) -> pd.DataFrame:
    """The sentences that report firms listed as abnormal and fewer firms spot-checked."""
    table = _firms(found)
    about = table["action"].fillna("") + table["measure"].fillna("")
    listings, checks = table[about.str.contains("异常名录")], table[about.str.contains("抽查")]
    pairs = listings.merge(checks, on=["doc", "sentence"], suffixes=("", "_checked"))
    return pairs[pairs["value"] > pairs["value_checked"]]


def _firms(found: Layers) -> pd.DataFrame:
    return _achieved(found).query("unit == '家'")


def more_listed_than_checked(pairs: pd.Series) -> Core:
    """One sentence reports more firms listed as abnormal than spot-checked."""
    return () if pairs.any() else None


def _say_listings(found: Layers) -> Support:
    first, firms = _pairs(found).iloc[0], _firms(found)
    said = {
        "doc": called(found.corpus, [first["doc"]]),
        "listed": _figure(first),
        "checked": _figure(first, "_checked"),
    }
    there = firms["sentence"].eq(first["sentence"]) & firms["doc"].eq(first["doc"])
    return Support([first["doc"]], said, firms[there])


def _figure(pair: pd.Series, side: str = "") -> Said:
    """One figure of a pair, which opens its sentence."""
    anchor = span_anchor("quantities", pair["doc"], pair[f"start{side}"], pair[f"end{side}"])
    return opening(amount(pair[f"value{side}"], pair["unit"]), anchor)


def _alone(found: Layers) -> pd.Series:
    """The statistics of each text; none where any two texts' can be set side by side."""
    table = found["quantities"]
    return _each(found, table if comparable(table, found.corpus).empty else table[:0])


def nothing_comparable(statistics: pd.Series) -> Core:
    """There are statistics, and no two texts' can be set side by side."""
    return () if (statistics > 0).sum() > 1 else None


def _say_incomparable(found: Layers) -> Support:
    table, none = found["quantities"], opening(counted(0), layer_anchor("quantities"))
    return Support(sorted(table["doc"].unique()), {"pairs": none}, table)


def _floors(found: Layers) -> pd.DataFrame:
    return found["quantities"].query("status == 'target' and qualifier in ['at_least', 'more_than']")


def floors_in_one_text(floors: pd.Series) -> Core:
    """Only one text sets numeric floors."""
    return only_one(floors)


def _say_floors(found: Layers, doc: str) -> Support:
    floors = _floors(found)
    dated = int(floors["deadline"].fillna("").ne("").sum())
    said = {
        "texts": all_texts(found),
        "doc": called(found.corpus, [doc]),
        "floors": opening(counted(len(floors)), group_anchor("quantities", doc, "target")),
        "dated": opening(counted(dated), group_anchor("quantities", doc, "target")),
    }
    return Support([doc], said, floors)


CLAIMS = {
    "results": Claim(_results, results_in_one_text, _say_results),
    "reported": Claim(_units, results_without_a_common_scale, _say_units),
    "ledger": Claim(_classes, formulas_outnumber_statistics, _say_classes),
    "listed": Claim(lambda found: _each(found, _pairs(found)), more_listed_than_checked, _say_listings),
    "comparable": Claim(_alone, nothing_comparable, _say_incomparable),
    "targets": Claim(lambda found: _each(found, _floors(found)), floors_in_one_text, _say_floors),
}
