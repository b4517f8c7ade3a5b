"""What the flights cost: the quote, else the reference fare of the two cities, else the median of the region."""

from collections.abc import Iterator
from decimal import Decimal

from .cost_lines import Category, CostLine, RateRow
from .other_costs import CABIN_WORDS, Cabin, Flight
from .plan import Plan
from .rates import Rates
from .rules import Citation, RuleBook

QUOTED = "Airfare, round trip as quoted"


def lines(plan: Plan, rules: RuleBook, rates: Rates) -> Iterator[CostLine]:
    """A line for the team's tickets; none for a plan that says nothing of its flight, or where no fare is known."""
    if plan.air_fare is not None:
        source = plan.flight.source if plan.flight else ""
        yield _line(plan, rules, QUOTED, 1, "ticket", plan.air_fare, entered=source)
    elif plan.flight is not None:
        yield from _stand_in(plan, plan.flight, rules, rates)


def _stand_in(plan: Plan, flight: Flight, rules: RuleBook, rates: Rates) -> Iterator[CostLine]:
    """A round trip is twice the one-way fare. Both kinds are fares of the Government's, not prices to book."""
    prices = rates.prices
    fare = prices.fare(flight.city, plan.country) if flight.city else None
    if fare is not None and fare.economy is not None:
        pair = f"{fare.us_city} to {fare.city}"
        row = prices.fare_row(f"{pair}, {fare.carrier}, one way")
        yield _line(
            plan, rules, f"Airfare, {pair} and back, reference fare", 2, "one-way ticket", fare.economy, row=row
        )
    elif (median := prices.median_fare(plan.country)) is not None:
        bureau = prices.places[plan.country].bureau
        row = prices.fare_row(f"median one-way fare to the countries of bureau {bureau}")
        what = f"Airfare, round trip, median of the region ({bureau})"
        yield _line(plan, rules, what, 2, "one-way ticket", median, row=row, rough=True)


def _line(
    plan: Plan, rules: RuleBook, what: str, quantity: int, unit: str, rate: Decimal,
    *, row: RateRow | None = None, entered: str = "", rough: bool = False,
) -> CostLine:  # fmt: skip
    trip = plan.itinerary
    rule = rules.on("ftr.coach_fare_share", trip.departs)
    cabin = plan.flight.cabin if plan.flight else Cabin.COACH
    cited = [rule.citation, *_cabin_citations(plan, rules)]
    if row is not None:
        cited.append(rules.on("program.reference_fare_share", trip.departs).citation)
    return CostLine(
        category=Category.AIR,
        what=what if cabin is Cabin.COACH else f"{what}, {CABIN_WORDS[cabin].lower()}",
        travelers=plan.travelers,
        quantity=quantity,
        unit=unit,
        share=rule.value,
        rate=rate,
        country=plan.country,
        locality="",
        first=trip.departs,
        last=trip.returns,
        provisional=False,
        citations=tuple(cited),
        row=row,
        entered=entered,
        needs_approval=" ".join(_approvals(plan, rules)),
        rough=rough,
    )


def _cabin_citations(plan: Plan, rules: RuleBook) -> Iterator[Citation]:
    if plan.flight and plan.flight.cabin in CABIN_RULES:
        yield rules.on(CABIN_RULES[plan.flight.cabin], plan.itinerary.departs).citation


CABIN_RULES = {
    Cabin.PREMIUM_ECONOMY: "ftr.premium_economy_more_than_hours",
    Cabin.BUSINESS: "ftr.business_class_more_than_hours",
}


def _approvals(plan: Plan, rules: RuleBook) -> Iterator[str]:
    """What the quoted flight must have authorized before travel, each a sentence."""
    flight = plan.flight
    if flight is None:
        return
    if flight.cabin in CABIN_RULES:
        least = rules.on(CABIN_RULES[flight.cabin], plan.itinerary.departs).value
        cabin = CABIN_WORDS[flight.cabin]
        yield f"{cabin} may be authorized for more than {least} hours with stopovers{_known(flight)}."
    if flight.cabin is Cabin.BUSINESS:
        yield "It also asks that duty begins the next day or sooner, and that it serves better than a rest period."
    if flight.foreign_carrier:
        yield "A foreign carrier needs an exception of the Fly America Act on record; a lower price is none."


def _known(flight: Flight) -> str:
    return f"; this flight takes {flight.hours.normalize():f}" if flight.hours is not None else "; give the hours"
