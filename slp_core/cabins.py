"""The class that a plan's flights are in, and whether their scheduled hours reach what a class above coach asks for."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from .journeys import Journey, journeys
from .legs import hours
from .other_costs import CABIN_WORDS, Cabin
from .plan import Plan
from .rules import DatedValue, RuleBook

CABIN_RULES = {
    Cabin.PREMIUM_ECONOMY: "ftr.premium_economy_more_than_hours",
    Cabin.BUSINESS: "ftr.business_class_more_than_hours",
}


def cabin(plan: Plan) -> Cabin:
    """As the plan says of the flight, or business where a leg has such a seat."""
    if any(leg.business for leg in plan.itinerary.legs):
        return Cabin.BUSINESS
    return plan.flight.cabin if plan.flight else Cabin.COACH


def rule(plan: Plan, rules: RuleBook) -> DatedValue | None:
    """The hours that the class asks for; None in coach, which asks for none."""
    known = CABIN_RULES.get(cabin(plan))
    return rules.on(known, plan.itinerary.departs) if known else None


def approvals(plan: Plan, rules: RuleBook) -> Iterator[str]:
    """What must be authorized before travel for a class above coach, each a sentence with the hours that are known."""
    least = rule(plan, rules)
    if least is None:
        return
    words = f"{CABIN_WORDS[cabin(plan)]} may be authorized for more than {least.value} hours with stopovers"
    late_until = int(rules.on("planning.late_arrival_until_hour", plan.itinerary.departs).value)
    known = _known(plan, journeys(plan.itinerary, late_until), least.value)
    yield f"{words} ({least.citation.text}); {known}."
    if cabin(plan) is Cabin.BUSINESS:
        yield "It also asks that duty begins the next day or sooner, and that it serves better than a rest period."


def _known(plan: Plan, flown: tuple[Journey, ...], least: Decimal) -> str:
    """The hours by the legs, else as they were typed, and whether they are enough."""
    in_class = [one for one in flown if one.business] or list(flown)
    if in_class:
        return _by_legs(in_class, timedelta(hours=int(least)))
    typed = plan.flight.hours if plan.flight else None
    if typed is None:
        return "give the legs, or the hours"
    return f"this flight takes {typed.normalize():f}" + ("" if typed > least else ", which is not enough")


def _by_legs(flown: list[Journey], least: timedelta) -> str:
    said = "by the legs " + " and ".join(f"{one.label} takes {hours(one.scheduled)}" for one in flown)
    short = [one.label for one in flown if one.scheduled <= least]
    if not short:
        return said
    return f"{said}: {'not enough' if len(short) == len(flown) else f'not enough {_joined(short)}'}"


def _joined(labels: list[str]) -> str:
    return f"from {' and from '.join(labels)}"
