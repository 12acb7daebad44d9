"""The page's font: the glyphs it uses, and no others, as WOFF2 that the page carries inside itself."""

import base64
import io
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "fonts"
FAMILIES = {"Jianguan Latin": "JianguanLatin", "Jianguan Sans": "JianguanSans"}


def font_faces(regular: set[str], bold: set[str]) -> str:
    """The `@font-face` rules for the characters set in each weight; the same characters give the same bytes."""
    faces = []
    for family, stem in FAMILIES.items():
        for style, weight, characters in (("Regular", 400, regular | bold), ("Bold", 700, bold)):
            font = subset(FONTS / f"{stem}-{style}.ttf", frozenset(map(ord, characters)))
            source = f"url(data:font/woff2;base64,{base64.b64encode(font).decode()}) format('woff2')"
            faces.append(f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: {source}; }}")
    return "\n".join(faces)


@cache
def subset(path: Path, codes: frozenset[int]) -> bytes:
    """The WOFF2 of a font cut down to these code points."""
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, layout_features=["kern"], notdef_outline=True))
    subsetter.populate(unicodes=codes | {0x20})
    subsetter.subset(font)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed, reorderTables=True)
    return packed.getvalue()
