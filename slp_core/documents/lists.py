"""A list as a file: CSV that is read back as it was, or a workbook with real days and amounts. Made row by row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from ..formulas import guarded
from .cleaning import Cleaner
from .sheets import DAY, MONEY, shortened

Value = str | int | Decimal | date | None
_FIRST = date(1899, 12, 30).toordinal()  # day 0 of a workbook, as far as days after February 1900 go


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in CSV, its words in a workbook, and how wide it is there in letters."""

    name: str
    words: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A list to be written once: `rows` may be a stream."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]


def as_list_csv(table: Table) -> bytes:
    """UTF-8 with a mark; amounts as decimals, days ISO, an empty cell for what is not known."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([column.name for column in table.columns])
    clean = Cleaner().text
    safe = cache(lambda text: guarded(clean(text)))  # most texts of a list come again: a country, a state, a stage
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def as_list_xlsx(table: Table) -> bytes:
    """One sheet with a filter; its first row stays in view and is printed on each page."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": table.title, "company": "State and Local Partnership"})
        sheet = book.add_worksheet(table.title[:31])
        _set_up(sheet, book, table)
        number = 0
        for number, row in enumerate(_cells(table, _formats(book)), 1):
            for column, (write, value, style) in enumerate(row):
                if write:
                    getattr(sheet, write)(number, column, value, style)
        sheet.autofilter(0, 0, max(1, number), len(table.columns) - 1)
    return file.getvalue()


def _set_up(sheet: Any, book: Any, table: Table) -> None:
    head = book.add_format({"bold": True, "bg_color": "#EEF2F7", "bottom": 2, "bottom_color": "#1D4E89"})
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.words, head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{table.title}&RPage &P of &N")


def _formats(book: Any) -> dict[type, Any]:
    return {
        date: book.add_format({"num_format": DAY, "align": "left"}),
        Decimal: book.add_format({"num_format": MONEY}),
    }


def _cells(table: Table, formats: dict[type, Any]) -> Iterator[list[tuple[str, Any, Any]]]:
    """For each cell the writer's method, the value and its format; days as the numbers they are in a workbook."""
    clean, day, money = Cleaner().text, formats[date], formats[Decimal]
    fitting = cache(lambda text: shortened(clean(text)))
    for row in table.rows:
        cells: list[tuple[str, Any, Any]] = []
        for value in row:
            if isinstance(value, str):
                cells.append(("write_string", fitting(value), None) if value else ("", None, None))
            elif isinstance(value, date):
                cells.append(("write_number", value.toordinal() - _FIRST, day))
            elif value is None:
                cells.append(("", None, None))
            else:
                cells.append(("write_number", float(value), money if isinstance(value, Decimal) else None))
        yield cells
