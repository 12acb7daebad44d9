"""Sentences every chapter uses: what the corpus is, how far a claim reaches, what cannot be shown."""

import pandas as pd
from IPython.display import Markdown

from jianguan.anchors import DOCUMENTS, document_anchor, group_anchor, layer_key, layer_name, span_anchor, texts_anchor
from jianguan.compare import characters
from jianguan.corpus import Corpus
from jianguan.said import Said, count, counted, document_labels, few, known, linked, listed, plain

NAMED = 8  # texts or provinces that a sentence names one by one

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
    docs = documents.groupby("province_en").groups
    held = ((place, linked(count(n), texts_anchor(list(docs[place])))) for place, n in sizes.items())
    places = listed([Said(f"{place} ({n.en})", "") for place, n in held])
    genres = listed([plain(genre) for genre in sorted(documents["genre"].unique())])
    years = sorted({str(year) for year in documents["year"] if known(year)})
    span = f" from {years[0]} to {years[-1]}" if len(years) > 1 else f" from {years[0]}" if years else ""
    texts = linked(Said(f"{counted(len(documents)):text|texts}{span}", ""), DOCUMENTS)
    kinds = linked(Said(f"{counted(documents['genre'].nunique()):kind|kinds}", ""), DOCUMENTS)
    size = linked(Said(f"{count(int(characters(corpus).sum())):character|characters}", ""), DOCUMENTS)
    return Markdown(
        f"This report reads {texts.en}: {places.en}. They are of {kinds.en} ({genres.en}) and hold {size.en} "
        "of body text."
    )


def statement(finding: pd.Series, corpus: Corpus) -> Markdown:
    """How far a claim reaches: the texts that carry it, its grade, its evidence; or that these texts carry none."""
    if not finding["holds"]:
        return Markdown("*These texts do not carry a general answer; read the chart text by text.*")
    carriers = linked(counted(finding["texts"]), texts_anchor(finding["docs"]))
    texts = linked(Said(f"{counted(len(corpus.documents)):text|texts}", ""), DOCUMENTS)
    carried = f"Carried by {carriers.en} of {texts.en}"
    places = f", in {_places(finding['spans'], corpus)}" if len(finding["spans"]) else ""
    return Markdown(f"{carried}{places}. Grade: *{finding['grade']}*.")


def _places(spans: pd.DataFrame, corpus: Corpus) -> str:
    """How many places of each text a claim rests on, each number opening their sentences."""
    labels, layer, key = document_labels(corpus)["label_en"], layer_name(spans), layer_key(spans)
    each, said = dict(list(spans.groupby("doc", sort=True))), []
    for doc, rows in list(each.items())[:NAMED]:
        anchor = _common(rows, layer, key)
        places = linked(Said(f"{count(len(rows)):place|places}", ""), anchor)
        said.append(f"{places.en} of {linked(plain(labels[doc]), document_anchor(doc)).en}")
    rest = [len(rows) for rows in list(each.values())[NAMED:]]
    if rest:
        said.append(f"{count(sum(rest)):place|places} of {count(len(rest)):other text|other texts}")
    return "; ".join(said)


def _common(rows: pd.DataFrame, layer: str, key: str) -> str:
    """What opens all of one text's spans: the first where they share a sentence, else their group, else the text."""
    first = rows.iloc[0]
    if "sentence" in rows and rows["sentence"].nunique() == 1:
        return span_anchor(layer, first["doc"], first["start"], first["end"])
    alike = key in rows and rows[key].nunique() == 1
    return group_anchor(layer, first["doc"], first[key]) if alike else document_anchor(first["doc"])


def limits(corpus: Corpus) -> Markdown:
    """What this corpus cannot show, counted from it."""
    lines = (linked(line, line.anchor).en if line.anchor else line.en for line in limit_lines(corpus))
    return Markdown("\n".join(f"- {line}" for line in lines))


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
        names = few(alone)
        rests = f"{names.en} {'rests' if len(alone) == 1 else 'rest'} on one text each."
        pairs.insert(0, (rests, f"{names.zh}各只有一篇文本。"))
    anchors = [DOCUMENTS] * (len(pairs) - len(ALWAYS)) + [""] * len(ALWAYS)
    lines = zip(pairs, anchors, strict=True)
    return [Said(en[0].upper() + en[1:], zh, anchor=anchor) for (en, zh), anchor in lines]
