"""Claims about how the texts speak."""

from jianguan.anchors import group_anchor, layer_anchor
from jianguan.claims.support import Support, all_texts, called, claim
from jianguan.compare import frequencies, rates
from jianguan.layers import Layers
from jianguan.said import count, name, opening, plain, share
from jianguan.tallies import parallel_shares, spoken_formulas


@claim("formulas")
def formulas_unexplained(found: Layers) -> Support | None:
    """One text leaves most of its numbered formulas unexplained, and another explains most of its own."""
    table = spoken_formulas(found["slogans"])
    docs = table.assign(open=table["expanded"] == "none").groupby("doc")["open"].agg(["sum", "size", "mean"])
    docs = docs[docs["size"] >= 3].sort_values(["mean", "size"], ascending=False, kind="stable")
    if len(docs) < 2 or docs["mean"].iloc[0] <= 0.5 or docs["mean"].iloc[-1] >= 0.5:
        return None
    worst, best = docs.index[0], docs.index[-1]
    said = {
        "doc": called(found.corpus, [worst]),
        "unexplained": opening(count(int(docs.loc[worst, "sum"])), group_anchor("formulas", worst, "none")),
        "all": opening(count(int(docs.loc[worst, "size"])), group_anchor("formulas", worst)),
        "best": called(found.corpus, [best]),
        "explained": opening(
            count(int(docs.loc[best, "size"] - docs.loc[best, "sum"])), group_anchor("formulas", best)
        ),
        "total": opening(count(int(docs.loc[best, "size"])), group_anchor("formulas", best)),
    }
    return Support([worst, best], said, (worst, best), table[table["doc"].isin([worst, best])])


@claim("images")
def commonest_image(found: Layers) -> Support | None:
    """One source domain is the commonest overall."""
    table = found["images"]
    ranked = table["category"].value_counts()
    if len(ranked) < 2 or ranked.iloc[0] == ranked.iloc[1]:
        return None
    domain = ranked.index[0]
    per = frequencies(table, by="doc", of="category")
    lead = per[per["n"] == per.groupby("doc")["n"].transform("max")]
    docs = sorted(lead.loc[lead["category"] == domain, "doc"])
    apart = sorted(set(per["doc"]) - set(docs))
    except_en = f", but not in {called(found.corpus, apart).en}" if apart else ""
    except_zh = f",但{called(found.corpus, apart).zh}除外" if apart else ""
    said = {
        "Domain": name("metaphors", domain),
        "n": opening(count(int(ranked.iloc[0])), group_anchor("metaphors", domain)),
        "all": opening(count(len(table)), layer_anchor("metaphors")),
        "except_en": plain(except_en),
        "except_zh": plain(except_zh),
    }
    return Support(docs, said, (domain,), table[table["category"] == domain])


@claim("parallelism")
def parallel_everywhere(found: Layers) -> Support | None:
    """Every text has strict parallel groups of three or more."""
    covered = parallel_shares(found["parallels"], found.corpus)
    if len(covered) < 2 or covered["share"].min() <= 0:
        return None
    ends = {"low": covered.loc[covered["share"].idxmin()], "high": covered.loc[covered["share"].idxmax()]}
    said = {
        end: opening(share(row["share"]), group_anchor("parallels", row["doc"], "排比")) for end, row in ends.items()
    }
    table = found["parallels"]
    return Support(sorted(covered["doc"]), said, ("everywhere",), table[table["strict"] & (table["kind"] == "排比")])


@claim("modality")
def most_obliging(found: Layers) -> Support | None:
    """The text with the most words of obligation stands clear of the one with the fewest."""
    table = rates(found["modality"], found.corpus, of="category")
    table = table[table["category"] == "obligation"].sort_values("rate")
    if len(table) < 2 or not table["low"].iloc[-1] > table["high"].iloc[0]:
        return None
    top, least = table.iloc[-1], table.iloc[0]
    said = {
        "doc": called(found.corpus, [top["doc"]]),
        "rate": opening(plain(f"{top['rate']:.1f}"), group_anchor("modality", top["doc"], "obligation")),
        "other": called(found.corpus, [least["doc"]]),
        "least": opening(plain(f"{least['rate']:.1f}"), group_anchor("modality", least["doc"], "obligation")),
    }
    spans = found["modality"]
    return Support(
        [top["doc"], least["doc"]],
        said,
        (top["doc"], least["doc"]),
        spans[(spans["category"] == "obligation") & spans["doc"].isin([top["doc"]])],
    )


@claim("shared")
def shared_script(found: Layers) -> Support | None:
    """Some phrases of four characters or more stand in two or more texts."""
    table = found["phrases"].drop_duplicates("phrase")
    if table.empty:
        return None
    said = {
        "phrases": opening(count(len(table)), layer_anchor("spread")),
        "most": opening(count(int((table["documents"] >= 3).sum())), layer_anchor("spread")),
        "texts": all_texts(found),
    }
    return Support(sorted(found["phrases"]["doc"].unique()), said, ("shared",), found["phrases"])
