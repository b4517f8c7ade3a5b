"""A window of days in which a trip should lie, and the weeks of it in which the trip can really begin."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from . import schedule
from .schedule import Task

DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days between which a whole trip of some length must lie, both ends included."""

    first: date
    last: date
    days: int  # of the trip, both travel days included

    @property
    def last_departure(self) -> date:
        """The last day on which the trip can begin and still end within the window; before `first`, it does not fit."""
        return self.last - (self.days - 1) * DAY

    def weeks(self) -> tuple[tuple[date, date], ...]:
        """The first and the last possible departure of each calendar week, Monday to Sunday."""
        found, day = [], self.first
        while day <= self.last_departure:
            sunday = day + (6 - day.weekday()) * DAY
            found.append((day, min(sunday, self.last_departure)))
            day = sunday + DAY
        return tuple(found)


@dataclass(frozen=True, slots=True)
class WindowOutlook:
    """Which departures can be reached if work begins today."""

    window: Window
    earliest: date | None  # departure, within the window or not; None when none is found
    departure: date | None  # the first within the window that can be reached
    weeks: int  # in which the trip could begin
    feasible: int  # in which it can


def look_ahead(window: Window, tasks_for: Callable[[date], tuple[Task, ...]], today: date) -> WindowOutlook:
    """Try every week of a window. Within a week, a later departure leaves more time: its last day decides."""

    def works(day: date) -> bool:
        return day >= today and not any(slot.late for slot in schedule.plan(tasks_for(day), today))

    weeks = window.weeks()
    reached = [(first, last) for first, last in weeks if works(last)]
    first, last = reached[0] if reached else (window.last, window.first)
    days = (first + number * DAY for number in range((last - first).days + 1))
    return WindowOutlook(
        window=window,
        earliest=schedule.earliest(tasks_for, today),
        departure=next((day for day in days if works(day)), None),
        weeks=len(weeks),
        feasible=len(reached),
    )
