"""Which parallel groups there are near a place, without aligning the whole text."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from jianguan.alignment import Group, group_of, laminar, marked
from jianguan.rhetoric.chains import Chain, Chains
from jianguan.rhetoric.segments import Span

BLOCK = 64  # characters
LEAST = 3  # members


class Place(NamedTuple):
    """Where the first member may begin and the last one end, and how many there may be."""

    begin: Span
    end: Span
    sizes: range
    found: Chain | Group


class Candidates:
    """The groups of three members or more that a text may hold, each looked at when a place near it is asked for."""

    def __init__(self, linked: Chains):
        self.linked = linked
        self._groups: dict[Chain, Group | None] = {}

    def beginning(self, size: int, low: int, high: int) -> Iterator[Group]:
        """The groups of so many members that begin within a stretch, before they compete."""
        for (first, inner), _, sizes, found in self._near(low, high):
            if size in sizes and first <= high and inner >= low and (group := self._group(found)):
                yield group

    def ending(self, size: int, low: int, high: int) -> Iterator[Group]:
        """The groups of so many members that end within a stretch, before they compete."""
        for _, (inner, last), sizes, found in self._near(low, high):
            if size in sizes and inner <= high and last >= low and (group := self._group(found)):
                yield group

    def stands(self, group: Group) -> bool:
        """Is the group one of `parallels`? Only better ones at the same place, and better ones than those, decide."""
        rivals, asked = {group}, [group]
        while asked:
            new = self._better(asked.pop()) - rivals
            rivals |= new
            asked.extend(new)
        return any(kept.members == group.members for kept in laminar(rivals))

    def _better(self, group: Group) -> set[Group]:
        near = [place.found for start, end in group.members for place in self._near(start, end)]
        others = {other for found in near if (other := self._group(found)) and len(other.members) >= LEAST}
        return {other for other in others if other.rank < group.rank and _meet(group, other)}

    def _near(self, low: int, high: int) -> Iterator[Place]:
        """What reaches into a stretch."""
        first = low // BLOCK
        for block in range(first, high // BLOCK + 1):
            for place in self._blocks.get(block, ()):
                if block == first or place.begin[0] >= block * BLOCK:  # else it reaches into the block before as well
                    yield place

    def _group(self, found: Chain | Group) -> Group | None:
        if isinstance(found, Group):
            return found
        if found not in self._groups:
            self._groups[found] = group_of(self.linked, found)
        return self._groups[found]

    @cached_property
    def _blocks(self) -> dict[int, list[Place]]:
        """What may be a group, by the blocks of text it reaches into: a look costs the same in a text of any length."""
        blocks = defaultdict(list)
        for place in self._places():
            for block in range(place.begin[0] // BLOCK, place.end[1] // BLOCK + 1):
                blocks[block].append(place)
        return blocks

    def _places(self) -> Iterator[Place]:
        units = self.linked.units
        for chain in self.linked.found:
            first, last, before, after = chain
            size = last - first + 1
            if size + before + after >= LEAST:
                begin = units[first - before][0], units[first][0]
                end = units[last][1], units[last + after][1]
                yield Place(begin, end, range(max(size, LEAST), size + before + after + 1), chain)
        for group in marked(self.linked.text):
            begin, end, size = group.members[0][0], group.members[-1][1], len(group.members)
            yield Place((begin, begin), (end, end), range(size, size + 1), group)


def _meet(group: Group, other: Group) -> bool:
    """Do the groups share characters?"""
    return any(start < e and s < end for start, end in group.members for s, e in other.members)
