"""What each day more or less at a place costs: the whole trip is priced again, so that a season's change shows."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from . import costs, itinerary
from .cost_lines import Category, CostEstimate
from .errors import InvalidInput
from .itinerary import Itinerary
from .plan import Plan
from .reference import Reference

FEWER, MORE = 2, 5


@dataclass(frozen=True, slots=True)
class ExtraDay:
    """The trip with some days more or less, and what its last added day costs the whole team."""

    by: int  # days more than planned; 0 is the plan
    returns: date
    total: Decimal
    adds: Decimal  # dollars over the trip that is one day shorter
    lodging: Decimal  # of `adds`, the lodging tax included
    meals: Decimal  # of `adds`, M&IE
    provisional: bool

    @property
    def other(self) -> Decimal:
        """Of `adds`, what is neither lodging nor M&IE."""
        return self.adds - self.lodging - self.meals


def around(plan: Plan, place: int, reference: Reference, fewer: int = FEWER, more: int = MORE) -> tuple[ExtraDay, ...]:
    """The trip from `fewer` days less to `more` days more at one of its stays, as far as such a trip can be.

    It cannot where the place would have no night, nor where a leg would leave in an hour that the clocks skip. Raises
    NotInForce for days without a rate, unless the plan takes the last known rates.
    """
    longest = int(reference.rules.on("planning.longest_trip_days", plan.itinerary.departs).value)
    priced: dict[int, tuple[Plan, CostEstimate]] = {}
    for by in range(-fewer - 1, more + 1):
        if plan.itinerary.stays[place].nights + by >= 0 and plan.itinerary.days + by <= longest:
            wish = lengthened(plan, place, by)
            with suppress(InvalidInput):
                priced[by] = wish, costs.estimate(wish, reference.rules, reference.rates)
    return tuple(_extra(by, *priced[by], priced[by - 1][1]) for by in priced if by - 1 in priced)


def lengthened(plan: Plan, place: int, by: int) -> Plan:
    """The plan with `by` nights more at one of its stays; all that comes after moves, meals of days cut go."""
    trip, move = plan.itinerary, timedelta(by)
    leaves = trip.stays[place].leaves
    end = leaves + min(move, timedelta(0))
    meals = (replace(one, day=one.day + move) if one.day >= leaves else one for one in plan.meals)
    kept = tuple(new for old, new in zip(plan.meals, meals, strict=True) if not end <= old.day < leaves)
    return replace(plan, itinerary=_lengthened(trip, place, move), meals=kept)


def _lengthened(trip: Itinerary, place: int, move: timedelta) -> Itinerary:
    def stay(number: int) -> itinerary.Stay:
        one = trip.stays[number]
        arrives = one.arrives + move if number > place else one.arrives
        leaves = one.leaves + move if number >= place else one.leaves
        return replace(one, arrives=arrives, leaves=leaves, booked=None if number == place else one.booked)

    return replace(
        trip,
        returns=trip.returns + move,
        returns_at=trip.returns_at and trip.returns_at + move,
        stays=tuple(map(stay, range(len(trip.stays)))),
        legs=tuple(leg.moved(move) if leg.departs.date() >= trip.stays[place].leaves else leg for leg in trip.legs),
    )


def _extra(by: int, wish: Plan, cost: CostEstimate, shorter: CostEstimate) -> ExtraDay:
    def added(*categories: Category) -> Decimal:
        return sum((cost.subtotal(one) - shorter.subtotal(one) for one in categories), Decimal("0.00"))

    return ExtraDay(
        by=by,
        returns=wish.itinerary.returns,
        total=cost.total,
        adds=cost.total - shorter.total,
        lodging=added(Category.LODGING, Category.LODGING_TAX),
        meals=added(Category.MIE),
        provisional=cost.provisional,
    )
