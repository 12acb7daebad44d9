"""Where a document is from: province, place and level of government, by weight of evidence.

Places (`gazetteer.csv`) and actors (`levels.csv`: 全省, 市局 ...) weigh by the part of the page they stand in.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jianguan.intake.shapes import GATHERS

LEXICONS = Path(__file__).parents[1] / "lexicons"
WEIGHTS = {"title": 6, "publisher": 4, "lead": 3, "page": 2, "heading": 2, "body": 1}
AT_MOST = 3
ACTOR = 8
MANY = 5
UNDIVIDED = ("香港", "澳门")
OFFICES = ("市场监", "人民政府", "县委", "委", "政府", "质监", "工商", "食药", "食品药品", "药监")


class Place(NamedTuple):
    """A row of the gazetteer; inside the words of `not_inside` its short name is none (合肥 in 复合肥)."""

    name: str
    level: str
    province: str
    city: str
    name_en: str
    short: str
    not_inside: str


@dataclass(frozen=True, slots=True)
class Location:
    """Empty strings where the text does not say; `evidence` is the strongest name met."""

    province: str = ""
    place: str = ""
    level: str = ""
    evidence: str = ""
    problem: str = ""


def locate(regions: dict[str, str]) -> Location:
    """Weigh the names in the regions of a page (`WEIGHTS`); the place a title names first is who acts.

    >>> locate({"title": "台州召开全市市场监管工作会议", "body": "椒江区、临海市作典型发言,学习江苏经验。"})
    Location(province='浙江', place='台州市', level='city', evidence='台州 (title)', problem='')
    """
    local, levels, first = Counter(), Counter(), {}
    for region, weight in WEIGHTS.items():
        text = regions.get(region, "")
        for k, (name, n) in enumerate(_hits("place", text).items()):
            is_venue = any(f"在{name}{held}" in text for held in GATHERS)
            is_actor = region == "title" and k == 0 and not is_venue
            for place in _of_one_province(name):
                local[place] += (1 if is_venue else weight) * min(n, AT_MOST) + (ACTOR if is_actor else 0)
                first.setdefault(place.province, f"{name} ({region})")
        for cue, n in _hits("level", f"^{text}" if region == "title" else text).items():
            levels[_levels()[cue]] += weight * min(n, AT_MOST)
    provinces = Counter()
    for place, weight in local.items():
        provinces[place.province] += weight
    if levels and max(levels, key=lambda name: levels[name]) == "national":
        return Location("全国", "全国", "national", "actors named")
    ranked = sorted(provinces, key=lambda name: -provinces[name])
    if len(ranked) >= MANY and provinces[ranked[0]] * MANY / 2 < provinces.total():
        return Location("全国", "全国", "national", f"{'、'.join(ranked[:MANY])} side by side")
    if not ranked:
        level = max(levels, key=lambda name: levels[name], default="")
        return Location(level=level, evidence="actors named", problem="no province named")
    inside = Counter({place: weight for place, weight in local.items() if place.province == ranked[0]})
    level = _level(levels, inside, regions.get("title", ""))
    problem = _rival(*ranked[:2], provinces) if len(ranked) > 1 else ""
    return Location(ranked[0], _place(inside, ranked[0], level), level, first[ranked[0]], problem)


def _rival(best: str, second: str, weights: Counter) -> str:
    """The province that has more than half the weight of the best one, as a problem to check."""
    is_close = weights[second] * 2 > weights[best]
    return f"also names {second} ({weights[second]} against {weights[best]})" if is_close else ""


def _level(levels: Counter, inside: Counter, title: str) -> str:
    """The level of the actors named, or of the place named most; a province and its city in one title act together."""
    best = {
        tier: max((w for place, w in inside.items() if place.level == tier), default=0) for tier in ("city", "county")
    }
    cues = {_levels()[cue] for cue in _hits("level", title)}
    named = {place.level for name in _hits("place", title) for place in places()[name] if place in inside}
    if "province" in cues and "city" in named and "全省" not in title:
        return "province-city"
    level = max(levels, key=lambda name: levels[name], default="")
    if not level:
        return max(inside, key=lambda place: inside[place]).level
    if {place.level for place in inside} == {"province"} and next(iter(inside)).province in UNDIVIDED:
        return "province"
    if level == "city" and (own := [place for place in inside if place.level == "province" and place.name[-1] == "市"]):
        return "county" if best["county"] > inside[own[0]] else "province"
    if level in best and best["city"] != best["county"]:
        level = max(best, key=lambda tier: best[tier])
    return level


def _place(inside: Counter, province: str, level: str) -> str:
    """The name of the place at that level: the province's, or the one named with most weight."""
    if level == "province":
        return province_name(province)
    wanted = "county" if level == "county" else "city"
    named = [place for place in inside if place.level == wanted]
    return max(named, key=lambda place: inside[place]).name if named else ""


@cache
def _of_one_province(name: str) -> list[Place]:
    """The places of a name; none where it is borne in several provinces."""
    return places()[name] if len({place.province for place in places()[name]}) == 1 else []


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
            for name in sorted({row["name"], row["short"]} - {""}):
                named.setdefault(name, []).append(place)
    return named


@cache
def _levels() -> dict[str, str]:
    with (LEXICONS / "levels.csv").open(encoding="utf-8", newline="") as rows:
        return {row["cue"]: row["level"] for row in csv.DictReader(rows)}


@cache
def _finder(kind: str) -> tuple[list[str], AhoCorasick]:
    names = list(places() if kind == "place" else _levels())
    no_places = sorted({word for found in places().values() for place in found for word in place.not_inside.split("|")})
    names += [word for word in no_places if word and word not in names] if kind == "place" else []
    return names, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def _hits(kind: str, text: str) -> dict[str, int]:
    """How often each name stands in a text; a doubtful one (和县, 单县) only where its office or its city does too."""
    names, finder = _finder(kind)
    known = places() if kind == "place" else _levels()
    hits = Counter(names[i] for i, _, _ in finder.find_matches_as_indexes(text))
    return {name: n for name, n in hits.items() if name in known and not _is_doubtful(name, text)}


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
