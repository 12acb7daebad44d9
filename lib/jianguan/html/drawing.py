"""A chart's SVG -> the chart of the page: safe, cropped to its drawing, text as text, in the page's own colours."""

import re
from collections.abc import Iterator

from lxml import etree

from jianguan.anchors import SOURCES
from jianguan.html.prose import HAN
from jianguan.html.safe import ALLOWED

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
LIFTED = ("title", "subtitle", "note")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
UNSAFE_STYLE = re.compile(r"url\((?!['\"]?#)|expression|@import|\\", re.IGNORECASE)
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,12})?")
LONG_NUMBER = re.compile(r"-?\d{1,9}\.\d{3,20}")
FAMILIES = "'Jianguan Latin', 'Jianguan Sans', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


def draw(svg: str, name: str, alt: str) -> str:
    """The SVG of a chart as it stands in the page.

    Title, subtitle and note leave the drawing (the page sets them as text) and the view closes up around the rest.
    Ids get the prefix `name`; only links within the report survive; colours become custom properties.
    Raises ValueError if it is not an SVG.
    """
    root = _parse(svg)
    _purify(root)
    _crop(root)
    _rename(root, name)
    for element in root.iter():
        _recolour(element)
    linked = [_label(link) for link in root.iter(f"{{{SVG}}}a")]
    root.set("role", "group" if linked else "img")
    root.set("aria-label", alt)
    root.set("id", f"{name}.drawing")
    return _written(root)


def portable(svg: str) -> bytes:
    """The chart as a file of its own, with all its words and no link, for any program that has a sans-serif font."""
    root = _parse(svg)
    _purify(root)
    for link in list(root.iter(f"{{{SVG}}}a")):
        link.tag = f"{{{SVG}}}g"
        link.attrib.pop("href", None)
    root.set("style", f"font-family: {FAMILIES}")
    return _written(root).encode()


def _written(root: etree._Element) -> str:
    """The drawing as text, with two decimals (a hundredth of a point) and without the blanks that lay out the code."""
    for element in root.iter():
        for attribute in ("d", "points", "transform", "x", "y", "width", "height"):
            if attribute in element.attrib:
                short = LONG_NUMBER.sub(lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), element.get(attribute))
                element.set(attribute, " ".join(short.split()))
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]
    etree.cleanup_namespaces(root)
    return re.sub(r">\s*\n\s*<", "><", etree.tostring(root, encoding="unicode"))


def colours(svg: str) -> set[str]:
    """The colours a drawn chart asks the page for."""
    return set(re.findall(r"var\(--c-([0-9a-f]{6})\)", svg))


def _parse(svg: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not a drawing: {error}") from None
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("not a drawing: no svg element")
    return root


def _purify(root: etree._Element) -> None:
    """Keep known elements, harmless attributes and links within the report."""
    for element in list(root.iter()):
        space, _, tag = str(element.tag).rpartition("}")
        if space != f"{{{SVG}" or tag not in ALLOWED["svg"]:
            element.getparent().remove(element)
            continue
        for attribute, value in list(element.attrib.items()):
            if attribute == "target" or not _harmless(tag, attribute, value):
                del element.attrib[attribute]
        if XLINK in element.attrib:
            element.set("href", element.attrib.pop(XLINK))
        parts = (part.strip() for part in element.attrib.pop("style", "").split(";"))
        if style := "; ".join(part for part in parts if part and not part.startswith("font-family")):
            element.set("style", style)


def _harmless(tag: str, attribute: str, value: str) -> bool:
    if attribute in ("href", XLINK):
        within = value.startswith(("#", f"{SOURCES}#"))
        return within or (tag == "image" and value.startswith("data:image/png;base64,"))
    return not attribute.lower().startswith("on") and not UNSAFE_STYLE.search(value)


def _recolour(element: etree._Element) -> None:
    """Colours as custom properties, so that they can follow the page into the dark."""
    parts = [element.get("style", "")]
    parts += [f"{name}: {element.attrib.pop(name)}" for name in ("fill", "stroke") if name in element.attrib]
    if style := "; ".join(COLOUR.sub(lambda m: f"var(--c-{m[0][1:].lower()})", part) for part in parts if part):
        element.set("style", style)


def _crop(root: etree._Element) -> None:
    """Take the lifted texts and the white ground out, and close the view over the room they leave."""
    lifted = [element for element in root.iter(f"{{{SVG}}}g") if element.get("id") in LIFTED]
    left, top, width, bottom = (float(n) for n in NUMBER.findall(root.get("viewBox", "0 0 0 0")))
    for element in lifted:
        lines = [(y, size) for text in element.iter(f"{{{SVG}}}text") for y, size in [_place(text)]]
        if element.get("id") == "note":
            bottom = min([bottom, *(y - 1.2 * size for y, size in lines)])
        else:
            top = max([top, *(y + 0.6 * size for y, size in lines)])
        element.getparent().remove(element)
    rest = [(y, size) for text in root.iter(f"{{{SVG}}}text") for y, size in [_place(text)]]
    top, bottom = min([top, *(y - size for y, size in rest)]), max([bottom, *(y + 0.3 * size for y, size in rest)])
    for ground in [e for e in root.iter(f"{{{SVG}}}g") if e.get("id") == "patch_1"][:1]:
        ground.getparent().remove(ground)
    root.set("viewBox", f"{left:g} {top:.1f} {width:g} {max(bottom - top, 1):.1f}")
    root.set("width", f"{width:g}")
    root.set("height", f"{max(bottom - top, 1):.1f}")


def _place(text: etree._Element) -> tuple[float, float]:
    """Baseline and size of a line of text, as matplotlib writes them."""
    moved = re.search(r"translate\(\s*\S{1,20}[ ,]+(-?[\d.]{1,20})", text.get("transform", ""))
    size = re.search(r"([\d.]{1,8})px", text.get("style", ""))
    return float(moved[1]) if moved else float(text.get("y", 0)), float(size[1]) if size else 10.0


def _rename(root: etree._Element, name: str) -> None:
    """Prefix ids and the references to them: ids repeat from chart to chart."""
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set("id", f"{name}.{value}")
            elif attribute == "href" and value.startswith("#") and element.tag != f"{{{SVG}}}a":
                element.set("href", f"#{name}.{value[1:]}")
            elif "url(#" in value:
                element.set(attribute, value.replace("url(#", f"url(#{name}."))
        if element.tag == f"{{{SVG}}}text" and re.search(f"[{HAN}]", "".join(element.itertext())):
            element.set("lang", "zh")


def _label(link: etree._Element) -> str:
    """Name a link without words after what it opens, for those who do not see the bar."""
    anchor = link.get("href", "").partition("#")[2]
    label = ", ".join(anchor.replace("~20~", " ").split(".")[1:])
    if not "".join(link.itertext()).strip():
        link.set("aria-label", f"Sentences: {label}")
    return label


def dark(colour: str) -> str:
    """The colour's counterpart on a dark page: light for dark at the same hue (in OKLCH), within sRGB.

    >>> dark("ffffff"), dark("000000")
    ('14181d', 'f8f8f8')
    """
    if colour == "ffffff":
        return "14181d"
    lightness, a, b = _oklab(colour)
    wanted = min(0.98, 1.12 - 0.93 * lightness)
    for share in (1, 0.85, 0.7, 0.55, 0.4, 0.2, 0):
        rgb = list(_rgb(wanted, a * share, b * share))
        if all(-0.002 <= channel <= 1.002 for channel in rgb):
            break
    return "".join(f"{round(255 * min(max(channel, 0), 1)):02x}" for channel in rgb)


def _oklab(colour: str) -> tuple[float, float, float]:
    """Lightness and the two hue axes of a colour (Ottosson 2020, OKLab)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    l_ = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    m_ = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s_ = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_,
        1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_,
        0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_,
    )


def _rgb(lightness: float, a: float, b: float) -> Iterator[float]:
    """The sRGB channels of an OKLab colour; beyond 0 to 1 where sRGB cannot show it."""
    l_ = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    for c in (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    ):
        yield 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055
