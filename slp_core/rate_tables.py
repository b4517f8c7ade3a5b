"""State's monthly tables of foreign per diem as they are published: rows, seasons, the month that they hold for."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from .data_files import broken, read_rows
from .dates import month_end
from .place_names import fold
from .rules import Authority, Citation, Seen
from .sources import Source

OTHER = "[Other]"  # State's row for every place of a country that has no row of its own
COLUMNS = (
    "country", "locality", "season_start", "season_end", "lodging", "mie", "effective", "footnotes", "location_code",
)  # fmt: skip

MonthDay = tuple[int, int]
_AMOUNT = re.compile(r"[0-9]+(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class PerDiemRate:
    """One published row: dollars a night and dollars a day, in one season. A published zero is a rate."""

    country: str
    locality: str
    season: tuple[MonthDay, MonthDay]  # both ends included; may wrap the year end; the year is meaningless
    lodging: Decimal
    mie: Decimal
    effective: date  # since when State has had this row
    footnotes: tuple[str, ...]

    def season_covers(self, day: date) -> bool:
        start, end = self.season
        today = month_day(day)
        return start <= today <= end if start <= end else today >= start or today <= end

    @property
    def season_words(self) -> str:
        """15 Nov to 16 Apr; empty for a whole year."""
        start, end = (date(2000, *day) for day in self.season)
        return "" if self.season == ((1, 1), (12, 31)) else f"{start.day} {start:%b} to {end.day} {end:%b}"

    def season_end_from(self, day: date) -> date:
        """The last day of the season that `day` lies in."""
        start, end = self.season
        year = day.year + 1 if start > end and month_day(day) >= start else day.year
        if end == (2, 28):
            return month_end(date(year, 2, 1))
        return date(year, *end)


@dataclass(frozen=True)
class Publication:
    """One monthly table of State's. It holds for its own month only: the next may change any row."""

    as_of: date  # the first of the month
    file: str
    checked: date  # when the file was last compared with its source
    rows: dict[tuple[str, str], tuple[PerDiemRate, ...]]  # (country, folded locality) -> its seasons
    seen: Seen = Seen.SECONDARY
    sha256: str = ""  # of the file

    @property
    def last_day(self) -> date:
        return month_end(self.as_of)

    @cached_property
    def localities(self) -> dict[str, tuple[str, ...]]:
        """Country -> its places in the table's order, without `[Other]`."""
        found: dict[str, dict[str, None]] = {}
        for (country, _), seasons in self.rows.items():
            if seasons[0].locality != OTHER:
                found.setdefault(country, {})[seasons[0].locality] = None
        return {country: tuple(places) for country, places in found.items()}

    def citation(self) -> Citation:
        return self._citation

    @cached_property
    def _citation(self) -> Citation:
        text = f"State foreign per diem of 1 {self.as_of:%b %Y} (DSSR 925)"
        url = "https://allowances.state.gov/web920/per_diem.asp"
        return Citation(Authority.LAW, text, url, self.seen, self.checked)


def load_publication(path: Path, source: Source) -> Publication:
    """One publication from its file; the file's name is its month. Raises DataFileError."""
    rows: dict[tuple[str, str], list[PerDiemRate]] = {}
    for rate in read_rows(path, COLUMNS, _rate):
        rows.setdefault((rate.country, fold(rate.locality)), []).append(rate)
    try:
        as_of = date.fromisoformat(f"{path.stem}-01")
    except ValueError as fault:
        raise broken(path, 1, "the file's name must be its month, like 2026-04.csv") from fault
    seasons = {key: tuple(found) for key, found in rows.items()}
    return Publication(as_of, f"{path.parent.name}/{path.name}", source.checked, seasons, sha256=source.sha256)


def _rate(row: dict[str, str]) -> PerDiemRate:
    lodging, mie = _dollars(row["lodging"]), _dollars(row["mie"])
    season = (_parse_month_day(row["season_start"]), _parse_month_day(row["season_end"]))
    effective = date.fromisoformat(row["effective"])
    return PerDiemRate(
        row["country"], row["locality"], season, lodging, mie, effective, tuple(row["footnotes"].split())
    )


def _dollars(text: str) -> Decimal:
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"“{text}” is not an amount in dollars")
    return Decimal(text)


def month_day(day: date) -> MonthDay:
    """29 February counts as the 28th, since the published seasons know no leap years."""
    return (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)


def _parse_month_day(text: str) -> MonthDay:
    return month_day(date.fromisoformat(f"2000-{text}"))
