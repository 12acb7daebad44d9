"""Above the article: its title, the lines before it, and the subtitles, credits and headings after it."""

from jianguan.intake.blocks import Block
from jianguan.intake.furniture import is_byline, label_alone, stated_row
from jianguan.intake.page import Page
from jianguan.intake.places import is_place
from jianguan.intake.rows import terms
from jianguan.intake.shapes import (
    AFFILIATIONS,
    DATELINE,
    DAY_OR_MONTH,
    ENACTED,
    ORGANISATION,
    PAGE_NAME,
    is_foreign,
    signed_line,
)
from jianguan.intake.titles import CREDITS, headline, said_on_page

SUBTITLE = 12


def read_head(page: Page, head: list[Block]) -> None:
    """Give each line above the article its kind, or the rule that cuts it."""
    _read_index(page, head)
    _read_statements(page, head)
    opening = next((block.text for block in page.blocks[len(head) :]), "")
    title = headline(head, opening, said_on_page(page.blocks, page.labels))
    page.title = head[title] if title < len(head) else None
    for i, block in enumerate(head[:title]):
        if not block.rule:
            _above_title(page, block, is_next=i == title - 1, is_paper=_is_paper(head))
    later = {block.text for block in page.blocks[len(head) :]}
    last_credit = max((i for i, block in enumerate(head) if block.rule in CREDITS), default=-1)
    if page.title:
        page.title.kind = "title"
    for i, block in enumerate(head[title + 1 :], title + 1):
        if block.rule:
            continue
        if block.text.startswith(page.title.text):
            page.cut(block, "duplicate")
        elif block.text in later:
            page.cut(block, "contents")
        else:
            _below_title(page, block, i < last_credit, head[i + 1 : i + 2])


def _is_paper(head: list[Block]) -> bool:
    return any(PAGE_NAME.fullmatch(block.text) for block in head)


def _above_title(page: Page, block: Block, is_next: bool, is_paper: bool) -> None:
    """A kicker directly above the title belongs to it; anything else there is the page's head."""
    if is_next and (block.text.endswith("——") or (is_paper and len(block.text) >= 8)):
        block.kind = "title"
    else:
        page.cut(block, "navigation")


def _below_title(page: Page, block: Block, has_credits_below: bool, below: list[Block]) -> None:
    """A subtitle, who wrote or carries the text, or the first heading of the article."""
    text = block.text
    if text.startswith(("—", "-")):
        block.kind = "title"
    elif text.endswith(":") or ENACTED.fullmatch(text):
        block.kind = "body"
    elif DATELINE.fullmatch(text):
        page.cut(block, "dateline")
    elif is_foreign(text):
        page.cut(block, "translation")
    elif ORGANISATION.fullmatch(text) and any(DAY_OR_MONTH.fullmatch(near.text) for near in below):
        page.cut(block, "byline", "issuer")
    elif is_byline(text) or ORGANISATION.fullmatch(text):
        page.cut(block, "byline", "author")
    elif any(shape.fullmatch(text) for shape in AFFILIATIONS) or is_place(text) or text.startswith(("+", "#", "@")):
        page.cut(block, "byline")
    elif has_credits_below and len(text) < SUBTITLE:
        page.cut(block, "byline", "account")
    else:
        block.kind = "title" if has_credits_below else "heading"


# ---- tables of labels and values


def _read_index(page: Page, head: list[Block]) -> None:
    """A table of labels and values saved as lines, each label with its value below it."""
    labels = {i for i, block in enumerate(head[:-1]) if _is_open_label(block)}
    for i in sorted(labels) if len(labels) > 1 else ():
        page.cut(head[i], "document_index")
        if i + 1 not in labels and head[i + 1].rule in ("", "byline", "document_index"):
            page.labels = [stated for stated in page.labels if stated[1] != head[i + 1].text]
            page.cut(head[i + 1], "document_index", terms("label")[label_alone(head[i].text)][1])


def _is_open_label(block: Block) -> bool:
    return bool(label_alone(block.text)) and (not block.rule or block.text[-1] in ":】]")


def _read_statements(page: Page, head: list[Block]) -> None:
    """Rows of labels that no list knows, and an organisation with a date, as bulletins are headed."""
    for block in head:
        if block.rule:
            continue
        if signed := signed_line(block.text):
            page.cut(block, "byline")
            page.labels += [("publisher", signed[0]), ("signed", signed[1])]
        elif row := stated_row(block.text):
            block.rule, labels = row
            page.labels += labels
