"""An empty presentation in the house's looks: its shape, colours and fonts, a title slide and a slide to fill.

Both shapes are as high; the width is the style's, and everything across follows from it (`room`).
"""

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches

from jianguan.style import style
from jianguan.talk.measure import FOOT as SMALLEST
from jianguan.talk.native import EAST_ASIAN, LATIN

SHAPES = {"16:9": 16 / 9, "4:3": 4 / 3}  # what a slide's width is of its height
HEIGHT, EDGE = 7.5, 0.6  # inches
RULE, BELOW, BELOW_HEIGHT = 6.56, 6.66, 0.68  # where the foot begins, and the words in it
NUMBER_WIDTH = 0.9
KEPT = {"Title Slide": "title", "Title Only": "slide"}
SHAPE = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/>'
    '<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
    '<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
    '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
)
NUMBER = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="Slide Number"/>'
    '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr>'
    "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
    '<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="en-US" sz="{size}">'
    '<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{latin}"/></a:rPr>'
    "<a:t>{number}</a:t></a:fld></a:p></p:txBody></p:sp>"
)


def new_presentation(title: str, lang: str) -> Deck:
    """A presentation without slides; the file says nothing of when, where and by whom it was made."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(style().size("width")), Inches(HEIGHT)
    _forget(deck)
    deck.core_properties.title, deck.core_properties.language = title, lang
    _set_theme(deck)
    _set_master(deck)
    for layout in list(deck.slide_layouts):
        if layout.name in KEPT:
            _set_layout(layout, KEPT[layout.name])
        else:
            deck.slide_layouts.remove(layout)
    return deck


def room() -> float:
    """The width between the edges of a slide, in inches."""
    return style().size("width") - 2 * EDGE


def add_number(slide: Slide, number: int, colour: str = "quiet") -> None:
    """Show the slide's number where the master has it."""
    looks = {"size": SMALLEST * 100, "colour": style().colours[colour].lstrip("#").upper(), "latin": LATIN}
    slide.shapes._spTree.append(parse_xml(NUMBER.format(id=9000, number=number, **looks)))


def _forget(deck: Deck) -> None:
    """Leave out what the template says of its own making: author, dates, program, preview, printer."""
    for child in list(deck.core_properties._element):
        deck.core_properties._element.remove(child)
    wanted = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    for relations in (deck.part.package._rels, deck.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in wanted]:
            relations.pop(key)


def _set_theme(deck: Deck) -> None:
    """The colours and fonts offered in PowerPoint's menus are the house's."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme, colours = etree.fromstring(part.blob), style().colours
    scheme = {"dk1": colours["ink"], "lt1": colours["ground"], "dk2": colours["achieved"], "lt2": colours["pale"]}
    scheme |= {f"accent{n}": colour for n, colour in enumerate(colours["kinds"][:6], start=1)}
    for key, colour in scheme.items():
        for entry in theme.iter(qn(f"a:{key}")):
            entry[:] = [entry.makeelement(qn("a:srgbClr"), {"val": colour.lstrip("#").upper()})]
    for fonts in (*theme.iter(qn("a:majorFont")), *theme.iter(qn("a:minorFont"))):
        fonts.find(qn("a:latin")).set("typeface", LATIN)
        fonts.find(qn("a:ea")).set("typeface", EAST_ASIAN)
        for font in fonts.findall(qn("a:font")):
            fonts.remove(font)
    theme.set("name", "jianguan")
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _titles() -> dict[str, tuple[float, float, float, float]]:
    """Where titles stand: on the title slide, under it, and on a slide."""
    return {
        "title": (EDGE, 1.2, room(), 2.0),
        "under": (EDGE, 3.45, room() - 0.1 * style().size("width"), 2.2),
        "slide": (EDGE, 0.36, room(), 1.0),
    }


def _number_place() -> tuple[float, float, float, float]:
    return style().size("width") - EDGE - NUMBER_WIDTH, 7.06, NUMBER_WIDTH, 0.28


def _set_master(deck: Deck) -> None:
    """The master's own placeholders in their places; the text sizes are set where text is."""
    master = deck.slide_master
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type
        if kind in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER):
            shape._element.getparent().remove(shape._element)
        elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            _place(shape, _number_place())
        else:
            _place(shape, _titles()["slide"] if kind == PP_PLACEHOLDER.TITLE else (EDGE, 1.8, room(), 4.7))
    titles = master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    titles.set("algn", "l")


def _set_layout(layout: SlideLayout, kind: str) -> None:
    """A layout with its title in place, the red mark of the house, and a dark ground for the title slide."""
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER):
            shape._element.getparent().remove(shape._element)
        elif shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            _place(shape, _number_place())
        elif shape.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE:
            _place(shape, _titles()["under"])
        else:
            _place(shape, _titles()[kind])
    accent, rule, dark = (style().colours[c].lstrip("#").upper() for c in ("accent", "rule", "achieved"))
    if kind == "title":
        layout.background.fill.solid()
        layout.background.fill.fore_color.rgb = RGBColor.from_string(dark)
    marks = [(EDGE, 0, 0.55, 0.12, accent)]
    marks += [(EDGE, RULE, room(), 0.01, rule)] if kind == "slide" else []
    for n, (*box, colour) in enumerate(marks):
        x, y, cx, cy = (Inches(side) for side in box)
        mark = SHAPE.format(id=100 + n, name=f"mark {n}", x=x, y=y, cx=cx, cy=cy, colour=colour)
        layout.shapes._spTree.insert(2, parse_xml(mark))


def _place(shape, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in box)
