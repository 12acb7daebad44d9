"""The forms in which a slide shows a thing: bars, a picture, a table, a matrix, quotations, sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
from matplotlib.axes import Axes


@dataclass(frozen=True)
class Bars:
    """Bars in PowerPoint's own form: a row each of `values`, a series each column.

    `colours` are one a series, or one a row where there is one series; `form` is clustered, stacked or whole (100 %);
    `written` are the numbers as they shall be written, where they are not simply the values in `number_format`.
    """

    values: pd.DataFrame
    colours: Sequence[str]
    form: str = "clustered"
    number_format: str = "#,##0"
    written: Sequence[str] = ()

    @property
    def one_colour_a_row(self) -> bool:
        """Does each bar of a single series have a colour of its own?"""
        return len(self.values.columns) == 1 and len(self.colours) == len(self.values)

    def first(self, rows: int) -> "Bars":
        """The same bars, the first so many rows of them."""
        colours = self.colours[:rows] if self.one_colour_a_row else self.colours
        return replace(self, values=self.values.head(rows), colours=colours, written=self.written[:rows])


@dataclass(frozen=True)
class Picture:
    """What PowerPoint has no form for, drawn into axes of the slide's own size; `left_out` rows are not in it."""

    draw: Callable[..., Axes]
    left_out: int = 0


@dataclass(frozen=True)
class Rows:
    """A table in PowerPoint's own form; `widths` are parts of the whole, `sides` how each column is set (l, c, r).

    `fills` are the grounds of cells, `marks` the colours under the heads of columns; a table that has more rows than
    a slide can hold goes on to as many as `slides` further ones.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    fills: Sequence[Sequence[str]] = ()
    marks: Sequence[str] = ()
    sides: str = ""
    slides: int = 1

    def first(self, rows: int) -> "Rows":
        """The same table, the first so many rows of it."""
        return replace(self, rows=self.rows[:rows], fills=self.fills[:rows])

    def after(self, rows: int) -> "Rows":
        """The same table without its first so many rows, for one slide less."""
        return replace(self, rows=self.rows[rows:], fills=self.fills[rows:], slides=self.slides - 1)


@dataclass(frozen=True)
class Matrix:
    """What stands in which text: a row a thing, a column a text, all of them together in a first column.

    `fills` are the grounds of the cells, `marks` a colour for each column; columns stay in order while there is room.
    """

    cells: pd.DataFrame
    fills: pd.DataFrame
    marks: Sequence[str]


@dataclass(frozen=True)
class Quotations:
    """Words of the texts: for each place its name, what it says, and what that means in the deck's language."""

    entries: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Sentences:
    """Sentences in large type; `details` stand below each, smaller."""

    lines: Sequence[str]
    details: Sequence[str] = ()


Exhibit = Bars | Picture | Rows | Matrix | Quotations | Sentences  # what a slide can show
