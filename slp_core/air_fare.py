"""What the flights cost: the quote, else the reference fare of the two cities, else the median of the region."""

from collections.abc import Iterator
from decimal import Decimal

from . import cabins
from .cost_lines import Category, CostLine, RateRow
from .other_costs import CABIN_WORDS, Cabin, Flight
from .plan import Plan
from .rates import Rates
from .rules import RuleBook

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
    cabin, asked = cabins.cabin(plan), cabins.rule(plan, rules)
    cited = [rule.citation, *([asked.citation] if asked else [])]
    if row is not None:
        cited.append(rules.on("program.reference_fare_share", trip.departs).citation)
    return CostLine(
        category=Category.AIR,
        what=what if cabin is Cabin.COACH else f"{what}, {'coach fare' if row else CABIN_WORDS[cabin].lower()}",
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
        citations=tuple(dict.fromkeys(cited)),  # after the rewrite some are cited by their part alone
        row=row,
        entered=entered,
        needs_approval=" ".join(_approvals(plan, rules)),
        rough=rough,
    )


def _approvals(plan: Plan, rules: RuleBook) -> Iterator[str]:
    """What the flight must have authorized before travel, each a sentence."""
    yield from cabins.approvals(plan, rules)
    if plan.flight and plan.flight.foreign_carrier:
        yield "A foreign carrier needs an exception of the Fly America Act on record; a lower price is none."
