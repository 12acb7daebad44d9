"""The texts themselves: every span marked in its layer, every cut grey with its rule, every sentence with its place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from jianguan.anchors import (
    cut_anchor,
    document_anchor,
    group_anchor,
    href,
    layer_key,
    layer_name,
    sentence_anchor,
    span_anchor,
)
from jianguan.corpus import Corpus
from jianguan.evidence import Display, embedded, key_name, labels_of, plain, templates, translations
from jianguan.said import known, name
from jianguan.style import style
from jianguan.text import masked
from jianguan.wording import named, number, word

LAYERS = ["quantities", "slogans", "parallels", "themes", "metaphors", "modality", "phrases", "duties"]
FACTS = ["place", "level", "genre", "published", "event_date", "publisher", "source", "author", "file", "sha256"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One span as the source page shows it."""

    start: int
    end: int
    layer: str
    name: str
    anchor: str
    href: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that is shown as one: a sentence, or a cut with its rule."""

    start: int
    end: int
    kind: str
    paragraph: int
    rule: str = ""


def highlight(corpus: Corpus, doc: str, *span_tables: pd.DataFrame) -> Display:
    """A whole document, its spans marked by layer; each layer can be shown and hidden, without any script.

    Overlapping and nested spans are split where one of them begins or ends, so every character carries all its layers.
    Phone numbers, e-mail addresses and identity numbers in cut text are masked.

    Parameters
    ----------
    span_tables: the layers; each mark links to its group in `evidence_index`.

    Of a corpus of more than 20 texts only those that `embedded` chooses are shown; the others give an empty display.

    Raises
    ------
    KeyError: the corpus has no such document.
    """
    if doc not in corpus.documents.index:
        raise KeyError(f"no document {doc!r} in this corpus; it has {', '.join(corpus.documents.index)}")
    if doc not in embedded(corpus):
        return Display("", f"{doc}: one of {len(corpus.documents)} texts, too many to hold whole")
    marks = [mark for table in span_tables for mark in _marks(table[table["doc"] == doc], corpus)]
    layers, paragraphs = _layers(marks), list(_paragraphs(corpus, doc, marks))
    body = templates().get_template("source.html.j2").render(
        label=labels_of(corpus)[doc],
        anchor=document_anchor(doc),
        facts=_facts(corpus, doc),
        layers=layers,
        numbers={layer["layer"]: layer["number"] for layer in layers},
        lang=style().lang,
        paragraphs=paragraphs,
        english=any(unit.get("english") for paragraph in paragraphs for unit in paragraph["units"]),
    )
    counts = ", ".join(f"{layer['layer']} {layer['n']}" for layer in layers)
    return Display(body, f"{doc}: {len(corpus.text(doc))} characters; {counts or 'no spans'}")


def _marks(spans: pd.DataFrame, corpus: Corpus) -> Iterator[Mark]:
    groups = spans.groupby("lexicon", sort=True) if "lexicon" in spans else [("", spans)]
    for _, rows in groups:
        layer, key = layer_name(rows), layer_key(rows)
        for row in rows.to_dict("records"):
            span = (row["doc"], row["start"], row["end"])
            group = href(group_anchor(layer, row["doc"], row[key]))
            yield Mark(*span[1:], layer, key_name(layer, row[key], corpus), span_anchor(layer, *span), group)


def _layers(marks: Sequence[Mark]) -> list[dict]:
    """The layers present, known ones first; each keeps its number (and so its colour) in every document."""
    counts = pd.Series([mark.layer for mark in marks], dtype=object).value_counts()
    names = LAYERS + sorted(set(counts.index) - set(LAYERS))
    return [
        {"layer": layer, "name": named(f"layer:{layer}", layer), "number": i, "n": counts[layer]}
        for i, layer in enumerate(names, 1)
        if layer in counts
    ]


def _facts(corpus: Corpus, doc: str) -> list[dict[str, str]]:
    """What is known of a document, and where it comes from if the text does not say it."""
    document, facts = corpus.documents.loc[doc], []
    for field in FACTS:
        value, origin = document.get(field), document.get(f"{field}_from")
        said = str(value) if known(value) else word("fact:unknown")
        inferred = str(origin) if known(value) and known(origin) and origin != "text" else ""
        facts.append({"name": field, "value": _named_fact(field, said), "origin": inferred})
    return [*facts, {"name": "characters", "value": number(len(corpus.text(doc))), "origin": ""}]


def _named_fact(field: str, value: str) -> str:
    if field not in ("level", "genre"):
        return value
    said = name(field, value)
    return said.zh if style().lang == "zh" else said.en


def _paragraphs(corpus: Corpus, doc: str, marks: Sequence[Mark]) -> Iterator[dict]:
    """The document paragraph by paragraph, as records for the template."""
    units = sorted(_units(corpus, doc), key=lambda unit: unit.start)
    shares = _shares(units, marks)
    for first, last in _runs(units, corpus.text(doc)):
        group = units[first:last]
        yield {
            "kind": min((unit.kind for unit in group), key=["title", "heading", "body", "cut"].index),
            "start": group[0].start,
            "units": [_shown(corpus, doc, unit, shares.get(i, [])) for i, unit in enumerate(group, first)],
        }


def _units(corpus: Corpus, doc: str) -> Iterator[Unit]:
    sentences = corpus.sentences[corpus.sentences["doc"] == doc]
    cuts = corpus.cuts[corpus.cuts["doc"] == doc]
    yield from (Unit(r.start, r.end, r.kind, r.paragraph) for r in sentences.itertuples())
    yield from (Unit(r.start, r.end, "cut", -1, str(r.rule)) for r in cuts.itertuples())


def _runs(units: Sequence[Unit], text: str) -> Iterator[tuple[int, int]]:
    """Index ranges of the units that share a paragraph or, for cuts, a line."""

    def parted(a: Unit, b: Unit) -> bool:
        same = a.paragraph == b.paragraph and a.kind == b.kind != "cut"
        return not same and len(f"{text[a.end : b.start]}|".splitlines()) > 1

    breaks = [i for i, (a, b) in enumerate(pairwise(units), 1) if parted(a, b)]
    return pairwise([0, *breaks, len(units)]) if units else iter(())


def _shares(units: Sequence[Unit], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """Which marks reach into which unit."""
    starts, shares = [unit.start for unit in units], {}
    for mark in marks:
        i = max(0, bisect_right(starts, mark.start) - 1)
        while i < len(units) and units[i].start < mark.end:
            shares.setdefault(i, []).append(mark)
            i += 1
    return shares


def _shown(corpus: Corpus, doc: str, unit: Unit, marks: Sequence[Mark]) -> dict:
    text = corpus.text(doc)[unit.start : unit.end]
    shown = {"kind": unit.kind, "rule": unit.rule, "start": unit.start, "end": unit.end}
    if unit.kind == "cut":
        return shown | {"id": cut_anchor(doc, unit.start), "text": masked(text)}
    whole = [mark for mark in marks if mark.layer == "themes" and (mark.start, mark.end) == (unit.start, unit.end)]
    return shown | {
        "id": sentence_anchor(doc, unit.start),
        "labels": whole,
        "pieces": _pieces(text, unit, [mark for mark in marks if mark not in whole]),
        "english": translations().get((doc, unit.start, text), ""),
    }


def _pieces(text: str, unit: Unit, marks: Sequence[Mark]) -> list[dict]:
    """The sentence split at every edge of a mark; each piece with the marks that cover it, the longest outside."""
    inside = sorted(marks, key=lambda m: (m.start - m.end, m.layer, m.name))
    edges = {unit.start, unit.end, *(p for m in inside for p in (m.start, m.end) if unit.start < p < unit.end)}
    return [
        {
            "text": plain(text[a - unit.start : b - unit.start]),
            "marks": (covering := [m for m in inside if m.start <= a and b <= m.end]),
            "first": [m.anchor for m in covering if m.start == a],
            "href": covering[-1].href if covering else "",
        }
        for a, b in pairwise(sorted(edges))
    ]
