"""Where a document is from: province, place and level of government, by weight of evidence.

Places (`gazetteer.csv`) and actors (`levels.csv`: 全省, 市局 ...) weigh by the part of the page they stand in.
"""

from collections import Counter
from dataclasses import dataclass

from jianguan.intake.places import Names, level_hits, level_names, province_name
from jianguan.intake.shapes import GATHERS

WEIGHTS = {"title": 6, "publisher": 4, "signature": 4, "lead": 3, "salutation": 3}
WEIGHTS |= {"page": 2, "byline": 2, "heading": 2, "body": 1}
OPENS = ("title", "salutation")
AT_MOST = 3
ACTOR = 8
SIGNED = 12
MANY = 5
UNDIVIDED = ("香港", "澳门")


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
    names = Names(regions)
    local, first = _local(regions, names)
    levels = _levels_named(regions, names)
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
    level = _level(levels, inside, names, regions.get("title", ""))
    problem = _rival(*ranked[:2], provinces) if len(ranked) > 1 else ""
    return Location(ranked[0], _place(inside, ranked[0], level), level, first[ranked[0]], problem)


def _local(regions: dict[str, str], names: Names) -> tuple[Counter, dict[str, str]]:
    """The weight of each place, and for each province where it was first named."""
    local, first = Counter(), {}
    title = regions.get("title", "")
    actor = names.actor(title)
    for region, weight in WEIGHTS.items():
        text = regions.get(region, "")
        for name, n in names.count(text).items():
            is_venue = any(f"在{name}{held}" in text for held in GATHERS)
            for place in names.bearers(name):
                local[place] += (1 if is_venue else weight) * min(n, AT_MOST)
                local[place] += ACTOR if region == "title" and name == actor else 0
                first.setdefault(place.province, f"{name} ({region})")
    return local, first


def _levels_named(regions: dict[str, str], names: Names) -> Counter:
    """The weight of each level: of the actors named, of who signs, and of who acts in a title that names no actor."""
    levels = Counter()
    for region, weight in WEIGHTS.items():
        text = regions.get(region, "")
        for cue, n in level_hits(f"^{text}" if region in OPENS else text).items():
            levels[level_names()[cue]] += weight * min(n, AT_MOST)
    title = regions.get("title", "")
    acts = "" if level_hits(f"^{title}") else names.actor(title)
    for name, weight in ((acts, ACTOR), (names.actor(regions.get("signature", "")), SIGNED)):
        for place in names.bearers(name) if name else ():
            levels[place.level] += weight
    return levels


def _rival(best: str, second: str, weights: Counter) -> str:
    """The province that has more than half the weight of the best one, as a problem to check."""
    is_close = weights[second] * 2 > weights[best]
    return f"also names {second} ({weights[second]} against {weights[best]})" if is_close else ""


def _level(levels: Counter, inside: Counter, names: Names, title: str) -> str:
    """The level of the actors named, or of the place named most; a province and its city in one title act together."""
    best = {
        tier: max((w for place, w in inside.items() if place.level == tier), default=0) for tier in ("city", "county")
    }
    cues = {level_names()[cue] for cue in level_hits(title)}
    named = {place.level for _, _, name in names.acting(title) for place in names.bearers(name) if place in inside}
    if "province" in cues and "city" in named and "全省" not in title:
        return "province-city"
    level = max(levels, key=lambda name: levels[name], default="")
    if not level:
        return max(inside, key=lambda place: inside[place]).level
    if {place.level for place in inside} == {"province"} and next(iter(inside)).province in UNDIVIDED:
        return "province"
    if level == "city" and any(place.level == "province" and place.name[-1] == "市" for place in inside):
        counties = {place for place in inside if place.level == "county"}
        return "county" if counties & names.in_charge else "province"
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
