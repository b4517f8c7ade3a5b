"""Agencies that may be the same, side by side, with the choice: one is another name of the other, or they are two."""

from collections.abc import Callable

import streamlit as st

from slp_core.dates import count
from slp_core.errors import InvalidInput
from slp_core.partners import LEVEL_WORDS, SECTOR_WORDS, STATUS_WORDS
from slp_core.reference import shipped
from slp_core.services import partner_duplicates
from slp_core.services.partner_duplicates import Side, Twins
from ui import address, look, session, tables


def in_state() -> None:
    """The pairs of a state, or of all while there are few agencies."""
    st.caption(
        "Names that are spelled alike within one state and level. The program never makes two agencies one by itself; "
        "a county's and a city's agency of one name are two and not listed."
    )
    state = address.us_state("State", "All states", "state", width=230)
    _said()
    with session.refusals():
        found = session.remember(partner_duplicates.in_state, state)
        for twins in found:
            pair(twins)
        if not found:
            look.empty("No pair to decide.", "Agencies of one state and level with names much alike stand here.")


def of_partner(reference: str) -> None:
    """The same for one agency, where there is any."""
    _said()
    found = session.remember(partner_duplicates.of_partner, reference)
    if found:
        look.section("May be the same")
    for twins in found:
        pair(twins)


def pair(twins: Twins) -> None:
    """Both side by side, and the decision."""
    first, second = twins.first, twins.second
    with st.container(border=True):
        st.markdown(f"{look.plain(twins.why)}.")
        _compared(first, second)
        options = {
            "apart": ("Two agencies", "Not asked again."),
            "first": _same(kept=first, gone=second),
            "second": _same(kept=second, gone=first),
        }
        token = session.token(f"pair-{first.reference}-{second.reference}")
        with st.form(f"pair-{token}", border=False):
            chosen = st.radio(
                f"{first.reference} and {second.reference} are",
                list(options),
                format_func=lambda key: options[key][0],
                captions=[caption for _, caption in options.values()],
                index=None,
            )
            if st.form_submit_button("Keep decision", icon=":material/rule:"):
                with session.refusals():
                    if not chosen:
                        raise InvalidInput("No decision is chosen.", hint="Choose one of the three.", field="pair")
                    _decide(token, chosen, first, second)


def _decide(token: str, chosen: str, first: Side, second: Side) -> None:
    if chosen == "apart":
        session.do(token, partner_duplicates.apart, first.reference, second.reference)
        said = f"{first.name} and {second.name} stay two agencies."
        here = first.reference
    else:
        kept, gone = (first, second) if chosen == "first" else (second, first)
        here = session.do(
            token,
            partner_duplicates.merge,
            kept.reference,
            kept.version,
            gone.reference,
            gone.version,
            session.now(),
        )
        said = f"{gone.name} is now another name of {kept.name}. Moved over: {gone.belongs}."
    st.session_state["pair-said"] = said
    if "ref" in st.query_params:
        st.query_params["ref"] = here
    st.rerun()


def _said() -> None:
    if said := st.session_state.pop("pair-said", ""):
        look.verdict("fine", "Kept.", look.plain(said))


def _same(kept: Side, gone: Side) -> tuple[str, str]:
    roles = f" {count(gone.users, 'role')} within it must be given anew by an administrator." if gone.users else ""
    return (
        f"Same: make {gone.reference} another name of {kept.reference}",
        f"{gone.reference} is archived. Moves over: {gone.belongs}.{roles}",
    )


def _compared(first: Side, second: Side) -> None:
    rows = [[word, *(look.plain(of(side)) for side in (first, second))] for word, of in FACTS.items()]
    tables.plain(rows, ("Of each", first.reference, second.reference), f"{first.name} beside {second.name}")


FACTS: dict[str, Callable[[Side], str]] = {
    "Name": lambda side: side.name,
    "Other names": lambda side: ", ".join(side.others) or "none",
    "Place": lambda side: ", ".join(filter(None, (side.county, shipped().us_states.label(side.state)))),
    "Kind": lambda side: f"{LEVEL_WORDS[side.level]}, {SECTOR_WORDS[side.sector].lower()}",
    "Status": lambda side: STATUS_WORDS[side.status],
    "A year": lambda side: count(side.capacity, "engagement") if side.capacity else "not known",
    "Belongs to it": lambda side: side.belongs,
}
