"""GSA's per diem master file of a fiscal year: destinations with their seasons, the standard rate first."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..conus_table import MONTHS, STANDARD, Destination, ImportedYear
from ..errors import InvalidInput
from ..reference import Imported, Reference
from ..rules import Seen
from . import cells
from .checking import Checked, Field, Record, RowProblem, check
from .content import Content
from .reading import Cell, Sheet
from .reading import read as read_file

_YEAR = re.compile(r"FY\s?_?(\d{2,4})", re.IGNORECASE)
_DAY = re.compile(r"([A-Za-z]+)\s+(\d{1,2})")


def read(file_name: str, content: bytes, reference: Reference, today: date) -> Content:
    """One fiscal year's table. Raises InvalidInput for a file that is none."""
    sheet = read_file(file_name, content)
    year = _fiscal_year(file_name, sheet)
    checked = check(sheet, _fields(sheet.decimal_mark))
    found, problems = _destinations(checked)
    if STANDARD not in found:
        problems.append(RowProblem(0, "Destination", "", "no row gives the standard CONUS rate"))
    rows = {number: row for number, row in found.items() if all(amount >= 0 for amount in row.lodging)}
    known = reference.conus.newest.destinations
    warnings = [
        RowProblem(0, "Destination", row.label, "is new; its counties and ZIP codes are known from its own list only")
        for number, row in rows.items()
        if number not in known
    ]

    def table(received: date, official: bool) -> Imported:
        seen = Seen.OFFICIAL if official else Seen.SECONDARY
        earlier = reference.conus.newest
        return Imported(conus=(ImportedYear(year, earlier.folder, received, seen, rows=rows, earlier=earlier),))

    return Content(
        as_of=date(year - 1, 10, 1),
        title=f"CONUS per diem rates of fiscal year {year}",
        read=checked.rows,
        accepted=len(checked.records),
        problems=(*checked.problems, *problems),
        warnings=(*checked.warnings, *warnings),
        changes=lambda now: _changes(rows, now),
        table=table,
    )


def _fields(mark: str) -> tuple[Field, ...]:
    return (
        Field("id", "ID", cells.whole, required=False),
        Field("state", "STATE", cells.words, required=False),
        Field("destination", "DESTINATION", cells.words, ("Primary Destination",)),
        Field("counties", "COUNTY/LOCATION DEFINED", cells.words, ("County",), required=False),
        Field("begin", "SEASON BEGIN", _month_of, required=False),
        Field("end", "SEASON END", _month_of, required=False),
        Field("lodging", "Lodging Rate", cells.amount(mark), _yearly("Lodging Rate")),
        Field("mie", "M&IE", cells.amount(mark), _yearly("M&IE")),
    )


def _yearly(name: str) -> tuple[str, ...]:
    return tuple(f"FY{year:02} {name}" for year in range(20, 60))


def _month_of(cell: Cell) -> cells.Read:
    """The month of “October 1” or of a date; seasons are whole months."""
    if named := _DAY.fullmatch(cell.text.strip()):
        month = next((n for n, name in enumerate(cells.MONTHS, 1) if name == named[1].lower()), None)
        if month:
            return cells.Read(month)
    return cells.Read(cells.day(cell).value.month)


def _fiscal_year(file_name: str, sheet: Sheet) -> int:
    """From the file's name or its header. Raises InvalidInput where neither says."""
    texts = [file_name, *(cell.text for line in sheet.lines[:12] for cell in line.cells)]
    found = next((int(match[1]) for text in texts if (match := _YEAR.search(text))), None)
    if found is None:
        raise InvalidInput(
            "The file does not say of which fiscal year it is.",
            hint="Keep GSA's name of the file, like FY2027_PerDiemMasterRatesFile.xlsx.",
            field="file",
        )
    return found if found > 100 else 2000 + found


def _destinations(checked: Checked) -> tuple[dict[int, Destination], list[RowProblem]]:
    found: dict[int, Destination] = {}
    problems = []
    for record in checked.records:
        number = record.values["id"] or STANDARD
        row = found.get(number) or _empty(number, record)
        months = _months(record)
        if any(row.lodging[month] >= 0 for month in months):
            problems.append(RowProblem(record.row, "SEASON BEGIN", row.label, "has two rates for one month"))
        lodging = (record.values["lodging"] if month in months else row.lodging[month] for month in range(12))
        found[number] = replace(row, lodging=tuple(lodging))
    for row in found.values():
        if missing := [MONTHS[month] for month in range(12) if row.lodging[month] < 0]:
            problems.append(RowProblem(0, "SEASON BEGIN", row.label, f"has no rate for {', '.join(missing)}"))
    return found, problems


def _empty(number: int, record: Record) -> Destination:
    values = record.values
    name = "Standard rate" if number == STANDARD else values["destination"]
    state = "" if number == STANDARD else values["state"] or ""
    return Destination(number, state, name, values["counties"] or "", values["mie"], (Decimal(-1),) * 12)


def _months(record: Record) -> tuple[int, ...]:
    """The months of a season, counted from October; all of them where none is given."""
    begin, end = record.values["begin"], record.values["end"]
    if begin is None or end is None:
        return tuple(range(12))
    first, last = ((month - 10) % 12 for month in (begin, end))
    return tuple(range(first, last + 1))


def _changes(rows: dict[int, Destination], now: Reference) -> Iterator[tuple[str, str, str]]:
    before = now.conus.newest.destinations
    for number, row in rows.items():
        if number not in before:
            yield row.label, "no row", _words(row)
        elif (before[number].lodging, before[number].mie) != (row.lodging, row.mie):
            yield row.label, _words(before[number]), _words(row)


def _words(row: Destination) -> str:
    least, most = min(row.lodging), max(row.lodging)
    return f"${least:,.0f}{f' to ${most:,.0f}' if most != least else ''} lodging, ${row.mie:,.0f} M&IE"
