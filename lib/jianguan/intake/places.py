"""The gazetteer: places by their full and short names, and what the names on a page mean.

A short name may be borne by several places, or be an ordinary word; the rest of the page decides.
"""

import csv
import re
from collections import Counter
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jianguan.intake.shapes import GATHERS

LEXICONS = Path(__file__).parents[1] / "lexicons"
OFFICES = ("市场监", "人民政府", "县委", "委", "政府", "质监", "工商", "食药", "食品药品", "药监")
OUTLETS = re.compile("融媒|市监|发布|市场监管(?!部门|系统|总局)|食药监")
VISITED = re.compile("(?:赴|到|走进|深入)$")
AUTONOMOUS = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:[\u4e00-\u9fff]{1,4}族|各族){1,4}自治([县旗])")


class Place(NamedTuple):
    """A row of the gazetteer; inside the words of `not_inside` its short name is none (合肥 in 复合肥)."""

    name: str
    level: str
    province: str
    city: str
    name_en: str
    short: str
    not_inside: str


def is_place(text: str) -> bool:
    """Is a line nothing but the name of one place, as accounts print where a post comes from?"""
    return text in places()


def province_name(province: str) -> str:
    """浙江 -> 浙江省; 内蒙古 -> 内蒙古自治区."""
    return next(place.name for place in places()[province] if place.level == "province")


def short_province(written: str) -> str:
    """福建省, Fujian -> 福建; what names no province stays as it is written."""
    return _short_provinces().get(written.casefold(), written)


@cache
def _short_provinces() -> dict[str, str]:
    every = [place for found in places().values() for place in found if place.level == "province"]
    return {name.casefold(): place.province for place in every for name in (place.name, place.name_en)}


def name_en(place: str | None) -> str | None:
    """The English name of a province or place; None where the gazetteer has none."""
    return "China" if place == "全国" else next((p.name_en for p in places().get(place or "", [])), None)


@cache
def places() -> dict[str, list[Place]]:
    """Every name in the gazetteer, full or short, with the places that bear it."""
    named: dict[str, list[Place]] = {}
    with (LEXICONS / "gazetteer.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            place = Place(*(row[field] for field in Place._fields))
            for name in sorted({row["name"], *row["short"].split("|")} - {""}):
                named.setdefault(name, []).append(place)
    return named


@cache
def level_names() -> dict[str, str]:
    """Words for an actor (全省, 市局, ^各县) with its level; ^ is the beginning of a title or salutation."""
    with (LEXICONS / "levels.csv").open(encoding="utf-8", newline="") as rows:
        return {row["cue"]: row["level"] for row in csv.DictReader(rows)}


@cache
def _finder(kind: str) -> tuple[list[str], AhoCorasick]:
    names = list(places() if kind == "place" else level_names())
    no_places = sorted({word for found in places().values() for place in found for word in place.not_inside.split("|")})
    names += [word for word in no_places if word and word not in names] if kind == "place" else []
    return names, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def level_hits(text: str) -> Counter:
    """How often each word for an actor stands in a text."""
    names, finder = _finder("level")
    return Counter(names[i] for i, _, _ in finder.find_matches_as_indexes(text))


def place_spans(text: str) -> list[tuple[int, int, str]]:
    """Where places are named; a doubtful name (和县, 单县) counts only where its office or its city is named too."""
    names, finder = _finder("place")
    spans = [(start, end, names[i]) for i, start, end in finder.find_matches_as_indexes(text)]
    return [span for span in spans if span[2] in places() and not _is_doubtful(span[2], text)]


def _is_doubtful(name: str, text: str) -> bool:
    """Could a county of two characters be a part of other words (各市和县区, 清单县)?"""
    company = _company(name)
    return bool(company) and not any(word in text for word in company)


@cache
def _company(name: str) -> list[str]:
    """For a name that may be part of other words: its city, its province and its offices; none for any other name."""
    counties = [place for place in places().get(name, []) if place.level == "county" and len(name) == 2]
    around = [part for place in counties for part in (place.city.removesuffix("市"), place.province)]
    return [*around, *(name + office for office in OFFICES)] if counties else []


# ---- counties by what people call them


@cache
def _counties() -> dict[str, list[Place]]:
    """Counties by their short names (洛川, 本溪县) where no other place is called so by its full or short name."""
    named: dict[str, list[Place]] = {}
    for place in {place: None for found in places().values() for place in found if place.level == "county"}:
        for name in _called(place.name):
            if len(name) > 1 and name not in places():
                named.setdefault(name, []).append(place)
    return named


@cache
def _renamed() -> frozenset[str]:
    """Autonomous counties without the name of their people (本溪县), which can be nothing else."""
    return frozenset(name for name in _counties() if name[-1] in "县旗")


def _called(county: str) -> tuple[str, ...]:
    """What a county is called for short, which may be an ordinary word too.

    >>> _called("洛川县"), _called("本溪满族自治县"), _called("通州区")
    (('洛川',), ('本溪', '本溪县'), ('通州',))
    """
    if own := AUTONOMOUS.fullmatch(county):
        return own[1], own[1] + own[2]
    return (county[:-1],)


class Names:
    """What the place names on one page mean: `regions` are the texts of its parts."""

    def __init__(self, regions: dict[str, str]):
        self._regions = regions
        self.page = "\n".join(regions.values())
        self._head = "\n".join(regions.get(region, "") for region in ("publisher", "page"))

    @cached_property
    def _short(self) -> dict[str, Place]:
        """Short names that the page bears out: the full one stands on it, or an outlet is called so (互助融媒)."""
        whole = {name for _, _, name in place_spans(self.page)}
        known = [(name, places()[name][0]) for name in sorted(whole) if len(places()[name]) == 1]
        found = {short: place for name, place in known if place.level == "county" for short in _called(name)}
        for outlet in OUTLETS.finditer(self._head):
            shorts = (self._head[max(0, outlet.start() - n) : outlet.start()] for n in (4, 3, 2))
            found |= {short: _counties()[short][0] for short in shorts if len(_counties().get(short, [])) == 1}
        ends = [county.end() for county in re.finditer("[县旗]", self.page)]
        named = {self.page[max(0, end - n) : end] for end in ends for n in range(2, 6)}
        found |= {name: _counties()[name][0] for name in sorted(named & _renamed())}
        return {short: place for short, place in found.items() if short in _counties()}

    @cached_property
    def in_charge(self) -> set[Place]:
        """The places in the title and in the names of who publishes and who signs."""
        named = (self.count(self._regions.get(region, "")) for region in ("title", "publisher", "signature"))
        return {place for count in named for name in count for place in self.bearers(name)}

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where a text names places, by whatever name."""
        short = [(found.start(), found.end(), name) for name in self._short for found in re.finditer(name, text)]
        spans, at = [], 0
        for start, end, name in sorted([*place_spans(text), *short], key=lambda span: (span[0], -span[1])):
            if start >= at:
                spans.append((start, end, name))
                at = end
        return spans

    def count(self, text: str) -> Counter:
        """How often a text names each place."""
        return Counter(name for _, _, name in self.spans(text))

    def bearers(self, name: str) -> list[Place]:
        """The places of a name; where several provinces have one, those whose city or province the page names too."""
        if name in self._short:
            return [self._short[name]]
        bearers = places()[name]
        for between in (name, ""):
            if len({place.province for place in bearers}) == 1:
                return bearers
            bearers = [place for place in places()[name] if any(area + between in self.page for area in _areas(place))]
        return bearers if len({place.province for place in bearers}) == 1 else []

    def acting(self, text: str) -> list[tuple[int, int, str]]:
        """Where a text names places that are no venue (赴昌都, 在昌都召开)."""
        return [
            (start, end, name)
            for start, end, name in self.spans(text)
            if not VISITED.search(text, max(0, start - 2), start)
            and not (text[:start].endswith("在") and text.startswith(GATHERS, end))
        ]

    def actor(self, text: str) -> str:
        """The place that acts first, with what it goes on to (河南省漯河市: 漯河市)."""
        at, actor = 0, ""
        for start, end, name in self.acting(text):
            if actor and text[at:start].strip("省市"):
                break
            at, actor = end, name
        return actor


def _areas(place: Place) -> list[str]:
    areas = (place.city, place.city.removesuffix("市"), province_name(place.province), place.province)
    return [area for area in areas if area]
