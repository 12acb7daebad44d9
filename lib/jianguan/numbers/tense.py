"""Does a text look back on a number (`achieved`) or forward to it (`target`)? And by which witness.

The nearest witness decides: in the sentence (力争, 将新建, 已, 截至; an aim named at its end), then in the paragraph
before it, then the headings above it, then the genre of the document.
"""

import re
from bisect import bisect_left
from functools import cache, lru_cache

from jianguan.numbers.clues import alternatives, clues, cue, last
from jianguan.numbers.number_grammar import YEAR
from jianguan.numbers.setting import Figure, Setting


def expectation(figure: Figure, setting: Setting) -> tuple[str, str]:
    """`achieved` or `target`, and the witness: a word of the text, `section`, `genre`, `wording` or none."""
    found = _last_cue(figure.sentence, figure.start + min(8, len(figure.after)), setting.year)
    if found := _aim(figure, found) or found:
        return found
    if "了" in figure.rest and (done := _done_to_it().match(figure.rest)):
        return "achieved", done[0]
    if intent := _intent(figure.before) or (figure.bound and _called_for(figure)):
        return "target", intent
    fresh = not _LAST_YEAR.search(figure.clause) or "再" in figure.clause
    if fresh and _ought(figure.before, figure.bound and figure.category != "time"):
        return "target", "要"
    if fresh and not (found := _told_up(figure)):
        found = _carried(figure, setting)
    if found or setting.section:
        return found or (setting.section, "section")
    if fresh and _ought(setting.lead + figure.before, False):
        return "target", "要"
    return _by_genre(figure, setting) or ("achieved", cue("past", figure.before) or "no sign of a plan")


def _ought(text: str, bound: bool) -> bool:
    """Does a text say what must be done (要, 应), and tell no result after that? 完成 before a floor is none."""
    result = clues("tenses", "finished") if bound else clues("statuses", "retrospective")
    ought = clues("tenses", "ought")
    if not ought.search(text):
        return False
    text = _spoken(text)
    found = last(ought, text)
    return bool(found) and not result.search(text, found.end())


def _intent(text: str) -> str:
    found = cue("intent", text)
    return cue("intent", _spoken(text)) if found and "”" in text else found


def _spoken(text: str) -> str:
    """A text without what it quotes from beginning to end: a call that is quoted there binds nothing after it."""
    return _QUOTED.sub("", text) if "”" in text else text


def _called_for(figure: Figure) -> str:
    """Does the sentence call for a floor or a ceiling after it? 不少于300件,各分局要细化措施."""
    called = cue("target|intent", figure.rest)
    ordered = None if called else _ORDERED.search(figure.sentence, figure.start, figure.start + 80)
    return called or (ordered[0] if ordered else "")


def _carried(figure: Figure, setting: Setting) -> tuple[str, str] | None:
    """The last witness of the paragraph before the sentence; among tasks no look back at last year outlasts its own."""
    found = _last_cue(setting.lead, len(setting.lead), setting.year)
    if not found or setting.lead.endswith(";"):
        return found
    if found[1] in _FORECASTS:
        return None
    if not _PAST_YEAR.match(found[1]):
        return found
    return None if setting.section == "target" or _THIS_YEAR.search(figure.before) else found


def _told_up(figure: Figure) -> tuple[str, str] | None:
    """共清退…: a sentence that sums up begins anew, whatever the one before it planned."""
    summed = _summed().match(figure.before) if "共" in figure.before else None
    return ("achieved", summed[0]) if summed else None


def _by_genre(figure: Figure, setting: Setting) -> tuple[str, str] | None:
    """What a plan or a notice says without a word of time is to be done; so is a bound among calls to do more."""
    if setting.genre == "plan" and (figure.bound or not clues("tenses", "finished").search(figure.before)):
        return "target", "genre"
    if setting.genre == "directive" and not clues("tenses", "finished").search(figure.before):
        task = _TASK.search(figure.clause.strip())[0]
        level = clues("tenses", "level").search(figure.clause) or _RATE.search(figure.clause)
        if figure.bound or level or clues("actions").match(task):
            return "target", "genre"
    if figure.bound and _EACH_YEAR.search(figure.clause):
        return "target", "wording"
    if (figure.bound or figure.rounded) and _looks_forward(setting.lead + figure.before, 3 if figure.bound else 4):
        return "target", "wording"
    return None


def _aim(figure: Figure, found: tuple[str, str] | None) -> tuple[str, str] | None:
    """What names the number: 目标值, or after it …,这是今年的目标; 的目标提前实现 and 圆满完成 tell of its success."""
    if figure.clause.endswith(_DONE_THEN) and _done_then(figure):
        return "achieved", figure.clause
    if not _NAMING.search(figure.sentence, max(0, figure.start - 20), figure.start + 80):
        return None
    if named := _named(figure):
        return "target", named
    rest = figure.sentence[figure.start : figure.start + 80]
    ahead = not found or found[0] == "target"
    if done := _FULFILLED.search(rest):
        return None if found and ahead else ("achieved", done[0])
    aim = _AIM.search(rest)
    return ("target", aim[0]) if aim and ahead else None


def _done_then(figure: Figure) -> bool:
    """计划3.2万,完成3.3万,完成率103%: what was done stands right after what was to be done."""
    told = _DONE_AFTER.fullmatch(figure.previous[:4] + figure.clause)
    return bool(told and _NAMING.search(figure.before))


def _named(figure: Figure) -> str:
    """任务为3000批次, 目标≥98%; 1.2万批次,实际完成1.3万批次; 低于98%的目标: the number is one that was set."""
    named = _TASKED.search(figure.clause)
    if named and not _MET.search(figure.clause):
        return named[0]
    if (actual := _ACTUALLY.match(figure.rest)) and not cue("achieved", figure.clause):
        return actual[0]
    aim = _SET.match(figure.rest) if beside(figure) else None
    return aim[0] if aim else ""


def beside(figure: Figure) -> bool:
    """Is something told to lie above or below the number (低于98%的…)?"""
    return bool(_BESIDE.search(figure.clause))


def _last_cue(text: str, stop: int, year: int | None) -> tuple[str, str] | None:
    """The last strong witness up to `stop`: 力争, 已, 截至, a year that is past or to come."""
    witnesses = _witnesses(text, year)
    for end, status, word in reversed(witnesses[: bisect_left(witnesses, (stop + 1,))]):
        if status == "achieved" or not _closed(text, end, stop):
            return status, word
    return None


def _closed(text: str, start: int, stop: int) -> bool:
    """Does a quoted sentence that holds `start` end before `stop`, and no other begin? (“我们将…”,上半年检查300家.)"""
    close = text.find("”", start, stop)
    if close < 0 or "“" in text[start:stop]:
        return False
    return close - text.rfind("“", 0, start) > 8


@lru_cache(maxsize=4096)
def _witnesses(text: str, year: int | None) -> list[tuple[int, str, str]]:
    cues = clues("statuses", "target|achieved").finditer(text)
    found = [(m.end(), m.lastgroup, m[0]) for m in cues if not (m[0] in _ALREADY and _ITS.match(text, m.end()))]
    if "将" in text or "计划" in text:
        found += [(m.end(), "target", m[0]) for m in _will().finditer(text) if not _dealt_with(text, m)]
    if "了" in text:
        found += [(m.end(), "achieved", m[0]) for m in _done().finditer(text)]
    if "日前" in text:
        found += [(m.end(), "target", m[0]) for m in _DEADLINES.finditer(text)]
    if "月" in text:
        found += [(m.end(), "achieved", m[0]) for m in _MONTHS.finditer(text)]
    if "五" in text:
        found += [(m.end(), said, m[0]) for m in _PLANS.finditer(text) if (said := _plan_when(m, year))]
    if "年" in text:
        found += [(m.end(), said, m[0]) for m in _YEARS.finditer(text) if (said := _when(m, year))]
    return sorted(witness for witness in found if not _BASIS.match(text, witness[0]))


def _plan_when(match: re.Match, year: int | None) -> str:
    """A five-year plan is past once its last year is; 到“十四五”末 is ahead until then."""
    ahead = 2010 + 5 * "一二三四五六".index(match["plan"]) - (year or 0)
    if match["until"]:
        return "target" if ahead >= 0 else "achieved"
    return "achieved" if ahead < 0 or match["since"] else ""


def _when(match: re.Match, year: int | None) -> str:
    digits = match["from"] or match[2]
    if match[1] in ("截至", "截止"):
        return "achieved"
    if not digits.isascii() or year is None:
        return "target" if match[1] == "到" else ""
    ahead = int(digits) - year
    if ahead > 0 or (ahead == 0 and match[1] == "到"):
        return "target"
    return "achieved" if ahead < 0 and not match["from"] else ""


@cache
def _will() -> re.Pattern:
    """将 of the future: before a preposition or adverb, a verb of action, or after a time to come; 2023年计划检查."""
    before, after = alternatives("tenses", "will_before"), alternatives("tenses", "will_after")
    verbs = alternatives("actions")
    planned = f"(?<=[年省市区县州盟局们])计划(?=(?:{verbs.replace('?P<', '?P<planned_')})[^率的情任,。;、0-9])"
    return re.compile(f"将(?:{after})|(?P<open>(?:{before})将|将(?:{verbs}))(?!的)|{planned}")


def _dealt_with(text: str, will: re.Match) -> bool:
    """将 of the object: its clause goes on to say what is done with the thing (将登记时限由3天压缩至1天)."""
    if not will["open"]:
        return False
    clause = _CLAUSE.match(text, will.end())[0]
    return bool(clues("tenses", "thing").match(clause) or clues("tenses", "dealt").search(clause))


@cache
def _done() -> re.Pattern:
    return re.compile(f"(?:{alternatives('actions')})了")


@cache
def _done_to_it() -> re.Pattern:
    """What the things counted did: 128家单位现场签署了公约."""
    acts = alternatives("actions").replace("?P<", "?P<its_")
    return re.compile(f"[^,。;:0-9]{{0,10}}(?:现场|当场|{acts})(?:了|[^,。;:0-9]{{1,4}}了)")


@cache
def _summed() -> re.Pattern:
    acts = alternatives("actions").replace("?P<", "?P<its_")
    return re.compile(f"[^,。;:0-9]{{0,6}}(?<!公)共(?:{acts})")


def _looks_forward(text: str, least: int) -> bool:
    return len(clues("statuses", "prospective").findall(text)) >= least and not cue("retrospective", text)


_MONTHS = re.compile("1(?<![0-9]1)月?(?:份)?[至到—–-]{1,2}[0-9]{1,2}月(?:份)?(?!底|末|前)")
_LAST_YEAR = re.compile("同比|[比较](?:上年|去年)")
_YEARS = re.compile(
    rf"(?=[到截12二一自从])(?:(到|截至|截止)?(?:到)?(?<![比较从由与自])({YEAR})年(底|末)?|[自从](?P<from>{YEAR})年[^,。;]{{0,8}}起)"
)
_PLANS = re.compile(
    "(?=[到在“十])(?<![比较从由与自])(?P<until>[到在])?(?<![比较从由与自]“)“?十(?P<plan>[一二三四五六])五”?"
    "(?(until)(?:时期|期)?末|(?:期间|时期)?(?P<since>以来)?)"
)
_BASIS = re.compile("[^,。;:]{0,16}基础上|年?为基[期数准]")
_EACH_YEAR = re.compile("每年[^,。;:]{0,8}(?:安排|投入)")
_ALREADY, _ITS = ("已", "已经"), re.compile("[^,。;:0-9]{1,12}的[0-9]")
_FORECASTS = ("预计", "预期", "有望")
_DEADLINES = re.compile("(?<![年0-9])[0-9]{1,2}月[0-9]{1,2}日前(?=,|[^,。;:]{0,10}(?:完成|达到|全部|实现|建成|到位))")
_THIS_YEAR = re.compile("今年(?!以来|上半|前|已|[0-9一二三四])")
_PAST_YEAR = re.compile(f"去年|上年|(?:截至)?{YEAR}年")
_RATE = re.compile("(?<![利费税差汇])率$")
_DONE_THEN = ("完成", "率", "量", "值", "为", "达")
_DONE_AFTER = re.compile("targ(?:实际)?完成[数量值]?[为达]?|achi(?:完成|执行)率[为达]?")
_QUOTED = re.compile("“[^“”]{0,200}”")
_ORDERED = re.compile(",(?:各|上述|以上|这)[^,。;:]{1,12}(?:要|须|应当?|务必|必须)(?!求)")
_TASKED = re.compile(
    "(?:目标|任务|计划|指标(?=值))[值数量]{0,2}(?:设?定?[为是在]|分别[为是]|[:≥≤><=])[约 ≥≤]{0,2}$"
    "|(?:目标|任务|计划|指标)[值数]$|目标 ?$|距离?[^,。;:]{0,12}目标$"
)
_MET = re.compile("完成|实现|达|落实|超|占")
_ACTUALLY = re.compile("[^,。;:0-9]{0,8}[,、) ]{1,2}[^,。;:0-9]{0,6}(?:实际(?:完成|达到|发生|值|执行)|完成值)")
_BESIDE = re.compile("(?:[高低优]于|超过|超出|未达到|达不到|离)[^,。;:]{0,16}$")
_TASK = re.compile("[^,;:。、)]*$")
_CLAUSE = re.compile("[^,。;:]{0,40}")
_NAMED = "(?:目标(?!客户|人群|市场|企业|区)|任务|计划|指标|承诺)"
_SET = re.compile(f"的[^,。;:]{{0,6}}{_NAMED}|的要求还")
_NAMING = re.compile("目标|任务|计划|指标|承诺|军令状|愿景|民生实事|实际|完成值|要求|年前|月前|日前|底前")
_AIM = re.compile(
    f"(?<!不)(?:是|为|作为|列为)[^,。;:]{{0,16}}(?:{_NAMED}|军令状|愿景)[^,。;:]{{0,3}}[。!;”]{{0,2}}$"
    f"|^(?:[^,。;:、]{{1,20}}、){{0,4}}[^,。;:、]{{1,16}}的(?:年度|工作|预期|奋斗|发展)?{_NAMED}|^[^“”。;]{{1,60}}”的[^,。;]{{0,8}}(?:目标|任务)"
    f"|(?:以上|上述|这些)(?:目标|任务|指标)(?:要|须|必须|将|已?分解)"
    "|(?:写[入进]|[列纳]入)[^,。;:]{0,10}民生实事|[年月日底]前[^,。;:]{0,6}(?:投用|建成|完工|竣工|投入使用|投入运营)"
)
_FULFILLED = re.compile(
    f"{_NAMED}[^。;]{{0,8}}(?:提前|如期|圆满|顺利|全面|超额|基本|全部|成功|已)[^,。;]{{0,6}}"
    "(?:实现|完成|达成|兑现|达标)(?!了?[0-9])"
)
