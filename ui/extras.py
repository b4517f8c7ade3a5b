"""The tab of other costs: what is in, what can be added by INL's categories, and what is refused with its rule."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from slp_core import costs
from slp_core import plan as plans
from slp_core.errors import InvalidInput, NotInForce
from slp_core.estimate_notices import PER_DIEM
from slp_core.outlook import Outlook
from slp_core.plan import Plan
from ui import draft, extras_flight, extras_item, extras_labor, extras_shares, look, other_draft, session, tables

MISTAKE = "other-mistake"
OWN_TEXTS = (  # of one entry alone: emptied once it is in
    "add-price", "add-source", "add-note", "add-taxi", "add-role", "add-hours", "add-rate", "add-pay-source",
    "add-what", "add-miles",
)  # fmt: skip
LISTS = ("extras", "labor", "drives")
KINDS: dict[str, Callable[[Plan, Callable[..., None]], None]] = {
    "Item": extras_item.draw,
    "Salaries": extras_labor.salaries,
    "Mileage": extras_labor.drives,
    "Flight": extras_flight.draw,
    "Indirect, contingency": extras_shares.draw,
}


def section(plan: Plan, answer: Outlook | None) -> None:
    """What is in the plan, then the form of the kind that is chosen."""
    st.caption(
        "All but per diem: each price is typed with its source. What is not reimbursable is named with its rule."
    )
    _what_is_in(plan, answer)
    kind = look.choose("Add or change", list(KINDS), key="other-kind", default="Item", apart=True)
    KINDS[kind](plan, partial(_offer, plan))


def _what_is_in(plan: Plan, answer: Outlook | None) -> None:
    lines = answer.cost.lines if answer and answer.cost else ()
    held = [line for line in lines if line.category not in PER_DIEM]
    entries = _entries(plan)
    if not held and not entries:
        look.empty("Per diem only, so far.", "Add what else the trip costs. Every price is typed with its source.")
        return
    if held:
        tables.entered(held)
    for question in _questions(answer):
        st.warning(look.plain(question), icon=":material/help:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"other-out-{len(entries)}"  # of fewer entries another one stands in the same place
        chosen = st.selectbox("Take out", list(entries), None, entries.__getitem__, key=key, placeholder="Choose")
        st.button("Remove", icon=":material/delete:", on_click=_remove, args=(plan, chosen), disabled=chosen is None)


def _questions(answer: Outlook | None) -> tuple[str, ...]:
    """What was entered and is improbable."""
    notices = answer.cost.notices if answer and answer.cost else ()
    hours = (notice.text for notice in notices if notice.code == "LABOR_HOURS")
    return (*hours, *answer.price_questions) if answer else ()


def _entries(plan: Plan) -> dict[tuple[str, int], str]:
    """Each entry by its field and place, with words that tell it apart."""
    items = session.reference().prices.items.allowed
    found = {("extras", n): f"{n + 1}. {items[one.item].title} {one.note}" for n, one in enumerate(plan.extras)}
    found |= {("labor", n): f"Salaries {n + 1}: {one.role}" for n, one in enumerate(plan.labor)}
    found |= {("drives", n): f"Mileage {n + 1}: {one.what}" for n, one in enumerate(plan.drives)}
    words = {"flight": "Flight", "indirect": "Indirect costs", "contingency": "Contingency"}
    return found | {(field, 0): text for field, text in words.items() if getattr(plan, field) is not None}


def _offer(plan: Plan, label: str, field: str, read: Callable[[], Any]) -> None:
    """The button that puts what was typed into the plan; what cannot be right is said below it and stays typed."""
    st.button(label, icon=":material/add:", type="primary", on_click=_add, args=(plan, field, read))
    if mistake := st.session_state.pop(MISTAKE, None):
        look.mistake(*mistake)


def _add(plan: Plan, field: str, read: Callable[[], Any]) -> None:
    try:
        entry = read()
        _put(plan, field, (*getattr(plan, field), entry) if field in LISTS else entry)
    except InvalidInput as refusal:
        st.session_state[MISTAKE] = (refusal.message, refusal.hint)
        return
    for key in OWN_TEXTS:
        if key in st.session_state:
            st.session_state[key] = ""


def _remove(plan: Plan, chosen: tuple[str, int] | None) -> None:
    if chosen is None:
        return
    field, place = chosen
    held = getattr(plan, field)
    _put(plan, field, (*held[:place], *held[place + 1 :]) if field in LISTS else None)


def _put(plan: Plan, field: str, value: Any) -> None:
    """Keep a plan with another value of a field in the draft. Raises InvalidInput for what is refused."""
    reference = session.reference()
    changed: dict[str, Any] = {field: value}
    checked = plans.check(replace(plan, **changed), reference.countries, reference.rules)
    with suppress(NotInForce):  # days without a rate are said where the price would stand
        costs.estimate(checked, reference.rules, reference.rates)
    other_draft.put(checked)
    draft.keep()
