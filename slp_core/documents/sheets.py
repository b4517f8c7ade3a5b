"""Sheets of a workbook whose text is data, never a formula; what no cell holds is whole on a last sheet."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .cleaning import Cleaner

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters a cell holds, as UTF-16 counts them (Microsoft, Excel specifications and limits)
FULL_TEXT = "Full text"
MONEY, RATE = '"$"#,##0.00;[Red]-"$"#,##0.00', '"$"#,##0.00##'
DAY, MOMENT = "d mmm yyyy", "d mmm yyyy hh:mm"
INK, MUTED, ACCENT, PALE, LINE, CARE = "#0F1726", "#5A6472", "#1D4E89", "#EEF2F7", "#C9D1DB", "#8A5A00"
GRID = {"bottom": 1, "bottom_color": LINE}
CUT = "… [shortened]"
_CUT = "… [shortened: the whole text is on the sheet “{sheet}”, from row {row}]"


class Book:
    """A workbook in the making."""

    def __init__(self, book: "xlsxwriter.Workbook", cleaner: Cleaner) -> None:
        self.book, self.cleaner = book, cleaner
        self.long: list[tuple[str, str]] = []  # where a text was too long, and the text
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **wanted: Any) -> "Format":
        """A format with these properties; the same ones give the same format."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            style = {"font_name": "Calibri", "font_size": 10, "valign": "top"} | wanted
            self._formats[key] = self.book.add_format(style)
        return self._formats[key]

    def sheet(self, name: str, *, landscape: bool = True) -> "Worksheet":
        """A sheet that prints one page wide, with page numbers."""
        sheet = self.book.add_worksheet(name)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(1)  # letter
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.7, 0.7)
        sheet.hide_gridlines(2)
        return sheet

    def write(self, sheet: "Worksheet", row: int, column: int, value: Any, **wanted: Any) -> None:
        """A text, amount, number, day or aware moment (as its own clock shows it); None leaves the cell empty."""
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self.format(**wanted))
            case str():
                sheet.write_string(row, column, self._fitting(sheet, row, column, value), self.format(**wanted))
            case Decimal() | int():
                sheet.write_number(row, column, float(value), self.format(**wanted))
            case datetime():
                style = {"num_format": MOMENT, "align": "left"} | wanted
                sheet.write_datetime(row, column, value.replace(tzinfo=None), self.format(**style))
            case date():
                sheet.write_datetime(row, column, value, self.format(**{"num_format": DAY, "align": "left"} | wanted))
            case _:
                raise TypeError(f"a cell cannot hold {type(value).__name__}")

    def write_long_texts(self) -> None:
        """The sheet with the texts that no cell could hold, each in as many rows as it takes."""
        if not self.long:
            return
        sheet = self.sheet(FULL_TEXT)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 120)
        for column, word in enumerate(("Cell", "Text")):
            self.write(sheet, 0, column, word, bold=True)
        rows = ((where, part) for where, text in self.long for part in _parts(text))
        for row, (where, part) in enumerate(rows, 1):
            sheet.write_string(row, 0, where, self.format())
            sheet.write_string(row, 1, part, self.format(text_wrap=True))

    def _fitting(self, sheet: "Worksheet", row: int, column: int, typed: str) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        text = self.cleaner.text(typed)
        if _length(text) <= LONGEST:
            return text
        first = 2 + sum(len(list(_parts(earlier))) for _, earlier in self.long)
        self.long.append((f"{sheet.get_name()}!{xl_rowcol_to_cell(row, column)}", text))
        mark = _CUT.format(sheet=FULL_TEXT, row=first)
        return next(_parts(text, LONGEST - _length(mark))) + mark


@contextmanager
def book(file: io.BytesIO, cleaner: Cleaner, properties: dict[str, Any]) -> Iterator[Book]:
    """A workbook that is written to `file` at the end, with its full texts last."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as made:
        made.set_properties(properties)
        made.set_calc_mode("auto")
        opened = Book(made, cleaner)
        yield opened
        opened.write_long_texts()


def headings(opened: Book, sheet: "Worksheet", row: int, columns: Iterable[tuple[str, float]]) -> None:
    """The head of a table, which also sets the widths of its columns."""
    right = {"Travelers", "Quantity", "Share", "Rate", "Taken off", "Amount"}
    for column, (word, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        look = {
            "align": "right" if word in right else "left",
            "indent": int(word in ("Unit", "Rule", "Formula in words")),
            "bottom": 2,
            "bottom_color": ACCENT,
            "text_wrap": True,
        }
        opened.write(sheet, row, column, word, bold=True, bg_color=PALE, font_color=INK, **look)


def height(cells: Iterable[tuple[Any, tuple[str, float]]]) -> float:
    """Points that the texts of a row need in columns so wide: not every program finds them itself."""
    lines = [1]
    for value, (_, width) in cells:
        if isinstance(value, str):
            lines.append(sum(1 + int(len(part) / width / 1.05) for part in value.split("\n")))
    return min(400.0, 4 + 13.2 * max(lines))


def moment_cells(moment: datetime) -> tuple[datetime, str, datetime]:
    """An aware moment as a workbook can hold it: local time, the zone's name, and UTC."""
    zone = getattr(moment.tzinfo, "key", None) or moment.tzname() or ""
    return moment, zone, moment.astimezone(UTC)


def shortened(text: str) -> str:
    """A text that a cell can hold; one that was longer says so at its end."""
    return text if _length(text) <= LONGEST else next(_parts(text, LONGEST - len(CUT))) + CUT


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _parts(text: str, longest: int = LONGEST) -> Iterator[str]:
    """The text in pieces of at most so many characters as UTF-16 counts them; no character is cut in two."""
    part: list[str] = []
    length = 0
    for character in text:
        size = 2 if ord(character) > 0xFFFF else 1
        if length + size > longest:
            yield "".join(part)
            part.clear()
            length = 0
        part.append(character)
        length += size
    yield "".join(part)
