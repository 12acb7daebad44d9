"""Is a figure a result, a target, a change, a baseline or a rule? Read from its clause, its sentence and its section.

First what the clause says by itself (以上…以下的罚款, 由85%提高到90%, 同比增长), then whether the text looks back
on the number or forward to it (`tense`). What decided is told in the column `rule`.
"""

import re
from functools import cache
from typing import NamedTuple

from jianguan.lexicon import load_lexicon
from jianguan.numbers.clues import alternatives, clues, cue, either, last
from jianguan.numbers.number_grammar import YEAR
from jianguan.numbers.setting import Figure, Setting
from jianguan.numbers.tense import beside, expectation


class Reading(NamedTuple):
    """A status, what decided it, and the direction of a change (-1 for 下降)."""

    status: str
    rule: str
    sign: int


def read_status(figure: Figure, setting: Setting) -> Reading:
    """The status of one number, by the first test that answers."""
    sign = direction(figure)
    if rule := _baseline(figure):
        return Reading("baseline", rule, 1)
    if rule := _regulation(figure):
        return Reading("rule", rule, 1)
    if standing := _standing(figure):
        return Reading("achieved", standing, 1)
    if sign and (against := _AGAINST.search(figure.clause)):
        return Reading("change", against[0], sign)
    expected, rule = expectation(figure, setting)
    if not sign and (duty := _duty(figure, setting, (expected, rule))):
        return Reading("rule", duty, 1)
    if expected == "target":
        return Reading("target", rule, sign or 1)
    if sign:
        return Reading("change", cue("up|down", figure.clause) or figure.category, sign)
    return Reading(expected, rule, 1)


def direction(figure: Figure) -> int:
    """+1 where the clause says that something rose by the number, -1 where it fell, 0 where it tells a level.

    >>> bare = Figure("", 0, "", "同比下降", "", "", "share", "exact", False, False, False, "")
    >>> direction(bare), direction(bare._replace(clause="提高到"))
    (-1, 0)
    """
    clause = _JOINED.sub("", figure.clause)
    if not clause and figure.clause and figure.previous.startswith("change"):
        return -1 if figure.previous.endswith("-") else 1
    if found := _moved().search(clause):
        return -1 if found["down"] else 1
    if compared := _COMPARED.search(clause if len(clause) > 1 else figure.before):
        return 1 if compared["more"] or compared["also"] or compared["above"] else -1
    if figure.category == "share" and _GROWING.match(figure.rest) and _KEPT.search(clause):
        return 1
    if figure.category == "points":
        return 0 if clause.endswith("差") else -1 if cue("down", clause[-12:]) or "低于" in clause else 1
    if figure.category == "multiple" and (_TIMES.search(clause) or figure.sentence.startswith("翻番", figure.start)):
        return 1
    return _loosely(clause) if figure.category == "share" else 0


def _loosely(clause: str) -> int:
    """压减办理时限60%: the verb stands before what it moves, and no level (率, 占比, 达到) stands between."""
    found = last(clues("statuses", "up|down"), clause)
    if not found or _LEVEL.search(clause, found.end()):
        return 0
    return -1 if found["down"] else 1


def _regulation(figure: Figure) -> str:
    """A bound that a law, a standard or a contract sets, or what a law grants; not a result of work."""
    around = figure.clause + figure.rest
    granted = figure.clause + _AFTER.match(figure.rest)[0]
    found = _LIMIT.search(figure.clause) or _REWARD.search(granted) or _LEGAL.search(figure.before)
    if figure.category == "points":
        return ""
    if figure.category in ("count", "generic", "multiple") and found and found[0].startswith("标准"):
        found = None
    if figure.closed:
        return "以上…以下"
    if figure.category == "multiple" and not _SETTLED.search(figure.before):
        found = found or _COMPENSATION.search(around)
    if figure.category in _PHYSICAL:
        found = found or _NORM.search(figure.before[-50:])
    if _DEMAND.match(figure.rest) and _OFFICIAL.search(figure.clause) or _NEEDED.match(figure.rest) and beside(figure):
        return figure.clause[-4:]
    if figure.qualifier != "exact" or figure.ranged:
        found = found or _FINE.search(around) or _DEMAND.match(figure.rest) or _LAW.search(figure.before)
    return found[0] if found else ""


def _duty(figure: Figure, setting: Setting, expected: tuple[str, str]) -> str:
    """A standing duty (每季度至少检查1次), a bound of a regulation, a grant: rules, unless results or aims of work."""
    if setting.genre == "regulation" and (figure.qualifier != "exact" or figure.ranged):
        return "genre"
    plain = expected[0] == "achieved"
    lasts = figure.category == "time"
    lasting = lasts and figure.qualifier == "at_least"
    if expected[1] == "genre" and (lasting or figure.bound and figure.category in _PHYSICAL):
        return "genre"
    after_rule = figure.previous.startswith("rule")
    if after_rule and _JOINER.fullmatch(figure.clause):
        return "rule before it"
    measured = figure.category in _PHYSICAL and (figure.bound or figure.ranged)
    alike = after_rule and (figure.bound or measured or _like_before(figure))
    if alike and (plain or measured or expected[1] == "genre" or lasts and expected[1] == "section"):
        return "rule before it"
    if clues("tenses", "finished").search(figure.before):
        return ""
    found = _GRANTED.search(figure.before)
    if lasts and figure.bound:
        found = found or _FROM_THEN.search(figure.before)
    if plain and not found and _laid_down(figure, setting, expected[1]):
        return "genre"
    if plain:
        found = found or (setting.genre in ("directive", "regulation") and _GRANT.search(figure.clause))
        found = found or (figure.bound and _EACH_TIME.search(figure.before))
    return found[0] if found else ""


def _laid_down(figure: Figure, setting: Setting, witness: str) -> bool:
    """参赛队伍由3至5人组成: what a notice says without a word of time, unless it counts items of its own matter."""
    ordered = setting.genre in ("directive", "regulation") and figure.category != "generic"
    return ordered and witness == "no sign of a plan"


def _like_before(figure: Figure) -> bool:
    """金奖50万元,银奖30万元: a sum of money with hardly a word of its own, no fine, and not told as paid."""
    short = figure.category == "money" and len(figure.clause) <= 6
    return short and not _FINED.search(figure.clause) and not cue("achieved", figure.clause)


def _standing(figure: Figure) -> str:
    """现有1120家, 督查发现的56个问题: what is there, whatever is to be done with it."""
    found = _STANDING.search(figure.clause)
    if not found and figure.category in ("count", "generic") and figure.clause.endswith("的"):
        found = _found().search(figure.clause)
    return found[0] if found else ""


@cache
def _found() -> re.Pattern:
    return re.compile(f"(?<![将拟要])(?:{alternatives('actions')}|存在)的$")


def _baseline(figure: Figure) -> str:
    """The level that another is compared with: 由85%提高到90%, 与12家相比, 在2.06件的基础上, 三年前还不足12元."""
    if figure.category in ("points", "multiple"):
        return ""
    return _started(figure) or _against(figure) or _long_ago(figure)


def _started(figure: Figure) -> str:
    """由85%提高到90%, 较2015年的96.4%提高: the level from which something moves."""
    start = _FROM.search(figure.clause) or _THAN.search(figure.clause)
    listed = figure.previous.startswith("baseline") and _NEXT.fullmatch(figure.clause)
    if (start or listed) and not (start and cue("up|down", start[0])):
        if moved := _moves().match(figure.rest):
            return (start or listed)[0][0] + "…" + (moved["moves"] or moved["later"] or "到")
        if figure.category in _RATED and _UP_TO.match(figure.rest):
            return (start or listed)[0][0] + "…到"
    return ""


def _against(figure: Figure) -> str:
    if figure.rest.startswith("相比") and _AS_AGAINST.search(figure.clause):
        return "相比"
    if figure.rest.startswith("的基础上") and not cue("up|down", figure.clause):
        return "的基础上"
    if figure.before.endswith("(") and (compared := _COMPARED_IN_BRACKETS.search(figure.before)):
        return compared[0]
    return ""


def _long_ago(figure: Figure) -> str:
    """原来要20天,现在3天; 2018年末仅412件,如今增至786件; 上年为12家: the level of another day."""
    if (once := _ONCE.search(figure.clause)) and _NOW.search(figure.sentence, figure.start):
        return once[0]
    if (only := _ONLY.search(figure.before[-32:])) and _SINCE.search(figure.sentence, figure.start):
        return only[0]
    found = _THEN.search(figure.clause) or _EARLIER.search(figure.clause[-24:])
    return found[0] if found else ""


@cache
def _moves() -> re.Pattern:
    """What a text says right after the level that it starts from: 提高到, 大幅下降至, 家企业一路增加到, 到如今的.

    Further levels that start there may stand between (由90%、82%提高到).
    """
    moves = alternatives("clause_words", "moves")
    others = "(?:[、和及与][^,。;:、0-9]{0,8}[0-9][0-9.,]{0,11}[^,。;:、0-9]{1,6}?){0,3}"
    later = f"[^,。;:0-9]{{1,10}}?(?:{moves.replace('?P<moves>', '?P<later>')})[到至为]"
    now = "[^,。;:0-9]{0,10},?到(?:如今|现在|今年|目前|当前|去年)"
    on = "(?:逐年|一路|逐步|持续|稳步|不断)[增上下攀减降缩扩提]"
    turn = "(?:左右|以上|余|多)?(?:,经[^,。;:0-9]{1,10})?(?:大幅|分别|逐步|进一步)?,?"
    return re.compile(f"{others}{turn}(?:{moves})|{later}|{now}|{on}")


@cache
def _moved() -> re.Pattern:
    """A verb of change right before its number (同比增长了约, 降幅达), not one that leads to a level (提高到)."""
    to = "(?:幅度|[幅率速])?(?:(?<=[幅率速度])(?:分别)?(?:达到?|为|是|有))?"
    bounds = load_lexicon("qualifiers")
    hedge = f"(?:了|分别|高达|又|{either(bounds[bounds['side'] == 'before'])}){{0,2}} ?$"
    return re.compile(f"(?:{alternatives('statuses', 'up|down')}){to}{hedge}")


# A look at one character, (?=[…]), dismisses most places of a text before the alternatives are tried.
_AFTER = re.compile("[^,;。]{0,24}")
_JOINER = re.compile("[、和及与或]{1,2}")
_JOINED = re.compile(r"^[、和及与,\s]{1,2}$|(?:分别|\s)$")
_LEVEL = re.compile("(?<!效)率|比例|占比|比重|满意|[到达至为占]")
_OFFICIAL = re.compile("(?:国家|法定|标准|规定)[^,。;]{0,4}$")
_AGAINST = re.compile(
    "(?:[比较超]|[高低优]于|[高超]出|超过)[^,;]{0,8}(?:目标|计划|预期|任务)(?:值|数|进度)?[^,;]{0,4}$"
)
_NEEDED = re.compile("的[^,。;:]{0,4}(?:要求|标准|限值)(?!还)")
_UP_TO = re.compile("[^,。;:0-9]{1,6}[到至](?:了|近|约|超|逾){0,2}[0-9]")
_RATED = ("share", "money", "time", "score")
_GROWING = re.compile("(?:左右|以上)?的?(?:年均|平均|较快|高速|速度)?增[长速幅]")
_KEPT = re.compile("(?:保持|实现|取得|呈现|以)(?:近|超过?|约|了){0,2}$")
_FINED = re.compile("[罚没处]")
_NOW = re.compile("现在|如今")
_THEN = re.compile("(?:同期[^,;]{0,4}|(?<![到至])(?:上年|去年)末?底?)[为是仅的]$")
_COMPARED = re.compile(
    "(?=[比较同环高超优低])(?:[比较][^,;]{1,24}(?:(?P<more>[高多快贵]|新增|新加|净增)|[低少慢])(?:[出了]?(?:将?近|约|超过)?)?$"
    "|[同环]比(?:略|又|明显)?(?:(?P<also>[高多快])|[低少慢])(?:出|了|[检查办受培立收罚设][^,;0-9]{0,10})?$"
    "|(?:(?P<above>高于|高出|超出|优于)|低于)[^,;]{0,10}(?:平均|水平|目标|预期)$)"
)
_TIMES = re.compile("(?:[年期比][^,]{0,4}|五”?末?)的(?:将?近|约|超过)?$|翻(?:了|将?近|约|超过){0,2}$")
_STANDING = re.compile("(?:全[省市区县州盟]|辖区内?|(?<![由从])现有|已有|还有|仍有|尚有)的?$|应(?!当)[一-龥]{2,4}的$")
_FROM = re.compile("[由从自](?:[^,;到至]|不到|达到){0,14}$|(?<![同环])[比较][^,;]{0,16}的[^,;到至]{0,14}$")
_THAN = re.compile(
    f"[比较](?:{YEAR}年|去年|上年|前年|同期|年初|年底|[上一二三四]季度|原来|“?十[一二三四五]五)[^,;到至]{{0,12}}$"
)
_ONLY = re.compile(
    f"(?:{YEAR}年[时底末初]?|五”?末|改革前|最初|起初|当时|[成建]立时|之初),?[^,。;:]{{0,16}}(?:仅有?|只有|才|不足|不到)[^,。;0-9]{{0,4}}$"
)
_SINCE = re.compile("(?:如今|现在|目前|到今年|到去年)[^。;0-9]{0,12}(?:[增升跃扩]|发展)[^,。;0-9]{0,4}[到至]")
_AS_AGAINST = re.compile("[与同和跟][^,。;:]{0,24}$")
_NEXT = re.compile("[、和及与][^,。;:]{0,8}")
_EARLIER = re.compile(
    f"(?:[0-9一二三四五六七八九十]{{1,3}}年前|而(?:{YEAR}年|去年|上年))[^,。;:]{{0,10}}(?:还?是|还?只有|仅有?为?|才|还?不[足到])$"
)
_COMPARED_IN_BRACKETS = re.compile("[比较](?:上年|去年|上期|上月|上季|同期|上年同期|去年同期|年初)[^,;()]{0,6}[(]$")
_ONCE = re.compile("(?:以前|过去|原来|从前)[^,。;]{0,14}$")
_EACH_TIME = re.compile(
    "每(?![^,。;:]{0,8}(?:安排|投入))[^,。;:0-9]{1,12}(?:至少|最少|不得?少于|不得?低于|不得?超过|不得?多于|最多|不超)[^,。;:0-9]{0,8}$"
)
_GRANT = re.compile("减免|免收|减按|下浮|下调|补助|补贴|奖励|奖补|贴息|资助|优惠|赔偿")
_FROM_THEN = re.compile("(?:之日起|收到|接到|自|约定|限期|[须应]当?在)[^,。;]{0,14}$")
_GRANTED = re.compile(
    "(?=[对凡获荣每单奖补首新的])(?:的,?(?:再|每[家个项户])?[奖补]$|(?:对|凡|获得|获评|荣获|首次|新[认获])[^。;]{2,60}的[^,。;]{0,20},?[^,。;0-9]{0,12}(?:一次性|给予|奖励|补助|补贴|资助|扣减|减免)[^,。;0-9]{0,10}$"
    "|[每单][项件个家户台名笔次人月年吨亩辆][^,。;0-9]{0,6}(?:奖励|补助|补贴|资助)[^,。;0-9]{0,6}$"
    "|(?:奖励|补助|补贴)(?:金额|标准|资金)?(?:一般|可|原则上){0,2}(?:按照?|为|提高[到至])[^,。;]{0,20}$)"
)
_FINE = re.compile(
    "(?<!被)处[^,。;]{0,30}(?:罚款|罚金)|以[上下]的?罚款|以上[^,。;]{1,12}以下|违法所得[^,。;]{0,12}倍"
    "|的[^,。;0-9]{0,12},(?:原则上|依法|一律)?(?:并?处|可以?|没收|责令|由|给予|吊销|为|按|免|不予|列入|纳入|取消|应|须|必须|实行)"
    "|^[^,。;]{0,30}的[^,。;0-9]{0,16}(?:予以|应当?|必须|须|不得)"
)
_REWARD = re.compile(
    "(?=[最给每单补奖贴按])(?:按[^,。;]{2,16}的(?:给予|予以)?(?:贴息|补助|补贴|奖补|资助)|最高[^,。;]{0,3}奖励|给予[^,。;]{0,8}(?:奖励|补助|补贴|资助|奖补|补偿)|(?:每案|单[个户家][^,。;]{0,6})最高|最高不超过"
    "|(?:补助|补贴|奖励|贴息)(?:标准|比例))"
)
_LEGAL = re.compile(
    "(?=[逾增不退法条款项例定则办规])(?:逾期[^。;]{0,12}按[^,。;]{0,12}的$|增加赔偿的?金额[^。;]{0,60}(?:为|的)$|不足[^,。;]{1,10}的,?[为按]$|退一赔[三十][^。;]{0,12}$"
    "|(?:[法条款项例定则]》?|办法》?|)规定,?[^。;了]{0,40}的,[^。;了被]{0,24}(?:处以?|为|按)[^,。;0-9]{0,10}$)"
)
_SETTLED = re.compile("判决|判令|最终|调解|达成|退还货款[0-9]")
_COMPENSATION = re.compile("(?:价款|损失|费用)的?$|(?:价款|损失|费用)[^,。;]{0,16}赔偿|赔偿金")
_PHYSICAL = ("concentration", "energy", "length", "volume", "area", "mass")
_NORM = re.compile("(?:标准|规定|要求|限值|限量)[^。;]{0,24}(?:不超过|不大于|不高于|不低于|不小于|应|须)[^,。;]{0,6}$")
_DEMAND = re.compile("[^,。;]{0,20}的(?:要求|规定|标准(?![化厂体])|条件|限制)")
_LAW = re.compile(
    "(?:根据|依据|依照|按照?|该[法条]|》)[^。;,被]{0,30}(?:规定|要求|《[^》]{2,40}[法例定则程]》),?[^。;了被已共]{0,40}$"
)
_LIMIT = re.compile(
    "(?=[不应必须标限规国法条允可最每单原比较于过到上减])(?:(?:不得|不宜|应当?|必须|须|标准(?:值|要求|规定)?|限值|规定)(?:[为是:≤≥不超低高少多小大短长限按于]|在(?![^,。;]{0,8}[前底末])|至少)[^,。;]{0,8}$"
    "|(?:(?:国家|法律|标准|条例|规范|[比较于过到])(?:规定|要求)|法定)的[^,。;]{0,8}$|法定[^,。;]{0,8}[为是]$|限额[^,。;]{0,4}$|允许[^,。;]{0,8}$"
    "|(?<!达到)(?<!法定)上限[为是]?$|(?:规定|允许|标准)[^,。;]{0,8}±$|可以?[^,。;0-9]{0,4}延长[^,。;0-9]{0,4}$|可以?[被并]?处[^,。;]{0,20}$|减按[^,。;]{0,4}$|原则上不[超低高少多][过于]?[^,。;0-9]{0,2}$|可[^,。;0-9]{0,6}最高[^,。;0-9]{0,4}$|最[高多]可[^,。;0-9]{0,6}$"
    "|[每单][户家人件个台名项次][^,。;0-9]{0,8}(?:最高|不超过)[^,。;0-9]{0,4}$)"
)
