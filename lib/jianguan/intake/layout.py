"""Which stretches of a page are its article, which are the page around it, and why.

What a line says of itself is `furniture`'s job; the rest goes by place and neighbours: the article lies in its
`extent`, the title above it (`head`), a caption beside its image, a signature below.
"""

import re
from collections import Counter
from itertools import pairwise

from jianguan.intake.blocks import Block, read_blocks
from jianguan.intake.credits import Labels
from jianguan.intake.extent import article_extent
from jianguan.intake.furniture import furniture, is_byline, is_sign_off, speaks_of_page, stated_row
from jianguan.intake.head import read_head
from jianguan.intake.headings import is_body, is_table_row, read_set_apart
from jianguan.intake.page import Page
from jianguan.intake.rows import longest_first, pattern, terms
from jianguan.intake.shapes import (
    BULLET,
    CLOCK_ALONE,
    DATELINE,
    DAY_ALONE,
    IMAGE_TYPE,
    LIST_MARK,
    NAMES,
    ORGANISATION,
    PAGE_NUMBER,
    PEOPLE,
    YEAR_ALONE,
    is_date,
    signed_line,
)
from jianguan.intake.titles import said_on_page, whole_titles
from jianguan.text import Folded

LAST_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]{1,60})[)\]】]$")
GOES_ON = re.compile(rf"^(?:{LIST_MARK.pattern})|[。!?][”’)]?$")
CALLED_BACK = re.compile("返回[\u4e00-\u9fff]{2,6}[,,]\\s?查看更多$")
REFERENCE = re.compile(r"\[?\d{1,3}\]?[.、\s]?|[①-⑳]")
LISTS = {"related": None, "comments": None, "attachment": LIST_MARK, "contents": BULLET, "references": REFERENCE}


def read_page(spelled: str) -> Page:
    """Lay out a spelled text (see `text.spell`).

    >>> page = read_page("首页 > 要闻\\n省局召开会议\\n来源:办公室 打印 关闭\\n  8月3日,省局召开会议。\\n版权所有")
    >>> [(block.kind, block.rule) for block in page.blocks]
    [('cut', 'navigation'), ('title', ''), ('cut', 'byline'), ('body', ''), ('cut', 'copyright')]
    >>> page.labels
    [('source', '办公室')]
    """
    page = Page(read_blocks(spelled))
    in_list = False
    for block in page.blocks:
        block.rule, labels = furniture(block.text)
        in_list = block.rule in ("related", "comments") or (in_list and not _is_labelled(block))
        page.labels += [] if in_list else labels
    _read_split_dates(page)
    page.blocks = whole_titles(page.blocks, said_on_page(page.blocks, page.labels))
    _cut_running_heads(page)
    _absorb_lists(page.blocks)
    _absorb_notes(page.blocks)
    first, last = article_extent(page.blocks)
    read_set_apart(page.blocks)
    first = min([first, *(i for i, block in enumerate(page.blocks) if pattern("party").match(block.text))])
    read_head(page, page.blocks[:first])
    last += _table_below(page.blocks[last + 1 :])
    _read_article(page, page.blocks[first : last + 1])
    _read_foot(page, page.blocks[last + 1 :])
    page.blocks = [part for block in page.blocks for part in _trim(page, block)]
    for block in page.blocks:
        block.kind = "cut" if block.rule else block.kind
    return page


def _is_labelled(block: Block) -> bool:
    """A row of labels, or another line about this page; a headline with a date in a list of links is neither."""
    return bool(block.rule) and (block.rule != "byline" or bool(pattern("label").search(block.text)))


# ---- what a line is by its neighbours


def _read_split_dates(page: Page) -> None:
    """A year, a month with its day and a time of the day, each on a line of its own."""
    for year, day, time in zip(page.blocks, page.blocks[1:], page.blocks[2:], strict=False):
        texts = sorted((year.text, day.text), key=lambda text: not YEAR_ALONE.fullmatch(text))
        if YEAR_ALONE.fullmatch(texts[0]) and DAY_ALONE.fullmatch(texts[1]) and CLOCK_ALONE.fullmatch(time.text):
            for block in (year, day, time):
                block.rule = "byline"
            page.labels.append(("published", "-".join(texts)))


def _cut_running_heads(page: Page) -> None:
    """The head or foot that a printed page repeats beside its number is cut wherever it stands beside one."""
    numbered = {i for i, block in enumerate(page.blocks) if PAGE_NUMBER.fullmatch(block.text)}
    near = sorted({k for i in numbered for k in (i - 1, i + 1) if 0 <= k < len(page.blocks)})
    beside = [block for block in map(page.blocks.__getitem__, near) if not block.is_prose]
    times = Counter(block.text for block in beside if len(block.text) <= 40)
    for block in beside:
        if not block.rule and times[block.text] > 1:
            page.cut(block, "running_head")


def _absorb_lists(blocks: list[Block]) -> None:
    """What follows 相关阅读 and its like belongs to it, until a paragraph of prose; 附件 takes its numbered lines."""
    rule = ""
    for block in blocks:
        if block.rule in LISTS:
            rule = block.rule
        elif block.rule or (len(block.text) >= 60 and block.text.endswith("。") and rule != "references"):
            rule = ""
        elif rule and (not LISTS[rule] or LISTS[rule].match(block.text)):
            block.rule = rule


def _absorb_notes(blocks: list[Block]) -> None:
    """The paragraph below 编者按 and its like, alone on their line, is the editors' note."""
    for above, block in pairwise(blocks):
        if above.rule == "abstract" and above.text.strip(":【】[] ") in terms("note") and not block.rule:
            block.rule = "abstract"


def _table_below(foot: list[Block]) -> int:
    """How many lines below the last prose still belong to the article: a table or list that goes on, a last word."""
    open_ = next((i for i, block in enumerate(foot) if _closes(block)), len(foot))
    said = [(i, block.text) for i, block in enumerate(foot[:open_]) if not block.rule]
    rows = [i for i, text in said if is_table_row(text) or (GOES_ON.search(text) and not speaks_of_page(text))]
    return rows[-1] + 1 if rows else 0


def _closes(block: Block) -> bool:
    """Does this line below an article show that it has ended?"""
    is_signed = signed_line(block.text) or ORGANISATION.fullmatch(block.text) or stated_row(block.text)
    return bool(is_signed or speaks_of_page(block.text) or (block.rule and not CLOCK_ALONE.fullmatch(block.text)))


# ---- what a line is by its place


def _read_article(page: Page, blocks: list[Block]) -> None:
    """Between the first and the last prose: paragraphs, headings, captions, and the title said again."""
    titles = {block.text for block in page.of("title")}
    for i, block in enumerate(blocks):
        if block.rule == "document_index" and block.text.endswith("。") and 0 < i < len(blocks) - 1:
            block.rule, block.kind = "", "body"
        elif block.rule:
            continue
        elif block.text in titles:
            page.cut(block, "duplicate")
        elif _is_signature(blocks, i):
            page.cut(block, "signature", "signatory")
            page.cut(blocks[i + 1], "signature", "signed")
        elif _is_caption(blocks, i):
            page.cut(block, "caption")
        elif DATELINE.fullmatch(block.text):
            page.cut(block, "dateline")
        else:
            block.kind = "body" if is_body(blocks, i) else "heading"


def _is_caption(blocks: list[Block], i: int) -> bool:
    """A line below an image name, or below the place of an image (图片) where no paragraph follows as on a heading."""
    above, below = blocks[max(0, i - 1)], blocks[i + 1 : i + 2]
    is_placed = above.text.strip("[]【】") == "图片" and not blocks[i].is_prose and not any(b.is_prose for b in below)
    return i > 0 and not blocks[i].text.endswith("。") and (above.rule == "image_name" or is_placed)


def _is_signature(blocks: list[Block], i: int) -> bool:
    return bool(ORGANISATION.fullmatch(blocks[i].text)) and i + 1 < len(blocks) and is_date(blocks[i + 1].text)


def _read_foot(page: Page, foot: list[Block]) -> None:
    """Below the article: who signs and when, who wrote, and whatever else stands there."""
    for block in foot:
        if is_date(block.text):
            page.cut(block, "signature", "signed")
        elif block.rule:
            continue
        elif signed := signed_line(block.text):
            page.cut(block, "signature")
            page.labels += [("signatory", signed[0]), ("signed", signed[1])]
        elif ORGANISATION.fullmatch(block.text):
            page.cut(block, "signature", "signatory")
        elif is_sign_off(inner := block.text.strip("()[]【】 ")):
            page.cut(block, "sign_off")
            page.labels += _signed_by(inner)
        elif row := stated_row(block.text):
            block.rule, labels = row
            page.labels += labels
        else:
            page.cut(block, "foot")


# ---- what is glued to a paragraph


def _trim(page: Page, block: Block) -> list[Block]:
    """A paragraph without the dateline before it, the sign-off behind it and the image names glued to it."""
    if block.rule == "dateline":
        page.labels += _reporters(block.text)
    if block.kind != "body":
        return [block]
    text, edges = block.text, []
    if (found := DATELINE.match(text)) and found.end():
        edges.append((0, found.end(), "dateline"))
        page.labels += _reporters(found[0])
    if (found := LAST_BRACKETS.search(text, max(0, len(text) - 62))) and is_sign_off(found[1]):
        edges.append((found.start(), found.end(), "sign_off"))
        page.labels += _signed_by(found[1])
    if found := CALLED_BACK.search(text, max(0, len(text) - 20)):
        edges.append((found.start(), found.end(), "navigation"))
    for image in IMAGE_TYPE.finditer(text):
        reach = max(0, image.start() - 60)
        start = max(reach, *(text.rfind(mark, reach, image.start()) + 1 for mark in "。;!?” "))
        edges.append((start, image.end(), "image_name"))
    return _parted(block, sorted(edges)) if edges else [block]


def _reporters(dateline: str) -> Labels:
    return [("reporter", people[0]) for people in re.finditer(NAMES + PEOPLE, dateline)]


def _signed_by(inner: str) -> Labels:
    """What the last brackets state: labels, or names and offices beside a role."""
    rule, labels = furniture(inner)
    role = next((role for role in longest_first("sign") if inner.startswith(role) or inner.endswith(role)), "")
    name = terms("sign")[role][1] if role else "author"
    if role and not name:
        return []
    if rule or not (role or is_byline(inner)):
        return [("reporter" if name == "author" else name, value) for name, value in labels]
    value = inner.removesuffix(role).strip() if name == "source" else inner
    return [("reporter" if name == "author" or is_byline(value) else name, value)]


def _parted(block: Block, edges: list[tuple[int, int, str]]) -> list[Block]:
    parts, at = [], 0
    for start, end, rule in edges:
        parts += [_part(block, at, max(at, start)), _part(block, max(at, start), end, rule)]
        at = max(at, end)
    return [part for part in [*parts, _part(block, at, len(block.text))] if part.text]


def _part(block: Block, start: int, end: int, rule: str = "") -> Block:
    return Block(Folded(block.text[start:end], block.view.offsets[start:end]), block.kind, rule)
