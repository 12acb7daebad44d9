"""The grammar of numbered formulas: the numbers of one, what they number, and of which class it is.

A formula is a number bound to a head without a thing counted (四大战略, 六个聚焦, “四激”), numbers that repeat
(两品一械, 三高四新), a code of digits (“4812”, “1+3+N”) or a sum of words. Plan names (“十四五”), fixed terms
(“一站式”) and idioms are told from them by word lists. National formulas are known by name.
"""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from jianguan.lexicon import load_lexicon
from jianguan.rhetoric.segments import numeral

SLOGAN, HEADER, FIXED, PLANNED = "slogan_formula", "enumeration_header", "fixed_term", "plan_name"
APART = (FIXED, PLANNED, HEADER)
N = "一二三四五六七八九十两双零"
HAN = "[\u4e00-\u9fff]"
# What may not stand before a number is looked at from behind its first character: a pattern is found several times
# faster where it begins with a set of characters.
FREE = f"(?<![第{N}百千万亿几数\\d.].)"
COUNT = f"[{N[1:11]}\\d]{FREE}(?:(?<=\\d)\\d?|(?<!\\d)[{N[1:11]}]{{0,2}})"
NUMBERED = re.compile(f"([{N}]{{1,2}}|\\d{{1,2}})([个大项种张条类件支场道步字级]?)({HAN}{{0,12}})")
SUM = re.compile("\\d(?<![\\d.+].)\\d{0,2}(?:\\+(?:\\d{1,3}|[NnXx])){1,5}(?![\\d%])")
HOTLINE = re.compile("(?:1[02]|9[56])\\d{3}")
RATE = re.compile(r"\d{1,3}(?:\.\d{1,2})?%")
TARGET = re.compile(f"({COUNT})个\\d{{1,3}}%")
MEASURED = re.compile(f"[{N}]{{1,2}}[个大项种类对]")
THOUSANDS = re.compile(f"[双百千万亿]{HAN}{{0,2}}[百千万亿]{HAN}{{0,4}}")
INSIDE = re.compile(f"[{N[:9]}]{{3,}}|[{N}]{HAN}{{1,2}}[{N}]{HAN}|^{HAN}{{2}}双{HAN}$")
PLAN = re.compile("十?[一二三四五六七八九]五(?:规划)?")
SENTENCE = re.compile("[。!?;:]|^(?:19|20)\\d\\d$")
STOP = re.compile("[的了和与及等为在是将要]|[^\u4e00-\u9fff]")
FIGURE = re.compile(f"[{N}百千万亿+\\d]")
CODE = re.compile("\\d{3,6}")
PARTS = re.compile("[、, ]")
COUNTED = re.compile(f"([{N}]{{1,3}}|\\d{{1,2}})[个大项种张条类]")
FIGURES = re.compile(f"[{N}]+|\\d+")
BODIES = re.compile(f"[{N}][个大项种类张条]?([^{N}、,+]+)")


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


def parts(core: str) -> list[str]:
    """The parts of a formula.

    >>> parts("一品牌、一平台")
    ['一品牌', '一平台']
    """
    return core.replace(",", "、").split("、")


def kind_of(core: str, following: str = "") -> str:
    """The class of a quoted string, empty where it is no formula; a code counts as one before what codes name."""
    found = kind_alone(core)
    return SLOGAN if found == FIXED and core.isascii() and ending(following, "code_head") else found


@lru_cache(maxsize=4096)
def kind_alone(core: str) -> str:
    """The class of a string whatever follows it."""
    if core in national():
        kind = national()[core]["class"]
        return kind if kind == "abbreviation" else kind + "_formula"
    fixed = core in known("fixed_term") or HOTLINE.fullmatch(core)
    if not fixed and not FIGURE.search(core):
        return ""
    if core in known("idiom") or core.startswith(words("place", "plant")) or SENTENCE.search(core):
        return ""
    if fixed:
        return FIXED
    if RATE.match(core):
        return ""
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


def head_of(core: str, following: str = "") -> str:
    """What is numbered: the words after each number, or after the quotation where it holds no word of its own."""
    bodies, several = [body for _, _, body in NUMBERED.findall(core)], BODIES.findall(core)
    if len(several) > 1 and len(numbers(core)) > 1:
        return "|".join(several)
    own = bodies[0] if bodies else ""
    if own and own not in known("unit") and not MEASURED.fullmatch(core):
        return own
    return ending(following, "head") or own or core


def ending(body: str, category: str, most: int = 8) -> str:
    """The longest beginning of `body` that ends in a word of the category, before any function word."""
    stop = STOP.search(body)
    last, ends = last_characters(category), words(category)
    for end in range(min(stop.start() if stop else len(body), most), 0, -1):
        if body[end - 1] in last and body.endswith(ends, 0, end):
            return body[:end]
    return ""


@lru_cache(maxsize=4096)
def reading(name: str) -> tuple[tuple[str, ...], str, str]:
    """The numbers, the head and the class of a formula mentioned by its name."""
    listed = national().get(name)
    return tuple(listed["number"].split("|")) if listed else numbers(name), head_of(name), kind_of(name)
