"""Which line is the title: titles broken over lines made whole, then every line above the article weighed."""

import re
from collections import Counter
from itertools import dropwhile, takewhile
from typing import NamedTuple

from jianguan.intake.blocks import Block
from jianguan.intake.credits import Labels
from jianguan.intake.furniture import is_byline
from jianguan.intake.places import place_spans
from jianguan.intake.rows import terms
from jianguan.intake.shapes import (
    BULLET,
    GATHERS,
    HANZI,
    ISSUE,
    LIST_MARK,
    LONG,
    ORGANISATION,
    SET_APART,
    are_organisations,
    is_issuer,
)
from jianguan.text import Folded

CREDITS = ("byline", "original_title", "tools", "share", "counter")
ABOUT = re.compile(r"(?:关于.{4,100}|(?:19|20)\d\d年[^。]{2,60})")
PASSES_ON = re.compile("关于(?:印发|转发|发布|公布|下发).{4,100}的([一-鿿]{1,2})")
OPENS = re.compile(r"关于|《|(?:19|20)\d\d年")
STEP = re.compile(r"\s?[>»›→]+\s?")
BRACKETS = re.compile(r"[(][^()]{1,12}[)]")
MARKED = re.compile(r"[“!?\d]|(?<=.):(?=.)")
WORDING = re.compile("[\u4e00-\u9fff“”、, ]{8,30}")
COLUMN = ("专题", "专栏", "精神", "进行时", "活动")
MOST_LINES = 4
MOST_SAID = 200
OPENING = 1000


# ---- titles over several lines


def whole_titles(blocks: list[Block], said: Counter) -> list[Block]:
    """The lines, those of one title joined: a document's name, or lines said elsewhere as one."""
    openings = {text[:4] for text in said if len(text) >= 10}
    joined, i = [], 0
    while i < len(blocks):
        lines = list(takewhile(_may_go_on, blocks[i : i + MOST_LINES]))
        lengths = range(len(lines), 1, -1) if len(lines) > 1 and _may_open(blocks[i], openings) else ()
        length = next((k for k in lengths if _is_whole(lines[:k], said)), 1)
        joined.append(_joined(lines[:length]) if length > 1 else blocks[i])
        i += length
    return joined


def _may_open(block: Block, openings: set[str]) -> bool:
    """Could this line be the first of a title over several lines?"""
    text = block.text
    if block.rule or text.startswith(("(", "—")):
        return False
    return bool(text[:4] in openings or OPENS.search(text) or is_issuer(text))


def _may_go_on(block: Block) -> bool:
    """Could this line be one of a title over several lines?"""
    is_short = len(block.text) <= 60 and "。" not in block.text
    return is_short and bool(not block.rule or BRACKETS.fullmatch(block.text))


def _is_whole(lines: list[Block], said: Counter) -> bool:
    texts = [block.text for block in lines]
    whole = "".join(texts)
    return (len(whole) >= 10 and said[whole] > 0) or _is_document(texts, whole)


def _is_document(texts: list[str], whole: str) -> bool:
    """The name of a document, which ends in what it is (的通知), broken after its author or inside its subject."""
    kinds = tuple(terms("headline"))
    if not texts[-1].endswith(kinds) or any(LIST_MARK.match(text) for text in texts[:-1]):
        return False
    name = "".join(dropwhile(is_issuer, texts))
    if passed := PASSES_ON.fullmatch(name):  # what is passed on is a document by itself
        return passed[1].endswith(kinds)
    if any(text.endswith(kinds) for text in texts[:-1]):
        return False
    is_open = texts[0].count("《") > texts[0].count("》") and whole.count("《") == whole.count("》")
    return bool(ABOUT.fullmatch(name)) or is_open


def _joined(lines: list[Block]) -> Block:
    offsets = [offset for block in lines for offset in block.view.offsets]
    return Block(Folded("".join(block.text for block in lines), offsets))


# ---- the lines above an article, weighed


def said_on_page(blocks: list[Block], labels: Labels) -> Counter:
    """How often each line, and each step of a breadcrumb, is said on the page."""
    said = Counter(block.text for block in blocks if block.rule != "navigation")
    said.update(step for block in blocks if block.rule == "navigation" for step in STEP.split(block.text))
    said.update(value for name, value in labels if name == "original_title")
    return said


def headline(head: list[Block], opening: str, said: Counter) -> int:
    """Which line above the article is its title; their number where none looks like one.

    Among lines that look alike it is the one the opening of the article says again.
    """
    around = _around(head, said)
    scores = {i: _title_score(head, i, around) for i, block in enumerate(head) if not block.rule}
    if max(scores.values(), default=0) < 1:
        scores |= {i: 1 for i, block in enumerate(head) if len(block.text) > 10 and ISSUE.fullmatch(block.text)}
    best = max(scores, key=lambda i: (scores[i], _echo(head[i].text, opening[:OPENING]), -i), default=None)
    if best is None or (scores[best] < 1 and (scores[best] < -1 or best != max(scores))):
        return len(head)
    return best


def upper_line(head: list[Block], title: int) -> int:
    """The line directly above a second headline, where it is the first one: shorter, or more of a headline.

    A line that opens like a kicker, a couplet, and the name of a site or paper are none.
    """
    if not 2 <= title < len(head) or head[title - 1].rule:
        return title
    above, below = head[title - 1].text, head[title].text
    is_shorter = 12 <= len(above) <= 0.75 * len(below)
    is_rival = 6 <= len(above) <= 1.5 * len(below) and _marks(above) > _marks(below) and MARKED.search(above)
    is_plain = " " not in above and not BULLET.match(above) and not LIST_MARK.match(above)
    is_name = is_issuer(BRACKETS.sub("", above)) or above.endswith((*terms("masthead"), *terms("site")))
    is_headline = (is_shorter or is_rival) and is_plain and not is_name and not is_kicker(above)
    return title - 1 if is_headline else title


def _marks(text: str) -> int:
    """How much in a line is to the point, as headlines are: quotation marks, numbers, calls, places, meetings."""
    return len({mark[0] for mark in MARKED.finditer(text)}) + bool(place_spans(text)) + any(map(text.count, GATHERS))


def is_kicker(text: str) -> bool:
    """Does a line open like one above a headline (深化改革...), or is it a couplet (锚定新目标 实干开新局)?

    >>> [is_kicker(text) for text in ("锚定新目标 实干开新局", "深化改革聚力攻坚", "新闻 视频", "某市召开会议")]
    [True, True, False, False]
    """
    halves = text.split(" ")
    is_couplet = len(halves) in (2, 3) and len({*map(len, halves)}) == 1 and len(halves[0]) >= 5
    is_line = bool(WORDING.fullmatch(text)) and not text.endswith(COLUMN)
    return is_line and (is_couplet or text.startswith(tuple(terms("kicker"))))


def _echo(text: str, opening: str) -> int:
    """How many pairs of characters two texts share."""
    return sum(text[i : i + 2] in opening for i in range(len(text) - 1))


class Around(NamedTuple):
    """What is known of all lines above an article: where an editors' note begins, whether an account is followed.

    `said` says how often a line is said on the page, `twice` holds the lines said most of all.
    """

    said: Counter
    twice: list[str]
    note: int
    is_followed: bool


def _around(head: list[Block], said: Counter) -> Around:
    twice = [line for line, n in said.most_common(MOST_SAID) if n > 1 and len(line) >= 8]
    note = next((i for i, block in enumerate(head) if block.rule == "abstract"), len(head))
    return Around(said, twice, note, any(block.text in terms("follow") for block in head))


def _title_score(head: list[Block], i: int, around: Around) -> int:
    """How much a line above the article looks like its title: length, place beside the byline, being said again."""
    text = head[i].text
    score = 2 if 12 <= len(text) <= LONG else 1 if 8 <= len(text) < 12 else -1 if 5 <= len(text) < 8 else -2
    above, below = head[max(0, i - 1) : i], head[i + 1 : i + 2]
    if any(
        block.rule in (*CREDITS, "document_index") or is_byline(block.text) or block.text.startswith("——")
        for block in below
    ):
        score += 2
    elif any(block.rule in CREDITS for block in above):
        score += 1
    if _is_said_again(text, around) and not ORGANISATION.fullmatch(text):
        score += 3
    if are_organisations(BRACKETS.sub("", text)) or is_byline(text) or text.endswith(tuple(terms("masthead"))):
        score -= 3
    if i > around.note:
        score -= 2
    if len(text) < 8 and around.is_followed:
        score -= 3
    is_part = text.startswith(("—", "-", "(")) or text.endswith("——") or LIST_MARK.match(text) or BULLET.match(text)
    is_part = is_part or SET_APART.fullmatch(text) or text.endswith(":")
    return score - (4 if is_part or not HANZI.search(text) else 0)


def _is_said_again(text: str, around: Around) -> bool:
    """Is a line said twice, or does it hold one that is (a running head gives a book's title without its year)?"""
    return around.said[text] > 1 or any(line in text for line in around.twice)
