"""The bytes of a file -> its text, or the reason why it is none that can be analysed.

Tried in this order: byte order mark, strict UTF-8, strict GB18030 if what comes out is plausible Chinese, then
charset-normalizer. Nothing is guessed in silence: whatever is repaired, doubted or taken out is in `remarks`.
"""

import re
import sys
from dataclasses import dataclass, field

import numpy as np
from charset_normalizer import from_bytes

from jianguan.text import TRADITIONAL

BOMS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]
MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP or Office",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\xd0\xcf\x11\xe0": "old Office",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x7fELF": "program",
}
TO_SIMPLIFY = re.compile(f"[{''.join(TRADITIONAL)}]")
LEVEL_1 = b"".join(bytes([a, b]) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF)).decode("gb2312", "ignore")
COMMON = re.compile(f"[{LEVEL_1}{''.join(old for old, new in TRADITIONAL.items() if new in LEVEL_1)}]")
HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
IS_HANZI = np.zeros(sys.maxunicode + 1, bool)
IS_HANZI[0x3400:0x4DC0] = IS_HANZI[0x4E00:0xA000] = True
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
ODDITIES = [
    (re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]"), "invisible characters"),
    (re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"), "characters that turn the direction of writing"),
    (
        re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"),
        "private-use or unassigned characters",
    ),
]
MARKUP = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]|</(?:p|div|td|li|span)>", re.IGNORECASE)
CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([\w-]{3,20})", re.IGNORECASE)
BLOCKS = frozenset(
    ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dt", "dd", "table", "section")
    + ("article", "header", "footer", "nav", "blockquote")
)


class UnreadableError(ValueError):
    """This file is no text that can be analysed; the message says why."""


@dataclass(slots=True)
class Decoded:
    """A decoded file; `remarks` are (problem, action, severity) triples a user should see."""

    text: str
    encoding: str
    remarks: list[tuple[str, str, str]] = field(default_factory=list)

    def remark(self, problem: str, action: str, severity: str = "warning") -> None:
        self.remarks.append((problem, action, severity))


def decode(data: bytes) -> Decoded:
    """Decode a file, strip its markup if it is a web page, and check that it is Chinese prose.

    Raises UnreadableError for what cannot be analysed: other file types, broken or mixed encodings, other languages.

    >>> decode("全省市场监管工作会议在杭州召开,部署全年重点工作。".encode("gb18030")).encoding
    'gb18030'
    """
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise UnreadableError(f"it is a {kind} file, not text")
    document = _decoded(data)
    if document.encoding not in ("utf-8", "utf-8-sig"):
        document.remark(f"encoding {document.encoding}", "read as such", "info")
    if len(MARKUP.findall(document.text, 0, 100_000)) >= 3:
        _check_charset(document)
        document.text = strip_markup(document.text)
        document.remark("it is a web page saved as text", "its tags were taken out")
    _check_language(document.text)
    _check_characters(document)
    return document


def _decoded(data: bytes) -> Decoded:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError(f"marked as {encoding}, but broken at byte {error.start}") from None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """Broken UTF-8 is told from other encodings by what stands before the first bad byte."""
    before = data[: error.start].decode("utf-8")
    if _is_plausible(before) and len(data) - error.start <= 3:
        document = Decoded(before, "utf-8")
        document.remark(f"ends inside a character at byte {error.start}", "the broken end was left out")
        return document
    if len(HANZI.sub("", before)) <= len(before) - 6 or len(_lenient(data)) > 0.7 * len(data) / 3:
        raise UnreadableError(
            f"byte {error.start} is not UTF-8, though the text around it is: broken, or two encodings in one file"
        )
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and len("".join(HANZI.findall(text))) < 20:
        raise UnreadableError("too short to tell its encoding")
    if _is_plausible(text):
        return Decoded(text, "gb18030")
    best = from_bytes(data, cp_exclusion=["gb18030", "gbk", "gb2312"]).best()
    if best is None or not _is_plausible(str(best)):
        raise UnreadableError(f"encoding not recognised (first byte that is not UTF-8: {error.start})")
    return Decoded(str(best), best.encoding)


def _lenient(data: bytes) -> str:
    """The Chinese characters that UTF-8 finds in these bytes."""
    return "".join(HANZI.findall(data.decode("utf-8", "ignore")))


def _is_plausible(text: str) -> bool:
    """Is every stretch of the text mostly made of the 3,755 most common characters (GB 2312, level 1)?"""
    hanzi = "".join(HANZI.findall(text))
    stretches = [hanzi[i : i + 200] for i in range(0, len(hanzi), 200)] or [""]
    if len(stretches) > 1 and len(stretches[-1]) < 50:
        stretches.pop()
    return bool(hanzi) and all(_commonness(stretch) >= 0.75 for stretch in stretches)


def _commonness(hanzi: str) -> float:
    return len(COMMON.findall(hanzi)) / max(1, len(hanzi))


def _check_charset(document: Decoded) -> None:
    """A web page may claim another encoding than its bytes have."""
    claimed = CHARSET.search(document.text, 0, 3000)
    family = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8"}
    name = claimed[1].lower() if claimed else document.encoding
    if family.get(name, name) != family.get(document.encoding, document.encoding):
        document.remark(f"the page says {name}, its bytes are {document.encoding}", "read by its bytes")


def _check_characters(document: Decoded) -> None:
    """A few odd characters are left out of the analysis and reported; many make the file no text."""
    if not "".join(document.text.split()).isprintable():
        _check_odd(document)
    if traditional := len(TO_SIMPLIFY.findall(document.text)):
        action = "read as simplified; 乾, 著, 藉 and their like stay as they are"
        document.remark(f"{traditional} traditional characters", action, "info")


def _check_odd(document: Decoded) -> None:
    text = document.text
    if controls := len(CONTROL.findall(text)):
        if controls > max(3, len(text) // 500):
            raise UnreadableError("binary: it holds many control characters")
        document.remark(f"{controls} control characters", "left out of the analysis")
    for pattern, name in ODDITIES:
        if found := pattern.findall(text):
            at = pattern.search(text).start()
            document.remark(f"{len(found)} {name}, the first at {at}", "left out of the analysis")


def _check_language(text: str) -> None:
    """Only Chinese prose goes on: no mojibake, no other language, nothing empty."""
    if not re.search(r"\w", text):
        raise UnreadableError("empty: no words in it")
    rest = _without_hanzi(text)
    hanzi, letters = len(text) - len(rest), len(re.findall(r"[^\W\d_]", rest))
    sample = text[len(text) // 3 :][:200]
    if hanzi < letters or not _is_plausible(sample):
        _check_mojibake(sample)
    others = len(re.findall("[\u3040-\u30ff\uac00-\ud7af]", rest))
    if hanzi < 0.3 * (hanzi + letters) or others > 0.1 * (hanzi + letters):
        raise UnreadableError("not Chinese")


def _without_hanzi(text: str) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return codes[~IS_HANZI[codes]].tobytes().decode("utf-32-le", "surrogatepass")


def _check_mojibake(sample: str) -> None:
    """Would reading its bytes as UTF-8 make good Chinese of this text?"""
    for encoding in ("latin-1", "cp1252", "gb18030"):
        restored = "".join(HANZI.findall(sample.encode(encoding, "ignore").decode("utf-8", "ignore")))
        if len(restored) >= max(4, len(sample) // 10) and _commonness(restored) > 0.8:
            raise UnreadableError(f"looks like mojibake: UTF-8 read as {encoding}; save it anew from its source")


def strip_markup(text: str) -> str:
    """The text of a web page, a line for each block; scripts, styles and hidden parts dropped."""
    from lxml import etree, html

    tree = html.fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(tree, etree.Comment, "script", "style", "noscript", "template", "head", with_tail=False)
    for element in tree.iter():
        element.text, element.tail = _one_line(element.text), _one_line(element.tail)
        if element.tag in BLOCKS:
            element.text, element.tail = "\n" + element.text, "\n" + element.tail
    lines = (line.strip(" ") for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _one_line(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
