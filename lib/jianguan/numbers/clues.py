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
    return grouped({name: entries[entries["category"] == name] for name in names})


def grouped(groups: dict[str, pd.DataFrame]) -> str:
    """Several groups of terms, each with its name; a look at one character dismisses most places of a text."""
    ordered = sorted(groups, key=lambda name: -groups[name]["term"].str.len().max())
    first = "".join(sorted({fold(term).text[0] for rows in groups.values() for term in rows["term"]}))
    look = f"(?=[{re.escape(first)}])" if len(groups) > 1 else ""
    return f"{look}(?:{'|'.join(f'(?P<{name}>{either(groups[name])})' for name in ordered)})"


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
    """The terms of some lexicon rows, the longest first, each with what may not stand before and after it.

    They are grouped by their first character, so that one comparison dismisses all the terms of another.
    """
    groups: dict[str, list[str]] = {}
    for row in sorted(rows.itertuples(), key=lambda row: (-len(row.term), row.term)):
        first, *rest = fold(row.term).text
        rest = re.escape("".join(rest))
        groups.setdefault(first, []).append(_after(row.not_after, first) + rest + ahead(row.not_before))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


def ahead(words: str) -> str:
    """A condition: none of these (`a|b`) follows."""
    return f"(?!{'|'.join(re.escape(fold(word).text) for word in words.split('|'))})" if words else ""


def _after(words: str, first: str) -> str:
    """A condition, told after the first character of a term: none of these (`a|b`) stands before it."""
    return "".join(f"(?<!{re.escape(fold(word).text + first)})" for word in words.split("|") if word)
