"""The form of a cost item: only the factors it has are asked, then its price and where that comes from."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import streamlit as st

from slp_core import currency
from slp_core.cost_items import CostItem, CostItems, Factor
from slp_core.cost_lines import BorneBy, Category
from slp_core.currency import DOLLAR, Exchange
from slp_core.dates import parse_day
from slp_core.money import parse_money
from slp_core.other_costs import Covers, Extra
from slp_core.plan import Plan
from ui import look, session

REFUSED = "Not reimbursed"
COVERS_WORDS = {Covers.TEAM: "The team", Covers.PARTICIPANTS: "Participants (no indirect costs)"}


def draw(plan: Plan, offer: Callable[..., None]) -> None:
    items = session.reference().prices.items
    categories = [category for category in Category if items.of(category)]
    left, right = st.columns(2, gap="small")
    category = left.selectbox("Category", [*categories, REFUSED], key="other-category")
    if category == REFUSED:
        _refused(right, items)
        return
    of_it = {item.id: item for item in items.of(Category(category))}
    chosen = right.selectbox(
        "Item", list(of_it), format_func=lambda key: of_it[key].title, key=f"other-item-{category}"
    )
    item = of_it[chosen]
    if item.approval:
        st.markdown(f"{look.state('approval')} {look.plain(item.approval)}")
    _factors(plan, item)
    code = _price(plan, item)
    offer("Add item", "extras", lambda: _typed(item, code))


def _refused(where: Any, items: CostItems) -> None:
    chosen = where.selectbox(
        "Item", list(items.refused), format_func=lambda key: items.refused[key].title, key="other-refused"
    )
    refused = items.refused[chosen]
    st.markdown(f":material/block: **{look.plain(refused.why)}**  \n{look.basis(refused.citation)}")


def _factors(plan: Plan, item: CostItem) -> None:
    """The inputs of the factors that the item has, with the team and the trip as first guess."""
    trip = plan.itinerary
    asked = {
        Factor.QUANTITY: (f"Number ({item.unit})", 1),
        Factor.PEOPLE: ("People", plan.travelers),
        Factor.PERIODS: (f"For how many {item.period}s", trip.nights or 1 if item.period == "night" else trip.days),
    }
    for place, factor in zip(st.columns(len(item.factors), gap="small"), item.factors, strict=True):
        words, guess = asked[factor]
        place.number_input(words, 1, 9999, guess, key=f"add-{item.id}-{factor}")


def _price(plan: Plan, item: CostItem) -> str:
    """The inputs of a price; gives its currency."""
    land = session.reference().countries.program[plan.country]
    left, right = st.columns(2, gap="small")
    left.text_input(f"Price of one {item.unit}{f' a {item.period}' if item.period else ''}", key="add-price")
    codes = list(dict.fromkeys((DOLLAR, *land.currency.split("; "))))
    code = right.selectbox("Currency", codes, key="add-currency", accept_new_options=True) or DOLLAR
    if code != DOLLAR:
        units, day, where = st.columns(3, gap="small")
        units.text_input("Units for one dollar", key="add-per-dollar", placeholder="600")
        day.text_input("Day of that rate", key="add-rate-day", placeholder="2027-02-22")
        where.text_input("Source of that rate", key="add-rate-source", placeholder="Card statement")
    st.text_input("Where the price comes from", key="add-source", placeholder="Quote of a hotel, 12 May 2027")
    if item.capped:
        st.text_input("A taxi there and back ($): parking is paid up to it", key="add-taxi")
    note, covers = st.columns(2, gap="small")
    note.text_input("Note", key="add-note")
    covers.selectbox("For", list(Covers), format_func=COVERS_WORDS.__getitem__, key="add-covers")
    st.checkbox("The partner bears it itself", key="add-own")
    return code


def _typed(item: CostItem, code: str) -> Extra:
    """What was typed. Raises InvalidInput naming the field that cannot be read."""
    said = st.session_state
    price, exchange = _money(code)
    taxi = said.get("add-taxi", "").strip()
    return Extra(
        item.id,
        price,
        said["add-source"],
        **{factor: int(said[f"add-{item.id}-{factor}"]) for factor in item.factors},
        note=said["add-note"],
        covers=said["add-covers"],
        exchange=exchange,
        taxi=parse_money(taxi, "taxi") if item.capped and taxi else None,
        borne_by=BorneBy.PARTNER if said["add-own"] else BorneBy.INL,
    )


def _money(code: str) -> tuple[Decimal, Exchange | None]:
    said = st.session_state
    if code == DOLLAR:
        return parse_money(said["add-price"], "price"), None
    exchange = Exchange(
        code.strip().upper(),
        currency.parse_rate(said["add-per-dollar"]),
        parse_day(said["add-rate-day"], "rate_day"),
        said["add-rate-source"],
    )
    return currency.parse_amount(said["add-price"], exchange.currency), exchange
