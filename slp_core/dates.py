"""Days and how they are read, counted and written. Nothing here knows what day it is."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal

from .errors import InvalidInput
from .zones import zone

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
FIRST_YEAR, LAST_YEAR = 2000, 2099  # what can be planned or recorded


def parse_day(text: str, field: str = "day") -> date:
    """A day typed as 2027-02-22. Other orders are refused, never guessed. Raises InvalidInput."""
    typed = text.strip()
    try:
        if _ISO.fullmatch(typed) and FIRST_YEAR <= int(typed[:4]) <= LAST_YEAR:
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise InvalidInput(
        f"“{typed[:40]}” is not a day." if typed else "The day is missing.",
        hint=f"Write year-month-day, like 2027-02-22, from {FIRST_YEAR} to {LAST_YEAR}.",
        field=field,
    )


def add_months(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or that month's last day: 31 Aug + 6 months = 28 Feb."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another, by the calendar: 8 Oct to 25 Nov is 1."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def overlaps(a_first: date, a_last: date | None, b_first: date, b_last: date | None) -> bool:
    """Do two periods share a day? Both ends count; None is open."""
    return (b_last is None or a_first <= b_last) and (a_last is None or b_first <= a_last)


def is_overdue(due: date, moment: datetime, zone_name: str) -> bool:
    """A day is over at its owner's midnight: due today is not overdue."""
    return due < day_in(zone_name, moment)


def days_late(due: datetime, done: datetime) -> int:
    """Days begun since an aware due moment, by its own clock: a day of 25 hours is one day; 0 is in time."""
    late = done.astimezone(due.tzinfo).replace(tzinfo=None) - due.replace(tzinfo=None)
    return max(0, -(-late // timedelta(1)))


def day_in(zone_name: str, moment: datetime) -> date:
    """The date on the wall in a zone at an aware moment."""
    return moment.astimezone(zone(zone_name)).date()


def short(day: date) -> str:
    """22 Feb 2027, with no-break spaces."""
    return f"{day.day}\u00a0{day:%b}\u00a0{day.year}"


def long(day: date) -> str:
    """Mon 22 Feb 2027."""
    return f"{day:%a}\u00a0{short(day)}"


def span(first: date, last: date) -> str:
    """Mon 22 Feb to Fri 5 Mar 2027, 12 days."""
    days = (last - first).days + 1
    return f"{_without_year(first) if first.year == last.year else long(first)} to {long(last)}, {count(days, 'day')}"


def count(number: int | Decimal, noun: str, plural: str = "") -> str:
    """1 day, 2 days, 7.5 hours, 1,200 countries (given the plural)."""
    return f"{number:,}\u00a0{noun if number == 1 else plural or noun + 's'}"


def _without_year(day: date) -> str:
    return f"{day:%a}\u00a0{day.day}\u00a0{day:%b}"
