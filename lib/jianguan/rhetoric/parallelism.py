"""How parallel a few strings are, and what they share."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, reduce
from math import fsum
from operator import and_
from os.path import commonprefix

from jianguan.lexicon import load_lexicon

RHYTHM = {2: 0.2, 3: 0.8, 4: 0.7, 5: 0.8, 6: 0.8, 7: 0.9}
EVEN, UNEVEN, SLOPE, WORD, VERB, MANY = 1.1, 1.1, 1.5, 0.6, 0.6, 0.1
FIGURES = 1.0  # at most, where the members are figures rather than phrases
MAX_ALIGNED = 40
FORMING = "[强兴立建治富活优美]"
WEAK = "、,“”的和了"
FIGURE = re.compile("\\d")


def evidence(members: Sequence[str]) -> float:
    """How parallel the members are, per link: rhythm, shared words, verbs in the same place.

    >>> evidence(["政治建局", "法治立局", "科技强局"]) > evidence(["椒江临海", "温岭玉环", "仙居天台"])
    True
    """
    return _points(tuple(members))


@lru_cache(maxsize=256)
def _points(members: tuple[str, ...]) -> float:
    """The evidence, kept for a while: the chains of one paragraph ask for the same members again and again."""
    least, most = min(map(len, members), default=0), max(map(len, members), default=0)
    if least < 2 or len(members) < 2 or len(set(members)) < len(members):
        return 0.0
    even = least == most
    common = _even(members) if even else _uneven(members)
    if not (even or common):
        return 0.0
    words = _worth(common, most) if common else 0.0
    rhythm = _in_step(members) if even else max(UNEVEN - SLOPE * ((most - least) / most), -0.7)
    points = round(rhythm + words + min(MANY * (len(members) - 3), 3 * MANY), 4)
    if points > 0.5 and _mostly(map(is_name, members), len(members)):
        return 0.0
    return min(points, FIGURES) if points > FIGURES and _mostly(map(FIGURE.search, members), len(members)) else points


def _in_step(members: Sequence[str]) -> float:
    """What rhythm and verbs in the same place are worth where members are equally long."""
    return RHYTHM.get(len(members[0]), EVEN) + (VERB if reduce(and_, map(verb_places, members)) else 0.0)


def _worth(common: str, most: int) -> float:
    """What the shared characters are worth: at most three words, less where they are few for the length."""
    return min(fsum([WORD / 2 if c in WEAK else WORD for c in common]), 3 * WORD) * min(1, 6 * len(common) / most)


def _mostly(marks: Iterable, members: int) -> bool:
    """Do two thirds of the members have the mark?"""
    return 3 * sum(map(bool, marks)) >= 2 * members


def shared(members: Sequence[str]) -> str:
    """The characters all members share: by column where they are equally long, else at both ends and between."""
    return _even(members) if len(set(map(len, members))) == 1 else _uneven(members)


def _even(members: Sequence[str]) -> str:
    first, second, *others = members
    columns = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a == b]
    for other in others:
        columns = [i for i in columns if first[i] == other[i]]
    return "".join([first[i] for i in columns])


def _uneven(members: Sequence[str]) -> str:
    first = members[0]
    head = _alike(members) if len({member[0] for member in members}) == 1 else 0
    tail = _alike([m[head:][::-1] for m in members]) if len({member[-1] for member in members}) == 1 else 0
    if not head + tail:
        return _second(members)
    longest = max(map(len, members))
    enough = head + tail > 3 and 6 * (head + tail) >= longest
    few = len(members) > 2 and longest <= MAX_ALIGNED and not enough
    inside = reduce(_subsequence, [m[head : len(m) - tail] for m in members]) if few else ""
    return first[:head] + inside + first[len(first) - tail :]


def _alike(members: list[str]) -> int:
    """How many characters all members begin with: as many as the first and the last of them in order."""
    return len(commonprefix([min(members), max(members)]))


def _second(members: list[str]) -> str:
    """The second word, where the members share that (清理一批…, 整治一批…)."""
    return members[0][2:4] if len({member[2:4] for member in members}) == 1 else ""


@cache
def _words(category: str) -> frozenset[str]:
    words = load_lexicon("parallel_words")
    return frozenset(words.loc[words["category"] == category, "term"])


@lru_cache(maxsize=4096)
def verb_places(member: str) -> int:
    """Where verbs of the genre begin in a member, as bits; one of a single character counts at its head alone.

    >>> bin(verb_places("全面加强监管"))
    '0b10100'
    """
    verbs = _words("verb")
    places = sum([1 << i for i in range(len(member) - 1) if member[i : i + 2] in verbs])
    return places | (len(member) in (3, 5) and member[0] in verbs)


def leads(member: str) -> bool:
    """Does the member begin with a verb?"""
    return bool(verb_places(member) & 1)


@cache
def _names() -> re.Pattern:
    """Offices, people and places, by their endings (but 科技强省, 质量兴市) and posts."""
    return re.compile(
        f"(?<!{FORMING})(?:{'|'.join(sorted(_words('name_ending')))})$|{'|'.join(sorted(_words('office')))}"
    )


@lru_cache(maxsize=4096)
def is_name(member: str) -> bool:
    """Is the member an office, a person or a place?"""
    return bool(_names().search(member))


def frame(members: list[str]) -> str:
    """What the members share, with ＿ for the rest; ○ for each character where they share rhythm alone.

    >>> frame(["政治建局", "法治立局", "科技强局"])
    '＿局'
    >>> frame(["保安全", "促发展"])
    '○○○'
    """
    common = reduce(_subsequence, members)
    if not common.strip("、,“”"):
        even = len(set(map(len, members))) == 1
        return "".join(c if c in common else "○" for c in members[0]) if even else "＿"
    slots = [False] * (len(common) + 1)
    for member in members:
        at = 0
        for i, c in enumerate(common):
            found = member.find(c, at)
            slots[i] |= found > at
            at = found + 1
        slots[-1] |= at < len(member)
    return "".join("＿" * slot + c for slot, c in zip(slots, [*common, ""], strict=True))


def _subsequence(a: str, b: str) -> str:
    """The longest common subsequence of two strings."""
    a = "".join([c for c in a if c in b])
    b = "".join([c for c in b if c in a])
    if a == b:
        return a
    row = [""] * (len(b) + 1)
    for x in a:
        above, row = row, [""]
        for j, y in enumerate(b):
            row.append(above[j] + x if x == y else max(above[j + 1], row[j], key=len))
    return row[-1]
