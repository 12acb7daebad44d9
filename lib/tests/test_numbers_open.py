"""Every number that a reader sees in chapters 00 to 04 opens its sentences with one click.

The page is rendered from the committed notebooks. A number passes if it stands in a link to a place in chapter 06, or
if it belongs to one of the classes of `NOT_COUNTED`, each of which says why it has no sentence.
"""

import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from lxml import html

from jianguan.corpus import read_corpus
from jianguan.html.page import Page
from jianguan.said import document_labels

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("0[0-6]-*.ipynb"))
CHAPTERS = ["00-summary", "01-corpus", "02-themes", "03-enforcement", "04-rhetoric"]
WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
NUMBER = re.compile(rf"\d[\d,.]*|\b(?:{WORDS})\b", re.IGNORECASE)
TYPED = {"1,000", "05", "06"}  # what the typed prose may say: the base of a rate, and chapters
BASES = r"per 1,000|per 10,000|in 1,000|chapter 0\d|\b0(?= )"  # of a rate; a chapter; nothing found
BOUNDS = rf"at least (?:{WORDS})|(?:{WORDS}) (?:characters )?or more"  # what a claim asks for, not what was found
UNCOUNTED = re.compile(f"{BASES}|{BOUNDS}", re.IGNORECASE)


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    page = Page(tmp_path_factory.mktemp("figures"))
    text = page.render({path.stem: nbformat.read(path, as_version=4) for path in NOTEBOOKS})
    assert not page.unlinked, page.unlinked
    return html.fromstring(text)


@pytest.fixture(scope="module")
def names():
    """What the texts are called and what is said of them: a year or a date in a name counts nothing."""
    labels = document_labels(read_corpus())
    return sorted({*labels["label_en"], *labels["about_en"]}, key=len, reverse=True)


def classes(node) -> set[str]:
    return set((node.get("class") or "").split())


def ids(node) -> str:
    return (node.get("id") or "").rpartition(".")[2]


def of_an_axis(_text, lineage):
    """The scale below a chart."""
    return any(re.fullmatch(r"[xy]tick_\d+", ids(node)) for node in lineage)


def a_nought(text, _lineage):
    """Nothing was found, so there is nothing to open."""
    return re.fullmatch(r"(n = )?0(\.0)?%?", text.strip())


def heading(_text, lineage):
    """A question, or the name of a text."""
    return any(node.tag in ("h1", "h2", "h3", "h4", "th") for node in lineage)


def of_a_quotation(_text, lineage):
    """A quoted sentence: its place is linked below it."""
    return any("evidence" in classes(node) for node in lineage) and any(
        node.tag == "li" and node.xpath(".//a[starts-with(@href, '#')]") for node in lineage
    )


def opens_itself(_text, lineage):
    """The summary of a folded list of sentences, which it opens."""
    return any(node.tag == "summary" for node in lineage)


def definition(_text, lineage):
    """The glossary: meanings of words, nothing counted."""
    return any(node.tag == "section" and "What do the terms mean?" in node.xpath("string(./*[1])") for node in lineage)


def measure(_text, lineage):
    """The line under a title that says what is measured."""
    return any("subtitle" in classes(node) for node in lineage)


def caveat(text, lineage):
    """Typed in findings.toml: how to read a chart, in words; a figure there would be a number of the corpus."""
    noted = any({"note", "caveat"} & classes(node) for node in lineage)
    return noted and not re.search(r"\d", UNCOUNTED.sub("", text))


def left_out(text, _lineage):
    """How many rows a chart had no room for: they are in the table beside it."""
    return re.fullmatch(r"[\d,]+ more not drawn", text.strip())


NOT_COUNTED = [left_out, caveat, of_an_axis, a_nought, heading, of_a_quotation, opens_itself, definition, measure]


def hidden(node) -> bool:
    return bool({"code", "files", "gloss-note"} & classes(node)) or node.tag in ("style", "script")


def texts(section):
    """Each visible text of a section with its element and all that hold it."""
    for node in section.iter():
        if isinstance(node.tag, str):
            held = [(node.text, node), (node.tail, node.getparent())]
            for text, home in held:
                lineage = [home, *home.iterancestors()]
                if text and text.strip() and not any(map(hidden, lineage)):
                    yield text, lineage


def typed(lineage) -> bool:
    """Prose of a Markdown cell: what a cell computes stands in `said`, `shown` or a figure."""
    return not any({"said", "shown"} & classes(node) or node.tag == "figure" for node in lineage)


def opens(lineage, places) -> bool:
    links = [unquote(node.get("href", "")) for node in lineage if node.tag.rpartition("}")[2] == "a"]
    return any(link[1:] in places for link in links)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_number_opens_its_sentences(tree, names, chapter):
    places = set(tree.xpath("//section[@id='06-sources']//@id")) | {"06-sources"}
    (section,) = tree.xpath(f"//section[@id='{chapter}']")
    closed = []
    for text, lineage in texts(section):
        bare = UNCOUNTED.sub("", text)
        for name in names:
            bare = bare.replace(name, "")
        linked = typed(lineage) or opens(lineage, places)
        if NUMBER.search(bare) and not linked and not any(kind(text, lineage) for kind in NOT_COUNTED):
            closed.append(text.strip()[:80])
    assert not closed, f"{len(closed)}: {closed[:20]}"


WHOLE = {"quantities", "formulas", "metaphors", "duties", "stance", "pairs", "numbers", "commitments", "indicators"}


def listed(tree) -> dict[str, int]:
    """How many places each list of chapter 06 says it holds."""
    groups = {e.get("id"): e.getparent().find("summary") for e in tree.find_class("group") if e.get("id")}
    parts = {e.get("id"): e.getprevious() for e in tree.xpath("//div[contains(@class, 'group')]/ul")}
    named = {anchor: e for anchor, e in (groups | parts).items() if e is not None}
    return {anchor: int(e.find_class("n")[0].text.replace(",", "")) for anchor, e in named.items()}


def test_a_count_opens_as_many_places_as_it_says(tree):
    sizes, wrong, seen = listed(tree), [], set()
    for link in tree.xpath("//section[@id!='06-sources']//*[local-name()='a'][starts-with(@href, '#group.')]"):
        anchor, text = unquote(link.get("href"))[1:], "".join(link.itertext()).strip()
        number = re.fullmatch(r"(?:✓ |n = )?([\d,]+)(?: places?| results?)?", text)
        if number and anchor.split(".")[1] in WHOLE and not link.xpath("ancestor::table"):
            seen.add(anchor.split(".")[1])
            wrong += [(anchor, text, sizes.get(anchor))] * (int(number[1].replace(",", "")) != sizes.get(anchor))
    assert not wrong and seen >= WHOLE - {"stance"}, (wrong[:10], seen)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_typed_prose_holds_no_number_of_the_corpus(tree, chapter):
    (section,) = tree.xpath(f"//section[@id='{chapter}']")
    said = [text for text, lineage in texts(section) if typed(lineage) and not heading(text, lineage)]
    assert not [text for text in said for number in NUMBER.findall(text) if number.rstrip(".,") not in TYPED]


def test_the_main_findings_come_first_one_a_subject(tree):
    (headlines,) = tree.find_class("headlines")
    (summary,) = tree.xpath("//section[@id='00-summary']")
    assert [subject.text for subject in headlines.find_class("subject")] == ["Policy themes", "Enforcement", "Rhetoric"]
    assert next(summary.iter("h2", "ul", "ol")) is headlines


def test_pictures_of_cards_take_no_place_in_the_tab_order(tree):
    pictures = tree.find_class("picture")
    assert len(pictures) >= 8 and all(picture.get("aria-label") for picture in pictures)
    assert all(e.get("inert") is not None for picture in pictures for e in picture.find_class("thumbnail"))


def test_a_number_without_a_link_is_found(tree):
    (section,) = html.fromstring('<div><section><div class="said"><p>of 12 texts</p></div></section></div>').xpath("//section")
    ((text, lineage),) = texts(section)
    assert NUMBER.search(text) and not typed(lineage) and not opens(lineage, set())
    assert not any(kind(text, lineage) for kind in NOT_COUNTED)
