"""What must be said of a route and its rooms: nights under way, the date line, rest stops, hosts, visits home."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from . import legs, money, per_diem
from .cost_lines import Notice
from .dates import count, short
from .itinerary import Itinerary, Stay
from .legs import Leg
from .lodging import Lodging
from .plan import Plan
from .rates import Rates
from .rules import RuleBook

CHECK = "Check with INL's finance office."


def notices(plan: Plan, rules: RuleBook, rates: Rates) -> Iterator[Notice]:
    """In the order of the trip; raises NotInForce as the price itself does."""
    trip = plan.itinerary
    for day, leg in per_diem.dates_not_lived(trip, rules).items():
        said = rules.on("program.date_line_clock_hours", day).citation.text
        yield Notice("DATE_LINE", f"{leg.label} crosses the date line: {short(day)} is not counted ({said}). {CHECK}")
    aloft = per_diem.nights_aloft(trip, rules)
    for first, last in _nights_nowhere(trip, aloft):
        text = f"From {short(first)} to {short(last)} no place to sleep is given: none is planned."
        yield Notice("NIGHTS_NOWHERE", text)
    for stay in trip.stays:
        for number in range(stay.nights):
            if (night := stay.arrives + timedelta(number)) in aloft:
                text = f"The night of {short(night)} is spent under way: no lodging in {stay.locality} is paid for it."
                yield Notice("NIGHT_ALOFT", text)
        yield from _of_stay(plan, stay, rules, rates)


def _nights_nowhere(trip: Itinerary, aloft: frozenset[date]) -> Iterator[tuple[date, date]]:
    """Runs of nights for which no stay and no leg is known; a single one is taken for a night under way."""
    begins = [trip.departs, *(stay.leaves for stay in trip.stays)]
    ends = [*(stay.arrives for stay in trip.stays), trip.returns]
    for begin, end in zip(begins, ends, strict=True):
        nights = [begin + timedelta(number) for number in range((end - begin).days)]
        if len(unknown := [night for night in nights if night not in aloft]) > 1:
            yield unknown[0], unknown[-1]


def _of_stay(plan: Plan, stay: Stay, rules: RuleBook, rates: Rates) -> Iterator[Notice]:
    here, day = stay.locality, stay.arrives
    if stay.kind is Lodging.PRIVATE:
        law = rules.on("ftr.private_lodging_share", day).citation.text
        asked = f"Evidence: {stay.evidence}." if stay.room else "Nothing is planned: none was proven."
        text = f"Friends or relatives in {here} are paid a proven extra cost only, no hotel's price, no gift ({law})."
        yield Notice("PRIVATE_HOST", f"{text} {asked}")
    elif stay.kind is Lodging.RENTAL and stay.rent is not None:
        night = money.words(money.cents(stay.rent / stay.nights))
        text = f"The rental in {here}, {money.words(stay.rent)} for {count(stay.nights, 'night')}, is {night} a night."
        yield Notice("RENTAL", text)
    elif stay.kind is Lodging.QUARTERS:
        yield Notice("QUARTERS", f"In {here} the Government gives quarters: only a service charge is paid.")
    elif stay.kind is Lodging.HOME:
        yield _visit_home(plan, stay, rules, rates)
    if stay.side_trip:
        site = plan.itinerary.priced_as(stay).locality
        yield Notice("SIDE_TRIP", f"{here} is a side trip of one's own choice: paid up to the rate of {site}.")
    if stay.rest:
        yield rest_stop(plan.itinerary, stay, rules)


def _visit_home(plan: Plan, home: Stay, rules: RuleBook, rates: Rates) -> Notice:
    rule = rules.on("ftr.voluntary_return_share", home.arrives)
    saved = rule.value * _per_diem(_stayed(plan, home), rules, rates) - _per_diem(plan, rules, rates)
    return Notice(
        "VISIT_HOME",
        f"The return home by choice ({short(home.arrives)} to {short(home.leaves)}) has no per diem between its days "
        f"of travel. Staying would have cost {money.words(max(saved, Decimal(0)))} more: fares are paid up to that "
        f"({rule.citation.text}).",
    )


def _stayed(plan: Plan, home: Stay) -> Plan:
    """The plan in which the team stays where it was before it went home."""
    stays = list(plan.itinerary.stays)
    at = stays.index(home)
    stays[at - 1 : at + 1] = [replace(stays[at - 1], leaves=stays[at + 1].arrives, rent=None)]
    return replace(plan, itinerary=replace(plan.itinerary, stays=tuple(stays)))


def _per_diem(plan: Plan, rules: RuleBook, rates: Rates) -> Decimal:
    lines = (*per_diem.lodging(plan, rules, rates), *per_diem.meals_and_incidentals(plan, rules, rates))
    return sum((line.amount for line in lines), Decimal(0))


def rest_stop(trip: Itinerary, stay: Stay, rules: RuleBook) -> Notice:
    """May this rest stop be authorized, as far as the legs tell?"""
    most, over = (rules.on(f"ftr.rest_stop_{name}_hours", stay.arrives) for name in ("most", "more_than"))
    law = f"up to {most.value} h, when more than {over.value} h are scheduled in coach ({most.citation.text})"
    around = _legs_around(trip, stay)
    if around is None:
        return Notice("REST_STOP_UNKNOWN", f"A rest stop in {stay.locality} may be authorized {law}: give its legs.")
    before, after = around
    rest = legs.elapsed(before[-1].arrives_at, after[0].leaves_at)
    scheduled = legs.elapsed(before[0].leaves_at, after[-1].arrives_at) - rest
    facts = f"{legs.hours(rest)} of rest in {stay.locality} on a journey of {legs.hours(scheduled)}"
    business = any(leg.business for leg in (*before, *after))
    fits = rest <= timedelta(hours=int(most.value)) and scheduled > timedelta(hours=int(over.value)) and not business
    if fits:
        return Notice("REST_STOP", f"{facts} may be authorized: {law}.")
    seat = " with a seat above coach" if business else ""
    return Notice(
        "REST_STOP_QUESTION", f"{facts}{seat} does not fit the rule: {law}. Longer only if nothing leaves sooner."
    )


def _legs_around(trip: Itinerary, stay: Stay) -> tuple[tuple[Leg, ...], tuple[Leg, ...]] | None:
    """The legs to a rest stop since the stay before it, and from it to the stay after it."""
    at = trip.stays.index(stay)
    since = trip.stays[at - 1].leaves if at else trip.departs
    until = trip.stays[at + 1].arrives if at + 1 < len(trip.stays) else trip.returns
    near = [leg for leg in trip.legs if leg.departs.date() >= since and leg.departs.date() <= until]
    before = tuple(leg for leg in near if leg.arrives.date() <= stay.leaves and leg.departs.date() <= stay.arrives)
    after = tuple(leg for leg in near if leg not in before)
    return (before, after) if before and after else None
