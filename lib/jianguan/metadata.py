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

import ahocorasick_rs

from jianguan.layout import DATE, Page

LEXICONS = Path(__file__).parent / "lexicons"
FIELDS = ["province", "place", "level", "genre", "title", "published", "event_date", "year"]
FIELDS += ["publisher", "source", "author", "editor"]
UNKNOWN = ("province", "level", "genre")
NEWS = ("meeting news", "agreement news", "inspection news", "press conference")
WEIGHTS = {"title": 6, "publisher": 4, "lead": 3, "page": 3, "heading": 2, "body": 1}
NUMERALS = {numeral: n for n, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○O0", 0)
MONTH_DAY = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日(?![-—至])")
ORGANISATION = re.compile(r"(?:[网报社台]|局|政府|协会|委员会|办公室|中心|公署)$")
HOLDER = re.compile(r"(?:版权所有|版权归)[:\s]{0,4}([^\s,。:;©()]{2,30})|([^\s,。:;©()]{2,30}?)\s{0,4}版权所有")
ROLES = re.compile(
    r"(?:本报|本网|本刊|特约|见习|实习|全媒体)?(?:记者|通讯员)|作者|[^\s()]{0,20}讯(?=\s?[(])|报道|[文图摄][/:丨]"
)


class Found(NamedTuple):
    """A value and where it comes from; `problem` says what a reader should check."""

    value: str
    source: str
    problem: str = ""


class Place(NamedTuple):
    name: str
    level: str
    province: str
    city: str
    name_en: str


NOTHING = Found("", "")


def read_metadata(page: Page, raw: str) -> dict[str, Found]:
    """All fields of `FIELDS` that the page states or lets infer; an unknown province, level or genre is `unknown`."""
    stated = {name: [value for field, value in page.labels if field == name and value] for name, _ in page.labels}
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
    found |= _where(regions)
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
    for name in ("editor", "source"):
        for value in stated.get(name, []):
            if ORGANISATION.search(value) and len(value) > 3:
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
    rows = [block.text for block in page.blocks if block.rule == "byline"]
    for source, texts in (
        ("text", stated.get("published", []) + rows),
        ("inferred: date of signing", _signed(page, stated)),
    ):
        dated = [text for text in texts if DATE.search(text)]
        for text in dated:
            if iso := parse_date(text):
                return Found(iso, source)
        if dated:
            return Found("", "", f"impossible date {DATE.search(dated[0])[0]}")
    return NOTHING


def _signed(page: Page, stated: dict[str, list[str]]) -> list[str]:
    return stated.get("signed", []) + [block.text for block in page.blocks if block.rule == "signature"]


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
    article = {id(block) for block in page.blocks if block.kind != "cut"}
    furniture = [
        block
        for block in page.blocks
        if id(block) not in article and block.rule in ("navigation", "copyright", "contact", "registration")
    ]
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


@cache
def places() -> dict[str, list[Place]]:
    """Every name in the gazetteer, full or short, with the places that bear it."""
    named: dict[str, list[Place]] = {}
    with (LEXICONS / "gazetteer.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            place = Place(row["name"], row["level"], row["province"], row["city"], row["name_en"])
            for name in {row["name"], row["short"]} - {""}:
                named.setdefault(name, []).append(place)
    return named


@cache
def _levels() -> dict[str, str]:
    with (LEXICONS / "levels.csv").open(encoding="utf-8", newline="") as rows:
        return {row["cue"]: row["level"] for row in csv.DictReader(rows)}


@cache
def _finder(lexicon: str) -> tuple[list[str], ahocorasick_rs.AhoCorasick]:
    names = sorted(places() if lexicon == "places" else _levels())
    return names, ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _hits(lexicon: str, text: str) -> Counter:
    names, finder = _finder(lexicon)
    return Counter(names[i] for i, _, _ in finder.find_matches_as_indexes(text))


def _where(regions: dict[str, str]) -> dict[str, Found]:
    """Province, place and level, by weight of evidence."""
    provinces, local, levels, first = Counter(), Counter(), Counter(), {}
    for region, weight in WEIGHTS.items():
        for name, n in _hits("places", regions[region]).items():
            bearers = places()[name]
            if len({place.province for place in bearers}) == 1:
                provinces[bearers[0].province] += weight * min(n, 3)
                local[bearers[0]] += weight * min(n, 3)
                first.setdefault(bearers[0].province, f"{name} ({region})")
        for cue, n in _hits("levels", regions[region]).items():
            levels[_levels()[cue]] += weight * min(n, 3)
    if not provinces:
        level = levels.most_common(1)[0][0] if levels else ""
        return {
            "level": Found(level, "inferred: actors named") if level else NOTHING,
            "province": Found("", "", "no province named"),
        }
    (province, weight), *others = provinces.most_common(2)
    rival = others[0] if others and others[0][1] * 2 > weight else None
    problem = f"also names {rival[0]} ({rival[1]} against {weight})" if rival else ""
    level = _level(levels, regions["title"])
    place = _place(local, province, level)
    return {
        "province": Found(province, f"inferred: {first[province]}", problem),
        "level": Found(level, "inferred: actors named") if level else NOTHING,
        "place": Found(place, f"inferred: level and {first[province]}") if place else NOTHING,
    }


def _level(levels: Counter, title: str) -> str:
    """The level of the actors named; a province and one of its cities in one title act together."""
    cues = {_levels()[cue] for cue in _hits("levels", title)}
    cities = [name for name in _hits("places", title) if any(place.level == "city" for place in places()[name])]
    if "province" in cues and cities and re.search("[与和、]", title) and not re.search("全省", title):
        return "province-city"
    return levels.most_common(1)[0][0] if levels else ""


def _place(local: Counter, province: str, level: str) -> str:
    wanted = {"province": "province", "county": "county"}.get(level, "city")
    names = [place for place, _ in local.most_common() if place.province == province and place.level == wanted]
    if wanted == "province":
        return next(p.name for p in places()[province] if p.level == "province")
    return names[0].name if names else ""


def name_en(place: str | None) -> str | None:
    """The English name of a province or place; None where the gazetteer has none."""
    return next((p.name_en for p in places().get(place or "", [])), None)


def genre_zh(genre: str) -> str:
    return next((cue["genre_zh"] for cue in _genre_cues() if cue["genre"] == genre), "未知")
