"""Above the article: its title, the lines before it, and the subtitles, credits and headings after it."""

import re
from collections import Counter

from jianguan.intake.blocks import Block
from jianguan.intake.furniture import cell_row, is_byline, label_alone, stated_row
from jianguan.intake.headings import ASKED
from jianguan.intake.page import Page
from jianguan.intake.places import is_place
from jianguan.intake.rows import terms
from jianguan.intake.shapes import (
    AFFILIATIONS,
    DATE,
    DATELINE,
    DAY_AND_PLACE,
    DAY_OR_MONTH,
    ENACTED,
    LIST_MARK,
    ORGANISATION,
    PAGE_NAME,
    are_organisations,
    is_foreign,
    is_issuer,
    signed_line,
)
from jianguan.intake.titles import BRACKETS, CREDITS, headline, is_kicker, said_on_page, upper_line

SUBTITLE = 12
HEAD = 20
ASKS = re.compile(r"[^\s:。“]{2,15}:.{2,80}[?!]")
QUALIFIED = re.compile(
    r"[(](?:(?:19|20)\d\d[^()。]{0,12}|试行|暂行|节选|摘要|摘登|草案|[^()。]{0,4}征求意见稿|第[^()。]{1,4}[批期号次])[)]"
)
COLLECTIVE = re.compile("党组|党委|支部|课题组|中心组|调研组")
PAGE_TITLE = re.compile(r"(.{6,60}?)\s?[_|]\s?([^_|]{2,20})(?:[_|-].{0,40})?")


def read_head(page: Page, head: list[Block]) -> None:
    """Give each line above the article its kind, or the rule that cuts it."""
    _read_index(page, head)
    _read_statements(page, head)
    opening = next((block.text for block in page.blocks[len(head) :]), "")
    _read_page_titles(page, head)
    is_paper = any(PAGE_NAME.fullmatch(block.text) for block in page.blocks[:HEAD])
    lower = headline(head, opening, said_on_page(page.blocks, page.labels))
    title = lower if is_paper else upper_line(head, lower)
    page.title = head[title] if title < len(head) else None
    for i, block in enumerate(head[:title]):
        if not block.rule:
            _above_title(page, head[i : i + 2], i == title - 1, is_paper or title < lower)
    last_credit = max((i for i, block in enumerate(head) if block.rule in CREDITS), default=-1)
    if page.title:
        page.title.kind, page.title.rule = "title", ""
    later = Counter(block.text for block in page.blocks[title + 1 :])
    for i, block in enumerate(head[title + 1 :], title + 1):
        later[block.text] -= 1
        if block.rule:
            continue
        if block.text.startswith(page.title.text):
            page.cut(block, "duplicate")
        elif i == lower:
            block.kind = "title"
        elif later[block.text]:
            page.cut(block, "contents")
        else:
            _below_title(page, head, i, i < last_credit)


def _read_page_titles(page: Page, head: list[Block]) -> None:
    """A browser's title of the page: the headline, which is said again below, and the site's name behind a bar."""
    texts = {block.text for block in head}
    for block in head:
        found = PAGE_TITLE.fullmatch(block.text)
        if found and found[1] in texts:
            page.cut(block, "navigation")
            page.labels += [("original_title", found[1]), ("site", found[2].strip())]


def _above_title(page: Page, lines: list[Block], is_next: bool, has_kicker: bool) -> None:
    """A kicker directly above the title belongs to it; anything else there is the page's head."""
    block, is_posted = lines[0], any(_posts(near) for near in lines[1:])
    is_headline = (has_kicker and len(block.text) >= 8) or is_kicker(block.text)
    if is_next and (block.text.startswith("——") or block.text.endswith("——") or is_headline):
        block.kind = "title"
    else:
        page.cut(block, "navigation", "poster" if is_posted and len(block.text) < SUBTITLE else "")


def _posts(block: Block) -> bool:
    """Does this line say when the account above it posted, or is it the button to follow it?"""
    return block.text in terms("follow") or (block.rule == "byline" and bool(DATE.match(block.text)))


def _below_title(page: Page, head: list[Block], i: int, has_credits_below: bool) -> None:
    """A subtitle, who wrote or carries the text, or the first heading of the article."""
    block, text, below = head[i], head[i].text, head[i + 1 : i + 2]
    if text.startswith(("—", "-")) or (head[i - 1].kind == "title" and QUALIFIED.fullmatch(text)):
        block.kind = "title"
    elif text.endswith(":") or ENACTED.fullmatch(text) or (ASKS.fullmatch(text) and not ASKED.fullmatch(text)):
        block.kind = "body"
    elif DAY_AND_PLACE.fullmatch(text):
        page.cut(block, "byline")
    elif DATELINE.fullmatch(text):
        page.cut(block, "dateline")
    elif is_foreign(text):
        page.cut(block, "translation")
    elif ORGANISATION.fullmatch(BRACKETS.sub("", text)) and any(DAY_OR_MONTH.fullmatch(near.text) for near in below):
        page.cut(block, "byline", "issuer")
    elif are_organisations(text) and has_credits_below and not COLLECTIVE.search(text):
        page.cut(block, "byline", "account")
    elif is_byline(text) and text.startswith("【") and not below:
        block.kind = "heading"
    elif is_byline(text) and head[i - 1].rule == "document_index" and len(text) > 6:
        page.cut(block, "document_index")
    elif text[0] + text[-1] == "()" and is_issuer(text[1:-1]):
        page.cut(block, "byline")
    elif is_byline(text) or are_organisations(text):
        page.cut(block, "byline", "author")
    elif any(shape.fullmatch(text) for shape in AFFILIATIONS) or is_place(text) or text.startswith(("+", "#", "@")):
        page.cut(block, "byline")
    elif has_credits_below and len(text) < SUBTITLE:
        page.cut(block, "byline", "account")
    else:
        is_subtitle = has_credits_below or (head[i - 1].kind == "title" and not below and _is_headline(text))
        block.kind = "title" if is_subtitle else "heading"


def _is_headline(text: str) -> bool:
    """Could a line directly below the title and above the first paragraph be its second headline, without a mark?"""
    return len(text) >= 10 and not LIST_MARK.match(text) and text[0] not in "【[▍■◆●"


# ---- tables of labels and values


def _read_index(page: Page, head: list[Block]) -> None:
    """A table of labels and values saved as lines, each label with its value below it."""
    labels = {i for i, block in enumerate(head[:-1]) if _is_open_label(block)}
    for i in sorted(labels) if len(labels) > 1 else ():
        page.cut(head[i], "document_index")
        if i + 1 not in labels and head[i + 1].rule in ("", "byline", "document_index"):
            page.labels = [stated for stated in page.labels if stated[1] != head[i + 1].text]
            page.cut(head[i + 1], "document_index", terms("label")[label_alone(head[i].text)][1])


def _read_cells(page: Page, head: list[Block]) -> None:
    """The rows of a table whose labels and values are set apart by gaps (发布机构 某某局), not by colons."""
    cells = [(block, row) for block in head if block.rule in ("", "navigation") and (row := cell_row(block.text))]
    is_table = len(cells) > 1 or any(block.rule == "document_index" for block in head)
    for block, (rule, name, value) in cells if is_table else ():
        block.rule = rule
        page.labels += [(name, value)] if name else []


def _is_open_label(block: Block) -> bool:
    return bool(label_alone(block.text)) and (not block.rule or block.text[-1] in ":】]")


def _read_statements(page: Page, head: list[Block]) -> None:
    """Rows of labels that no list knows, and an organisation with a date, as bulletins are headed."""
    _read_cells(page, head)
    for block in head:
        if block.rule:
            continue
        if signed := signed_line(block.text):
            page.cut(block, "byline")
            page.labels += [("publisher", signed[0]), ("signed", signed[1])]
        elif row := stated_row(block.text):
            block.rule, labels = row
            page.labels += labels
