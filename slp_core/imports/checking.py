"""Mapping columns to fields, and checking every cell: all rows or none, and the numbers always add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ..country_forms import fold
from ..errors import InvalidInput
from .cells import Read, Reader, Secret, Unreadable
from .reading import EMPTY, Cell, CellKind, Line, Sheet

TITLE_ROWS = 12  # among the first of which the header is looked for
LONGEST_SHOWN = 60
NOTE_MARK = "# Note:"  # begins the line below a template's header that explains its columns; it is no row
ROWS_A_STEP = 1000  # rows between two words on progress

Progress = Callable[[float], None]  # is told how much is done, from 0 to 1


def unwatched(share: float) -> None:
    """Nobody wants to know how far it is."""


def written(value: Any) -> str:
    """A value as a file says it: what is read back is the same value."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row says: the headers that name it, how its cell is read and written, and whether it may be empty."""

    name: str
    label: str
    read: Reader
    aliases: tuple[str, ...] = ()
    required: bool = True
    note: str = ""  # what a template says of the column
    write: Callable[[Any], str] = written

    def named(self, header: str) -> bool:
        return fold(header) in self.headers()

    def headers(self) -> frozenset[str]:
        """Every header that names it, folded."""
        return frozenset(fold(known) for known in (self.name, self.label, *self.aliases))


class RowProblem(NamedTuple):
    """Why one cell keeps its row out, or what should be confirmed about it."""

    row: int  # as the spreadsheet counts; 0 concerns the whole file
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        where = f" (row {self.row})" if self.row else ""
        value = f" “{self.value}”" if self.value else ""
        return f"{self.column}{value} {self.message}{where}"


@dataclass(frozen=True, slots=True)
class Record:
    """A row that could be read."""

    row: int
    values: dict[str, Any]  # field name -> value; None where the cell is empty


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of reading: records + refused rows = rows in the file."""

    rows: int
    records: tuple[Record, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]

    @property
    def refused(self) -> int:
        return self.rows - len(self.records)


def header_of(sheet: Sheet, fields: Sequence[Field]) -> int:
    """The index of the line that names most fields, among the first ones. Raises InvalidInput when none names any."""
    found = _named(sheet, fields)
    if not found or max(found) == 0:
        names = ", ".join(field.label for field in fields if field.required)
        raise InvalidInput("The file has no header that is known.", hint=f"Name its columns: {names}.", field="file")
    return found.index(max(found))


def likely_header(sheet: Sheet, fields: Sequence[Field]) -> int:
    """The index of the line that names most fields; where none names any, the first of the fullest lines."""
    found = _named(sheet, fields)
    if any(found):
        return found.index(max(found))
    filled = [sum(cell is not EMPTY for cell in line.cells) for line in sheet.lines[:TITLE_ROWS]]
    return filled.index(max(filled)) if filled else 0


def propose(header: Line, fields: Sequence[Field]) -> dict[str, int]:
    """Field name -> column, for each column that is named like a field; the first of two takes it."""
    headers = [fold(cell.text) for cell in header.cells]
    first = {text: column for column, text in reversed(list(enumerate(headers)))}
    found = {field.name: [first[text] for text in field.headers() if text in first] for field in fields}
    return {name: min(columns) for name, columns in found.items() if columns}


def missing(fields: Sequence[Field], columns: dict[str, int]) -> tuple[str, ...]:
    """The labels of the required fields for which the file has no column."""
    return tuple(field.label for field in fields if field.required and field.name not in columns)


def check(
    sheet: Sheet, fields: Sequence[Field], mapping: dict[str, int] | None = None, progress: Progress = unwatched
) -> Checked:
    """Read every row below the header. Raises InvalidInput when a required column is missing."""
    top = header_of(sheet, fields) if mapping is None else likely_header(sheet, fields)
    columns = propose(sheet.lines[top], fields) if mapping is None else mapping
    if lacking := missing(fields, columns):
        raise InvalidInput(
            f"The file has no column for {', '.join(lacking)}.",
            hint="Add it, or say which column holds it.",
            field="file",
        )
    found = _checked(rows_below(sheet, top), fields, columns, progress)
    beyond = tuple(_beyond(sheet, top))
    twice = tuple(_twice(sheet.lines[top], fields, columns))
    if not sheet.cut:
        return replace(found, warnings=(*found.warnings, *twice, *beyond))
    shifted = {problem.row for problem in beyond}
    records = tuple(record for record in found.records if record.row not in shifted)
    return replace(found, records=records, problems=(*found.problems, *beyond), warnings=(*found.warnings, *twice))


def _beyond(sheet: Sheet, top: int) -> Iterator[RowProblem]:
    """Cells for which the header has no column: of a text cut by its own comma, or a remark."""
    width = len(sheet.lines[top].cells)
    for line in rows_below(sheet, top):
        if more := [cell.text for cell in line.cells[width:] if cell is not EMPTY]:
            why = "stands beyond the last column of the header: a text that holds the separator needs quotation marks"
            yield RowProblem(line.number, "Row", more[0][:LONGEST_SHOWN], why)


def _twice(header: Line, fields: Sequence[Field], columns: dict[str, int]) -> Iterator[RowProblem]:
    often = Counter(fold(cell.text) for cell in header.cells)
    for field in fields:
        column = columns.get(field.name, len(header.cells))
        if column < len(header.cells) and often[fold(header.cells[column].text)] > 1:
            yield RowProblem(header.number, field.label, "", "is the header of several columns; one was read")


def rows_below(sheet: Sheet, top: int) -> tuple[Line, ...]:
    """The rows under the header, without the line by which a template explains itself."""
    lines = sheet.lines[top + 1 :]
    return lines[1:] if lines and lines[0].cells[0].text.startswith(NOTE_MARK) else lines


def _checked(lines: Sequence[Line], fields: Sequence[Field], columns: dict[str, int], progress: Progress) -> Checked:
    records, problems, warnings = [], [], []
    for number, line in enumerate(lines):
        if number % ROWS_A_STEP == 0:
            progress(number / len(lines))
        values, wrong, doubtful = _row(line, fields, columns)
        problems += wrong
        warnings += doubtful
        if not wrong:
            records.append(Record(line.number, values))
    return Checked(len(lines), tuple(records), tuple(problems), tuple(warnings))


def _named(sheet: Sheet, fields: Sequence[Field]) -> list[int]:
    """How many fields each of the first lines names."""
    headers = [field.headers() for field in fields]
    lines = [{fold(cell.text) for cell in line.cells} for line in sheet.lines[:TITLE_ROWS]]
    return [sum(bool(known & line) for known in headers) for line in lines]


def without_doubles(records: Iterable[Record]) -> tuple[tuple[Record, ...], int]:
    """The records without those that say the same as an earlier one, and how many those were."""
    seen: dict[tuple[Any, ...], Record] = {}
    number = 0
    for record in records:
        number += 1
        seen.setdefault(tuple(record.values.items()), record)
    return tuple(seen.values()), number - len(seen)


def _row(
    line: Line, fields: Sequence[Field], columns: dict[str, int]
) -> tuple[dict[str, Any], list[RowProblem], list[RowProblem]]:
    values: dict[str, Any] = {}
    wrong: list[RowProblem] = []
    doubtful: list[RowProblem] = []
    for field, cell in _cells(line, fields, columns):
        try:
            values[field.name], warning = _value(field, cell)
        except Unreadable as fault:
            shown = "" if isinstance(fault, Secret) else cell.text[:LONGEST_SHOWN]
            wrong.append(RowProblem(line.number, field.label, shown, str(fault)))
        else:
            if warning:
                doubtful.append(RowProblem(line.number, field.label, cell.text[:LONGEST_SHOWN], warning))
    return values, wrong, doubtful


def _cells(line: Line, fields: Sequence[Field], columns: dict[str, int]) -> Iterator[tuple[Field, Cell]]:
    for field in fields:
        column = columns.get(field.name)
        yield field, line.cells[column] if column is not None and column < len(line.cells) else EMPTY


def _value(field: Field, cell: Cell) -> Read:
    if cell.kind is CellKind.NO_RESULT:
        raise Unreadable("is a formula without a value: open the file in Excel and save it")
    if cell.kind is CellKind.FAULT:
        raise Unreadable("is an error of the spreadsheet, like #N/A: correct it there")
    if cell.kind is CellKind.EMPTY:
        if field.required:
            raise Unreadable("is empty")
        return Read(None)
    return field.read(cell)
