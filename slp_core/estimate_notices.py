"""What the reader of an estimate must know, each with a code that stays the same."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from . import cabins, per_diem, route_notices
from .cost_lines import BorneBy, Category, CostLine, Notice
from .countries import UNITED_STATES
from .dates import count
from .itinerary import Itinerary, Stay
from .lodging import Lodging
from .money import words
from .place_names import fold
from .plan import Kind, Plan
from .rate_tables import OTHER
from .rates import Rates
from .rules import RuleBook

PER_DIEM = (Category.LODGING, Category.LODGING_TAX, Category.MIE)


def of(plan: Plan, lines: tuple[CostLine, ...], rules: RuleBook, rates: Rates) -> Iterator[Notice]:
    yield from _per_diem(plan, lines, rules, rates)
    for stay in plan.itinerary.stays:
        yield from _place_notices(plan, stay, lines, rates)
    if not per_diem.too_short(plan.itinerary, rules):
        yield from route_notices.notices(plan, rules, rates)
    yield from _other(plan, lines, rules, rates)
    if not any(line.category is Category.AIR for line in lines) and (said := " ".join(cabins.approvals(plan, rules))):
        yield Notice("SEAT_CLASS", said)


def _per_diem(plan: Plan, lines: tuple[CostLine, ...], rules: RuleBook, rates: Rates) -> Iterator[Notice]:
    trip = plan.itinerary
    waiting = [line for line in lines if line.provisional and line.category in PER_DIEM]
    if tables := dict.fromkeys(line.row.publication for line in waiting if line.row):
        known = " and ".join(tables)
        yield Notice(
            "PROVISIONAL", f"No rate table covers all days of this trip: the last known rates stand in: {known}."
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


def _other(plan: Plan, lines: tuple[CostLine, ...], rules: RuleBook, rates: Rates) -> Iterator[Notice]:
    if any(line.provisional and line.category is Category.GROUND for line in lines):
        yield Notice("MILEAGE_RATE", "No mileage rate covers the day of a drive: the last known one stands in.")
    yield from _fare(plan, lines, rates)
    if any(line.rough for line in lines if line.category is Category.SALARIES):
        text = "A published mean wage stands in for a salary: ask the partner what it pays."
        yield Notice("PUBLISHED_WAGE", text)
    yield from _many_hours(plan, rules)
    if plan.indirect and plan.indirect.rate is None:
        text = "De minimis is for a partner without a negotiated rate, and for no cost-reimbursement contract."
        yield Notice("DE_MINIMIS", text)
    yield from _own_cost(plan, lines)


def _fare(plan: Plan, lines: tuple[CostLine, ...], rates: Rates) -> Iterator[Notice]:
    if any(line.rough for line in lines if line.category is Category.AIR):
        text = "The airfare is rough: the median of reference fares to the region stands in until there is a quote."
        city = plan.flight.city if plan.flight else ""
        unknown = f" No reference fare is from a city of the code {city}: check it." if city else ""
        yield Notice("ROUGH_FARE", text + unknown * (city not in rates.prices.fare_cities))
    elif any(line.row for line in lines if line.category is Category.AIR):
        text = "The airfare is a reference fare of fiscal year 2025, which ended: ask for a quote."
        yield Notice("REFERENCE_FARE", text)
    if plan.air_fare is not None and not (plan.flight and plan.flight.source):
        text = "The quoted airfare has no source yet: say where it comes from, on Money under Other costs, Flight."
        yield Notice("FARE_SOURCE", text)


def _many_hours(plan: Plan, rules: RuleBook) -> Iterator[Notice]:
    """Hours of one person that the days of the trip hardly hold."""
    days = plan.itinerary.days
    a_day = int(rules.on("planning.labor_hours_a_day", plan.itinerary.departs).value)
    for labor in plan.labor:
        if labor.hours > a_day * days:
            text = f"{labor.role}: {labor.hours.normalize():,f} hours of each are more than {a_day} a day"
            yield Notice("LABOR_HOURS", f"{text} in {count(days, 'day')}: check them.")


def _own_cost(plan: Plan, lines: tuple[CostLine, ...]) -> Iterator[Notice]:
    own = [line for line in lines if line.borne_by is BorneBy.PARTNER]
    if not own:
        return
    amount = words(sum((line.amount for line in own[1:]), own[0].amount))
    if plan.kind is Kind.HOSTING:
        text = f"The host bears {amount} itself: salaries during a visit are not reimbursable."
    else:
        text = f"The partner bears {amount} that nobody reimburses: it must know before this is approved."
    yield Notice("PARTNER_COST", text)


def _hours(trip: Itinerary) -> str:
    minutes = int((trip.elapsed or timedelta(0)).total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02} min"


def _place_notices(plan: Plan, stay: Stay, lines: tuple[CostLine, ...], rates: Rates) -> Iterator[Notice]:
    if stay.actual is not None:
        text = f"Actual expense in {stay.locality} must be authorized before travel, up to {stay.actual * 100:.0f} %."
        yield Notice("ACTUAL_EXPENSE", text)
    if stay.shared:
        text = f"In {stay.locality} two travelers share a room: half the double rate each."
        if plan.travelers % 2:
            text += " Their number is odd: one shares with somebody outside the team, or costs more than this."
        yield Notice("SHARED_ROOM", text)
    hotel = stay.kind in (Lodging.HOTEL, Lodging.RENTAL)
    here = [line for line in lines if line.what.endswith(f", {stay.locality}") and line.country == stay.country]
    yield from _spelling(stay, here, rates)
    if any(line.category is Category.LODGING and line.rate == 0 and stay.room != 0 for line in here) and hotel:
        yield Notice(
            "PUBLISHED_ZERO", f"State publishes $0 for lodging in {stay.locality}: ask the post who provides quarters."
        )


def _spelling(stay: Stay, here: Iterable[CostLine], rates: Rates) -> Iterator[Notice]:
    """Which row of State's table was taken, where the place as typed does not say it."""
    taken = next((line.locality for line in here), stay.locality)
    if stay.country == UNITED_STATES or fold(taken) == fold(stay.locality):
        return
    if taken != OTHER:
        yield Notice("PLACE_NAME", f"{stay.locality} has the rate of {taken}, as State's table spells it.")
        return
    near = rates.alike(stay.country, stay.locality)
    asked = f" If {near} is meant, write that." if near else ""
    text = f"{stay.locality} has no rate of its own: the rate for other places of the country applies.{asked}"
    yield Notice("OTHER_PLACE", text)
