"""The words of `lexicons/layout.csv` as patterns, and lines that hold nothing else: menus, breadcrumbs, buttons.

Its `form` says how a term is met: a `word` (a button or channel; a line of nothing but words is a row of them), a
`label` (word, colon, value), an `opening` of a line, a `list` (an opening that takes the lines below it along), a
`mark` anywhere in a notice, an `ending` of a line, a `sign` in the brackets behind a text, a `headline` ends a title,
a `masthead` the name of a paper (or, with a field, of what an office issues), a `site` that of a site, a `label_tail` a
label that nobody listed. `self` and `voice` are words of a page about itself, a `note` opens an editors' note, a
`party` a decision on a penalty, a `kicker` the line above a headline; `follow` is the button of an account that can be
followed, a `month` the English name of one.
"""

import csv
import re
from functools import cache
from pathlib import Path

from jianguan.intake.shapes import (
    BUTTON,
    CONTENTS_ROW,
    CRUMBS,
    DATE,
    DOCUMENT_NUMBER,
    ENGLISH_DATE,
    HANZI,
    HASHTAGS,
    ISSUE,
    MONTH,
    PAGE_NAME,
    PAGE_NUMBER,
    SEARCH_BOX,
    SEARCH_FIELD,
    WEATHER,
    WEEKDAY,
)

LAYOUT = Path(__file__).parents[1] / "lexicons/layout.csv"
OF_A_DESK = r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?:编辑|主编|责编|编审|校对)"
DESK = re.compile(OF_A_DESK)
SLASH = r"(?<=[文图摄辑者员核校稿频写])/\s{0,4}"
ARROW_OR_BAR = re.compile("[>»›→|│丨┊┃]")
BAR = re.compile("[|│丨┊┃]")
GAP = re.compile(r"[\s|丨/·▼▲]")
STOP = re.compile("[,。;:!]")
DOTS = re.compile("[.…·]{3}")
STEPS = re.compile(r"\s[-–·/]\s|\s+")
NAVIGATION = re.compile("|".join(shape.pattern for shape in (PAGE_NAME, PAGE_NUMBER, HASHTAGS, SEARCH_BOX)))
COUNTED = re.compile(r"\s?\(\d{1,6}\)")  # how many comments there are, behind a button
COUNT = re.compile(r"\d[\d.,]{0,8}[万亿wWkK]?\+?")
FILLER = re.compile(rf"[\W\d_]+|{WEEKDAY.pattern}|农历[^\s]{{2,10}}|约?\d{{1,3}}分钟|[次人时点分万]")


@cache
def terms(form: str) -> dict[str, tuple[str, str]]:
    """term -> (rule, field) for one form."""
    with LAYOUT.open(encoding="utf-8", newline="") as rows:
        return {row["term"]: (row["rule"], row["field"]) for row in csv.DictReader(rows) if row["form"] == form}


@cache
def longest_first(form: str) -> list[str]:
    return sorted(terms(form), key=lambda term: (-len(term), term))


@cache
def pattern(form: str) -> re.Pattern:
    """All terms of a form, the longest first; a label ends in a colon or slash, or in a gap before a number."""
    if form == "label":
        opens = re.escape("".join(sorted({label[0] for label in terms(form)})))
        any_label = f"(?=[{opens}])(?:{_any_of(form)})|{OF_A_DESK}"
        return re.compile(
            rf"(?<![A-Za-z])({any_label})\s{{0,4}}(?:[:丨|〗]\s{{0,4}}|{SLASH}|[\]】]:?\s{{0,4}}(?=\S)|\s(?=\d))"
        )
    return re.compile(f"({_any_of(form)})" + ("$" if form == "ending" else ""))


def _any_of(form: str) -> str:
    """The terms of a form as alternatives, the longest first; those of one first character share it, for speed."""
    rests: dict[str, list[str]] = {}
    for term in longest_first(form):
        rests.setdefault(term[0], []).append(_rest_of_label(term) if form == "label" else re.escape(term[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _rest_of_label(label: str) -> str:
    """What follows a label's first character; the characters of a short one may be set apart (来　　源).

    A label of one character is not the end of a longer word (中文).
    """
    if len(label) == 1:
        return rf"(?<![\u4e00-\u9fff]{re.escape(label)})"
    rest = re.escape(label[1:])
    if len(label) > 4 or label.isascii():
        return rest
    return rest + "|" + "".join(rf"\s{{1,4}}{character}" for character in label[1:])


def row_rule(text: str) -> str:
    """The rule of a line of buttons, channels, dates and separators only; "" if it says anything else."""
    if _is_trail(text) or _is_menu(text) or NAVIGATION.fullmatch(text) or _is_issue(text):
        return "navigation"
    if len(text) <= 80 and WEEKDAY.search(text) and WEATHER.search(text) and "。" not in text:
        return "navigation"
    if SEARCH_FIELD.search(text) and "。" not in text:
        return "navigation"
    if DOCUMENT_NUMBER.fullmatch(text):
        return "document_index"
    month = MONTH.search(text) if "年" in text else None
    if (month and month[0] == text) or ENGLISH_DATE.fullmatch(text):
        return "byline"
    if month and not HANZI.search(text.replace(month[0], "")) and len(text) <= 80:
        return "navigation"
    if DOTS.search(text) and CONTENTS_ROW.fullmatch(text):
        return "contents"
    text = COUNTED.sub("", text) or text
    if rule := _button_row(text):
        return rule
    if (spaced := text.replace(" ", "")) in terms("word") and len(spaced) <= 4:
        return terms("word")[spaced][0]
    if _says_more(text):
        return "tools" if BUTTON.fullmatch(text) else ""
    if DATE.search(text):
        return "byline"
    word = pattern("word").search(text)
    return terms("word")[word[0]][0] if word else "navigation"


def _is_trail(text: str) -> bool:
    """A breadcrumb, or a line with three bars in it."""
    return bool(ARROW_OR_BAR.search(text)) and (bool(CRUMBS.fullmatch(text)) or len(BAR.findall(text)) >= 3)


def _is_issue(text: str) -> bool:
    """The number of a journal's issue or volume."""
    return ("期" in text or "卷" in text or "总第" in text) and bool(ISSUE.fullmatch(text))


def _says_more(text: str) -> bool:
    """Does a line hold anything but words, dates and separators?

    Most lines have a character that stands in none of them, which is soon seen.
    """
    if "农历" not in text and _strange().search(text):
        return True
    return bool(FILLER.sub("", pattern("word").sub("", DATE.sub("", text))))


@cache
def _strange() -> re.Pattern:
    """A letter or Chinese character that stands in no word, no date and no filler."""
    known = sorted({*"".join(terms("word")), *"一二三四五六七八九十〇零○O年月日时分秒T星期天次人点约钟万"})
    return re.compile(rf"[^\W\d_{re.escape(''.join(known))}]")


def _button_row(text: str) -> str:
    """The rule of a row of short words, numbers left out, of which at least half are known as buttons or channels."""
    words = [word for word in GAP.split(text) if word and not COUNT.fullmatch(word)] if not STOP.search(text) else []
    if len(words) < 3:
        return ""
    known = [word for word in words if word in terms("word")]
    is_row = 2 * len(known) >= len(words) and all(len(word) <= 8 for word in words)
    return terms("word")[known[0]][0] if is_row else ""


def _is_menu(text: str) -> bool:
    """Four or more short words set apart by spaces, the first maybe the site's name: channels, not a title.

    Words of one length, none of them a known channel, are a slogan (转作风 提效能 优服务 促发展).
    """
    if len(text.split()) < 4 or len(words := STEPS.split(text)) < 4:
        return False
    if len({len(word) for word in words}) == 1 and len(words[0]) >= 3 and not any(map(terms("word").get, words)):
        return False
    is_short = len(words[0]) <= 12 and all(len(word) <= 6 for word in words[1:])
    return is_short and not re.search(r"[\d,。;:()]", text)
