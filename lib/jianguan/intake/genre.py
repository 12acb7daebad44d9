"""What kind of text a document is, by cues (`lexicons/genres.csv`) in the parts of its page.

A cue may stand in the title, the trail of the breadcrumb, the index table, the opening, the salutation, the first words
of paragraphs, headings, the last lines, or the running text; it may be the name of a rule that cut lines, and who signs
and who carries a text count as well. In a cue ^ is the beginning of a paragraph, $ the end of a title.
"""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

from jianguan.intake.found import Found
from jianguan.intake.page import Page
from jianguan.intake.rows import pattern, terms
from jianguan.intake.shapes import CRUMBS

BRACKETS = re.compile(r"[(][^()]{2,8}[)]$")
HEAD = ("navigation", "running_head")
PAGE = re.compile(r"\d\s?版\s?:")
LEXICONS = Path(__file__).parents[1] / "lexicons"


def find_genre(page: Page, named: dict[str, str]) -> Found:
    """The genre whose cues weigh most; the first in the file among equals.

    `named` holds the parts that are no blocks of the page: `title`, `byline` (who signs), `media` (who carries it).
    """
    ends = " ".join(f"{BRACKETS.sub('', block.text)}$" for block in page.of("title"))
    regions = _regions(page) | named | {"title": f"{named['title']} {ends}"}
    scores, evidence = Counter(), {}
    for cue, where, genre, weight in _weights():
        if cue in regions[where]:
            scores[genre] += weight
            evidence.setdefault(genre, []).append(cue.strip())
    if not scores:
        return Found("", "", "genre not recognised")
    best = max(scores, key=lambda genre: scores[genre])
    return Found(best, f"inferred: {'、'.join(dict.fromkeys(evidence[best]))}")


def genre_zh(genre: str) -> str:
    """The Chinese name of a genre."""
    return next((cue["genre_zh"] for cue in _cues() if cue["genre"] == genre), "未知")


def _regions(page: Page) -> dict[str, str]:
    body = [block.text for block in page.of("body")]
    headings = [block.text for block in page.of("heading")]
    head = [block.text for block in page.blocks[:12] if block.rule in HEAD or PAGE.search(block.text)]
    return {
        "head": " ".join(head),
        "crumb": " ".join(text for text in head if _is_trail(text)),
        "rules": " ".join(block.rule for block in page.blocks),
        "index": " ".join(block.text for block in page.blocks if block.rule == "document_index"),
        "lead": " ".join(block.text for block in page.blocks if block.rule == "dateline") + "".join(body[:2])[:300],
        "salutation": " ".join(text for text in body[:3] if text.endswith(":")),
        "opening": "".join(f"\n{text[:8]}" for text in (*headings, *body)),
        "heading": " ".join(headings),
        "close": "".join(body[-2:])[-120:],
        "body": "".join(body),
    }


def _is_trail(text: str) -> bool:
    """Is a line a breadcrumb, not a menu?"""
    place = pattern("label").match(text)
    return bool(CRUMBS.fullmatch(text) or (place and terms("label").get(place[1], ("",))[0] == "navigation")) or bool(
        re.match(r"(?:网站)?首页\s?[/\\-]", text)
    )


@cache
def _weights() -> list[tuple[str, str, str, int]]:
    """Each cue with where it may stand, the genre it speaks for, and how strongly."""
    return [(cue["cue"], cue["where"], cue["genre"], int(cue["weight"])) for cue in _cues()]


@cache
def _cues() -> list[dict[str, str]]:
    with (LEXICONS / "genres.csv").open(encoding="utf-8", newline="") as rows:
        return [row | {"cue": row["cue"].replace("^", "\n")} for row in csv.DictReader(rows)]
