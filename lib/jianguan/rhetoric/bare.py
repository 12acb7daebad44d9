"""Numbered formulas that stand in the text without quotation marks.

They need a head of the genre, or numbers that repeat, or else (`weak`) a list beside them of exactly as many items.
"""

import re
from collections.abc import Iterator

from jianguan.rhetoric.grammar import (
    COUNT,
    FIXED,
    FREE,
    HAN,
    HEADER,
    SLOGAN,
    STOP,
    SUM,
    TARGET,
    Formula,
    N,
    ending,
    head_of,
    known,
    numbers,
    words,
)
from jianguan.rhetoric.segments import numeral

FIRST_CONGRESS = 16
BODY = f"(?![{N}是要个大]){HAN}"
COMPOUND = re.compile(f"[{N}]{FREE}(?:{BODY}){{1,3}}(?:、?[{N}](?:{BODY}){{1,3}}){{1,3}}")
BIG = re.compile(f"({COUNT})大({HAN}{{2,8}})")
SOME = re.compile(f"({COUNT})([个项条种点道把张座场件步]?)(?=({HAN}{{1,8}}))")  # the next may begin within its words
DOUBLE = re.compile(f"双(?<!{HAN}[无成]双)({HAN}{{2}})(?!{HAN})")
DIGITS = f"[{N[:9]}\\d]{FREE}(?<![A-Za-z—-].)(?<![A-Za-z—-] .)(?:(?<=\\d)\\d{{2,3}}|(?<!\\d)[{N[:9]}]{{2,5}})"
RUN = re.compile(f"({DIGITS})({HAN}{{2,6}})")
ZEROS = re.compile(f"零{HAN}{{2,3}}(?:、零{HAN}{{2,3}}){{1,4}}")
EACH = re.compile(f"百(?<![百千万亿].)(?:{HAN}千{HAN}万{HAN}|{HAN}{{2}}千{HAN}{{2}}万{HAN}{{2}})")
ONE_FIGURE = re.compile(f"[{N}]")
WHOLE = ("+", SUM, SLOGAN), ("百", EACH, SLOGAN), ("%", TARGET, "target_formula"), ("零", ZEROS, SLOGAN)
HANZI = re.compile(HAN)
REPEATED = re.compile(f"[{N}]([^{N}、]+)")


def bare_formulas(text: str) -> Iterator[Formula]:
    """The formulas that the grammar alone shows, some of them one inside another."""
    for mark, pattern, kind in WHOLE:
        for found in pattern.finditer(text) if mark in text else ():
            yield Formula(*found.span(), found[0], numbers(found[0]), head_of(found[0]), kind)
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
        body = ending(found[2], "head")
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
            head = ending(found[2], "head")
            yield _numbered(found, head or found[2][:4], weak=not head)


def _header(body: str, most: int = 8) -> str:
    """The word that a body begins with, where it announces a list and no longer phrase ends in such a word."""
    header = ending(body, "header", most) if body.startswith(words("header")) else ""
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
        elif measure and measure in "道把张座场件步" and text[found.end(3) : found.end(3) + 1] in tuple(":。,"):
            yield _numbered(found, body, weak=True)


def _nouns(found: re.Match, body: str) -> Iterator[Formula]:
    """N个 before a word that is no thing to be counted, or behind the quotations that it adds up."""
    text, end = found.string, found.end(3)
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
