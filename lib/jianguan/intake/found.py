"""A field's value with where it comes from, the currency of all that is read from a page."""

from typing import NamedTuple


class Found(NamedTuple):
    """A value ("" where there is none), its source (`text`, `manifest`, `inferred: ...`), and what to check."""

    value: str
    source: str
    problem: str = ""


NOTHING = Found("", "")
