"""Rows of text as a file: CSV that no spreadsheet takes for formulas, or a workbook of one sheet or several."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from ..formulas import guarded
from .sheets import shortened

WIDTH = 24  # of a column, in letters


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads accents; the first row is the header."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def as_workbook(sheets: Mapping[str, Iterable[Sequence[str]]]) -> bytes:
    """A sheet of text for each name; leading zeros stay, nothing is a formula or a link, the first row is bold.

    What no cell holds is shortened, and says so.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 40, WIDTH, text)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, shortened(cell), text if number else bold)
    return file.getvalue()
