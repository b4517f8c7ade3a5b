"""Scenarios of one plan side by side: what each costs by category, whether it can work, and by how much it differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .cost_lines import BorneBy, Category
from .dates import count
from .errors import InvalidInput
from .money import cents
from .outlook import Outlook
from .plan import Kind

MOST = 4
NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way to make a trip, in figures."""

    name: str
    kind: Kind
    places: tuple[str, ...]
    departs: date
    returns: date
    travelers: int
    amounts: dict[Category, Decimal]  # dollars that INL bears, by category; empty where a day has no rate
    total: Decimal | None  # None where a day has no rate
    own_cost: Decimal  # dollars that the partner bears, in no total
    provisional: bool
    feasible: bool
    earliest: date | None  # departure, if work begins today
    late: int  # steps that should have been done before today
    steps: int

    @property
    def days(self) -> int:
        return (self.returns - self.departs).days + 1

    @property
    def per_traveler(self) -> Decimal | None:
        return None if self.total is None else cents(self.total / self.travelers)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Up to four scenarios in the order they were kept; the first is what the others differ from."""

    scenarios: tuple[Scenario, ...]

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that any of them has, in the order of the budget."""
        return tuple(one for one in Category if any(one in scenario.amounts for scenario in self.scenarios))

    @property
    def cheapest(self) -> tuple[Scenario, ...]:
        """All that cost the least; none where none has a price."""
        priced = [scenario for scenario in self.scenarios if scenario.total is not None]
        least = min((scenario.total for scenario in priced if scenario.total is not None), default=None)
        return tuple(scenario for scenario in priced if scenario.total == least)

    def difference(self, scenario: Scenario) -> Decimal | None:
        """Dollars by which a scenario costs more than the first; None where one of the two has no price."""
        first = self.scenarios[0].total
        return None if first is None or scenario.total is None else scenario.total - first


def side_by_side(named: Sequence[tuple[str, Outlook]]) -> Comparison:
    """Raises InvalidInput for more than four."""
    if len(named) > MOST:
        raise InvalidInput(
            f"{count(len(named), 'scenario')} do not fit side by side.", hint=f"Keep at most {MOST}.", field="name"
        )
    return Comparison(tuple(_scenario(name, answer) for name, answer in named))


def _scenario(name: str, answer: Outlook) -> Scenario:
    wish, cost = answer.plan, answer.cost
    return Scenario(
        name=name,
        kind=wish.kind,
        places=tuple(dict.fromkeys(stay.locality for stay in wish.itinerary.stays)),
        departs=wish.itinerary.departs,
        returns=wish.itinerary.returns,
        travelers=wish.travelers,
        amounts=_amounts(answer),
        total=cost.total if cost else None,
        own_cost=cost.own_cost if cost else Decimal(0),
        provisional=bool(cost and cost.provisional),
        feasible=answer.feasible,
        earliest=answer.earliest,
        late=len(answer.late),
        steps=len(answer.items),
    )


def _amounts(answer: Outlook) -> dict[Category, Decimal]:
    found: dict[Category, Decimal] = {}
    for line in answer.cost.lines if answer.cost else ():
        if line.borne_by is BorneBy.INL:
            found[line.category] = found.get(line.category, Decimal("0.00")) + line.amount
    return found
