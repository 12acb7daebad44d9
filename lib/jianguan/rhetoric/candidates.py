"""Which parallel groups there might be near a place, without aligning the whole text."""

from collections.abc import Iterator
from functools import lru_cache

from jianguan.alignment import Chain, Group, group_of, material
from jianguan.rhetoric.segments import Span

BLOCK = 256  # characters


def candidates(text: str, size: int, low: int, high: int) -> Iterator[Group]:
    """The groups of so many members that reach into a stretch, before they compete: `parallels` keeps some of them."""
    for block in range(low // BLOCK, high // BLOCK + 1):
        for found in blocks(text).get(block, ()):
            group = found if isinstance(found, Group) else _near(text, found, size, low, high)
            if group and len(group.members) == size:
                yield group


def _near(text: str, chain: Chain, size: int, low: int, high: int) -> Group | None:
    """The group of a chain, if it may have so many members and reach into the stretch."""
    start, end = _extent(chain)
    return group_of(text, *chain) if size - 2 <= len(chain[1]) <= size and start <= high and end >= low else None


def _extent(chain: Chain) -> Span:
    before, inner, after = chain
    return (before or inner[0])[0], (after or inner[-1])[1]


@lru_cache(maxsize=256)
def blocks(text: str) -> dict[int, list[Chain | Group]]:
    """The material of a text by the blocks it reaches into: a look around a place costs the same anywhere."""
    chains, marked = material(text)
    placed = [*zip(map(_extent, chains), chains, strict=True)]
    placed += [((group.members[0][0], group.members[-1][1]), group) for group in marked]
    found: dict[int, list[Chain | Group]] = {}
    for (start, end), item in placed:
        for block in range(start // BLOCK, end // BLOCK + 1):
            found.setdefault(block, []).append(item)
    return found
