"""State's monthly foreign per diem, as XLS or CSV (DSSR 925). Its known quirks give warnings, not refusals.

The year of a season means nothing; a lodging of 0 is a rate; headings come in any case; unlisted places are `[Other]`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from ..errors import InvalidInput
from ..place_names import fold
from ..rate_tables import OTHER, PerDiemRate, Publication
from ..reference import Imported, Reference
from ..rules import Seen
from . import cells
from .checking import Checked, Field, Record, RowProblem, check
from .content import Content
from .reading import Cell
from .reading import read as read_file

MONTHS = dict(zip((name[:3] for name in cells.MONTHS), range(1, 13), strict=True))
_FILE = re.compile(r"(?:^|[^A-Za-z])([A-Za-z]{3,9})\s*_?(\d{4})\s*PD", re.IGNORECASE)


def read(file_name: str, content: bytes, reference: Reference, today: date) -> Content:
    """One month's table. Raises InvalidInput for a file that is none."""
    sheet = read_file(file_name, content)
    checked = check(sheet, _fields(sheet.decimal_mark))
    as_of, dated = _month(file_name, checked)
    problems = [*checked.problems, *dated, *_sums(checked.records)]
    if as_of > today:
        problems.append(RowProblem(0, "Publication date", as_of.isoformat(), "lies in the future"))
    codes = reference.names
    warnings = [
        *checked.warnings,
        *(RowProblem(0, "File", "", notice) for notice in sheet.notices),
        *_quirks(checked.records, reference),
    ]
    rows = tuple(
        _rate(record, _country(codes.meaning(record.values["country"]).code, record)) for record in checked.records
    )

    def table(received: date, official: bool) -> Imported:
        found: dict[tuple[str, str], tuple[PerDiemRate, ...]] = {}
        for rate in rows:
            key = (rate.country, fold(rate.locality))
            found[key] = (*found.get(key, ()), rate)
        seen = Seen.OFFICIAL if official else Seen.SECONDARY
        return Imported(foreign=(Publication(as_of, file_name, received, found, seen),))

    return Content(
        as_of=as_of,
        title=f"Foreign per diem rates of {as_of:%B %Y}",
        read=checked.rows,
        accepted=len(checked.records),
        problems=tuple(problems),
        warnings=tuple(warnings),
        changes=lambda now: _changes(rows, now),
        table=table,
    )


def _fields(mark: str) -> tuple[Field, ...]:
    return (
        Field("country", "Country", cells.words),
        Field("location", "Location", cells.words),
        Field("season", "Season Code", cells.words, required=False),
        Field("start", "Season Start Date", _month_day, ("Season Begin", "Season Start")),
        Field("end", "Season End Date", _month_day, ("Season End",)),
        Field("lodging", "Lodging", cells.amount(mark), ("Maximum Lodging Rate",)),
        Field("mie", "Meals & Incidentals", cells.amount(mark), ("M&IE", "M & IE Rate", "Meals and Incidentals")),
        Field("per_diem", "Per Diem", cells.amount(mark), ("Maximum Per Diem Rate",), required=False),
        Field("effective", "Effective Date", cells.day),
        Field("footnotes", "Footnote Reference", cells.words, ("Footnote",), required=False),
        Field("location_code", "Location Code", cells.code(5), required=False),
        Field("published", "Publication Date", cells.day, required=False),
    )


def _month_day(cell: Cell) -> cells.Read:
    """The day of a season: its year, if it has one, is dropped."""
    typed = cell.text.strip()
    if re.fullmatch(r"\d{1,2}[-/]\d{1,2}", typed):
        month, day = re.split("[-/]", typed)
        typed = f"2000-{int(month):02}-{int(day):02}"
    found = cells.day(Cell(cell.kind, typed)).value
    return cells.Read((found.month, found.day))


def _month(file_name: str, checked: Checked) -> tuple[date, list[RowProblem]]:
    """The month that the table holds for: its publication date, which the file's name must not contradict."""
    said = {record.values["published"].replace(day=1) for record in checked.records if record.values["published"]}
    named = _FILE.search(file_name)
    by_name = None
    if named and (month := MONTHS.get(named[1][:3].lower())):
        by_name = date(int(named[2]), month, 1)
    if len(said) > 1:
        found = ", ".join(f"{month:%b %Y}" for month in sorted(said))
        return max(said), [RowProblem(0, "Publication date", found, "differs between rows")]
    month_of = next(iter(said), by_name)
    if month_of is None:
        raise InvalidInput(
            "The file does not say of which month it is.",
            hint="Keep State's name of the file, like November2026PD.xls.",
            field="file",
        )
    if by_name and by_name != month_of:
        fault = f"is not that of the file's name, {by_name:%b %Y}"
        return month_of, [RowProblem(0, "Publication date", f"{month_of:%b %Y}", fault)]
    return month_of, []


def _sums(records: Iterable[Record]) -> Iterator[RowProblem]:
    for record in records:
        total, parts = record.values["per_diem"], record.values["lodging"] + record.values["mie"]
        if total is not None and total != parts:
            yield RowProblem(record.row, "Per Diem", f"{total}", f"is not lodging plus M&IE, {parts}")


def _quirks(records: tuple[Record, ...], reference: Reference) -> Iterator[RowProblem]:
    """What is odd, and kept: furnished lodging, unknown headings, a program country or post's city without a row."""
    places = set()
    for heading, group in groupby(records, key=lambda record: record.values["country"]):
        rows, code = list(group), reference.names.meaning(heading).code
        places |= {(code, fold(record.values["location"])) for record in rows}
        if code is None:
            yield RowProblem(rows[0].row, "Country", heading, "is not a country known here; its rows cannot be chosen")
        yield from (
            RowProblem(record.row, "Lodging", "0", f"is published for {record.values['location']}: kept as a rate")
            for record in rows
            if record.values["lodging"] == 0
        )
    for land in reference.countries.program.values():
        for locality in (OTHER, land.rate_locality):
            if (land.code, fold(locality)) not in places:
                yield RowProblem(0, "Location", f"{land.label}, {locality}", "has no row in this file")


def _country(code: str | None, record: Record) -> str:
    return code or str(record.values["country"])


def _rate(record: Record, country: str) -> PerDiemRate:
    values: dict[str, Any] = record.values
    footnotes = tuple(re.findall(r"\d+", values["footnotes"] or ""))
    season = (values["start"], values["end"])
    return PerDiemRate(
        country, values["location"], season, values["lodging"], values["mie"], values["effective"], footnotes
    )


def _changes(rows: tuple[PerDiemRate, ...], now: Reference) -> Iterator[tuple[str, str, str]]:
    """The program's rates that differ from the newest table in force."""
    for rate in rows:
        if rate.country not in now.countries.program:
            continue
        before = next(
            (old for old in now.rates.seasons(rate.country, rate.locality) if old.season == rate.season), None
        )
        if before is None or before.locality != rate.locality:
            yield f"{now.countries.label(rate.country)}, {rate.locality}", "no row", _words(rate.lodging, rate.mie)
        elif (before.lodging, before.mie) != (rate.lodging, rate.mie):
            what = f"{now.countries.label(rate.country)}, {rate.locality}"
            yield what, _words(before.lodging, before.mie), _words(rate.lodging, rate.mie)


def _words(lodging: Decimal, mie: Decimal) -> str:
    return f"${lodging:,.0f} lodging, ${mie:,.0f} M&IE"
