"""Words on a slide: text boxes, their paragraphs and fonts, alt text."""

from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Inches, Pt

from jianguan.style import style
from jianguan.talk.native import LATIN, rgb, set_east_asian, visible

Box = tuple[float, float, float, float]  # left, top, width, height in inches
LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
NOTES = 12  # points


def write(frame, text: str, size: float, *, colour: str = "ink", bold: bool = False, lang: str = "") -> None:
    """Add a paragraph to a text frame (the first fills the empty one); line breaks stay."""
    first = frame.paragraphs[0]
    paragraph = first if len(frame.paragraphs) == 1 and not first.runs else frame.add_paragraph()
    for n, line in enumerate(text.split("\n")):
        if n:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = visible(line)
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


def describe_shape(shape, alt: str) -> None:
    """Give a picture, chart or table its alt text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", visible(alt))


def add_notes(slide: Slide, paragraphs: Sequence[tuple[str, str]]) -> None:
    """The speaker notes: paragraphs, each with its language."""
    frame = slide.notes_slide.notes_text_frame
    for text, lang in paragraphs:
        write(frame, text, NOTES, lang=lang)
