"""What a page says about its document: title, dates, publisher, people, place, level, genre; each with its evidence.

Every field is a `Found` value with where it comes from: `text` (printed as such), `manifest`, or `inferred: ...`.
Places weigh by where they stand: in the title most, then who publishes, the opening paragraph, the rest; what was cut
as a related link never counts.
"""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

from jianguan.intake import dates
from jianguan.intake.found import NOTHING, Found
from jianguan.intake.furniture import ORGANISATION, pattern, terms
from jianguan.intake.layout import Page
from jianguan.intake.people import are_names, office_and_name
from jianguan.intake.places import locate

LEXICONS = Path(__file__).parent / "lexicons"
FIELDS = ["province", "place", "level", "genre", "title", "published", "event_date", "year"]
FIELDS += ["publisher", "source", "author", "editor"]
LATEST = "2039-12-31"
UNKNOWN = ("province", "level", "genre")
OFFICIAL = re.compile("(?:局|政府|厅|委员会|公署)$")
LINE_END = re.compile(r"\s{0,9}\n\s{0,9}")
UNIT = re.compile("[^省市县区州盟旗]{1,10}[科处室股办队]")
ROLES = re.compile(
    r"(?:本报|本网|本刊|特约|见习|实习|全媒体)?(?:记者|通讯员)|作者|[^\s()]{0,20}讯(?=\s?[(])|报道|[文图摄][/:丨]"
)


def read_metadata(page: Page, raw: str) -> dict[str, Found]:
    """All fields of `FIELDS` that the page states or lets infer; an unknown province, level or genre is `unknown`."""
    stated: dict[str, list[str]] = {}
    for name, value in page.labels:
        if value:
            stated.setdefault(name, []).append(value)
    found = dict.fromkeys(FIELDS, NOTHING)
    titles = page.of("title")
    if titles:
        title = next((block for block in titles if block is page.title), titles[0])
        found["title"] = Found(LINE_END.sub("", raw[slice(*title.span)]), "text")
    found |= _people(stated)
    found["publisher"] = _publisher(page, stated)
    found["published"] = dates.published(page, stated)
    regions = _regions(page, found)
    found["genre"] = _genre(regions)
    found["event_date"] = dates.event_date(page, found["genre"].value, found["published"].value)
    found["year"] = dates.year(page, found["published"], found["event_date"])
    location = locate(regions)
    for name in ("province", "place", "level"):
        value, problem = getattr(location, name), location.problem if name == "province" else ""
        found[name] = Found(value, f"inferred: {location.evidence}" if value else "", problem)
    return {
        name: value if value.value or name not in UNKNOWN else Found("unknown", value.source, value.problem)
        for name, value in found.items()
    }


# ---- people and publishers


def _people(stated: dict[str, list[str]]) -> dict[str, Found]:
    found = {}
    if authors := [name for text in stated.get("author", []) for name in _names(text)]:
        found["author"] = Found(" ".join(dict.fromkeys(authors)), "text")
    units = [value for value in stated.get("publisher", []) if UNIT.fullmatch(value)]
    if values := stated.get("source") or units or stated.get("carrier"):
        found["source"] = Found(values[0], "text")
    if values := stated.get("editor"):
        found["editor"] = Found(" ".join(_names(values[0])) if are_names(values[0]) else values[0], "text")
    return found


def _names(text: str) -> list[str]:
    """The names in a byline, without the roles and offices before them.

    >>> _names("中国食品安全网讯 (记者 戴正聪 通讯员 李四、王五)"), _names("省局党组书记、局长 段启明")
    (['戴正聪', '李四', '王五'], ['段启明'])
    """
    words = [word for word in re.split(r"[\s、,/:()\[\]【】]+", ROLES.sub(" ", text)) if word]
    office, name = office_and_name("".join(words))
    return [name] if office else words


def _publisher(page: Page, stated: dict[str, list[str]]) -> Found:
    """The site's owner: its label, else who holds the rights; else who signs, or the site the page's head names."""
    if values := [value for value in stated.get("publisher", []) if not UNIT.fullmatch(value)]:
        return Found(values[0], "text")
    for block in page.blocks:
        mark = pattern("mark").search(block.text) if block.rule == "copyright" else None
        if mark and terms("mark")[mark[1]][1] and (holder := _holder(block.text)):
            return Found(holder, "text")
    for value in stated.get("signatory", []):
        return Found(value, "inferred: signature")
    for block in page.blocks:
        if block.rule == "navigation" and (name := _site(block.text)):
            return Found(name, "inferred: the page's head")
    for name in ("editor", "source"):
        for value in stated.get(name, []):
            if ORGANISATION.fullmatch(value) and not UNIT.fullmatch(value):
                return Found(value, f"inferred: {name}")
    return next((Found(value, "inferred: who carries it") for value in stated.get("carrier", [])), NOTHING)


def _site(text: str) -> str:
    """Whose site it is, by a line of navigation that opens with the name; "" where it does not.

    >>> _site("某某质量网首页 - 新闻 - 地方"), _site("某县人民政府门户网站"), _site("首页 > 要闻")
    ('某某质量网', '某县人民政府', '')
    """
    name = re.split(r"\s?[>»›→|]|\s", text)[0]
    for tail in sorted([*terms("ending"), *terms("word")], key=len, reverse=True):
        name = name.removesuffix(tail)
    return name if ORGANISATION.fullmatch(name) else ""


def _holder(text: str) -> str:
    """Who holds the rights: the first name in a copyright line that is neither notice nor label.

    >>> _holder("Copyright©2010-2016 某某市工商行政管理局 All Rights Reserved"), _holder("版权所有:某某局 地址:某路")
    ('某某市工商行政管理局', '某某局')
    """
    notice = pattern("mark").sub(" ", pattern("label").split(text)[0])
    names = [word for word in re.split(r"[^\u4e00-\u9fff·]+", notice) if len(word) > 2]
    return names[0] if names else ""


# ---- genre, level, place


def _regions(page: Page, found: dict[str, Found]) -> dict[str, str]:
    """The parts of the page by the weight of what they say; related links are in none of them."""
    body = page.of("body")
    rules = ("navigation", "copyright", "contact", "registration") if OFFICIAL.search(found["publisher"].value) else ()
    furniture = [block for block in page.blocks if block.rule in rules or block.rule == "navigation"]
    return {
        "title": " ".join(block.text for block in page.of("title")),
        "publisher": " ".join(found[name].value for name in ("publisher", "source", "editor")),
        "lead": " ".join(block.text for block in page.blocks if block.rule == "dateline")
        + "".join(b.text for b in body[:2])[:300],
        "page": " ".join(block.text for block in furniture),
        "heading": " ".join(block.text for block in page.of("heading")),
        "body": "".join(block.text for block in body),
        "byline": found["author"].value,
        "head": " ".join(block.text for block in page.blocks[:12] if block.rule == "navigation"),
    }


@cache
def _genre_cues() -> list[dict[str, str]]:
    with (LEXICONS / "genres.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _genre(regions: dict[str, str]) -> Found:
    """The genre whose cues (genres.csv) weigh most; the first in the file among equals."""
    scores, evidence = Counter(), {}
    for cue in _genre_cues():
        if cue["cue"] in regions[cue["where"]]:
            scores[cue["genre"]] += int(cue["weight"])
            evidence.setdefault(cue["genre"], []).append(cue["cue"])
    if not scores:
        return Found("", "", "genre not recognised")
    best = max(scores, key=lambda genre: scores[genre])
    return Found(best, f"inferred: {'、'.join(evidence[best])}")


def genre_zh(genre: str) -> str:
    """The Chinese name of a genre."""
    return next((cue["genre_zh"] for cue in _genre_cues() if cue["genre"] == genre), "未知")
