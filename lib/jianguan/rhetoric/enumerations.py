"""The items of a list that a sentence gives: just before a formula, or after it where a cue announces them."""

import re

from jianguan.rhetoric.parallelism import evidence, leads
from jianguan.rhetoric.segments import JOINTS, QUOTED, Span

REACH, LONGEST, MOST = 400, 20, 40
CUE = re.compile(
    "[”」]?[^,。;:“”(\\n]{0,10}[”」]?(?:[,:(]|——|。)?(?:即|也就是|就是|包括|包含|涵盖|分别[是为指]|是指|指的?是|具体(?:是|为|指|包括)|主要(?:是|有|包括))"
    "[:,]?|[”」]?[^,。;:“”(\\n]{0,8}(?:[:(]|——)"
)
BETWEEN = {marks: re.compile(f"[^{marks}]+") for marks in (";", ",", "、", ",、")}
STOPS = [re.compile(f"[{marks}]") for marks in (",;。\\n)", ";。\\n)", "。\\n)")]


def listed_before(text: str, start: int, n: int) -> list[Span]:
    """The list that ends where the formula begins."""
    low = max(start - REACH, 0)
    floor = max([low, *[text.rfind(mark, low, start) + 1 for mark in "。;!?\n"]])
    end = start - text.endswith(("等", "的", "("), floor, start)
    quotes = _quotes(text, floor, end, n)
    if quotes:
        inner = _split(text, *quotes[0], n) if len(quotes) == 1 else quotes
        return inner if len(inner) == n else []
    comma = max(text.rfind(",", floor, end), text.rfind(":", floor, end)) + 1
    pieces = _pieces(text, max(comma, floor), end, "、", n)
    if not pieces or pieces[-1][1] - pieces[-1][0] > LONGEST:
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


def _pieces(text: str, start: int, end: int, marks: str, n: int) -> list[Span]:
    """The pieces of a stretch between marks, where they are n; the last may hold two (A和B)."""
    if not n - 2 <= sum([text.count(mark, start, end) for mark in marks]) <= MOST:
        return []
    pieces = [piece.span() for piece in BETWEEN[marks].finditer(text, start, end)]
    if marks == "、" and pieces:
        last = pieces[-1]
        joint = JOINTS.search(text, last[0] + 1, last[1] - 1)
        if joint:
            pieces[-1:] = [(last[0], joint.start()), (joint.end(), last[1])]
    return pieces if len(pieces) == n else []


def _split(text: str, start: int, end: int, n: int) -> list[Span]:
    """The stretch cut into n pieces at the coarsest marks that give n."""
    cuts = (_pieces(text, start, end, marks, n) for marks in BETWEEN)
    return next(filter(None, cuts), [])


def listed_after(text: str, end: int, n: int) -> list[Span]:
    """The list that a cue announces: 即…, 包括… (up to a comma, where that is all of it), a colon or a bracket."""
    cue = CUE.match(text, end)
    if not cue:
        return []
    start, reach = cue.end(), min(cue.end() + REACH, len(text))
    for stop in STOPS[cue[0].endswith((":", "—", "(")) :]:
        last = stop.search(text, start, reach)
        pieces = _unquoted(text, start, last.start() if last else reach, n)
        if pieces:
            return pieces
    return []


def _unquoted(text: str, start: int, end: int, n: int) -> list[Span]:
    """The n pieces of a stretch, of the quotation that fills it, or its n quotations."""
    if text.startswith("“", start) and text.find("”", start) == end - 1:
        start, end = start + 1, end - 1
    quotes = [m.span(1) for m in QUOTED.finditer(text, start, end)]
    return _split(text, start, end, n) or (quotes if len(quotes) == n else [])
