"""The nearest other days of the same length that are not taken and lie where they may."""

from collections.abc import Iterable
from datetime import date

from . import dates
from .periods import DAY, Period

FIRST_DAY, LAST_DAY = date(dates.FIRST_YEAR, 1, 1), date(dates.LAST_YEAR, 12, 31)

Days = tuple[date, date | None]  # both ends included; None is open


def nearest(
    wished: Period, taken: Iterable[Days], earliest: date, within: tuple[Period, ...]
) -> tuple[Period | None, Period | None]:
    """The nearest period that begins before the wished one, and the nearest that begins after it.

    Both are clear of what is taken, begin on `earliest` or later and lie within each period of `within`. A period
    without an end has no other of its length.
    """
    if wished.last is None:
        return None, None
    more = wished.last - wished.first
    starts = [(begins - more, ends) for begins, ends in taken]  # whoever begins then runs into what is taken
    first = max([earliest, FIRST_DAY, *(period.first for period in within)])
    last = min([LAST_DAY, *(period.end for period in within)]) - more
    earlier = _last_free(min(wished.first - DAY, last), starts)
    later = _first_free(max(wished.first + DAY, first), starts)
    return (
        Period(earlier, earlier + more) if earlier >= first else None,
        Period(later, later + more) if later and later <= last else None,
    )


def _first_free(day: date, taken: list[Days]) -> date | None:
    """The first day from `day` on that is not taken; None when all are."""
    for begins, ends in sorted(taken, key=lambda days: days[0]):
        if dates.overlaps(begins, ends, day, day):
            if ends is None:
                return None
            day = ends + DAY
    return day


def _last_free(day: date, taken: list[Days]) -> date:
    """The last day up to `day` that is not taken."""
    for begins, ends in sorted(taken, key=lambda days: days[1] or date.max, reverse=True):
        if dates.overlaps(begins, ends, day, day):
            day = begins - DAY
    return day
