"""Counts per document as charts draw them: every document and category present, named in both languages, linked."""

import re
from collections.abc import Sequence

import pandas as pd

from jianguan.anchors import document_anchor, group_anchor, href
from jianguan.compare import characters, frequencies, keyness, shares
from jianguan.corpus import Corpus
from jianguan.lexicon import load_lexicon
from jianguan.likeness import cooccurrence
from jianguan.said import document_labels, known, name, plain

LEAST = 3  # occurrences of a word that a chart of typical words draws
FORMULAS = ["slogan_formula", "set_formula", "political_formula"]


def labelled(table: pd.DataFrame, corpus: Corpus, *, of: str = "", layer: str = "") -> pd.DataFrame:
    """A result table with the words and links a chart needs.

    Adds `label_en, label_zh` (the document, or the province where the table has no `doc`), `detail_en, detail_zh`
    (genre, level, date), `label_href` (opens the document) and `province`; with `of` and `layer` (a lexicon), `name_en,
    name_zh` of each category and the `href` that opens the sentences behind each count (none where nothing was found).
    """
    table = table.copy()
    if "doc" in table:
        words = document_labels(corpus).rename(columns={"about_en": "detail_en", "about_zh": "detail_zh"})
        table = table.drop(columns=[c for c in words if c in table]).join(words, on="doc")
        table["province"] = table["doc"].map(corpus.documents["province"])
        table["label_href"] = [href(document_anchor(doc)) for doc in table["doc"]]
    elif "province" in table:
        english = corpus.documents.drop_duplicates("province").set_index("province")["province_en"]
        table["label_en"], table["label_zh"] = table["province"].map(english), table["province"]
    if of and layer:
        names = [name(layer, category) for category in table[of]]
        table["name_en"], table["name_zh"] = [n.en for n in names], [n.zh for n in names]
    if layer:
        keys = table[["doc", of] if "doc" in table else [of]].itertuples(index=False, name=None)
        links = [href(group_anchor(layer, *key)) if n else None for key, n in zip(keys, table["n"], strict=True)]
        table["href"] = pd.Series(links, table.index, dtype=object)
    return table


def tally(spans: pd.DataFrame, corpus: Corpus, *, of: str, among: Sequence[str] = (), layer: str = "") -> pd.DataFrame:
    """How many spans of each category each document has: a zero where the text was read and none was found.

    `among` are the categories, in order (default: those found, most frequent first).
    Returns `doc, of, n` and the columns of `labelled`.
    """
    found = spans[of].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    kinds = list(among) or list(found.index)
    docs = list(corpus.documents.index)
    counts = spans.groupby(["doc", of]).size().reindex(pd.MultiIndex.from_product([docs, kinds]), fill_value=0)
    table = counts.rename_axis(["doc", of]).rename("n").reset_index()
    return labelled(table, corpus, of=of, layer=layer)


def categories(lexicon: str) -> list[str]:
    """The categories of a lexicon, in its own order."""
    return list(load_lexicon(lexicon)["category"].drop_duplicates())


def periods(corpus: Corpus) -> pd.DataFrame:
    """When each text was published and which period it speaks of: as the manifest says, else the years it names.

    Returns `doc, published, event_date, start, end, characters`; dates as text, missing where not known.
    """
    rows = []
    for doc, row in corpus.documents.iterrows():
        body = "".join(passage.text for passage in corpus.passages[doc])
        period = str(row["window"]).split("/") if known(row.get("window")) else _years_named(body, row["year"])
        rows.append((doc, row["published"], row["event_date"], *period, len(re.sub(r"\s", "", body))))
    return pd.DataFrame(rows, columns=["doc", "published", "event_date", "start", "end", "characters"])


def _years_named(body: str, year: object) -> tuple[str | None, str | None]:
    """The years a text names next to its own, as the period it speaks of."""
    named = {int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d\d)年", body)}
    near = sorted(y for y in named if known(year) and abs(y - int(year)) <= 1)
    return (f"{near[0]}-01-01", f"{near[-1]}-12-31") if near else (None, None)


def theme_points(labels: pd.DataFrame, corpus: Corpus, *, top: int = 8) -> pd.DataFrame:
    """The largest themes' shares by province with their intervals.

    Returns `province, theme, rate` (the share), `low, high, n` (sentences) and names.
    """
    table = shares(labels, corpus, by="province", of="theme")
    order = table.groupby("theme")["share"].mean().sort_values(ascending=False, kind="stable").index[:top]
    table = (
        table[table["theme"].isin(order)]
        .rename(columns={"share": "rate"})
        .assign(n=lambda t: t["sentences"], share=True)
    )
    table = table.sort_values("theme", key=lambda t: t.map(list(order).index), kind="stable")
    return labelled(table, corpus, of="theme", layer="themes")


def key_words(words: pd.DataFrame, corpus: Corpus, *, least: int = LEAST) -> pd.DataFrame:
    """`keyness` by province, of words that occur at least `least` times in the corpus, with the provinces' names."""
    return labelled(_marks(words, least), corpus)


def _marks(words: pd.DataFrame, least: int = LEAST) -> pd.DataFrame:
    """`keyness` by province, of all words, without the rare ones."""
    table = keyness(words, by="province")
    return table[table["n"] + table["n_rest"] >= least].reset_index(drop=True)


def quoted_words(words: pd.DataFrame) -> pd.DataFrame:
    """The places of the words that the charts and tables name: what marks a province, and what is commonest."""
    content = words[words["kind"] == "content"]
    ranked = [
        _marks(content).groupby("province").head(8),
        frequencies(content, by="province").groupby("province").head(10),
        frequencies(content.assign(all="all"), by="all").head(14),
    ]
    return words[words["word"].isin(set(pd.concat(ranked)["word"]))]


def word_links(table: pd.DataFrame, words: pd.DataFrame) -> list[str | None]:
    """The link of each row to the places of its `word` (in its `province`, where it has one); None where not quoted."""
    quoted = set(quoted_words(words)["word"])
    keys = table[[column for column in ("province", "word") if column in table]].itertuples(index=False, name=None)
    return [href(group_anchor("words", *key)) if key[-1] in quoted else None for key in keys]


def theme_pairs(labels: pd.DataFrame) -> pd.DataFrame:
    """`cooccurrence` of themes with their names: `a, b, n, expected, a_en, a_zh, b_en, b_zh`."""
    table = cooccurrence(labels)
    for side in ("a", "b"):
        names = [name("themes", theme) for theme in table[side]]
        table[f"{side}_en"], table[f"{side}_zh"] = [n.en for n in names], [n.zh for n in names]
    return table.assign(href=[href(group_anchor("pairs", a, b)) for a, b in zip(table["a"], table["b"], strict=True)])


def number_classes(numbers: pd.DataFrame) -> pd.DataFrame:
    """How many number expressions there are of each class (borderline kinds together). Returns `kind, n, href`."""
    table = number_kinds(numbers)["kind"].value_counts(sort=False).sort_index()
    table = table.sort_values(ascending=False, kind="stable").rename_axis("kind").rename("n").reset_index()
    return table.assign(href=[href(group_anchor("numbers", kind)) for kind in table["kind"]])


def number_kinds(numbers: pd.DataFrame) -> pd.DataFrame:
    """The number expressions with their `kind`: the class, all borderline kinds as one."""
    return numbers.assign(kind=numbers["class"].str.split(":").str[0])


def indicator_matrix(quantities: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """How many statistics each document gives on each theme, results, changes and targets apart.

    Returns `doc, measure` (theme and status), `value` (missing: not reported), `unit, status` and names.
    """
    counts = indicated(quantities).groupby(["theme", "status", "doc"]).size().unstack()
    counts = counts.reindex(columns=list(corpus.documents.index))
    table = counts.stack(future_stack=True).rename("value").reset_index()
    names = [
        (name("themes", t) if t else plain("–"), name("status", s))
        for t, s in zip(table["theme"], table["status"], strict=True)
    ]
    table["measure"] = table["theme"] + " " + table["status"]
    table["name_en"] = [f"{theme.en}: {status.en}" for theme, status in names]
    table["name_zh"] = [f"{theme.zh}：{status.zh}" for theme, status in names]
    keys = table[["doc", "theme", "status"]].itertuples(index=False, name=None)
    links = [href(group_anchor("indicators", *key)) for key in keys]
    return labelled(table.assign(unit="项", href=links), corpus)


def indicated(quantities: pd.DataFrame) -> pd.DataFrame:
    """Results, changes and targets, each stated fact once; an unknown theme is empty."""
    once = quantities[quantities["same_as"].isna() & quantities["status"].isin(["achieved", "change", "target"])]
    return once.assign(theme=once["theme"].fillna(""))


def spoken_formulas(slogans: pd.DataFrame) -> pd.DataFrame:
    """The numbered formulas proper: slogans, set phrases and political formulas, without policy terms and headings."""
    return slogans[slogans["class"].isin(FORMULAS)]


def parallel_shares(parallels: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The share of body characters inside strict groups of three or more members.

    Returns `doc, n` (characters inside), `characters, share, groups, href`.
    """
    body = {(doc, passage.sentence) for doc, passages in corpus.passages.items() for passage in passages}
    spoken = pd.Series(pd.MultiIndex.from_frame(parallels[["doc", "sentence"]]).isin(body), parallels.index)
    table = parallels[parallels["strict"] & (parallels["kind"] == "排比") & spoken]
    size = characters(corpus).groupby(level="doc").sum()
    inside = {
        doc: len({i for s, e in zip(rows["start"], rows["end"], strict=True) for i in range(s, e)})
        for doc, rows in table.groupby("doc")
    }
    groups = table.groupby("doc")["group"].nunique()
    rows = [(doc, inside.get(doc, 0), n, inside.get(doc, 0) / n, int(groups.get(doc, 0))) for doc, n in size.items()]
    table = pd.DataFrame(rows, columns=["doc", "n", "characters", "share", "groups"])
    return table.assign(href=[href(group_anchor("parallels", doc, "排比")) if n else None for doc, n, *_ in rows])


FIELDS = ["actor", "beneficiary", "number", "deadline"]


def commitment_counts(commitments: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """How many commitments each text makes, and how many name an actor, a beneficiary, a number, a date.

    Returns `doc, field` (measures, with_actor, ...), `n` and the columns of `labelled`.
    """
    held, fields = commitment_fields(commitments), ["measures", *(f"with_{field}" for field in FIELDS)]
    return tally(held, corpus, of="field", among=fields, layer="commitments")


def commitment_fields(commitments: pd.DataFrame) -> pd.DataFrame:
    """The commitments once as `measures` and once for each field that they name, in a column `field`."""
    named = [commitments[commitments[field].fillna("").astype(str).ne("")] for field in FIELDS]
    parts = [part.assign(field=f"with_{field}") for part, field in zip(named, FIELDS, strict=True)]
    return pd.concat([commitments.assign(field="measures"), *parts])


def phrase_spread(phrases: pd.DataFrame) -> pd.DataFrame:
    """How many phrases stand in two texts, in three ... Returns `documents, value, href` and labels."""
    spread = phrases.drop_duplicates("phrase")["documents"].value_counts().sort_index()
    table = spread.rename_axis("documents").rename("value").reset_index()
    table["href"] = [href(group_anchor("spread", n)) for n in table["documents"]]
    return table.assign(
        label_en=[f"in {n} texts" for n in table["documents"]], label_zh=[f"见于{n}篇" for n in table["documents"]]
    )
