"""Counts, rates, shares, keyness, dispersion and their uncertainty: tables in, tables out.

Every function takes a table of spans (or of sentence labels) and returns a tidy result table, one row per
group and category, with the counts a rate was made from beside it. A zero here is a real zero: the text was
read and nothing was found. Intervals come from resampling sentences within documents; they say how much a
figure rests on single sentences of these documents, nothing about documents not read.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import exp, factorial

import numpy as np
import pandas as pd

from jianguan.corpus import Corpus

DIGITS = 10  # results are rounded here, so that no machine's arithmetic shows in the output
Z95 = 1.959964
BLOCK = 4096  # sentences that are resampled in one matrix product


def frequencies(words: pd.DataFrame, *, by: str = "doc", of: str = "word") -> pd.DataFrame:
    """How often each word occurs in each group.

    Returns `by, of, n, documents` (documents of the group that hold the word), most frequent first.

    >>> words = pd.DataFrame({"doc": ["a", "a", "b"], "word": ["监管", "监管", "服务"]})
    >>> frequencies(words).to_dict("split")["data"]
    [['a', '监管', 2, 1], ['b', '服务', 1, 1]]
    """
    columns = [by, of, "n", "documents"]
    if words.empty:
        return pd.DataFrame(columns=columns)
    (group, groups), (word, terms), (doc, docs) = (pd.factorize(words[name], sort=True) for name in (by, of, "doc"))
    pair, pairs = pd.factorize(group * len(terms) + word)
    n, held = np.bincount(pair), pd.unique(pair * len(docs) + doc) // len(docs)
    ranked = np.lexsort((pairs, -n, pairs // len(terms)))
    documents = np.bincount(held)[ranked]
    group, word = np.divmod(pairs[ranked], len(terms))
    rows = [groups.take(group).tolist(), terms.take(word).tolist(), n[ranked], documents]
    return pd.DataFrame(dict(zip(columns, rows, strict=True)))


def sentence_counts(spans: pd.DataFrame, corpus: Corpus, *, of: str) -> pd.DataFrame:
    """Spans per body sentence, or labelled characters where the table has a `weight` (a label's part of its sentence).

    Index `doc, sentence` over every body sentence, one column per category.
    """
    size = characters(corpus)
    weight = spans["weight"] if "weight" in spans else pd.Series(1.0, spans.index)
    wide = weight.groupby([spans["doc"], spans["sentence"], spans[of]]).sum().unstack(fill_value=0.0)
    wide = wide.reindex(size.index, fill_value=0.0).sort_index(axis=1)
    return wide.mul(size, axis=0) if "weight" in spans else wide


def characters(corpus: Corpus) -> pd.Series:
    """Visible body characters of each sentence, indexed by `doc, sentence`: the denominator of rates."""
    body = corpus.sentences[corpus.sentences["kind"] == "body"]
    lengths = body["text"].str.replace(r"\s+", "", regex=True).str.len()
    return pd.Series(lengths.to_numpy(), pd.MultiIndex.from_frame(body[["doc", "sentence"]]), name="characters")


def shares(spans: pd.DataFrame, corpus: Corpus, *, by: str = "doc", of: str) -> pd.DataFrame:
    """The share of each category among all spans (or all labelled characters) of a group.

    Returns `by, of, n` (spans, or labelled characters), `sentences` (that hold it), `coded` (sentences that hold any
    category), `total`, `share` (0-1), `low, high` (resampled within these documents), `documents`.
    """
    counts = sentence_counts(spans, corpus, of=of)
    table = _tally(counts, corpus, by, of)
    table["coded"] = table[by].map((counts.sum(axis=1) > 0).groupby(_group(counts, corpus, by)).sum())
    table["total"] = table.groupby(by)["n"].transform("sum")
    table["share"] = (table["n"] / table["total"]).round(DIGITS)
    return table.merge(
        resample(counts, groups=_groups(corpus, by)).set_axis([by, of, "low", "high"], axis=1), on=[by, of]
    )


def rates(spans: pd.DataFrame, corpus: Corpus, *, by: str = "doc", of: str, per: int = 1000) -> pd.DataFrame:
    """Spans of each category per `per` visible body characters.

    Returns `by, of, n, sentences, documents, characters, rate, low, high`; groups without a span stand with n = 0.
    """
    counts, size = sentence_counts(spans, corpus, of=of), characters(corpus)
    table = _tally(counts, corpus, by, of)
    table["characters"] = table[by].map(size.groupby(_group(size, corpus, by)).sum()).astype(size.dtype)
    table["rate"] = (table["n"] * per / table["characters"]).round(DIGITS)
    drawn = resample(counts, groups=_groups(corpus, by), out_of=size / per)
    return table.merge(drawn.set_axis([by, of, "low", "high"], axis=1), on=[by, of])


def _groups(corpus: Corpus, by: str) -> pd.Series:
    """Which group each document belongs to."""
    return pd.Series(corpus.documents.index, corpus.documents.index) if by == "doc" else corpus.documents[by]


def _group(table: pd.DataFrame | pd.Series, corpus: Corpus, by: str) -> pd.Index:
    return pd.Index(table.index.get_level_values("doc").map(_groups(corpus, by)), name=by)


def _tally(counts: pd.DataFrame, corpus: Corpus, by: str, of: str) -> pd.DataFrame:
    """Sums over groups, tidy: `by, of, n, sentences, documents`."""
    group = _group(counts, corpus, by)
    held = counts > 0
    documents = held.groupby(level="doc").any().groupby(_groups(corpus, by)).sum()
    parts = {"n": counts.groupby(group).sum(), "sentences": held.groupby(group).sum(), "documents": documents}
    stacked = {name: part.rename_axis(index=by, columns=of).stack() for name, part in parts.items()}
    return pd.DataFrame(stacked).reset_index().round({"n": DIGITS})


def resample(
    counts: pd.DataFrame, *, groups: pd.Series | None = None, out_of: pd.Series | None = None, draws: int = 1000
) -> pd.DataFrame:
    """95 % intervals of shares (or of ratios `counts / out_of`), from resampling sentences within documents.

    Poisson bootstrap (Hanley & MacGibbon 2006): in each draw every sentence counts 0, 1, 2 ... times, Poisson(1).
    The weights of a document depend on its name alone, so other documents never change its interval.
    `groups` maps documents to groups (default: each its own). Returns `group, category, low, high`.
    """
    groups = groups if groups is not None else pd.Series(counts.index.unique("doc"), counts.index.unique("doc"))
    top, bottom = defaultdict(float), defaultdict(float)
    values = counts.to_numpy(np.float32)
    sizes = None if out_of is None else out_of.reindex(counts.index).to_numpy(np.float32)
    for group, docs in _blocks(counts, groups):
        rows = np.concatenate([places for _, places in docs])
        weights = _weights(docs, len(rows), draws)
        drawn = weights @ values[rows]
        top[group] += drawn
        bottom[group] += drawn.sum(axis=1) if sizes is None else weights @ sizes[rows]
    return _quantiles(top, bottom, counts.columns)


def _blocks(counts: pd.DataFrame, groups: pd.Series) -> Iterator[tuple[str, list[tuple[str, np.ndarray]]]]:
    """The documents of each group with the places of their sentences, some thousands at a time: one product each."""
    blocks, sentences = defaultdict(list), Counter()
    for doc, places in sorted(counts.groupby(level="doc").indices.items()):
        group = groups[doc]
        blocks[group].append((doc, places))
        sentences[group] += len(places)
        if sentences[group] >= BLOCK:
            yield group, blocks.pop(group)
            del sentences[group]
    yield from blocks.items()


def _quantiles(top: dict, bottom: dict, categories: pd.Index) -> pd.DataFrame:
    """The middle 95 % of the drawn ratios, to four digits; NaN for a group without anything."""
    rows = []
    for group in sorted(top):
        with np.errstate(invalid="ignore", divide="ignore"):
            ratios = top[group] / bottom[group][:, None]
        drawn = ratios[np.isfinite(ratios).all(axis=1)]
        low, high = np.quantile(drawn, [0.025, 0.975], axis=0) if len(drawn) else np.full((2, len(categories)), np.nan)
        rows += zip([group] * len(categories), categories, low.round(4).tolist(), high.round(4).tolist(), strict=True)
    return pd.DataFrame(rows, columns=["group", "category", "low", "high"])


_UPTO = np.cumsum([exp(-1) / factorial(k) for k in range(9)])
_LIMITS = np.searchsorted((np.arange(65536) + 0.5) / 65536, _UPTO)  # of 65536 chances: once, twice ...


def _weights(docs: list[tuple[str, np.ndarray]], sentences: int, draws: int) -> np.ndarray:
    """How often each sentence of the documents counts in each draw."""
    weights, at = np.empty((draws, sentences), np.uint8), 0
    for doc, places in docs:
        chances = _chances(doc, draws * len(places))
        times = np.zeros(len(chances), np.uint8)
        for limit in _LIMITS[_LIMITS < 65536].astype(np.uint16):
            times += (chances >= limit).view(np.uint8)
        weights[:, at : at + len(places)] = times.reshape(draws, -1)
        at += len(places)
    return weights.astype(np.float32)


def _chances(doc: str, wanted: int) -> np.ndarray:
    """Even chances of 65536; numpy keeps these bits stable between versions."""
    seed = int.from_bytes(hashlib.sha256(doc.encode()).digest()[:8], "little")
    return np.random.PCG64(seed).random_raw(-(-wanted // 4)).view(np.uint16)[:wanted]


def dispersion(words: pd.DataFrame, *, of: str = "word") -> pd.DataFrame:
    """How evenly a word is spread over the documents.

    Returns `of, n, documents, dp`: Gries' deviation of proportions (2008), normalised as in Lijffijt & Gries (2012):
    0 spread like the text itself, 1 all in one place. NaN where there is one document only.
    """
    wide = _crossed(words, of, "doc")
    size = wide.sum() / wide.to_numpy().sum()
    dp = (wide.div(wide.sum(axis=1), axis=0) - size).abs().sum(axis=1) / 2
    limit = 1 - size.min()
    normal = (dp / limit).round(DIGITS) if limit > 0 else dp * np.nan
    return (
        pd.DataFrame({"n": wide.sum(axis=1), "documents": (wide > 0).sum(axis=1), "dp": normal})
        .rename_axis(of)
        .reset_index()
    )


def _crossed(spans: pd.DataFrame, rows: str, columns: str) -> pd.DataFrame:
    """How often each value of one column stands with each value of another, both sorted."""
    (row, names), (column, heads) = (pd.factorize(spans[name], sort=True) for name in (rows, columns))
    counts = np.bincount(row * len(heads) + column, minlength=len(names) * len(heads))
    return pd.DataFrame(
        counts.reshape(len(names), len(heads)), pd.Index(names, name=rows), pd.Index(heads, name=columns)
    )


def keyness(words: pd.DataFrame, *, by: str, of: str = "word", prior: float = 500.0) -> pd.DataFrame:
    """Which words mark each group against all the others, for any number of groups.

    Returns `by, of, n, n_rest, log_odds, low, high, z, log_ratio, log_ratio_low, log_ratio_high, g2, documents, dp`,
    strongest first within each group. `log_odds` (natural log, with 95 % interval) and `z`: log-odds ratio with an
    informative Dirichlet prior of `prior` pseudo-words spread like the whole corpus (Monroe, Colaresi & Quinn 2008);
    `log_ratio`: binary log of the ratio of relative frequencies, 0.5 for a zero (Hardie 2014);
    `g2`: log-likelihood of the two-by-two table (Dunning 1993); `dp`: see `dispersion`.
    A word that only one group has is kept.
    """
    counts = _crossed(words, of, by)
    if counts.empty:
        return pd.DataFrame(columns=[by, of])
    table = log_odds(counts, prior=prior)
    table = table.assign(**_ratios(table["n"], table["n_rest"], table[by].map(counts.sum()), counts.to_numpy().sum()))
    table = table.merge(dispersion(words, of=of)[[of, "documents", "dp"]], on=of).round(DIGITS)
    return table.sort_values([by, "z", of], ascending=[True, False, True], ignore_index=True)


def log_odds(counts: pd.DataFrame, *, prior: float = 500.0) -> pd.DataFrame:
    """The log-odds of `keyness` from counts alone: a row for each word, a column for each group.

    Returns the names of columns and rows, `n, n_rest, log_odds, low, high, z`, group by group.
    """
    a = counts.to_numpy().T
    b, spread = a.sum(axis=0) - a, a.sum(axis=0) / a.sum() * prior
    n, m, size = a.sum(axis=1, keepdims=True), b.sum(axis=1, keepdims=True), spread.sum()
    delta = np.log((a + spread) / (n + size - a - spread)) - np.log((b + spread) / (m + size - b - spread))
    error = np.sqrt(1 / (a + spread) + 1 / (b + spread))
    group, word = np.indices(a.shape).reshape(2, -1)
    named = {counts.columns.name: counts.columns.take(group), counts.index.name: counts.index.take(word)}
    low, high = delta - Z95 * error, delta + Z95 * error
    measures = {"n": a, "n_rest": b, "log_odds": delta, "low": low, "high": high, "z": delta / error}
    return pd.DataFrame(named | {name: values.ravel() for name, values in measures.items()})


def _ratios(a: pd.Series, b: pd.Series, n: pd.Series, total: int) -> dict[str, pd.Series]:
    """Log ratio with its interval, and G2, of counts `a` among `n` against counts `b` among the rest of the total."""
    m = total - n
    x, y = a.where(a > 0, 0.5), b.where(b > 0, 0.5)
    ratio = np.log2((x / n) / (y / m.where(m > 0)))
    width = Z95 * np.sqrt((1 / x - 1 / n + 1 / y - 1 / m.clip(lower=1)).clip(lower=0)) / np.log(2)
    ends = {"log_ratio_low": ratio - width, "log_ratio_high": ratio + width}
    return {"log_ratio": ratio} | ends | {"g2": _g2(a, b, n, m)}


def _g2(a: pd.Series, b: pd.Series, n: pd.Series, m: pd.Series) -> pd.Series:
    """Dunning's log-likelihood of the table [[a, b], [n - a, m - b]]."""
    rows = [(a, n, a + b), (b, m, a + b), (n - a, n, n + m - a - b), (m - b, m, n + m - a - b)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * sum(
            (seen * np.log(seen * (n + m) / (column * row))).where(seen > 0, 0.0) for seen, column, row in rows
        )


def leave_one_out(counts: pd.DataFrame, *, leave: Sequence[str] | None = None) -> pd.DataFrame:
    """Each category's share of all counts when any one document is left out.

    Takes the table of `sentence_counts`; returns `left_out, category, n, share, share_all`.
    """
    by_doc = counts.groupby(level="doc").sum()
    everything = by_doc.sum()
    parts = []
    for doc in leave if leave is not None else by_doc.index:
        rest = everything - by_doc.loc[doc]
        part = {"n": rest, "share": rest / rest.sum(), "share_all": everything / everything.sum()}
        parts.append(pd.DataFrame(part).rename_axis("category").reset_index().assign(left_out=doc))
    columns = ["left_out", "category", "n", "share", "share_all"]
    return pd.concat(parts, ignore_index=True)[columns].round(DIGITS) if parts else pd.DataFrame(columns=columns)
