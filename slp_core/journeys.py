"""The flights of a trip from one place of stay to the next, with the scheduled hours that rules of class count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from .itinerary import Itinerary, Stay
from .legs import Leg, Means, elapsed, night_of


@dataclass(frozen=True, slots=True)
class Journey:
    """Flights that follow each other, from the first one's start to the last one's end."""

    origin: str
    destination: str
    scheduled: timedelta  # with stopovers, without a rest stop
    business: bool  # is any seat above premium economy?

    @property
    def label(self) -> str:
        """IAD to TBS"""
        return f"{self.origin} to {self.destination}"


def journeys(trip: Itinerary, late_until: int) -> tuple[Journey, ...]:
    """In order; none where the legs are not known. A wait between legs in which no stay begins is a stopover.

    A place reached up to the hour `late_until` was reached on the day before.
    """
    waits = list(pairwise(trip.legs))
    ends = {_wait_at(waits, stay, late_until): stay.rest for stay in trip.stays}
    cuts = [0, *(at + 1 for at, rest in ends.items() if at is not None and not rest), len(trip.legs)]
    rests = [at for at, rest in ends.items() if at is not None and rest]
    parts = (range(first, last) for first, last in pairwise(sorted(cuts)))
    return tuple(found for part in parts for found in _flown(trip.legs, part, rests))


def _flown(legs: tuple[Leg, ...], part: range, rests: list[int]) -> Iterator[Journey]:
    """The part of a trip between its first and its last flight; nothing where it has no flight."""
    flights = [at for at in part if legs[at].means is Means.AIR]
    if not flights:
        return
    first, last = legs[flights[0]], legs[flights[-1]]
    rested = sum((_wait(legs[at], legs[at + 1]) for at in rests if flights[0] <= at < flights[-1]), timedelta(0))
    scheduled = elapsed(first.leaves_at, last.arrives_at) - rested
    yield Journey(first.origin, last.destination, scheduled, any(legs[at].business for at in flights))


def _wait_at(waits: list[tuple[Leg, Leg]], stay: Stay, late_until: int) -> int | None:
    """Between which legs a stay lies: of the waits that its first day falls into, the longest."""
    day = stay.arrives
    fitting = [
        at
        for at, (before, after) in enumerate(waits)
        if night_of(before.arrives, late_until) <= day <= after.departs.date() - timedelta(bool(stay.nights))
    ]
    return max(fitting, key=lambda at: _wait(*waits[at]), default=None)


def _wait(before: Leg, after: Leg) -> timedelta:
    return elapsed(before.arrives_at, after.leaves_at)
