"""Which lines between the paragraphs of an article are headings, and which belong to its body.

A heading is short and has no stop. A numbered question is one, a question that the next line answers, and a call or
question alone on its line where others like it stand between the paragraphs.
"""

import re
from collections.abc import Callable
from itertools import islice, pairwise

from jianguan.intake.blocks import Block
from jianguan.intake.shapes import LIST_MARK, SENTENCE_END, SET_APART, TABLE_NAME, is_foreign

ENDS_NO_HEADING = re.compile(rf"{SENTENCE_END.pattern}|——$")
QUESTION = re.compile(rf"(?:{LIST_MARK.pattern})[^。!:]{{2,50}}\?")
LABELLED = re.compile(r"[^\s:。“]{2,15}:.")
STOPPED = re.compile(rf"(?:{LIST_MARK.pattern})[^,。:;!?]{{3,20}}。")
ASKED = re.compile(r"(?:问|Q)\s?\d{0,2}\s?[:.、].{2,80}")
ANSWERED = re.compile(r"(?:答|A)\s?\d{0,2}\s?[:.、]")


def read_set_apart(blocks: list[Block]) -> None:
    """Headings in lenticular brackets above a paragraph, though a menu has their words, beside others it has not."""
    above = [block for block, below in pairwise(blocks) if below.is_prose and SET_APART.fullmatch(block.text)]
    for block in above if any(not block.rule for block in above) else ():
        block.rule = ""


def is_body(blocks: list[Block], i: int) -> bool:
    """Whole sentences, long lines and tables; a numbered question is a heading."""
    block = blocks[i]
    if block.text.count(")") > block.text.count("("):
        return True
    if QUESTION.fullmatch(block.text) or _is_asked(blocks, i):
        return False
    if any(is_such(blocks, i) and _are_several(is_such, blocks) for is_such in (_is_stopped, _is_call)):
        return False
    beside = (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2])
    if _has_label(block) and any(_has_label(near) and not near.is_prose for near in beside):
        return True
    return block.is_prose or bool(ENDS_NO_HEADING.search(block.text)) or len(block.text) > 40 or _is_table(blocks, i)


def _is_stopped(blocks: list[Block], i: int) -> bool:
    """A short numbered line with a stop, below which stands a paragraph without a number ((一)开展调研。)."""
    below = blocks[i + 1 : i + 2]
    is_headed = any(near.is_prose and not LIST_MARK.match(near.text) and len(near.text) > 20 for near in below)
    return is_headed and bool(STOPPED.fullmatch(blocks[i].text))


def _is_asked(blocks: list[Block], i: int) -> bool:
    """A question marked as such (问:, Q1:) whose answer opens the next line."""
    return bool(ASKED.fullmatch(blocks[i].text)) and i + 1 < len(blocks) and bool(ANSWERED.match(blocks[i + 1].text))


def _is_call(blocks: list[Block], i: int) -> bool:
    """A short question or call on a line of its own between paragraphs, said by nobody."""
    text = blocks[i].text
    is_alone = 0 < i < len(blocks) - 1 and blocks[i - 1].is_prose and blocks[i + 1].is_prose
    length = 40 if text[-1] == "?" else 24
    return is_alone and 6 <= len(text) <= length and text[-1] in "?!" and not re.search("[:。]|^“[^”]*$", text)


def _are_several(is_such: Callable[[list[Block], int], bool], blocks: list[Block]) -> bool:
    """Does an article have several such lines, or short headings beside one? One alone is said by its author."""
    lines = (k for k in range(len(blocks)) if is_such(blocks, k) or _is_short(blocks, k))
    return len(list(islice(lines, 2))) > 1


def _is_short(blocks: list[Block], i: int) -> bool:
    """A short line without a stop between paragraphs, as a heading is."""
    text = blocks[i].text
    is_alone = 0 < i < len(blocks) - 1 and blocks[i - 1].is_prose and blocks[i + 1].is_prose
    return is_alone and not blocks[i].rule and len(text) <= 24 and not ENDS_NO_HEADING.search(text)


def _has_label(block: Block) -> bool:
    return not block.rule and bool(LABELLED.match(block.text))


def is_table_row(text: str) -> bool:
    cells = [cell for cell in text.split() if cell not in "|/"]
    return len(cells) >= 3 and bool(re.search(r"\d", text)) and not is_foreign(text)


def _is_table(blocks: list[Block], i: int) -> bool:
    """A row with numbers, or one of as many cells beside it; the name above a table and the note below it."""
    text = blocks[i].text
    cells = len(text.split())
    beside = (block.text for block in (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2]))
    is_head = cells >= 3 and any(len(near.split()) == cells and re.search(r"\d", near) for near in beside)
    return bool(is_table_row(text) or is_head or TABLE_NAME.fullmatch(text))
