"""Salaries of the partner's staff: hours x rate, benefits on them, and who bears them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from .cost_lines import BorneBy, Category, Charge, CostLine, RateRow
from .errors import InvalidInput
from .other_costs import WORK_WORDS, Labor, Work
from .plan import Kind, Plan
from .prices import Prices
from .rules import DatedValue, RuleBook


def charges(plan: Plan, rules: RuleBook, prices: Prices) -> Iterator[Charge]:
    """Salaries, each followed by its benefits. A host's are its own cost, as is what a partner gives.

    Without a typed rate the state's published mean wage stands in, and says so.
    Raises InvalidInput for an occupation that has no published hourly wage.
    """
    for labor in plan.labor:
        for line in _lines(plan, labor, rules, prices):
            yield Charge(line, line.amount if line.borne_by is BorneBy.INL else Decimal(0))


def _lines(plan: Plan, labor: Labor, rules: RuleBook, prices: Prices) -> Iterator[CostLine]:
    salary = _salary(plan, labor, rules, prices)
    yield salary
    if labor.fringe:
        rule = _rule(plan, "cfr.benefits_share", rules)
        yield replace(
            salary,
            category=Category.BENEFITS,
            what=f"Benefits, {labor.role}",
            travelers=1,
            quantity=1,
            unit="",
            share=labor.fringe,
            rate=salary.amount,
            citations=(rule.citation,),
            row=None,
            entered=labor.fringe_source,
            needs_approval="",
            rough=False,
        )


def _salary(plan: Plan, labor: Labor, rules: RuleBook, prices: Prices) -> CostLine:
    trip = plan.itinerary
    rate, row, words = _rate(labor, prices)
    kind = "Salary" if labor.work is Work.REGULAR else WORK_WORDS[labor.work]
    rule = _rule(plan, "cfr.salary_share" if labor.work is Work.REGULAR else "program.overtime_share", rules)
    return CostLine(
        category=Category.SALARIES,
        what=f"{kind}, {labor.role}{words}",
        travelers=labor.people,
        quantity=labor.hours,
        unit="hour",
        share=Decimal(1),
        rate=rate,
        country=plan.country,
        locality="",
        first=trip.departs,
        last=trip.returns,
        provisional=False,
        citations=(rule.citation,),
        row=row,
        entered=labor.source,
        borne_by=BorneBy.PARTNER if plan.kind is Kind.HOSTING else labor.borne_by,
        needs_approval="" if labor.work is Work.REGULAR else _approval(labor),
        rough=row is not None,
    )


def _rate(labor: Labor, prices: Prices) -> tuple[Decimal, RateRow | None, str]:
    """Dollars an hour, the published row they were read from, and words that say so."""
    if labor.rate is not None:
        return labor.rate, None, ""
    wage = prices.wages.hourly(labor.state, labor.occupation)
    if wage is None or wage.hourly_mean is None:
        raise InvalidInput(
            "No hourly wage is published for this occupation.", hint="Type what the partner pays.", field="labor"
        )
    where = "U.S." if wage.state == "US" else wage.state
    return wage.hourly_mean, prices.wage_row(wage), f" (mean wage of {wage.title}, {where})"


def _rule(plan: Plan, rule: str, rules: RuleBook) -> DatedValue:
    """The rule of a kind of cost; while hosting, the one that gives nothing back."""
    hosting = plan.kind is Kind.HOSTING
    return rules.on("program.hosting_salary_share" if hosting else rule, plan.itinerary.departs)


def _approval(labor: Labor) -> str:
    return f"{WORK_WORDS[labor.work]}: only where the partner's written policy and the agreement say so."
