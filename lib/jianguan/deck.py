"""The findings as slides for PowerPoint: ten to talk by, and some to have at hand when asked."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Pt

from jianguan.chapters.opening import limit_lines
from jianguan.corpus import Corpus
from jianguan.evidence import plain, translations
from jianguan.export import describe, write_files
from jianguan.findings import find_claims
from jianguan.layers import Layers, layers
from jianguan.plots.canvas import names
from jianguan.said import document_labels, known
from jianguan.style import labels, style, styled, use_style
from jianguan.talk import exhibits
from jianguan.talk.archive import steady
from jianguan.talk.exhibits import Exhibit, Rows
from jianguan.talk.master import EDGE, ROOM, add_number, new_presentation
from jianguan.talk.slides import add_notes, add_words, bare, fitting, lines, put, write
from jianguan.wording import number, word

PARTS = ("question", "measure", "caveat")
EVIDENCE = 6  # sentences in the notes of a slide


@dataclass(frozen=True)
class Panel:
    """A finding (or a word of labels.csv that heads what is no finding), and what shows it."""

    finding: str
    show: Callable[[Layers, pd.Series], Exhibit | None]


SLIDES = [
    [Panel("texts", exhibits.texts)],
    [Panel("results", exhibits.statuses), Panel("ledger", exhibits.ledger)],
    [Panel("deck:statistics", exhibits.statistics)],
    [Panel("leading-theme", exhibits.themes)],
    [Panel("duties", exhibits.duties)],
    [Panel("formulas", exhibits.formulas), Panel("deck:unexplained", exhibits.unexplained)],
    [Panel("images", exhibits.images), Panel("deck:families", exhibits.families)],
    [Panel("targets", exhibits.commitments)],
]
BACKUP = [
    [Panel("listed", exhibits.listings)],
    [Panel("comparable", exhibits.indicators)],
    [Panel("parallelism", exhibits.parallelism), Panel("deck:steps", exhibits.steps)],
    [Panel("validation", exhibits.scores)],
]


@dataclass(frozen=True)
class Shown:
    """A panel ready to be put on a slide: its words (see `export.describe`), its exhibit, its finding."""

    about: dict
    exhibit: Exhibit | None
    finding: pd.Series


def build_deck(corpus: Corpus, out: Path, lang: str = "en") -> Path:
    """Write `deck.pptx` (`deck-zh.pptx` in Chinese) into the folder `out`; the same corpus makes the same bytes.

    Slides of which these texts have nothing to show are left out. Raises OutputError where it cannot be written.
    """
    with styled():
        use_style("slide", lang, provinces=corpus.documents["province"])
        content = steady(_saved(_made(corpus)))
    suffix = "" if lang == "en" else f"-{lang}"
    (path,) = write_files(out, {f"deck{suffix}.pptx": content})
    return path


def _saved(deck: Presentation) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _made(corpus: Corpus) -> Presentation:
    """The slides in order."""
    found, claims = layers(corpus), find_claims(corpus)
    deck = new_presentation(word("page:title"), style().lang)
    _open(deck, corpus, claims)
    for panels in SLIDES:
        _add(deck, corpus, list(_shown(panels, found, claims)))
    _close(deck, corpus)
    for panels in BACKUP:
        _add(deck, corpus, list(_shown(panels, found, claims)), word("deck:backup"))
    return deck


def _shown(panels: list[Panel], found: Layers, claims: pd.DataFrame) -> Iterator[Shown]:
    """The panels with their words; a long table goes on to a further slide."""
    for panel in panels:
        finding = claims.loc[panel.finding] if panel.finding in claims.index else _heading(panel.finding, found)
        yield Shown(describe(finding, found.corpus.documents.reset_index()), panel.show(found, finding), finding)


def _heading(key: str, found: Layers) -> pd.Series:
    """What stands above that which is no finding: words of labels.csv, in the form of a finding."""
    said = {}
    if key == "deck:statistics":
        table = exhibits.reporting(found)
        where = names(document_labels(found.corpus))
        said = {"doc": where[table["doc"].iloc[0]] if len(table) else "", "n": number(len(table))}
    spans = exhibits.reporting(found) if said else pd.DataFrame(columns=["doc", "start", "end"])
    words = {f"{part}_{style().lang}": word(f"{key}:{part}", **said) for part in PARTS if f"{key}:{part}" in labels()}
    return pd.Series({"finding": key, "holds": False, "grade": "", "spans": spans, **words})


def _new(deck: Presentation, layout: str, title: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(layout))
    size = fitting(title, ROOM, (28, 26, 24, 22, 20), 2)
    frame = bare(slide.shapes.title.text_frame)
    write(frame, title, size, bold=True)
    return slide


def _add(deck: Presentation, corpus: Corpus, shown: list[Shown], tag: str = "") -> None:
    """A slide of one panel, or of two side by side; none where none has anything to show."""
    if all(panel.exhibit is None for panel in shown):
        return
    title = shown[0].about["title"]
    slide = _new(deck, "Title Only", title)
    top = 0.42 + 0.48 * lines(title, ROOM, fitting(title, ROOM, (28, 26, 24, 22, 20), 2), bold=True)
    wide = (ROOM - 0.5 * (len(shown) - 1)) / len(shown)
    heads = [_head(panel, wide, first=n == 0) for n, panel in enumerate(shown)]
    below = top + max(sum(high for *_, high in head) for head in heads) + 0.12
    for n, (panel, head) in enumerate(zip(shown, heads, strict=True)):
        left = EDGE + n * (wide + 0.5)
        frame = add_words(slide, f"Measure {n + 1}", (left, top, wide, below - top - 0.12))
        for text, size, bold, _ in head:
            write(frame, text, size, bold=bold, colour="ink" if bold else "quiet")
        put(panel.exhibit, slide, (left, below, wide, 6.5 - below), panel.about["alt"])
    _finish(deck, slide, shown, tag)
    add_notes(slide, list(_notes(shown, corpus)))


def _head(panel: Shown, wide: float, *, first: bool) -> list[tuple[str, float, bool, float]]:
    """What stands above a panel: its claim (the first panel's is the slide's title) and its measure; sizes, heights."""
    words = [] if first else [(panel.about["title"], 16, True)]
    words += [(panel.about["subtitle"], 15, False)]
    return [(text, size, bold, lines(text, wide, size, bold) * size * 1.25 / 72) for text, size, bold in words]


def _finish(deck: Presentation, slide: Slide, shown: list[Shown], tag: str) -> None:
    """Source and caveats at the foot, the slide's number, and a mark on slides kept in reserve."""
    first, *others = (panel.about["note"] for panel in shown)
    notes = [first, *(note.removeprefix(_source(panel)).strip() for note, panel in zip(others, shown[1:], strict=True))]
    source = add_words(slide, "Source", (EDGE, 6.72, ROOM - 1.2, 0.65))
    write(source, " ".join(notes), 11, colour="quiet")
    if tag:
        write(add_words(slide, "Backup", (EDGE + 0.7, 0.02, 3, 0.25)), tag, 11, colour="quiet")
    add_number(slide, len(deck.slides))


def _source(panel: Shown) -> str:
    """The first sentence of a panel's note, which says how many documents it rests on: once a slide is enough."""
    return re.match(r"[^.。]*[.。]?", panel.about["note"])[0]


def _open(deck: Presentation, corpus: Corpus, claims: pd.DataFrame) -> None:
    """The title slide: what it is about, the claim, and the texts."""
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Slide"))
    write(bare(slide.shapes.title.text_frame, MSO_ANCHOR.BOTTOM), word("page:title"), 38, bold=True, colour="ground")
    held = claims[claims["holds"] & claims["summary"] & (claims["finding"] != "texts")]
    claim = held[f"claim_{style().lang}"].iloc[0] if len(held) else word("deck:no_claim")
    under = bare(slide.placeholders[1].text_frame)
    write(under, claim, 22, colour="ground")
    under.paragraphs[0].alignment = PP_ALIGN.LEFT
    indent = under.paragraphs[0]._p.get_or_add_pPr()
    indent.set("marL", "0"), indent.set("indent", "0")
    sizes = corpus.documents.groupby(["province", "province_en"]).size()
    where = [f"{en if style().lang == 'en' else zh} {n}" for (zh, en), n in sizes.items()]
    texts = word("page:one_text") if len(corpus.documents) == 1 else word("page:texts", n=len(corpus.documents))
    write(add_words(slide, "Texts", (EDGE, 6.7, ROOM, 0.4)), f"{texts} · {' · '.join(where)}", 14, colour="ground")
    add_number(slide, 1)
    add_notes(slide, [(claim, ""), *[(line, "") for line in _said(limit_lines(corpus))]])


def _close(deck: Presentation, corpus: Corpus) -> None:
    """The limits of it all, and the texts with their titles, publishers and dates."""
    slide = _new(deck, "Title Only", word("deck:limits"))
    frame = add_words(slide, "Limits", (EDGE, 1.3, 5.9, 5.1))
    for n, line in enumerate(_said(limit_lines(corpus))):
        write(frame, line, 17)
        frame.paragraphs[n].space_after = frame.paragraphs[0].space_after = Pt(12)
    sources = add_words(slide, "Sources", (EDGE + 6.5, 1.3, ROOM - 6.5, 5.1))
    write(sources, word("deck:sources"), 14, bold=True)
    for label, about, title in list(_sources(corpus))[:7]:
        write(sources, label, 14, bold=True)
        sources.paragraphs[-1].space_before = Pt(9)
        write(sources, about, 12, colour="quiet")
        if title:
            write(sources, title, 12, colour="quiet", lang="zh")
    left = len(corpus.documents) - 7
    if left > 0:
        write(sources, word("not_drawn", n=left), 12, colour="quiet")
    add_number(slide, len(deck.slides))
    add_notes(slide, [(f"{label}: {about} {title}", "") for label, about, title in _sources(corpus)])


def _sources(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Each text by its label, what it is, and its title and publisher as far as they are known."""
    table = document_labels(corpus)
    called, details = names(table), names(table, "about", "")
    for doc, row in corpus.documents.iterrows():
        fields = [plain(str(row[f])) for f in ("title", "publisher") if f in row and known(row[f])]
        yield called[doc], details[doc], " · ".join(fields)


def _said(sentences: list) -> list[str]:
    return [sentence.zh if style().lang == "zh" else sentence.en for sentence in sentences]


def _notes(shown: list[Shown], corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What the speaker may say: each claim, how far it reaches, its caveat, and sentences that carry it."""
    for panel in shown:
        yield panel.about["title"], ""
        yield panel.about["note"], ""
        if isinstance(panel.exhibit, Rows):
            for row in panel.exhibit.rows:
                yield " | ".join(row), ""
        sentences = evidence_of(panel.finding["spans"], corpus)
        if len(sentences):
            yield word("deck:evidence", n=number(len(sentences)), all=number(len(panel.finding["spans"]))), ""
        called, english = names(document_labels(corpus)), translations()
        for row in sentences.itertuples():
            place = word("page:place", doc=called[row.doc], places=f"{row.start}–{row.end}")
            yield f"{place}: {plain(row.text)}", "zh"
            if style().lang == "en" and (row.doc, row.start, row.text) in english:
                yield english[(row.doc, row.start, row.text)], "en"


def evidence_of(spans: pd.DataFrame, corpus: Corpus, most: int = EVIDENCE) -> pd.DataFrame:
    """Sentences that hold spans of a finding, at most so many, taken from its texts in turn.

    Returns rows of `corpus.sentences` in the order of the texts.
    """
    held = spans[["doc", "start", "end"]].merge(corpus.sentences, on="doc", suffixes=("_span", ""))
    held = held[(held["start"] <= held["start_span"]) & (held["start_span"] < held["end"])]
    held = held.drop_duplicates(["doc", "sentence"]).sort_values(["doc", "sentence"])
    turn = held.groupby("doc").cumcount()
    return held.loc[turn.sort_values(kind="stable").index[:most]].sort_values(["doc", "sentence"])
