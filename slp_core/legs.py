"""Legs of a journey in local times: how long they take on a watch, and on which day they arrive."""

from datetime import UTC, date, datetime, time, timedelta

from .errors import InvalidInput
from .zones import zone


def local(day: date, clock: time, zone_name: str) -> datetime:
    """The moment at which clocks of a zone show a day and time; of an hour that comes twice, the first.

    Raises InvalidInput for a time that the clocks skip.
    """
    moment = datetime.combine(day, clock, zone(zone_name))
    if moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise InvalidInput(
            f"{clock:%H:%M} on {day.day} {day:%b %Y} does not exist in {zone_name}: the clocks go forward over it.",
            hint="Give the time an hour later.",
            field="time",
        )
    return moment


def elapsed(departs: datetime, arrives: datetime) -> timedelta:
    """The time between two aware moments, whatever their clocks show: changes of clocks and the date line included."""
    return arrives.astimezone(UTC) - departs.astimezone(UTC)


def arrival_after(departs: datetime, clock: time, zone_name: str) -> datetime:
    """The next moment after departure at which clocks at the destination show a time: an inference, to be confirmed."""
    day = departs.astimezone(zone(zone_name)).date()
    candidates = (local(day + timedelta(days), clock, zone_name) for days in (0, 1))
    return next(moment for moment in candidates if elapsed(departs, moment) > timedelta(0))
