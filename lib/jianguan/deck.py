"""The findings as slides for PowerPoint: ten to talk by, and some to have at hand when asked."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from math import fsum
from pathlib import Path

import pandas as pd
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches

from jianguan.corpus import Corpus
from jianguan.export import describe, write_files
from jianguan.findings import find_claims
from jianguan.layers import Layers, layers
from jianguan.plots.canvas import names
from jianguan.said import document_labels
from jianguan.style import labels, style, styled, use_style
from jianguan.talk import exhibits, quoted
from jianguan.talk.archive import steady
from jianguan.talk.forms import Exhibit
from jianguan.talk.master import BELOW, BELOW_HEIGHT, EDGE, RULE, SHAPES, add_number, new_presentation, room
from jianguan.talk.measure import BODY, FOOT, HEAD, MEASURE, TITLE, clipped, fitting, height, whole_sentences
from jianguan.talk.notes import notes_of
from jianguan.talk.placing import put
from jianguan.talk.words import add_notes, add_words, bare, write
from jianguan.wording import number, word

PARTS = ("question", "measure", "caveat")
TOP, GAP, BETWEEN = 0.36, 0.14, 0.5  # inches: above a title, below a head, between panels
NARROWEST = 5.0  # inches: a panel that would be narrower gets a slide of its own
TITLE_LINES, FOOT_LINES = 2, 3


@dataclass(frozen=True)
class Panel:
    """A finding (or a word of labels.csv that heads what is no finding), what shows it, and the spans it rests on."""

    finding: str
    show: Callable[[Layers, pd.Series], Exhibit | None]
    spans: Callable[[Layers], pd.DataFrame] | None = None


SLIDES = [
    [Panel("texts", exhibits.texts)],
    [Panel("results", exhibits.statuses), Panel("ledger", exhibits.ledger)],
    [Panel("deck:statistics", exhibits.statistics, exhibits.reporting)],
    [Panel("leading-theme", exhibits.themes)],
    [Panel("duties", exhibits.duties)],
    [Panel("formulas", exhibits.formulas), Panel("deck:unexplained", quoted.unexplained, quoted.missing_items)],
    [Panel("images", exhibits.images), Panel("deck:families", quoted.families, quoted.wordings)],
    [Panel("targets", exhibits.commitments)],
    [Panel("deck:limits", quoted.limits), Panel("deck:sources", quoted.sources)],
]
BACKUP = [
    [Panel("listed", exhibits.listings)],
    [Panel("comparable", exhibits.indicators)],
    [Panel("parallelism", exhibits.parallelism), Panel("deck:steps", quoted.steps, quoted.strict_groups)],
    [Panel("deck:register", exhibits.all_statistics, exhibits.reporting)],
    [Panel("deck:titles", quoted.titles)],
    [Panel("validation", exhibits.scores)],
]


@dataclass(frozen=True)
class Shown:
    """A panel ready to be put on a slide: its words (see `export.describe`), its exhibit, the spans it rests on."""

    about: dict
    exhibit: Exhibit
    spans: pd.DataFrame


def build_deck(corpus: Corpus, out: Path, lang: str = "en", shape: str | None = None) -> Path:
    """Write `deck.pptx` (`deck-zh.pptx` in Chinese) into the folder `out`; the same corpus makes the same bytes.

    `shape` is 16:9 or 4:3 (then `deck-4x3.pptx`), where it is not the theme's. Slides of which these texts have nothing
    to show are left out. Raises OutputError where it cannot be written.
    """
    with styled():
        use_style("slide", lang, provinces=corpus.documents["province"])
        with styled(shape=SHAPES.get(shape, style().shape)):
            content, narrow = steady(_saved(_made(corpus))), style().shape < 1.5
    name = f"deck{'' if lang == 'en' else f'-{lang}'}{'-4x3' if narrow else ''}.pptx"
    (path,) = write_files(out, {name: content})
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
    for slides, tag in ((SLIDES, ""), (BACKUP, word("deck:backup"))):
        for shown in chain.from_iterable(_slides(panels, found, claims) for panels in slides):
            _add(deck, corpus, shown, tag)
    return deck


def _slides(panels: list[Panel], found: Layers, claims: pd.DataFrame) -> Iterator[list[Shown]]:
    """The panels that have something to show, side by side where they are wide enough, else on a slide each."""
    shown = [panel for panel in (_shown(panel, found, claims) for panel in panels) if panel]
    if _width(len(shown) or 1) < NARROWEST:
        yield from ([panel] for panel in shown)
    elif shown:
        yield shown


def _width(panels: int) -> float:
    """The width of each of so many panels side by side."""
    return (room() - BETWEEN * (panels - 1)) / panels


def _shown(panel: Panel, found: Layers, claims: pd.DataFrame) -> Shown | None:
    finding = claims.loc[panel.finding] if panel.finding in claims.index else _heading(panel.finding, found)
    exhibit = panel.show(found, finding)
    if exhibit is None:
        return None
    spans = panel.spans(found) if panel.spans else finding["spans"]
    return Shown(describe(finding, found.corpus.documents.reset_index()), exhibit, spans)


def _heading(key: str, found: Layers) -> pd.Series:
    """What stands above that which is no finding: words of labels.csv, in the form of a finding."""
    table = exhibits.reporting(found)
    called = names(document_labels(found.corpus))
    said = {"doc": called[table["doc"].iloc[0]] if len(table) else "", "n": number(len(table))}
    words = {f"{part}_{style().lang}": word(f"{key}:{part}", **said) for part in PARTS if f"{key}:{part}" in labels()}
    nothing = pd.DataFrame(columns=["doc", "start", "end"])
    return pd.Series({"finding": key, "holds": False, "grade": "", "spans": nothing, **words})


def _add(deck: Presentation, corpus: Corpus, shown: list[Shown], tag: str = "") -> None:
    """A slide of panels side by side, and what of them goes on to a further one."""
    slide, top = _new(deck, shown[0].about["title"])
    wide, rest = _width(len(shown)), []
    for n, panel in enumerate(shown):
        left = EDGE + n * (wide + BETWEEN)
        below = _add_head(slide, panel, (left, top, wide), first=n == 0)
        more = put(panel.exhibit, slide, (left, below, wide, RULE - GAP - below), panel.about["alt"])
        rest += [replace(panel, exhibit=more)] if more else []
    _finish(deck, slide, shown, tag)
    notes = (notes_of(panel.about, panel.exhibit, panel.spans, corpus) for panel in shown)
    add_notes(slide, list(chain.from_iterable(notes)))
    if rest:
        _add(deck, corpus, rest, tag)


def _new(deck: Presentation, title: str) -> tuple[Slide, float]:
    """A slide with its title, as large as it may be, and where the title ends."""
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Only"))
    size = fitting(title, room(), TITLE, TITLE_LINES)
    kept = clipped(title, room(), size, TITLE_LINES + 1, bold=True)
    high = height(kept, room(), size, bold=True)
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = map(Inches, (EDGE, TOP, room(), high))
    write(bare(shape.text_frame), kept, size, bold=True)
    return slide, TOP + high + GAP / 2


def _add_head(slide: Slide, panel: Shown, place: tuple[float, float, float], *, first: bool) -> float:
    """What stands above a panel: its claim (the first panel's is the slide's title) and its measure; where they end."""
    left, top, wide = place
    words = [] if first else [(clipped(panel.about["title"], wide, HEAD, 3, bold=True), HEAD, True)]
    words += [(clipped(panel.about["subtitle"], wide, MEASURE, 3), MEASURE, False)]
    high = fsum(height(text, wide, size, bold) for text, size, bold in words)
    if not high:
        return top + GAP
    frame = add_words(slide, "Measure", (left, top, wide, high))
    for text, size, bold in filter(lambda entry: entry[0], words):
        write(frame, text, size, bold=bold, colour="ink" if bold else "quiet")
    return top + high + GAP


def _finish(deck: Presentation, slide: Slide, shown: list[Shown], tag: str) -> None:
    """Source and caveats at the foot, the slide's number, and a mark on slides kept in reserve."""
    first, *others = (panel.about["note"] for panel in shown)
    notes = [first, *(note.removeprefix(_source(first)).strip() for note in others)]
    wide = room() - 1.2
    words = whole_sentences((" " if style().lang == "en" else "").join(filter(None, notes)), wide, FOOT, FOOT_LINES)
    write(add_words(slide, "Source", (EDGE, BELOW, wide, BELOW_HEIGHT)), words, FOOT, colour="quiet")
    if tag:
        write(add_words(slide, "Backup", (EDGE + 0.7, 0.05, 3, 0.25)), tag, FOOT, colour="quiet")
    add_number(slide, len(deck.slides))


def _source(note: str) -> str:
    """The first sentence of a note, which says how many documents it rests on: once a slide is enough."""
    return re.match(r"[^.。]*[.。]?", note)[0]


def _open(deck: Presentation, corpus: Corpus, claims: pd.DataFrame) -> None:
    """The title slide: what it is about, the claim, and the texts."""
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Slide"))
    title = word("page:title")
    write(bare(slide.shapes.title.text_frame, MSO_ANCHOR.BOTTOM), title, 40, bold=True, colour="ground")
    held = claims[claims["holds"] & claims["summary"] & (claims["finding"] != "texts")]
    claim = held[f"claim_{style().lang}"].iloc[0] if len(held) else word("deck:no_claim")
    under = bare(slide.placeholders[1].text_frame)
    write(under, claim, 24, colour="ground")
    under.paragraphs[0].alignment = PP_ALIGN.LEFT
    indent = under.paragraphs[0]._p.get_or_add_pPr()
    indent.set("marL", "0"), indent.set("indent", "0")
    texts = quoted.places(corpus, room() - 1.2)
    write(add_words(slide, "Texts", (EDGE, 6.7, room() - 1.2, 0.4), MSO_ANCHOR.BOTTOM), texts, BODY, colour="ground")
    add_number(slide, 1, "ground")
    add_notes(slide, [(claim, ""), *((line, "") for line in quoted.limits(layers(corpus), pd.Series()).lines)])
