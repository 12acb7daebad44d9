"""Claims about what the texts talk about."""

import pandas as pd

from jianguan.anchors import DOCUMENTS, group_anchor, layer_anchor
from jianguan.claims.support import Support, all_texts, called, claim
from jianguan.compare import frequencies, keyness
from jianguan.layers import Layers
from jianguan.lexicon import load_lexicon
from jianguan.likeness import cooccurrence, similarity
from jianguan.said import Said, count, counted, listed, name, opening, plain, share


@claim("leading-theme")
def one_theme_leads(found: Layers) -> Support | None:
    """One theme has the largest share in more than half of the texts."""
    table = found.theme_shares.sort_values(["share", "theme"], ascending=[False, True])
    first = table.drop_duplicates("doc").set_index("doc")["theme"]
    leads = first.value_counts()
    if leads.empty or leads.iloc[0] * 2 <= len(found.corpus.documents) or leads.iloc[0] < 2:
        return None
    theme = leads.index[0]
    docs = sorted(first[first == theme].index)
    said = {
        "Theme": name("themes", theme),
        "leads": opening(counted(len(docs)), group_anchor("themes", theme)),
        "texts": all_texts(found),
    }
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
        "absent": opening(counted(len(absent)), layer_anchor("duties")),
        "texts": all_texts(found),
        "examples": listed([_duty(duties, d) for d in absent[:3]]),
    }
    return Support(list(found.corpus.documents.index), said, tuple(absent[:3]))


def _duty(duties: pd.DataFrame, category: str) -> Said:
    """A duty by its word, glossed in English."""
    word = duties.set_index("category").loc[category, "term"]
    return Said(f"{word} ({name('duties', category).en.lower()})", word)


@claim("keyness")
def marking_words(found: Layers) -> Support | None:
    """Each province has a word, not a name, that marks it clearly (the interval of its log-odds lies above zero)."""
    words = found.content_words
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


@claim("theme-spread")
def widest_gap(found: Layers) -> Support | None:
    """The theme whose share differs most between two texts; the two intervals do not overlap."""
    table = found.theme_shares
    ends = table.sort_values(["theme", "share", "doc"]).groupby("theme").agg(["first", "last"])
    gap = (ends["share"]["last"] - ends["share"]["first"]).sort_values(ascending=False, kind="stable")
    if gap.empty:
        return None
    theme = gap.index[0]
    low, high = ends.loc[theme].xs("first", level=1), ends.loc[theme].xs("last", level=1)
    if not high["low"] > low["high"]:
        return None
    said = {
        "Theme": name("themes", theme),
        "doc": called(found.corpus, [high["doc"]]),
        "most": opening(share(high["share"]), group_anchor("themes", high["doc"], theme)),
        "other": called(found.corpus, [low["doc"]]),
        "least": opening(share(low["share"]), group_anchor("themes", low["doc"], theme)),
    }
    mine = found["themes"]
    return Support(
        [low["doc"], high["doc"]], said, (theme,), mine[mine["theme"].eq(theme) & mine["doc"].eq(high["doc"])]
    )


@claim("clouds")
def common_words(found: Layers) -> Support | None:
    """Some content words are among the ten commonest of every province."""
    words = found.content_words
    tops = [set(t["word"].head(10)) for _, t in frequencies(words, by="province").groupby("province")]
    common = sorted(set.intersection(*tops)) if len(tops) > 1 else []
    if not common:
        return None
    provinces = opening(counted(len(tops)), DOCUMENTS)
    words_said = opening(listed([plain(word) for word in common]), group_anchor("words", common[0]))
    said = {"words": words_said, "provinces": provinces}
    docs = sorted(words.loc[words["word"].isin(common), "doc"].unique())
    return Support(docs, said, tuple(common), words[words["word"].isin(common)])


@claim("comparison")
def shared_vocabulary(found: Layers) -> Support | None:
    """How many of the commonest content words all provinces use."""
    words = found.content_words
    provinces = words["province"].nunique()
    common = (
        words["word"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").head(100).index
    )
    spread = words[words["word"].isin(common)].groupby("word")["province"].nunique()
    if provinces < 2 or len(common) < 100:
        return None
    said = {
        "all": opening(count(len(common)), layer_anchor("words")),
        "shared": opening(count(int((spread == provinces).sum())), layer_anchor("words")),
        "alone": opening(count(int((spread == 1).sum())), layer_anchor("words")),
        "provinces": opening(counted(provinces), DOCUMENTS),
    }
    return Support(sorted(words["doc"].unique()), said, ("shared",))


@claim("together")
def themes_together(found: Layers) -> Support | None:
    """Of the pairs of themes that stand together more often than by chance, one does so most often."""
    pairs = cooccurrence(found["themes"]).query("n > expected")
    if len(pairs) < 2 or pairs["n"].iloc[0] == pairs["n"].iloc[1]:
        return None
    first = pairs.iloc[0]
    both = found["themes"][found["themes"]["theme"].isin([first["a"], first["b"]])]
    both = both[both.duplicated(["doc", "sentence"])]
    said = {
        "A": name("themes", first["a"]),
        "b": name("themes", first["b"]),
        "n": opening(count(int(first["n"])), group_anchor("pairs", first["a"], first["b"])),
        "expected": opening(plain(f"{first['expected']:.1f}"), group_anchor("pairs", first["a"], first["b"])),
    }
    return Support(sorted(both["doc"].unique()), said, (first["a"], first["b"]), both)


@claim("alike")
def most_alike(found: Layers) -> Support | None:
    """Two texts are nearest to each other in their themes, and one stands farthest from all others."""
    pairs = similarity(found.theme_shares, of="theme").dropna()
    if len(pairs) < 3:
        return None
    nearest = pairs.sort_values(["cosine", "a", "b"], ascending=[False, True, True]).iloc[0]
    mirrored = pairs.rename(columns={"a": "b", "b": "a"})
    mean = pd.concat([pairs, mirrored]).groupby("a")["cosine"].mean().sort_values(kind="stable")
    said = {"pair": called(found.corpus, [nearest["a"], nearest["b"]]), "far": called(found.corpus, [mean.index[0]])}
    return Support([nearest["a"], nearest["b"], mean.index[0]], said, (nearest["a"], nearest["b"]))
