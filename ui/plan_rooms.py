"""What is entered for the rooms of a stay, as texts: read into the stay; each thing that is wrong waits by itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from slp_core import dates, stay_checks
from slp_core.countries import UNITED_STATES
from slp_core.errors import InvalidInput
from slp_core.itinerary import Stay
from slp_core.lodging import Lodging
from slp_core.money import parse_money
from slp_core.plan import Kind
from ui import session

ORDER = "plan-order"
KNOWN_OF = {  # what is asked of each kind of lodging; anything else that was entered waits for its kind
    Lodging.HOTEL: ("room", "actual", "tax", "shared", "rest", "side_trip"),
    Lodging.PRIVATE: ("charge", "evidence", "rest", "side_trip"),
    Lodging.RENTAL: ("rent", "tax", "shared", "side_trip"),
    Lodging.QUARTERS: ("charge", "tax", "rest", "side_trip"),
    Lodging.HOME: (),
}


def in_order(begins: Sequence[date]) -> list[int]:
    """The stops of the form in the order of their first nights, kept for all that describes a stay of the trip.

    0 is the place of the plan itself: a rest stop on the way may come before it.
    """
    st.session_state[ORDER] = sorted(range(len(begins)), key=begins.__getitem__)
    return list(st.session_state[ORDER])


def number_of(place: int) -> int:
    """Which stop of the form is at this place among the stays of the trip."""
    return int(st.session_state[ORDER][place])


def room(number: int) -> dict[str, Any]:
    """What was entered for the rooms of a stop; texts as typed."""
    return dict((st.session_state.get("plan-rooms") or {}).get(str(number), {}))


def form_place(number: int) -> tuple[str, str]:
    """Country and place of a stop as the form has them."""
    stop = f"plan-stop{number}-" if number else "plan-"
    hosting = not number and st.session_state["plan-kind"] == Kind.HOSTING
    return UNITED_STATES if hosting else st.session_state[f"{stop}country"], st.session_state[f"{stop}place"] or ""


def at(number: int) -> dict[str, str]:
    """The mark on what is entered for a stop: of which place it is."""
    country, place = form_place(number)
    return {"at": f"{country}/{place}", "name": place}


def laid_over(number: int, stay: Stay, left_out: list[str]) -> Stay:
    """A bare stay of the form with what was entered for its rooms; what is kept out is added to `left_out`."""
    typed = room(number)
    if not typed:
        return stay
    if typed["at"] != at(number)["at"]:
        left_out.append(f"What was entered for the rooms in {typed['name']}: the place is {stay.locality} now.")
        return stay
    whole, refusals = without_mistakes(stay, typed)
    left_out += [f"The rooms in {stay.locality}: {refusal.message}" for refusal in refusals]
    return whole


def without_mistakes(stay: Stay, typed: dict[str, Any]) -> tuple[Stay, list[InvalidInput]]:
    """A stay with what can be right of what was entered, and the reason against each other thing."""
    refusals: list[InvalidInput] = []
    while True:
        try:
            return described(stay, typed), refusals
        except InvalidInput as refusal:
            refusals.append(refusal)
            field = str(refusal.context["field"])
            wrong = "charge" if field == "evidence" else field
            if not typed.get(wrong):  # it lies in the stay itself
                return stay, refusals
            typed = {name: value for name, value in typed.items() if name != wrong}


def described(stay: Stay, typed: dict[str, Any]) -> Stay:
    """A stay with what was entered for its rooms. Raises InvalidInput, naming the field."""
    most = session.reference().rules.on("ftr.actual_expense_most", stay.arrives)
    leaves = dates.parse_day(typed["leaves"], "leaves") if typed.get("leaves", "").strip() else stay.leaves
    if not stay.arrives <= leaves <= stay.leaves:
        raise InvalidInput(
            f"The stay in {stay.locality} cannot end on {dates.short(leaves)}.",
            hint=f"Give a day from {dates.short(stay.arrives)} to {dates.short(stay.leaves)}, or leave it empty.",
            field="leaves",
        )
    kind = Lodging(typed.get("kind") or Lodging.HOTEL)
    said = {name: typed.get(name, "") for name in KNOWN_OF[kind]}
    whole = replace(
        stay,
        leaves=leaves,
        kind=kind,
        room=_if_typed(said, "room" if kind is Lodging.HOTEL else "charge", parse_money),
        rent=_if_typed(said, "rent", parse_money),
        tax=_if_typed(said, "tax", _percent),
        actual=_if_typed(said, "actual", _percent),
        booked=_if_typed(typed, "booked", _nights),
        evidence=said.get("evidence", ""),
        shared=bool(said.get("shared")),
        rest=bool(said.get("rest")),
        side_trip=bool(said.get("side_trip")),
    )
    if kind is Lodging.HOTEL and "room" not in typed:
        whole = replace(whole, room=stay.room)
    if kind is Lodging.HOME:
        whole = replace(whole, country=UNITED_STATES, locality="Home")
    stay_checks.check(whole, most)
    return whole


def _if_typed(typed: dict[str, Any], name: str, parse: Callable[[str, str], Any]) -> Any:
    text = str(typed.get(name) or "").strip()
    return parse(text, name) if text else None


def _percent(text: str, field: str) -> Decimal:
    """15.75 % as the share 0.1575."""
    try:
        share = Decimal(text.rstrip("% ").replace(",", ".")) / 100
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 100:
        raise InvalidInput(f"“{text[:20]}” is not a percentage.", hint="Write it like 15.75 %.", field=field)
    return share


def _nights(text: str, field: str) -> int:
    if not text.isdecimal() or len(text) > 3:
        raise InvalidInput(f"“{text[:20]}” is not a number of nights.", hint="Write it like 12.", field=field)
    return int(text)
