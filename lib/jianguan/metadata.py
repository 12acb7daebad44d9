"""What a page says about its document: title, dates, publisher, people, place, level, genre; each with its evidence.

Every field is a `Found` value with where it comes from: `text` (printed as such), `manifest`, or `inferred: ...`.
Places weigh by where they stand: in the title most, then who publishes, the opening paragraph, the rest; what was cut
as a related link never counts.
"""

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jianguan.furniture import DATE, ORGANISATION
from jianguan.layout import Page
from jianguan.places import locate

LEXICONS = Path(__file__).parent / "lexicons"
FIELDS = ["province", "place", "level", "genre", "title", "published", "event_date", "year"]
FIELDS += ["publisher", "source", "author", "editor"]
LATEST = "2039-12-31"
UNKNOWN = ("province", "level", "genre")
NEWS = ("meeting news", "agreement news", "inspection news", "press conference")
OFFICIAL = re.compile("(?:局|政府|厅|委员会|公署)$")
NUMERALS = {numeral: n for n, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○O0", 0)
MONTH_DAY = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日(?![-—至])")
HOLDER = re.compile(r"(?:版权所有|版权归)[:\s]{0,4}([^\s,。:;©()]{2,30})|([^\s,。:;©()]{2,30}?)\s{0,4}版权所有")
ROLES = re.compile(
    r"(?:本报|本网|本刊|特约|见习|实习|全媒体)?(?:记者|通讯员)|作者|[^\s()]{0,20}讯(?=\s?[(])|报道|[文图摄][/:丨]"
)


class Found(NamedTuple):
    """A value and where it comes from; `problem` says what a reader should check."""

    value: str
    source: str
    problem: str = ""


NOTHING = Found("", "")


def read_metadata(page: Page, raw: str) -> dict[str, Found]:
    """All fields of `FIELDS` that the page states or lets infer; an unknown province, level or genre is `unknown`."""
    stated: dict[str, list[str]] = {}
    for name, value in page.labels:
        if value:
            stated.setdefault(name, []).append(value)
    found = dict.fromkeys(FIELDS, NOTHING)
    titles = page.of("title")
    if titles:
        found["title"] = Found(raw[slice(*titles[0].span)], "text")
    found |= _people(stated)
    found["publisher"] = _publisher(page, stated)
    found["published"] = _published(page, stated)
    regions = _regions(page, found)
    found["genre"] = _genre(regions)
    found["event_date"] = _event_date(page, found)
    found["year"] = _year(page, found)
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
    for name in ("source", "editor"):
        if values := stated.get(name):
            found[name] = Found(values[0], "text")
    return found


def _names(text: str) -> list[str]:
    """The names in a byline, without the roles before them.

    >>> _names("中国食品安全网讯 (记者 戴正聪 通讯员 李四、王五)")
    ['戴正聪', '李四', '王五']
    """
    return [name for name in re.split(r"[\s、,/:()\[\]【】]+", ROLES.sub(" ", text)) if name]


def _publisher(page: Page, stated: dict[str, list[str]]) -> Found:
    """The site's owner: its label, else who holds the rights, else an editor that is an organisation."""
    if values := stated.get("publisher"):
        return Found(values[0], "text")
    for block in page.blocks:
        if block.rule == "copyright" and (holder := HOLDER.search(block.text)):
            return Found(holder[1] or holder[2], "text")
    for block in page.blocks:
        name = re.split(r"\s?[>»›→|]", block.text)[0]
        if block.rule == "navigation" and ORGANISATION.fullmatch(name):
            return Found(name, "inferred: the page's head")
    for name in ("editor", "source"):
        for value in stated.get(name, []):
            if ORGANISATION.fullmatch(value):
                return Found(value, f"inferred: {name}")
    return NOTHING


# ---- dates


def parse_date(text: str) -> str:
    """The first date in a text as YYYY-MM-DD; "" where there is none, or none that the calendar knows.

    >>> parse_date("发布:2021.04.26 08:30"), parse_date("二〇二一年三月十五日"), parse_date("2020-02-30")
    ('2021-04-26', '2021-03-15', '')
    """
    printed = DATE.search(text)
    if not printed:
        return ""
    numbers = re.findall(r"\d+", printed[0]) if printed[0][0].isdigit() else re.findall(r"[^年月日]+", printed[0])
    return _iso(*(int(n) if n.isdigit() else _chinese(n) for n in numbers[:3]))


def _chinese(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if ten:
        return NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0)
    return int("".join(str(NUMERALS[digit]) for digit in numeral))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _published(page: Page, stated: dict[str, list[str]]) -> Found:
    """The date labelled so, or standing in the byline; else the date a text is signed with."""
    rows = [block.text for block in page.blocks if block.rule == "byline" and "更新" not in block.text]
    for source, texts in (
        ("text", stated.get("published", []) + rows),
        ("inferred: date of update", stated.get("updated", [])),
        ("inferred: date of signing", stated.get("signed", [])),
    ):
        dated = [text for text in texts if DATE.search(text)]
        found = dict.fromkeys(iso for text in dated if (iso := parse_date(text)))
        if found:
            first, *others = found
            is_late = first > LATEST
            problem = f"{first} is in the future" if is_late else f"also dated {others[0]}" if others else ""
            return Found("" if is_late else first, source, problem)
        if dated:
            return Found("", "", f"impossible date {DATE.search(dated[0])[0]}")
    return NOTHING


def _event_date(page: Page, found: dict[str, Found]) -> Found:
    """The day a news text tells of: the first month and day in its opening, in the year its date or text allows."""
    if found["genre"].value not in NEWS:
        return NOTHING
    lead = "".join(block.text for block in page.blocks if block.rule == "dateline" or block.kind == "body")[:400]
    day = MONTH_DAY.search(lead)
    if not day:
        return NOTHING
    published, named = found["published"].value, _named_year(page)
    year = int(day[1] or published[:4] or named or 0)
    iso = _iso(year, int(day[2]), int(day[3]))
    if published and iso > published and not day[1]:
        iso = _iso(year - 1, int(day[2]), int(day[3]))
    if not iso:
        return Found("", "", f"no year for {day[0]}" if not year else f"impossible date {day[0]}")
    if day[1]:
        return Found(iso, "text")
    return Found(
        iso, f"inferred: {day[0]} in the opening, year from {'the date of publication' if published else 'the text'}"
    )


def _named_year(page: Page) -> str:
    """The year the article names most often before 年 or 年度, its title first."""
    years = Counter(
        re.findall(r"(?<!\d)(20\d\d)年", "".join(block.text for block in page.of("title", "heading", "body")))
    )
    return max(years, key=lambda year: (years[year], year), default="")


def _year(page: Page, found: dict[str, Found]) -> Found:
    for name in ("published", "event_date"):
        if found[name].value:
            return Found(found[name].value[:4], "text" if found[name].source == "text" else f"inferred: {name}")
    named = _named_year(page)
    return Found(named, "inferred: the year the text names most often") if named else Found("", "", "no date")


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
