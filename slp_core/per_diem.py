"""Lodging and M&IE of a trip, priced by interval: each stay crossed with each rate period (41 CFR part 301-11)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from . import meals
from .cost_lines import Category, CostLine, RateRow, joined
from .itinerary import Itinerary, MealDays, Stay, meal_days
from .meals import Deduction
from .money import cents
from .plan import Plan
from .rates import RatePeriod, Rates
from .rules import DatedValue, RuleBook


def too_short(trip: Itinerary, rules: RuleBook) -> bool:
    """Is it known to last no longer than the hours up to which nothing is paid? Exactly that many are not enough."""
    least = rules.on("ftr.per_diem_more_than_hours", trip.departs).value
    return trip.elapsed is not None and trip.elapsed <= timedelta(hours=int(least))


def lodging(plan: Plan, rules: RuleBook, rates: Rates) -> Iterator[CostLine]:
    """A line for each stay and rate period: the maximum of the place, or the expected room price where that is lower.

    Foreign lodging tax is inside the rate; in the United States it is a line of its own, on what is paid for the room.
    Raises NotInForce for nights without a rate.
    """
    for stay in plan.itinerary.stays:
        last_night = stay.leaves - timedelta(1)
        for period in rates.periods(
            stay.country, stay.locality, stay.arrives, last_night, provisional=plan.provisional
        ):
            rule = _lodging_rule(stay, period.first, rules)
            room = _room(stay, _maximum(stay, period, rule), period.first, rules)
            yield _line(plan, stay, period, rule, Category.LODGING, period.first, period.last, Decimal(1), room)
            if stay.tax:
                tax = rules.on("ftr.lodging_tax_share", period.first)
                share = tax.value * stay.tax
                yield _line(plan, stay, period, tax, Category.LODGING_TAX, period.first, period.last, share, room)


def _lodging_rule(stay: Stay, day: date, rules: RuleBook) -> DatedValue:
    return rules.on("ftr.lodging_maximum_share" if stay.actual is None else "ftr.actual_expense_most", day)


def _maximum(stay: Stay, period: RatePeriod, rule: DatedValue) -> Decimal:
    """Dollars a night. Actual expense is authorized for lodging and M&IE together, and M&IE is held to its rate."""
    if stay.actual is None:
        return rule.value * period.rate.lodging
    together = min(stay.actual, rule.value) * (period.rate.lodging + period.rate.mie)
    return together.to_integral_value(ROUND_CEILING) - period.rate.mie


def _room(stay: Stay, maximum: Decimal, day: date, rules: RuleBook) -> Decimal:
    """What a traveler pays a night, up to the maximum."""
    if stay.room is None:
        return maximum
    share = rules.on("ftr.shared_room_share", day).value if stay.shared else Decimal(1)
    return min(cents(stay.room * share), maximum)


def meals_and_incidentals(plan: Plan, rules: RuleBook, rates: Rates) -> list[CostLine]:
    """Full days at the whole rate, the first and the last day of travel at their share of it.

    Raises NotInForce for days without a rate.
    """
    return joined(line for days in meal_days(plan.itinerary) for line in _meals(plan, days, rules, rates))


def _meals(plan: Plan, days: MealDays, rules: RuleBook, rates: Rates) -> Iterator[CostLine]:
    stay = days.stay
    for period in rates.periods(stay.country, stay.locality, days.first, days.last, provisional=plan.provisional):
        for first, last, travel in _split(period.first, period.last, plan.itinerary):
            rule = rules.on("ftr.mie_travel_day_share" if travel else "ftr.mie_full_day_share", first)
            for begin, end, off in _furnished(plan, stay, period, first, last, rules, rates):
                line = _line(plan, stay, period, rule, Category.MIE, begin, end, rule.value, period.rate.mie, off)
                yield replace(line, less=_most(line, off, rates)) if off.meals else line


def _furnished(
    plan: Plan, stay: Stay, period: RatePeriod, first: date, last: date, rules: RuleBook, rates: Rates
) -> Iterator[tuple[date, date, Deduction]]:
    """A span cut at the days of which meals are taken off."""
    for day in sorted({one.day for one in plan.meals if first <= one.day <= last}):
        off = meals.deduction(plan.meals, day, rates.meal_split(stay.country, period.rate.mie), rules)
        if off.meals:
            if first < day:
                yield first, day - timedelta(1), meals.NOTHING
            yield day, day, off
            first = day + timedelta(1)
    if first <= last:
        yield first, last, meals.NOTHING


def _most(line: CostLine, off: Deduction, rates: Rates) -> Decimal:
    """What comes off at most: the incidentals stay (41 CFR part 301-11)."""
    incidentals = rates.meal_split(line.country, line.rate).incidentals
    return max(Decimal(0), min(off.dollars, line.share * line.rate - incidentals))


def _split(first: date, last: date, trip: Itinerary) -> Iterator[tuple[date, date, bool]]:
    """A span cut into the trip's first and last day of travel, and the full days between."""
    ends = sorted({day for day in (trip.departs, trip.returns) if first <= day <= last})
    yield from ((day, day, True) for day in ends)
    inner_first = first + timedelta(trip.departs in ends)
    inner_last = last - timedelta(trip.returns in ends and trip.returns != trip.departs)
    if inner_first <= inner_last:
        yield inner_first, inner_last, False


def _line(
    plan: Plan, stay: Stay, period: RatePeriod, rule: DatedValue, category: Category,
    first: date, last: date, share: Decimal, rate: Decimal, off: Deduction = meals.NOTHING,
) -> CostLine:  # fmt: skip
    night = category is not Category.MIE
    days = "" if night else ", travel days" if share != 1 else ", full days"
    days += f" less {' and '.join(off.meals)}" if off.meals else ""
    return CostLine(
        category=category,
        what=f"{category}{days}, {stay.locality}",
        travelers=plan.travelers,
        quantity=(last - first).days + 1,
        unit="night" if night else "day",
        share=share,
        rate=rate,
        country=stay.country,
        locality=period.rate.locality,
        first=first,
        last=last,
        provisional=period.provisional,
        citations=(*(taken.citation for taken in off.rules), rule.citation, period.publication.citation()),
        row=rate_row(period),
    )


def rate_row(period: RatePeriod) -> RateRow:
    """The row of a publication that a period's figures stand in."""
    table, rate = period.publication, period.rate
    return RateRow(table.citation().text, rate.locality, rate.season_words, rate.effective, table.file, table.sha256)
