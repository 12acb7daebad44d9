"""Numbered formulas (四大战略, 三高四新, “4812”), their class, and the items they stand for.

A formula is recognised by its grammar: a number bound to a head without a counted thing (四大战略, 六个聚焦, “四激”),
numbers that repeat (两品一械, 三高四新), a code of digits (“4812”, “1+3+N”), a sum of words. Quoted ones are told
from plan names (“十四五”), fixed terms (“一站式”) and idioms by word lists; bare ones need a head of the genre, or a
list beside them that has exactly as many items. National formulas are known by name.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from jianguan.corpus import Corpus, span_table
from jianguan.expansion import Expansion, expansions
from jianguan.lexicon import load_lexicon
from jianguan.segments import QUOTED, stream

COLUMNS = ["number", "head", "class", "items", "expanded", "repeat_of", "item_spans", "outside"]
APART = ("fixed_term", "plan_name", "enumeration_header")
N = "一二三四五六七八九十两双零"
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
HAN = "[\u4e00-\u9fff]"
FREE = f"(?<![第{N}百千万亿几数\\d.])"
COUNT = "(?:[二三四五六七八九十两]{1,3}|\\d{1,2})"
NUMBERED = re.compile(f"([{N}]{{1,2}}|\\d{{1,2}})([个大项种张条类件支场道步字]?)({HAN}{{0,12}})")
COMPOUND = re.compile(
    f"{FREE}[{N}](?:(?![{N}是要个大、]){HAN}){{1,3}}(?:、?[{N}](?:(?![{N}是要个大]){HAN}){{1,3}}){{1,3}}"
)
BIG = re.compile(f"{FREE}({COUNT})大({HAN}{{2,8}})")
SOME = re.compile(f"{FREE}({COUNT})([个项条种点]?)({HAN}{{2,8}})")
BESIDE = re.compile(f"{FREE}([二三四五六七八九十两]{{1,2}})([大个项种张条类]?)“([^“”]{{1,12}})”")
DOUBLE = re.compile(f"(?<!{HAN}[无成])双({HAN}{{2}})(?!{HAN})")
SUM = re.compile("(?<![\\d.+])\\d{1,3}(?:\\+(?:\\d{1,3}|[NnXx])){1,5}(?![\\d%])")
RUN = re.compile(f"{FREE}([一二三四五六七八九]{{3,6}}|\\d{{3,5}})({HAN}{{2,6}})")
ZEROS = re.compile(f"零{HAN}{{2,3}}(?:、零{HAN}{{2,3}}){{1,4}}")
TARGET = re.compile(f"{FREE}({COUNT})个\\d{{1,3}}%")
MEASURED = re.compile(f"[{N}]{{1,2}}[个大项种类对]")
PLAN = re.compile("十?[一二三四五六七八九]五(?:规划)?")
FIRST_CONGRESS = 16
STOP = re.compile("[的了和与及等为在是将要]")


class Formula(NamedTuple):
    """A formula in the stream of its document; `weak` ones count only where a list explains them."""

    start: int
    end: int
    core: str
    numbers: tuple[str, ...]
    head: str
    kind: str
    weak: bool = False


def find_slogans(corpus: Corpus) -> pd.DataFrame:
    """The numbered formulas in the body of each document.

    Returns a span table (quotation marks are part of the span) with `number` (parts separated by a bar, `3|4`),
    `head` (what is numbered), `class`, `items` (the list the text itself gives), `expanded` (full, partial, elsewhere:
    the items stand at another mention, none), `repeat_of` (the first mention in the document, empty for the first
    itself), `item_spans` (raw start and end of each item) and `outside` (items from general knowledge, never from the
    text). Classes: slogan_formula, policy_formula, political_formula, set_formula, abbreviation, plus_formula,
    target_formula; kept apart, since they are no slogans: enumeration_header (8个方面), fixed_term (“一站式”),
    plan_name (“十四五”).
    """
    rows = []
    for doc in corpus.documents.index:
        body = stream(corpus, doc)
        for formula, found, first in explained(body.text):
            spans = [body.span(corpus, *item)[3:] for item in found.items]
            row = (
                "|".join(formula.numbers),
                formula.head,
                formula.kind,
                [text for _, _, text in spans],
                found.how,
                first,
            )
            outside = national().get(formula.core, {}).get("items", "")
            rows.append((*body.span(corpus, formula.start, formula.end), *row, [s[:2] for s in spans], outside))
    return span_table(rows, COLUMNS)


def explained(text: str) -> Iterator[tuple[Formula, Expansion, str]]:
    """The formulas of a folded text with their items, and the first mention where they repeat one."""
    candidates = formulas(text)
    found = expansions(text, candidates)
    firsts: dict[str, str] = {}
    for formula, expansion in zip(candidates, found, strict=True):
        if formula.weak and expansion.how not in ("full", "partial"):
            continue
        key = _key(formula)
        yield formula, expansion, firsts.get(key, "")
        for part in {key, *re.split("[、,]", formula.core)}:
            firsts.setdefault(part, formula.core)


def _key(formula: Formula) -> str:
    return re.sub(f"^([{N}\\d]{{1,3}})[个大项种]", r"\1", formula.core)


def formulas(text: str) -> list[Formula]:
    """The formulas of a folded text in reading order, without overlap: quoted before bare, long before short."""
    quoted = list(_quoted(text))
    names = {f.core for f in quoted if len(f.core) > 2 and f.kind not in APART}
    found = [*quoted, *_known(text), *_repeats(text, names), *_bare(text)]
    taken, kept = bytearray(len(text)), []
    for rank, formula in sorted(
        enumerate(found), key=lambda f: (f[1].weak, f[0] >= len(quoted), f[1].start - f[1].end, f[0])
    ):
        del rank
        if not any(taken[formula.start : formula.end]):
            taken[formula.start : formula.end] = b"\1" * (formula.end - formula.start)
            kept.append(formula)
    return sorted(kept)


@cache
def words(category: str) -> frozenset[str]:
    """The terms of one category of `formula_words.csv`."""
    table = load_lexicon("formula_words")
    return frozenset(table.loc[[category in cell.split("|") for cell in table["category"]], "term"])


@cache
def national() -> dict[str, dict[str, str]]:
    """The formulas known beyond these texts, by name: class, number, items, origin, note, source."""
    path = Path(__file__).parent / "lexicons" / "national_formulas.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["formula"]: row for row in csv.DictReader(file)}


def _quoted(text: str) -> Iterator[Formula]:
    for found in BESIDE.finditer(text):
        yield Formula(*found.span(), found[0], (_number(found[1]),), found[3], "slogan_formula")
    for found in QUOTED.finditer(text):
        core = found[1]
        kind = _class(core, text[found.end() : found.end() + 4]) if len(core) <= 24 else ""
        if kind:
            head = _head(core, text[found.end() : found.end() + 8])
            end = found.end() + len(head) * bool(MEASURED.fullmatch(core))
            yield Formula(found.start(), end, core, numbers(core), head, kind)


def _class(core: str, following: str = "") -> str:
    """The class of a quoted string, empty where it is no formula."""
    if core in national():
        kind = national()[core]["class"]
        return kind if kind == "abbreviation" else kind + "_formula"
    if core in words("idiom") or re.fullmatch("(?:19|20)\\d\\d", core):
        return ""
    if core in words("fixed_term"):
        return "slogan_formula" if core.isascii() and _longest(following, words("head") - {"服务"}) else "fixed_term"
    if PLAN.match(core):
        return "plan_name"
    if TARGET.fullmatch(core):
        return "target_formula"
    if "+" in core:
        parts = core.split("+")
        return "slogan_formula" if SUM.match(core) else "plus_formula" if all(parts) else ""
    return _grammar(core)


def _grammar(core: str) -> str:
    """The class by grammar alone: parts that begin with a number, or numbers inside."""
    if re.fullmatch("\\d{3,6}", core):
        return "slogan_formula"
    parts = re.split("[、, ]", core)
    numbered = [p for p in parts if (m := NUMBERED.match(p)) and not _counts(m, p)]
    if numbered and parts[0] in numbered:
        alone = len(numbers(core)) == 1 and core[0] in "一零"
        return "fixed_term" if alone else "slogan_formula"
    inside = re.search(f"[{N}]{{2,}}|[{N}]{HAN}{{1,2}}[{N}]{HAN}", core)
    return "slogan_formula" if numbered or inside and not PLAN.search(core) else ""


def _counts(found: re.Match, part: str) -> bool:
    """Does the number count a period, an order or a quantity (三年行动, 一季度)? A bare “四年” does not."""
    counted = len(part) > 2 and not found[2] and any(found[3].startswith(unit) for unit in words("unit"))
    return counted or part in words("idiom")


def numbers(core: str) -> tuple[str, ...]:
    """The numbers of a formula, in order.

    >>> numbers("三高四新"), numbers("4812"), numbers("十二大攻坚行动")
    (('3', '4'), ('4', '8', '1', '2'), ('12',))
    """
    if "+" in core:
        return tuple(p if p.isalnum() and p.isascii() else "1" for p in core.split("+"))
    if re.fullmatch("\\d{3,6}", core):
        return tuple(core)
    first = re.match(f"([{N}]{{1,3}}|\\d{{1,2}})[个大项种条]", core)
    if first:
        return (_number(first[1]),)
    plain = core.replace("一流", "")
    return tuple(n for run in re.findall(f"[{N}]+|\\d+", plain) for n in _split(run))


def _split(run: str) -> list[str]:
    return [_number(run)] if "十" in run or run.isascii() else [_number(c) for c in run]


def _number(written: str) -> str:
    if written.isascii():
        return str(int(written))
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return "".join(str(DIGITS[c]) for c in written)
    return str((DIGITS.get(tens, 1) if tens else 1) * 10 + DIGITS.get(ones, 0))


def _head(core: str, following: str = "") -> str:
    """What is numbered: the words after the number, or after the quotation where it holds no word of its own."""
    found = NUMBERED.match(core)
    after = _longest(following, words("head"))
    if found and found[3] and (len(found[3]) > 1 or not after):
        return found[3]
    return after or (found[3] if found else core)


def _longest(body: str, ends: frozenset[str], most: int = 8) -> str:
    """The longest beginning of `body` that ends in one of the words, before any function word."""
    stop = STOP.search(body)
    body = body[: stop.start() if stop else most]
    return next((body[:i] for i in range(min(len(body), most), 0, -1) if any(body[:i].endswith(w) for w in ends)), "")


def _known(text: str) -> Iterator[Formula]:
    names = "|".join(sorted(map(re.escape, national()), key=lambda n: (-len(n), n)))
    for found in re.finditer(names, text):
        yield Formula(
            *found.span(), found[0], tuple(national()[found[0]]["number"].split("|")), _head(found[0]), _class(found[0])
        )


def _repeats(text: str, names: set[str]) -> Iterator[Formula]:
    """Bare mentions of the formulas that the text quotes elsewhere."""
    if names:
        for found in re.finditer("|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n))), text):
            yield Formula(*found.span(), found[0], numbers(found[0]), _head(found[0]), _class(found[0]))


def _bare(text: str) -> Iterator[Formula]:
    for pattern in (SUM, TARGET, ZEROS):
        kind = "target_formula" if pattern is TARGET else "slogan_formula"
        for found in pattern.finditer(text):
            yield Formula(*found.span(), found[0], numbers(found[0]), _head(found[0]), kind)
    for found in BIG.finditer(text):
        body = _longest(found[2], words("head"))
        if int(_number(found[1])) < FIRST_CONGRESS:
            yield _numbered(found, found.start(2), body or found[2][:4], weak=not body)
    for found in DOUBLE.finditer(text):
        if found[1] in words("head") | words("abstract"):
            yield Formula(*found.span(), found[0], ("2",), found[1], "slogan_formula")
    for found in RUN.finditer(text):
        body = _longest(found[2], words("head"))
        if body and not body.startswith(("产业", "季度", "年")):
            yield Formula(
                found.start(),
                found.start(2) + len(body),
                found[1] + body,
                tuple(_number(c) for c in found[1]),
                body,
                "slogan_formula",
            )
    yield from _some(text)
    yield from _compounds(text)


def _numbered(found: re.Match, at: int, body: str, kind: str = "slogan_formula", weak: bool = False) -> Formula:
    core = found[0][: at - found.start()] + body
    return Formula(found.start(), at + len(body), core, (_number(found[1]),), body, kind, weak)


def _some(text: str) -> Iterator[Formula]:
    """N个 and N项: headings of lists, verbs used as nouns (四个坚持), and whatever a list of N explains."""
    for found in SOME.finditer(text):
        body = found[3]
        header = _longest(body, words("header"), 6)
        verb = next((w for w in sorted(words("abstract"), key=len, reverse=True) if body.startswith(w)), "")
        if header in words("header"):
            yield _numbered(found, found.start(3), header, "enumeration_header")
        elif found[2] == "个" and len(verb) > 1 and not found[1].isascii():
            yield _numbered(found, found.start(3), verb)
        elif found[2] == "个" and not found[1].isascii():
            yield _numbered(found, found.start(3), STOP.split(body)[0][:4], weak=True)


def _compounds(text: str) -> Iterator[Formula]:
    for found in COMPOUND.finditer(text):
        parts = re.findall(f"[{N}]([^{N}、]+)", found[0])
        extra = max(len(parts[-1]) - len(parts[0]), 0)
        core = found[0][: len(found[0]) - extra]
        bodies = [*parts[:-1], parts[-1][: len(parts[0])]]
        counted = any(b.startswith(tuple(words("unit"))) for b in bodies) or core.startswith(tuple(words("place")))
        if counted or len(set(bodies)) < len(bodies) or core in words("idiom"):
            continue
        kind = "fixed_term" if set(re.findall(f"[{N}]", core)) == {"一"} else "slogan_formula"
        yield Formula(found.start(), found.end() - extra, core, numbers(core), "|".join(bodies), kind)
