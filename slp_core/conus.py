"""The per diem of a place in the contiguous United States: by destination, county or ZIP code, and by month.

A place that is not known is a question, never the standard rate by accident.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from . import conus_choices
from .conus_table import BEGINNINGS, STANDARD, Destination, FiscalYear, ImportedYear, fiscal_year, place_key
from .data_files import read_rows
from .dates import month_end
from .errors import InvalidInput, NotInForce
from .sources import Source
from .us_states import UsStates, load_us_states

ELSEWHERE = {"AK", "HI", "AS", "GU", "MP", "PR", "VI"}  # priced by the Department of Defense, whose table is not held
_COUNTRY = re.compile(r", ?(?:USA?|U\.S\.(?:A\.)?|United States(?: of America)?)$", re.IGNORECASE)
_ZIP_PLUS_FOUR = re.compile(r"^([0-9]{5})-[0-9]{4}$")


class UsPlace(NamedTuple):
    """A place as a plan names it: “Denver, CO”, or a ZIP code."""

    name: str
    state: str


class Piece(NamedTuple):
    """Days, both included, on which a place has one rate."""

    first: date
    last: date
    row: Destination
    table: FiscalYear
    provisional: bool


@dataclass(frozen=True)
class Conus:
    """Every fiscal year held, and the Census's list of places."""

    folder: Path  # data/
    years: dict[int, FiscalYear]

    @cached_property
    def places(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(state, place) -> the counties it lies in."""
        return dict(read_rows(self.folder / "us_places.csv", ("state", "place", "counties"), _place))

    @cached_property
    def other_names(self) -> dict[tuple[str, str], str]:
        """(state, other name of a place) -> the place as GSA or the Census has it."""
        return dict(read_rows(self.folder / "us_place_names.csv", ("state", "name", "place"), _other_name))

    @cached_property
    def states(self) -> UsStates:
        return load_us_states(self.folder)

    @cached_property
    def counties(self) -> dict[str, frozenset[str]]:
        """State -> its counties."""
        return conus_choices.counties(self.places)

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
            end = month_end(day)
            while end < last and _same_rate(row, end, end + timedelta(1), provisional):
                end = month_end(end + timedelta(1))
            end = min(end, last)
            yield Piece(day, end, row, table, provisional)
            day = end + timedelta(1)

    def find(self, text: str, table: FiscalYear) -> Destination:
        """The row of a year for “Denver, CO”, “Travis County, TX”, a ZIP code, or “78613, Austin, TX” of its several.

        Raises InvalidInput for a place that is not known, or that may lie in several areas; its context has the
        `place` as typed and the `choices` that each find one row.
        """
        typed = _COUNTRY.sub("", " ".join(text.split()))
        typed = _ZIP_PLUS_FOUR.sub(r"\1", typed)
        if typed[:5].isdecimal() and typed[5:6] in ("", ","):
            return table.destinations[self._by_zip(table, typed)]
        return table.destinations[self._by_place(table, self._us_place(typed), typed)]

    def _by_zip(self, table: FiscalYear, typed: str) -> int:
        code, _, label = typed.partition(", ")
        found = table.zips.get(code)
        if found is None:
            raise _unknown(f"{code[:10]} is not a ZIP code that GSA lists.", typed)
        meant = [number for number in found if table.destinations[number].label == label] if label else found
        if len(meant) == 1:
            return meant[0]
        choices = tuple(f"{code}, {table.destinations[number].label}" for number in found)
        raise self._which(table, found, f"The ZIP code {code}", typed, choices)

    def _us_place(self, typed: str) -> UsPlace:
        named = (*self.newest.named, *self.other_names)
        if "," not in typed and (choices := conus_choices.in_states(self.places, named, typed)):
            raise _unknown(f"“{typed[:60]}” is not a place in the United States without its state.", typed, choices)
        if "," not in typed and (found := self._state_behind(typed)):
            return us_place(found, self.states)
        return us_place(typed, self.states)

    def _state_behind(self, typed: str) -> str | None:
        """“Denver, CO” from “Denver CO”, “Denver Colo.” or “Denver Colorado”; None without a state behind the name."""
        words = typed.replace("-", " ").split()
        for number in (3, 2, 1):  # West Virginia is not Virginia
            if state := self.states.find(" ".join(words[-number:])) if len(words) > number else None:
                return f"{' '.join(words[:-number])}, {state.code}"
        return None

    def _by_place(self, table: FiscalYear, place: UsPlace, typed: str) -> int:
        key = place_key(place.name)
        key = self.other_names.get((place.state, key), key)
        named = table.named.get((place.state, key)) or table.areas.get((place.state, "place", key))
        if named is not None:
            return named
        county = _county(key)
        counties = self.places.get((place.state, key), ()) if county == key else ()
        if county in self.counties.get(place.state, ()) or (place.state, "county", county) in table.areas:
            counties = (*counties, county)
        if not counties:
            choices = conus_choices.alike(self.places, table.named, place.state, place.name)
            raise _unknown(f"{place.name} is not a place known in {place.state}.", typed, choices)
        rows = {one: table.areas.get((place.state, "county", one), STANDARD) for one in counties}
        found = tuple(dict.fromkeys(rows.values()))
        if len(found) == 1:
            return found[0]
        choices = tuple(conus_choices.county_label(place.state, one) for one in rows)
        raise self._which(table, found, f"{place.name}, {place.state}", typed, choices)

    def _which(
        self, table: FiscalYear, found: Iterable[int], what: str, typed: str, choices: tuple[str, ...]
    ) -> InvalidInput:
        names = " or ".join(table.destinations[number].label for number in found)
        hint = "Choose the one that is meant, or give the county, like “Travis County, TX”."
        message = f"{what} lies in areas of different rates: {names}."
        return InvalidInput(message, hint=hint, field="place", place=typed, choices=choices)


def load_conus(folder: Path, shipped: dict[int, Source]) -> Conus:
    """The fiscal years shipped below a data folder, each with the day it was checked."""
    rates = folder / "rates" / "conus"
    held = {year: FiscalYear(year, rates, file.checked, sha256=file.sha256) for year, file in sorted(shipped.items())}
    return Conus(folder, held)


def us_place(text: str, states: UsStates) -> UsPlace:
    """A place and its state from “Denver, CO”, “Denver, Colo.” or “Denver, Colorado”. Raises InvalidInput."""
    name, _, said = text.rpartition(",")
    state = found.code if (found := states.find(said)) else said.replace(".", "").strip().upper()
    if not name.strip() or not (len(state) == 2 and state.isalpha()):  # GSA lists places in none of the states, too
        raise _unknown(f"“{text[:60]}” is not a place in the United States.", text)
    if state in ELSEWHERE:
        raise InvalidInput(
            f"{state} is priced by the Department of Defense, whose table is not held.",
            hint="Leave this stop out, and add what it costs as an item of the estimate with its source.",
            field="place",
        )
    return UsPlace(name.strip(), state)


def _unknown(message: str, typed: str, choices: tuple[str, ...] = ()) -> InvalidInput:
    hint = "Write it like “Denver, CO”, “Travis County, TX”, or give its ZIP code."
    return InvalidInput(message, hint=hint, field="place", place=typed, choices=choices)


def _same_rate(row: Destination, day: date, following: date, provisional: bool) -> bool:
    same_year = provisional or fiscal_year(day) == fiscal_year(following)
    return same_year and row.lodging_on(day) == row.lodging_on(following)


def _county(key: str) -> str:
    return key.removesuffix(" county").removesuffix(" parish")


def _other_name(row: dict[str, str]) -> tuple[tuple[str, str], str]:
    return (row["state"], place_key(row["name"])), place_key(row["place"])


def _place(row: dict[str, str]) -> tuple[tuple[str, str], tuple[str, ...]]:
    name = row["place"]
    key = place_key(name) if name.partition(" ")[0] in BEGINNINGS else name  # as most stand in the file already
    return (row["state"], key), tuple(row["counties"].split("; "))
