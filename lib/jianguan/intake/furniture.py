"""What a line of a page says of itself: button rows, bylines, breadcrumbs, notices; by `lexicons/layout.csv`.

Its `form` says how a term is met: a `word` (a button or channel; a line of nothing but words is a row of them), a
`label` (word, colon, value), an `opening` of a line, a `list` (an opening that takes the lines below it along), a
`mark` anywhere in a notice, an `ending` of a line, a `sign` in the brackets behind a text, a `headline` ends a title.
"""

import csv
import re
from functools import cache
from pathlib import Path

from jianguan.intake.people import are_names, is_name

LAYOUT = Path(__file__).parents[1] / "lexicons/layout.csv"
LONG = 120
TIME = r"(?:[\sT]{0,9}\d{1,2}[:时]\d{1,2}(?:[:分]\d{0,2}秒?)?)?"
DATE = re.compile(
    r"(?:(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?"
    rf"|[一二][〇零○O0一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日){TIME}"
)
CLOCK = re.compile(r"\d[\sT]{0,9}\d{1,2}[:时]\d{2}")
PAGE_NAME = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版\s?[:.]?\s?[\u4e00-\u9fff·/]{0,12}")
WEEKDAY = re.compile("星期[一二三四五六日天]")
FILLER = re.compile(rf"[\W\d_]+|{WEEKDAY.pattern}|[次人时点分]")
CRUMBS = re.compile(r"[^。,;]{1,20}(?:\s?(?:>|»|›|→)+\s?[^。;]{0,60}){1,8}")
IMAGE_TYPE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|tiff?|mp4)(?![A-Za-z])", re.IGNORECASE)
DOCUMENT_NUMBER = re.compile(r"[(]?[\u4e00-\u9fff]{1,15}\s?[〔\[(【][12]\d{3}[〕\])】]\s?第?\d{1,5}号[)]?")
ORGANISATION = re.compile(
    r"[^\s,。;:]{2,30}(?:[网社台局厅院]|(?<![公通年简情汇申])报|政府|协会|委员会|办公室|中心|公署|总队|支队|大队|党组|党委|支部)"
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
    if form == "label":
        any_label = "(" + "|".join(map(_spaced, longest_first)) + ")"
        return re.compile(rf"(?<![A-Za-z]){any_label}\s{{0,4}}(?:[:丨|〗]\s{{0,4}}|】:?\s{{0,4}}(?=\S)|\s(?=\d))")
    any_term = "(" + "|".join(map(re.escape, longest_first)) + ")"
    return re.compile(any_term + ("$" if form == "ending" else ""))


def _spaced(label: str) -> str:
    """A label in a pattern; the characters of a short one may be set apart to fill a column (来　　源)."""
    return re.escape(label) if len(label) > 4 or label.isascii() else r"\s{0,4}".join(label)


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
    if row := _label_row(text) or _role_row(text) or _credit_row(text):
        return row
    if len(text) <= LONG and (rule := _row_rule(text)):
        return rule, []
    mark = pattern("mark").search(text, 0, LONG)
    if mark and _is_notice(text, mark):
        return terms("mark")[mark[1]][0], []
    ending = pattern("ending").search(text, max(0, len(text) - 8)) if len(text) <= 30 else None
    rule, name = terms("ending")[ending[1]] if ending else ("", "")
    return rule, [(name, text.removesuffix(ending[1]) if name == "publisher" else text)] if name else []


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
    if not found or len(text) > LONG or not FILLER.sub("", pattern("word").sub("", text)):
        return None
    (rule, name), rest = terms("opening")[found[1]], text[found.end() :].strip(" :/")
    if text.endswith("。") and rule != "share":
        return None
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


def _closed(label: str) -> str:
    """A label as `layout.csv` has it, without the gaps that fill a column."""
    return label if label in terms("label") else "".join(label.split())


def _label_row(text: str) -> tuple[str, Labels] | None:
    """A row of labels with their values: its rule is that of the first; None where the line is something else."""
    if len(text) > LONG and not pattern("label").search(text, 0, 40):
        return None
    before, *parts = pattern("label").split(text)
    if not parts or (before.strip() and not _row_rule(before)):
        return None
    pairs = [(*terms("label")[_closed(name)], value) for name, value in zip(parts[::2], parts[1::2], strict=True)]
    rule = pairs[0][0]
    is_short = all(len(value) <= 60 and not re.search("[。!?]", value) for _, _, value in pairs)
    if not is_short and rule not in ("abstract", "contact", "document_index", "distribution"):
        return None
    dates = [("published", date[0]) for date in DATE.finditer(before)]
    return rule, dates + [(name, _value(value)) for _, name, value in pairs if name]


def _role_row(text: str) -> tuple[str, Labels] | None:
    """Roles and names in turn, without colons (责任编辑 某某 版式 某某)."""
    words = text.strip("()[]【】").split()
    roles = [terms("label").get(word, ("", "")) for word in words[::2]]
    if not words or len(words) % 2 or not all(map(is_name, words[1::2])) or {rule for rule, _ in roles} != {"byline"}:
        return None
    return "byline", [(role, name) for (_, role), name in zip(roles, words[1::2], strict=True) if role]


def _credit_row(text: str) -> tuple[str, Labels] | None:
    """A date with a time, or a role, and a few words without colons: names wrote it, the first other word carries it.

    >>> _credit_row("2018-11-06 10:27:41 某某质量报 靳海峰 赵立秋")[1]
    [('published', '2018-11-06 10:27:41'), ('author', '靳海峰'), ('author', '赵立秋'), ('carrier', '某某质量报')]
    """
    date = DATE.search(text)
    if not date or len(text) > 60 or re.search("[。,;:]", text.replace(date[0], "")):
        return None
    words = [word for word in re.split(r"[\s|/]+", WEEKDAY.sub(" ", text.replace(date[0], " "))) if word]
    is_explained = CLOCK.search(date[0]) or any(word in terms("label") for word in words)
    if not is_explained or len(words) > 6 or any(len(word) > 12 for word in words):
        return None
    known = {*terms("word"), *terms("label")}
    said = [word for word in words if word not in known and not word.startswith(("发表于", "发布于"))]
    names = said[:1] if len(said) > 1 and "原创" in words else [word for word in said if is_name(word)]
    carriers = [word for word in said if word not in names][:1]
    return "byline", [("published", date[0]), *(("author", x) for x in names), *(("carrier", x) for x in carriers)]


def _value(text: str) -> str:
    """A label's value, without the buttons and notices that stand behind it in the same row."""
    value = pattern("mark").split(text)[0].strip(" |丨/,;[]【】〖〗()")
    words = re.split(r"\s{2,}|[\[【|]", value)[0].split(" ")
    return " ".join(word for word in words if word not in terms("word")).strip(" ]】〗")


def _row_rule(text: str) -> str:
    """The rule of a line of buttons, channels, dates and separators only; "" if it says anything else."""
    if CRUMBS.fullmatch(text) or len(re.findall(r"[|│丨┊┃]", text)) >= 3 or _is_menu(text):
        return "navigation"
    if PAGE_NAME.fullmatch(text):
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
    """Four or more short words set apart by spaces, the first maybe the site's name: channels, not a title."""
    words = re.split(r"\s[-–·/]\s|\s+", text)
    is_short = len(words[0]) <= 12 and all(len(word) <= 6 for word in words[1:])
    return len(words) >= 4 and is_short and not re.search(r"[\d,。;:()]", text)
