"""What a trip costs: every line with the rule behind it, a total that is their sum, and what must be said about it."""

from collections.abc import Iterator
from datetime import timedelta

from . import per_diem, route_notices
from .cost_lines import Category, CostEstimate, CostLine, Notice
from .itinerary import Itinerary, Stay
from .lodging import Lodging
from .plan import Plan
from .rates import OTHER, Rates
from .rules import RuleBook

NOT_INCLUDED = ("salaries and benefits", "training materials and equipment", "ground transport", "visas and insurance")


def estimate(plan: Plan, rules: RuleBook, rates: Rates) -> CostEstimate:
    """Price a checked plan.

    Raises NotInForce for days without a rate, unless the plan takes the last known rates as provisional.
    """
    earned = () if per_diem.too_short(plan.itinerary, rules) else _per_diem(plan, rules, rates)
    lines = (*earned, *_air(plan, rules))
    return CostEstimate(lines, tuple(dict.fromkeys(_notices(plan, lines, rules, rates))))


def _per_diem(plan: Plan, rules: RuleBook, rates: Rates) -> tuple[CostLine, ...]:
    return (*per_diem.lodging(plan, rules, rates), *per_diem.meals_and_incidentals(plan, rules, rates))


def _air(plan: Plan, rules: RuleBook) -> Iterator[CostLine]:
    if plan.air_fare is None:
        return
    trip = plan.itinerary
    rule = rules.on("ftr.coach_fare_share", trip.departs)
    yield CostLine(
        category=Category.AIR,
        what="Airfare, round trip as quoted",
        travelers=plan.travelers,
        quantity=1,
        unit="ticket",
        share=rule.value,
        rate=plan.air_fare,
        country=plan.country,
        locality="",
        first=trip.departs,
        last=trip.returns,
        provisional=False,
        citations=(rule.citation,),
    )


def _notices(plan: Plan, lines: tuple[CostLine, ...], rules: RuleBook, rates: Rates) -> Iterator[Notice]:
    trip = plan.itinerary
    if tables := dict.fromkeys(rates.newest_for(line.country) for line in lines if line.provisional):
        known = " and ".join(tables)
        yield Notice(
            "PROVISIONAL", f"No rate table covers all days of this trip: the last known rates ({known}) stand in."
        )
    if trip.days >= int(rules.on("planning.long_stay_notice_days", trip.departs).value):
        yield Notice(
            "LONG_STAY",
            f"The trip lasts {trip.days} days: INL may prescribe a reduced per diem. The full rate is shown.",
        )
    least = rules.on("ftr.per_diem_more_than_hours", trip.departs)
    if per_diem.too_short(trip, rules):
        text = f"The trip lasts {_hours(trip)}: no per diem is paid up to {least.value} hours ({least.citation.text})."
        yield Notice("TOO_SHORT", text)
    elif trip.days == 1 and trip.elapsed is None:
        yield Notice("DAY_TRIP", f"A trip within one day is paid only when it lasts more than {least.value} hours.")
    for stay in trip.stays:
        yield from _place_notices(stay, lines)
    if not per_diem.too_short(trip, rules):
        yield from route_notices.notices(plan, rules, rates)


def _hours(trip: Itinerary) -> str:
    minutes = int((trip.elapsed or timedelta(0)).total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02} min"


def _place_notices(stay: Stay, lines: tuple[CostLine, ...]) -> Iterator[Notice]:
    if stay.actual is not None:
        text = f"Actual expense in {stay.locality} must be authorized before travel, up to {stay.actual * 100:.0f} %."
        yield Notice("ACTUAL_EXPENSE", text)
    if stay.shared:
        yield Notice("SHARED_ROOM", f"In {stay.locality} two travelers share a room: half the double rate each.")
    hotel = stay.kind in (Lodging.HOTEL, Lodging.RENTAL)
    here = [line for line in lines if line.what.endswith(f", {stay.locality}") and line.country == stay.country]
    if any(line.locality == OTHER for line in here) and stay.locality != OTHER:
        yield Notice(
            "OTHER_PLACE", f"{stay.locality} has no rate of its own: the rate for other places of the country applies."
        )
    if any(line.category is Category.LODGING and line.rate == 0 and stay.room != 0 for line in here) and hotel:
        yield Notice(
            "PUBLISHED_ZERO", f"State publishes $0 for lodging in {stay.locality}: ask the post who provides quarters."
        )
