"""Word lists as regular expressions, for readers that ask where in a clause a word stands."""

import re
from functools import cache

import pandas as pd

from jianguan.lexicon import load_lexicon
from jianguan.text import fold


@cache
def clues(lexicon: str, categories: str = "") -> re.Pattern:
    """The terms of some categories (`a|b`; all if empty) as one expression; the category is the name of its group.

    >>> clues("statuses", "up|down").search("同比下降").lastgroup
    'down'
    """
    return re.compile(alternatives(lexicon, categories))


@cache
def alternatives(lexicon: str, categories: str = "") -> str:
    """The source of `clues`, to be built into a larger expression."""
    entries = load_lexicon(lexicon)
    names = categories.split("|") if categories else sorted(entries["category"].unique())
    groups = {name: entries[entries["category"] == name] for name in names}
    ordered = sorted(groups, key=lambda name: -groups[name]["term"].str.len().max())
    first = "".join(sorted({term[0] for name in names for term in groups[name]["term"]}))
    terms = "|".join(f"(?P<{name}>{either(groups[name])})" for name in ordered)
    return f"(?=[{re.escape(fold(first).text)}])(?:{terms})"


def cue(categories: str, text: str) -> str:
    """The first term of some categories of statuses.csv in a text, empty if it has none."""
    found = clues("statuses", categories).search(text)
    return found[0] if found else ""


def last(pattern: re.Pattern, text: str, start: int = 0, end: int | None = None) -> re.Match | None:
    """The last match of `pattern` in `text[start:end]`."""
    found = None
    for found in pattern.finditer(text, start, len(text) if end is None else end):  # noqa: B007
        pass
    return found


def either(rows: pd.DataFrame) -> str:
    """The terms of some lexicon rows, the longest first, each with what may not stand before and after it."""
    ordered = sorted(rows.itertuples(), key=lambda row: (-len(row.term), row.term))
    return "|".join(_after(row.not_after) + re.escape(fold(row.term).text) + ahead(row.not_before) for row in ordered)


def ahead(words: str) -> str:
    """A condition: none of these (`a|b`) follows."""
    return f"(?!{'|'.join(re.escape(fold(word).text) for word in words.split('|'))})" if words else ""


def _after(words: str) -> str:
    return "".join(f"(?<!{re.escape(fold(word).text)})" for word in words.split("|") if word)
