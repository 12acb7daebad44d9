"""What a number counts, who acts, and when: read from the words around it, in the words of the text."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from jianguan.lexicon import load_lexicon
from jianguan.numbers.clues import alternatives, clues, either, last
from jianguan.numbers.number_grammar import YEAR

LONGEST_LINK = 12  # only so much of a clause's end is searched for the link to its number


class Counted(NamedTuple):
    """The action verb and the thing counted."""

    action: str
    measure: str


def read_measure(clause: str, after: str, previous: str) -> Counted:
    """What the number between `clause` and `after` counts; `previous` serves a clause that names nothing.

    >>> read_measure("查办各类案件", "", "")
    Counted(action='查办', measure='各类案件')
    >>> read_measure("", "企业列入经营异常名录", "")
    Counted(action='列入', measure='企业列入经营异常名录')
    >>> read_measure("同比提升", "", "覆盖率")
    Counted(action='', measure='覆盖率')
    """
    lead, tail = _predicate(_trimmed(clause)), _noun(after)
    verb = _verb(lead)
    if tail:
        gained = clues("clause_words", "gained").search(tail)
        return Counted(gained[0] if gained else verb, tail)
    if not lead:
        return Counted("", previous)
    thing = _second().sub("", lead[len(verb) :]) if verb and lead.startswith(verb) else lead
    if not verb and previous != thing and clues("clause_words", "bare").fullmatch(thing):
        return Counted(verb, previous + thing)
    compound = clues("clause_words", "suffix").match(thing) or clues("clause_words", "elsewhere").match(thing)
    return Counted(verb, lead if compound or len(thing) < 2 else thing)


def _trimmed(clause: str) -> str:
    """The clause without dates, places, adverbs at its head, and links to the number at its end."""
    lead, head, link = clause, _head(), _link()
    while found := link.search(lead, max(0, len(lead) - LONGEST_LINK)) or head.match(lead):
        lead = lead[: found.start()] or lead[found.end() :]  # what stands before a link, or after a head
    return _unquoted(lead.strip(" ,、:"))


def _predicate(lead: str) -> str:
    """The clause from its verb on, where an office or 共, 累计 stands before the verb (某局共抽检食品 is 抽检食品)."""
    found = last(_subject(), lead)
    rest = lead[found.end() :] if found else lead
    return _trimmed(rest) if found and _verbs().match(_trimmed(rest)) else lead


def _noun(after: str) -> str:
    """What follows the number, if it is what the number counts (企业列入名录), and not the next thing said (提高到)."""
    tail = after[_BOUND.match(after).end() :]
    other = not tail or _PUNCTUATION.match(tail) or clues("clause_words", "next").match(tail)
    return "" if other else _unquoted(tail.strip())


def _unquoted(words: str) -> str:
    """Without quotation marks around the whole, or half a pair at its edge."""
    if words.count("“") != words.count("”") or _QUOTATION.fullmatch(words):
        return words.strip("“”")
    return words


def _verb(lead: str) -> str:
    start = _verbs().match(lead)
    if start:
        return start[0]
    found = _verbs().search(lead)
    return found[0] if found else ""


def _verbs() -> re.Pattern:
    return clues("actions")


@cache
def _subject() -> re.Pattern:
    return re.compile(f"{_actors().pattern}|{alternatives('clause_words', 'subject')}")


@cache
def _second() -> re.Pattern:
    """A second verb that shares the object of the first (新建、改造农贸市场)."""
    return re.compile(f"^(?:[、并和及]{{1,2}}(?:{_verbs().pattern}))")


@cache
def _head() -> re.Pattern:
    """What may open a clause before it names what is counted: a list marker, a date, a place, an adverb."""
    date = rf"{YEAR}年(?:[0-9]{{1,2}}月)?[底末初]?"
    each = "每[十百千万0-9]{0,4}[名户家人台个](?=拥有)"
    marker = "[一二三四五六七八九十]{1,2}[是要]"
    return re.compile(rf"(?:{marker}|{date}|{each}|{alternatives('clause_words', 'head')}| )")


@cache
def _link() -> re.Pattern:
    each = "(?:为|达到?|保持)?每[0-9十百千万]{1,5}[人户台件口]口?"
    since = "[由从][^,、的]{0,8}[前初底末的]"
    streak = "连续[0-9一二三四五六七八九十两]{1,2}[年次]"
    return re.compile(rf"(?:{alternatives('clause_words', 'link')}|{each}|{since}|{streak}|20[0-9]{{2}}年| )$")


@cache
def _offices() -> re.Pattern:
    words = load_lexicon("clause_words")
    return re.compile(f"(?:{either(words[words['category'] == 'office'])})(?:总局|局|部门|系统|机关|所|支队|大队)")


@cache
def _actors() -> re.Pattern:
    place = "[一-龥]{2,4}[省市区县州盟旗]|[省市县区州盟]|全[国省市区县州盟]"
    return re.compile(f"(?:{place})?(?:各级|各地)?{_offices().pattern}")


@lru_cache(maxsize=4096)
def read_actor(text: str) -> str:
    """The last office, system or kind of body that a text names."""
    office = _offices().search(text)
    found = office and last(_actors(), text, max(0, office.start() - 7))
    return found[0] if found else ""


def read_period(before: str, lead: str, section: str, year: int | None) -> str:
    """The period of a figure: `2020`, `2020-H1`, `2020-Q1`, `2020-01/2020-05`, `../2020-12` (up to); empty if not said.

    >>> read_period("2020年上半年,全省查办案件", "", "", 2020), read_period("截至2022年底,", "", "", 2023)
    ('2020-H1', '../2022-12')
    """
    return next((period for text in (before, lead, section) if (period := _last_period(text, year))), "")


@lru_cache(maxsize=4096)
def _last_period(text: str, year: int | None) -> str:
    told = reversed(list(_PERIOD.finditer(text))) if "年" in text else ()
    return next((period for match in told if (period := _period(match, year))), "")


def _period(m: re.Match, year: int | None) -> str:
    said = _digits(m["year"]) if m["year"] else None
    if m["now"] and year:
        said = year - 1 if m["now"] in ("去年", "上年", "过去的一年", "过去一年") else year
    if not said:
        return ""
    if m["since"]:
        return f"{said}-{int(m['month'] or 1):02}/.."
    if m["month"]:
        first, last = int(m["month"]), int(m["to"] or m["month"])
        if not 1 <= first <= last <= 12:
            return ""
        return f"../{said}-{last:02}" if m["until"] else f"{said}-{first:02}/{said}-{last:02}"
    if m["until"]:
        return f"../{said}-06" if m["part"] == "上半年" else f"../{said}-12"
    return f"{said}-{_PARTS[m['part']]}".format(said) if m["part"] else str(said)


def _digits(year: str) -> int:
    return int(year.translate(str.maketrans("〇零一二三四五六七八九", "00123456789")))


def read_deadline(before: str, year: int | None) -> str:
    """By when a target is due, as a date: 到2022年底 is 2022-12-31, 6月底前 is 06-30 of the document's year.

    >>> read_deadline("到2022年底,每万人高价值发明专利", 2022)
    '2022-12-31'
    """
    found = last(_DEADLINE, before)
    if not found:
        return ""
    said = found["year"] or found["due"]
    due = _digits(said) if said else year
    month = int(found["month"] or found["only"] or 12)
    if not due or not 1 <= month <= 12:
        return ""
    return f"{due}-{month:02}-{31 if month in (1, 3, 5, 7, 8, 10, 12) else 30 if month != 2 else 28}"


_PERIOD = re.compile(
    rf"(?=[截到至12二一今去上过])(?<![比较从由自与])(?P<until>截至|截止|到|至)?(?:(?P<year>{YEAR})年|(?P<now>今年|去年|上年|过去的一年|过去一年))"
    r"(?:(?P<month>[0-9]{1,2})(?:月?[至到—–-](?P<to>[0-9]{1,2}))?月|(?P<part>上半年|下半年|前三季度|[一二三四]季度))?(?P<since>以来)?"
)
_PARTS = {f"{name}季度": f"Q{n}" for n, name in enumerate("一二三四", 1)}
_PARTS |= {"上半年": "H1", "下半年": "H2", "前三季度": "01/{0}-09"}
_DEADLINE = re.compile(
    rf"到(?P<due>{YEAR})年(?![0-9])|(?:(?P<year>{YEAR})年|今年|(?<![0-9])年)(?:(?P<month>[0-9]{{1,2}})月)?"
    r"(?:[底末]前?|内|前(?![0-9一二三四]))|(?<![0-9])(?P<only>[0-9]{1,2})月(?:[底末]前?|前)"
)
_BOUND = re.compile("(?:以上|以下|以内|左右|余|多)?的?")
_QUOTATION = re.compile("“[^”]*”")
_PUNCTUATION = re.compile("[,。;、:)(”》]")
