"""Many trips priced at once: the lines, amounts and citations of `costs.estimate`, through tables that they share."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from . import costs
from .cost_lines import CostLine
from .countries import UNITED_STATES
from .errors import SlpError
from .itinerary import Itinerary, Stay
from .plan import Plan
from .rates import Rates
from .rules import Citation, RuleBook
from .tariffs import Place, PricedLine, RuleDays, Unusual, airfare

PLAIN = {  # the fields a tariff knows: a plan that says more than these is priced by `costs.estimate`
    Plan: ("country", "itinerary", "travelers", "kind", "title", "notes", "partner", "air_fare", "carries_equipment",
           "mechanism", "provisional", "need"),
    Itinerary: ("departs", "returns", "stays"),
    Stay: ("country", "locality", "arrives", "leaves"),
}  # fmt: skip


class Priced(NamedTuple):
    """A plan with its price, or with the reason why it has none."""

    plan: Plan
    cents: int  # what INL bears
    lines: tuple[PricedLine | CostLine, ...]  # each with `amount` and `citations`
    refusal: SlpError | None = None

    @property
    def total(self) -> Decimal:
        return Decimal(self.cents).scaleb(-2)

    @property
    def citations(self) -> dict[Citation, None]:
        """What the price rests on, each once."""
        return dict.fromkeys(citation for line in self.lines for citation in line.citations)

    @property
    def cost_lines(self) -> tuple[CostLine, ...]:
        """The lines as `costs.estimate` gives them."""
        return tuple(line if isinstance(line, CostLine) else line.opened for line in self.lines)


def reprice(plans: Iterable[Plan], rules: RuleBook, rates: Rates) -> list[Priced]:
    """A price for each checked plan, in their order. What an estimate would refuse is said in its `refusal`."""
    plans = list(plans)
    if not plans:
        return []
    first = min(plan.itinerary.departs for plan in plans)
    last = max(plan.itinerary.returns for plan in plans)
    pricer = _Pricer(rules, rates, first, last)
    with _no_collection():
        return [pricer.price(plan) for plan in plans]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Tens of thousands of lines without a cycle among them: looking for cycles meanwhile takes as long as pricing."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.freeze()  # and back: what was made joins the old objects, which are seldom looked through
            gc.unfreeze()
            gc.enable()


def _more(kind: type) -> tuple[Callable[[object], object], object]:
    """What reads all but the plain fields, and what it gives where they say nothing; later fields count at once."""
    more = [field for field in fields(kind) if field.name not in PLAIN[kind]]
    nothing: Any = tuple(field.default for field in more) if len(more) > 1 else more[0].default
    return attrgetter(*(field.name for field in more)), nothing


(_of_plan, _PLAIN_PLAN), (_of_trip, _PLAIN_TRIP), (_of_stay, _PLAIN_STAY) = map(_more, (Plan, Itinerary, Stay))


class _Pricer:
    """The tables that the trips of a batch share."""

    def __init__(self, rules: RuleBook, rates: Rates, first: date, last: date) -> None:
        self.rules, self.rates, self.first, self.last = rules, rates, first, last
        self.days = RuleDays(rules)
        self.places: dict[tuple[str, str], Place] = {}

    def price(self, plan: Plan) -> Priced:
        try:
            lines = self._lines(plan)
        except Unusual:
            return self._estimated(plan)
        return Priced(plan, sum([line[5] for line in lines]), tuple(lines))

    def _lines(self, plan: Plan) -> list[PricedLine]:
        """Lodging, whole days, travel days, air. Raises Unusual for what the tables do not know."""
        trip, travelers, provisional = plan.itinerary, plan.travelers, plan.provisional
        ends_without_a_night = len(trip.stays) > 1 and trip.stays[-1].arrives == trip.stays[-1].leaves
        if _of_plan(plan) != _PLAIN_PLAN or _of_trip(trip) != _PLAIN_TRIP or ends_without_a_night:
            raise Unusual
        departs, returns = trip.departs.toordinal(), trip.returns.toordinal()
        lodging: list[PricedLine] = []
        whole: list[PricedLine] = []
        travel: list[PricedLine] = []
        begins = departs
        for stay in trip.stays:
            place = self._place(stay)
            leaves = stay.leaves.toordinal()
            place.nights(lodging, stay.arrives.toordinal(), leaves - 1, travelers, provisional)
            ends = returns if stay is trip.stays[-1] else leaves - 1
            place.meals(whole, travel, begins, ends, (departs, returns), travelers, provisional)
            begins = max(begins, ends + 1)
        if plan.air_fare is not None:
            travel.append(airfare(self.days, plan, departs, returns))
        return lodging + whole + travel

    def _place(self, stay: Stay) -> Place:
        if _of_stay(stay) != _PLAIN_STAY:
            raise Unusual
        key = stay.country, stay.locality
        place = self.places.get(key)
        if place is None:
            place = self.places[key] = self._table(*key)
        return place

    def _table(self, country: str, locality: str) -> Place:
        if country == UNITED_STATES:  # there a season is worded by the trip
            return Place(locality, (), self.days)
        first = max(self.first, self.rates.publications[0].as_of)
        try:
            return Place(locality, tuple(self.rates.pieces(country, locality, first, self.last)), self.days)
        except SlpError:
            return Place(locality, (), self.days)

    def _estimated(self, plan: Plan) -> Priced:
        """As `costs.estimate` prices it, one by one."""
        try:
            found = costs.estimate(plan, self.rules, self.rates)
        except SlpError as refusal:
            return Priced(plan, 0, (), refusal)
        return Priced(plan, int(found.total.scaleb(2)), found.lines)
