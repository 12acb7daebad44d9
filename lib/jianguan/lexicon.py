"""Word lists: read one, and find its terms in a corpus.

A lexicon is a table (`category, term`, and optionally `source`, `note` and four context columns whose cells
hold alternatives separated by `|`; an empty cell sets no condition):

- `not_before`: the term does not count when one of these follows it directly;
- `not_after`: ... when one of these stands directly before it;
- `not_inside`: ... when it lies inside one of these longer strings;
- `needs`: it counts only when its sentence also holds one of these.

Terms are literal strings, never patterns. The longest term wins (市场监管 before 监管), from left to right, and
nothing is counted twice; a term whose context fails makes room for shorter ones that begin inside it. A term of
two categories (`food_safety|drug_safety`) counts for both.
"""

import csv
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

import ahocorasick_rs
import numpy as np
import pandas as pd

from jianguan.corpus import SPAN, Corpus, span_table
from jianguan.errors import ConfigError
from jianguan.text import fold

FOLDER = Path(__file__).parent / "lexicons"
CONTEXT = ["not_before", "not_after", "not_inside", "needs"]
COLUMNS = ["category", "term", "source", "note", *CONTEXT]


def lexicons() -> pd.DataFrame:
    """The lexicons that ship with the package.

    Returns one row per lexicon: `name` (what `load_lexicon` takes), `categories` and `terms` (how many), `file`.

    >>> "themes" in set(lexicons()["name"])
    True
    """
    rows = []
    for path in sorted(FOLDER.glob("*.csv")):
        if {"category", "term"} <= set(_records(path, _content(path))[0]):
            entries = load_lexicon(path)
            rows.append((path.stem, entries["category"].nunique(), entries["term"].nunique(), path.name))
    return pd.DataFrame(rows, columns=["name", "categories", "terms", "file"])


def load_lexicon(name_or_path: str | Path) -> pd.DataFrame:
    """Read a lexicon, by the name of a shipped one or by the path of a CSV file of your own.

    Returns one row per term and category: `category, term, source, note, not_before, not_after, not_inside, needs`
    (all text), then the file's own further columns. An edit of the file counts at once.
    Raises ConfigError, naming file and line, for a file that is missing, not UTF-8, ragged, or lacks `category` or
    `term`. Warns where a line repeats another, and where two lines put one term into two categories.

    >>> list(load_lexicon("themes").columns[:4])
    ['category', 'term', 'source', 'note']
    """
    path = _locate(name_or_path)
    table, repeats = _read(path, _content(path))
    for repeat in repeats:
        warnings.warn(repeat, stacklevel=2)
    return table.copy()


@lru_cache(maxsize=64)
def _read(path: Path, content: bytes) -> tuple[pd.DataFrame, list[str]]:
    """The table of a file and its lines that repeat others, read once for each content it has had."""
    header, *lines = _records(path, content)
    for name in ("category", "term"):
        if name not in header:
            raise ConfigError(f"{path}, line 1: no column “{name}” (found: {', '.join(header)})")
    _check(path, header, lines)
    table = pd.DataFrame([cells for _, cells in lines], columns=header, dtype=object)
    return _complete(table), list(_repeats(path, table, [number for number, _ in lines]))


def find_terms(corpus: Corpus, lexicon: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Find the terms of a lexicon (a name, a path, or a table with `category` and `term`) in the body of a corpus.

    Returns a span table with `term` (as the lexicon spells it), `category`, `lexicon`: leftmost-longest, without
    overlap; a term of two categories gives a row for each. Matching reads the folded text, so full-width,
    traditional and hard-wrapped spellings are found too. Raises ConfigError as `load_lexicon` does.
    """
    name, (automaton, rules) = _named(lexicon)
    begin, starts, ends, counted = 0, [], [], []  # three lists: a tuple for each find would keep the collector busy
    for text in corpus.body.texts:
        hits = automaton.find_matches_as_indexes(text, overlapping=True)
        for start, end, rule in _longest(text, hits, rules):
            starts.append(begin + start)
            ends.append(begin + end)
            counted.append(rule)
        begin += len(text)
    if not counted:
        return span_table([], ["term", "category", "lexicon"])
    said, term, category = np.array([(rule.folded, rule.term, rule.category) for rule in counted], object).T
    spans = zip(SPAN, corpus.body.spans(np.array(starts), np.array(ends), said), strict=True)
    return pd.DataFrame(dict(spans) | {"term": term, "category": category, "lexicon": name})


class Sentence:
    """The sentence around a place, while a text is read from left to right; what it holds is looked for once."""

    def __init__(self, text: str):
        self.text, self.end, self.met = text, -1, {}

    def meets(self, needs: tuple[str, ...], at: int) -> bool:
        """Does the sentence around `text[at]` hold one of these?"""
        if at > self.end:
            self.end, self.met = self.text.index("\n", at), {}
        if needs not in self.met:
            sentence = self.text[self.text.rfind("\n", 0, at) + 1 : self.end]
            self.met[needs] = any(need in sentence for need in needs)
        return self.met[needs]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a lexicon, ready to be tested at a place in a text."""

    folded: str
    term: str
    category: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    not_inside: tuple[tuple[int, tuple[str, ...]], ...]
    needs: tuple[str, ...]
    anywhere: bool

    def holds(self, sentence: Sentence, start: int, end: int) -> bool:
        """Do the characters around the term, which stands from `start` to `end`, and its sentence let it count?"""
        text = sentence.text
        return not (
            text.startswith(self.not_before, end)
            or text.endswith(self.not_after, 0, start)
            or (self.not_inside and self._inside(text, start))
            or (self.needs and not sentence.meets(self.needs, start))
        )

    def _inside(self, text: str, start: int) -> bool:
        return any(text.startswith(longer, start - lead) for lead, longer in self.not_inside if lead <= start)


def term_finder(lexicon: str | Path | pd.DataFrame) -> Callable[[str], Iterator[tuple[int, int, Rule]]]:
    """What finds the terms of a lexicon in one folded sentence: start, end and line of each, from left to right.

    >>> [(start, end, rule.category) for start, end, rule in term_finder("themes")("严查假药")]
    [(0, 2, 'enforcement'), (2, 4, 'drug_safety')]
    """
    _, (automaton, rules) = _named(lexicon)
    return lambda text: _longest(text + "\n", automaton.find_matches_as_indexes(text, overlapping=True), rules)


def _longest(text: str, hits: list[tuple], rules: list[list[Rule]]) -> Iterator[tuple[int, int, Rule]]:
    """What counts, from left to right, the longest first; the hits come in the order of their ends."""
    reach, sentence = 0, Sentence(text)
    hits.reverse()
    hits.sort(key=itemgetter(1))
    for pattern, start, end in hits:
        if start < reach:
            continue
        valid = [rule for rule in rules[pattern] if rule.anywhere or rule.holds(sentence, start, end)]
        for rule in {rule.category: rule for rule in valid}.values() if len(valid) > 1 else valid:
            reach = end
            yield start, end, rule


@lru_cache(maxsize=32)
def _from_file(path: Path, _content: bytes) -> tuple[ahocorasick_rs.AhoCorasick, list[list[Rule]]]:
    """A file's terms, made ready once for each content it has had."""
    return _compile(load_lexicon(path))


def _compile(entries: pd.DataFrame) -> tuple[ahocorasick_rs.AhoCorasick, list[list[Rule]]]:
    rules = {}
    for category, term, *context in entries[["category", "term", *CONTEXT]].itertuples(index=False):
        folded = fold(term).text
        before, after, inside, needs = (tuple(fold(c).text for c in cell.split("|") if c) for cell in context)
        places = tuple(_places(folded, inside))
        rule = Rule(folded, term, category, before, after, places, needs, anywhere=not any(context))
        rules.setdefault(folded, []).append(rule)
    return ahocorasick_rs.AhoCorasick(list(rules)), list(rules.values())


def _places(term: str, longer: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """How far before the term longer strings begin, and which do."""
    for lead in range(max(map(len, longer), default=0)):
        if holding := tuple(text for text in longer if text.startswith(term, lead)):
            yield lead, holding


def _named(lexicon: str | Path | pd.DataFrame) -> tuple[str, tuple[ahocorasick_rs.AhoCorasick, list[list[Rule]]]]:
    if not isinstance(lexicon, pd.DataFrame):
        path = _locate(lexicon)
        return path.stem, _from_file(path, _content(path))
    missing = {"category", "term"} - set(lexicon.columns)
    if missing:
        raise ConfigError(f"a lexicon table needs category and term; missing: {', '.join(sorted(missing))}")
    entries = _complete(lexicon)
    if (entries["term"].str.strip() == "").any():
        raise ConfigError("a lexicon table holds an empty term")
    return str(lexicon.attrs.get("name", "own")), _compile(entries)


def _complete(table: pd.DataFrame) -> pd.DataFrame:
    """All columns of a lexicon, in order, and one row for each of a term's categories."""
    missing = {column: "" for column in COLUMNS if column not in table.columns}
    full = table.assign(**missing).fillna("")
    full = full.assign(category=full["category"].astype(str).str.split("|"), term=full["term"].astype(str)).explode(
        "category", ignore_index=True
    )
    return full[COLUMNS + [column for column in full.columns if column not in COLUMNS]]


def _locate(name_or_path: str | Path) -> Path:
    path = Path(name_or_path)
    shipped = FOLDER / f"{name_or_path}.csv"
    if isinstance(name_or_path, str) and not path.suffix and path.name == name_or_path and shipped.is_file():
        return shipped
    if path.is_file():
        return path
    known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.csv")))
    raise ConfigError(f"no lexicon {name_or_path}: expected a file {path.absolute()}, or one of {known}")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None


def _records(path: Path, content: bytes) -> list:
    """The header, then (line number, cells) for every line that is not blank."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}, line {line}: not UTF-8; save the lexicon as UTF-8") from None
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        found = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except csv.Error as error:
        raise ConfigError(f"{path}, line {reader.line_num}: {error}") from None
    if not found:
        raise ConfigError(f"{path}: empty; a lexicon begins with the line category,term")
    return [found[0][1], *found[1:]]


def _check(path: Path, header: list[str], lines: list[tuple[int, list[str]]]) -> None:
    for number, cells in lines:
        if len(cells) != len(header):
            raise ConfigError(f"{path}, line {number}: {len(cells)} cells, the header has {len(header)}")
        row = dict(zip(header, cells, strict=True))
        for name in ("category", "term"):
            if not row[name]:
                raise ConfigError(f"{path}, line {number}: {name} is empty")
        if any(not ch.isprintable() for ch in row["term"] + row["category"]):
            raise ConfigError(f"{path}, line {number}: a tab or control character inside “{row['term']!r}”")


def _repeats(path: Path, table: pd.DataFrame, numbers: list[int]) -> Iterator[str]:
    first = {}
    context = [column for column in CONTEXT if column in table.columns]
    for number, (category, term, *conditions) in zip(
        numbers, table[["category", "term", *context]].itertuples(index=False), strict=True
    ):
        before, known = first.setdefault((term, *conditions), (number, category))
        if before != number:
            what = "repeats" if known == category else f"puts it into {category}, beside {known} in"
            yield f"{path}, line {number}: “{term}” {what} line {before}"
