"""What a trip costs: every line with the rule behind it, a total that is their sum, and what must be said about it."""

from collections.abc import Iterator
from decimal import Decimal

from . import air_fare, estimate_notices, extras, indirect, labor, mileage, per_diem
from .cost_lines import Category, Charge, CostEstimate, CostLine
from .issued import IssuedEstimate
from .plan import Kind, Plan
from .rates import Rates
from .rules import RuleBook

EXPECTED = {  # what a whole estimate may hold, in words, with the categories that show it is there
    "airfare": {Category.AIR, Category.AIR_OTHER},
    "ground transport": {Category.GROUND},
    "salaries and benefits": {Category.SALARIES},
    "training materials and equipment": {Category.SUPPLIES, Category.EQUIPMENT},
    "insurance": {Category.INSURANCE},
    "visas and other services": {Category.SERVICES},
    "interpretation": {Category.INTERPRETATION},
    "indirect costs": {Category.INDIRECT},
}


def estimate(plan: Plan, rules: RuleBook, rates: Rates) -> CostEstimate:
    """Price a checked plan.

    Raises NotInForce for days without a rate, unless the plan takes the last known rates as provisional, and
    InvalidInput for a cost item that is refused.
    """
    charges = (*_travel(plan, rules, rates), *_other(plan, rules, rates))
    lines = (*(charge.line for charge in charges), *indirect.lines(charges, plan, rules))
    return CostEstimate(lines, tuple(dict.fromkeys(estimate_notices.of(plan, lines, rules, rates))))


def not_included(estimate: CostEstimate | IssuedEstimate) -> tuple[str, ...]:
    """What an estimate says nothing about, in words."""
    held = {line.category for line in estimate.lines}
    return tuple(words for words, categories in EXPECTED.items() if not held & categories)


def _travel(plan: Plan, rules: RuleBook, rates: Rates) -> Iterator[Charge]:
    """Per diem, the flight and the drives; of a delegation they are participant support, outside the base."""
    for line in (*_per_diem(plan, rules, rates), *air_fare.lines(plan, rules, rates), *mileage.lines(plan, rules)):
        yield Charge(line, Decimal(0) if plan.kind is Kind.HOSTING else line.amount)


def _per_diem(plan: Plan, rules: RuleBook, rates: Rates) -> tuple[CostLine, ...]:
    if per_diem.too_short(plan.itinerary, rules):
        return ()
    return (*per_diem.lodging(plan, rules, rates), *per_diem.meals_and_incidentals(plan, rules, rates))


def _other(plan: Plan, rules: RuleBook, rates: Rates) -> Iterator[Charge]:
    """Items and salaries; the lists behind them are read where a plan has any."""
    if plan.extras:
        yield from extras.charges(plan, rules, rates.prices)
    if plan.labor:
        yield from labor.charges(plan, rules, rates.prices)
