"""The items of a plan besides per diem: unit price x the factors that the item has, rounded once a line."""

from collections.abc import Iterator
from decimal import Decimal

from .cost_items import Base, CostItem, Factor
from .cost_lines import Charge, CostLine
from .currency import ForeignPrice
from .dates import count
from .money import cents, words
from .other_costs import Covers, Extra
from .plan import Kind, Plan
from .prices import Prices
from .rules import RuleBook


def charges(plan: Plan, rules: RuleBook, prices: Prices) -> Iterator[Charge]:
    """A line for each item. Raises InvalidInput for an item that is refused, naming the rule."""
    for extra in plan.extras:
        item = prices.item(extra.item)
        line = _line(plan, extra, item, rules)
        yield Charge(line, _in_base(plan, extra, item, line, rules))


def _line(plan: Plan, extra: Extra, item: CostItem, rules: RuleBook) -> CostLine:
    trip = plan.itinerary
    foreign = ForeignPrice(extra.price, extra.exchange) if extra.exchange else None
    price = foreign.dollars if foreign else extra.price
    return CostLine(
        category=item.category,
        what=_what(extra, item),
        travelers=extra.people if Factor.PEOPLE in item.factors else 1,
        quantity=extra.quantity if item.capped else _units(extra, item),
        unit=item.unit if item.capped else _unit(item),
        share=Decimal(1),
        rate=_up_to_a_taxi(plan, extra, price, rules) if item.capped else price,
        country=plan.country,
        locality="",
        first=trip.departs,
        last=trip.returns,
        provisional=False,
        citations=(item.citation,),
        entered=_entered(extra, item),
        borne_by=extra.borne_by,
        needs_approval=_approval(plan, extra, item, price, rules),
        foreign=foreign,
    )


def _what(extra: Extra, item: CostItem) -> str:
    several = [one for one in item.factors if one is not Factor.PEOPLE] == [Factor.QUANTITY, Factor.PERIODS]
    parts = [item.title]
    if several:
        parts.append(f"{count(extra.quantity, item.unit)} for {count(extra.periods, item.period)}")
    if extra.covers is Covers.PARTICIPANTS:
        parts.append("of participants" if "participants" not in item.title else "")
    return ", ".join(filter(None, (*parts, extra.note)))


def _units(extra: Extra, item: CostItem) -> int:
    """Quantity x periods, as far as the item has them."""
    quantity = extra.quantity if Factor.QUANTITY in item.factors else 1
    return quantity * (extra.periods if Factor.PERIODS in item.factors else 1)


def _unit(item: CostItem) -> str:
    """A van for some days is paid by the vehicle-day."""
    return f"{item.unit}-{item.period}" if item.period and Factor.QUANTITY in item.factors else item.period or item.unit


def _up_to_a_taxi(plan: Plan, extra: Extra, price: Decimal, rules: RuleBook) -> Decimal:
    """Parking of a whole trip, up to a taxi to the terminal and back."""
    parked = price * extra.periods
    if extra.taxi is None:
        return parked
    return min(parked, rules.on("ftr.parking_at_terminal_share", plan.itinerary.departs).value * extra.taxi)


def _entered(extra: Extra, item: CostItem) -> str:
    said = extra.source
    if item.capped and extra.exchange is None:
        said += f"; {words(extra.price)} a {item.period}"
    if item.capped and extra.taxi is not None:
        said += f"; a taxi round trip is {words(extra.taxi)}"
    return said


def _approval(plan: Plan, extra: Extra, item: CostItem, price: Decimal, rules: RuleBook) -> str:
    if item.capped and extra.taxi is None:
        return "Give the price of a taxi round trip: parking is paid up to it."
    if item.base is not Base.EQUIPMENT:
        return item.approval
    least = rules.on("cfr.equipment_from", plan.itinerary.departs)
    if item.general_purpose:
        return f"Equipment for general use always needs prior written approval ({least.citation.text})."
    if price < least.value:
        return ""
    return f"Equipment of {words(least.value)} or more an item needs prior written approval ({least.citation.text})."


def _in_base(plan: Plan, extra: Extra, item: CostItem, line: CostLine, rules: RuleBook) -> Decimal:
    if extra.covers is Covers.PARTICIPANTS or plan.kind is Kind.HOSTING or item.base is Base.OUT:
        return Decimal(0)
    day = plan.itinerary.departs
    if item.base is Base.EQUIPMENT:
        return Decimal(0) if line.rate >= rules.on("cfr.equipment_from", day).value else line.amount
    if item.base is Base.SUBAWARD:
        return cents(line.quantity * min(line.rate, rules.on("cfr.subaward_part_in_base", day).value))
    return line.amount
