"""What a number counts, who acts, and when: read from the words around it, in the words of the text."""

import re
from functools import cache
from typing import NamedTuple

from jianguan.ledger import YEAR
from jianguan.lexicon import load_lexicon


class Counted(NamedTuple):
    """The action verb and the thing counted."""

    action: str
    measure: str


def read_measure(clause: str, after: str, previous: str) -> Counted:
    """What the number between `clause` and `after` counts; `previous` is the measure before it, for a clause that names none.

    >>> read_measure("查办各类案件", "", "")
    Counted(action='查办', measure='各类案件')
    >>> read_measure("", "企业列入经营异常名录", "")
    Counted(action='列入', measure='企业列入经营异常名录')
    >>> read_measure("同比提升", "", "覆盖率")
    Counted(action='', measure='覆盖率')
    """
    lead, tail = _trimmed(clause), _noun(after)
    verb = _verb(lead)
    if tail:
        gained = _GAINED.search(tail)
        return Counted(gained[0] if gained else verb, tail)
    if not lead:
        return Counted("", previous)
    thing = lead[len(verb):] if verb and lead.startswith(verb) else lead
    keeps_verb = not thing or _ELSEWHERE.match(thing)
    return Counted(verb, lead if keeps_verb else thing)


def _trimmed(clause: str) -> str:
    """The clause without dates, places, adverbs at its head, and links to the number at its end."""
    lead = clause
    while (shorter := _HEAD.sub("", _LINK.sub("", lead))) != lead:
        lead = shorter
    return lead.strip(" ,、:“”")


def _noun(after: str) -> str:
    """What follows the number, if it is what the number counts (企业列入名录), and not the next thing said (提高到)."""
    tail = re.sub("^(?:以上|以下|以内|左右|余|多)?的?", "", after)
    return "" if _NO_NOUN.match(tail) else tail.strip(" “”")


def _verb(lead: str) -> str:
    start = _verbs().match(lead)
    if start:
        return start[0]
    found = _verbs().search(lead)
    return found[0] if found else ""


@cache
def _verbs() -> re.Pattern:
    terms = sorted(load_lexicon("actions")["term"], key=lambda term: (-len(term), term))
    return re.compile("|".join(map(re.escape, terms)))


def read_actor(before: str, lead: str) -> str:
    """The last office, system or kind of body that is named before the number, else in the paragraph before it."""
    for text in (before, lead):
        if found := _ACTOR.findall(text):
            return found[-1]
    return ""


def read_period(before: str, lead: str, section: str, year: int | None) -> str:
    """The period a figure covers: `2020`, `2020-H1`, `2020-Q1`, `2020-01/2020-05`, `../2020-12` (up to); empty if not said.

    >>> read_period("2020年上半年,全省查办案件", "", "", 2020), read_period("截至2022年底,", "", "", 2023)
    ('2020-H1', '../2022-12')
    """
    for text in (before, lead, section):
        for match in reversed(list(_PERIOD.finditer(text))):
            if period := _period(match, year):
                return period
    return ""


def _period(m: re.Match, year: int | None) -> str:
    said = _digits(m["year"]) if m["year"] else None
    if m["now"] and year:
        said = year - 1 if m["now"] in ("去年", "上年", "过去的一年", "过去一年") else year
    said = said or (year if m["part"] or m["month"] else None)
    if not said:
        return ""
    if m["month"]:
        first, last = int(m["month"]), int(m["to"] or m["month"])
        if not 1 <= first <= last <= 12:
            return ""
        return f"../{said}-{last:02}" if m["until"] else f"{said}-{first:02}/{said}-{last:02}"
    if m["until"]:
        return f"../{said}-06" if m["part"] == "上半年" else f"../{said}-12"
    parts = {"上半年": "H1", "下半年": "H2", "一季度": "Q1", "二季度": "Q2", "三季度": "Q3", "四季度": "Q4", "前三季度": "01/{0}-09"}
    return f"{said}-{parts[m['part']]}".format(said) if m["part"] else str(said)


def _digits(year: str) -> int:
    return int(year.translate(str.maketrans("〇零一二三四五六七八九", "00123456789")))


def read_deadline(before: str, year: int | None) -> str:
    """By when a target is due, as a date: 到2022年底 is 2022-12-31, 6月底前 is 06-30 of the document's year.

    >>> read_deadline("到2022年底,每万人高价值发明专利", 2022)
    '2022-12-31'
    """
    found = None
    for found in _DEADLINE.finditer(before):
        pass
    if not found:
        return ""
    due = _digits(found["year"]) if found["year"] else year
    month = int(found["month"] or 12)
    if not due or not 1 <= month <= 12:
        return ""
    return f"{due}-{month:02}-{31 if month in (1, 3, 5, 7, 8, 10, 12) else 30 if month != 2 else 28}"


_HEAD = re.compile(
    rf"^(?:[一二三四五六七八九十]{{1,2}}[是要]|其中|全年|全[省市区国县州盟系统域]{{1,2}}|各地|我[省市区县州]|[省市县区]|共有?|累计|共计|合计|总计|已|先后|分别|还|并|同时|目前|"
    rf"(?:截至|截止|到|至)?{YEAR}年(?:[0-9]{{1,2}}月)?[底末初]?|[去今上]年(?:以来)?|上半年|下半年|[一二三四]季度|期间|新|年|平均|每[十百千万0-9]{{0,4}}[名户家人台个](?=拥有)|"
    r"和|及|与|以及|或|、|,|对|将|为|有|则|又|再|仅|达到?|超额|是|即|该[批些]?|另|另有|包括|含|“|”| )"
)
_LINK = re.compile(
    r"(?:达到?|[为是有共计约近至到超逾破了各仅余等、,:“ (]|超过|突破|累计|合计|共计|总计|分别|不低于|不少于|不超过|不高于|至少|增长|提高|提升|上升|增加|下降|减少|降低|回落|同比|环比|"
    r"[比较](?:上年|去年|上年同期|去年同期|同期|20[0-9]{2}年)?|稳定在|保持在|控制在|压缩|压减|缩短|精简|减[为至到少]?|增幅|降幅|由|从|高达|多达|不足|不到|将近|接近|处)$"
)
_NO_NOUN = re.compile(
    r"$|[,。;、:)(”》]|提高|提升|增加|增长|上升|下降|降|减|压缩|压减|缩短|跃升|扩大|上涨|到|至|以|左右|占|居|位|和|及|与|或|,|大关|同比|比|较|其中|为|达|是|内|有|在|的?(?:目标|要求|规定)|了|还|又|均|、|起"
)
_GAINED = re.compile("首获|荣获|获评|获得|获批|列入|纳入|入选|通过|进入|移出|获")
_ELSEWHERE = re.compile("公安|司法|检察|法院|纪检|监察|有关部门|相关部门|其他部门")
_ACTOR = re.compile(
    r"(?:[一-龥]{2,4}(?:省|市|区|县|州|盟|旗)|[省市县区州盟]|全[国省市区县州盟])?(?:各级|各地)?(?:市场监督管理|市场监管|药品监督管理|药品监管|药监|知识产权|质量技术监督|综合执法)(?:局|部门|系统|机关|所|总局|支队|大队)"
)
_PERIOD = re.compile(
    rf"(?P<until>截至|截止|到|至)?(?:(?P<year>{YEAR})年|(?P<now>今年|去年|上年|过去的一年|过去一年))(?:以来|的)?"
    r"(?:(?P<month>[0-9]{1,2})(?:月?[至到—–-](?P<to>[0-9]{1,2}))?月|(?P<part>上半年|下半年|前三季度|[一二三四]季度))?"
)
_DEADLINE = re.compile(rf"(?:到|至|在)?(?:(?P<year>{YEAR})年|今年|年)?(?:(?P<month>[0-9]{{1,2}})月)?(?:年?[底末]前?|内)|到(?P<due>{YEAR})年")
