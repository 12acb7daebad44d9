"""Slides: words, charts, pictures, tables and quotations put in their places, with alt text and speaker notes."""

import io
from collections.abc import Sequence
from functools import singledispatch

import matplotlib.pyplot as plt
from matplotlib.transforms import Bbox
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Inches, Pt

from jianguan.style import style, styled
from jianguan.talk.exhibits import Bars, Exhibit, Picture, Quotations, Rows
from jianguan.talk.native import LATIN, add_bars, rgb, set_east_asian
from jianguan.typeset import fit, printable, shorten, wrap
from jianguan.wording import word

Box = tuple[float, float, float, float]  # left, top, width, height in inches
DPI = 200
QUOTED = 15  # points
SAFETY = 0.94  # other fonts run wider than the one that text is measured with
NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's table style "No Style, No Grid"
LANGUAGES = {"en": "en-US", "zh": "zh-CN"}


def write(frame, text: str, size: float, *, colour: str = "ink", bold: bool = False, lang: str = "") -> None:
    """Add a paragraph to a text frame (the first fills the empty one); line breaks stay."""
    first = frame.paragraphs[0]
    paragraph = first if len(frame.paragraphs) == 1 and not first.runs else frame.add_paragraph()
    for n, line in enumerate(text.split("\n")):
        if n:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = printable(line)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, LATIN
        run.font.color.rgb = rgb(style().colours.get(colour, colour))
        run._r.get_or_add_rPr().set("lang", LANGUAGES[lang or style().lang])
        set_east_asian(run._r.get_or_add_rPr())


def add_words(slide: Slide, name: str, box: Box, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP):
    """An empty text box without margins; returns its text frame."""
    shape = slide.shapes.add_textbox(*map(Inches, box))
    shape.name = name
    return bare(shape.text_frame, anchor)


def bare(frame, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP):
    """A text frame without margins that keeps its size."""
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def lines(text: str, inches: float, size: float, bold: bool = False) -> int:
    """How many lines a text takes."""
    return len(wrap(text, SAFETY * inches * 72, size, bold))


def fitting(text: str, inches: float, sizes: Sequence[float], most: int) -> float:
    """The first of the sizes in which a bold text takes no more than so many lines, else the last."""
    return next((size for size in sizes if lines(text, inches, size, bold=True) <= most), sizes[-1])


def describe_shape(shape, alt: str) -> None:
    """Give a picture, chart or table its alt text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", printable(alt))


@singledispatch
def put(exhibit: Exhibit | None, slide: Slide, box: Box, alt: str) -> None:  # noqa: ARG001 (the others need it)
    """Put an exhibit on a slide; where there is none, say so."""
    write(add_words(slide, "No data", box, MSO_ANCHOR.MIDDLE), word("no_data"), 18, colour="quiet")


@put.register
def _(exhibit: Bars, slide: Slide, box: Box, alt: str) -> None:
    describe_shape(add_bars(slide, exhibit, box), alt)


@put.register
def _(exhibit: Picture, slide: Slide, box: Box, alt: str) -> None:
    with styled(context="slide", shape=max(box[2] / box[3], 1.5), room=0.9 * box[3] * 72 * 40 / 3 / box[2], logo=None):
        ax = exhibit.draw()
        figure = ax.figure
        across, up = figure.get_size_inches() * 72
        fit(ax, Bbox.from_extents(4, 6, across - 4, up - 6))
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
        plt.close(figure)
    picture = slide.shapes.add_picture(buffer, *map(Inches, box[:2]), width=Inches(box[2]))
    describe_shape(picture, alt)


@put.register
def _(exhibit: Rows, slide: Slide, box: Box, alt: str) -> None:
    most = int(box[3] * 72 / (1.6 * exhibit.size)) - 1  # rows that stand clear under a head
    each, gap = min(-(-len(exhibit.rows) // exhibit.columns), most), 0.4
    wide, high = (box[2] + gap) / exhibit.columns - gap, min(0.6, box[3] / (each + 1)) * (each + 1)
    for n in range(exhibit.columns):
        part = exhibit.rows[n * each : (n + 1) * each]
        if part:
            place = box[0] + n * (wide + gap), box[1], wide, high * (len(part) + 1) / (each + 1)
            _add_table(slide, exhibit, part, place, alt)
    left = len(exhibit.rows) - each * exhibit.columns
    if left > 0:
        write(add_words(slide, "Left out", (box[0], box[1] + box[3], box[2], 0.2)), word("not_drawn", n=left), 11)


def _add_table(slide: Slide, exhibit: Rows, rows: list[tuple[str, ...]], box: Box, alt: str) -> None:
    """One table: no grid, thin rules, all but the first column to the right."""
    frame = slide.shapes.add_table(len(rows) + 1, len(exhibit.head), *map(Inches, box))
    describe_shape(frame, alt)
    table = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = NO_GRID
    table.horz_banding = False
    for column, part in zip(table.columns, exhibit.widths, strict=True):
        column.width = Inches(box[2] * part)
    for y, cells in enumerate([exhibit.head, *rows]):
        table.rows[y].height = Inches(box[3] / (len(rows) + 1))
        for x, (text, part) in enumerate(zip(cells, exhibit.widths, strict=True)):
            room = SAFETY * (box[2] * part - 0.1) * 72
            size = exhibit.size if y else max(10.5, 0.8 * exhibit.size)
            _fill(table.cell(y, x), shorten(text, room, size), size, head=y == 0, right=x > 0)


def _fill(cell: _Cell, text: str, size: float, *, head: bool, right: bool) -> None:
    cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Inches(0.02), Inches(0.08), 0, 0
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame, text, size, colour="quiet" if head else "ink", bold=head)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "9525"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": style().colours["rule"].lstrip("#").upper()}))
    line.append(fill)
    properties.insert(0, line)


@put.register
def _(exhibit: Quotations, slide: Slide, box: Box, alt: str) -> None:  # noqa: ARG001 (words need no other words)
    frame, used, left = add_words(slide, "Quotations", box), 0.0, 0
    for place, quoted, meaning in exhibit.entries:
        meaning = shorten(meaning, SAFETY * box[2] * 72, 13, lines=1)
        needed = lines(place, box[2], 12) * 14 + sum(lines(q, box[2], QUOTED) for q in quoted.split("\n")) * 18 + 10
        used += needed + lines(meaning, box[2], 13) * 16
        if used > box[3] * 72:
            left += 1
            continue
        write(frame, place, 12, colour="quiet", bold=True)
        if len(frame.paragraphs) > 1:
            frame.paragraphs[-1].space_before = Pt(10)
        write(frame, quoted, QUOTED, lang="zh")
        if meaning:
            write(frame, meaning, 13, colour="quiet")
    if left:
        write(frame, word("not_drawn", n=left), 12, colour="quiet")


def add_notes(slide: Slide, paragraphs: Sequence[tuple[str, str]]) -> None:
    """The speaker notes: paragraphs, each with its language."""
    frame = slide.notes_slide.notes_text_frame
    for text, lang in paragraphs:
        write(frame, text, 12, lang=lang)
