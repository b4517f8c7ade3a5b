"""Miles in an own vehicle at the rate of their day; distance x rate, rounded once."""

from collections.abc import Iterator
from decimal import Decimal

from .cost_lines import Category, CostLine
from .errors import NotInForce
from .other_costs import Drive, Vehicle
from .plan import Plan
from .rules import DatedValue, RuleBook

RULES = {Vehicle.AUTOMOBILE: "ftr.mileage_automobile", Vehicle.MOTORCYCLE: "ftr.mileage_motorcycle"}


def lines(plan: Plan, rules: RuleBook) -> Iterator[CostLine]:
    """Raises NotInForce for a day that no rate covers, unless the plan takes the last known one as provisional."""
    for drive in plan.drives:
        rule, provisional = _rule(plan, drive, rules)
        day = plan.itinerary.returns if drive.returning else plan.itinerary.departs
        yield CostLine(
            category=Category.GROUND,
            what=f"Mileage, {drive.what}{f', {drive.vehicles} vehicles' if drive.vehicles > 1 else ''}",
            travelers=1,
            quantity=drive.miles * drive.vehicles,
            unit="mile",
            share=Decimal(1),
            rate=rule.value,
            country=plan.country,
            locality="",
            first=day,
            last=day,
            provisional=provisional,
            citations=(rule.citation,),
        )


def _rule(plan: Plan, drive: Drive, rules: RuleBook) -> tuple[DatedValue, bool]:
    day = plan.itinerary.returns if drive.returning else plan.itinerary.departs
    government = drive.government_car and drive.vehicle is Vehicle.AUTOMOBILE
    name = "ftr.mileage_automobile_government_available" if government else RULES[drive.vehicle]
    try:
        return rules.on(name, day), False
    except NotInForce as refusal:
        known = [value for value in rules.rules[name].values if value.start <= day]
        if plan.provisional and known:
            return known[-1], True
        hint = "Use the last known rates as provisional, or leave the mileage out."
        raise NotInForce(refusal.message, hint=hint, **refusal.context) from refusal
