"""Who wrote, edited, carried and published a text, and when, as a row of credits states it, with labels or without."""

import re

from jianguan.intake.people import is_name
from jianguan.intake.places import is_place
from jianguan.intake.rows import pattern, row_rule, terms
from jianguan.intake.shapes import CLOCK, DATE, LONG, PAPER, SHORT_DATE, WEEKDAY

OTHERS = re.compile(
    r"(?:[【\[][\u4e00-\u9fff\s]{2,9}[】\]]:?\s?[^\s。]{0,30}\s{0,4}){1,6}[【\[]?|[\u4e00-\u9fff]{2,8}:\s?"
)
PLATE = re.compile(r"\s?[\u4e00-\u9fff]?(?:ICP|公网安备).*")
ELSEWHERE = re.compile(r"(?:来自|发自)\s?.{0,30}")
LABEL_END = re.compile(r"[:丨|/〗\]】]|\s\d")
DIGIT_OR_YEAR = re.compile(r"\d|年")
DESK_AND_ROLE = 6
BOTH = re.compile(r"[\s,]?(?:文\s?/\s?图|图\s?/\s?文|文图)$")  # text and pictures by the same hands
NAMES = ("author", "editor", "source", "publisher", "issuer")
URL = re.compile(r"(?:https?://|www\.)\S+")
NEXT_LABEL = re.compile(r"(?:^|\s)[\u4e00-\u9fff]{2,6}\s?:")
BY = re.compile(r"\s(?:本[报网刊台])?(?:记者|作者|通讯员|供稿人)[\s:](.{2,30})$")
OFFICE_BEHIND = re.compile(r"[,;]\s?(?:作者)?(?:系|单位|工作单位|现任|为)")
FROM = re.compile("发表于|发布于|IP属地|.{0,20}账号$")
Labels = list[tuple[str, str]]


def closed(label: str) -> str:
    """A label as `layout.csv` has it, without the gaps that fill a column and the desk before it (文字编辑)."""
    label = label if label in terms("label") else "".join(label.split())
    return label if label in terms("label") else label[-2:]


def label_row(text: str) -> tuple[str, Labels] | None:
    """A row of labels with their values: its rule is that of the first; None where the line is something else."""
    if not LABEL_END.search(text) or (len(text) > LONG and not pattern("label").search(text, 0, 40)):
        return None
    before, *parts = pattern("label").split(text)
    before = URL.sub("", before)
    if not parts or (before.strip() and not row_rule(before.strip()) and not OTHERS.fullmatch(before)):
        return None
    if text[0] in "【[" and terms("label")[closed(parts[0])] == ("byline", ""):
        return None
    pairs = [(*terms("label")[closed(name)], value) for name, value in zip(parts[::2], parts[1::2], strict=True)]
    rule = pairs[0][0]
    is_short = all(len(value) <= 60 and not re.search("[。!?]", value) for _, _, value in pairs)
    if not is_short and rule not in ("abstract", "contact", "document_index", "distribution"):
        return None
    undated = [before, *(value for _, name, value in pairs if name in ("author", "editor", "source"))]
    dates = [("published", date[0]) for value in undated for date in DATE.finditer(value)]
    people = [BY.search(value) for _, name, value in pairs if name == "source"]
    reporters = [("reporter", found[1]) for found in people if found]
    return rule, dates + reporters + [(name, _value(value, name)) for _, name, value in pairs if name]


def role_row(text: str) -> tuple[str, Labels] | None:
    """Roles and names in turn, without colons (责任编辑 某某 版式 某某)."""
    words = text.strip("()[]【】").split()
    if not words or len(words) % 2 or any(len(word) > DESK_AND_ROLE for word in words):
        return None
    roles = [terms("label").get(closed(word), ("", "")) for word in words[::2]]
    if {rule for rule, _ in roles} != {"byline"} or not all(map(is_name, words[1::2])):
        return None
    return "byline", [(role, name) for (_, role), name in zip(roles, words[1::2], strict=True) if role]


def original_row(text: str) -> tuple[str, Labels] | None:
    """Who wrote a post and on whose account, as messengers print it: 原创, the author, the account, by blanks alone.

    >>> original_row("原创 某某 某某发布"), original_row("原创 精神 不可少 啊")
    (('byline', [('author', '某某'), ('account', '某某发布')]), None)
    """
    words = text.split()
    if not 2 <= len(words) <= 3 or words[0] != "原创" or max(map(len, words)) > 12:
        return None
    return "byline", [*(("author", name) for name in words[1:-1]), ("account", words[-1])]


def credit_row(text: str) -> tuple[str, Labels] | None:
    """A date with a time, or a role, and a few words without colons: names wrote it, the first other word carries it.

    >>> credit_row("2018-11-06 10:27:41 某某质量报 靳海峰 赵立秋")[1]
    [('published', '2018-11-06 10:27:41'), ('author', '靳海峰'), ('author', '赵立秋'), ('carrier', '某某质量报')]
    """
    if len(text) > LONG or not DIGIT_OR_YEAR.search(text):
        return None
    text = URL.sub("", text).strip()
    date = DATE.search(text) or SHORT_DATE.search(text)
    if date and PAPER.fullmatch(text):
        name = text.split()[0].strip("《》()")
        tail = next(
            (tail for tail, (rule, _) in terms("ending").items() if rule == "navigation" and name.endswith(tail)), ""
        )
        return "byline", [("published", date[0]), ("carrier", name.removesuffix(tail))]
    if not date or len(text) > 60 or re.search("[。,;:]", text.replace(date[0], "")):
        return None
    text = ELSEWHERE.sub("", text)
    words = re.split(r"[\s|/·•]+", WEEKDAY.sub(" ", text.replace(date[0], " ")))
    words = [word for word in words if word and not FROM.match(word)]
    is_explained = CLOCK.search(date[0]) or any(word in terms("label") for word in words)
    if not is_explained or len(words) > 6 or any(len(word) > 12 for word in words):
        return None
    known = {*terms("word"), *terms("label")}
    said = [word for word in words if word not in known and not is_place(word)]
    is_signed = len(said) > 1 and "原创" in words
    names = said[:1] if is_signed else [word for word in said if is_name(word)]
    roles = {name: _role(words, name) for name in names}
    kinds = ["account"] if is_signed else ["account", "carrier"] if any(map(is_place, words)) else ["carrier"]
    carriers = [(kind, word) for word in [word for word in said if word not in names][:1] for kind in kinds]
    dates = [("published", date[0])] if date.re is DATE else []
    return "byline", [*dates, *((roles[name], name) for name in names), *carriers]


def _role(words: list[str], name: str) -> str:
    """What the word before a name says he is, editor or author; the author where it says nothing."""
    before = words[: words.index(name)]
    roles = [terms("label")[word][1] for word in before if word in terms("label")]
    return "editor" if roles[-1:] == ["editor"] else "author"


def _value(text: str, name: str) -> str:
    """A label's value, without the buttons, dates and notices that stand behind it in the same row."""
    text = BY.sub("", text) if name == "source" else text
    text = NEXT_LABEL.split(text)[0] if name in NAMES else text
    text = OFFICE_BEHIND.split(text)[0].partition("《")[0] if name == "author" else text
    text = DATE.sub("", text) if name in ("author", "editor", "source") else text
    value = pattern("mark").split(PLATE.sub("", text))[0].strip(" |丨/,;[]【】〖〗()")
    words = re.split(r"\s{2,}|[\[【|]", value)[0].split(" ")
    words = [word for word in words if word.partition("(")[0] not in terms("word")]
    words = [word for i, word in enumerate(words) if i == 0 or name != "source" or not is_place(word)]
    value = " ".join(words).strip(" ]】〗")
    return f"{value})" if value.count("(") > value.count(")") else value
