"""Days of steps that no checklist counts: an own step, or one of an older edition, never falls on a day of rest."""

from datetime import date, timedelta

from .calendars import CalendarName, Calendars, WorkCalendar
from .checklists import Owner


def calendar_of(owner: Owner, country: str, calendars: Calendars) -> WorkCalendar:
    """When an owner works: who is at a post, on the days on which both countries work."""
    name = CalendarName.BOTH if owner in (Owner.POST, Owner.RSO) else CalendarName.US
    return calendars.named(name, country)


def settled(day: date, departs: date, calendar: WorkCalendar) -> date:
    """The day itself or, if nobody works on it, one that they do: earlier before the departure, later from it on."""
    return calendar.back(day) if day < departs else calendar.forward(day)


def moved(day: date, by: timedelta, departs: date, calendar: WorkCalendar) -> date:
    """The day of a step once the trip has moved by some days and leaves on `departs`."""
    return settled(day + by, departs, calendar)
