"""Tables in PowerPoint's own form: rows as high as their text needs, thin rules, shaded cells."""

from collections.abc import Sequence
from math import fsum

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Inches

from jianguan.style import readable_on, style
from jianguan.talk.forms import Matrix, Rows
from jianguan.talk.measure import SMALL, TABLE, clipped, height, line_height, longest
from jianguan.talk.native import rgb
from jianguan.talk.words import Box, describe_shape, write

NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's table style "No Style, No Grid"
SIDES = {"l": PP_ALIGN.LEFT, "c": PP_ALIGN.CENTER, "r": PP_ALIGN.RIGHT}
SIDE, ABOVE = 0.04, 0.03  # inches: the margins of a cell
NAMES = 0.2  # of a matrix: the column of names, as a part at least
NARROWEST, WIDEST = (1.0, 1.45), 2.4  # its other columns, in inches
HEAD_LINES, CELL_LINES = 5, 3


def rows_that_fit(table: Rows, box: Box) -> int:
    """How many rows of a table stand in a box under their head, from the first on; at least one."""
    room, fitting = box[3] - _row_height(table, table.head, box, head=True), 0
    for cells in table.rows:
        room -= _row_height(table, cells, box)
        if room < 0:
            break
        fitting += 1
    return max(1, fitting)


def add_table(slide: Slide, table: Rows, box: Box, alt: str) -> None:
    """Put a table on a slide: the rows that fit, spread over the box as far as they still read as a table."""
    shown = table.rows[: rows_that_fit(table, box)]
    heights = [_row_height(table, table.head, box, head=True), *(_row_height(table, cells, box) for cells in shown)]
    stretch = min(1.6, box[3] / fsum(heights))
    wide = box[2] * fsum(table.widths)
    place = map(Inches, (*box[:2], wide, fsum(heights) * stretch))
    frame = slide.shapes.add_table(len(heights), len(table.head), *place)
    describe_shape(frame, alt)
    made = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = NO_GRID
    made.horz_banding = False
    for column, part in zip(made.columns, table.widths, strict=True):
        column.width = Inches(box[2] * part)
    for row, needed in zip(made.rows, heights, strict=True):
        row.height = Inches(needed * stretch)
    for y, cells in enumerate([table.head, *shown]):
        _fill_row(made, table, y, cells, box[2])


def _row_height(table: Rows, cells: Sequence[str], box: Box, *, head: bool = False) -> float:
    """The height that the fullest cell of a row needs."""
    size, most = (SMALL, HEAD_LINES) if head else (TABLE, CELL_LINES)
    rooms = [box[2] * part - 2 * SIDE for part in table.widths]
    kept = [(clipped(text, room, size, most, bold=head), room) for text, room in zip(cells, rooms, strict=True)]
    return max(max(height(text, room, size, head), line_height(text, size)) for text, room in kept) + 2 * ABOVE


def _fill_row(made: Table, table: Rows, y: int, cells: Sequence[str], wide: float) -> None:
    size, most, head = (TABLE, CELL_LINES, False) if y else (SMALL, HEAD_LINES, True)
    for x, (text, part) in enumerate(zip(cells, table.widths, strict=True)):
        cell = made.cell(y, x)
        ground = table.fills[y - 1][x] if y and table.fills else ""
        ink = readable_on(ground) if ground else style().colours["quiet" if head else "ink"]
        shown = clipped(text, wide * part - 2 * SIDE, size, most, bold=head)
        write(cell.text_frame, shown, size, colour=ink, bold=head)
        cell.text_frame.paragraphs[0].alignment = SIDES[table.sides[x]]
        mark = table.marks[x] if head and table.marks else ""
        _dress(cell, ground, mark or style().colours["rule"], 3 if mark else 0.75)


def _dress(cell: _Cell, ground: str, rule: str, points: float) -> None:
    """Margins, a rule below (white between shaded cells) and a ground."""
    cell.margin_left = cell.margin_right = Inches(SIDE)
    cell.margin_top = cell.margin_bottom = Inches(ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    properties = cell._tc.get_or_add_tcPr()
    around, white = ("a:lnL", "a:lnR", "a:lnT", "a:lnB"), style().colours["ground"]
    sides = dict.fromkeys(around, white) if ground else {"a:lnB": rule}
    for tag, colour in sides.items():
        line = properties.makeelement(qn(tag), {"w": str(int(points * 12700 * (2 if ground else 1)))})
        fill = line.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour.lstrip("#").upper()}))
        line.append(fill)
        properties.append(line)
    if ground:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(ground)


def columns_that_fit(matrix: Matrix, box: Box) -> int:
    """How many columns of a matrix stand side by side, beside their rows' names."""
    return min(matrix.cells.shape[1], int((box[2] - _names_width(matrix, box)) / _narrowest(matrix) + 1e-9))


def _names_width(matrix: Matrix, box: Box) -> float:
    """The width of the names of a matrix's rows: what they need, where its columns leave so much."""
    needed = longest([str(name) for name in matrix.cells.index], TABLE) + 2 * SIDE
    return min(needed, max(NAMES * box[2], box[2] - matrix.cells.shape[1] * _narrowest(matrix)))


def _narrowest(matrix: Matrix) -> float:
    """The width in which no word of a column's head is broken, but very long ones."""
    words = [piece for head in matrix.cells.columns for piece in head.split()]
    return min(max(NARROWEST[0], longest(words, SMALL, bold=True) + 2 * SIDE), NARROWEST[1])


def as_rows(matrix: Matrix, box: Box) -> Rows:
    """A matrix as the table that a box has room for."""
    kept = columns_that_fit(matrix, box)
    cells, fills = matrix.cells.iloc[:, :kept], matrix.fills.iloc[:, :kept]
    named = _names_width(matrix, box) / box[2]
    each = min((1 - named) / kept, WIDEST / box[2])
    return Rows(
        ["", *cells.columns],
        [(name, *row) for name, row in zip(cells.index, cells.to_numpy(), strict=True)],
        (named, *[each] * kept),
        [("", *row) for row in fills.to_numpy()],
        ["", *matrix.marks[:kept]],
        sides="l" + "c" * kept,
    )
