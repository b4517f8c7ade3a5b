"""Where a team sleeps: stays from the official station out and back, and which place's rate each day takes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from . import dates, legs
from .errors import InvalidInput
from .legs import Leg
from .lodging import Lodging

MOST_STAYS = 60


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
    kind: Lodging = Lodging.HOTEL
    rent: Decimal | None = None  # of a rental, for all its nights
    evidence: str = ""  # what proves the extra cost of a host who is a friend or relative
    side_trip: bool = False  # a place of one's own choice: paid up to the rate of the duty site before it
    rest: bool = False  # a rest stop on the way, at its own rate
    booked: int | None = None  # the nights somebody typed: refused where the dates say otherwise

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
    legs: tuple[Leg, ...] = ()  # in order; empty where they are not known

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
        """Nights away from home."""
        return sum(stay.nights for stay in self.stays if stay.kind is not Lodging.HOME)

    def days_at(self, counts: Callable[[Stay], bool]) -> int:
        """On how many days the team is at one of some stays, the days of arrival and of leaving included."""
        places = (stay for stay in self.stays if stay.kind is not Lodging.HOME and counts(stay))
        return len({stay.arrives + timedelta(number) for stay in places for number in range(stay.nights + 1)})

    @property
    def travel_days(self) -> frozenset[date]:
        """The first and the last day of travel, also of each part where a voluntary return home interrupts it."""
        visits = (stay for stay in self.stays if stay.kind is Lodging.HOME)
        inner = (day for visit in visits for day in (visit.arrives, visit.leaves))
        return frozenset((self.departs, self.returns, *inner))

    def priced_as(self, stay: Stay) -> Stay:
        """The stay whose place sets the rate: of a side trip, the duty site's before it."""
        before = [one for one in self.stays[: self.stays.index(stay)] if not one.side_trip and not _is_home(one)]
        return before[-1] if stay.side_trip and before else stay

    def moved_to(self, departs: date) -> "Itinerary":
        """The same trip on other days: every day of it moves by as much."""
        by = departs - self.departs
        begins, ends = (moment and moment + by for moment in (self.departs_at, self.returns_at))
        stays = tuple(replace(stay, arrives=stay.arrives + by, leaves=stay.leaves + by) for stay in self.stays)
        return Itinerary(departs, self.returns + by, stays, begins, ends, tuple(leg.moved(by) for leg in self.legs))


@dataclass(frozen=True, slots=True)
class MealDays:
    """Days, both ends included, whose M&IE is paid at one place's rate."""

    stay: Stay
    first: date
    last: date


def check_years(trip: Itinerary) -> None:
    """Raises InvalidInput for days that no rule and no table reaches."""
    for field, day in (("departs", trip.departs), ("returns", trip.returns)):
        if not dates.FIRST_YEAR <= day.year <= dates.LAST_YEAR:
            raise InvalidInput(
                "The trip lies too far away to be planned.",
                hint=f"Give days from {dates.FIRST_YEAR} to {dates.LAST_YEAR}.",
                field=field,
            )


def check(trip: Itinerary, longest_days: int) -> None:
    """Raises InvalidInput, naming the field, when the days cannot be right."""
    check_years(trip)
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
    if len(trip.stays) > MOST_STAYS:
        raise InvalidInput(
            f"A trip to {len(trip.stays):,} places cannot be planned.",
            hint=f"Give at most {MOST_STAYS}, or plan it as several engagements.",
            field="stays",
        )
    for stay in trip.stays:
        _check_stay(trip, stay)
    for earlier, later in pairwise(trip.stays):
        if later.arrives < earlier.leaves:
            raise InvalidInput(
                f"The stay in {later.locality} begins on {dates.short(later.arrives)}, before {earlier.locality} ends.",
                hint="List the places in order, each from the day the one before it ends.",
                field="stays",
            )
    _check_visits_home(trip)
    legs.check(trip.legs, trip.departs, trip.returns)


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


def meal_days(trip: Itinerary, uncounted: frozenset[date] = frozenset()) -> Iterator[MealDays]:
    """The days of the trip by the place whose rate they take, without those that `uncounted` takes out.

    A day without a night anywhere takes the rate of the place the traveler is on the way to; the days of the
    journey home take the rate of the day before (41 CFR part 301-11). Nothing is paid between the day of a voluntary
    return home and the day of leaving it again.
    """
    first, before = trip.departs, trip.stays[0]
    for stay in trip.stays:
        if _is_home(stay):
            span, following = MealDays(before, first, stay.arrives), stay.leaves
        else:
            last = trip.returns if stay is trip.stays[-1] else stay.leaves - timedelta(1)
            at = before if trip.nights and not stay.nights and first == trip.returns else stay
            span, before, following = MealDays(at, first, last), stay, last + timedelta(1)
        yield from _without(span, uncounted)
        first = max(first, following)


def _without(span: MealDays, uncounted: frozenset[date]) -> Iterator[MealDays]:
    first = span.first
    for day in sorted(uncounted):
        if first <= day <= span.last:
            if first < day:
                yield MealDays(span.stay, first, day - timedelta(1))
            first = day + timedelta(1)
    if first <= span.last:
        yield MealDays(span.stay, first, span.last)


def _is_home(stay: Stay) -> bool:
    return stay.kind is Lodging.HOME


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
    if stay.booked is not None and stay.booked != stay.nights:
        raise InvalidInput(
            f"{dates.count(stay.booked, 'night')} in {stay.locality} do not fit {dates.short(stay.arrives)} to "
            f"{dates.short(stay.leaves)}, which is {dates.count(stay.nights, 'night')}.",
            hint="Correct the nights or the days.",
            field="booked",
        )


def _check_visits_home(trip: Itinerary) -> None:
    """A visit home lies between two stays, each side trip after a duty site."""
    if _is_home(trip.stays[0]) or _is_home(trip.stays[-1]):
        raise InvalidInput(
            "A voluntary return home lies between two stays.",
            hint="List the place before it and the place after it; at the ends give the day of departure or return.",
            field="kind",
        )
    for stay in trip.stays:
        if _is_home(stay) and not stay.nights:
            raise InvalidInput("A return home has no night at home.", hint="Check its days.", field="stays")
        if stay.side_trip and trip.priced_as(stay) is stay:
            raise InvalidInput(
                f"The side trip to {stay.locality} has no duty site before it.",
                hint="List the place of duty first.",
                field="side_trip",
            )
