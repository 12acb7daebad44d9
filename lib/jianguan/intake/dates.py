"""When a document was published, what day it tells of, and its year; no clock is asked, only the page.

A date may be printed as 2021-3-15, 2021/03/15 08:30, 2021.04.26, 2021年3月15日 or 二〇二一年三月十五日.
"""

import re
from datetime import date
from operator import itemgetter

from jianguan.intake.found import NOTHING, Found
from jianguan.intake.page import Page
from jianguan.intake.rows import pattern, terms
from jianguan.intake.shapes import DATE, ENGLISH_DATE, GATHERS, MONTH

Stated = dict[str, list[str]]
LATEST = "2039-12-31"
NEWS = ("meeting news", "agreement news", "inspection news", "press conference")
HELD = ("press conference", "interview", "meeting news", "speech")
NUMERALS = {numeral: n for n, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○O0", 0)
MONTH_DAY = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日(?![-—至])")
ISSUED = re.compile(MONTH.pattern + r"\s?(?:[(]总?第?\s?\d{1,5}\s?期[)])?")
DAY = re.compile(r"(?<![\d月至])(\d{1,2})日(?=[,上下发召举])")
YEAR = re.compile(r"20(?<!\d20)\d\d年")


def parse_date(text: str) -> str:
    """The first date in a text as YYYY-MM-DD; "" where there is none, or none that the calendar knows.

    >>> parse_date("发布:2021.04.26 08:30"), parse_date("二〇二一年三月十五日"), parse_date("2020-02-30")
    ('2021-04-26', '2021-03-15', '')
    >>> parse_date("Updated: 9 Nov 2021"), parse_date("November 9, 2021"), parse_date("Room 9, 2021")
    ('2021-11-09', '2021-11-09', '')
    """
    printed = DATE.search(text)
    if not printed:
        return _english_date(text)
    numbers = re.findall(r"\d+", printed[0]) if printed[0][0].isdigit() else re.findall(r"[^年月日]+", printed[0])
    return _iso(*map(_number, numbers[:3]))


def _english_date(text: str) -> str:
    """A date such as March 15, 2021 or 15 Mar 2021."""
    printed = ENGLISH_DATE.search(text)
    month = pattern("month").search(printed[0]) if printed else None
    if not month:
        return ""
    day, year_ = sorted(map(int, re.findall(r"\d+", printed[0])))
    return _iso(year_, int(terms("month")[month[1]][1]), day)


def published(page: Page, stated: Stated) -> Found:
    """The date labelled so, else a bare one in the byline, else that of the last update, else a cover's month.

    The date of signing is no date of publication; it only gives the year.
    """
    for source, texts in (
        ("text", stated.get("published") or stated.get("dated", [])),
        ("text", _bare_dates(page)),
        ("inferred: date of update", stated.get("updated", [])),
        ("inferred: date of broadcast", stated.get("aired", [])),
    ):
        dated = [text for text in texts if DATE.search(text) or parse_date(text)]
        known = list(dict.fromkeys(iso for text in dated if (iso := parse_date(text))))
        if dated and not known:
            return Found("", "", f"impossible date {DATE.search(dated[0])[0]}")
        if known and known[0] > LATEST:
            return Found("", "", f"{known[0]} is in the future")
        if known:
            return Found(known[0], source, f"also dated {known[1]}" if len(known) > 1 else "")
    months = [month for block in page.of("cut") if (month := ISSUED.fullmatch(block.text))]
    return next((Found(f"{_number(month[1])}-{_number(month[2]):02}", "text") for month in months), NOTHING)


def event_date(page: Page, stated: Stated, genre: str, day_published: str) -> Found:
    """The day a text tells of: its label, else as news and speeches say it, in the year its date or its text allows.

    A speech has it under its title; news in its dateline or first sentences, as a month and day, or as a day of the
    month of its publication.
    """
    dated = stated.get("dated", []) if genre in HELD and stated.get("published") else []
    subtitles = [block.text for block in page.of("title") if block.text.startswith("——")]
    told = [text for name in ("event", "aired") for text in stated.get(name, [])]
    labelled = (iso for text in (*told, *dated, *subtitles) if (iso := parse_date(text)))
    if iso := next(labelled, ""):
        return Found(iso, "text")
    under_title = [iso for text in _bare_dates(page) if (iso := parse_date(text))]
    if genre == "speech" and under_title and under_title[0] != day_published:
        return Found(under_title[0], "text")
    dateline = "".join(block.text for block in page.blocks if block.rule == "dateline")
    opening = "".join(block.text for block in page.of("body"))[:400]
    if genre not in NEWS and not dateline:
        return _in_its_year(gathered, day_published, "") if (gathered := _gathered(opening)) else NOTHING
    month_day = MONTH_DAY.search(opening) if genre in NEWS else None
    if not month_day and day_published and (day := DAY.search(opening[:40])):
        iso = _iso(int(day_published[:4]), int(day_published[5:7]), int(day[1]))
        return Found(iso, f"inferred: {day[0]} in the opening, of the month of publication") if iso else NOTHING
    month_day = month_day or (MONTH_DAY.search(dateline) if genre in NEWS else None)
    if genre == "press conference" and not month_day and day_published:
        return Found(day_published, "inferred: the day of publication")
    return _in_its_year(month_day, day_published, _named_year(page)) if month_day else NOTHING


def _gathered(opening: str) -> re.Match | None:
    """The day in the first sentence of any text that says who met on it (8月3日,某局召开通气会)."""
    sentence = opening.partition("。")[0]
    month_day = MONTH_DAY.search(sentence)
    return month_day if month_day and any(verb in sentence[month_day.end() :] for verb in GATHERS) else None


def year(page: Page, stated: Stated, day_published: Found, day_of_event: Found) -> Found:
    """The year of publication, else of the event, else of signing, else the latest one the text names."""
    for name, day in (("published", day_published), ("event_date", day_of_event)):
        if day.value:
            return Found(day.value[:4], "text" if day.source == "text" else f"inferred: {name}")
    if signed := next((iso for text in stated.get("signed", []) if (iso := parse_date(text))), ""):
        return Found(signed[:4], f"inferred: signed on {signed}")
    if issued := next((month[1] for text in _mastheads(page) if (month := MONTH.search(text))), ""):
        return Found(str(_number(issued)), "inferred: the month of its issue")
    named = _named_year(page)
    return Found(named, "inferred: the latest year the text names") if named else Found("", "", "no date")


def _mastheads(page: Page) -> list[str]:
    """The lines at the head of a page that hold the month of an issue, or a journal's name beside it."""
    return [block.text for block in page.blocks[:12] if block.rule == "navigation"]


def _bare_dates(page: Page) -> list[str]:
    """Dates that stand alone in the byline, without a label."""
    return [block.text for block in page.blocks if block.rule == "byline" and not pattern("label").search(block.text)]


def _in_its_year(month_day: re.Match, day_published: str, named: str) -> Found:
    """A month and day in the year printed with it, else the last one before publication, else the text's own year."""
    printed, month, day = month_day[1], int(month_day[2]), int(month_day[3])
    wanted = int(printed or day_published[:4] or named or 0)
    iso = _iso(wanted, month, day)
    if day_published and iso > day_published and not printed:
        iso = _iso(wanted - 1, month, day)
    if not iso:
        return Found("", "", f"impossible date {month_day[0]}" if wanted else f"no year for {month_day[0]}")
    origin = "the date of publication" if day_published else "the text"
    return Found(iso, "text" if printed else f"inferred: {month_day[0]} in the opening, year from {origin}")


def _named_year(page: Page) -> str:
    """The latest year the article names; one it only aims at (到2025年底) where there is no other."""
    text = "".join(block.text for block in page.of("title", "heading", "body"))
    named = list(YEAR.finditer(text))
    return max([year for year in named if not _is_aimed_at(year)] or named, key=itemgetter(0), default=[""])[0][:4]


def _is_aimed_at(year: re.Match) -> bool:
    before = year.string[max(0, year.start() - 1) : year.start()]
    return before in ("到", "至") or year.string.startswith(("底", "末", "前", "远景"), year.end())


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _chinese(printed)


def _chinese(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if ten:
        return NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0)
    return int("".join(str(NUMERALS[digit]) for digit in numeral))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
