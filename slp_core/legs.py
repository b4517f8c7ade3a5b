"""Legs of a journey in local times: how long they take on a watch, on which day they arrive, which nights they fly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from .dates import short
from .errors import InvalidInput
from .zones import zone

MOST_LEGS = 24
PLACE_LENGTH = 120
MINUTE = timedelta(minutes=1)  # the least that a leg takes


class Means(StrEnum):
    """How a leg is traveled."""

    AIR = "air"
    GROUND = "ground"


MEANS_WORDS = {Means.AIR: "Flight", Means.GROUND: "Train, road or water"}


@dataclass(frozen=True, slots=True)
class Leg:
    """One ride without a change, by the clocks on the wall at either end."""

    origin: str  # IATA code of an airport, or a town
    destination: str
    departs: datetime  # what the clocks there show, without a zone
    arrives: datetime
    origin_zone: str  # IANA name: America/New_York
    destination_zone: str
    means: Means = Means.AIR
    business: bool = False  # a seat above premium economy

    @property
    def takes(self) -> timedelta:
        """The time on a watch."""
        return elapsed(self.leaves_at, self.arrives_at)

    @property
    def leaves_at(self) -> datetime:
        return local(self.departs.date(), self.departs.time(), self.origin_zone)

    @property
    def arrives_at(self) -> datetime:
        return local(
            self.arrives.date(), self.arrives.time(), self.destination_zone, self.leaves_at.astimezone(UTC) + MINUTE
        )

    @property
    def label(self) -> str:
        """IAD to IST"""
        return f"{self.origin} to {self.destination}"

    def moved(self, by: timedelta) -> "Leg":
        """The same leg on another day, at the same times on the wall."""
        return replace(self, departs=self.departs + by, arrives=self.arrives + by)


def local(day: date, clock: time, zone_name: str, not_before: datetime | None = None) -> datetime:
    """The moment at which clocks of a zone show a day and time; of an hour that comes twice, the first that may be.

    Raises InvalidInput for a time that the clocks skip.
    """
    moment = datetime.combine(day, clock, zone(zone_name))
    second = moment.replace(fold=1)
    if not_before and elapsed(not_before, moment) < timedelta(0) <= elapsed(not_before, second):
        moment = second
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


def hours(span: timedelta) -> str:
    """9 h 31 min, with no-break spaces."""
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02}\u00a0min"


def night_of(arrives: datetime, late_until: int) -> date:
    """The night that lodging reached at a local time belongs to: after midnight it is the night before's.

    `late_until` is the hour up to which an arrival still counts as late (41 CFR part 301-11 says after midnight).
    """
    return arrives.date() - timedelta(arrives.hour < late_until)


def nights_aloft(legs: Iterable[Leg], late_until: int) -> frozenset[date]:
    """The nights, by the date they begin on, that are spent under way: no lodging is paid for them."""
    found: set[date] = set()
    for leg in legs:
        nights = (night_of(leg.arrives, late_until) - leg.departs.date()).days
        found |= {leg.departs.date() + timedelta(number) for number in range(nights)}
    return frozenset(found)


def dates_not_lived(legs: Iterable[Leg], clock_hours: int) -> dict[date, Leg]:
    """The dates that a crossing of the date line takes out of the calendar, with the leg that does.

    By elapsed time there are as many days as the clock at the origin counts (41 CFR 301-11.19). A leg crosses the
    line when the clocks at its ends differ by more than `clock_hours`.
    """
    found: dict[date, Leg] = {}
    for leg in legs:
        if leg.arrives - leg.departs - leg.takes <= timedelta(hours=clock_hours):
            continue
        by_the_origin = leg.departs + leg.takes
        missing = (leg.arrives.date() - by_the_origin.date()).days
        found |= {leg.arrives.date() - timedelta(number): leg for number in range(1, missing + 1)}
    return {day: leg for day, leg in found.items() if day > leg.departs.date()}


def check(legs: tuple[Leg, ...], departs: date, returns: date) -> None:
    """Raises InvalidInput, naming the leg, for what cannot have been traveled in the days of the trip."""
    if len(legs) > MOST_LEGS:
        raise InvalidInput(
            f"A trip of {len(legs)} legs cannot be planned.", hint=f"Give at most {MOST_LEGS}.", field="legs"
        )
    for leg in legs:
        for fault in _faults(leg, departs, returns):
            raise fault
    for before, after in pairwise(legs):
        leaves = local(after.departs.date(), after.departs.time(), after.origin_zone, before.arrives_at)
        if elapsed(before.arrives_at, leaves) < timedelta(0):
            raise _fault(
                f"{after.label} leaves before {before.label} has arrived.", "List the legs in order, with their days."
            )


def _faults(leg: Leg, departs: date, returns: date) -> Iterator[InvalidInput]:
    if not leg.origin.strip() or not leg.destination.strip():
        yield _fault("A leg has no place at one end.", "Give an airport's code or a town.")
    if leg.takes <= timedelta(0):
        yield _fault(
            f"{leg.label} arrives {hours(-leg.takes)} before it leaves, by the clocks of both places.",
            "Check the day of arrival and the two places.",
        )
    if leg.departs.date() < departs or leg.arrives.date() > returns:
        yield _fault(
            f"{leg.label}, {_days(leg)}, lies outside the trip ({short(departs)} to {short(returns)}).",
            "Check the days of the leg, or those of the trip.",
        )


def _days(leg: Leg) -> str:
    days = dict.fromkeys((leg.departs.date(), leg.arrives.date()))
    return " to ".join(map(short, days))


def _fault(message: str, hint: str) -> InvalidInput:
    return InvalidInput(message, hint=hint, field="legs")
