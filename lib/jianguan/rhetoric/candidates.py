"""Which parallel groups there are near a place, without aligning the whole text."""

from collections.abc import Iterator

import numpy as np

from jianguan.alignment import Group, group_of, laminar, marked
from jianguan.rhetoric.chains import Chains

BLOCK = 64  # characters
LEAST = 3  # members


class Candidates:
    """The groups of three members or more that a text may hold, each looked at when a place near it is asked for.

    What may be a group is kept by the blocks of text that it reaches into, so that a look around a place costs the
    same in a text of any length.
    """

    def __init__(self, linked: Chains):
        ready = marked(linked)
        reach = np.concatenate([linked.reach, np.array([*map(_reach, ready)], np.int64).reshape(-1, 6)])
        kept = np.flatnonzero(reach[:, -1] >= LEAST)
        first = reach[kept, 0] // BLOCK
        blocks = reach[kept, 3] // BLOCK - first + 1
        block = np.repeat(first - np.cumsum(blocks) + blocks, blocks) + np.arange(blocks.sum())
        order = np.argsort(block, kind="stable")
        self._linked = linked
        self._ready = ready
        self._reach = reach.tolist()
        self._placed = np.repeat(kept, blocks)[order].tolist()
        self._bounds = np.searchsorted(block[order], np.arange(len(linked.text) // BLOCK + 2)).tolist()
        self._groups: dict[int, Group | None] = {}

    def beginning(self, size: int, low: int, high: int) -> Iterator[Group]:
        """The groups of so many members that begin within a stretch, before they compete."""
        for at in self._near(low, high):
            first, first_inner, _, _, least, most = self._reach[at]
            if least <= size <= most and first <= high and first_inner >= low and (group := self._group(at)):
                yield group

    def ending(self, size: int, low: int, high: int) -> Iterator[Group]:
        """The groups of so many members that end within a stretch, before they compete."""
        for at in self._near(low, high):
            _, _, last_inner, last, least, most = self._reach[at]
            if least <= size <= most and last_inner <= high and last >= low and (group := self._group(at)):
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
        near = {at for start, end in group.members for at in self._near(start, end)}
        others = filter(None, map(self._group, near))
        return {other for other in others if other.rank < group.rank and _meet(group, other)}

    def _near(self, low: int, high: int) -> Iterator[int]:
        """What reaches into a stretch."""
        first = low // BLOCK
        for block in range(first, high // BLOCK + 1):
            for at in self._placed[self._bounds[block] : self._bounds[block + 1]]:
                if block == first or self._reach[at][0] >= block * BLOCK:  # else it was in the block before
                    yield at

    def _group(self, at: int) -> Group | None:
        """The group that a chain makes, if any, of three members or more."""
        if at not in self._groups:
            chains = len(self._linked.found)
            group = group_of(self._linked, self._linked.chain(at)) if at < chains else self._ready[at - chains]
            self._groups[at] = group if group and len(group.members) >= LEAST else None
        return self._groups[at]


def _reach(group: Group) -> tuple[int, ...]:
    """The columns of `Chains.reach` for a group that needs no chain."""
    start, end, members = group.members[0][0], group.members[-1][1], len(group.members)
    return start, start, end, end, members, members


def _meet(group: Group, other: Group) -> bool:
    """Do the groups share characters?"""
    return any(start < e and s < end for start, end in group.members for s, e in other.members)
