"""What is improbable in the legs of a trip: too long, too fast or too slow, with the numbers. Nothing is changed."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from .air import Airport
from .dates import long
from .itinerary import Itinerary
from .legs import Leg, Means, elapsed, hours
from .lodging import Lodging
from .per_diem import nights_aloft
from .rules import RuleBook

EARTH_RADIUS_KM = 6371
A_DAY = timedelta(1)


def questions(trip: Itinerary, airports: Mapping[str, Airport], rules: RuleBook) -> Iterator[str]:
    """A sentence for each leg that is improbable, and for each night that the legs and the rooms tell differently."""
    for leg in trip.legs:
        yield from _of_leg(leg, airports, rules)
    yield from _broken(trip.legs)
    yield from _first_night(trip, rules)


def first_night(trip: Itinerary, rules: RuleBook) -> date | None:
    """The first night on the ground by the legs; None where no legs are known or no night follows."""
    aloft = nights_aloft(trip, rules)
    if not trip.legs:
        return None
    day = trip.legs[0].departs.date()
    while day in aloft:
        day += timedelta(1)
    return day if day < trip.returns else None


def distance(leg: Leg, airports: Mapping[str, Airport]) -> int | None:
    """Kilometers between the ends of a leg the short way round; None where an end is no known airport."""
    ends = [airports.get(leg.origin), airports.get(leg.destination)]
    if None in ends:
        return None
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, end.position)) for end in ends if end)
    part = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return round(2 * EARTH_RADIUS_KM * asin(sqrt(part)))


def _of_leg(leg: Leg, airports: Mapping[str, Airport], rules: RuleBook) -> Iterator[str]:
    day = leg.departs.date()
    longest = int(rules.on("planning.leg_longest_hours", day).value)
    if leg.takes > timedelta(hours=longest):
        yield f"{leg.label} takes {hours(leg.takes)}, more than {longest} hours: check the days and the places."
    km = distance(leg, airports)
    if km is None or leg.means is not Means.AIR:
        return
    fastest, slowest, ground = (
        int(rules.on(f"planning.leg_{name}", day).value) for name in ("fastest_kmh", "slowest_kmh", "ground_hours")
    )
    took = leg.takes.total_seconds() / 3600
    if km > fastest * took:
        yield f"{leg.label}, {km:,} km in {hours(leg.takes)}, would be faster than {fastest:,} km/h: check the times."
    elif took > ground + km / slowest and leg.takes <= timedelta(hours=longest):
        yield f"{leg.label} takes {hours(leg.takes)} for {km:,} km: check the day of arrival."


def _broken(journey: tuple[Leg, ...]) -> Iterator[str]:
    """Legs that lead nowhere, and connections that begin elsewhere than where the leg before them ended."""
    for leg in journey:
        if leg.origin.casefold() == leg.destination.casefold():
            yield f"{leg.label} ends where it begins: check its places."
    for before, after in pairwise(journey):
        apart = before.destination.casefold() != after.origin.casefold()
        if apart and elapsed(before.arrives_at, after.leaves_at) < A_DAY:
            yield f"{before.label} is followed within a day by {after.label}: is a leg between them missing?"


def _first_night(trip: Itinerary, rules: RuleBook) -> Iterator[str]:
    by_legs = first_night(trip, rules)
    sleeping = [stay for stay in trip.stays if stay.nights and stay.kind is not Lodging.HOME]
    if by_legs and sleeping and by_legs != sleeping[0].arrives:
        planned = long(sleeping[0].arrives)
        yield f"By the legs the first night is that of {long(by_legs)}, by the stays that of {planned}."
