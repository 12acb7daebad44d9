"""Is a figure a result, a target, a change, a baseline or a rule? Read from its clause, its sentence and its section.

The nearest witness decides: the clause (同比增长), then the sentence (力争), then the sentences before it in the
paragraph, then the headings above it, then the genre of the document. What decided is told in the column `rule`.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from jianguan.corpus import Corpus, Passage
from jianguan.ledger import YEAR
from jianguan.lexicon import load_lexicon
from jianguan.text import fold


class Figure(NamedTuple):
    """What the reading of a status needs to know of a number: its clause before it, what follows, unit and bound."""

    before: str
    clause: str
    after: str
    category: str
    qualifier: str
    ranged: bool
    previous: str


class Setting(NamedTuple):
    """What stands around a sentence: its paragraph so far, the mood and year of its headings, year and genre of its document."""

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
    expected, rule = expectation(figure, setting)
    if expected == "target":
        return Reading("target", rule, sign or 1)
    if sign:
        return Reading("change", _cue(r"up|down", figure.clause) or figure.category, sign)
    return Reading("achieved", rule, 1)


def direction(figure: Figure) -> int:
    """+1 where the clause says that something rose by the number, -1 where it fell, 0 where it tells a level.

    >>> direction(Figure("", "同比下降", "", "share", "exact", False, "")), direction(Figure("", "提高到", "", "share", "exact", False, ""))
    (-1, 0)
    """
    clause = re.sub(r"[、和及与,\s]{0,2}(?:分别)?$", "", figure.clause)
    if not clause and figure.previous.startswith("change"):
        return -1 if figure.previous.endswith("-") else 1
    if found := _moved().search(clause):
        return -1 if found["down"] else 1
    if figure.category == "points":
        return -1 if _cue("down", clause[-12:]) else 1
    if figure.category == "multiple" and re.search(r"[是为达]?.{1,12}的(?:近|约)?$|翻了?$", clause):
        return 1
    return _loosely(figure, clause) if figure.category == "share" else 0


def _loosely(figure: Figure, clause: str) -> int:
    """压减办理时限60%: the verb stands before what it moves, and no level (率, 占比, 达到) stands between."""
    found = None
    for found in _cues("up|down").finditer(clause):
        pass
    if not found or re.search("(?<!效)率|比例|占比|比重|满意|[到达至为占]", clause[found.end():]):
        return 0
    return -1 if found["down"] else 1


def _regulation(figure: Figure) -> str:
    """A bound that a law, a standard or a contract sets, not a result of work."""
    near = figure.clause + figure.after
    if figure.qualifier == "exact" and not figure.ranged:
        found = _LIMIT.search(figure.clause)
    else:
        found = _FINE.search(near) or _DEMAND.match(figure.after) or _LIMIT.search(figure.clause) or _GOODS.search(near)
    return found[0] if found else ""


def _baseline(figure: Figure) -> str:
    """由85%提高到90%, 上年同期为120件: the level that another is compared with."""
    if figure.category == "points":
        return ""
    start = re.search(r"(?:[由从自]|[比较][^,;]{0,16}的)[^,;到至]{0,14}$", figure.clause)
    if start and _MOVES.match(figure.after):
        return start[0][0] + "…" + _MOVES.match(figure.after)[0]
    found = re.search(rf"(?:上年|去年|上一?年度?|前年)?同期[^,;]{{0,4}}[为是仅的]$|(?:上年|去年)末?底?[为是仅的]$", figure.clause)
    return found[0] if found else ""


def expectation(figure: Figure, setting: Setting) -> tuple[str, str]:
    """Does the text look back (`achieved`) or forward (`target`)? And by which witness."""
    if found := _last_cue(figure.before + figure.after[:8], setting.year):
        return found
    if cue := _cue("intent", figure.before):
        return "target", cue
    if found := _last_cue(setting.lead, setting.year):
        return found
    if setting.section:
        return setting.section, "section"
    ought = _OUGHT.search(setting.lead + figure.before)
    if ought and not _cue("retrospective", figure.before):
        return "target", "要"
    bound = figure.qualifier in ("at_least", "at_most")
    if bound and (setting.plan or _looks_forward(setting.lead + figure.before)):
        return "target", "genre" if setting.plan else "wording"
    if setting.plan and not _cue("past|retrospective", figure.before):
        return "target", "genre"
    return "achieved", _cue("past", figure.before) or "no sign of a plan"


def _last_cue(text: str, year: int | None) -> tuple[str, str] | None:
    """The last strong witness before the number: 力争, 已, 截至, a year that is past or to come."""
    found = [(m.end(), m.lastgroup, m[0]) for m in _cues("target|achieved").finditer(text)]
    for m in re.finditer(rf"(到|截至|截止)?(?:到)?({YEAR})年(底|末)?", text):
        if said := _when(m, year):
            found.append((m.end(), said, m[0]))
    return max(found)[1:] if found else None


def _when(match: re.Match, year: int | None) -> str:
    digits = match[2]
    if not digits.isascii() or year is None:
        return "target" if match[1] == "到" else ""
    ahead = int(digits) - year
    if ahead > 0 or (ahead == 0 and match[1] == "到"):
        return "target"
    return "achieved" if ahead < 0 or match[1] in ("截至", "截止") else ""


def _looks_forward(text: str) -> bool:
    return len(_cues("prospective").findall(text)) >= 3 and not _cue("retrospective", text)


class Sections:
    """The headings of one document and the years and genre that colour its sentences."""

    def __init__(self, corpus: Corpus, doc: str):
        """Read the headings of `doc` once; `at` then answers for each of its sentences."""
        fields = corpus.documents.loc[doc]
        year = fields.get("year")
        self.year = int(year) if str(year).replace(".0", "").isdigit() else None
        named = " ".join(str(fields.get(name) or "") for name in ("genre", "genre_zh", "title"))
        self.plan = bool(_cue("plan", named)) and not _cue("heading_achieved", named)
        headings = corpus.sentences[(corpus.sentences["doc"] == doc) & (corpus.sentences["kind"] == "heading")]
        self.places, self.moods, self.years = [], [], []
        open_moods: list[tuple[int, str]] = []
        for place, text in zip(headings["sentence"], headings["text"], strict=True):
            open_moods = self._opened(open_moods, fold(text).text)
            self.places.append(place)
            self.years.append((re.findall(YEAR, text) or self.years[-1:] or [""])[-1])
            self.moods.append(open_moods[-1][1] if open_moods else "")

    def at(self, passages: list[Passage], index: int) -> Setting:
        """The setting of `passages[index]`."""
        passage = passages[index]
        lead, back = "", index - 1
        while back >= 0 and passages[back].paragraph == passage.paragraph and len(lead) < 400:
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
    found = _cues(categories).search(text)
    return found[0] if found else ""


@cache
def _cues(categories: str) -> re.Pattern:
    """The clues of some categories of statuses.csv as one expression, the category as the name of its group."""
    clues = load_lexicon("statuses")
    groups = []
    for category in categories.split("|"):
        rows = clues[clues["category"] == category]
        terms = sorted(rows.itertuples(), key=lambda row: (-len(row.term), row.term))
        groups.append(f"(?P<{category}>{'|'.join(map(_clue, terms))})")
    return re.compile("|".join(groups))


def _clue(row) -> str:
    after = "".join(f"(?<!{re.escape(word)})" for word in row.not_after.split("|") if word)
    ahead = f"(?!{'|'.join(map(re.escape, row.not_before.split('|')))})" if row.not_before else ""
    return after + re.escape(row.term) + ahead


@cache
def _moved() -> re.Pattern:
    """A verb of change right before its number (同比增长了约, 降幅达), not one that leads to a level (提高到)."""
    verbs = _cues("up|down").pattern
    return re.compile(rf"(?:{verbs})(?:(?:[幅率速]|幅度){{0,2}}(?:达到?|为|是|约|有))?(?:了|约|近|超过?|逾|分别|至少|不低于|不少于|将近|高达|又){{0,2}} ?$")


_OUGHT = re.compile("(?:^|[,。;:])(?:[一二三四五六七八九十]是)?要(?![求闻素点害件是案])")
_MARKERS = [re.compile(p) for p in ("[一二三四五六七八九十]{1,3}、|第.{1,3}[章部]", "[(][一二三四五六七八九十]{1,3}[)]", "[0-9]{1,2}[.、]")]
_MOVES = re.compile(r"(?:左右|以上|余)?(?:大幅|分别|逐步)?,?(?:提高|提升|增加|增长|上升|下降|降|减|压缩|压减|缩短|缩减|跃升|扩大|上涨|涨|升|精简|优化|缩|跃|增|调整|变为|改为|到|至|扩)")
_FINE = re.compile("处[^,。;]{0,24}(?:罚款|罚金)|以[上下]的?罚款|罚款[^,。;]{0,4}$|违法所得[^,。;]{0,12}倍")
_GOODS = re.compile("(?:货值金额|违法所得|销售金额)(?:不足|不满|超过)?$|的,(?:并?处|没收)")
_DEMAND = re.compile("(?:以上|以下|以内)?的(?:要求|规定|标准|条件|限制)")
_LIMIT = re.compile("(?:不得|应当?|必须|须|标准(?:值|要求|规定)?|限值|规定)(?:为|是|:|在|≤|≥|不|至少|超|低|高|少|多|限|按|于)[^,。;]{0,8}$")
