"""The parts of the account page."""

import streamlit as st

from slp_core.reference import shipped
from slp_core.roles import ROLE_WORDS, Grant, Principal, Scope
from ui import look, session, sign_in, tables


def roles(user: Principal) -> None:
    """The roles held, each with its reach in words."""
    look.section("Your roles")
    rows = [[ROLE_WORDS[grant.role], look.plain(_reach(grant))] for grant in user.grants]
    tables.plain(rows, ("Role", "Reach"), "Roles and their reach")


def demo() -> None:
    """Another person, or a fresh copy."""
    look.section("Demo", "Your copy of the demo is yours alone; it goes away when it is not used for some hours.")
    st.button(
        "Start afresh",
        icon=":material/restart_alt:",
        on_click=_reset,
        help="Replaces your copy of the demo: what you changed is gone.",
    )
    if st.session_state.pop("demo-reset", False):
        st.success("Your copy of the demo is fresh again.", icon=":material/check_circle:")
    with st.expander("Become another person"):
        sign_in.people()


def way_out() -> None:
    look.section("Sign out")
    if st.button("Sign out", icon=":material/logout:"):
        sign_in.leave()


def _reset() -> None:
    who = session.identity()
    if who is not None:
        session.here().visitors.reset(who.visitor)
        st.session_state["demo-reset"] = True


def _reach(grant: Grant) -> str:
    match grant.scope:
        case Scope.ALL:
            return "All countries"
        case Scope.POST:
            return f"{grant.post}: {', '.join(shipped().countries.label(code) for code in sorted(grant.countries))}"
        case Scope.AGENCY:
            return "Your own agency"
        case Scope.SELF:
            return "Your own engagements"
