"""Numbered formulas in a text, by their grammar: where they stand, what they number, which class they are.

A formula is a number bound to a head without a thing counted (四大战略, 六个聚焦, “四激”), numbers that repeat
(两品一械, 三高四新), a code of digits (“4812”, “1+3+N”) or a sum of words. Quoted ones are told from plan names
(“十四五”), fixed terms (“一站式”) and idioms by word lists; bare ones need a head of the genre, or a list beside
them that has exactly as many items. National formulas are known by name.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from jianguan.lexicon import load_lexicon
from jianguan.rhetoric.segments import QUOTED, numeral

SLOGAN, HEADER, FIXED, PLANNED = "slogan_formula", "enumeration_header", "fixed_term", "plan_name"
APART = (FIXED, PLANNED, HEADER)
LONGEST = 24
FIRST_CONGRESS = 16
N = "一二三四五六七八九十两双零"
HAN = "[\u4e00-\u9fff]"
# What may not stand before a number is looked at from behind its first character: a pattern is found several times
# faster where it begins with a set of characters.
FREE = f"(?<![第{N}百千万亿几数\\d.].)"
COUNT = f"[{N[1:11]}\\d]{FREE}(?:(?<=\\d)\\d?|(?<!\\d)[{N[1:11]}]{{0,2}})"
BODY = f"(?![{N}是要个大]){HAN}"
NUMBERED = re.compile(f"([{N}]{{1,2}}|\\d{{1,2}})([个大项种张条类件支场道步字级]?)({HAN}{{0,12}})")
COMPOUND = re.compile(f"[{N}]{FREE}(?:{BODY}){{1,3}}(?:、?[{N}](?:{BODY}){{1,3}}){{1,3}}")
BIG = re.compile(f"({COUNT})大({HAN}{{2,8}})")
SOME = re.compile(f"({COUNT})([个项条种点道把张座场件步]?)({HAN}{{1,8}})")
BESIDE = re.compile(f"([{N[1:11]}]{FREE}[{N[1:11]}]?)[大个项种张条类]?“([^“”0-9]{{1,12}})”")
DOUBLE = re.compile(f"双(?<!{HAN}[无成]双)({HAN}{{2}})(?!{HAN})")
SUM = re.compile("\\d(?<![\\d.+].)\\d{0,2}(?:\\+(?:\\d{1,3}|[NnXx])){1,5}(?![\\d%])")
DIGITS = f"[{N[:9]}\\d]{FREE}(?<![A-Za-z—-].)(?<![A-Za-z—-] .)(?:(?<=\\d)\\d{{2,3}}|(?<!\\d)[{N[:9]}]{{2,5}})"
RUN = re.compile(f"({DIGITS})({HAN}{{2,6}})")
HOTLINE = re.compile("(?:1[02]|9[56])\\d{3}")
ZEROS = re.compile(f"零{HAN}{{2,3}}(?:、零{HAN}{{2,3}}){{1,4}}")
TARGET = re.compile(f"({COUNT})个\\d{{1,3}}%")
MEASURED = re.compile(f"[{N}]{{1,2}}[个大项种类对]")
THOUSANDS = re.compile(f"[双百千万亿]{HAN}{{0,2}}[百千万亿]{HAN}{{0,4}}")
INSIDE = re.compile(f"[{N[:9]}]{{3,}}|[{N}]{HAN}{{1,2}}[{N}]{HAN}|^{HAN}{{2}}双{HAN}$")
EACH = re.compile(f"百(?<![百千万亿].)(?:{HAN}千{HAN}万{HAN}|{HAN}{{2}}千{HAN}{{2}}万{HAN}{{2}})")
PLAN = re.compile("十?[一二三四五六七八九]五(?:规划)?")
SENTENCE = re.compile("[。!?;:]|^(?:19|20)\\d\\d$")
STOP = re.compile("[的了和与及等为在是将要]|[^\u4e00-\u9fff]")
FIGURE = re.compile(f"[{N}百千万亿+\\d]")
CODE = re.compile("\\d{3,6}")
PARTS = re.compile("[、, ]")
COUNTED = re.compile(f"([{N}]{{1,3}}|\\d{{1,2}})[个大项种张条类]")
ONE_FIGURE = re.compile(f"[{N}]")
HANZI = re.compile(HAN)
FIGURES = re.compile(f"[{N}]+|\\d+")
REPEATED = re.compile(f"[{N}]([^{N}、]+)")
BODIES = re.compile(f"[{N}][个大项种类张条]?([^{N}、,+]+)")
LONGEST_FIRST = ahocorasick_rs.MatchKind.LeftmostLongest


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
def known(*categories: str) -> frozenset[str]:
    """The same terms, to look one up."""
    return frozenset(words(*categories))


@cache
def last_characters(*categories: str) -> frozenset[str]:
    return frozenset(term[-1] for term in words(*categories))


@cache
def national() -> dict[str, dict[str, str]]:
    """The formulas known beyond these texts, by name: class, number, items, origin, note, source."""
    path = Path(__file__).parents[1] / "lexicons" / "national_formulas.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["formula"]: row for row in csv.DictReader(file)}


def formulas(text: str) -> list[Formula]:
    """The formulas of a folded text in reading order, without overlap: quoted before bare, long before short."""
    quoted = list(_quoted(text))
    bare = [*_national(text), *_again(text, quoted), *_bare(text)]
    taken, kept = bytearray(len(text)), []
    for formula in [*sorted(quoted, key=_rank), *sorted(bare, key=_rank)]:
        if taken.find(1, formula.start, formula.end) < 0:
            taken[formula.start : formula.end] = b"\1" * (formula.end - formula.start)
            kept.append(formula)
    explained = {part for f in kept if f.kind == SLOGAN for part in parts(f.core)}
    return sorted(f._replace(kind=SLOGAN) if f.kind == FIXED and f.core in explained else f for f in kept)


def _rank(formula: Formula) -> tuple[bool, int, int]:
    return formula.weak, formula.start - formula.end, formula.start


def parts(core: str) -> list[str]:
    """The parts of a formula.

    >>> parts("一品牌、一平台")
    ['一品牌', '一平台']
    """
    return core.replace(",", "、").split("、")


def _quoted(text: str) -> Iterator[Formula]:
    for found in BESIDE.finditer(text):
        yield Formula(*found.span(), found[0].strip("”"), (str(numeral(found[1])),), found[2], SLOGAN)
    for found in QUOTED.finditer(text):
        core, (start, end) = found[1], found.span()
        following = text[end : end + 8]
        kind = _class(core, following) if len(core) <= LONGEST else ""
        if kind:
            head = _head(core, following)
            named_behind = following.startswith(head) and MEASURED.fullmatch(core)
            yield Formula(start, end + len(head) * bool(named_behind), core, numbers(core), head, kind)


def _class(core: str, following: str = "") -> str:
    """The class of a quoted string, empty where it is no formula."""
    if core in national():
        kind = national()[core]["class"]
        return kind if kind == "abbreviation" else kind + "_formula"
    fixed = core in known("fixed_term") or HOTLINE.fullmatch(core)
    if not fixed and not FIGURE.search(core):
        return ""
    if core in known("idiom") or core.startswith(words("place", "plant")) or SENTENCE.search(core):
        return ""
    if fixed:
        return SLOGAN if core.isascii() and _ending(following, "code_head") else FIXED
    if PLAN.match(core):
        return PLANNED
    if TARGET.fullmatch(core):
        return "target_formula"
    if "+" in core:
        return SLOGAN if SUM.match(core) else "plus_formula" if all(core.split("+")) else ""
    return _grammar(core)


def _grammar(core: str) -> str:
    """The class by grammar alone: parts that begin with a number, or several numbers inside."""
    if CODE.fullmatch(core) or THOUSANDS.fullmatch(core):
        return SLOGAN if len(core) > 4 or core[0] not in "千万" else FIXED
    pieces = PARTS.split(core)
    numbered = [p for p in pieces if (m := NUMBERED.match(p)) and not _counts(m, p)]
    if pieces[0] in numbered:
        return FIXED if core[0] in "一零" and len(numbers(core)) == 1 else SLOGAN
    inside = INSIDE.search(core)
    return SLOGAN if numbered or inside and not PLAN.search(core) else ""


def _counts(found: re.Match, part: str) -> bool:
    """Does the number count a period, an order or a quantity (三年行动, 一季度)? A bare “四年” does not."""
    return len(part) > 2 and not found[2] and found[3].startswith(words("unit")) or part in known("idiom")


@lru_cache(maxsize=4096)
def numbers(core: str) -> tuple[str, ...]:
    """The numbers of a formula, in order.

    >>> numbers("三高四新"), numbers("4812"), numbers("十二大攻坚行动"), numbers("一个市场、两个强国")
    (('3', '4'), ('4', '8', '1', '2'), ('12',), ('1', '2'))
    """
    if "+" in core:
        return tuple(p if p.isalnum() and p.isascii() else "1" for p in core.split("+"))
    if CODE.fullmatch(core):
        return tuple(core)
    return tuple([n for part in PARTS.split(core) for n in _part(part.replace("一流", ""))])


def _part(part: str) -> list[str]:
    """The numbers of one part: the first alone where a measure word follows it (六个问一问)."""
    measured = COUNTED.match(part)
    found = [measured[1]] if measured else FIGURES.findall(part)
    return [n for run in found for n in _split(run)]


def _split(run: str) -> list[str]:
    if run.isascii():
        return [str(int(run))]
    tens = run.find("十") + 1
    return [str(numeral(run[: tens + 1]))] if tens else [str(numeral(c)) for c in run]


def _head(core: str, following: str = "") -> str:
    """What is numbered: the words after each number, or after the quotation where it holds no word of its own."""
    bodies, several = [body for _, _, body in NUMBERED.findall(core)], BODIES.findall(core)
    if len(several) > 1 and len(numbers(core)) > 1:
        return "|".join(several)
    own = bodies[0] if bodies else ""
    if own and own not in known("unit") and not MEASURED.fullmatch(core):
        return own
    return _ending(following, "head") or own or core


def _ending(body: str, category: str, most: int = 8) -> str:
    """The longest beginning of `body` that ends in a word of the category, before any function word."""
    stop = STOP.search(body)
    last, ends = last_characters(category), words(category)
    for end in range(min(stop.start() if stop else len(body), most), 0, -1):
        if body[end - 1] in last and body.endswith(ends, 0, end):
            return body[:end]
    return ""


def _national(text: str) -> Iterator[Formula]:
    """Mentions of formulas known by name."""
    for found in national_names().finditer(text):
        yield _mention(found[0], *found.span())


@cache
def national_names() -> re.Pattern:
    return re.compile("|".join(sorted(map(re.escape, national()), key=lambda name: (-len(name), name))))


def _again(text: str, quoted: list[Formula]) -> Iterator[Formula]:
    """Bare mentions of formulas that the text quotes elsewhere."""
    names = sorted({f.core for f in quoted if len(f.core) > 2 and f.kind not in APART})
    finder = ahocorasick_rs.AhoCorasick(names, matchkind=LONGEST_FIRST)
    for which, start, end in finder.find_matches_as_indexes(text):
        if text[start - 1 : start] != "“" or text[end : end + 1] != "”":
            yield _mention(names[which], start, end)


def _mention(name: str, start: int, end: int) -> Formula:
    return Formula(start, end, name, *reading(name))


@lru_cache(maxsize=4096)
def reading(name: str) -> tuple[tuple[str, ...], str, str]:
    """The numbers, the head and the class of a formula mentioned by its name."""
    listed = national().get(name)
    return tuple(listed["number"].split("|")) if listed else numbers(name), _head(name), _class(name)


def _bare(text: str) -> Iterator[Formula]:
    for pattern, kind in ((SUM, SLOGAN), (EACH, SLOGAN), (TARGET, "target_formula"), (ZEROS, SLOGAN)):
        for found in pattern.finditer(text):
            yield Formula(*found.span(), found[0], numbers(found[0]), _head(found[0]), kind)
    for found in DOUBLE.finditer(text):
        if found[1] in known("head", "verbal", "abstract"):
            yield Formula(*found.span(), found[0], ("2",), found[1], SLOGAN)
    yield from _runs(text)
    yield from _big(text)
    yield from _some(text)
    yield from _compounds(text)


def _runs(text: str) -> Iterator[Formula]:
    """Several digits before a head of the genre: 三四六行动, 4812战略."""
    for found in RUN.finditer(text):
        run, start = found[1], found.start()
        body = _ending(found[2], "head")
        if body and not body.startswith(words("run_stop", "unit") if run.isascii() else words("run_stop")):
            core = run + body
            yield Formula(start, start + len(core), core, tuple([str(numeral(c)) for c in run]), body, SLOGAN)


def _numbered(found: re.Match, body: str, kind: str = SLOGAN, weak: bool = False) -> Formula:
    """The match up to the end of `body`, which its last group begins with."""
    end = found.start(found.re.groups) + len(body)
    return Formula(found.start(), end, found.string[found.start() : end], (str(numeral(found[1])),), body, kind, weak)


def _big(text: str) -> Iterator[Formula]:
    """N大: with a head of the genre, else only where a list explains it."""
    for found in BIG.finditer(text):
        if numeral(found[1]) >= FIRST_CONGRESS:
            continue
        if header := _header(found[2]):
            yield _numbered(found, header, HEADER)
        else:
            head = _ending(found[2], "head")
            yield _numbered(found, head or found[2][:4], weak=not head)


def _header(body: str, most: int = 8) -> str:
    """The word that a body begins with, where it announces a list and no longer phrase ends in such a word."""
    header = _ending(body, "header", most) if body.startswith(words("header")) else ""
    return header if header in known("header") else ""


def _some(text: str) -> Iterator[Formula]:
    """N个 and N项: headings of lists, verbs used as nouns (四个坚持), and what a quoted list of N explains."""
    for found in SOME.finditer(text):
        number, measure, body = found.groups()
        if body.startswith(words("counted")):
            continue
        if header := _header(body, 6):
            yield _numbered(found, header, HEADER)
        elif measure == "个" and not number.isascii():
            yield from _nouns(found, body)
        elif measure and measure in "道把张座场件步" and text[found.end() : found.end() + 1] in tuple(":。,"):
            yield _numbered(found, body, weak=True)


def _nouns(found: re.Match, body: str) -> Iterator[Formula]:
    """N个 before a word that is no thing to be counted, or behind the quotations that it adds up."""
    text, end = found.string, found.end()
    noun = next((body[:size] for size in range(len(body), 0, -1) if body[:size] in known("abstract", "verbal")), "")
    after = body[len(noun) :] or text[end : end + 1]
    if noun in known("abstract") or noun and (not HANZI.match(after) or after.startswith(words("head"))):
        yield _numbered(found, noun)
    elif text[found.start() - 1 : found.start()] == "”":
        yield _numbered(found, STOP.split(body)[0][:4], weak=True)


def _compounds(text: str) -> Iterator[Formula]:
    """Numbers that repeat: 两品一械, 三高四新. One thing for each (一企一策) is a fixed term."""
    for found in COMPOUND.finditer(text):
        bodies = REPEATED.findall(found[0])
        extra = max(len(bodies[-1]) - len(bodies[0]), 0)
        bodies[-1] = bodies[-1][: len(bodies[0])]
        core = found[0][: len(found[0]) - extra]
        if core.startswith(words("place")) or core in known("idiom") or len(set(bodies)) < len(bodies):
            continue
        if core[:2] in known("fixed_term"):
            continue
        single = set(ONE_FIGURE.findall(core)) == {"一"}
        if not any(body.startswith(words("unit")) for body in bodies) and not (single and len(core) > 4):
            kind = FIXED if single else SLOGAN
            yield Formula(found.start(), found.end() - extra, core, numbers(core), "|".join(bodies), kind)
