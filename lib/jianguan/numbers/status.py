"""Is a figure a result, a target, a change, a baseline or a rule? Read from its clause, its sentence and its section.

The nearest witness decides: the clause (同比增长), then the sentence (力争), then the sentences before it in the
paragraph, then the headings above it, then the genre of the document. What decided is told in the column `rule`.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

from jianguan.corpus import Passage
from jianguan.lexicon import load_lexicon
from jianguan.numbers.clues import alternatives, clues, either, last
from jianguan.numbers.number_grammar import YEAR
from jianguan.text import fold

REACH = 400


class Figure(NamedTuple):
    """What the reading of a status needs to know of a number: its sentence and place, clause, unit and bound."""

    sentence: str
    start: int
    clause: str
    after: str
    rest: str
    category: str
    qualifier: str
    ranged: bool
    closed: bool
    rounded: bool
    previous: str

    @property
    def before(self) -> str:
        """The sentence up to the number, or as much of it as can matter."""
        return self.sentence[max(0, self.start - REACH) : self.start]


class Setting(NamedTuple):
    """What stands around a sentence: the paragraph so far, mood and year of headings, year and genre of the text."""

    lead: str
    section: str
    heading: str
    year: int | None
    plan: bool


class Reading(NamedTuple):
    """A status, what decided it, and the direction of a change (-1 for 下降)."""

    status: str
    rule: str
    sign: int


def read_status(figure: Figure, setting: Setting) -> Reading:
    """The status of one number, by the first test that answers."""
    sign = direction(figure)
    if rule := _regulation(figure):
        return Reading("rule", rule, 1)
    if rule := _baseline(figure):
        return Reading("baseline", rule, 1)
    if _STANDING.search(figure.clause):
        return Reading("achieved", _STANDING.search(figure.clause)[0], 1)
    expected, rule = expectation(figure, setting)
    if expected == "target":
        return Reading("target", rule, sign or 1)
    if sign:
        return Reading("change", _cue(r"up|down", figure.clause) or figure.category, sign)
    return Reading("achieved", rule, 1)


def direction(figure: Figure) -> int:
    """+1 where the clause says that something rose by the number, -1 where it fell, 0 where it tells a level.

    >>> bare = Figure("", 0, "同比下降", "", "", "share", "exact", False, False, False, "")
    >>> direction(bare), direction(bare._replace(clause="提高到"))
    (-1, 0)
    """
    clause = re.sub(r"[、和及与,\s]{0,2}(?:分别)?$", "", figure.clause)
    if not clause and figure.clause and figure.previous.startswith("change"):
        return -1 if figure.previous.endswith("-") else 1
    if found := _moved().search(clause):
        return -1 if found["down"] else 1
    if compared := _COMPARED.search(clause):
        return 1 if compared[1] or compared[2] else -1
    if figure.category == "points":
        return -1 if _cue("down", clause[-12:]) else 1
    if figure.category == "multiple" and re.search(r"[年期比][^,]{0,4}的(?:近|约)?$|翻了?$", clause):
        return 1
    return _loosely(clause) if figure.category == "share" else 0


def _loosely(clause: str) -> int:
    """压减办理时限60%: the verb stands before what it moves, and no level (率, 占比, 达到) stands between."""
    found = last(clues("statuses", "up|down"), clause)
    if not found or re.search("(?<!效)率|比例|占比|比重|满意|[到达至为占]", clause[found.end():]):
        return 0
    return -1 if found["down"] else 1


def _regulation(figure: Figure) -> str:
    """A bound that a law, a standard or a contract sets, not a result of work."""
    found = _LIMIT.search(figure.clause) or _REWARD.search(figure.clause + figure.rest)
    if figure.closed:
        return "以上…以下"
    if figure.qualifier != "exact" or figure.ranged:
        found = found or _FINE.search(figure.clause + figure.rest) or _DEMAND.search(figure.rest)
    return found[0] if found else ""


def _baseline(figure: Figure) -> str:
    """由85%提高到90%, 上年同期为120件: the level that another is compared with."""
    if figure.category in ("points", "multiple"):
        return ""
    start = re.search(r"(?:[由从自]|[比较][^,;]{0,16}的)[^,;到至]{0,14}$", figure.clause)
    moves = alternatives("clause_words", "moves")
    moved = re.match(rf"(?:左右|以上|余)?(?:大幅|分别|逐步)?,?(?:{moves})", figure.after)
    if start and moved:
        return start[0][0] + "…" + moved["moves"]
    found = re.search("(?:同期[^,;]{0,4}|(?:上年|去年)末?底?)[为是仅的]$", figure.clause)
    return found[0] if found else ""


def expectation(figure: Figure, setting: Setting) -> tuple[str, str]:
    """Does the text look back (`achieved`) or forward (`target`)? And by which witness."""
    if found := _last_cue(figure.sentence, figure.start + min(8, len(figure.after)), setting.year):
        return found
    if cue := _cue("intent", figure.before):
        return "target", cue
    bound = figure.qualifier in ("at_least", "at_most")
    if bound and (cue := _cue("target|intent", figure.rest)):
        return "target", cue
    if not _LAST_YEAR.search(figure.clause) and (found := _last_cue(setting.lead, len(setting.lead), setting.year)):
        return found
    if setting.section:
        return setting.section, "section"
    ought = _OUGHT.search(setting.lead + figure.before)
    if ought and not _cue("retrospective", figure.before) and not _LAST_YEAR.search(figure.clause):
        return "target", "要"
    if bound and setting.plan:
        return "target", "genre"
    if (bound or figure.rounded) and _looks_forward(setting.lead + figure.before, 3 if bound else 4):
        return "target", "wording"
    if setting.plan and not _cue("past|retrospective", figure.before):
        return "target", "genre"
    return "achieved", _cue("past", figure.before) or "no sign of a plan"


def _last_cue(text: str, stop: int, year: int | None) -> tuple[str, str] | None:
    """The last strong witness up to `stop`: 力争, 已, 截至, a year that is past or to come."""
    witnesses = _witnesses(text, year)
    place = bisect_left(witnesses, (stop + 1,))
    return witnesses[place - 1][1:] if place else None


@lru_cache(maxsize=4096)
def _witnesses(text: str, year: int | None) -> list[tuple[int, str, str]]:
    found = [(m.end(), m.lastgroup, m[0]) for m in clues("statuses", "target|achieved").finditer(text)]
    for m in _PLANS.finditer(text):
        ahead = 2010 + 5 * "一二三四五六".index(m[1]) - (year or 0)
        found.append((m.end(), "target" if ahead >= 0 else "achieved", m[0]))
    for m in _YEARS.finditer(text):
        if said := _when(m, year):
            found.append((m.end(), said, m[0]))
    return sorted(found)


def _when(match: re.Match, year: int | None) -> str:
    digits = match[2]
    if match[1] in ("截至", "截止"):
        return "achieved"
    if not digits.isascii() or year is None:
        return "target" if match[1] == "到" else ""
    ahead = int(digits) - year
    if ahead > 0 or (ahead == 0 and match[1] == "到"):
        return "target"
    return "achieved" if ahead < 0 else ""


def _looks_forward(text: str, least: int) -> bool:
    return len(clues("statuses", "prospective").findall(text)) >= least and not _cue("retrospective", text)


class Sections:
    """The headings of one document and the years and genre that colour its sentences."""

    def __init__(self, fields: dict, headings: list[tuple[int, str]]):
        """Read the headings (sentence number, text) of a document once; `at` then answers for each of its sentences."""
        year = fields.get("year")
        self.year = int(year) if str(year).replace(".0", "").isdigit() else None
        unknown = str(fields.get("genre") or "unknown") in ("unknown", "nan")
        named = str(fields.get("title") if unknown else f"{fields['genre']} {fields.get('genre_zh')}")
        self.plan = bool(_cue("plan", named)) and not _cue("heading_achieved", named)
        self.places, self.moods, self.years = [], [], []
        open_moods: list[tuple[int, str]] = []
        for place, text in headings:
            open_moods = self._opened(open_moods, fold(text).text)
            self.places.append(place)
            self.years.append((re.findall(YEAR, text) or self.years[-1:] or [""])[-1])
            self.moods.append(open_moods[-1][1] if open_moods else "")

    def at(self, passages: list[Passage], index: int) -> Setting:
        """The setting of `passages[index]`."""
        passage = passages[index]
        lead, back = "", index - 1
        while back >= 0 and passages[back].paragraph == passage.paragraph and len(lead) < REACH:
            lead = passages[back].text + lead
            back -= 1
        if back >= 0 and passages[back].text.endswith(":"):
            lead = passages[back].text + lead
        above = bisect_right(self.places, passage.sentence) - 1
        if above < 0:
            return Setting(lead, "", "", self.year, self.plan)
        heading = self.years[above] and f"{self.years[above]}年"
        return Setting(lead, self.moods[above], heading, self.year, self.plan)

    def _opened(self, open_moods: list[tuple[int, str]], heading: str) -> list[tuple[int, str]]:
        """The moods in force under a heading: it closes those of its own level and below, and may open its own."""
        level = next((n for n, marker in enumerate(_MARKERS, 1) if marker.match(heading)), 0)
        mood = self._mood(heading)
        kept = [(n, m) for n, m in open_moods if n < level] if level else ([] if mood else open_moods)
        return [*kept, (level, mood)] if mood else kept

    def _mood(self, heading: str) -> str:
        if _cue("heading_achieved", heading) and not re.search("下一?[步阶]", heading):
            return "achieved"
        if _cue("heading_target", heading):
            return "target"
        years = [int(y) for y in re.findall("20[0-9]{2}(?=年|$)", heading)]
        if years and self.year and max(years) != self.year:
            return "target" if max(years) > self.year else "achieved"
        return ""


def _cue(categories: str, text: str) -> str:
    found = clues("statuses", categories).search(text)
    return found[0] if found else ""


@cache
def _moved() -> re.Pattern:
    """A verb of change right before its number (同比增长了约, 降幅达), not one that leads to a level (提高到)."""
    to = "(?:幅度|[幅率速])?(?:(?<=[幅率速度])(?:达到?|为|是|有))?"
    bounds = load_lexicon("qualifiers")
    hedge = f"(?:了|分别|高达|又|{either(bounds[bounds['side'] == 'before'])}){{0,2}} ?$"
    return re.compile(f"(?:{alternatives('statuses', 'up|down')}){to}{hedge}")


_COMPARED = re.compile("[比较][^,;]{1,14}(?:([高多快])|[低少慢])$|(?:(高于)|低于)[^,;]{1,10}(?:平均|水平)$")
_STANDING = re.compile("(?:全[省市区县州盟]|辖区内?|现有|已有)的?$")
_LAST_YEAR = re.compile("同比|[比较](?:上年|去年)")
_OUGHT = re.compile("(?:^|[,。;:])(?:[一二三四五六七八九十]是)?要(?![求闻素点害件是案])")
_YEARS = re.compile(rf"(到|截至|截止)?(?:到)?(?<![比较从由与自])({YEAR})年(底|末)?")
_PLANS = re.compile("到“?十([一二三四五六])五”?(?:时期|期)?末")
_HAN = "[一二三四五六七八九十]{1,3}"
_MARKERS = [re.compile(marker) for marker in (f"{_HAN}、|第.{{1,3}}[章部]", f"[(]{_HAN}[)]", "[0-9]{1,2}[.、]")]
_FINE = re.compile(
    "处[^,。;]{0,30}(?:罚款|罚金)|以[上下]的?罚款|以上[^,。;]{1,12}以下|违法所得[^,。;]{0,12}倍|的,(?:并?处|可以?|没收|责令|由|给予|吊销)"
)
_REWARD = re.compile("最高[^,。;]{0,3}奖励|给予[^,。;]{0,8}奖励|(?:每案|单[个户家][^,。;]{0,6})最高|最高不超过")
_DEMAND = re.compile("^[^,。;]{0,20}的(?:要求|规定|标准|条件|限制)")
_LIMIT = re.compile(
    "(?:不得|应当?|必须|须|标准(?:值|要求|规定)?|限值|规定)(?:为|是|:|在|≤|≥|不|至少|超|低|高|少|多|限|按|于)[^,。;]{0,8}$"
)
