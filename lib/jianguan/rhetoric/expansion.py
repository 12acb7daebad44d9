"""What a numbered formula stands for: the items its text lists, wherever they are."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from jianguan.alignment import Group, heads
from jianguan.rhetoric.candidates import Candidates
from jianguan.rhetoric.chains import Chains
from jianguan.rhetoric.enumerations import REACH, listed_after, listed_before
from jianguan.rhetoric.grammar import FIXED, HEADER, PLANNED, Formula, parts
from jianguan.rhetoric.parallelism import leads
from jianguan.rhetoric.segments import CLAUSE, Span

NEAR, TAIL, MOST = 80, 8, 40
LINK, LONGEST_LINK = re.compile("[”,]{0,2}[的等这以用即把将]{0,2}"), 4
DEFINED = re.compile("”?[,:]?(?:即|就是|是指|指)([^;。\\n]{2,80})")


class Expansion(NamedTuple):
    items: tuple[Span, ...]
    how: str


NONE = Expansion((), "none")


class Context:
    """A text with its numbered lists, and its parallel groups, looked for when a formula first needs them."""

    def __init__(self, linked: Chains):
        self.linked = linked
        self.text = linked.text
        self.lists = linked.lists

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self.linked)

    def aligned(self, groups: Iterable[Group], n: int, fits: Callable) -> Sequence[Span]:
        """The first of the groups of n members that fits."""
        fitting = [group for group in groups if len(group.members) == n and fits(group.members)]
        return min((group.members for group in fitting if self.candidates.stands(group)), default=())


def expansions(linked: Chains, formulas: Sequence[Formula]) -> list[Expansion]:
    """The items of each formula: from its own words, the list before or after it, or another mention."""
    text, context = linked.text, Context(linked)
    found = [_items(context, f, _limit(text, f, following)) for f, following in zip_longest(formulas, formulas[1:])]
    full = {}
    for formula, expansion in zip(formulas, found, strict=True):
        if expansion.how == "full":
            full.setdefault(_name(formula), expansion.items)
    return [
        Expansion(full[_name(f)], "elsewhere") if e.how == "none" and _name(f) in full else e
        for f, e in zip(formulas, found, strict=True)
    ]


def _name(formula: Formula) -> tuple:
    return formula.numbers, formula.head


def _limit(text: str, formula: Formula, following: Formula | None) -> int:
    """How far the list after a formula may begin: well before the next formula with the same number."""
    limit = min(formula.end + NEAR, len(text))
    return min(limit, following.start - NEAR // 2) if following and following.numbers == formula.numbers else limit


def _items(context: Context, formula: Formula, limit: int) -> Expansion:
    own = _own(context.text, formula) or _defined(context.text, formula)
    if own:
        return Expansion(tuple(own), "full")
    if formula.kind in (FIXED, PLANNED):
        return NONE
    for n in _sizes(formula):
        items = _found(context, formula, limit, n)
        if items:
            return Expansion(tuple(items), "full" if len(items) == n else "partial")
    return NONE


def _sizes(formula: Formula) -> list[int]:
    """How many items the formula may stand for: its number (四位一体: four); of several their sum, or one for each."""
    each = [int(n) for n in formula.numbers if n.isdigit()]
    if len(each) < len(formula.numbers):
        return [len(formula.numbers)]
    alike = len(set(each)) == 1 or each[1:] == [1]
    sizes = [each[0]] if alike else [sum(each), len(each)]
    return [n for n in sizes if 2 <= n <= MOST]


def _found(context: Context, formula: Formula, limit: int, n: int) -> Sequence[Span]:
    text, national = context.text, formula.kind in ("policy_formula", "political_formula")
    return (
        (not national and (listed_before(text, formula.start, n) or _parallel_before(context, formula, n)))
        or listed_after(text, formula.end, n)
        or _listed(context, formula, limit, n)
        or _repeated(text, formula, n)
        or _parallel_after(context, formula, limit, n)
        or _aspects(text, formula, n)
        or _listed_before(context, formula, n)
    )


def _own(text: str, formula: Formula) -> list[Span]:
    """Formulas that are their own list: sums of words, zeros, and one for each (零门槛、零距离)."""
    figures = set(formula.numbers)
    if formula.kind == "plus_formula":
        words, least = formula.core.split("+"), 2
    elif figures in ({"0"}, {"1"}):
        words, least = parts(formula.core), 3 if figures == {"1"} else 2
    else:
        return []
    if len(words) < least:
        return []
    starts = [text.index(word, formula.start) for word in words]
    return [(start, start + len(word)) for start, word in zip(starts, words, strict=True)]


def _defined(text: str, formula: Formula) -> list[Span]:
    """Parts defined one by one: “一品牌”,即…;“一平台”,即…"""
    words, found = parts(formula.core), []
    single = len(words) == 1 and len(set(formula.numbers)) == 1 and formula.numbers[0] != "1"
    if single or formula.kind == HEADER:
        return []
    for word in words:
        definition = _definition(text, word, formula.start)
        if not definition:
            return []
        found.append(definition)
    return found


def _definition(text: str, word: str, start: int) -> Span | None:
    """What a text soon says of a word: 即…"""
    end = start + REACH
    at = text.find(word, start, end)
    while at >= 0:
        if said := DEFINED.match(text, at + len(word), end):
            return said.span(1)
        at = text.find(word, at + 1, end)
    return None


def _listed(context: Context, formula: Formula, limit: int, n: int) -> list[Span]:
    """The heads of the numbered list that begins soon after the formula, before the next formula."""
    text, lists = context.text, context.lists
    at = bisect_left(lists, formula.end, key=lambda markers: markers[0][0])
    markers = lists[at] if at < len(lists) else []
    if len(markers) != n or markers[0][0] > limit:
        return []
    found = [_around(text, span, formula.head) for span in heads(text, markers).members]
    return _nouns(text, found, formula.head) if all(start < end for start, end in found) else []


def _listed_before(context: Context, formula: Formula, n: int) -> list[Span]:
    """The heads of the numbered list just before the formula, where each of them names its head (一是理念之困…三困)."""
    text, lists = context.text, context.lists
    at = bisect_left(lists, formula.start, key=lambda markers: markers[0][0])
    markers = lists[at - 1] if at else []
    if len(markers) != n or markers[-1][1] < formula.start - REACH:
        return []
    found = [_around(text, span, formula.head) for span in heads(text, markers).members]
    return found if all(text.endswith(formula.head, *span) for span in found) else []


def _nouns(text: str, items: list[Span], head: str) -> list[Span]:
    """Items that name the head, without the verb they all begin with (实施质量提升工程, 实施安全护航工程)."""
    verbs = {re.match("..好?", text[start:end])[0] for start, end in items if end - start > 2}
    if len(verbs) == 1 and leads(text[slice(*items[0])]) and all(text.endswith(head, *span) for span in items):
        return [(start + len(*verbs), end) for start, end in items]
    return items


def _around(text: str, span: Span, head: str) -> Span:
    """The clause of the span that names the head, where there is one."""
    for clause in CLAUSE.finditer(text, *span):
        if head and clause[0].endswith(head) and len(head) > 1:
            return clause.span()
    return span


def _repeated(text: str, formula: Formula, n: int) -> list[Span]:
    """N clauses that begin with the head (五个坚持: 坚持…, 坚持…)."""
    head, start = formula.head, formula.end
    region = text[start : start + REACH].split("\n", 1)[0]
    if len(head) < 2 or region.count(head) < n:
        return []
    clause = f"(?:^|[,;:。、“])(?:要|必须)?({re.escape(head)}[^,;。、“”\\n]{{2,40}})"
    found = [(start + m.start(1), start + m.end(1)) for m in re.finditer(clause, region)]
    return found if len(found) == n else []


def _parallel_after(context: Context, formula: Formula, limit: int, n: int) -> Sequence[Span]:
    """The parallel group of as many members that begins soon after the formula.

    It must begin in the same sentence; after the heading of a list (八方面工作。…) in the same paragraph; after a
    formula that closes its paragraph (提出“三个一”要求:) it may begin the next. Where the numbers repeat, each member
    names all the heads (四抓四促: 抓…促…).
    """
    text, end = context.text, formula.end
    if n < 3 or limit < end:
        return ()
    high = _farthest(text, formula, limit)

    def fits(members: Sequence[Span]) -> bool:
        start = members[0][0]
        return end <= start <= high and _reaches(formula, text[end:start]) and _names_all(text, formula, members)

    return context.aligned(context.candidates.beginning(n, end, high), n, fits)


def _farthest(text: str, formula: Formula, limit: int) -> int:
    """Where the sentence, or what else a group may begin in, ends."""
    line = text.find("\n", formula.end, limit)
    announced = formula.kind == HEADER
    if not announced and 0 <= line - formula.end <= TAIL:
        return limit
    stops = line, -1 if announced else text.find("。", formula.end, limit)
    return min([stop for stop in stops if stop >= 0], default=limit)


def _names_all(text: str, formula: Formula, members: Sequence[Span]) -> bool:
    items = [text[start:end] for start, end in members]
    return len(formula.numbers) == 1 or all(head in item for head in formula.head.split("|") for item in items)


def _reaches(formula: Formula, gap: str) -> bool:
    if "\n" in gap:
        return gap.index("\n") <= TAIL and formula.kind != HEADER
    return "。" not in gap or formula.kind == HEADER


def _parallel_before(context: Context, formula: Formula, n: int) -> Sequence[Span]:
    """The parallel group of as many members that ends just before the formula (…,以“六员”身份; …的“131”工程)."""
    text, start = context.text, formula.start
    if n < 3:
        return ()
    linked = [end for end in range(max(start - LONGEST_LINK, 0), start + 1) if LINK.fullmatch(text, end, start)]

    def fits(members: Sequence[Span]) -> bool:
        return members[-1][1] in linked

    return context.aligned(context.candidates.ending(n, linked[0], start), n, fits)


def _aspects(text: str, formula: Formula, n: int) -> list[Span]:
    """The aspects the text takes up one by one (四大安全: 食品安全方面, … 药品安全方面, …), some or all."""
    head, start, end = formula.head, formula.end, formula.end + REACH
    if len(head) < 2 or text.count(head, start, end) < 2:
        return []
    aspect = re.compile(f"(?<=[。;:,\\n])((?:[\u4e00-\u9fff]){{1,6}}{re.escape(head)})(?:方面|上|领域)")
    found = [m.span(1) for m in aspect.finditer(text, start, end)]
    return found if 2 <= len(found) <= n else []
