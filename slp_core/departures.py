"""What each departure of a range costs, which is the cheapest, and whether it can be reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from . import dates, schedule
from .calendars import Holiday
from .errors import InvalidInput
from .outlook import Outlook
from .periods import DAY, Period
from .reference import Reference
from .repricing import Priced, reprice

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Departure:
    """One day on which a trip can begin."""

    departs: date
    returns: date
    total: Decimal | None  # dollars that INL bears; None where a day has no rate
    provisional: bool
    holidays: tuple[Holiday, ...]  # of the country, in the days of the trip or at their edge
    late: int  # steps that cannot be done in time, if work begins today

    @property
    def monday(self) -> date:
        """The first day of its week."""
        return self.departs - self.departs.weekday() * DAY


@dataclass(frozen=True)
class Departures:
    """Every departure of a range, in order."""

    days: tuple[Departure, ...]

    @cached_property
    def cheapest(self) -> tuple[Departure, ...]:
        """All that cost the least; none where no day has a price."""
        return _least(self.days)

    @cached_property
    def in_time(self) -> tuple[Departure, ...]:
        """The cheapest of those for which no step is late."""
        return _least(day for day in self.days if not day.late)

    @cached_property
    def weeks(self) -> tuple[Departure, ...]:
        """The best departure of each week: the cheapest, then with fewer late steps, fewer holidays, the earliest."""
        return tuple(min(days, key=_merit) for _, days in groupby(self.days, lambda day: day.monday))

    def saving(self, departs: date) -> Decimal | None:
        """Dollars between a departure and the cheapest one; None where either is not known."""
        own = next((day.total for day in self.days if day.departs == departs), None)
        return own - self.cheapest[0].total if own is not None and self.cheapest[0].total is not None else None


def in_range(answer: Outlook, reference: Reference, first: date, last: date) -> Departures:
    """The plan of an outlook, leaving on each day from `first` to `last`.

    Raises InvalidInput for a range that ends before it begins, is longer than a year, or lies too far away.
    """
    trip = answer.plan.itinerary
    number = (last - first).days + 1
    Period(first, last), Period(last, last + (trip.returns - trip.departs))  # in order, and none too far away
    if number > MOST_DAYS:
        raise InvalidInput(
            f"{dates.count(number, 'day')} of departure cannot be compared.",
            hint=f"Give at most {MOST_DAYS} days.",
            field="last",
        )
    plans = [answer.plan.moved_to(first + day * DAY) for day in range(number)]
    prices = reprice(plans, reference.rules, reference.rates)
    return Departures(tuple(_departure(answer, reference, price) for price in prices))


def runs(days: Iterable[Departure]) -> tuple[tuple[Departure, ...], ...]:
    """Departures in order, cut where a day is missing between two: for naming many days in few words."""
    found: list[list[Departure]] = []
    for day in days:
        if found and found[-1][-1].departs + DAY == day.departs:
            found[-1].append(day)
        else:
            found.append([day])
    return tuple(map(tuple, found))


def _departure(answer: Outlook, reference: Reference, price: Priced) -> Departure:
    trip = price.plan.itinerary
    slots = schedule.plan(answer.tasks_for(trip.departs), answer.today)
    return Departure(
        departs=trip.departs,
        returns=trip.returns,
        total=None if price.refusal else price.total,
        provisional=any(line.provisional for line in price.cost_lines),
        holidays=reference.calendars.host(price.plan.country).holidays(trip.departs, trip.returns),
        late=sum(slot.late for slot in slots),
    )


def _least(days: Iterable[Departure]) -> tuple[Departure, ...]:
    priced = [day for day in days if day.total is not None]
    least = min((day.total for day in priced if day.total is not None), default=None)
    return tuple(day for day in priced if day.total == least)


def _merit(day: Departure) -> tuple[bool, Decimal, int, int, date]:
    return day.total is None, day.total or Decimal(0), day.late, len(day.holidays), day.departs
