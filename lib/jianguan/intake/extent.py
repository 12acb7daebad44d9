"""Where on a page the article lies: the run of lines in which prose most outweighs furniture.

The best run of a sequence of weights is found in one pass (maximum subsequence segmentation: Pasternack and Roth,
Extracting article text from the web, WWW 2009). So a disclaimer or the hint for a browser, though whole sentences,
does not belong to the article when copyright lines and related links stand between.
"""

from jianguan.intake.blocks import Block
from jianguan.intake.furniture import speaks_of_page
from jianguan.intake.shapes import DATE

MOST = 300
COSTS = dict.fromkeys(("related", "comments", "copyright", "registration", "references"), 30)
COSTS |= dict.fromkeys(("contact", "qr_prompt", "share", "tools", "counter", "advertisement"), 15) | {"byline": 5}
MOST_FURNITURE = 35
LONGEST_HEADLINE = 60


def article_extent(blocks: list[Block]) -> tuple[int, int]:
    """The positions of the first and the last line of prose of the article; both the number of lines without any."""
    best, extent = 0, (len(blocks), len(blocks))
    weight, start, furniture = 0, 0, 0
    for i, block in enumerate(blocks):
        if not block.is_prose or _calls_out(block, blocks[i + 1 : i + 2]):
            furniture += COSTS.get(block.rule, 0)
            continue
        weight, furniture = max(0, weight - min(furniture, MOST_FURNITURE)), 0
        start = start if weight else i
        weight += _weight(block.text)
        if weight > best:
            best, extent = weight, (start, i)
    return extent


def _calls_out(block: Block, below: list[Block]) -> bool:
    """Is a line without a full stop, below which stands when it was posted, a headline that calls out?"""
    is_posted = any(near.rule == "byline" and DATE.search(near.text) for near in below)
    return is_posted and "。" not in block.text and len(block.text) <= LONGEST_HEADLINE


def _weight(prose: str) -> int:
    """The length of a paragraph, counted against the article where it speaks of the page."""
    length = min(len(prose), MOST)
    return -length if speaks_of_page(prose) else length
