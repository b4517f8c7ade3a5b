"""The main choices of a plan in its address: shown, asked for by a link, and said again by Back."""

import time
from typing import Any

import streamlit as st

from slp_core.dates import parse_day
from slp_core.errors import InvalidInput
from slp_core.plan import Kind
from slp_core.reference import shipped
from ui.address import LATE

IN_ADDRESS = ("kind", "country", "place", "departs", "returns", "travelers", "need")
WROTE, NOTHING = "plan-in-address", (None, 0.0)  # what was written there last, and when


def begin() -> None:
    """On a page that opens, nothing has been written yet."""
    st.session_state.pop(WROTE, None)


def show() -> None:
    """Write the choices into the address, so that it can be sent; never the same twice, so that Back leads off."""
    shown, (wrote, _) = _as_address(), st.session_state.get(WROTE, NOTHING)
    if shown == wrote:
        return
    if st.query_params.to_dict() != shown:
        st.query_params.from_dict(shown)
    st.session_state[WROTE] = shown, time.monotonic()


def _as_address() -> dict[str, str]:
    return {name: said for name in IN_ADDRESS if (said := str(st.session_state[f"plan-{name}"])) or name != "need"}


def said_again() -> dict[str, Any]:
    """The choices to take from an address that says others than were written there, while none was made: it was Back,
    or Forward. Empty otherwise; just after a change the browser may not have been told of it yet.
    """
    wrote, at = st.session_state.get(WROTE, NOTHING)
    if st.query_params.to_dict() == wrote or _as_address() != wrote or time.monotonic() - at < LATE:
        return {}
    found = asked()
    whole = found.keys() >= {"kind", "country", "place"} and found.get("need", "") == st.session_state["plan-need"]
    return found if whole else {}


def asked() -> dict[str, Any]:
    """What the address asks for, as far as it can be meant; nothing in it is trusted."""
    found: dict[str, Any] = {name: st.query_params[name] for name in IN_ADDRESS if st.query_params.get(name)}
    if found.get("country") not in shipped().countries.program:
        found.pop("country", None)
        found.pop("place", None)
    if found.get("kind", "") not in tuple(Kind):
        found.pop("kind", None)
    for name in ("departs", "returns"):
        if name in found and not _is_day(found[name]):
            del found[name]
    if travelers := found.pop("travelers", ""):
        found |= {"travelers": int(travelers)} if travelers.isdecimal() and len(travelers) < 4 else {}
    return found


def unusable(asked: dict[str, Any], saved: dict[str, Any]) -> list[str]:
    """What the address names and nobody can use; a mistake that the draft holds too is said at its field."""
    named = {name: st.query_params[name] for name in IN_ADDRESS if st.query_params.get(name)}
    return [name for name, text in named.items() if name not in asked and text != saved.get(name)]


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except InvalidInput:
        return False
    return True
