"""GSA's per diem tables of the contiguous United States, one a fiscal year: destinations, their areas, ZIP codes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from .data_files import read_rows
from .rules import Authority, Citation, Seen
from .text import search_key

STANDARD = 0  # the number of the row for every place that is no destination
MONTHS = ("oct", "nov", "dec", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep")
RATE_COLUMNS = ("id", "state", "destination", "counties", "mie", *MONTHS)
BEGINNINGS = {"ft": "fort", "mt": "mount", "pt": "point", "n": "north", "s": "south", "e": "east", "w": "west"}
FIRST_MONTH = 10  # a fiscal year begins on 1 October of the year before


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


@dataclass(frozen=True)
class FiscalYear:
    """The table of one fiscal year, which ends on 30 September of its number."""

    year: int
    folder: Path
    checked: date  # when the file was last compared with its source
    seen: Seen = Seen.SECONDARY
    sha256: str = ""  # of its file

    @property
    def file(self) -> str:
        return f"conus/{self.year}.csv"

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
        """(state, name) -> destination; “Phoenix / Scottsdale” has both names, and that one."""
        rows = self.destinations.values()
        return {(row.state, place_key(name)): row.id for row in rows for name in (row.name, *row.name.split(" / "))}

    def citation(self) -> Citation:
        return self._citation

    @cached_property
    def _citation(self) -> Citation:
        text = f"GSA per diem for FY{self.year}, from 1 Oct {self.year - 1} (41 CFR part 301-11)"
        return Citation(Authority.LAW, text, "https://www.gsa.gov/perdiem", self.seen, self.checked)


@dataclass(frozen=True)
class ImportedYear(FiscalYear):
    """A year whose rates came as GSA's file: its counties and ZIP codes are those of an earlier year."""

    rows: dict[int, Destination] = field(default_factory=dict, repr=False)
    earlier: FiscalYear | None = field(default=None, repr=False)
    file_name: str = ""  # as it was brought

    @property
    def file(self) -> str:
        return self.file_name

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


def fiscal_year(day: date) -> int:
    return day.year + (day.month >= FIRST_MONTH)


def place_key(name: str) -> str:
    """What two spellings of a place share: St. Louis, Saint Louis; Ft. Lauderdale, Fort Lauderdale."""
    first, *others = search_key(name).replace(".", "").replace("-", " ").split() or [""]
    key = " ".join((BEGINNINGS.get(first, first) if others else first, *others))
    return key.replace("saint ", "st ")


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
