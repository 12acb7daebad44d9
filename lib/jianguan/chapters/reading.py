"""Chapter 05: how well the library reads these texts, where somebody has coded them."""

from pathlib import Path

import pandas as pd
from IPython.display import Markdown

from jianguan.anchors import document_anchor, sentence_anchor
from jianguan.corpus import Corpus
from jianguan.evidence import Display, linked_table
from jianguan.intake.files import seeds_folder
from jianguan.layers import Layers
from jianguan.said import document_labels, listed, name, plain
from jianguan.validation import (
    confusion,
    errors,
    exactly,
    label_pairs,
    load_coding,
    match_spans,
    mostly,
    score,
    score_each_label,
    score_labels,
    score_spans,
)

NO_CODING = "There is no coding of these documents, so nothing is known here about how well the library reads them."
SIDES = ("coded", "found")


def coding_folder() -> Path:
    """Where a coding of the documents would be: `gold/` beside them."""
    return seeds_folder() / "gold"


def layer_scores(found: Layers, folder: str | Path | None = None) -> pd.DataFrame:
    """Every layer scored against the coding in `folder`: `layer, found, coded, hits, precision, recall, f1`.

    Layers without a coding are left out; the table is empty where nothing is coded. The coding is `coding_folder()`
    unless another folder is given.
    """
    folder = folder or coding_folder()
    tables = [table for test in SCORED for table in test(found, folder) if table["coded"].iloc[0]]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["layer"])


def _boilerplate(found: Layers, folder: str | Path) -> list[pd.DataFrame]:
    coded = load_coding("boilerplate", found.corpus, folder)
    ours, theirs = (_characters(table, found.corpus) for table in (found.corpus.cuts, coded))
    hits = len(ours & theirs)
    return [score("cut text, characters", len(ours), len(theirs), hits, hits)]


def _characters(spans: pd.DataFrame, corpus: Corpus) -> set[tuple]:
    """The visible characters of some spans."""
    rows = zip(spans["doc"], spans["start"], spans["end"], strict=True)
    return {(doc, i) for doc, start, end in rows for i in range(start, end) if not corpus.text(doc)[i].isspace()}


def _statistics(found: Layers, folder: str | Path) -> list[pd.DataFrame]:
    ours, theirs = found["quantities"], load_coding("quantities", found.corpus, folder)
    optional = _optional_statistics(theirs)
    columns = ["doc", "start", "end", "value", "unit", "qualifier", "status"]
    right = _records(ours, columns) & _records(theirs[~optional], columns)
    scored = int((~optional).sum())
    return [
        score_spans("statistics", ours, theirs, optional=optional),
        score("statistics, whole record", scored, scored, len(right), len(right)),
    ]


def _optional_statistics(coded: pd.DataFrame) -> pd.Series:
    """What may be found or not: people at a meeting, and the like."""
    return coded["scored"].eq("optional") if "scored" in coded else pd.Series(False, coded.index, dtype=bool)


def _records(table: pd.DataFrame, columns: list[str]) -> set[tuple]:
    if not set(columns) <= set(table):
        return set()
    return {tuple(r) for r in table.assign(value=pd.to_numeric(table["value"]))[columns].itertuples(index=False)}


def _slogans(found: Layers, folder: str | Path) -> list[pd.DataFrame]:
    coded = load_coding("slogans", found.corpus, folder)
    if coded.empty:
        return []
    optional, proper = _optional_formulas(coded), _formulas(found["slogans"])
    return [
        score_spans("numbered formulas", proper, coded, optional=optional),
        score_spans("numbered formulas, exact", proper, coded, optional=optional, hit=exactly),
        _explained(proper, coded[~optional]),
    ]


def _explained(proper: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Of the formulas that are coded, those found with the same answer whether and how the text explains them."""
    partner, _ = match_spans(proper, coded, hit=exactly)
    partner = partner.dropna()
    right = int((proper.loc[partner.index, "expanded"].to_numpy() == coded.loc[partner, "expanded"].to_numpy()).sum())
    return score("numbered formulas, explained", len(partner), len(coded), right, right)


def _optional_formulas(coded: pd.DataFrame) -> pd.Series:
    """Fixed terms, and what one coder alone calls a formula."""
    return coded["type"].eq("fixed_term") | coded["coders"].ne("AB")


def _formulas(slogans: pd.DataFrame) -> pd.DataFrame:
    """What the coding calls a formula: everything of that class name, without headings, plans and fixed terms."""
    return slogans[slogans["class"].str.endswith("formula")]


def _parallels(found: Layers, folder: str | Path) -> list[pd.DataFrame]:
    coded = load_coding("parallelism", found.corpus, folder)
    if coded.empty:
        return []
    optional = coded["kind"].ne("排比") | coded["strictness"].ne("strict")
    members = found["parallels"]
    members = members[members["strict"] & members["kind"].eq("排比")]
    return [score_spans("members of 排比", members, coded, optional=optional, hit=mostly)]


def _images(found: Layers, folder: str | Path) -> list[pd.DataFrame]:
    return [score_spans("images", found["images"], load_coding("metaphors", found.corpus, folder))]


def _themes(found: Layers, folder: str | Path) -> list[pd.DataFrame]:
    coded = load_coding("themes", found.corpus, folder)
    if coded.empty:
        return []
    ours = _labelled_themes(found)
    return [score_labels(f"themes, coder {c.upper()}", ours, label_pairs(coded, f"labels_{c}")) for c in "ab"]


def _labelled_themes(found: Layers) -> set[tuple]:
    """The theme labels as sets of (doc, start, theme)."""
    return set(found["themes"][["doc", "start", "theme"]].itertuples(index=False, name=None))


def _coded_themes(found: Layers) -> set[tuple]:
    """The second coder's theme labels as sets of (doc, start, theme)."""
    return label_pairs(load_coding("themes", found.corpus, coding_folder()), "labels_b")


def theme_scores(found: Layers) -> pd.DataFrame:
    """Each theme that the second coder gives ten times or more: `theme, found, coded, hits, precision, recall, f1`."""
    table = score_each_label(_labelled_themes(found), _coded_themes(found)).rename(columns={"layer": "theme"})
    return table.assign(theme=[name("themes", theme).en for theme in table["theme"]])


def theme_confusion(found: Layers, *, most: int = 12) -> pd.DataFrame:
    """The commonest disagreements over a theme: `coded` (by the second coder), `found` in its place, `n` sentences."""
    table = confusion(_labelled_themes(found), _coded_themes(found)).head(most)
    said = {column: [name("themes", theme).en if theme else "none" for theme in table[column]] for column in SIDES}
    return table.assign(**said)


SCORED = [_boilerplate, _statistics, _slogans, _parallels, _images, _themes]


def agreement() -> Markdown:
    """How far the two coders agree, layer by layer, as `agreement.csv` of the coding says."""
    path = coding_folder() / "agreement.csv"
    if not path.is_file():
        return Markdown(NO_CODING)
    told = pd.read_csv(path, encoding="utf-8", keep_default_na=False, dtype=str)
    scores = listed([plain(f"{r.layer} {r.f1}" + f" ({r.note})" * bool(r.note)) for r in told.itertuples()])
    return Markdown(
        f"The coders' agreement with each other (F1, mean over the texts): {scores.en}. Where the library scores "
        "higher, its rules fit these texts better than they will fit others."
    )


def score_bars(scores: pd.DataFrame) -> pd.DataFrame:
    """The F1 of each layer as bars: `label_en, label_zh, value, share`."""
    names = [name("scores", layer) for layer in scores["layer"]]
    return pd.DataFrame(
        {"label_en": [n.en for n in names], "label_zh": [n.zh for n in names], "value": scores.get("f1"), "share": True}
    )


def score_sentence(scores: pd.DataFrame) -> Markdown:
    """The best and the weakest layer in words, or that nothing is coded."""
    if scores.empty:
        return Markdown(NO_CODING)
    ranked = scores.sort_values("f1", kind="stable")
    weakest, best = ranked.iloc[0], ranked.iloc[-1]
    return Markdown(
        f"Best read: {best['layer']} (F1 {best['f1']:.2f}); weakest: {weakest['layer']} (F1 {weakest['f1']:.2f}). "
        "The word lists were written with the texts of `seeds` at hand, so texts of other sites will be read less well."
    )


def leading_themes(found: Layers) -> Display | Markdown:
    """The theme with the largest share of each text, by the library and by both coders.

    A sentence is split evenly among its labels, in characters.
    """
    corpus = found.corpus
    coded = load_coding("themes", corpus, coding_folder())
    if coded.empty:
        return Markdown(NO_CODING)
    readers = {"library": found["themes"][["doc", "start", "end", "theme"]]}
    for coder in "ab":
        labels = coded.assign(theme=coded[f"labels_{coder}"].str.split("|")).explode("theme")
        readers[f"coder {coder.upper()}"] = labels.loc[labels["theme"].ne(""), ["doc", "start", "end", "theme"]]
    table = pd.DataFrame({reader: _leaders(labels) for reader, labels in readers.items()})
    names = document_labels(corpus)["label_en"].reindex(table.index)
    return linked_table(table.reset_index(drop=True).assign(text=names.to_numpy())[["text", *readers]], {})


def _leaders(labels: pd.DataFrame) -> pd.Series:
    """The theme that leads each document, with its share of the labelled characters; several where they are even."""
    size = (labels["end"] - labels["start"]) / labels.groupby(["doc", "start"])["theme"].transform("size")
    shares = size.groupby([labels["doc"], labels["theme"]]).sum()
    shares = (shares / shares.groupby(level="doc").transform("sum")).round(2)
    told = {}
    for doc, each in shares.groupby(level="doc"):
        first = each[each == each.max()].droplevel("doc")
        told[doc] = f"{' / '.join(name('themes', theme).en for theme in first.index)} {first.iloc[0]:.0%}"
    return pd.Series(told)


def worst_sentences(found: Layers, *, most: int = 10) -> Display | Markdown:
    """The sentences whose theme labels differ most from both coders, with all three answers."""
    corpus = found.corpus
    coded = load_coding("themes", corpus, coding_folder())
    if coded.empty:
        return Markdown(NO_CODING)
    ours = found["themes"].groupby(["doc", "start"])["theme"].agg(set)
    rows = []
    for r in coded.itertuples():
        mine, a, b = ours.get((r.doc, r.start), set()), _labels(r.labels_a), _labels(r.labels_b)
        rows.append((len(mine ^ a) + len(mine ^ b), r.doc, r.start, r.text, mine, a, b))
    rows = sorted(rows, key=lambda row: (-row[0], row[1], row[2]))[:most]
    labels = document_labels(corpus)["label_en"]
    table = pd.DataFrame(
        [(labels[doc], text, *(_said(themes) for themes in answers)) for _, doc, _, text, *answers in rows],
        columns=["text", "sentence", "library", "coder A", "coder B"],
    )
    return linked_table(table, {"sentence": [sentence_anchor(doc, start) for _, doc, start, *_ in rows]})


def linked_errors(found: Layers) -> Display | Markdown:
    """Every statistic, numbered formula and image missed, or found where none is coded, each opening its sentence.

    What the coding leaves open (optional rows) is no error.
    """
    corpus, folder, tables = found.corpus, coding_folder(), []
    for layer, ours, coding, optional in (
        ("statistics", found["quantities"], "quantities", _optional_statistics),
        ("numbered formulas", _formulas(found["slogans"]), "slogans", _optional_formulas),
        ("images", found["images"], "metaphors", None),
    ):
        coded = load_coding(coding, corpus, folder)
        if len(coded):
            table = errors(ours, coded, optional=optional and optional(coded))
            tables.append(table.assign(layer=layer))
    if not tables:
        return Markdown(NO_CODING)
    table = pd.concat(tables, ignore_index=True)
    anchors = [_around(corpus, r.doc, r.start) for r in table.itertuples()]
    told = table.assign(text=table["doc"].map(document_labels(corpus)["label_en"]), place=table["text"])
    return linked_table(told[["layer", "text", "place", "error"]], {"place": anchors})


def _around(corpus: Corpus, doc: str, offset: int) -> str:
    """The anchor of the sentence that holds an offset, or of its document where none does (cut text)."""
    held = corpus.sentences[corpus.sentences["doc"].eq(doc) & corpus.sentences["start"].le(offset)]
    held = held[held["end"] > offset]
    return sentence_anchor(doc, held["start"].iloc[0]) if len(held) else document_anchor(doc)


def _labels(cell: str) -> set[str]:
    return {label for label in str(cell).split("|") if label}


def _said(themes: set[str]) -> str:
    return ", ".join(name("themes", theme).en for theme in sorted(themes)) or "none"
