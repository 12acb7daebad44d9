"""What a line of a page says of itself: button rows, bylines, breadcrumbs, notices; by `lexicons/layout.csv`."""

import re
from functools import lru_cache

from jianguan.intake.credits import BOTH, Labels, closed, credit_row, label_row, original_row, role_row
from jianguan.intake.people import ROLE_WORD, ROLES, are_names, are_signers, without_roles
from jianguan.intake.rows import DESK, FILLER, pattern, row_rule, terms
from jianguan.intake.shapes import (
    CAPTION_CREDIT,
    COMMENTS_NAME,
    FIGURE_NAME,
    HANZI,
    IMAGE_TYPE,
    LIST_NAME,
    LONG,
    PLACEHOLDER,
    PLAYER,
)

SHORT = 60
SELF = re.compile("本(?:网|站|网站|平台|系统|公众号|号|客户端|频道|栏目|页面?|刊|库|资料|文|白皮书)")
PAIRS = re.compile(r"(?:[\u4e00-\u9fffA-Z]{1,9}\s?:\s?[^\s。!?;:]{0,30}(?:\s{1,9}|$)){2,8}")
STATED = re.compile(
    r"(?:[【〖\[]\s?([\u4e00-\u9fff\s]{2,9})[】〗\]]\s?:?|([\u4e00-\u9fff\s]{1,9})\s?:)([^。!?;]{0,60})"
)


def furniture(text: str) -> tuple[str, Labels]:
    """The rule by which a line is furniture wherever it stands ("" if none), and the (field, value) pairs it states.

    >>> furniture("发布时间:2021-03-15 08:30 来源:办公室 【打印】")
    ('byline', [('published', '2021-03-15 08:30'), ('source', '办公室')])
    >>> furniture("首页 | 要闻 | 专题 | 视频"), furniture("来源于基层的经验"), furniture("请使用微信扫一扫")
    (('navigation', []), ('', []), ('qr_prompt', []))
    """
    return _of_short_line(text) if len(text) <= SHORT else _of_line(text)


@lru_cache(maxsize=20_000)
def _of_short_line(text: str) -> tuple[str, Labels]:
    """The same: the rows of a site stand on every page of it."""
    return _of_line(text)


def _of_line(text: str) -> tuple[str, Labels]:
    if text[-1] in "文图" and (by := BOTH.sub("", text)) not in ("", text) and (found := _of_line(by))[0] == "byline":
        return found
    if found := _opening(text) or (_opening(text[1:-1]) if text[:1] + text[-1:] in ("()", "[]", "【】") else None):
        return found
    if text[0] in "[【(" and PLACEHOLDER.fullmatch(text):
        return "caption", []
    if PLAYER.fullmatch(text):
        return "tools", []
    if image := IMAGE_TYPE.search(text, 0, 80):
        return _image_rule(text, image), []
    if row := label_row(text) or role_row(text) or original_row(text) or credit_row(text):
        return row
    if len(text) <= 60 and ROLE_WORD.search(text) and ROLES.search(text) and is_byline(text):
        return "byline", [("author", text)]
    if len(text) <= LONG and (rule := row_rule(text)):
        return rule, []
    mark = pattern("mark").search(text, 0, LONG)
    if mark and _is_notice(text, mark):
        return terms("mark")[mark[1]][0], []
    if FIGURE_NAME.fullmatch(text) or (len(text) <= 80 and CAPTION_CREDIT.search(text)):
        return "caption", []
    ending = pattern("ending").search(text, max(0, len(text) - 8)) if len(text) <= 30 else None
    rule, name = terms("ending")[ending[1]] if ending and ending.start() else ("", "")
    return rule, [(name, text.removesuffix(ending[1]) if name == "publisher" else text)] if name else []


def label_alone(text: str) -> str:
    """The label of which a line is made, its value standing on the next line (a table saved as lines); "" if none."""
    inner = text.strip("[]【】: ")
    label = closed(inner)
    is_whole = len(label) >= len("".join(inner.split())) or DESK.fullmatch(inner)
    return label if is_whole and label in terms("label") else ""


def cell_row(text: str) -> tuple[str, str, str] | None:
    """A known label of an index table, a gap and a value: the row's rule, its field ("" if none) and the value.

    >>> cell_row("发布机构 某某市市场监督管理局"), cell_row("通知公告 政策法规")
    (('byline', 'issuer', '某某市市场监督管理局'), None)
    """
    label, _, value = text.partition(" ")
    rule, name = terms("label").get(label, ("", "")) if len(label) > 1 else ("", "")
    is_cell = rule in ("byline", "document_index") and value.strip() and len(text) <= SHORT
    return (rule, name, value.strip()) if is_cell else None


def stated_row(text: str) -> tuple[str, Labels] | None:
    """A label that the list does not know as such, with its value; only to be trusted outside an article.

    >>> stated_row("今日值班编辑:王敏"), stated_row("【效力级别】地方政府规章"), stated_row("兰考:守好校园周边")
    (('byline', [('editor', '王敏')]), ('document_index', []), None)
    """
    if len(text) > LONG:
        return None
    if PAIRS.fullmatch(text):
        return "document_index", []
    found = STATED.fullmatch(text)
    if not found:
        return None
    label, value = (found[1] or found[2]).replace(" ", ""), found[3].strip()
    if not value and label not in terms("label"):
        return None
    tail = next((label[i:] for i in range(len(label) - 1) if label[i:] in terms("label")), "")
    if tail:
        rule, name = terms("label")[tail]
        if found[1] and not name and rule == "byline":
            return None
        is_clause = rule == "contact" and tail != label and "," in value and not re.search(r"\d", value)
        return None if is_clause else (rule, [(name, value)] if name else [])
    is_index = (found[1] and len(HANZI.findall(value)) <= 10) or label.endswith(tuple(terms("label_tail")))
    return ("document_index", []) if is_index else None


def speaks_of_page(text: str) -> bool:
    """Is a sentence about the page, its site and its rights (本网, 转载, 删除), not part of the article?

    >>> speaks_of_page("声明:转载此文是出于传递更多信息之目的,如有侵权请与本网联系删除。")
    True
    >>> speaks_of_page("全省查处侵权盗版案件35件,删除侵权链接120条。")
    False
    """
    selves = {found[0] for known in (SELF, pattern("self")) for found in known.finditer(text, 0, 400)}
    if not selves:
        return False
    about = {found[0] for found in pattern("voice").finditer(text, 0, 400)}
    return len(about) + len(selves) >= (3 if len(text) > 40 else 2)


def is_byline(text: str) -> bool:
    """Is a line nothing but who wrote it: persons, with or without their office, or a group that signs texts?"""
    inner = text.strip("()[]【】 ")
    return are_names(without_roles(inner).strip()) or are_signers(inner)


def is_sign_off(inner: str) -> bool:
    """Is what stands in the last brackets of a text about its making?"""
    return bool(pattern("sign").match(inner) or inner.endswith(tuple(terms("sign"))) or is_byline(inner))


def _opening(text: str) -> tuple[str, Labels] | None:
    if LIST_NAME.fullmatch(text) or COMMENTS_NAME.fullmatch(text):
        return "related" if LIST_NAME.fullmatch(text) else "comments", []
    if (found := pattern("list").match(text)) and len(text) < 60:
        rule = terms("list")[found[1]][0]
        return "navigation" if rule == "related" and _is_row(text[found.end() :]) else rule, []
    found = pattern("opening").match(text)
    if not found or len(text) > LONG or not FILLER.sub("", pattern("word").sub("", text)):
        return None
    (rule, name), rest = terms("opening")[found[1]], text[found.end() :].strip(" :/")
    if text.endswith("。") and rule not in ("share", "distribution", "caption"):
        return None
    if not found[1].strip().isalnum() and rule == "byline" and not is_byline(rest):
        return None
    return rule, [(name, rest)] if name else []


def _is_row(rest: str) -> bool:
    """Does a line that opens like a list go on with buttons only (往期回顾 返回目录)?"""
    return bool(rest.split()) and all(word in terms("word") for word in rest.split())


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
