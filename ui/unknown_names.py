"""Names of agencies that lists have brought and that are nobody's yet, each with the agencies it may mean."""

import streamlit as st

from slp_core.dates import count
from slp_core.errors import InvalidInput
from slp_core.reference import shipped
from slp_core.services import partner_names
from slp_core.services.partner_names import Unknown
from ui import look, session

ANOTHER = "another"


def queue() -> None:
    """Every name that waits, the most frequent first."""
    st.caption("A name that is exactly an agency's own or another name of it is known by itself. All others wait here.")
    waiting = session.remember(partner_names.unknown)
    if not waiting:
        look.empty(
            "No name waits.",
            "Names of agencies that an import does not know stand here, once it was asked to keep them.",
        )
    for one in waiting:
        with st.container(border=True):
            _one(one)


def _one(one: Unknown) -> None:
    where = f" of {shipped().us_states.label(one.state)}" if one.state else ""
    st.markdown(
        f"**{look.plain(one.name)}**{where}  \n"
        f":small[Met {count(one.times, 'time')}, last in {look.plain(one.seen_in)}]"
    )
    known = one.meaning.reference
    options = {known: f"{known}, which has this name by now"} if known else {}
    options |= {s.reference: f"{s.name}, {s.reference}: {s.why}" for s in one.meaning.suggestions}
    options[ANOTHER] = "Another agency, by its reference"
    token = session.token(f"unknown-{one.id}")
    with st.form(f"unknown-{token}", border=False):
        if len(options) > 1:
            chosen = st.radio("Whose name is it?", list(options), format_func=options.__getitem__, index=None)
        else:
            st.markdown("No agency is named alike. Add it in the next tab, or say whose name it is.")
            chosen = ANOTHER
        typed = st.text_input("Reference of the agency", placeholder="P-014", width=200)
        with st.container(horizontal=True):
            settled = st.form_submit_button("Make it a name of this agency", icon=":material/label:")
            dropped = st.form_submit_button("Take off the list", icon=":material/playlist_remove:")
        if dropped:
            with session.refusals():
                session.do(token, partner_names.drop, one.id, one.version, session.now())
                st.rerun()
        if settled:
            with session.refusals():
                reference = typed.strip().upper() if chosen == ANOTHER else chosen
                if not reference:
                    raise InvalidInput("No agency is chosen.", hint="Choose one, or add it first.", field="agency")
                session.do(token, partner_names.settle, one.id, reference, one.version, session.now())
                st.rerun()
