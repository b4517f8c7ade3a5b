"""Where a team sleeps: stays from the official station out and back, and which place's rate each day takes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from . import dates, legs
from .errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Stay:
    """One place: hotel nights from `arrives` up to, not including, `leaves`."""

    country: str
    locality: str  # as State's table spells it, or any town: then the country's [Other] rate applies
    arrives: date  # the date of the first night
    leaves: date  # the day of check-out
    room: Decimal | None = None  # the expected price of a night, abroad with tax; None means the maximum is planned
    shared: bool = False  # two travelers to a room, whose price is that of a double
    actual: Decimal | None = None  # actual expense, authorized beforehand up to this multiple of the per diem: 1.5
    tax: Decimal | None = None  # in the United States, the taxes on a room as a share of its price: 0.1575

    @property
    def nights(self) -> int:
        return (self.leaves - self.arrives).days


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A trip from the official station and back, in local dates."""

    departs: date
    returns: date
    stays: tuple[Stay, ...]
    departs_at: datetime | None = None  # with its zone; where the hours of a short trip matter
    returns_at: datetime | None = None

    @property
    def elapsed(self) -> timedelta | None:
        """From door to door by the clock of the world, over changes of zone and of summer time; None where not said."""
        if self.departs_at is None or self.returns_at is None:
            return None
        return legs.elapsed(self.departs_at, self.returns_at)

    @property
    def days(self) -> int:
        return (self.returns - self.departs).days + 1

    @property
    def nights(self) -> int:
        return sum(stay.nights for stay in self.stays)

    def moved_to(self, departs: date) -> "Itinerary":
        """The same trip on other days: every day of it moves by as much."""
        by = departs - self.departs
        begins, ends = (moment and moment + by for moment in (self.departs_at, self.returns_at))
        stays = tuple(replace(stay, arrives=stay.arrives + by, leaves=stay.leaves + by) for stay in self.stays)
        return Itinerary(departs, self.returns + by, stays, begins, ends)


@dataclass(frozen=True, slots=True)
class MealDays:
    """Days, both ends included, whose M&IE is paid at one place's rate."""

    stay: Stay
    first: date
    last: date


def check(trip: Itinerary, longest_days: int) -> None:
    """Raises InvalidInput, naming the field, when the days cannot be right."""
    if (
        not dates.FIRST_YEAR <= trip.departs.year <= trip.returns.year <= dates.LAST_YEAR
        and trip.departs <= trip.returns
    ):
        raise InvalidInput(
            "The trip lies too far away to be planned.",
            hint=f"Give days from {dates.FIRST_YEAR} to {dates.LAST_YEAR}.",
            field="departs",
        )
    if trip.returns < trip.departs:
        raise InvalidInput(
            f"The return on {dates.short(trip.returns)} is before the departure on {dates.short(trip.departs)}.",
            hint="Check the two days; the return must be the same day or later.",
            field="returns",
        )
    if trip.days > longest_days:
        raise InvalidInput(
            f"The trip lasts {trip.days} days; at most {longest_days} can be planned in one piece.",
            hint="Check the year of the return, or plan it as several engagements.",
            field="returns",
        )
    _check_clock(trip)
    if not trip.stays:
        raise InvalidInput("The trip has no place to stay.", hint="Choose a country and a place.", field="stays")
    for stay in trip.stays:
        _check_stay(trip, stay)
    for earlier, later in pairwise(trip.stays):
        if later.arrives < earlier.leaves:
            raise InvalidInput(
                f"The stay in {later.locality} begins on {dates.short(later.arrives)}, before {earlier.locality} ends.",
                hint="List the places in order, each from the day the one before it ends.",
                field="stays",
            )


def last_day(returns_at: datetime) -> date:
    """The last day of a trip that ends at a moment: one that ends at midnight closes the day before."""
    local = returns_at.replace(tzinfo=None)
    return local.date() - timedelta(local.time() == time(0))


def _check_clock(trip: Itinerary) -> None:
    """The hours are both given or neither, of the days of the trip, and in order."""
    if trip.departs_at is None and trip.returns_at is None:
        return
    if trip.departs_at is None or trip.returns_at is None:
        raise InvalidInput(
            "One hour is missing.", hint="Give both, of departure and return, or neither.", field="hours"
        )
    if trip.departs_at.tzinfo is None or trip.returns_at.tzinfo is None:
        raise InvalidInput("An hour has no time zone.", hint="Give it with its zone.", field="hours")
    if legs.elapsed(trip.departs_at, trip.returns_at) <= timedelta(0):
        raise InvalidInput("The return is not after the departure.", hint="Check hours and zones.", field="hours")
    ends = {trip.returns_at.replace(tzinfo=None).date(), last_day(trip.returns_at)}
    if trip.departs_at.replace(tzinfo=None).date() != trip.departs or trip.returns not in ends:
        raise InvalidInput(
            "The hours are not of the days of departure and return.", hint="Check the two days.", field="hours"
        )


def meal_days(trip: Itinerary) -> Iterator[MealDays]:
    """The days of the trip by the place whose rate they take.

    A day without a night anywhere takes the rate of the place the traveler is on the way to; the days of the
    journey home take the rate of the day before (41 CFR part 301-11).
    """
    first = trip.departs
    for stay in trip.stays:
        last = trip.returns if stay is trip.stays[-1] else stay.leaves - timedelta(1)
        if first <= last:
            yield MealDays(stay, first, last)
        first = last + timedelta(1)


def _check_stay(trip: Itinerary, stay: Stay) -> None:
    if not stay.locality.strip():
        raise InvalidInput(
            "A place is missing.", hint="Choose one from the list, or write the town's name.", field="stays"
        )
    if stay.leaves < stay.arrives or stay.arrives < trip.departs or stay.leaves > trip.returns:
        raise InvalidInput(
            f"The stay in {stay.locality} ({dates.short(stay.arrives)} to {dates.short(stay.leaves)}) "
            "does not fit the trip "
            f"({dates.short(trip.departs)} to {dates.short(trip.returns)}).",
            hint="Its first night must be on or after the departure, and its last morning on or before the return.",
            field="arrives" if stay.arrives < trip.departs or stay.arrives > trip.returns else "stays",
        )
