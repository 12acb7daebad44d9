"""What a line of a page says of itself: button rows, bylines, breadcrumbs, notices; by `lexicons/layout.csv`.

Its `form` says how a term is met: a `word` (a button or channel; a line of nothing but words is a row of them), a
`label` (word, colon, value), an `opening` of a line, a `list` (an opening that takes the lines below it along), a
`mark` anywhere in a notice, an `ending` of a line, a `sign` in the brackets behind a text.
"""

import csv
import re
from functools import cache
from pathlib import Path

from jianguan.people import are_names

LAYOUT = Path(__file__).parent / "lexicons/layout.csv"
LONG = 120
TIME = r"(?:[\sT]{0,9}\d{1,2}[:时]\d{1,2}(?:[:分]\d{0,2}秒?)?)?"
DATE = re.compile(
    r"(?:(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?"
    rf"|[一二][〇零○O0一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日){TIME}"
)
FILLER = re.compile(r"[\W\d_]+|星期[一二三四五六日天]|[次人时点分]")
CRUMBS = re.compile(r"[^。,;]{1,20}(?:\s?(?:>|»|›|→)+\s?[^。;]{0,60}){1,8}")
IMAGE_TYPE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|tiff?|mp4)(?![A-Za-z])", re.IGNORECASE)
DOCUMENT_NUMBER = re.compile(r"[(]?[\u4e00-\u9fff]{1,15}\s?[〔\[(【][12]\d{3}[〕\])】]\s?第?\d{1,5}号[)]?")
ORGANISATION = re.compile(
    r"[^\s,。;:]{2,30}(?:[网报社台局厅院]|政府|协会|委员会|办公室|中心|公署|总队|支队|大队|党组|党委|支部)"
)

Labels = list[tuple[str, str]]


@cache
def terms(form: str) -> dict[str, tuple[str, str]]:
    """term -> (rule, field) for one form."""
    with LAYOUT.open(encoding="utf-8", newline="") as rows:
        return {row["term"]: (row["rule"], row["field"]) for row in csv.DictReader(rows) if row["form"] == form}


@cache
def pattern(form: str) -> re.Pattern:
    """All terms of a form in one pattern, the longest first; a label ends in a colon, or in a gap before a number."""
    longest_first = sorted(terms(form), key=lambda term: (-len(term), term))
    any_term = "(" + "|".join(map(re.escape, longest_first)) + ")"
    if form == "label":
        return re.compile(rf"(?<![A-Za-z]){any_term}\s{{0,4}}(?:[:丨|]\s{{0,4}}|\s(?=\d))")
    return re.compile(any_term + ("$" if form == "ending" else ""))


def furniture(text: str) -> tuple[str, Labels]:
    """The rule by which a line is furniture wherever it stands ("" if none), and the (field, value) pairs it states.

    >>> furniture("发布时间:2021-03-15 08:30 来源:办公室 【打印】")
    ('byline', [('published', '2021-03-15 08:30'), ('source', '办公室')])
    >>> furniture("首页 | 要闻 | 专题 | 视频"), furniture("来源于基层的经验"), furniture("请使用微信扫一扫")
    (('navigation', []), ('', []), ('qr_prompt', []))
    """
    if found := _opening(text):
        return found
    if image := IMAGE_TYPE.search(text, 0, 80):
        return _image_rule(text, image), []
    if row := _label_row(text):
        return row
    if len(text) <= LONG and (rule := _row_rule(text)):
        return rule, []
    mark = pattern("mark").search(text, 0, LONG)
    if mark and _is_notice(text, mark):
        return terms("mark")[mark[1]][0], []
    ending = pattern("ending").search(text, max(0, len(text) - 8)) if len(text) <= 30 else None
    rule, name = terms("ending")[ending[1]] if ending else ("", "")
    return rule, [(name, text)] if name else []


def is_label(text: str) -> bool:
    """Is a line a label alone, its value on the next line (a table saved as lines)?"""
    return text in terms("label")


def is_byline(text: str) -> bool:
    """Is a line nothing but who wrote it: persons, with or without their office, or a group that signs texts?"""
    return are_names(text.strip("()[]【】 "))


def is_sign_off(inner: str) -> bool:
    """Is what stands in the last brackets of a text about its making?"""
    return bool(pattern("sign").match(inner) or inner.endswith(tuple(terms("sign"))) or are_names(inner))


def _opening(text: str) -> tuple[str, Labels] | None:
    if (found := pattern("list").match(text)) and len(text) < 60:
        return terms("list")[found[1]][0], []
    found = pattern("opening").match(text)
    if not found or len(text) > LONG or text.endswith("。"):
        return None
    (rule, name), rest = terms("opening")[found[1]], text[found.end() :].strip(" :/")
    if not found[1].strip().isalnum() and rule == "byline" and not are_names(rest):
        return None
    return rule, [(name, rest)] if name else []


def _is_notice(text: str, mark: re.Match) -> bool:
    """Is a line with this mark about the page? A whole sentence is only if it opens with it and speaks of rights."""
    if text[-1] not in "。;!?":
        return len(text) <= 2 * LONG
    return mark.start() <= 3 and terms("mark")[mark[1]][0] == "copyright"


def _image_rule(text: str, image: re.Match) -> str:
    """An image name alone, or glued to a caption (which has no full stop); a paragraph only loses the name later."""
    if re.search(r"[。;!?]", text[: image.start()]) or (text.endswith("。") and len(text) > 60):
        return ""
    return "image_name" if image.end() == len(text) else "caption"


def _label_row(text: str) -> tuple[str, Labels] | None:
    """A row of labels with their values: its rule is that of the first; None where the line is something else."""
    if len(text) > LONG and not pattern("label").search(text, 0, 40):
        return None
    before, *parts = pattern("label").split(text)
    if not parts or (before.strip() and not _row_rule(before)):
        return None
    pairs = [(*terms("label")[name], value) for name, value in zip(parts[::2], parts[1::2], strict=True)]
    rule = pairs[0][0]
    is_short = all(len(value) <= 60 and not re.search("[。!?]", value) for _, _, value in pairs)
    if not is_short and rule not in ("abstract", "contact", "document_index", "distribution"):
        return None
    dates = [("published", date[0]) for date in DATE.finditer(before)]
    return rule, dates + [(name, _value(value)) for _, name, value in pairs if name]


def _value(text: str) -> str:
    """A label's value, without the buttons and notices that stand behind it in the same row."""
    value = pattern("mark").split(text)[0].strip(" |丨/,;[]【】()")
    words = re.split(r"\s{2,}|[\[【|]", value)[0].split(" ")
    return " ".join(word for word in words if word not in terms("word")).strip()


def _row_rule(text: str) -> str:
    """The rule of a line of buttons, channels, dates and separators only; "" if it says anything else."""
    if CRUMBS.fullmatch(text) or len(re.findall(r"[|│丨]", text)) >= 3 or _is_menu(text):
        return "navigation"
    if DOCUMENT_NUMBER.fullmatch(text):
        return "document_index"
    words = pattern("word").findall(text)
    if FILLER.sub("", pattern("word").sub("", DATE.sub("", text))):
        return ""
    if DATE.search(text):
        return "byline"
    return terms("word")[words[0]][0] if words else "navigation"


def _is_menu(text: str) -> bool:
    """Four or more short words set apart by spaces: channels, not a title."""
    words = text.split()
    return len(words) >= 4 and all(len(word) <= 6 for word in words) and not re.search(r"[\d,。;:()]", text)
