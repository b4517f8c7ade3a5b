"""The choice of an agreement in a plan: those of the chosen partner, with whether each covers the trip."""

from datetime import date

import streamlit as st

from slp_core.services import mechanism_choice
from ui import draft, engagement_agreement, session

KEY = "plan-mechanism"


def choose(partner: str, departs: date | None, returns: date | None) -> str:
    """The reference of the chosen agreement, empty where none is or can be chosen; what it covers is said below."""
    if not partner or departs is None or returns is None or returns < departs:
        return ""
    found = session.remember(mechanism_choice.of_partners, (partner,), departs, returns)
    by_reference = {one.reference: one for one in found}
    if not by_reference:
        return ""
    if st.session_state.get(KEY) not in by_reference:  # of another partner, or gone
        st.session_state[KEY] = ""
    words = {"": "Not chosen yet"} | {one.reference: engagement_agreement.label(one) for one in found}
    chosen = st.selectbox("Agreement", list(words), format_func=words.__getitem__, key=KEY, on_change=draft.keep) or ""
    if chosen:
        st.markdown(engagement_agreement.about(by_reference[chosen]))
    return chosen
