"""Which parallel groups there might be near a place, without aligning the whole text."""

from collections.abc import Iterator
from functools import lru_cache

from jianguan.alignment import Chain, Group, group_of, material
from jianguan.rhetoric.segments import Span

BLOCK = 256  # characters
LEAST = 3  # members

Placed = tuple[Span, Chain | Group]


def candidates(text: str, size: int, low: int, high: int) -> Iterator[Group]:
    """The groups of so many members (3 or more) that reach into a stretch, before they compete for `parallels`."""
    first = low // BLOCK
    for block in range(first, high // BLOCK + 1):
        for (start, end), found in blocks(text).get((block, size), ()):
            known = block > first and start < block * BLOCK  # it reaches into the block before as well
            if start <= high and end >= low and not known:
                group = found if isinstance(found, Group) else group_of(text, *found)
                if group and len(group.members) == size:
                    yield group


@lru_cache(maxsize=1)  # of the text in hand: thousands of chains kept would cost more than they save
def blocks(text: str) -> dict[tuple[int, int], list[Placed]]:
    """The material of a text by the blocks it reaches into and the number of members it may come to.

    So a look around a place costs the same in a text of any length.
    """
    chains, marked = material(text)
    found: dict[tuple[int, int], list[Placed]] = {}
    for before, inner, after in chains:
        extent = (before or inner[0])[0], (after or inner[-1])[1]
        most = len(inner) + 2  # with the units before and after it
        sizes = range(max(len(inner), LEAST), most + 1)
        _place(found, extent, sizes, (before, inner, after))
    for group in marked:
        extent = group.members[0][0], group.members[-1][1]
        _place(found, extent, [len(group.members)], group)
    return found


def _place(found: dict, extent: Span, sizes: range | list[int], item: Chain | Group) -> None:
    start, end = extent
    for block in range(start // BLOCK, end // BLOCK + 1):
        for size in sizes:
            found.setdefault((block, size), []).append((extent, item))
