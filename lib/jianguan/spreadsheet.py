"""A table to take away: CSV and XLSX that open right in a spreadsheet and run nothing."""

import io
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from jianguan.export import csv_bytes, figures_folder, write_files

EPOCH = datetime(2000, 1, 1)  # a fixed date, so that the same table makes the same file


def save_table(table: pd.DataFrame, name: str, *, folder: str | Path | None = None) -> tuple[Path, ...]:
    """Write `name.csv` (UTF-8 with BOM) and `name.xlsx` into the figures folder. Returns the two paths.

    Numbers stay numbers; text that a spreadsheet would run as a formula or a link is kept as text. Raises OutputError.
    """
    files = {f"{name}.csv": csv_bytes(table), f"{name}.xlsx": xlsx_bytes(table, name)}
    return write_files(figures_folder(folder), files)


def xlsx_bytes(table: pd.DataFrame, name: str) -> bytes:
    """The table as one sheet with a header row that stays in view."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": EPOCH})
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, table.columns, book.add_format({"bold": True}))
        for row, values in enumerate(table.astype(object).where(table.notna(), None).itertuples(index=False), start=1):
            for column, value in enumerate(values):
                _write(sheet, row, column, value)
        sheet.autofilter(0, 0, len(table), max(len(table.columns) - 1, 0))
    return buffer.getvalue()


def _write(sheet, row: int, column: int, value) -> None:
    """One cell; a missing value is an empty cell."""
    if value is None:
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, "".join(ch for ch in str(value) if ch.isprintable() or ch == "\n"))
