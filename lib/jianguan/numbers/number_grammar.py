"""The grammar of number expressions: one compiled expression that is tried at every number word of a sentence.

Its alternatives are named by class and tried in order: fixed words, dates, plans, identifiers, ordinals, list markers,
then numeral + unit. Words and units are data; the shapes of dates and ranges are here. Every repetition is bounded.
"""

import re
from functools import cache

import pandas as pd

from jianguan.lexicon import load_lexicon
from jianguan.numbers.clues import ahead, alternatives
from jianguan.numbers.numerals import ARABIC, FORMAL, HAN, NUMERAL, SCALE, START, VAGUE
from jianguan.text import fold

COUNT = "[0-9一二三四五六七八九十]{1,3}"
YEAR = "(?:(?:1[89]|20)[0-9]{2}|[二一][〇零九0-9][〇零一二三四五六七八九0-9]{2})"
TO = "(?:至|到|[-—–－~～─]{1,2})"


@cache
def lexer() -> re.Pattern:
    """The compiled grammar; the name of the group that matched is the class of the expression."""
    words = load_lexicon("number_words")
    parts = [(kind, _words(rows)) for kind, rows in words.groupby("category")]
    parts += [*_CLASSES, ("quantity", _quantity())]
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in parts))


@cache
def hint() -> re.Pattern:
    """What a sentence with a statistic has at the least: a digit, a numeral before a unit, a share, a half.

    It begins with one set of characters, since only then most places of a text are dismissed at once.
    """
    numerals = f"{HAN}{VAGUE}{FORMAL}拾佰仟半"
    words = "(?<=分)之|(?<=翻)番|(?<=一)半|(?<=半)数"
    return re.compile(f"[0-9{numerals}分翻](?:(?<=[0-9])|(?<=[{numerals}]) ?{_unit_pattern()}|{words})")


def _words(rows: pd.DataFrame) -> str:
    """Fixed words, from their first number character on (店小二 is 二 after 店小), grouped by that character."""
    groups: dict[str, list[str]] = {}
    for row in rows.itertuples():
        first = START.search(row.term).end()
        head = f"(?<={row.term[:first]})" if first > 1 else ""
        groups.setdefault(row.term[first - 1], []).append(head + row.term[first:] + ahead(row.not_before))
    return _branches(groups)


def _branches(groups: dict[str, list[str]]) -> str:
    """Alternatives by their first character: one comparison dismisses all that begin with another."""
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _quantity() -> str:
    """Numeral and unit, a lower end before it, a denominator after; a list may name its unit at its end."""
    unit, written = _unit_pattern(), load_lexicon("units")["term"]
    denominator = _any([*written, "人口", "常住人口", "户籍人口", "人", "企业", "季", "月"])
    moved = f"(?!(?<=[由从自]){NUMERAL} ?(?:{unit})?[至到])"
    moved_to = f"(?!(?<=点[至到]){NUMERAL}%)"
    low = rf"(?:{moved}(?P<low>{NUMERAL}) ?(?P<low_unit>{unit})?(?P<bound>以上不?满?)?(?(bound)|{TO}){moved_to})?"
    scaled = f"{ARABIC}(?:{SCALE})?"
    recipients = load_lexicon("recipients")
    counted = _any([*recipients.loc[recipients["category"] != "area", "term"], "各类", "城乡", "名"])
    moves = alternatives("clause_words", "moves").replace("?P<moves>", "?:")
    acts = re.sub("[?]P<[a-z_]+>", "?:", alternatives("actions"))
    link = f"(?:[、和及与](?!{acts})[一-龥]{{0,8}}|(?:大幅|逐步|进一步)?(?:{moves})?[到至为])"
    per = rf"(?:(?:/|每)[0-9]{{0,5}}[十百千万亿]{{0,2}}(?:{denominator})(?:·[年月日])?)?"
    return (
        r"(?<![0-9A-Za-z])(?<![0-9][.,·])(?:"
        rf"(?P<share_of>[百千万{HAN[2:11]}十]{{1,2}})分之(?P<share>{NUMERAL})(?:{TO}(?:百分之)?(?P<share_high>{NUMERAL}))?"
        rf"|{low} ?(?P<number>{NUMERAL}) ?(?P<unit>{unit})(?P<tenth>(?<=成)[一二三四五六七八九半1-9](?!个))?"
        rf"(?P<per>{per})"
        r"|(?P<doubled>(?<!个)翻番(?!的))|(?P<slash>[1-9]/[2-9])(?![0-9/])|(?P<half>一半|半数)"
        r"|半(?P<halved>(?<=[至到为成]半)(?:个?工作日|天|日|小时))"
        rf"|(?<=[一-龥、])(?P<listed>{scaled})(?=(?:{link}{scaled}){{0,4}}{link}(?P<last>{scaled})(?P<shared>{unit}))"
        rf"|(?P<bare>{ARABIC} ?[余多]?(?:{SCALE})?[余多]?)(?=以上|以内|以下|左右|大关|[,。;、)]|$|{counted}))"
    )


def _unit_pattern() -> str:
    """All units, the longest first, grouped by their first character; each with what may not follow it."""
    groups: dict[str, list[str]] = {}
    for row in sorted(load_lexicon("units").itertuples(), key=lambda row: (-len(row.term), row.term)):
        term = fold(row.term).text
        groups.setdefault(term[0], []).append(re.escape(term[1:]) + ahead(row.not_before))
    return f"(?=[{re.escape(''.join(groups))}])(?:{_branches(groups)})"


def _any(terms) -> str:
    return "|".join(re.escape(fold(term).text) for term in sorted(set(terms), key=lambda term: (-len(term), term)))


_CLASSES = [
    (
        "date",
        rf"{YEAR}(?= ?年|[-—–~～至到、和]{{1,2}} ?{YEAR} ?年)|{YEAR}[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9])"
        rf"|{COUNT}(?= ?月(?!饼)|{TO} ?{COUNT} ?月|、{COUNT} ?月)"
        rf"|(?:(?<=月)|(?<=月 )){COUNT}(?= ?[日号]|{TO}{COUNT} ?[日号])"
        rf"|(?<=[日号]至){COUNT}(?=日)|(?<=[日号][-—]){COUNT}(?=日)|[一二三四1-4](?=季度)|(?<![至到为成])半(?=年|月|天|日|小时)"
        rf"|{COUNT}(?=世纪|年代)|(?:(?<=[近前去首头])|(?<=过)(?<!超过))(?:{COUNT}|几)(?=个?[年月天周])|(?:{NUMERAL})(?=年来|年间|周年|年前)"
        r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}(?=[时点](?:[0-9]{1,2}分|许|整|半))|[0-9]{1,2}[·•][0-9]{1,2}"
        r"|(?<=“)[0-9]{1,2}\.[0-9]{1,2}(?=”)|[初元]?(?:五一|十一)(?=[”、期假小长黄])",
    ),
    ("plan", "十[一二三四五六]五(?!个|家|件|项|年|条)"),
    (
        "identifier",
        rf"(?<=[A-Za-z])[0-9]{{1,15}}(?![0-9])|(?:(?<=[〔\[【])|(?<=\()){YEAR}(?=[〕\]】)])|{ARABIC}(?=号(?!召|称|角))"
        rf"|[0-9]{{16,40}}|[{HAN}]{{17,400}}|123[0-9]{{2}}(?=热线|平台|电话|系统|专线|”|投诉|举报|中心|五)",
    ),
    ("order", "(?<=第)[一二三四五六七八九十百零0-9]{1,6}"),
    ("near", rf"(?<=连续){NUMERAL}(?=个?[年月次届季天周批期])|(?<=前){COUNT}(?=[位名强列家大的,。;、]|$)"),
    (
        "ordinal",
        rf"{COUNT}(?=届|次(?:全会|全体|代表大会|党代会|常务会)|级(?!政府|联动|以)|等奖|中全会)"
        r"|(?:二十|十[六七八九])(?=大[^攻行工任战举措重安提保专])",
    ),
    ("aspects", f"{COUNT}(?=方面)"),
    ("tiers", "[一二两三四五](?=级(?:政府|联动|联通|贯通))"),
    (
        "marker",
        r"(?:^|(?<=[。;:,、(\s“”]))[一二三四五六七八九十]{1,3}(?=是|要(?!求)|、)|(?<=\()[一二三四五六七八九十0-9]{1,3}(?=\))"
        r"|(?:^|(?<=[。;:]))[0-9]{1,2}(?=[.、](?![0-9]))",
    ),
    ("denominator", r"(?<=每)[0-9]{0,5}(?:\.[0-9])?[十百千万亿]{0,2}(?=[^0-9一二三四五六七八九十百千万亿])(?<!每)"),
]
