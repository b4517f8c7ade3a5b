"""Lodging and M&IE of a trip, priced by interval: each stay crossed with each rate period (41 CFR part 301-11)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from . import legs, meals
from .cost_lines import Category, CostLine, RateRow, joined
from .itinerary import Itinerary, MealDays, Stay, meal_days
from .legs import Leg
from .lodging import LINE_WORDS, Lodging
from .meals import Deduction
from .money import cents, words
from .plan import Plan
from .rates import RatePeriod, Rates
from .rules import DatedValue, RuleBook

NIGHT_OF_RENT = 6  # decimals
LODGING_RULES = {Lodging.PRIVATE: "ftr.private_lodging_share", Lodging.RENTAL: "ftr.rental_lodging_share"}


def too_short(trip: Itinerary, rules: RuleBook) -> bool:
    """Is it known to last no longer than the hours up to which nothing is paid? Exactly that many are not enough."""
    least = rules.on("ftr.per_diem_more_than_hours", trip.departs).value
    return trip.elapsed is not None and trip.elapsed <= timedelta(hours=int(least))


def lodging(plan: Plan, rules: RuleBook, rates: Rates) -> Iterator[CostLine]:
    """A line for each stay and rate period: the maximum of the place, or the expected price where that is lower.

    A night under way pays none. Foreign lodging tax is inside the rate; in the United States it is a line of its own,
    on what is paid for the room. Raises NotInForce for nights without a rate.
    """
    trip = plan.itinerary
    aloft = nights_aloft(trip, rules)
    for stay in trip.stays:
        if stay.kind is Lodging.HOME:
            continue
        at = trip.priced_as(stay)
        for first, last in _spans(stay.arrives, stay.leaves - timedelta(1), aloft):
            for period in rates.periods(at.country, at.locality, first, last, provisional=plan.provisional):
                yield from _nights(plan, stay, period, rules)


def nights_aloft(trip: Itinerary, rules: RuleBook) -> frozenset[date]:
    """The nights that the legs spend under way; none where the legs are not known."""
    if not trip.legs:
        return frozenset()
    return legs.nights_aloft(trip.legs, int(rules.on("planning.late_arrival_until_hour", trip.departs).value))


def dates_not_lived(trip: Itinerary, rules: RuleBook) -> dict[date, Leg]:
    """The dates that the date line takes out of the trip; none where the legs are not known."""
    if not trip.legs:
        return {}
    return legs.dates_not_lived(trip.legs, int(rules.on("program.date_line_clock_hours", trip.departs).value))


def _spans(first: date, last: date, without: frozenset[date]) -> Iterator[tuple[date, date]]:
    for day in sorted(without):
        if first <= day <= last:
            if first < day:
                yield first, day - timedelta(1)
            first = day + timedelta(1)
    if first <= last:
        yield first, last


def _nights(plan: Plan, stay: Stay, period: RatePeriod, rules: RuleBook) -> Iterator[CostLine]:
    rule = _lodging_rule(stay, period.first, rules)
    price, maximum = _price(stay, period.first, rules), _maximum(stay, period, rule)
    room = maximum if price is None else min(price, maximum)
    line = _line(plan, stay, period, rule, Category.LODGING, period.first, period.last, Decimal(1), room)
    yield replace(line, entered=_entered(stay, price, maximum)) if price else line
    if stay.tax:
        tax = rules.on("ftr.lodging_tax_share", period.first)
        share = tax.value * stay.tax
        yield _line(plan, stay, period, tax, Category.LODGING_TAX, period.first, period.last, share, room)


def _lodging_rule(stay: Stay, day: date, rules: RuleBook) -> DatedValue:
    if stay.actual is not None:
        return rules.on("ftr.actual_expense_most", day)
    if stay.side_trip:
        return rules.on("ftr.side_trip_share", day)
    return rules.on(LODGING_RULES.get(stay.kind, "ftr.lodging_maximum_share"), day)


def _maximum(stay: Stay, period: RatePeriod, rule: DatedValue) -> Decimal:
    """Dollars a night. Actual expense is authorized for lodging and M&IE together, and M&IE is held to its rate."""
    if stay.actual is None:
        return rule.value * period.rate.lodging
    together = min(stay.actual, rule.value) * (period.rate.lodging + period.rate.mie)
    return together.to_integral_value(ROUND_CEILING) - period.rate.mie


def _price(stay: Stay, day: date, rules: RuleBook) -> Decimal | None:
    """What a traveler pays a night; None where no price is known. Half a double is whole cents to each; a rental's
    night is not, so that all its nights are the rent again."""
    price = stay.room
    if stay.kind is Lodging.RENTAL and stay.rent is not None:
        price = round(stay.rent / stay.nights, NIGHT_OF_RENT)
    elif stay.kind in (Lodging.PRIVATE, Lodging.QUARTERS):
        price = stay.room or Decimal(0)
    if price is None:
        return None
    share = rules.on("ftr.shared_room_share", day).value if stay.shared else Decimal(1)
    return cents(price * share) if stay.kind is not Lodging.RENTAL or stay.shared else price


def _entered(stay: Stay, price: Decimal, maximum: Decimal) -> str:
    """The price that was typed beside the maximum that was read, and what proves it."""
    each = "half a double" if stay.shared else "the price"
    proof = f" ({stay.evidence})" if stay.evidence else ""
    return f"{words(cents(price))} a night is {each} as typed{proof}; at most {words(maximum)} is paid"


def meals_and_incidentals(plan: Plan, rules: RuleBook, rates: Rates) -> list[CostLine]:
    """Full days at the whole rate, the first and the last day of travel at their share of it.

    Raises NotInForce for days without a rate.
    """
    return joined(line for days in _paid_days(plan, rules, rates) for line in _meals(plan, days, rules, rates))


def _paid_days(plan: Plan, rules: RuleBook, rates: Rates) -> Iterable[MealDays]:
    """Of a trip of less than a day to several places without a night, every day has the highest of their rates."""
    trip = plan.itinerary
    known_long = trip.elapsed is not None and trip.elapsed >= timedelta(1)
    if trip.nights or len(trip.stays) == 1 or known_long:
        return meal_days(trip, frozenset(dates_not_lived(trip, rules)))

    def mie(stay: Stay) -> Decimal:
        days = rates.periods(stay.country, stay.locality, trip.departs, trip.departs, provisional=plan.provisional)
        return days[0].rate.mie

    return [MealDays(max(trip.stays, key=mie), trip.departs, trip.returns)]


def _meals(plan: Plan, days: MealDays, rules: RuleBook, rates: Rates) -> Iterator[CostLine]:
    stay, at = days.stay, plan.itinerary.priced_as(days.stay)
    for period in rates.periods(at.country, at.locality, days.first, days.last, provisional=plan.provisional):
        for first, last, travel in _split(period.first, period.last, plan.itinerary):
            rule = rules.on("ftr.mie_travel_day_share" if travel else "ftr.mie_full_day_share", first)
            for begin, end, off in _furnished(plan, at, period, first, last, travel, rules, rates):
                line = _line(plan, stay, period, rule, Category.MIE, begin, end, rule.value, period.rate.mie, off)
                yield _by_own_policy(plan, _less(line, off, rates) if off.meals else line, rules)


def _by_own_policy(plan: Plan, line: CostLine, rules: RuleBook) -> CostLine:
    """The line held to what the partner's own travel policy pays a day, where that is less (2 CFR 200.475(b))."""
    federal = line.share * line.rate - line.less
    if plan.own_mie is None or federal <= plan.own_mie:
        return line
    rule = rules.on("cfr.own_policy_share", line.first)
    return replace(
        line,
        what=line.what.replace(Category.MIE, f"{Category.MIE} by the partner's policy", 1),
        share=Decimal(1),
        rate=rule.value * plan.own_mie,
        less=Decimal(0),
        citations=(rule.citation, *line.citations),
        entered=f"The partner's own travel policy; the federal figure of these days is {words(federal)}",
    )


def _furnished(
    plan: Plan, at: Stay, period: RatePeriod, first: date, last: date, travel: bool, rules: RuleBook, rates: Rates
) -> Iterator[tuple[date, date, Deduction]]:
    """A span cut at the days of which meals are taken off."""
    for day in sorted({one.day for one in plan.meals if first <= one.day <= last}):
        split = rates.meal_split(at.country, period.rate.mie)
        off = meals.deduction(plan.meals, day, split, rules, travel_day=travel)
        if off.meals:
            if first < day:
                yield first, day - timedelta(1), meals.NOTHING
            yield day, day, off
            first = day + timedelta(1)
    if first <= last:
        yield first, last, meals.NOTHING


def _less(line: CostLine, off: Deduction, rates: Rates) -> CostLine:
    """A line without the meals that are furnished; the incidentals stay (41 CFR part 301-11)."""
    incidentals = rates.meal_split(line.country, line.rate).incidentals
    most = max(Decimal(0), line.share * line.rate - incidentals)
    if off.dollars <= most:
        return replace(line, less=off.dollars)
    stays = f"These meals are {words(off.dollars)}, of which {words(most)} comes off: the incidentals stay"
    return replace(line, less=most, entered=f"{stays}, {words(incidentals)}")


def _split(first: date, last: date, trip: Itinerary) -> Iterator[tuple[date, date, bool]]:
    """A span cut into days of travel, which are paid at a share, and the full days between."""
    for day in sorted(trip.travel_days):
        if first <= day <= last:
            if first < day:
                yield first, day - timedelta(1), False
            yield day, day, True
            first = day + timedelta(1)
    if first <= last:
        yield first, last, False


def _line(
    plan: Plan, stay: Stay, period: RatePeriod, rule: DatedValue, category: Category,
    first: date, last: date, share: Decimal, rate: Decimal, off: Deduction = meals.NOTHING,
) -> CostLine:  # fmt: skip
    night = category is not Category.MIE
    days = LINE_WORDS.get(stay.kind, "") if night else ", travel days" if share != 1 else ", full days"
    days += " at the duty site's rate" if stay.side_trip else ""
    days += f" less {' and '.join(off.meals)}" if off.meals else ""
    return CostLine(
        category=category,
        what=f"{category}{days}, {stay.locality}",
        travelers=plan.travelers,
        quantity=(last - first).days + 1,
        unit="night" if night else "day",
        share=share,
        rate=rate,
        country=plan.itinerary.priced_as(stay).country,
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
