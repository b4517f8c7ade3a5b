"""What some engagements of the demo say beyond days and places: invented legs, rooms, meals and other costs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from .. import leg_questions, legs
from ..air import Airport
from ..currency import Exchange
from ..itinerary import Stay
from ..legs import Leg
from ..lodging import Lodging
from ..meals import FurnishedMeal, Meal, Provider
from ..other_costs import Contingency, Covers, Drive, Extra, Flight, Indirect, Labor, Work
from ..plan import Plan
from ..reference import shipped
from ..zones import zone
from .names import MARK

EVERY = 5  # so many engagements lie between two with details
HOME = "IAD"
MORNING, EVENING = time(11), time(18)
OUT = {  # bureau -> where its flights change, and when the first one leaves
    "AF": ("CDG", EVENING), "EAP": ("NRT", MORNING), "EUR": ("FRA", EVENING), "NEA": ("FRA", EVENING),
    "SCA": ("IST", EVENING), "WHA": ("MIA", MORNING),
}  # fmt: skip
BACK, CHANGE = time(7), timedelta(hours=2, minutes=30)
SPEED, GROUND = 850, timedelta(minutes=40)  # kilometers an hour; taxiing and climbing
INVENTED = f"Invented {MARK}"


def detailed(plan: Plan, number: int) -> Plan:
    """The plan with what an officer would add before asking for approval; `number` turns what that is."""
    trip, nights = plan.itinerary, plan.itinerary.nights
    if nights < 3:
        return plan
    (stay,) = trip.stays
    rented = replace(stay, kind=Lodging.RENTAL, rent=Decimal(45 * nights))
    stays = (rented,) if number % 3 == 2 else (replace(stay, room=Decimal(95)),) if number % 3 else (stay,)
    return replace(
        plan,
        itinerary=replace(trip, stays=stays, legs=_legs(plan)),
        air_fare=Decimal(1180 + 37 * (number % 11)),
        flight=Flight(source=INVENTED),
        meals=tuple(_meals(stay)),
        drives=(
            Drive(f"Home to the airport {MARK}", Decimal(31)),
            Drive(f"The airport to home {MARK}", Decimal(31), returning=True),
        ),
        extras=tuple(_extras(plan, number)),
        labor=tuple(_labor(plan, number)),
        indirect=Indirect() if number % 2 else None,
        contingency=Contingency(Decimal("0.05"), INVENTED) if number % 4 == 0 else None,
    )


def _legs(plan: Plan) -> tuple[Leg, ...]:
    """Out by a hub and home again; none where they would not fit the nights and the days of the plan."""
    trip, known = plan.itinerary, shipped().airports
    land = shipped().countries.program[plan.country]
    (hub, leaves), gateway = OUT[land.bureau], land.gateway
    if gateway not in known:
        return ()
    out = _flown(trip.departs, leaves, [known[code] for code in (HOME, hub, gateway)])
    home = _flown(trip.returns, BACK, [known[code] for code in (gateway, hub, HOME)])
    found = replace(trip, legs=(*out, *home))
    asked = list(leg_questions.questions(found, known, shipped().rules))
    return found.legs if home[-1].arrives.date() == trip.returns and not asked else ()


def _flown(day: date, leaves: time, airports: list[Airport]) -> tuple[Leg, ...]:
    """Flights from each airport to the next, at the speed of an airliner and with a change between."""
    found: list[Leg] = []
    at = legs.local(day, leaves, airports[0].zone)
    for origin, destination in zip(airports, airports[1:], strict=False):
        leg = Leg(origin.iata, destination.iata, _wall(at), _wall(at), origin.zone, destination.zone)
        km = leg_questions.distance(leg, shipped().airports) or 0
        lands = at.astimezone(UTC) + GROUND + timedelta(minutes=5 * round(km * 12 / SPEED))
        found.append(replace(leg, arrives=_wall(lands.astimezone(zone(destination.zone)))))
        at = (lands + CHANGE).astimezone(zone(destination.zone))
    return tuple(found)


def _wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _meals(stay: Stay) -> Iterator[FurnishedMeal]:
    """The academy gives lunch on two days, and the hotel breakfast on the first morning."""
    yield FurnishedMeal(stay.arrives + timedelta(1), Meal.BREAKFAST, Provider.HOTEL)
    for days in (1, 2):
        yield FurnishedMeal(stay.arrives + timedelta(days), Meal.LUNCH, Provider.GOVERNMENT)


def _extras(plan: Plan, number: int) -> Iterator[Extra]:
    working = max(1, plan.itinerary.nights - 2)
    yield Extra("baggage", Decimal(35), INVENTED, people=plan.travelers)
    yield Extra("passenger_van", Decimal(90), INVENTED, periods=working)
    rate = Exchange("EUR", Decimal("0.9"), plan.itinerary.departs - timedelta(60), INVENTED)
    yield Extra("interpreter", Decimal(225), INVENTED, periods=working, exchange=rate)
    yield Extra("certificates", Decimal("3.50"), INVENTED, people=24, covers=Covers.PARTICIPANTS)
    if plan.carries_equipment:
        yield Extra("shipping", Decimal(260), INVENTED)
    if number % 3 == 0:
        yield Extra("mobile_phone", Decimal(4), INVENTED, people=plan.travelers, periods=plan.itinerary.days)


def _labor(plan: Plan, number: int) -> Iterator[Labor]:
    hours = Decimal(8 * max(1, plan.itinerary.days * 5 // 7))
    paid = Labor(f"Instructor {MARK}", hours, plan.travelers, rate=Decimal("46.25"), source=INVENTED)
    yield replace(paid, fringe=Decimal("0.4"), fringe_source=INVENTED)
    if number % 2 == 0:
        yield Labor(f"Stands in at home {MARK}", hours, 1, Work.BACKFILL, rate=Decimal(38), source=INVENTED)
