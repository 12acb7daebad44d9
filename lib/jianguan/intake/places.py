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

LEXICONS = Path(__file__).parents[1] / "lexicons"
WEIGHTS = {"title": 6, "publisher": 4, "lead": 3, "page": 2, "heading": 2, "body": 1}
AT_MOST = 3
ACTOR = 8


class Place(NamedTuple):
    name: str
    level: str
    province: str
    city: str
    name_en: str


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
        for k, (name, n) in enumerate(_hits("place", regions.get(region, "")).items()):
            is_actor = region == "title" and k == 0
            for place in places()[name] if len({place.province for place in places()[name]}) == 1 else []:
                local[place] += weight * min(n, AT_MOST) + (ACTOR if is_actor else 0)
                first.setdefault(place.province, f"{name} ({region})")
        for cue, n in _hits("level", regions.get(region, "")).items():
            levels[_levels()[cue]] += weight * min(n, AT_MOST)
    provinces = Counter()
    for place, weight in local.items():
        provinces[place.province] += weight
    if levels and max(levels, key=lambda name: levels[name]) == "national":
        return Location("全国", "全国", "national", "actors named")
    ranked = sorted(provinces, key=lambda name: -provinces[name])
    if not ranked:
        level = max(levels, key=lambda name: levels[name], default="")
        return Location(level=level, evidence="actors named", problem="no province named")
    inside = Counter({place: weight for place, weight in local.items() if place.province == ranked[0]})
    level = _level(levels, inside, regions.get("title", ""))
    rivals = [f"{name} ({provinces[name]} against {provinces[ranked[0]]})" for name in ranked[1:2]]
    is_close = len(ranked) > 1 and provinces[ranked[1]] * 2 > provinces[ranked[0]]
    problem = f"also names {rivals[0]}" if is_close else ""
    return Location(ranked[0], _place(inside, ranked[0], level), level, first[ranked[0]], problem)


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
    if level in best and best["city"] != best["county"]:
        level = max(best, key=lambda tier: best[tier])
    is_municipality = any(place.level == "province" and place.name.endswith("市") for place in inside)
    return "province" if level == "city" and is_municipality else level


def _place(inside: Counter, province: str, level: str) -> str:
    """The name of the place at that level: the province's, or the one named with most weight."""
    if level == "province":
        return province_name(province)
    wanted = "county" if level == "county" else "city"
    named = [place for place in inside if place.level == wanted]
    return max(named, key=lambda place: inside[place]).name if named else ""


def province_name(province: str) -> str:
    """浙江 -> 浙江省; 内蒙古 -> 内蒙古自治区."""
    return next(place.name for place in places()[province] if place.level == "province")


def name_en(place: str | None) -> str | None:
    """The English name of a province or place; None where the gazetteer has none."""
    return "China" if place == "全国" else next((p.name_en for p in places().get(place or "", [])), None)


@cache
def places() -> dict[str, list[Place]]:
    """Every name in the gazetteer, full or short, with the places that bear it."""
    named: dict[str, list[Place]] = {}
    with (LEXICONS / "gazetteer.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            place = Place(row["name"], row["level"], row["province"], row["city"], row["name_en"])
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
    return names, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def _hits(kind: str, text: str) -> Counter:
    names, finder = _finder(kind)
    return Counter(names[i] for i, _, _ in finder.find_matches_as_indexes(text))
