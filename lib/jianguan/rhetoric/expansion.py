"""What a numbered formula stands for: the items its text lists, wherever they are."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple, Protocol

from jianguan.alignment import Group, heads, parallels
from jianguan.rhetoric.parallelism import evidence, leads
from jianguan.rhetoric.segments import CLAUSE, JOINTS, QUOTED, Span, series

REACH, NEAR, TAIL, LONGEST, MOST = 400, 80, 8, 20, 40
LINK = re.compile("[”,]{0,2}[的等这以用即把将]{0,2}")
CUE = re.compile(
    "[”」]?[^,。;:“”(\\n]{0,10}[”」]?(?:[,:(]|——|。)?(?:即|也就是|就是|包括|包含|涵盖|分别[是为指]|是指|指的?是|具体(?:是|为|指|包括)|主要(?:是|有|包括))"
    "[:,]?|[”」]?[^,。;:“”(\\n]{0,8}(?:[:(]|——)"
)


class Mention(Protocol):
    start: int
    end: int
    core: str
    numbers: tuple[str, ...]
    head: str
    kind: str


class Expansion(NamedTuple):
    items: tuple[Span, ...]
    how: str


NONE = Expansion((), "none")


def expansions(text: str, formulas: Sequence[Mention]) -> list[Expansion]:
    """The items of each formula: from its own words, the list before or after it, or another mention."""
    lists, groups = series(text), parallels(text)
    found = [
        _items(text, f, _limit(text, f, following), lists, groups)
        for f, following in zip_longest(formulas, formulas[1:])
    ]
    full = {}
    for formula, expansion in zip(formulas, found, strict=True):
        if expansion.how == "full":
            full.setdefault(_name(formula), expansion.items)
    return [
        Expansion(full[_name(f)], "elsewhere") if e.how == "none" and _name(f) in full else e
        for f, e in zip(formulas, found, strict=True)
    ]


def _name(formula: Mention) -> tuple:
    return formula.numbers, formula.head


def _limit(text: str, formula: Mention, following: Mention | None) -> int:
    """How far the list after a formula may begin: well before the next formula with the same number."""
    limit = min(formula.end + NEAR, len(text))
    return min(limit, following.start - NEAR // 2) if following and following.numbers == formula.numbers else limit


def _items(text: str, formula: Mention, limit: int, lists: list[list[Span]], groups: Sequence[Group]) -> Expansion:
    own = _own(text, formula) or _defined(text, formula)
    if own:
        return Expansion(tuple(own), "full")
    if formula.kind in ("fixed_term", "plan_name"):
        return NONE
    for n in _sizes(formula):
        items = _found(text, formula, limit, n, lists, groups)
        if items:
            return Expansion(tuple(items), "full" if len(items) == n else "partial")
    return NONE


def _sizes(formula: Mention) -> list[int]:
    """How many items the formula may stand for: its number (四位一体: four); of several their sum, or one for each."""
    each = [int(n) for n in formula.numbers if n.isdigit()]
    if len(each) < len(formula.numbers):
        return [len(formula.numbers)]
    alike = len(set(each)) == 1 or each[1:] == [1]
    sizes = [each[0]] if alike else [sum(each), len(each)]
    return [n for n in sizes if 2 <= n <= MOST]


def _found(
    text: str, formula: Mention, limit: int, n: int, lists: list[list[Span]], groups: Sequence[Group]
) -> Sequence[Span]:
    national = formula.kind in ("policy_formula", "political_formula")
    return (
        (not national and (_before(text, formula.start, n) or _parallel_before(text, formula, n, groups)))
        or _after(text, formula.end, n)
        or _listed(text, formula, limit, n, lists)
        or _repeated(text, formula, n)
        or _parallel_after(text, formula, limit, n, groups)
        or _aspects(text, formula, n)
        or _listed_before(text, formula, n, lists)
    )


def _own(text: str, formula: Mention) -> list[Span]:
    """Formulas that are their own list: sums of words, zeros, and one for each (零门槛、零距离)."""
    parts = re.split("\\+" if formula.kind == "plus_formula" else "[、,]", formula.core)
    own = (
        formula.kind == "plus_formula"
        or set(formula.numbers) == {"0"}
        or set(formula.numbers) == {"1"}
        and len(parts) > 2
    )
    if not own or len(parts) < 2:
        return []
    starts = [text.index(part, formula.start) for part in parts]
    return [(start, start + len(part)) for start, part in zip(starts, parts, strict=True)]


def _defined(text: str, formula: Mention) -> list[Span]:
    """Parts defined one by one: “一品牌”,即…;“一平台”,即…"""
    if formula.kind == "enumeration_header":
        return []
    parts, cue = re.split("[、,]", formula.core), "”?[,:]?(?:即|就是|是指|指)"
    definitions = [re.compile(re.escape(part) + cue + "([^;。\\n]{2,80})") for part in parts]
    found = [definition.search(text, formula.start, formula.start + REACH) for definition in definitions]
    if len(parts) == 1 and found[0] and len(set(formula.numbers)) == 1 and formula.numbers[0] != "1":
        return []
    return [m.span(1) for m in found] if all(found) else []


def _before(text: str, start: int, n: int) -> list[Span]:
    """The list that ends where the formula begins."""
    low = max(start - REACH, 0)
    floor = max([low, *(text.rfind(mark, low, start) + 1 for mark in "。;!?\n")])
    end = start - text[floor:start].endswith(("等", "的", "("))
    quotes = _quotes(text, floor, end, n)
    if quotes:
        inner = _split(text, *quotes[0], n) if len(quotes) == 1 else quotes
        return inner if len(inner) == n else []
    comma = max(text.rfind(mark, floor, end) for mark in ",:") + 1
    pieces = _pieces(text, max(comma, floor), end, "、")
    if len(pieces) != n or pieces[-1][1] - pieces[-1][0] > LONGEST:
        return []
    return [_fitted(text, pieces), *pieces[1:]]


def _quotes(text: str, floor: int, end: int, n: int) -> list[Span]:
    """The quotations that stand side by side just before `end`."""
    found: list[Span] = []
    while len(found) <= n and text.endswith("”", floor, end) and (opened := text.rfind("“", floor, end)) >= 0:
        found.insert(0, (opened + 1, end - 1))
        end = opened - (text[opened - 1 : opened] in tuple("、,和与及"))
    return found


def _fitted(text: str, pieces: list[Span]) -> Span:
    """The first piece without the words that lead up to the list (全力确保食品, 药品, …: 食品)."""
    (start, end), *rest = pieces
    low, high = min(e - s for s, e in rest), max(e - s for s, e in rest)
    others = [text[s:e] for s, e in rest]
    verbal = all(map(leads, others))

    def fit(cut: int) -> tuple:
        item, before = text[cut:end], text[cut - 2 : cut]
        return evidence([item, *others]), leads(item) == verbal, leads(before), -abs(end - cut - high), -cut

    return max(range(max(start, end - high - 2), max(end - low, start) + 1), key=fit), end


def _pieces(text: str, start: int, end: int, mark: str) -> list[Span]:
    """The pieces of a stretch between marks; the last may hold two (A和B)."""
    if sum(text.count(m, start, end) for m in mark) > MOST:
        return []
    pieces = [(start + m.start(), start + m.end()) for m in re.finditer(f"[^{mark}]+", text[start:end])]
    if mark == "、" and pieces:
        last = pieces[-1]
        joint = JOINTS.search(text, last[0] + 1, last[1] - 1)
        if joint:
            pieces[-1:] = [(last[0], joint.start()), (joint.end(), last[1])]
    return pieces


def _split(text: str, start: int, end: int, n: int) -> list[Span]:
    """The stretch cut into n pieces at the coarsest marks that give n."""
    for mark in ";", ",", "、", ",、":
        pieces = _pieces(text, start, end, mark)
        if len(pieces) == n:
            return pieces
    return []


def _after(text: str, end: int, n: int) -> list[Span]:
    """The list that a cue announces: 即…, 包括… (up to a comma, where that is all of it), a colon or a bracket."""
    cue = CUE.match(text, end)
    if not cue:
        return []
    commas = [] if cue[0].endswith((":", "—", "(")) else ["[,;。\\n)]"]
    for ends in *commas, "[;。\\n)]", "[。\\n)]":
        stop = re.compile(ends).search(text, cue.end(), cue.end() + REACH)
        pieces = _unquoted(text, cue.end(), stop.start() if stop else min(cue.end() + REACH, len(text)), n)
        if pieces:
            return pieces
    return []


def _unquoted(text: str, start: int, end: int, n: int) -> list[Span]:
    """The n pieces of a stretch, of the quotation that fills it, or its n quotations."""
    if text.startswith("“", start) and text.find("”", start) == end - 1:
        start, end = start + 1, end - 1
    quotes = [m.span(1) for m in QUOTED.finditer(text, start, end)]
    return _split(text, start, end, n) or (quotes if len(quotes) == n else [])


def _listed(text: str, formula: Mention, limit: int, n: int, lists: list[list[Span]]) -> list[Span]:
    """The heads of the numbered list that begins soon after the formula, before the next formula."""
    at = bisect_left(lists, formula.end, key=lambda markers: markers[0][0])
    markers = lists[at] if at < len(lists) else []
    if len(markers) != n or markers[0][0] > limit:
        return []
    found = [_around(text, span, formula.head) for span in heads(text, markers).members]
    return _nouns(text, found, formula.head) if all(start < end for start, end in found) else []


def _listed_before(text: str, formula: Mention, n: int, lists: list[list[Span]]) -> list[Span]:
    """The heads of the numbered list just before the formula, where each of them names its head (一是理念之困…三困)."""
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


def _repeated(text: str, formula: Mention, n: int) -> list[Span]:
    """N clauses that begin with the head (五个坚持: 坚持…, 坚持…)."""
    if len(formula.head) < 2:
        return []
    region = text[formula.end : formula.end + REACH].split("\n", 1)[0]
    found = [
        m.span(1)
        for m in re.finditer(f"(?:^|[,;:。、“])(?:要|必须)?({re.escape(formula.head)}[^,;。、“”\\n]{{2,40}})", region)
    ]
    return [(formula.end + s, formula.end + e) for s, e in found] if len(found) == n else []


def _parallel_after(text: str, formula: Mention, limit: int, n: int, groups: Sequence[Group]) -> Sequence[Span]:
    """The parallel group of as many members that begins soon after the formula.

    It must begin in the same sentence; after the heading of a list (八方面工作。…) in the same paragraph; after a
    formula that closes its paragraph (提出“三个一”要求:) it may begin the next. Where the numbers repeat, each member
    names all the heads (四抓四促: 抓…促…).
    """
    at = bisect_left(groups, formula.end, key=lambda group: group.members[0][0])
    for group in groups[at : at + 8]:
        start = group.members[0][0]
        if start <= limit and len(group.members) == n > 2 and _reaches(formula, text[formula.end : start]):
            items = [text[start:end] for start, end in group.members]
            if len(formula.numbers) == 1 or all(head in item for head in formula.head.split("|") for item in items):
                return group.members
    return []


def _reaches(formula: Mention, gap: str) -> bool:
    if "\n" in gap:
        return gap.index("\n") <= TAIL and formula.kind != "enumeration_header"
    return "。" not in gap or formula.kind == "enumeration_header"


def _parallel_before(text: str, formula: Mention, n: int, groups: Sequence[Group]) -> Sequence[Span]:
    """The parallel group of as many members that ends just before the formula (…,以“六员”身份; …的“131”工程)."""
    at = bisect_left(groups, formula.start, key=lambda group: group.members[0][0])
    for group in groups[max(at - 8, 0) : at]:
        end = group.members[-1][1]
        if len(group.members) == n > 2 and end <= formula.start and LINK.fullmatch(text, end, formula.start):
            return group.members
    return []


def _aspects(text: str, formula: Mention, n: int) -> list[Span]:
    """The aspects the text takes up one by one (四大安全: 食品安全方面, … 药品安全方面, …), some or all."""
    if len(formula.head) < 2:
        return []
    pattern = re.compile(f"(?<=[。;:,\\n])((?:[\u4e00-\u9fff]){{1,6}}{re.escape(formula.head)})(?:方面|上|领域)")
    found = [m.span(1) for m in pattern.finditer(text, formula.end, formula.end + REACH)]
    return found if 2 <= len(found) <= n else []
