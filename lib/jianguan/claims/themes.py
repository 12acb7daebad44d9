"""Claims about what the texts talk about."""

from collections import Counter

import pandas as pd

from jianguan.anchors import group_anchor, layer_anchor
from jianguan.claims.support import Claim, Core, Support, all_texts, called, per_document
from jianguan.layers import Layers
from jianguan.lexicon import load_lexicon
from jianguan.likeness import cooccurring, sets_of, similarity
from jianguan.said import Said, count, counted, listed, name, opening, plain, share
from jianguan.tallies import categories


def _leading(found: Layers) -> pd.Series:
    """The theme with the largest share of each text; missing where nothing is labelled."""
    table = found.theme_shares.dropna(subset="share").sort_values(["share", "theme"], ascending=[False, True])
    return table.drop_duplicates("doc").set_index("doc")["theme"].reindex(found.corpus.documents.index)


def one_theme_leads(leading: pd.Series) -> Core:
    """One theme has the largest share in more than half of the texts."""
    leads = leading.value_counts()
    if leads.empty or leads.iloc[0] * 2 <= len(leading) or leads.iloc[0] < 2:
        return None
    return (leads.index[0],)


def _say_leading(found: Layers, theme: str) -> Support:
    leading, mine = _leading(found), found["themes"]
    docs = sorted(leading.index[leading == theme])
    said = {
        "Theme": name("themes", theme),
        "leads": opening(counted(len(docs)), group_anchor("themes", theme)),
        "texts": all_texts(found),
    }
    return Support(docs, said, mine[(mine["theme"] == theme) & mine["doc"].isin(docs)])


def _duties(found: Layers) -> pd.DataFrame:
    """How often each text names each duty of the lexicon."""
    named = per_document(found["duties"], found.corpus, "category")
    return named.reindex(columns=categories("duties"), fill_value=0)


def duties_never_named(duties: pd.DataFrame) -> Core:
    """Some duty words stand in none of the texts."""
    absent = duties.columns[duties.sum() == 0]
    return tuple(absent[:3]) if len(absent) and len(duties) > 1 else None


def _say_duties(found: Layers, *examples: str) -> Support:
    absent = int((_duties(found).sum() == 0).sum())
    words = load_lexicon("duties").drop_duplicates("category").set_index("category")["term"]
    said = {
        "absent": opening(counted(absent), layer_anchor("duties")),
        "texts": all_texts(found),
        "examples": listed([Said(f"{words[d]} ({name('duties', d).en.lower()})", words[d]) for d in examples]),
    }
    return Support(list(found.corpus.documents.index), said)


def _shares(found: Layers) -> pd.DataFrame:
    """The share of each theme in each text, with its interval: columns `(share | low | high, theme)`."""
    return _by_theme(found, ["share", "low", "high"])


def _by_theme(found: Layers, values: str | list[str]) -> pd.DataFrame:
    wide = found.theme_shares.pivot(index="doc", columns="theme", values=values)
    return wide.reindex(sorted(found.corpus.documents.index))


def widest_gap(shares: pd.DataFrame) -> Core:
    """The theme whose share differs most between two texts; the two intervals do not overlap."""
    if shares.empty:
        return None
    each = shares["share"]
    gaps = (each.max() - each.min()).dropna()
    if gaps.empty:
        return None
    theme = gaps.idxmax()
    low, high = _ends(each[theme])
    return (theme,) if shares["low", theme][high] > shares["high", theme][low] else None


def _ends(shares: pd.Series) -> tuple[str, str]:
    """The text with the smallest and the text with the largest share of a theme."""
    return shares.idxmin(), shares[::-1].idxmax()


def _say_gap(found: Layers, theme: str) -> Support:
    shares, mine = _by_theme(found, "share")[theme], found["themes"]
    low, high = _ends(shares)
    said = {
        "Theme": name("themes", theme),
        "doc": called(found.corpus, [high]),
        "most": opening(share(shares[high]), group_anchor("themes", high, theme)),
        "other": called(found.corpus, [low]),
        "least": opening(share(shares[low]), group_anchor("themes", low, theme)),
    }
    return Support([low, high], said, mine[mine["theme"].eq(theme) & mine["doc"].eq(high)])


def _together(found: Layers) -> pd.DataFrame:
    """How many sentences of each text carry each theme, each two themes, any theme (`sets_of`)."""
    counts = {doc: Counter(sets_of(rows, "theme")) for doc, rows in found["themes"].groupby("doc")}
    sets = sorted({sets for count in counts.values() for sets in count})
    rows = [[count[one] for one in sets] for count in counts.values()]
    table = pd.DataFrame(rows, list(counts), pd.Index(sets, tupleize_cols=False))
    return table.reindex(found.corpus.documents.index, fill_value=0)


def themes_together(together: pd.DataFrame) -> Core:
    """Of the pairs of themes that stand together more often than by chance, one does so most often."""
    pairs = _above_chance(together)
    if len(pairs) < 2 or pairs["n"].iloc[0] == pairs["n"].iloc[1]:
        return None
    return tuple(pairs[["a", "b"]].iloc[0])


def _above_chance(together: pd.DataFrame) -> pd.DataFrame:
    pairs = cooccurring(together.sum().to_dict())
    return pairs[pairs["n"] > pairs["expected"]]


def _say_together(found: Layers, a: str, b: str) -> Support:
    first = _above_chance(_together(found)).iloc[0]
    both = found["themes"][found["themes"]["theme"].isin([a, b])]
    both = both[both.duplicated(["doc", "sentence"])]
    said = {
        "A": name("themes", a),
        "b": name("themes", b),
        "n": opening(count(int(first["n"])), group_anchor("pairs", a, b)),
        "expected": opening(plain(f"{first['expected']:.1f}"), group_anchor("pairs", a, b)),
    }
    return Support(sorted(both["doc"].unique()), said, both)


def _alike(found: Layers) -> pd.DataFrame:
    return _by_theme(found, "share")


def _cosines(shares: pd.DataFrame) -> pd.DataFrame:
    """How like each other any two texts are that are labelled at all."""
    return similarity(shares.stack().rename("share").reset_index(), of="theme")


def most_alike(shares: pd.DataFrame) -> Core:
    """Two texts are nearest to each other in their themes, and one stands farthest from all others."""
    pairs = _cosines(shares)
    if len(pairs) < 3:
        return None
    return tuple(pairs.sort_values(["cosine", "a", "b"], ascending=[False, True, True])[["a", "b"]].iloc[0])


def _say_alike(found: Layers, a: str, b: str) -> Support:
    pairs = _cosines(_alike(found))
    mirrored = pairs.rename(columns={"a": "b", "b": "a"})
    far = pd.concat([pairs, mirrored]).groupby("a")["cosine"].mean().sort_values(kind="stable").index[0]
    said = {"pair": called(found.corpus, [a, b]), "far": called(found.corpus, [far])}
    return Support([a, b, far], said)


CLAIMS = {
    "leading-theme": Claim(_leading, one_theme_leads, _say_leading),
    "duties": Claim(_duties, duties_never_named, _say_duties),
    "theme-spread": Claim(_shares, widest_gap, _say_gap),
    "together": Claim(_together, themes_together, _say_together),
    "alike": Claim(_alike, most_alike, _say_alike),
}
