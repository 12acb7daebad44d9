"""Which stretches of a page are its article, which are the page around it, and why.

What a line says of itself is `furniture`'s job; the rest goes by place and neighbours: the article lies between the
first and the last block of prose, the title above it, a caption beside its image, a signature below.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from jianguan.intake.blocks import SENTENCE_END, Block, read_blocks
from jianguan.intake.furniture import (
    DATE,
    IMAGE_TYPE,
    LONG,
    ORGANISATION,
    PAGE_NAME,
    Labels,
    furniture,
    is_byline,
    is_label,
    is_sign_off,
    pattern,
    terms,
)
from jianguan.text import Folded

PEOPLE = r"(?:本报|本网|本刊|特约|见习|实习|全媒体)?(?:记者|通讯员)[^()。,;:]{1,60}"
NAMES = r"(?:[\u4e00-\u9fff·]{2,6}[\s、]{1,3}){0,4}"
DATELINE = re.compile(
    rf"(?:[\[【(]?(?:[^\s,。:;()]{{0,20}}(?:\d日[讯电]|讯(?=[\s(:\]】)]))|本[报网刊台站]讯|(?=\(\s?{NAMES}{PEOPLE}\)))[\]】)]?[\s:]{{0,4}})"
    rf"(?:[(]\s?{NAMES}{PEOPLE}[)][\s:]{{0,4}}|{PEOPLE}(?:报道|[\s:]))?"
)
LAST_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]{1,60})[)\]】]$")
LIST_MARK = re.compile(
    r"[(]?[一二三四五六七八九十]{1,3}[)、]|第[一二三四五六七八九十]{1,3}[章节条部]|\d{1,2}[.、)](?!\d)|[(]\d{1,2}[)]|[①-⑳]|——"
)
ENDS_NO_HEADING = re.compile(rf"{SENTENCE_END.pattern}|——$")
GOES_ON = re.compile(rf"^(?:{LIST_MARK.pattern})|[。!?][”’)]?$")
GOES_ON_TITLE = re.compile(r"(?:关于|(?:19|20)\d\d年)[^。]{2,60}")
CLOCK_ALONE = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?")


@dataclass(slots=True)
class Page:
    """A page in blocks, in reading order; `labels` are the (field, value) pairs it states outside its article.

    `title` is the main one among the lines of a headline.
    """

    blocks: list[Block]
    labels: Labels = field(default_factory=list)
    title: Block | None = None

    def of(self, *kinds: str) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]

    def cut(self, block: Block, rule: str, name: str = "") -> None:
        """Cut a block by a rule; what it says belongs to a field where one is named."""
        block.rule = rule
        if name:
            self.labels.append((name, block.text))


def read_page(spelled: str) -> Page:
    """Lay out a spelled text (see `text.spell`).

    >>> page = read_page("首页 > 要闻\\n省局召开会议\\n来源:办公室 打印 关闭\\n  8月3日,省局召开会议。\\n版权所有")
    >>> [(block.kind, block.rule) for block in page.blocks]
    [('cut', 'navigation'), ('title', ''), ('cut', 'byline'), ('body', ''), ('cut', 'copyright')]
    >>> page.labels
    [('source', '办公室')]
    """
    page = Page(read_blocks(spelled))
    for block in page.blocks:
        block.rule, labels = furniture(block.text)
        page.labels += labels
    page.blocks = _whole_titles(page.blocks)
    _absorb_lists(page.blocks)
    prose = [i for i, block in enumerate(page.blocks) if block.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (len(page.blocks), len(page.blocks))
    _read_head(page, page.blocks[:first])
    last += _table_below(page.blocks[last + 1 :])
    _read_article(page, page.blocks[first : last + 1])
    _read_foot(page, page.blocks[last + 1 :])
    page.blocks = [part for block in page.blocks for part in _trim(page, block)]
    for block in page.blocks:
        block.kind = "cut" if block.rule else block.kind
    return page


# ---- what a line is by its neighbours


def _whole_titles(blocks: list[Block]) -> list[Block]:
    """The lines, those of a title broken after its author's name (某某局 / 2016年工作总结) joined."""
    joined = blocks[:1]
    for block in blocks[1:]:
        above = joined[-1]
        is_document = GOES_ON_TITLE.fullmatch(block.text) and block.text.endswith(tuple(terms("headline")))
        if is_document and not above.rule and not block.rule and ORGANISATION.fullmatch(above.text):
            joined[-1] = Block(Folded(above.text + block.text, (*above.view.offsets, *block.view.offsets)))
        else:
            joined.append(block)
    return joined


def _absorb_lists(blocks: list[Block]) -> None:
    """What follows 相关阅读 and its like belongs to it, until a paragraph of prose; 附件 takes its numbered lines."""
    rule = ""
    for block in blocks:
        if block.rule in ("related", "comments", "attachment"):
            rule = block.rule
        elif block.rule or (len(block.text) >= 60 and block.text.endswith("。")):
            rule = ""
        elif rule and (rule != "attachment" or LIST_MARK.match(block.text)):
            block.rule = rule


def _is_table_row(text: str) -> bool:
    return len(text.split()) >= 3 and bool(re.search(r"\d", text))


def _table_below(foot: list[Block]) -> int:
    """How many lines below the last prose still belong to the article: a table or list that goes on, a last word."""
    open_ = next((i for i, b in enumerate(foot) if b.rule and not CLOCK_ALONE.fullmatch(b.text)), len(foot))
    said = [(i, block.text) for i, block in enumerate(foot[:open_]) if not block.rule]
    rows = [i for i, text in said if _is_table_row(text) or GOES_ON.search(text)]
    return rows[-1] + 1 if rows else 0


# ---- what a line is by its place


def _read_head(page: Page, head: list[Block]) -> None:
    """Above the article: the title, what stands before it, and subtitles, bylines and headings after it."""
    _read_index(page, head)
    title = _headline(page, head)
    page.title = head[title] if title < len(head) else None
    is_paper = any(PAGE_NAME.fullmatch(block.text) for block in head)
    byline = max((i for i, block in enumerate(head) if block.rule in ("byline", "original_title")), default=-1)
    later = {block.text for block in page.blocks[len(head) :]}
    for i, block in enumerate(head):
        if block.rule:
            continue
        if is_paper and i == title - 1 and len(block.text) >= 8:
            block.kind = "title"
        elif i < title:
            page.cut(block, "navigation")
        elif i > title and block.text.startswith(head[title].text):
            page.cut(block, "duplicate")
        elif i > title and block.text in later:
            page.cut(block, "contents")
        elif i > title and (is_byline(block.text) or ORGANISATION.fullmatch(block.text)):
            page.cut(block, "byline", "author")
        elif i > title and block.text.endswith(":"):
            block.kind = "body"
        else:
            block.kind = "title" if i == title or i < byline or block.text.startswith(("—", "-")) else "heading"


def _headline(page: Page, head: list[Block]) -> int:
    """Which line above the article is its title; their number where none looks like one."""
    said = _said(page)
    opening = next((block.text for block in page.blocks[len(head) :]), "")
    scores = {i: _title_score(head, i, said) for i, block in enumerate(head) if not block.rule}
    best = max(scores, key=lambda i: (scores[i], _echo(head[i].text, opening), -i), default=None)
    return len(head) if best is None or scores[best] < 1 else best


def _read_index(page: Page, head: list[Block]) -> None:
    """A table of labels and values saved as lines, each label with its value below it."""
    labels = {i for i, block in enumerate(head[:-1]) if not block.rule and is_label(block.text)}
    for i in sorted(labels) if len(labels) > 1 else ():
        page.cut(head[i], "document_index")
        if i + 1 not in labels and not head[i + 1].rule:
            page.cut(head[i + 1], "document_index", terms("label")[head[i].text][1])


def _said(page: Page) -> Counter:
    """How often each line, and each step of a breadcrumb, is said on the page."""
    crumbs = [
        part for block in page.blocks if block.rule == "navigation" for part in re.split(r"\s?[>»›→]+\s?", block.text)
    ]
    originals = [value for name, value in page.labels if name == "original_title"]
    return Counter(crumbs + originals) + Counter(block.text for block in page.blocks if block.rule != "navigation")


def _echo(text: str, opening: str) -> int:
    """How many pairs of characters a line shares with the opening of the article: a headline is said again there."""
    return sum(text[i : i + 2] in opening for i in range(len(text) - 1))


def _title_score(head: list[Block], i: int, said: Counter) -> int:
    """How much a line above the article looks like its title: length, place beside the byline, being said again."""
    text = head[i].text
    score = 2 if 12 <= len(text) <= LONG else 1 if 8 <= len(text) < 12 else -1 if 5 <= len(text) < 8 else -2
    around = [block.rule for block in (*head[max(0, i - 1) : i], *head[i + 1 : i + 2])]
    if any(rule in ("byline", "original_title", "tools", "share", "counter") for rule in around):
        score += 2
    if said[text] > 1 and not ORGANISATION.fullmatch(text):
        score += 3
    if ORGANISATION.fullmatch(text) or is_byline(text):
        score -= 3
    return score - (4 if text.startswith(("—", "-", "(")) or LIST_MARK.match(text) else 0)


def _read_article(page: Page, blocks: list[Block]) -> None:
    """Between the first and the last prose: paragraphs, headings, captions, and the title said again."""
    titles = {block.text for block in page.of("title")}
    for i, block in enumerate(blocks):
        if block.rule:
            continue
        if block.text in titles:
            page.cut(block, "duplicate")
        elif ORGANISATION.fullmatch(block.text) and i + 1 < len(blocks) and _is_date(blocks[i + 1]):
            page.cut(block, "signature", "signatory")
            page.cut(blocks[i + 1], "signature", "signed")
        elif i and blocks[i - 1].rule == "image_name" and not block.text.endswith("。"):
            page.cut(block, "caption")
        elif block.is_prose or ENDS_NO_HEADING.search(block.text) or len(block.text) > 40 or _is_table_row(block.text):
            block.kind = "body"
        else:
            block.kind = "heading"


def _is_date(block: Block) -> bool:
    return bool(DATE.fullmatch(block.text.strip("() ")))


def _read_foot(page: Page, foot: list[Block]) -> None:
    """Below the article: who signs and when, who wrote, and whatever else stands there."""
    for block in foot:
        if _is_date(block):
            page.cut(block, "signature", "signed")
        elif not block.rule and ORGANISATION.fullmatch(block.text):
            page.cut(block, "signature", "signatory")
        elif not block.rule and is_sign_off(inner := block.text.strip("()[]【】 ")):
            page.cut(block, "sign_off")
            page.labels += _signed_by(inner)
        elif not block.rule:
            page.cut(block, "foot")


# ---- what is glued to a paragraph


def _trim(page: Page, block: Block) -> list[Block]:
    """A paragraph without the dateline before it, the sign-off behind it and the image names glued to it."""
    if block.kind != "body":
        return [block]
    text, edges = block.text, []
    if (found := DATELINE.match(text)) and found.end():
        edges.append((0, found.end(), "dateline"))
        page.labels += [("author", people[0]) for people in re.finditer(NAMES + PEOPLE, found[0])]
    if (found := LAST_BRACKETS.search(text, max(0, len(text) - 62))) and is_sign_off(found[1]):
        edges.append((found.start(), found.end(), "sign_off"))
        page.labels += _signed_by(found[1])
    for image in IMAGE_TYPE.finditer(text):
        reach = max(0, image.start() - 60)
        start = max(reach, *(text.rfind(mark, reach, image.start()) + 1 for mark in "。;!?” "))
        edges.append((start, image.end(), "image_name"))
    return _parted(block, sorted(edges))


def _signed_by(inner: str) -> Labels:
    """What the last brackets state: labels, or names behind a role."""
    rule, labels = furniture(inner)
    role = pattern("sign").match(inner)
    name = terms("sign")[role[1]][1] if role else "author" if is_byline(inner) else ""
    return labels if rule or not name else [(name, inner)]


def _parted(block: Block, edges: list[tuple[int, int, str]]) -> list[Block]:
    parts, at = [], 0
    for start, end, rule in edges:
        parts += [_part(block, at, max(at, start)), _part(block, max(at, start), end, rule)]
        at = max(at, end)
    return [part for part in [*parts, _part(block, at, len(block.text))] if part.text]


def _part(block: Block, start: int, end: int, rule: str = "") -> Block:
    return Block(Folded(block.text[start:end], block.view.offsets[start:end]), block.kind, rule)
