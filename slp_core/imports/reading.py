"""A file as rows of cells: CSV in any common form, XLSX and XLS. No cell is guessed into another value."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple
from xml.etree import ElementTree

from ..errors import InvalidInput
from ..formulas import unguarded
from ..zipped import DAMAGED

LARGEST = 40_000_000  # bytes
LARGEST_UNPACKED = 400_000_000  # bytes a workbook may unpack to
SEPARATORS = (",", ";", "\t", "|")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DECIMAL_COMMA, DECIMAL_POINT = ",", "."


class CellKind(StrEnum):
    """What the file says a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    NO_RESULT = "a formula without a stored result"


class Cell(NamedTuple):
    """One cell: `text` is what it says, a day as 2027-02-22, a number without a tail of zeros."""

    kind: CellKind
    text: str


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
    if b"\x00" in content[:1000]:
        raise InvalidInput(f"“{file_name[:80]}” is not a table.", hint="Bring CSV, XLSX or XLS.", field="file")
    return _text_table(content)


def _text_table(content: bytes) -> Sheet:
    text, notices = _decoded(content)
    separator = _separator(text)
    rows = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1)
    lines = tuple(Line(number, tuple(map(_text_cell, row))) for number, row in rows if any(map(str.strip, row)))
    return Sheet(lines, _decimal_mark(lines, separator), notices)


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return content.decode("utf-8-sig"), ()
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
        missing = _without_result(content)
        rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        cells = rows.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, ElementTree.ParseError, OSError, *DAMAGED) as fault:
        raise InvalidInput("The workbook cannot be read.", hint="Open it, and save it anew.", field="file") from fault
    lines = []
    for number, row in enumerate(cells, 1):
        found = tuple(
            Cell(CellKind.NO_RESULT, "") if (number, column) in missing else _cell(value)
            for column, value in enumerate(row, 1)
        )
        if any(cell.kind is not CellKind.EMPTY for cell in found):
            lines.append(Line(number, found))
    return Sheet(tuple(lines))


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


def _without_result(content: bytes) -> frozenset[tuple[int, int]]:
    """(row, column) of the formulas of an XLSX's first sheet for which no result is stored."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return frozenset()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
            raise InvalidInput("The workbook is too large to unpack.", hint="Split it.", field="file")
        sheets = sorted(name for name in packed.namelist() if name.startswith("xl/worksheets/sheet"))
        if not sheets:
            return frozenset()
        with packed.open(sheets[0]) as sheet:
            return frozenset(_open_formulas(ElementTree.iterparse(sheet)))


def _open_formulas(parts: Iterator[tuple[str, ElementTree.Element]]) -> Iterator[tuple[int, int]]:
    for _, part in parts:
        if part.tag == f"{SHEET}c":
            if part.find(f"{SHEET}f") is not None and not (part.findtext(f"{SHEET}v") or ""):
                yield _position(part.get("r", "A1"))
        elif part.tag == f"{SHEET}row":
            part.clear()


def _position(name: str) -> tuple[int, int]:
    """(row, column) of a cell's name: D2 is (2, 4)."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), column
