"""The units that numbers are counted in, and what must stand around each."""

import re
from functools import cache
from typing import NamedTuple

from jianguan.lexicon import load_lexicon
from jianguan.text import fold


class Unit(NamedTuple):
    """One line of units.csv: the unit as tables name it, its category, and what must stand around it."""

    unit: str
    category: str
    factor: str
    small: str
    not_after: tuple[str, ...]
    needs: re.Pattern | None


@cache
def units() -> dict[str, Unit]:
    """units.csv by the unit as it is written (folded)."""
    table = {}
    for row in load_lexicon("units").itertuples():
        needs = re.compile(row.needs) if row.needs else None
        after = tuple(fold(row.not_after).text.split("|")) if row.not_after else ()
        table[fold(row.term).text] = Unit(fold(row.unit).text, row.category, row.factor, row.small, after, needs)
    return table
