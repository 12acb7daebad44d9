"""What each claim of the report needs in order to stand: one test a finding, over the span tables.

A test returns what the claim rests on, or None where these texts do not carry it; then the report asks its neutral
question instead. The words stand in `lexicons/findings.toml` under the same name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from jianguan.compare import characters, frequencies, keyness, rates, shares
from jianguan.corpus import Corpus
from jianguan.indicators import comparable
from jianguan.layers import Layers
from jianguan.lexicon import load_lexicon
from jianguan.said import Said, count, counted, document_labels, listed, name, plain, share


@dataclass(frozen=True)
class Support:
    """What a claim rests on: the documents that carry it, the values it quotes, its spans.

    `core` is what must stay the same when a text is left out, for the claim to be called stable.
    """

    docs: list[str]
    said: dict[str, Said]
    core: tuple = ()
    spans: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["doc", "start", "end"]))


Test = Callable[[Layers], Support | None]
TESTS: dict[str, Test] = {}


def claim(finding: str) -> Callable[[Test], Test]:
    """Register the test of a finding under its name in findings.toml."""

    def register(test: Test) -> Test:
        TESTS[finding] = test
        return test

    return register


def _called(corpus: Corpus, docs: list[str]) -> Said:
    """The documents by their labels."""
    labels = document_labels(corpus).loc[docs]
    return listed([Said(en, zh) for en, zh in zip(labels["label_en"], labels["label_zh"], strict=True)])


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
        "texts": counted(len(documents)), "genres": counted(documents["genre"].nunique()),
        "levels": counted(documents["level"].nunique()), "provinces": counted(len(sizes)),
        "alone": listed([Said(en, provinces[en]) for en in alone]),
        "alone_rests": Said("rests" if len(alone) == 1 else "rest", ""),
    }  # fmt: skip
    return Support(list(documents.index), said)


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
        "doc": _called(found.corpus, docs), "results": count(len(achieved)),
        "changes": count(int((mine & (table["status"] == "change")).sum())),
        "targets": count(int((~mine & (table["status"] == "target")).sum())),
        "genre": name("genre", found.corpus.documents.loc[docs[0], "genre"]),
    }  # fmt: skip
    return Support(docs, said, tuple(docs), achieved)


@claim("ledger")
def formulas_outnumber_statistics(found: Layers) -> Support | None:
    """More number words belong to formulas than to statistics."""
    classes = found["numbers"]["class"].str.partition(":")[0].value_counts()
    statistics, formulas = int(classes.get("statistic", 0)), int(classes.get("slogan_formula", 0))
    if not formulas > statistics:
        return None
    said = {"all": count(int(classes.sum())), "statistics": count(statistics), "formulas": count(formulas)}
    return Support(sorted(found["numbers"]["doc"].unique()), said)


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
        "doc": _called(found.corpus, [first["doc"]]),
        "listed": count(int(first["value"])),
        "checked": count(int(first["value_checked"])),
    }
    return Support(
        [first["doc"]], said, spans=table[table["sentence"].eq(first["sentence"]) & table["doc"].eq(first["doc"])]
    )


@claim("comparable")
def nothing_comparable(found: Layers) -> Support | None:
    """There are statistics, and no two texts' can be set side by side."""
    docs = sorted(found["quantities"]["doc"].unique())
    pairs = comparable(found["quantities"], found.corpus)
    if len(docs) < 2 or len(pairs):
        return None
    return Support(docs, {"pairs": counted(0)}, spans=found["quantities"])


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
        "texts": counted(len(found.corpus.documents)),
        "doc": _called(found.corpus, docs),
        "floors": counted(len(floors)),
        "dated": counted(dated),
    }
    return Support(docs, said, tuple(docs), floors)


@claim("leading-theme")
def one_theme_leads(found: Layers) -> Support | None:
    """One theme has the largest share in more than half of the texts."""
    table = shares(found["themes"], found.corpus, of="theme").sort_values(["share", "theme"], ascending=[False, True])
    first = table.drop_duplicates("doc").set_index("doc")["theme"]
    leads = first.value_counts()
    if leads.empty or leads.iloc[0] * 2 <= len(found.corpus.documents) or leads.iloc[0] < 2:
        return None
    theme = leads.index[0]
    docs = sorted(first[first == theme].index)
    apart = [(doc, first[doc]) for doc in found.corpus.documents.index if first.get(doc, theme) != theme]
    others = [(_called(found.corpus, [doc]), name("themes", other)) for doc, other in apart]
    said = {
        "Theme": name("themes", theme), "leads": counted(len(docs)), "texts": counted(len(found.corpus.documents)),
        "others_en": plain("".join(f"; {other.en} in {doc.en}" for doc, other in others)),
        "others_zh": plain("".join(f";{doc.zh}为{other.zh}" for doc, other in others)),
    }  # fmt: skip
    mine = found["themes"]
    return Support(docs, said, (theme,), mine[(mine["theme"] == theme) & mine["doc"].isin(docs)])


@claim("duties")
def duties_never_named(found: Layers) -> Support | None:
    """Some duty words stand in none of the texts."""
    duties = load_lexicon("duties").drop_duplicates("category")
    absent = [d for d in duties["category"] if d not in set(found["duties"]["category"])]
    if not absent or len(found.corpus.documents) < 2:
        return None
    said = {
        "absent": counted(len(absent)),
        "texts": counted(len(found.corpus.documents)),
        "examples": listed([name("duties", d) for d in absent[:3]]),
    }
    return Support(list(found.corpus.documents.index), said, tuple(absent[:3]))


@claim("keyness")
def marking_words(found: Layers) -> Support | None:
    """Each province has a word, not a name, that marks it clearly (the interval of its log-odds lies above zero)."""
    words = found["words"]
    words = words[words["kind"] == "content"]
    if words["province"].nunique() < 2:
        return None
    table = keyness(words, by="province")
    best = table[(table["low"] > 0) & (table["n"] >= 3)].drop_duplicates("province").set_index("province")["word"]
    if len(best) < words["province"].nunique():
        return None
    names = found.corpus.documents.drop_duplicates("province").set_index("province")["province_en"]
    said = {
        "words_en": listed([plain(f"{best[p]} ({names[p]})") for p in sorted(best.index)]),
        "words_zh": listed([plain(f"{best[p]}({p})") for p in sorted(best.index)]),
    }
    return Support(list(found.corpus.documents.index), said, tuple(best.sort_index()))


@claim("formulas")
def formulas_unexplained(found: Layers) -> Support | None:
    """One text leaves most of its numbered formulas unexplained, and another explains most of its own."""
    table = found["slogans"]
    table = table[table["class"] == "slogan_formula"]
    open_ = table["expanded"].isin(["none"]).groupby(table["doc"]).agg(["sum", "size"])
    open_ = (
        open_[open_["size"] >= 3]
        .assign(part=lambda t: t["sum"] / t["size"])
        .sort_values(["part", "size"], ascending=False)
    )
    if len(open_) < 2 or open_["part"].iloc[0] <= 0.5 or open_["part"].iloc[-1] >= 0.5:
        return None
    worst, best = open_.index[0], open_.index[-1]
    said = {
        "doc": _called(found.corpus, [worst]), "unexplained": count(int(open_.loc[worst, "sum"])), "all": count(int(open_.loc[worst, "size"])),
        "best": _called(found.corpus, [best]), "explained": count(int(open_.loc[best, "size"] - open_.loc[best, "sum"])), "total": count(int(open_.loc[best, "size"])),
    }  # fmt: skip
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
    except_en = f", but not in {_called(found.corpus, apart).en}" if apart else ""
    except_zh = f",但{_called(found.corpus, apart).zh}除外" if apart else ""
    said = {
        "Domain": name("metaphors", domain),
        "n": count(int(ranked.iloc[0])),
        "all": count(len(table)),
        "except_en": plain(except_en),
        "except_zh": plain(except_zh),
    }
    return Support(docs, said, (domain,), table[table["category"] == domain])


@claim("parallelism")
def parallel_everywhere(found: Layers) -> Support | None:
    """Every text has strict parallel groups of three or more."""
    covered = parallel_shares(found)
    if len(covered) < 2 or covered["share"].min() <= 0:
        return None
    said = {"low": share(covered["share"].min()), "high": share(covered["share"].max())}
    table = found["parallels"]
    return Support(sorted(covered["doc"]), said, ("everywhere",), table[table["strict"] & (table["kind"] == "排比")])


def parallel_shares(found: Layers) -> pd.DataFrame:
    """The share of body characters inside strict groups of three or more. Returns `doc, n` (characters), `characters, share, groups`."""
    table = found["parallels"]
    table = table[table["strict"] & (table["kind"] == "排比")]
    size = characters(found.corpus).groupby(level="doc").sum()
    inside = {
        doc: len({i for s, e in zip(rows["start"], rows["end"], strict=True) for i in range(s, e)})
        for doc, rows in table.groupby("doc")
    }
    groups = table.groupby("doc")["group"].nunique()
    rows = [(doc, inside.get(doc, 0), n, inside.get(doc, 0) / n, int(groups.get(doc, 0))) for doc, n in size.items()]
    return pd.DataFrame(rows, columns=["doc", "n", "characters", "share", "groups"])


@claim("modality")
def most_obliging(found: Layers) -> Support | None:
    """The text with the most words of obligation stands clear of the one with the fewest."""
    table = rates(found["modality"], found.corpus, of="category")
    table = table[table["category"] == "obligation"].sort_values("rate")
    if len(table) < 2 or not table["low"].iloc[-1] > table["high"].iloc[0]:
        return None
    top, least = table.iloc[-1], table.iloc[0]
    said = {
        "doc": _called(found.corpus, [top["doc"]]), "rate": plain(f"{top['rate']:.1f}"),
        "other": _called(found.corpus, [least["doc"]]), "least": plain(f"{least['rate']:.1f}"),
    }  # fmt: skip
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
        "phrases": count(len(table)),
        "most": count(int((table["documents"] >= 3).sum())),
        "texts": counted(len(found.corpus.documents)),
    }
    return Support(sorted(found["phrases"]["doc"].unique()), said, ("shared",), found["phrases"])
