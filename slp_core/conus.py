"""GSA's per diem inside the contiguous United States: by destination, county or ZIP code, fiscal year and month.

A place that is not known is a question, never the standard rate by accident.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .data_files import read_rows
from .errors import InvalidInput, NotInForce
from .rules import Authority, Citation, Seen
from .text import search_key

STANDARD = 0  # the number of the row for every place that is no destination
MONTHS = ("oct", "nov", "dec", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep")
RATE_COLUMNS = ("id", "state", "destination", "counties", "mie", *MONTHS)
FIRST_MONTH = 10  # a fiscal year begins on 1 October of the year before
ELSEWHERE = {"AK", "HI", "AS", "GU", "MP", "PR", "VI"}  # priced by the Department of Defense, whose table is not held


@dataclass(frozen=True, slots=True)
class Destination:
    """One row of GSA's table: dollars a night by month, dollars a day for M&IE."""

    id: int
    state: str
    name: str
    counties: str
    mie: Decimal
    lodging: tuple[Decimal, ...]  # October to September

    def lodging_on(self, night: date) -> Decimal:
        return self.lodging[(night.month - FIRST_MONTH) % 12]

    @property
    def label(self) -> str:
        """Denver / Aurora, CO; or that the standard rate applies."""
        return f"{self.name}, {self.state}" if self.state else self.name


class UsPlace(NamedTuple):
    """A place as a plan names it: “Denver, CO”, or a ZIP code."""

    name: str
    state: str


@dataclass(frozen=True)
class FiscalYear:
    """The table of one fiscal year, which ends on 30 September of its number."""

    year: int
    folder: Path
    checked: date  # when the file was last compared with its source
    seen: Seen = Seen.SECONDARY

    @cached_property
    def destinations(self) -> dict[int, Destination]:
        return {row.id: row for row in read_rows(self.folder / f"{self.year}.csv", RATE_COLUMNS, _destination)}

    @cached_property
    def areas(self) -> dict[tuple[str, str, str], int]:
        """(state, county or place, name) -> destination. A place goes before the county it lies in."""
        rows = read_rows(self.folder / "areas" / f"{self.year}.csv", ("state", "kind", "name", "destination"), _area)
        return dict(rows)

    @cached_property
    def zips(self) -> dict[str, tuple[int, ...]]:
        return dict(read_rows(self.folder / "zip" / f"{self.year}.csv", ("zip", "destinations"), _zip))

    @cached_property
    def named(self) -> dict[tuple[str, str], int]:
        """(state, name) -> destination; “Phoenix / Scottsdale” has both names."""
        return {(row.state, _key(name)): row.id for row in self.destinations.values() for name in row.name.split(" / ")}

    def citation(self) -> Citation:
        text = f"GSA per diem for FY{self.year}, from 1 Oct {self.year - 1} (41 CFR part 301-11)"
        return Citation(Authority.LAW, text, "https://www.gsa.gov/perdiem", self.seen, self.checked)


class Piece(NamedTuple):
    """Days, both included, on which a place has one rate."""

    first: date
    last: date
    row: Destination
    table: FiscalYear
    provisional: bool


@dataclass(frozen=True)
class ImportedYear(FiscalYear):
    """A year whose rates came as GSA's file: its counties and ZIP codes are those of an earlier year."""

    rows: dict[int, Destination] = field(default_factory=dict, repr=False)
    earlier: FiscalYear | None = field(default=None, repr=False)

    @cached_property
    def destinations(self) -> dict[int, Destination]:
        return self.rows

    @cached_property
    def areas(self) -> dict[tuple[str, str, str], int]:
        held = self.earlier.areas if self.earlier else {}
        return {area: number for area, number in held.items() if number in self.rows}

    @cached_property
    def zips(self) -> dict[str, tuple[int, ...]]:
        held = self.earlier.zips if self.earlier else {}
        return {code: tuple(one for one in found if one in self.rows) for code, found in held.items()}


@dataclass(frozen=True)
class Conus:
    """Every fiscal year held, and the Census's list of places."""

    folder: Path  # data/
    years: dict[int, FiscalYear]

    @cached_property
    def places(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(state, place) -> the counties it lies in."""
        return dict(read_rows(self.folder / "us_places.csv", ("state", "place", "counties"), _place))

    def with_years(self, imported: Iterable[ImportedYear]) -> "Conus":
        """These tables, and imported ones in place of those of the same year."""
        years: dict[int, FiscalYear] = {one.year: one for one in imported}
        return Conus(self.folder, dict(sorted((self.years | years).items())))

    @property
    def newest(self) -> FiscalYear:
        return self.years[max(self.years)]

    def year_of(self, day: date) -> FiscalYear:
        """The table of a day's fiscal year. Raises NotInForce when it is not held."""
        year = fiscal_year(day)
        if year not in self.years:
            held = ", ".join(f"FY{held}" for held in self.years)
            raise NotInForce(
                f"GSA's per diem table of FY{year} is not held.",
                hint=f"Import it, or use the last known rates as provisional (held: {held}).",
                day=day,
            )
        return self.years[year]

    def pieces(self, text: str, first: date, last: date) -> Iterator[Piece]:
        """The rates of a place from `first` to `last`, by fiscal year and by months of one rate.

        Days after the newest table have its rates, as provisional. Raises NotInForce for days before the oldest.
        """
        day = first
        while day <= last:
            provisional = fiscal_year(day) > self.newest.year
            table = self.newest if provisional else self.year_of(day)
            row = self.find(text, table)
            end = day
            while end < last and _same_rate(row, end, end + timedelta(1), provisional):
                end += timedelta(1)
            yield Piece(day, end, row, table, provisional)
            day = end + timedelta(1)

    def find(self, text: str, table: FiscalYear) -> Destination:
        """The row of a year for “Denver, CO”, “Travis County, TX” or a ZIP code.

        Raises InvalidInput for a place that is not known, or that asks for its county.
        """
        typed = " ".join(text.split())
        if typed.isdecimal() and len(typed) == 5:
            found = self._by_zip(table, typed)
        else:
            found = self._by_place(table, us_place(typed))
        return table.destinations[found]

    def _by_zip(self, table: FiscalYear, code: str) -> int:
        found = table.zips.get(code)
        if found is None:
            raise _unknown(f"{code} is not a ZIP code that GSA lists.")
        return self._one(table, found, f"The ZIP code {code}")

    def _by_place(self, table: FiscalYear, place: UsPlace) -> int:
        key = _key(place.name)
        named = table.named.get((place.state, key)) or table.areas.get((place.state, "place", key))
        if named is not None:
            return named
        county = _county(key)
        if (place.state, "county", county) in table.areas:
            return table.areas[place.state, "county", county]
        counties = self.places.get((place.state, key)) or self.places.get((place.state, county))
        if counties is None:
            raise _unknown(f"{place.name} is not a place known in {place.state}.")
        found = (table.areas.get((place.state, "county", one), STANDARD) for one in counties)
        return self._one(table, tuple(dict.fromkeys(found)), f"{place.name}, {place.state}")

    def _one(self, table: FiscalYear, found: tuple[int, ...], what: str) -> int:
        if len(found) == 1:
            return found[0]
        names = " or ".join(table.destinations[number].label for number in found)
        raise InvalidInput(
            f"{what} lies in areas of different rates: {names}.",
            hint="Give the county, like “Travis County, TX”.",
            field="place",
        )


def load_conus(folder: Path, checked: dict[int, date]) -> Conus:
    """The fiscal years shipped below a data folder, each with the day it was checked."""
    rates = folder / "rates" / "conus"
    return Conus(folder, {year: FiscalYear(year, rates, day) for year, day in sorted(checked.items())})


def fiscal_year(day: date) -> int:
    return day.year + (day.month >= FIRST_MONTH)


def us_place(text: str) -> UsPlace:
    """A place and its state from “Denver, CO”. Raises InvalidInput."""
    name, _, state = text.rpartition(",")
    state = state.strip().upper()
    if not name.strip() or not (len(state) == 2 and state.isalpha()):
        raise _unknown(f"“{text[:60]}” is not a place in the United States.")
    if state in ELSEWHERE:
        raise InvalidInput(
            f"{state} is priced by the Department of Defense, whose table is not held.",
            hint="Enter the rate as an actual expense, or import the table.",
            field="place",
        )
    return UsPlace(name.strip(), state)


def _unknown(message: str) -> InvalidInput:
    hint = "Write it like “Denver, CO”, “Travis County, TX”, or give its ZIP code."
    return InvalidInput(message, hint=hint, field="place")


def _same_rate(row: Destination, day: date, following: date, provisional: bool) -> bool:
    same_year = provisional or fiscal_year(day) == fiscal_year(following)
    return same_year and row.lodging_on(day) == row.lodging_on(following)


def _key(name: str) -> str:
    return " ".join(search_key(name).replace(".", "").replace("-", " ").split()).replace("saint ", "st ")


def _county(key: str) -> str:
    return key.removesuffix(" county").removesuffix(" parish")


def _destination(row: dict[str, str]) -> Destination:
    lodging = tuple(Decimal(row[month]) for month in MONTHS)
    return Destination(int(row["id"]), row["state"], row["destination"], row["counties"], Decimal(row["mie"]), lodging)


def _area(row: dict[str, str]) -> tuple[tuple[str, str, str], int]:
    if row["kind"] not in ("county", "place"):
        raise ValueError(f"{row['kind']} is neither county nor place")
    return (row["state"], row["kind"], row["name"]), int(row["destination"])


def _zip(row: dict[str, str]) -> tuple[str, tuple[int, ...]]:
    return row["zip"], tuple(dict.fromkeys(_numbers(row["destinations"].split())))


def _numbers(found: Iterable[str]) -> Iterator[int]:
    """A state's code stands for its standard rate."""
    return (int(one) if one.isdecimal() else STANDARD for one in found)


def _place(row: dict[str, str]) -> tuple[tuple[str, str], tuple[str, ...]]:
    return (row["state"], row["place"]), tuple(row["counties"].split("; "))
