"""Business days: on the U.S. federal calendar, the host country's, or both."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from .data_files import read_rows

ESTIMATED = "estimated)"  # how the holiday library marks a date that the moon decides: “(observed, estimated)”
# Days that follow a sighting or a lunar calendar of a religion; the library marks only some of them.
MOON = re.compile(
    r"\b(Eid|Ashura|Islamic New Year|Prophet|Laylat|Isra|Arafah|Arafat|Jumu|Mid-Sha|Shaqq|Night of Power|Magal"
    r"|Diwali|Deepavali|Holi|Vesak|Buddha|Full Moon|Dashain|Tihar)\b"
)
EID_AL_FITR = re.compile(r"\bEid[ -](al|ul)-Fitr")  # ends Ramadan, a month of 29 or 30 days
RAMADAN_DAYS = 30
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class CalendarName(StrEnum):
    US = "us"  # U.S. federal business days
    HOST = "host"
    BOTH = "both"  # a day on which both work


@dataclass(frozen=True, slots=True)
class Workweek:
    """The rest days of a country, and how sure we are of them."""

    country: str
    weekend: frozenset[int]  # Monday is 0
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class HolidayGap:
    """Years for which no holidays are known: shown as unknown, never as none."""

    country: str
    first_year: int
    last_year: int | None
    reason: str

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday; an estimated one may fall a day earlier or later."""

    day: date
    name: str
    estimated: bool


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which someone works."""

    name: str  # "U.S. federal", "Egypt", "U.S. federal and Egypt"
    weekend: frozenset[int]
    holiday: Callable[[date], str | None] = field(repr=False)
    gaps: tuple[HolidayGap, ...] = ()

    def is_workday(self, day: date) -> bool:
        return day.weekday() not in self.weekend and self.holiday(day) is None

    def is_estimated(self, day: date) -> bool:
        """Is it a holiday whose date is announced locally and may move by a day?"""
        name = self.holiday(day) or ""
        return ESTIMATED in name or MOON.search(name) is not None

    def holidays(self, first: date, last: date) -> tuple[Holiday, ...]:
        """The holidays of a period, and the estimated ones a day before or after it, which may move into it."""
        days = [first + timedelta(number) for number in range(-1, (last - first).days + 2)]
        found = (Holiday(day, _unmarked(name), self.is_estimated(day)) for day in days if (name := self.holiday(day)))
        return tuple(one for one in found if one.estimated or first <= one.day <= last)

    def ramadan(self, first: date, last: date) -> tuple[date, date] | None:
        """The month of Ramadan that touches a period, where its end is a holiday: estimated, both ends included."""
        days = (first + timedelta(number) for number in range(1, (last - first).days + 1 + RAMADAN_DAYS))
        eid = next((day for day in days if self._is_eid(day) and not self._is_eid(day - timedelta(1))), None)
        return (eid - timedelta(RAMADAN_DAYS), eid - timedelta(1)) if eid else None

    def _is_eid(self, day: date) -> bool:
        return EID_AL_FITR.search(self.holiday(day) or "") is not None

    def forward(self, day: date) -> date:
        """`day` itself if people work on it, else the next day they do."""
        while not self.is_workday(day):
            day += timedelta(1)
        return day

    def back(self, day: date) -> date:
        """`day` itself if people work on it, else the last day before it that they do."""
        while not self.is_workday(day):
            day -= timedelta(1)
        return day

    def add(self, day: date, business_days: int) -> date:
        """The n-th business day after `day`, or before it when negative; 0 is `day` as it stands.

        `day` itself never counts: one business day after a Sunday is Monday, and so is one after a Friday.
        """
        step = timedelta(1 if business_days > 0 else -1)
        for _ in range(abs(business_days)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def unknown(self, first: date, last: date) -> tuple[HolidayGap, ...]:
        """The gaps that touch a period: in it only weekends are counted."""
        return tuple(g for g in self.gaps if any(g.covers(year) for year in range(first.year, last.year + 1)))


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of all countries: weekends from our own table over the library's, holidays from the library."""

    workweeks: dict[str, Workweek]
    gaps: tuple[HolidayGap, ...]
    iso2: dict[str, str]  # country -> the code the holiday library knows
    names: dict[str, str]

    def us(self) -> WorkCalendar:
        return WorkCalendar("U.S. federal", frozenset({5, 6}), _holidays("US"))

    def host(self, country: str) -> WorkCalendar:
        gaps = tuple(gap for gap in self.gaps if gap.country == country)
        return WorkCalendar(self.names[country], self.workweeks[country].weekend, _holidays(self.iso2[country]), gaps)

    def named(self, name: CalendarName, country: str) -> WorkCalendar:
        """The calendar a step counts on, for an engagement in `country`."""
        match name:
            case CalendarName.US:
                return self.us()
            case CalendarName.HOST:
                return self.host(country)
            case CalendarName.BOTH:
                return _union(self.us(), self.host(country))


def load_workweeks(path: Path) -> dict[str, Workweek]:
    columns = ("country", "weekend", "confidence", "source")
    return {week.country: week for week in read_rows(path, columns, _workweek)}


def load_holiday_gaps(path: Path) -> tuple[HolidayGap, ...]:
    return tuple(read_rows(path, ("country", "first_year", "last_year", "reason"), _gap))


def _workweek(row: dict[str, str]) -> Workweek:
    names = row["weekend"].split()
    if unknown := [name for name in names if name not in WEEKDAYS]:
        raise ValueError(f"{unknown[0]} is not a weekday; write {' '.join(WEEKDAYS)}")
    weekend = frozenset(map(WEEKDAYS.index, names))
    if not 0 < len(weekend) < 7:
        raise ValueError("the weekend is empty" if not weekend else "the weekend is the whole week")
    return Workweek(row["country"], weekend, row["confidence"], row["source"])


def _gap(row: dict[str, str]) -> HolidayGap:
    last = int(row["last_year"]) if row["last_year"] else None
    return HolidayGap(row["country"], int(row["first_year"]), last, row["reason"])


def _union(a: WorkCalendar, b: WorkCalendar) -> WorkCalendar:
    def holiday(day: date) -> str | None:
        return a.holiday(day) or b.holiday(day)

    return WorkCalendar(f"{a.name} and {b.name}", a.weekend | b.weekend, holiday, a.gaps + b.gaps)


def _unmarked(name: str) -> str:
    """“Eid al-Fitr (estimated)” without the library's mark."""
    return name.replace(f", {ESTIMATED}", ")").replace(f" ({ESTIMATED}", "")


def _holidays(iso2: str) -> Callable[[date], str | None]:
    return lambda day: _year(iso2, day.year).get(day)


@lru_cache(maxsize=1024)
def _year(iso2: str, year: int) -> dict[date, str]:
    """Names of the public holidays of one year, observed days included. Built whole, so that threads can share it."""
    import holidays

    known = holidays.country_holidays(iso2, years=year)
    if "en_US" in known.supported_languages:
        known = holidays.country_holidays(iso2, years=year, language="en_US")
    return dict(known.items())
