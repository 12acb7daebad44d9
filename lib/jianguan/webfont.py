"""The page's font: the glyphs it uses, and no others, as WOFF2 that the page carries inside itself."""

import base64
import io
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
QUOTES = {0x2018, 0x2019, 0x201C, 0x201D, 0x2026}
LATIN = {*range(0x20, 0x250), *range(0x1E00, 0x1F00), 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2022, *QUOTES}


def font_faces(regular: set[str], bold: set[str]) -> str:
    """The `@font-face` rules for the characters set in each weight.

    Two families: `Jianguan Sans` as it is, for Chinese, and `Jianguan Latin`, whose quotation marks are as narrow as
    Latin ones (in a Chinese font they fill a square). The same characters give the same bytes.
    """
    faces = []
    for style, weight, characters in (("Regular", 400, regular | bold), ("Bold", 700, bold)):
        codes = {ord(character) for character in characters}
        faces.append(_face("Jianguan Sans", weight, subset(style, frozenset(codes))))
        faces.append(_face("Jianguan Latin", weight, subset(style, frozenset(codes & LATIN), narrow=True)))
    return "\n".join(faces)


@cache
def subset(style: str, codes: frozenset[int], *, narrow: bool = False) -> bytes:
    """The WOFF2 of one of our fonts cut down to these code points; `narrow` trims the sides of quotation marks."""
    font = TTFont(FONTS / f"JianguanSans-{style}.ttf", recalcTimestamp=False)
    options = Options(hinting=False, layout_features=["kern"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes | {0x20})
    subsetter.subset(font)
    if narrow:
        _narrow(font)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed, reorderTables=True)
    return packed.getvalue()


def _narrow(font: TTFont) -> None:
    """Give square quotation marks and dots the width of their ink and a little air."""
    glyphs, widths, names = font["glyf"], font["hmtx"], font.getBestCmap()
    air = font["head"].unitsPerEm // 16
    for name in {names[code] for code in QUOTES if code in names}:
        glyph = glyphs[name]
        glyph.coordinates.translate((air - glyph.xMin, 0))
        glyph.recalcBounds(glyphs)
        widths[name] = (glyph.xMax + air, glyph.xMin)


def _face(family: str, weight: int, font: bytes) -> str:
    source = f"url(data:font/woff2;base64,{base64.b64encode(font).decode()}) format('woff2')"
    return f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: {source}; }}"
