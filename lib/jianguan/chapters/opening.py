"""Sentences every chapter uses: what the corpus is, how far a claim reaches, what cannot be shown."""

import pandas as pd
from IPython.display import Markdown

from jianguan.anchors import document_anchor, group_anchor, href, layer_key, layer_name
from jianguan.compare import characters
from jianguan.corpus import Corpus
from jianguan.said import Said, count, counted, document_labels, known, listed, plain

ALWAYS = [  # what no corpus of this kind can show
    (
        "A duty that no text names may be done every day; absence from these texts is not absence of work.",
        "文本未提及的职责可能每天都在履行；没有提到，不等于没有这项工作。",
    ),
    (
        "The texts describe their own bureaus. “Reports” means that a text says so.",
        "文本写的是本部门自己的工作；“报告”只表示文本如此陈述。",
    ),
]


def introduction(corpus: Corpus) -> Markdown:
    """How many texts, from where, of what kinds and times."""
    documents = corpus.documents
    sizes = documents.groupby("province_en", sort=True).size()
    places = listed([Said(f"{place} ({n})", "") for place, n in sizes.items()])
    genres = listed([plain(genre) for genre in sorted(documents["genre"].unique())])
    years = sorted({str(year) for year in documents["year"] if known(year)})
    span = f" from {years[0]} to {years[-1]}" if len(years) > 1 else f" from {years[0]}" if years else ""
    return Markdown(
        f"This report reads {counted(len(documents)):text|texts}{span}: {places.en}. They are of "
        f"{counted(documents['genre'].nunique()):kind|kinds} ({genres.en}) and hold "
        f"{count(int(characters(corpus).sum())):character|characters} of body text."
    )


def statement(finding: pd.Series, corpus: Corpus) -> Markdown:
    """How far a claim reaches: the texts that carry it, its grade, its evidence; or that these texts carry none."""
    if not finding["holds"]:
        return Markdown("*These texts do not carry a general answer; read the chart text by text.*")
    carried = f"Carried by {counted(finding['texts']).en} of {counted(len(corpus.documents)):text|texts}"
    places = f", in {_places(finding['spans'], corpus)}" if len(finding["spans"]) else ""
    return Markdown(f"{carried}{places}. Grade: *{finding['grade']}*.")


def _places(spans: pd.DataFrame, corpus: Corpus) -> str:
    """How many places of each text a claim rests on, each number opening their sentences."""
    labels, layer, key = document_labels(corpus)["label_en"], layer_name(spans), layer_key(spans)
    said = []
    for doc, rows in spans.groupby("doc", sort=True):
        kinds = rows[key].unique() if key in rows else []
        anchor = group_anchor(layer, doc, kinds[0]) if len(kinds) == 1 else document_anchor(doc)
        said.append(f"[{count(len(rows)):place|places}]({href(anchor)}) of {labels[doc]}")
    return "; ".join(said)


def limits(corpus: Corpus) -> Markdown:
    """What this corpus cannot show, counted from it."""
    return Markdown("\n".join(f"- {line.en}" for line in limit_lines(corpus)))


def limit_lines(corpus: Corpus) -> list[Said]:
    """What this corpus cannot show, a sentence each, in both languages."""
    documents = corpus.documents
    provinces = documents.groupby(["province_en", "province"]).size()
    alone = [Said(*place) for place in provinces[provinces == 1].index]
    crossed = int((documents.groupby("genre")["province_en"].nunique() > 1).sum())
    texts, shared = counted(len(documents)), f"{counted(crossed):genre occurs|genres occur}"
    pairs = [
        (
            f"{shared if crossed else 'no genre occurs'} in more than one province; where none does, province and "
            "genre cannot be told apart.",
            f"{f'有{crossed}种体裁' if crossed else '没有一种体裁'}见于多个省份；只见于一省的体裁，无法与省份分开。",
        ),
        (
            f"With {texts:text|texts} there is nothing to test for significance, and nothing is.",
            f"只有{texts.zh}篇文本，不作显著性检验。",
        ),
        *ALWAYS,
    ]
    if alone:
        names = listed(alone)
        rests = f"{names.en} {'rests' if len(alone) == 1 else 'rest'} on one text each."
        pairs.insert(0, (rests, f"{names.zh}各只有一篇文本。"))
    return [Said(english[0].upper() + english[1:], chinese) for english, chinese in pairs]
