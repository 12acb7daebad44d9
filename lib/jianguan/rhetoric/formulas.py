"""Numbered formulas in a text, by their grammar: where they stand, what they number, which class they are.

A formula is a number bound to a head without a thing counted (四大战略, 六个聚焦, “四激”), numbers that repeat
(两品一械, 三高四新), a code of digits (“4812”, “1+3+N”) or a sum of words. Quoted ones are told from plan names
(“十四五”), fixed terms (“一站式”) and idioms by word lists; bare ones need a head of the genre, or a list beside
them that has exactly as many items. National formulas are known by name.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jianguan.lexicon import load_lexicon
from jianguan.rhetoric.segments import QUOTED, numeral

SLOGAN, HEADER, FIXED, PLANNED = "slogan_formula", "enumeration_header", "fixed_term", "plan_name"
APART = (FIXED, PLANNED, HEADER)
LONGEST = 24
FIRST_CONGRESS = 16
N = "一二三四五六七八九十两双零"
HAN = "[\u4e00-\u9fff]"
FREE = f"(?<![第{N}百千万亿几数\\d.])"
COUNT = "(?:[二三四五六七八九十两]{1,3}|\\d{1,2})"
BODY = f"(?![{N}是要个大]){HAN}"
NUMBERED = re.compile(f"([{N}]{{1,2}}|\\d{{1,2}})([个大项种张条类件支场道步字级]?)({HAN}{{0,12}})")
COMPOUND = re.compile(f"(?<![第{N}百千万亿几数\\d.])[{N}](?:{BODY}){{1,3}}(?:、?[{N}](?:{BODY}){{1,3}}){{1,3}}")
BIG = re.compile(f"{FREE}({COUNT})大({HAN}{{2,8}})")
SOME = re.compile(f"{FREE}({COUNT})([个项条种点道把张座场件步]?)({HAN}{{1,8}})")
BESIDE = re.compile(f"{FREE}([二三四五六七八九十两]{{1,2}})[大个项种张条类]?“([^“”0-9]{{1,12}})”")
DOUBLE = re.compile(f"(?<!{HAN}[无成])双({HAN}{{2}})(?!{HAN})")
SUM = re.compile("(?<![\\d.+])\\d{1,3}(?:\\+(?:\\d{1,3}|[NnXx])){1,5}(?![\\d%])")
RUN = re.compile(f"(?<![A-Za-z—-][ ])(?<![A-Za-z—-]){FREE}([一二三四五六七八九]{{3,6}}|\\d{{3,4}})({HAN}{{2,6}})")
HOTLINE = re.compile("(?:1[02]|9[56])\\d{3}")
ZEROS = re.compile(f"零{HAN}{{2,3}}(?:、零{HAN}{{2,3}}){{1,4}}")
TARGET = re.compile(f"{FREE}({COUNT})个\\d{{1,3}}%")
MEASURED = re.compile(f"[{N}]{{1,2}}[个大项种类对]")
THOUSANDS = re.compile(f"[双百千万亿]{HAN}{{0,2}}[百千万亿]{HAN}{{0,4}}")
INSIDE = re.compile(f"[{N[:9]}]{{3,}}|[{N}]{HAN}{{1,2}}[{N}]{HAN}|^{HAN}{{2}}双{HAN}$")
EACH = re.compile("(?<![百千万亿])" + "|".join(f"百{HAN}{{{n}}}千{HAN}{{{n}}}万{HAN}{{{n}}}" for n in (1, 2)))
PLAN = re.compile("十?[一二三四五六七八九]五(?:规划)?")
SENTENCE = re.compile("[。!?;:]|^(?:19|20)\\d\\d$")
STOP = re.compile("[的了和与及等为在是将要]|[^\u4e00-\u9fff]")


class Formula(NamedTuple):
    """A formula in the body of its document; `weak` ones count only where a list explains them."""

    start: int
    end: int
    core: str
    numbers: tuple[str, ...]
    head: str
    kind: str
    weak: bool = False


@cache
def words(*categories: str) -> tuple[str, ...]:
    """The terms of some categories of `formula_words.csv`, the longest first."""
    table = load_lexicon("formula_words")
    chosen = table.loc[[not set(categories).isdisjoint(cell.split("|")) for cell in table["category"]], "term"]
    return tuple(sorted(set(chosen), key=lambda term: (-len(term), term)))


@cache
def national() -> dict[str, dict[str, str]]:
    """The formulas known beyond these texts, by name: class, number, items, origin, note, source."""
    path = Path(__file__).parents[1] / "lexicons" / "national_formulas.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["formula"]: row for row in csv.DictReader(file)}


def formulas(text: str) -> list[Formula]:
    """The formulas of a folded text in reading order, without overlap: quoted before bare, long before short."""
    quoted = list(_quoted(text))
    names = {f.core for f in quoted if len(f.core) > 2 and f.kind not in APART}
    bare = [*_named(text, national()), *_named(text, names), *_bare(text)]
    ranked = [(0, f) for f in quoted] + [(1 + f.weak, f) for f in bare]
    taken, kept = bytearray(len(text)), []
    for _, formula in sorted(ranked, key=lambda r: (r[0], r[1].start - r[1].end, r[1].start)):
        if not any(taken[formula.start : formula.end]):
            taken[formula.start : formula.end] = b"\1" * (formula.end - formula.start)
            kept.append(formula)
    parts = {part for f in kept if f.kind == SLOGAN for part in re.split("[、,]", f.core)}
    return sorted(f._replace(kind=SLOGAN) if f.kind == FIXED and f.core in parts else f for f in kept)


def _quoted(text: str) -> Iterator[Formula]:
    for found in BESIDE.finditer(text):
        yield Formula(*found.span(), found[0].strip("”"), (str(numeral(found[1])),), found[2], SLOGAN)
    for found in QUOTED.finditer(text):
        core, following = found[1], text[found.end() : found.end() + 8]
        kind = _class(core, following) if len(core) <= LONGEST else ""
        if kind:
            head = _head(core, following)
            end = found.end() + len(head) * bool(MEASURED.fullmatch(core) and following.startswith(head))
            yield Formula(found.start(), end, core, numbers(core), head, kind)


def _class(core: str, following: str = "") -> str:
    """The class of a quoted string, empty where it is no formula."""
    if core in national():
        kind = national()[core]["class"]
        return kind if kind == "abbreviation" else kind + "_formula"
    if core in words("idiom") or core.startswith(words("place", "plant")) or SENTENCE.search(core):
        return ""
    if core in words("fixed_term") or HOTLINE.fullmatch(core):
        return SLOGAN if core.isascii() and _ending(following, words("code_head")) else FIXED
    if PLAN.match(core):
        return PLANNED
    if TARGET.fullmatch(core):
        return "target_formula"
    if "+" in core:
        return SLOGAN if SUM.match(core) else "plus_formula" if all(core.split("+")) else ""
    return _grammar(core)


def _grammar(core: str) -> str:
    """The class by grammar alone: parts that begin with a number, or several numbers inside."""
    if re.fullmatch("\\d{3,6}", core) or THOUSANDS.fullmatch(core):
        return SLOGAN if len(core) > 4 or core[0] not in "千万" else FIXED
    parts = re.split("[、, ]", core)
    numbered = [p for p in parts if (m := NUMBERED.match(p)) and not _counts(m, p)]
    if parts[0] in numbered:
        return FIXED if len(numbers(core)) == 1 and core[0] in "一零" else SLOGAN
    inside = INSIDE.search(core)
    return SLOGAN if numbered or inside and not PLAN.search(core) else ""


def _counts(found: re.Match, part: str) -> bool:
    """Does the number count a period, an order or a quantity (三年行动, 一季度)? A bare “四年” does not."""
    return len(part) > 2 and not found[2] and found[3].startswith(words("unit")) or part in words("idiom")


def numbers(core: str) -> tuple[str, ...]:
    """The numbers of a formula, in order.

    >>> numbers("三高四新"), numbers("4812"), numbers("十二大攻坚行动"), numbers("一个市场、两个强国")
    (('3', '4'), ('4', '8', '1', '2'), ('12',), ('1', '2'))
    """
    if "+" in core:
        return tuple(p if p.isalnum() and p.isascii() else "1" for p in core.split("+"))
    if re.fullmatch("\\d{3,6}", core):
        return tuple(core)
    return tuple(n for part in re.split("[、, ]", core) for n in _part(part.replace("一流", "")))


def _part(part: str) -> list[str]:
    """The numbers of one part: the first alone where a measure word follows it (六个问一问)."""
    measured = re.match(f"([{N}]{{1,3}}|\\d{{1,2}})[个大项种条张类]", part)
    found = [measured[1]] if measured else re.findall(f"[{N}]+|\\d+", part)
    return [n for run in found for n in _split(run)]


def _split(run: str) -> list[str]:
    if run.isascii():
        return [str(int(run))]
    tens = run.find("十") + 1
    return [str(numeral(run[: tens + 1]))] if tens else [str(numeral(c)) for c in run]


def _head(core: str, following: str = "") -> str:
    """What is numbered: the words after each number, or after the quotation where it holds no word of its own."""
    bodies = [body for _, _, body in NUMBERED.findall(core)]
    several = re.findall(f"[{N}][个大项种类张条]?([^{N}、,+]+)", core)
    after = _ending(following, words("head"))
    if len(several) > 1 and (not bodies or len(numbers(core)) > 1):
        return "|".join(several)
    countable = MEASURED.fullmatch(core) or bodies[:1] and bodies[0] in words("unit")
    if bodies and bodies[0] and not (after and countable):
        return bodies[0]
    return after or "".join(bodies[:1]) or core


def _ending(body: str, ends: tuple[str, ...], most: int = 8) -> str:
    """The longest beginning of `body` that ends in one of the words, before any function word."""
    stop = STOP.search(body)
    body = body[: stop.start() if stop else most]
    return next((body[:i] for i in range(min(len(body), most), 0, -1) if body.endswith(ends, 0, i)), "")


def _named(text: str, names: Iterable[str]) -> Iterator[Formula]:
    """Mentions of formulas known by name: national ones, and those that the text quotes elsewhere."""
    pattern = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    for found in re.finditer(pattern, text) if pattern else ():
        known = national().get(found[0])
        number = tuple(known["number"].split("|")) if known else numbers(found[0])
        yield Formula(*found.span(), found[0], number, _head(found[0]), _class(found[0]))


def _bare(text: str) -> Iterator[Formula]:
    for pattern, kind in ((SUM, SLOGAN), (EACH, SLOGAN), (TARGET, "target_formula"), (ZEROS, SLOGAN)):
        for found in pattern.finditer(text):
            yield Formula(*found.span(), found[0], numbers(found[0]), _head(found[0]), kind)
    for found in DOUBLE.finditer(text):
        if found[1] in words("head", "verbal", "abstract"):
            yield Formula(*found.span(), found[0], ("2",), found[1], SLOGAN)
    for found in RUN.finditer(text):
        body = _ending(found[2], words("head"))
        counted = words("unit") if found[1].isascii() else ()
        if body and not body.startswith(words("run_stop") + counted):
            core = found[1] + body
            yield Formula(found.start(), found.start() + len(core), core, tuple(_digits(found[1])), body, SLOGAN)
    yield from _big(text)
    yield from _some(text)
    yield from _compounds(text)


def _digits(run: str) -> Iterator[str]:
    return (str(numeral(c)) for c in run)


def _numbered(found: re.Match, body: str, kind: str = SLOGAN, weak: bool = False) -> Formula:
    """The match up to the end of `body`, which its last group begins with."""
    end = found.start(found.re.groups) + len(body)
    return Formula(found.start(), end, found.string[found.start() : end], (str(numeral(found[1])),), body, kind, weak)


def _big(text: str) -> Iterator[Formula]:
    """N大: with a head of the genre, else only where a list explains it."""
    for found in BIG.finditer(text):
        head, header = _ending(found[2], words("head")), _ending(found[2], words("header"))
        if numeral(found[1]) >= FIRST_CONGRESS:
            continue
        if header in words("header"):
            yield _numbered(found, header, HEADER)
        else:
            yield _numbered(found, head or found[2][:4], weak=not head)


def _some(text: str) -> Iterator[Formula]:
    """N个 and N项: headings of lists, verbs used as nouns (四个坚持), and what a quoted list of N explains."""
    for found in SOME.finditer(text):
        body = found[3]
        header = _ending(body, words("header"), 6)
        if body.startswith(words("counted")):
            continue
        if header in words("header"):
            yield _numbered(found, header, HEADER)
        elif found[2] == "个" and not found[1].isascii():
            noun = next((w for w in words("abstract", "verbal") if body.startswith(w)), "")
            after = body[len(noun) :] or text[found.end() : found.end() + 1]
            if noun in words("abstract") or noun and (not re.match(HAN, after) or after.startswith(words("head"))):
                yield _numbered(found, noun)
            elif text[found.start() - 1 : found.start()] == "”":
                yield _numbered(found, STOP.split(body)[0][:4], weak=True)
        elif found[2] in tuple("道把张座场件步") and text[found.end() : found.end() + 1] in tuple(":。,"):
            yield _numbered(found, body, weak=True)


def _compounds(text: str) -> Iterator[Formula]:
    """Numbers that repeat: 两品一械, 三高四新. One thing for each (一企一策) is a fixed term."""
    for found in COMPOUND.finditer(text):
        bodies = re.findall(f"[{N}]([^{N}、]+)", found[0])
        extra = max(len(bodies[-1]) - len(bodies[0]), 0)
        bodies[-1] = bodies[-1][: len(bodies[0])]
        core = found[0][: len(found[0]) - extra]
        if core.startswith(words("place")) or core in words("idiom") or len(set(bodies)) < len(bodies):
            continue
        if core[:2] in words("fixed_term"):
            continue
        single = set(re.findall(f"[{N}]", core)) == {"一"}
        if not any(body.startswith(words("unit")) for body in bodies) and not (single and len(core) > 4):
            kind = FIXED if single else SLOGAN
            yield Formula(found.start(), found.end() - extra, core, numbers(core), "|".join(bodies), kind)
