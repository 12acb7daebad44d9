"""What a page says about its document: title, dates, publisher, people, place, level, genre; each with its evidence.

Every field is a `Found` value with where it comes from: `text` (printed as such), `manifest`, or `inferred: ...`.
Places weigh by where they stand: in the title most, then who publishes, the opening paragraph, the rest; what was cut
as a related link never counts.
"""

import re

from jianguan.intake import dates
from jianguan.intake.blocks import Block
from jianguan.intake.found import NOTHING, Found
from jianguan.intake.furniture import is_byline
from jianguan.intake.genre import find_genre
from jianguan.intake.location import locate
from jianguan.intake.page import Page
from jianguan.intake.people import are_names, is_name, names_in, office_and_name, speech_terms
from jianguan.intake.publishers import CARRIER, ISSUED, SIGNATURE, UNIT, find_publisher
from jianguan.intake.rows import pattern
from jianguan.text import spell

FIELDS = ["province", "place", "level", "genre", "title", "published", "event_date", "year"]
FIELDS += ["publisher", "source", "author", "editor"]
LATEST = "2039-12-31"
UNKNOWN = ("province", "level", "genre")
SPEAKER = re.compile("([\u4e00-\u9fff·]{2,8}?)(?:同志)?在.{4,60}(?:讲话|致辞|致词|发言)")
OWN_WORK = ("annual report", "theory essay", "white paper")
SIGNED = (SIGNATURE, ISSUED)
SITE = ("navigation", "copyright", "registration", "tools", "share", "counter", "related", "document_index")
SITE += ("running_head", "comments", "qr_prompt")
OFFICIAL = re.compile("(?:局|政府|厅|委员会|公署)$")
DESK = re.compile("[部室处科组]$")
OFFICE = re.compile("[部室处科组局委办所院站队会心网报社台]$")
DEPARTMENT = re.compile("[^省市县区州盟旗]{1,10}(?:[科处室股办队]|(?<![辑论])部|中心)")
LINE_END = re.compile(r"\s{0,9}\n\s{0,9}")


def read_metadata(page: Page, raw: str) -> dict[str, Found]:
    """All fields of `FIELDS` that the page states or lets infer; an unknown province, level or genre is `unknown`."""
    stated: dict[str, list[str]] = {}
    for name, value in page.labels:
        if value:
            stated.setdefault(_field(name, value), []).append(value)
    found = dict.fromkeys(FIELDS, NOTHING)
    titles = page.of("title")
    if titles:
        title = next((block for block in titles if block is page.title), titles[0])
        found["title"] = Found(LINE_END.sub("", raw[slice(*title.span)]), "text")
    elif named := stated.get("original_title"):
        at = spell(raw).find(named[0])
        found["title"] = Found(raw[at : at + len(named[0])] if at >= 0 else named[0], "text")
    found["publisher"] = find_publisher(page, stated)
    found |= _people(stated, found["publisher"])
    found["published"] = dates.published(page, stated)
    regions = _regions(page, found)
    media = f"{found['source'].value} {found['publisher'].value}"
    named = {"title": regions["title"], "byline": found["author"].value, "media": media}
    found["genre"] = find_genre(page, named)
    found |= _authorship(page, found)
    found["event_date"] = dates.event_date(page, stated, found["genre"].value, found["published"].value)
    found["year"] = dates.year(page, stated, found["published"], found["event_date"])
    location = locate(regions)
    for name in ("province", "place", "level"):
        value, problem = getattr(location, name), location.problem if name == "province" else ""
        found[name] = Found(value, f"inferred: {location.evidence}" if value else "", problem)
    return {
        name: value if value.value or name not in UNKNOWN else Found("unknown", value.source, value.problem)
        for name, value in found.items()
    }


def _field(name: str, value: str) -> str:
    """Who contributed a text (供稿) is a unit, its source, or a person, its author."""
    if name != "contributor":
        return name
    return "reporter" if are_names(value) or (len(value) <= 4 and not OFFICE.search(value)) else "source"


def _authorship(page: Page, found: dict[str, Found]) -> dict[str, Found]:
    """Who speaks by the title of a speech; a report without a site around it is the work of whoever signs it."""
    author, signed = found["author"], found["publisher"]
    if found["genre"].value == "speech" and not author.value:
        speaker = SPEAKER.match(found["title"].value)
        return {"author": Found(speaker[1], "text")} if speaker and is_name(speaker[1]) else {}
    if found["genre"].value in OWN_WORK and signed.source in SIGNED and _is_bare(page):
        return {"author": author if author.value else signed, "publisher": NOTHING}
    return {}


def _is_bare(page: Page) -> bool:
    """Is there no site around the text (pasted from a word processor)? Then nobody published it, whoever signs it."""
    return not any(block.rule in SITE for block in page.blocks)


def _names_writers(block: Block) -> bool:
    """A line with the office of who wrote the text, without a label."""
    return block.rule == "byline" and is_byline(block.text) and not pattern("label").search(block.text)


# ---- people


def _people(stated: dict[str, list[str]], publisher: Found) -> dict[str, Found]:
    found = {}
    signed_by = stated.get("author") or stated.get("reporter", [])
    authors = [name for text in signed_by for name in names_in(text)]
    if authors := _persons(authors):
        found["author"] = Found(" ".join(dict.fromkeys(authors)), "text")
    units = [value for name in ("issuer", "publisher") for value in stated.get(name, []) if UNIT.fullmatch(value)]
    owner = "" if publisher.source == CARRIER else publisher.value
    carriers = [value for value in stated.get("carrier", []) if value not in (owner, owner.removesuffix("客户端"))]
    if values := stated.get("source") or units or carriers:
        found["source"] = Found(values[0], "text")
    if editors := [value for value in stated.get("editor", []) if _may_edit(value)]:
        names = names_in(editors[0]) if are_names(editors[0]) else [editors[0]]
        found["editor"] = Found(" ".join(names), "text")
    return found


def _may_edit(value: str) -> bool:
    """Neither a desk nor whoever spoke for an office (发布人:某局局长 某某)."""
    is_office = any(word.endswith(speech_terms("office")) for word in value.split()) or office_and_name(value)[0]
    return value not in speech_terms("nobody") and not DESK.search(value) and not is_office


def _persons(names: list[str]) -> list[str]:
    """Those who signed, without their departments: an office or a group may sign a text, a department does not."""
    return [name for name in names if not DEPARTMENT.fullmatch(name)]


# ---- level and place


def _regions(page: Page, found: dict[str, Found]) -> dict[str, str]:
    """The parts of the page by the weight of what they say; related links are in none of them."""
    body = page.of("body")
    rules = ("navigation", "copyright", "contact", "registration") if OFFICIAL.search(found["publisher"].value) else ()
    rules = (*rules, "navigation", "running_head", "document_index")
    furniture = [block for block in page.blocks if block.rule in rules]
    return {
        "title": " ".join(block.text for block in page.of("title")) or found["title"].value,
        "publisher": " ".join(found[name].value for name in ("publisher", "source", "editor")),
        "signature": " ".join(block.text for block in page.blocks if block.rule == "signature"),
        "salutation": " ".join(block.text for block in body[:3] if block.text.endswith(":")),
        "lead": " ".join(block.text for block in page.blocks if block.rule == "dateline")
        + "".join(b.text for b in body[:2])[:300],
        "byline": " ".join(block.text for block in page.blocks if block.rule == "sign_off" or _names_writers(block)),
        "page": " ".join(block.text for block in furniture),
        "heading": " ".join(block.text for block in page.of("heading")),
        "body": "".join(block.text for block in body),
    }
