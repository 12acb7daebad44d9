"""From a number back to its sentences: KWIC, evidence lists, and tables whose cells open their sentences."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from numbers import Real
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader

from jianguan.anchors import href, sentence_anchor
from jianguan.corpus import Corpus, Passage, read_corpus, span_table
from jianguan.said import document_labels, name
from jianguan.style import style as style_in_force
from jianguan.text import fold
from jianguan.wording import named, word

HERE = Path(__file__).parent
KEYS = {  # where the words of a layer's keys stand in labels.csv
    "quantities": "status:{1}",
    "numbers": "number_class:{1}",
    "formulas": "expanded:{1}",
    "commitments": "{1}",
    "indicators": "status:{1}",
}
PLACE = ["doc", "sentence", "start", "end", "text"]
MANY, EXAMPLES = 20, 3  # texts that a report holds whole; of more, so many places of each group are shown
LONG = 100  # rows that a table shows, sentences that a list holds


@cache
def templates() -> Environment:
    """The HTML templates; whatever they print is escaped."""
    loader = FileSystemLoader(HERE / "template")
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.globals["word"] = word
    return made


@dataclass(frozen=True, repr=False)
class Display:
    """Something to look at: HTML in JupyterLab and in the report, one line of text elsewhere."""

    body: str
    summary: str

    def _repr_html_(self) -> str:
        return f"<style>{stylesheet()}</style>{self.body}"

    def __repr__(self) -> str:
        return self.summary


@cache
def stylesheet() -> str:
    """The rules for evidence shown outside the report, where its stylesheet is missing."""
    return (HERE / "template/evidence.css").read_text(encoding="utf-8")


def kwic(corpus: Corpus, pattern: str | re.Pattern, window: int = 20) -> pd.DataFrame:
    """Every occurrence of a pattern with what stands before and after it in the same paragraph (keyword in context).

    A `str` is searched for literally, in any spelling (full-width, traditional); a compiled pattern as it is.

    Returns
    -------
    Span table with `left` and `right`: up to `window` characters of raw text on each side.

    Raises
    ------
    ValueError: the pattern is empty.
    """
    if not (pattern.pattern if isinstance(pattern, re.Pattern) else pattern):
        raise ValueError("kwic: the pattern is empty")
    wanted = pattern if isinstance(pattern, re.Pattern) else re.compile(re.escape(fold(pattern).text))
    hits = (
        span
        for passages in corpus.passages.values()
        for passage in passages
        for span in _hits(corpus, passage, wanted)
    )
    return in_context(span_table(hits, []), corpus, window)


def _hits(corpus: Corpus, passage: Passage, pattern: re.Pattern) -> Iterator[tuple]:
    return (corpus.span(passage, *hit.span()) for hit in pattern.finditer(passage.text) if hit[0])


def in_context(spans: pd.DataFrame, corpus: Corpus, window: int = 20) -> pd.DataFrame:
    """Any span table as a concordance: with `left` and `right`, up to `window` characters of the same paragraph."""
    edges = corpus.sentences.groupby(["doc", "paragraph"]).agg(first=("start", "min"), last=("end", "max"))
    home = corpus.sentences[["doc", "sentence", "paragraph"]].join(edges, on=["doc", "paragraph"])
    placed = spans[["doc", "sentence", "start", "end"]].merge(home, how="left", on=["doc", "sentence"])
    left = [corpus.text(r.doc)[max(r.first, r.start - window) : r.start] for r in placed.itertuples()]
    right = [corpus.text(r.doc)[r.end : min(r.last, r.end + window)] for r in placed.itertuples()]
    return spans.assign(left=left, right=right)


def evidence(spans: pd.DataFrame, corpus: Corpus | None = None, *, show: Sequence[str] = (), limit: int = 8) -> Display:
    """The sentences behind a span table: each span marked in its sentence, its place, and the way to the source.

    Parameters
    ----------
    spans: any span table; with `left` and `right` (from `kwic`) it is set as a concordance.
    corpus: the corpus the spans come from; by default the one `read_corpus()` reads.
    show: columns of `spans` to print below each sentence.
    limit: how many sentences stand open; the rest is folded, and of more than 100 only told.

    Raises
    ------
    ValueError: a span is not of this corpus.
    """
    corpus = corpus or read_corpus()
    items = list(sentence_items(spans, corpus, show))
    template = templates().get_template("evidence.html.j2")
    lines = _concordance(spans, corpus) if {"left", "right"} <= set(spans) else []
    shown = {"items": items[:LONG], "more": len(items[LONG:]), "lines": lines, "limit": limit}
    return Display(template.render(shown), _summary(spans))


def linked_table(table: pd.DataFrame, links: dict[str, Iterable[str]], *, more: int = 0) -> Display:
    """A table whose cells open their sentences: `links` holds, per column, one anchor (or "") for each row.

    Whole numbers get thousands; a missing value is shown as a dash, and neither it nor an empty cell is a link. `more`
    is how many rows there are besides.
    """
    nowhere = [""] * len(table)
    columns = [_cells(table[name], links.get(name, nowhere)) for name in table.columns]
    rows = list(zip(*columns, strict=True))
    body = templates().get_template("table.html.j2").render(columns=table.columns, rows=rows, more=more)
    return Display(body, table.to_string(index=False) + (f"\nand {more:,} more" if more else ""))


def linked_rows(table: pd.DataFrame, anchors: Sequence[str]) -> Display:
    """A table of which each row has one anchor, that its first cell and all its numbers open: its first 100 rows."""
    table, anchors, more = table.head(LONG), anchors[:LONG], max(0, len(table) - LONG)
    first = table.columns[0] if len(table.columns) else ""
    links = {
        name: [anchor if name == first or re.search(r"\d", str(cell)) else "" for anchor, cell in rows]
        for name, rows in ((name, list(zip(anchors, table[name], strict=True))) for name in table)
    }
    return linked_table(table, links, more=more)


def _cells(values: pd.Series, anchors: Iterable[str]) -> list[dict[str, str]]:
    pairs = zip(map(_cell, values), anchors, strict=True)
    return [{"text": text, "href": href(anchor) if anchor and text not in ("", "–") else ""} for text, anchor in pairs]


def _cell(value: object) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, Real) and not isinstance(value, bool):
        return f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:.4g}"
    return str(value)


@cache
def embedded(corpus: Corpus) -> pd.Index:
    """The documents that a report holds whole: all, or 20 of more, the longest of each province before a second one.

    Long texts hold most of what is found, so charts that draw the leading texts draw these.
    """
    docs, lengths = corpus.documents.index, pd.Series({doc: len(text) for doc, text in corpus.texts.items()})
    longest = corpus.documents.loc[lengths.sort_values(ascending=False, kind="stable").index, "province"]
    again = longest.groupby(longest, sort=False, dropna=False).cumcount() > 0
    return docs[docs.isin(longest.index[again.argsort(kind="stable")][:MANY])]


def labels_of(corpus: Corpus) -> dict[str, str]:
    """What each document is called, in the language of the style."""
    return _labels(corpus, style_in_force().lang)


@cache
def _labels(corpus: Corpus, lang: str) -> dict[str, str]:
    return document_labels(corpus)[f"label_{lang}"].to_dict()


def key_name(layer: str, key: Hashable, corpus: Corpus) -> str:
    """A group's key in words: a document's label, a category's name, a status; else the key itself."""
    if key in labels_of(corpus):
        return labels_of(corpus)[key]
    said = name(layer, str(key))
    said = said.zh if style_in_force().lang == "zh" else said.en
    usual = named(KEYS.get(layer, "province:{1}").format(layer, key), said)
    return named(f"{layer}:{key}", usual)


def _summary(spans: pd.DataFrame) -> str:
    counts = spans["doc"].value_counts(sort=False).sort_index()
    places = ", ".join(f"{doc} {n}" for doc, n in counts.items())
    return f"{len(spans)} spans in {len(counts)} texts" + (f": {places}" if places else "")


def _rows(spans: pd.DataFrame, more: Sequence[str] = ()) -> list[tuple]:
    """The rows as plain tuples: doc, sentence, start, end, text, then further columns."""
    return list(zip(*(spans[name].tolist() for name in [*PLACE, *more]), strict=True))


@cache
def sentence_places(corpus: Corpus) -> dict[tuple[str, int], tuple[int, int, str]]:
    """Start, end and text of every sentence, by document and number."""
    table = corpus.sentences
    return {(r.doc, r.sentence): (r.start, r.end, r.text) for r in table.itertuples()}


def sentence_items(spans: pd.DataFrame, corpus: Corpus, show: Sequence[str] = ()) -> Iterator[dict]:
    """One record for the templates per sentence that holds spans, in the order of the table."""
    held = {}
    for row in _rows(spans, show):
        held.setdefault(row[:2], []).append(row)
    for (doc, number), spans in held.items():
        start, end, text = sentence_places(corpus)[(doc, number)]
        whole = min(start, *(row[2] for row in spans)), max(end, *(row[3] for row in spans))
        yield {
            "doc": labels_of(corpus)[doc],
            "href": href(sentence_anchor(doc, start)),
            "places": [f"{row[2]}–{row[3]}" for row in spans],
            "pieces": list(_marked(corpus, doc, whole, spans)),
            "english": translations().get((doc, start, text), ""),
            "facts": [list(zip(show, row[len(PLACE) :], strict=True)) for row in spans] if show else [],
        }


def _marked(corpus: Corpus, doc: str, whole: tuple[int, int], spans: Sequence[tuple]) -> Iterator[tuple[str, bool]]:
    """A sentence cut where its spans begin and end; each piece with whether it is marked."""
    text, (at, last) = corpus.text(doc), whole
    for _, _, start, end, found, *_ in sorted(spans, key=lambda row: row[2:4]):
        if text[start:end] != found:
            raise ValueError(f"evidence: {doc} {start}–{end} is not {found!r} in this corpus")
        if end > at:
            yield plain(text[at:start]), False
            yield plain(text[max(at, start) : end]), True
            at = end
    yield plain(text[at:last]), False


def plain(text: str) -> str:
    """Raw text for reading: hard wraps joined, other white space single."""
    return re.sub(r"\s{1,999}", " ", re.sub(r"[ \t\u3000]{0,99}[\r\n\x85\u2028]\s{0,999}", "", text))


def _concordance(lines: pd.DataFrame, corpus: Corpus) -> list[dict]:
    known, labels = sentence_places(corpus), labels_of(corpus)
    return [
        {
            "doc": labels[r.doc],
            "place": f"{r.start}–{r.end}",
            "href": href(sentence_anchor(r.doc, known[(r.doc, r.sentence)][0])),
            "left": plain(r.left),
            "text": plain(r.text),
            "right": plain(r.right),
        }
        for r in lines.itertuples()
    ]


@cache
def translations() -> dict[tuple[str, int, str], str]:
    """English renderings by (doc, start, text) of the sentence, so that none can stand beside another text."""
    path = HERE / "lexicons/translations.csv"
    if not path.exists():
        return {}
    table = pd.read_csv(path, encoding="utf-8", keep_default_na=False)
    return {(r.doc, r.start, r.text): r.english for r in table.itertuples()}
