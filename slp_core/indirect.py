"""Indirect costs on the modified total of direct costs, and a contingency on all that INL bears."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from .cost_lines import BorneBy, Category, Charge, CostLine
from .plan import Plan
from .rules import DatedValue, RuleBook


def lines(charges: Iterable[Charge], plan: Plan, rules: RuleBook) -> Iterator[CostLine]:
    """Both, where the plan has them. Left out of the base by 2 CFR 200.1: equipment, rental, what is for participants,
    and each subaward beyond its first part."""
    direct = [charge for charge in charges if charge.line.borne_by is BorneBy.INL]
    borne = sum((charge.line.amount for charge in direct), Decimal(0))
    if plan.indirect:
        line = _indirect(plan, sum((charge.base for charge in direct), Decimal(0)), rules)
        borne += line.amount
        yield line
    if plan.contingency:
        rule = rules.on("cfr.contingency_share", plan.itinerary.departs)
        share = rule.value * plan.contingency.share
        yield _line(plan, Category.CONTINGENCY, "Contingency", share, borne, rule, plan.contingency.reason)


def _indirect(plan: Plan, base: Decimal, rules: RuleBook) -> CostLine:
    day = plan.itinerary.departs
    agreed = plan.indirect.rate if plan.indirect else None
    if agreed is None or plan.indirect is None:
        rule = rules.on("cfr.de_minimis_rate", day)
        what = "Indirect costs, de minimis, on modified total direct costs"
        return _line(plan, Category.INDIRECT, what, rule.value, base, rule, "")
    rule = rules.on("cfr.indirect_share", day)
    what = "Indirect costs, negotiated, on modified total direct costs"
    return _line(plan, Category.INDIRECT, what, rule.value * agreed, base, rule, plan.indirect.source)


def _line(
    plan: Plan, category: Category, what: str, share: Decimal, base: Decimal, rule: DatedValue, entered: str
) -> CostLine:
    """A share of a sum of other lines."""
    return CostLine(
        category=category,
        what=what,
        travelers=1,
        quantity=1,
        unit="",
        share=share,
        rate=base,
        country=plan.country,
        locality="",
        first=plan.itinerary.departs,
        last=plan.itinerary.returns,
        provisional=False,
        citations=(rule.citation,),
        entered=entered,
    )
