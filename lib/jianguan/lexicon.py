"""Word lists: read one, find its terms in a corpus, label sentences by them.

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
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from pathlib import Path

import ahocorasick_rs
import pandas as pd

from jianguan.corpus import SPAN, Corpus, span_table
from jianguan.errors import ConfigError
from jianguan.text import fold

FOLDER = Path(__file__).parent / "lexicons"
CONTEXT = ["not_before", "not_after", "not_inside", "needs"]
CEREMONY = "ceremony"
FAINT = {CEREMONY: 1 / 3, "governance_capacity": 1 / 3}  # who met, and how work is done, is said everywhere in passing
MOST, LEAST = 3, 1 / 5
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
    rows = []
    for passages in corpus.passages.values():
        for passage in passages:
            hits = automaton.find_matches_as_indexes(passage.text, overlapping=True)
            for start, end, term, category in _longest(passage.text, hits, rules):
                rows.append((*corpus.span(passage, start, end), term, category, name))
    return span_table(rows, ["term", "category", "lexicon"])


def label_sentences(corpus: Corpus, terms: pd.DataFrame) -> pd.DataFrame:
    """Say which themes each sentence is about, from the terms found in it (`find_terms(corpus, "themes")`).

    The evidence for a theme is the number of characters its terms take up in the sentence; governance, which is how
    any work is done rather than what it is about, counts a third. At most three themes are kept, each with at least a
    fifth of the strongest one's evidence. Sentences without a term, and those that mostly say who met, spoke and sat
    where (category `ceremony`, counted a third too), have no theme and no row.

    Returns one row per sentence and theme, the strongest first: the span columns of the whole sentence, then `theme`,
    `weight` (a sentence is split evenly among its themes, as coders split it), `confidence` (the theme's part of the
    evidence times e / (e + 4) for its e characters: one term of four characters, alone, has 0.5) and `terms` (joined
    by |).
    """
    evidence = {}
    for doc, sentence, term, theme in zip(*_lists(terms, "doc", "sentence", "term", "category"), strict=True):
        evidence.setdefault((doc, sentence), {}).setdefault(theme, []).append(term)
    spans = zip(*_lists(corpus.sentences, *SPAN), strict=True)
    said = {(doc, sentence): (doc, province, sentence, *span) for doc, province, sentence, *span in spans}
    rows = []
    for place, found in evidence.items():
        for theme, weight, confidence in _weigh({theme: _evidence(theme, found[theme]) for theme in found}):
            rows.append((*said[place], theme, weight, confidence, "|".join(dict.fromkeys(found[theme]))))
    return span_table(rows, ["theme", "weight", "confidence", "terms"])


def _lists(table: pd.DataFrame, *columns: str) -> list[list]:
    return [table[column].tolist() for column in columns]


def _evidence(theme: str, terms: list[str]) -> float:
    return sum(map(len, terms)) * FAINT.get(theme, 1)


def _weigh(evidence: dict[str, float]) -> list[tuple[str, float, float]]:
    strongest = max(evidence.values())
    if evidence.pop(CEREMONY, 0) == strongest:
        return []
    kept = sorted((t for t, e in evidence.items() if e >= LEAST * strongest), key=evidence.get, reverse=True)[:MOST]
    total = fsum(evidence[theme] for theme in kept)
    return [(t, 1 / len(kept), (e := evidence[t]) / total * e / (e + 4)) for t in kept]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a lexicon, ready to be tested at a place in a text."""

    term: str
    category: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    not_inside: tuple[tuple[str, int], ...]
    needs: tuple[str, ...]
    anywhere: bool

    def holds(self, text: str, start: int, end: int) -> bool:
        """Do the characters around `text[start:end]`, and the whole text, let the term count?"""
        if self.anywhere:
            return True
        return not (
            text.startswith(self.not_before, end)
            or text.endswith(self.not_after, 0, start)
            or any(text.startswith(longer, start - lead) for longer, lead in self.not_inside if lead <= start)
            or (self.needs and not any(need in text for need in self.needs))
        )


def _longest(text: str, hits: list[tuple], rules: list[list[Rule]]) -> Iterator[tuple]:
    reach = 0
    for pattern, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        if start < reach:
            continue
        valid = {rule.category: rule.term for rule in rules[pattern] if rule.holds(text, start, end)}
        for category, term in valid.items():
            reach = end
            yield start, end, term, category


@lru_cache(maxsize=32)
def _from_file(path: Path, _content: bytes) -> tuple[ahocorasick_rs.AhoCorasick, list[list[Rule]]]:
    """A file's terms, made ready once for each content it has had."""
    return _compile(load_lexicon(path))


def _compile(entries: pd.DataFrame) -> tuple[ahocorasick_rs.AhoCorasick, list[list[Rule]]]:
    rules = {}
    for category, term, *context in entries[["category", "term", *CONTEXT]].itertuples(index=False):
        folded = fold(term).text
        before, after, inside, needs = (tuple(fold(c).text for c in cell.split("|") if c) for cell in context)
        places = tuple((longer, lead) for longer in inside for lead in _places(folded, longer))
        rules.setdefault(folded, []).append(Rule(term, category, before, after, places, needs, not any(context)))
    return ahocorasick_rs.AhoCorasick(list(rules)), list(rules.values())


def _places(term: str, longer: str) -> list[int]:
    return [i for i in range(len(longer) - len(term) + 1) if longer.startswith(term, i)]


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
