"""A file as rows of cells: CSV in any common form, XLSX and XLS. No cell is guessed into another value."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from ..errors import InvalidInput
from ..formulas import unguarded
from ..zipped import DAMAGED
from . import sheet_marks
from .sheet_marks import Mark

if TYPE_CHECKING:
    import python_calamine

LARGEST = 40_000_000  # bytes
UTF16 = (b"\xff\xfe", b"\xfe\xff")  # how a spreadsheet's “Unicode text” begins
END = "\x1e"  # a line of our own behind the text: where it is no line, a quotation mark was never closed
csv.field_size_limit(LARGEST)
SEPARATORS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n")  # Excel's own word on it
DECIMAL_COMMA, DECIMAL_POINT = ",", "."


class CellKind(StrEnum):
    """What the file says a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    NO_RESULT = "a formula without a stored result"
    FAULT = "an error of the spreadsheet"  # #N/A, #REF!


class Cell(NamedTuple):
    """One cell: `text` is what it says, a day as 2027-02-22, a number without a tail of zeros."""

    kind: CellKind
    text: str


MARKED = {Mark.NO_RESULT: CellKind.NO_RESULT, Mark.FAULT: CellKind.FAULT}
EMPTY = Cell(CellKind.EMPTY, "")


class Line(NamedTuple):
    """One row with its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file that are not empty, and what had to be decided to read them."""

    lines: tuple[Line, ...]
    decimal_mark: str = DECIMAL_POINT
    notices: tuple[str, ...] = ()
    cut: bool = False  # by separators, so that one inside a text without quotation marks shifts its row


def read(file_name: str, content: bytes) -> Sheet:
    """The first sheet of a workbook, or a text table. Raises InvalidInput for anything else, or too much of it."""
    if len(content) > LARGEST:
        raise InvalidInput(
            f"The file has {len(content) // 1_000_000} MB; at most {LARGEST // 1_000_000} can be imported.",
            hint="Split it.",
            field="file",
        )
    if content[:4] == b"PK\x03\x04" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _workbook(content)
    if b"\x00" in content[:1000] and not content.startswith(UTF16):
        raise InvalidInput(f"“{file_name[:80]}” is not a table.", hint="Bring CSV, XLSX or XLS.", field="file")
    return _text_table(content)


def _text_table(content: bytes) -> Sheet:
    text, notices = _decoded(content)
    named = _SEPARATOR_LINE.match(text)
    separator = named[1] if named else _separator(text)
    rows = list(csv.reader(io.StringIO(f"{text}\n{END}", newline=""), delimiter=separator))
    if rows.pop() != [END]:
        raise InvalidInput(
            "A quotation mark in the file is never closed, so that its rows run together.",
            hint="Close it, or save the file anew from a spreadsheet.",
            field="file",
        )
    numbered = enumerate(rows[bool(named) :], 1 + bool(named))
    lines = tuple(Line(number, tuple(map(_text_cell, row))) for number, row in numbered if any(map(str.strip, row)))
    return Sheet(lines, _decimal_mark(lines, separator), notices, cut=True)


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return content.decode("utf-16" if content.startswith(UTF16) else "utf-8-sig"), ()
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        return text, ("The file is not UTF-8; it was read as Windows-1252. Check the letters with accents.",)


def _separator(text: str) -> str:
    """The one that cuts most rows into the same number of fields, more than one; quoted text does not count."""

    def even(separator: str) -> tuple[float, int]:
        rows = [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
        size, number = Counter(rows).most_common(1)[0] if rows else (1, 0)
        return (number / len(rows), size) if size > 1 else (0.0, 0)

    return max(SEPARATORS, key=even)


def _decimal_mark(lines: tuple[Line, ...], separator: str) -> str:
    """A comma, when some cells can only be read so and none with a point."""
    texts = [cell.text for line in lines for cell in line.cells]
    if separator == "," or any(_is_amount(text, ".") for text in texts):
        return DECIMAL_POINT
    return DECIMAL_COMMA if any(_is_amount(text, ",") for text in texts) else DECIMAL_POINT


def _is_amount(text: str, mark: str) -> bool:
    whole, found, cents = text.strip().lstrip("-").rpartition(mark)
    return bool(found) and whole.isdecimal() and cents.isdecimal() and len(cents) <= 2


def _text_cell(text: str) -> Cell:
    return Cell(CellKind.TEXT, unguarded(text)) if text.strip() else EMPTY


def _workbook(content: bytes) -> Sheet:
    import python_calamine

    try:
        sheet_marks.check_size(content)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        name, notices = _shown_sheet(book)
        marked = sheet_marks.of(content, name)
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, ElementTree.ParseError, OSError, *DAMAGED) as fault:
        raise InvalidInput("The workbook cannot be read.", hint="Open it, and save it anew.", field="file") from fault
    lines = []
    for number, row in enumerate(cells, 1):
        found = tuple(
            Cell(MARKED[marked[number, column]], "") if (number, column) in marked else _cell(value)
            for column, value in enumerate(row, 1)
        )
        if any(cell.kind is not CellKind.EMPTY for cell in found):
            lines.append(Line(number, found))
    return Sheet(tuple(lines), notices=notices)


def _shown_sheet(book: "python_calamine.CalamineWorkbook") -> tuple[str, tuple[str, ...]]:
    """The first sheet that is not hidden, and what is left unread."""
    import python_calamine

    hidden = [one.visible is not python_calamine.SheetVisibleEnum.Visible for one in book.sheets_metadata]
    shown = [name for name, away in zip(book.sheet_names, hidden, strict=True) if not away] or book.sheet_names
    others = len(book.sheet_names) - 1
    if not others:
        return shown[0], ()
    left = "1 other was not" if others == 1 else f"{others} others were not"
    return shown[0], (f"The sheet “{shown[0]}” was read; {left}.",)


def _cell(value: object) -> Cell:
    match value:
        case bool():
            return Cell(CellKind.FLAG, "true" if value else "false")
        case int() | float():
            return Cell(CellKind.NUMBER, f"{Decimal(str(value)).normalize():f}")
        case datetime():
            return Cell(CellKind.DAY, value.date().isoformat())
        case date():
            return Cell(CellKind.DAY, value.isoformat())
        case str() if value.strip():
            return Cell(CellKind.TEXT, value)
        case None | str():
            return EMPTY
        case _:
            return Cell(CellKind.TEXT, str(value))
