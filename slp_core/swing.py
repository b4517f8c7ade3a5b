"""Two trips joined into one swing: what they cost apart and together, what that saves, and what it costs in days."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from . import costs, dates
from . import plan as plans
from .cost_lines import BorneBy, Category, CostEstimate
from .errors import InvalidInput
from .itinerary import Itinerary
from .meals import FurnishedMeal
from .plan import Kind, Plan
from .reference import Reference

LONGEST_GAP = 14


@dataclass(frozen=True, slots=True)
class Leg:
    """One of the two trips: whose it is, what for, its days alone, and its days at its places within the swing."""

    country: str
    places: tuple[str, ...]
    objective: str  # its title, as typed
    topic: str
    alone: tuple[date, date]  # departure and return
    there: tuple[date, date]  # first night and last morning, in the swing
    moved: int  # days by which the swing moves it; negative is earlier


@dataclass(frozen=True, slots=True)
class Swing:
    """Two trips of one team, apart and as one."""

    plan: Plan  # the joined trip, under the first one's country
    parts: tuple[Plan, Plan]  # each trip on the days at its own places; the first has the way out and the joint ticket
    legs: tuple[Leg, Leg]
    apart: tuple[CostEstimate, CostEstimate]
    together: CostEstimate
    no_quote: tuple[str, ...]  # the tickets without a quoted price; any leaves the airfares out on both sides

    @property
    def costs_apart(self) -> Decimal:
        """Dollars of the two trips that INL bears, with their airfares where every ticket is quoted."""
        return self.apart[0].total + self.apart[1].total

    @property
    def costs_together(self) -> Decimal:
        return self.together.total

    @property
    def saving(self) -> Decimal:
        """Dollars; negative where the swing costs more."""
        return self.costs_apart - self.costs_together

    @property
    def days_apart(self) -> int:
        """Days of absence, both travel days of both trips included."""
        return sum((last - first).days + 1 for first, last in (leg.alone for leg in self.legs))

    @property
    def days_together(self) -> int:
        return self.plan.itinerary.days

    @property
    def provisional(self) -> bool:
        return any(cost.provisional for cost in (*self.apart, self.together))

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that are compared, in the order of the budget."""
        lines = (line for cost in (*self.apart, self.together) for line in cost.lines)
        found = {line.category for line in lines if line.borne_by is BorneBy.INL}
        return tuple(category for category in Category if category in found)

    def amount(self, category: Category, *, joined: bool) -> Decimal:
        """Dollars of a category that INL bears, of the swing or of both trips apart."""
        lines = (line for cost in ((self.together,) if joined else self.apart) for line in cost.lines)
        paid = (line.amount for line in lines if line.category is category and line.borne_by is BorneBy.INL)
        return sum(paid, Decimal("0.00"))


def shares(cost: CostEstimate, found: Swing) -> tuple[CostEstimate, CostEstimate]:
    """The price of a swing by its two parts: what begins before the first place is left is the first one's."""
    begins = found.parts[0].itinerary.departs
    until = max(found.legs[0].there[1], begins + timedelta(1))
    ahead = tuple(line for line in cost.lines if line.first < until)
    return CostEstimate(ahead, cost.notices), CostEstimate(tuple(one for one in cost.lines if one.first >= until), ())


def join(first: Plan, second: Plan, gap: int, reference: Reference, fare: Decimal | None = None) -> Swing:
    """The second trip follows the first: its first night is `gap` days after the first one's last morning.

    With 0 days the team travels on during the day, with 1 it spends a night on the way. All stays keep their nights.
    `fare` is the price of the joint ticket a traveler, as quoted. All other items are those of both plans; of the
    drives, those out of the first and those home of the second.

    Raises InvalidInput for trips that one team cannot make as one, NotInForce for days without a rate.
    """
    _check(first, second, gap)
    first, second = (plans.check(one, reference.countries, reference.rules) for one in (first, second))
    arrives = first.itinerary.stays[-1].leaves + timedelta(gap)
    by = arrives - second.itinerary.stays[0].arrives
    moved = second.moved_to(second.itinerary.departs + by)
    joined = plans.check(_joined(first, moved, fare), reference.countries, reference.rules)
    no_quote = tuple(_no_quote(first, second, fare))
    priced = (_without_flights(one) if no_quote else one for one in (first, second, joined))
    one, other, together = (costs.estimate(wish, reference.rules, reference.rates) for wish in priced)
    return Swing(
        joined,
        _parts(first, moved, joined),
        (_leg(first, first), _leg(second, moved)),
        (one, other),
        together,
        no_quote,
    )


def _check(first: Plan, second: Plan, gap: int) -> None:
    if first.travelers != second.travelers:
        teams = f"{first.travelers} and {dates.count(second.travelers, 'traveler')}"
        raise InvalidInput(
            f"The two teams differ: {teams}.", hint="One team makes a swing: give both the same.", field="travelers"
        )
    if Kind.HOSTING in (first.kind, second.kind) and (first.kind, first.country) != (second.kind, second.country):
        raise InvalidInput(
            "A delegation that is hosted and a team that goes abroad are not the same travelers.",
            hint="Choose two trips of one team.",
            field="other",
        )
    if not 0 <= gap <= LONGEST_GAP:
        raise InvalidInput(
            f"{dates.count(gap, 'day')} between the two cannot be planned.",
            hint=f"Give from 0 to {LONGEST_GAP} days.",
            field="gap",
        )


def _joined(first: Plan, second: Plan, fare: Decimal | None) -> Plan:
    ahead, after = first.itinerary, second.itinerary
    return replace(
        first,
        itinerary=Itinerary(ahead.departs, after.returns, (*ahead.stays, *after.stays)),
        meals=_meals(first, second),
        air_fare=fare,
        flight=None,
        extras=(*first.extras, *second.extras),
        labor=(*first.labor, *second.labor),
        drives=(*(one for one in first.drives if not one.returning), *(one for one in second.drives if one.returning)),
        indirect=first.indirect or second.indirect,
        contingency=first.contingency or second.contingency,
        provisional=first.provisional or second.provisional,
        mechanism=None,
    )


def _meals(first: Plan, second: Plan) -> tuple[FurnishedMeal, ...]:
    """What is furnished at the places of the two; the journey between them has none, and no meal comes twice."""
    until, since = first.itinerary.stays[-1].leaves, second.itinerary.stays[0].arrives
    at_first = {(one.day, one.meal): one for one in first.meals if one.day <= until}
    at_second = {(one.day, one.meal): one for one in second.meals if one.day >= since}
    return tuple((at_second | at_first).values())


def _parts(first: Plan, second: Plan, joined: Plan) -> tuple[Plan, Plan]:
    """The two as engagements of their own: together they have every night, drive and ticket of the swing once."""
    until, since = first.itinerary.stays[-1].leaves, second.itinerary.stays[0].arrives
    out = Itinerary(first.itinerary.departs, until, first.itinerary.stays)
    home = Itinerary(since, second.itinerary.returns, second.itinerary.stays)
    at_first = tuple(one for one in joined.meals if one in first.meals)
    at_second = tuple(one for one in joined.meals if one not in first.meals)
    away = tuple(one for one in first.drives if not one.returning)
    back = tuple(one for one in second.drives if one.returning)
    return (
        replace(first, itinerary=out, meals=at_first, air_fare=joined.air_fare, flight=None, drives=away),
        replace(second, itinerary=home, meals=at_second, air_fare=None, flight=None, drives=back),
    )


def _without_flights(wish: Plan) -> Plan:
    return replace(wish, air_fare=None, flight=None)


def _leg(alone: Plan, moved: Plan) -> Leg:
    trip, stays = alone.itinerary, moved.itinerary.stays
    return Leg(
        country=alone.country,
        places=tuple(dict.fromkeys(stay.locality for stay in stays)),
        objective=alone.title,
        topic=alone.notes,
        alone=(trip.departs, trip.returns),
        there=(stays[0].arrives, stays[-1].leaves),
        moved=(moved.itinerary.departs - trip.departs).days,
    )


def _no_quote(first: Plan, second: Plan, fare: Decimal | None) -> Iterator[str]:
    if first.air_fare is None:
        yield "the first trip"
    if second.air_fare is None:
        yield "the second trip"
    if fare is None:
        yield "the joint ticket"
