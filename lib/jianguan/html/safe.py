"""HTML from notebooks -> HTML that can do nothing but be read: an allow-list, and text for all the rest."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

from lxml import html
from lxml.html import HtmlElement

ALLOWED = json.loads((Path(__file__).parents[1] / "template/allowed.json").read_text(encoding="utf-8"))
LINK = re.compile(r"(?:#|https?://|mailto:|[\w-]{1,80}\.ipynb(?:#|$))", re.IGNORECASE)
IMAGE = re.compile(r"data:image/png;base64,[\w+/=\s]*$|(?:\.\./)?figures/[\w-]{1,120}\.(?:png|svg)$")


def purified(markup: str) -> HtmlElement:
    """The markup as a tree of allowed elements and attributes; any other tag is shown as the text it is.

    >>> html.tostring(purified('<p onclick="x">35<script>alert(1)</script></p>'), encoding="unicode")
    '<div><p>35&lt;script&gt;alert(1)&lt;/script&gt;</p></div>'
    """
    root = html.fragment_fromstring(_printable(markup), create_parent="div")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag == "style":
            element.drop_tree()
        elif element.tag not in ALLOWED["html"]:
            _to_text(element)
        else:
            _keep_allowed(element)
    return root


def _printable(markup: str) -> str:
    """Without the control characters that no markup may hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", markup)


def _to_text(element: HtmlElement) -> None:
    """Put the tag itself into the text and let go of the element."""
    attributes = "".join(f' {name}="{value}"' for name, value in element.attrib.items())
    opening, closing = f"<{element.tag}{attributes}>", f"</{element.tag}>"
    element.text = opening + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + closing
    else:
        element.text += closing
    element.drop_tag()


def _keep_allowed(element: HtmlElement) -> None:
    allowed = ALLOWED["attributes"]["*"] + ALLOWED["attributes"].get(element.tag, [])
    for name, value in list(element.attrib.items()):
        if not (name in allowed or name.startswith("aria-")) or not _harmless(name, value):
            del element.attrib[name]
    if element.tag == "input" and element.get("type") != "checkbox":
        element.drop_tag()
    if element.tag == "img" and "src" not in element.attrib:
        element.tag = "span"
        element.text = element.attrib.pop("alt", "")
    if element.get("href", "").startswith("http"):
        element.set("rel", "noreferrer")


def _harmless(name: str, value: str) -> bool:
    if name == "href":
        return bool(LINK.match(unquote(value).strip()))
    if name == "src":
        return bool(IMAGE.match(value))
    return True
