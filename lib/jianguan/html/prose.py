"""A chapter's HTML made fit to read: sections, Chinese marked as Chinese, terms glossed, tables that fit, links led."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.html import HtmlElement
from lxml.html.builder import E

from jianguan.said import glossary
from jianguan.wording import word

HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CHINESE = re.compile(
    rf"[《（「【]{{0,3}}(?:\d[\d.,]{{0,11}})?[{HAN}]"
    rf"(?:[{HAN}]|[\u3001-\u3011\uff01-\uff60“”‘’…·—\d.,:;%]{{1,12}}(?=[{HAN}])){{0,2000}}[\u3001-\u3011\uff01-\uff60]{{0,3}}"
)
NUMBER = re.compile(r"\s*[<>≥≤~≈+−–-]?\s*(?:CNY )?\d[\d,.]{0,30}\s*(?:%|pp|×)?\s*")
NO_CHINESE = {"pre", "code", "button", "math"}
NO_GLOSS = NO_CHINESE | {"a", "h1", "h2", "h3", "h4", "summary", "label", "legend", "mark", "dt", "table", "blockquote"}


@dataclass
class Chapter:
    """One notebook as a chapter of the page."""

    name: str
    title: str
    root: HtmlElement
    headings: list[tuple[str, str]] = field(default_factory=list)


def heading_slug(text: str) -> str:
    """A heading as an anchor, from its text or from the fragment JupyterLab makes of it.

    >>> heading_slug("What is (not) reported?"), heading_slug("What-is-(not)-reported?")
    ('what-is-not-reported', 'what-is-not-reported')
    """
    return re.sub(r"[\W_]+", "-", unquote(text).lower()).strip("-")


def chapter(name: str, root: HtmlElement, *, first: bool) -> Chapter:
    """The chapter of a notebook: its title, then one section per question, with the code of each folded at its end.

    The first chapter opens the page, so the page's title stands above it and its headings stand one level higher.
    """
    body = E.section({"id": name, "class": "chapter opening" if first else "chapter"})
    made = Chapter(name, name, body)
    section, code = body, []
    for child in _blocks(root):
        if child.tag == "h2":
            _fold_code(section, code)
            section, code = E.section({"class": "question"}), []
            body.append(section)
        for heading in child.iter("h1", "h2", "h3", "h4"):
            _head(made, heading, 0 if first else 1)
        if child.tag == "h1":
            child.text = word("page:title")
        if child.get("class") == "code":
            code.append(child)
        else:
            section.append(child)
    _fold_code(section, code)
    return made


def _blocks(root: HtmlElement) -> Iterator[HtmlElement]:
    """The top elements of a fragment, with stray text as paragraphs."""
    strays = [(root.text, 0), *((child.tail, i + 1) for i, child in enumerate(root))]
    root.text = None
    for text, at in reversed(strays):
        if at:
            root[at - 1].tail = None
        if text and text.strip():
            root.insert(at, E.p(text.strip()))
    yield from list(root)


def _head(made: Chapter, heading: HtmlElement, deeper: int) -> None:
    text = " ".join(heading.text_content().split())
    level = int(heading.tag[1])
    if level == 1:
        made.title = text
        heading.attrib.pop("id", None)
    else:
        anchor, n = f"{made.name}.{heading_slug(text)}", 1
        while anchor in [known for known, _ in made.headings]:
            anchor, n = f"{made.name}.{heading_slug(text)}-{n + 1}", n + 1
        heading.set("id", anchor)
        if level == 2:
            made.headings.append((anchor, text))
    heading.tag = f"h{level + deeper}"


def _fold_code(section: HtmlElement, code: Sequence[HtmlElement]) -> None:
    if code:
        section.append(E.details({"class": "code"}, E.summary(word("page:code")), *code))


def set_tables(root: HtmlElement) -> None:
    """Let tables scroll on their own, without pandas' row numbers, and set columns of numbers flush right."""
    for table in [t for t in root.iter("table") if t.get("class") != "kwic"]:
        _drop_row_numbers(table)
        for cell in [cell for cell in table.iter("th") if not cell.text_content().strip()]:
            cell.tag = "td"
        for column in _columns(table):
            texts = [cell.text_content().strip() for cell in column if cell.getparent().getparent().tag != "thead"]
            kind = _kind([text for text in texts if text not in ("", "–", "-", "NaN")])
            for cell in column if kind else []:
                cell.set("class", kind)
        _wrap(table, E.div({"class": "table", "role": "group", "tabindex": "0", "aria-label": _table_name(table)}))


def _columns(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    for number in range(max(map(len, rows), default=0)):
        yield [row[number] for row in rows if number < len(row)]


def _kind(texts: Sequence[str]) -> str:
    """How a column is set: numbers flush right, short words unbroken, long texts with room."""
    if texts and all(NUMBER.fullmatch(text) for text in texts):
        return "number"
    longest = max(map(len, texts), default=0)
    return "long" if longest > 24 else "short" if longest <= 12 else "medium"


def _drop_row_numbers(table: HtmlElement) -> None:
    first = next(_columns(table), [])
    texts = [cell.text_content().strip() for cell in first]
    if texts and texts == ["", *map(str, range(len(texts) - 1))] and all(cell.tag == "th" for cell in first):
        for cell in first:
            cell.drop_tree()


def _table_name(table: HtmlElement) -> str:
    heads = [" ".join(cell.text_content().split()) for cell in table.iter("th")][:4]
    return "Table: " + ", ".join(head for head in heads if head)


def _wrap(element: HtmlElement, wrapper: HtmlElement) -> None:
    element.getparent().replace(element, wrapper)
    wrapper.tail, element.tail = element.tail, None
    wrapper.append(element)


def mark_chinese(root: HtmlElement) -> None:
    """Give every run of Chinese its language."""
    for element in _texts(root, NO_CHINESE):
        if not len(element) and element.text and CHINESE.fullmatch(element.text.strip()):
            element.set("lang", "zh")
        else:
            _weave(element, CHINESE, lambda match: E.span({"lang": "zh"}, match[0]))


def gloss(root: HtmlElement, name: str) -> None:
    """Turn the first use of each glossary term into a button that opens its gloss; works without any script."""
    terms = sorted(glossary(), key=lambda term: (-len(term), term))
    if not terms:
        return
    pattern, seen = re.compile("|".join(map(re.escape, terms))), set()

    def button(match: re.Match) -> HtmlElement | None:
        if match[0] in seen:
            return None
        seen.add(match[0])
        return _gloss(glossary()[match[0]], f"gloss.{name}.{len(seen)}")

    for element in _texts(root, NO_GLOSS):
        if not {"evidence", "source"} & {c for e in (element, *element.iterancestors()) for c in e.classes}:
            _weave(element, pattern, button)


def _gloss(entry: dict[str, str], anchor: str) -> HtmlElement:
    """The term as a button, and its gloss as the popover that the button opens."""
    note = E.span(
        {"id": anchor, "popover": "auto", "class": "gloss-note"},
        E.b({"lang": "zh"}, entry["term"]), " ",
        E.i({"lang": "zh-Latn"}, entry["pinyin"]),
        E.span(f"“{entry['literal']}”" if entry["literal"] else "", {"class": "literal"}),
        E.span(entry["meaning"], {"class": "meaning"}),
    )  # fmt: skip
    opener = {"type": "button", "class": "gloss", "popovertarget": anchor, "lang": "zh"}
    return E.span(E.button(opener, entry["term"]), note)


def _texts(root: HtmlElement, without: set[str]) -> Iterator[HtmlElement]:
    """The elements whose text may be changed, outside those tags and outside what already has a language."""

    def walk(element: HtmlElement) -> Iterator[HtmlElement]:
        if element.tag in without or element.get("lang"):
            return
        children = list(element)
        yield element
        for child in children:
            yield from walk(child)

    yield from list(walk(root))


def _weave(element: HtmlElement, pattern: re.Pattern, make: Callable[[re.Match], HtmlElement | None]) -> None:
    """Replace what matches in the element's own text (not in its children's) by new elements, in reading order."""
    at = 0
    for child in [None, *element]:
        text = element.text if child is None else child.tail
        at = 0 if child is None else element.index(child) + 1
        lead, woven = _woven(text or "", pattern, make)
        if not woven:
            continue
        if child is None:
            element.text = lead
        else:
            child.tail = lead
        for new in reversed(woven):
            element.insert(at, new)


def _woven(text: str, pattern: re.Pattern, make: Callable) -> tuple[str, list[HtmlElement]]:
    """The text before the first new element, and the new elements, each with the text that follows it as its tail."""
    lead, woven, last = text, [], 0
    for match in pattern.finditer(text):
        if (new := make(match)) is None:
            continue
        if woven:
            woven[-1].tail = text[last : match.start()]
        else:
            lead = text[: match.start()]
        woven.append(new)
        last = match.end()
        new.tail = text[last:]
    return lead, woven


def resolve(link: str, here: str, anchors: set[str]) -> str | None:
    """Where a link of chapter `here` leads on the page: `#anchor`, an outside address, or None if nowhere."""
    if re.match(r"https?:|mailto:", link):
        return link
    file, _, fragment = link.partition("#")
    name, fragment = file.removesuffix(".ipynb") or here, unquote(fragment)
    wanted = [fragment, f"{name}.{heading_slug(fragment)}"] if fragment else [name]
    return next((f"#{anchor}" for anchor in wanted if anchor in anchors), None)
