"""The choice of an agreement in a plan: those of the chosen partner, with whether each covers the trip."""

from datetime import date

import streamlit as st

from slp_core.mechanisms import Basis
from slp_core.services import mechanism_choice
from slp_core.services.mechanism_choice import Choice
from ui import draft, engagement_agreement, session

KEY = "plan-mechanism"


def choose(departs: date | None, returns: date | None) -> None:
    """Draw the choice, where there is one; what the agreement covers is said below it."""
    found = _offered(departs, returns)
    if not found:
        if KEY in st.session_state:
            st.session_state[KEY] = st.session_state[KEY]  # as of an input that is not drawn: days may be in the making
        return
    words = {"": "Not chosen yet"} | {reference: engagement_agreement.label(one) for reference, one in found.items()}
    st.session_state[KEY] = chosen(departs, returns)
    st.selectbox("Agreement", list(words), format_func=words.__getitem__, key=KEY, on_change=draft.keep)
    if picked := chosen(departs, returns):
        st.markdown(engagement_agreement.about(found[picked]) + _own_policy(found[picked]))


def _own_policy(one: Choice) -> str:
    said = "Give what the partner's own policy pays a day for meals: Money page, “Meals”."
    return f"  \n{said}" if one.basis is Basis.PARTNER_POLICY else ""


def chosen(departs: date | None, returns: date | None) -> str:
    """The reference of the chosen agreement; empty where none is chosen, or where it is another partner's, or gone."""
    reference: str = st.session_state.get(KEY, "")  # it is drawn for a partner that has some
    return reference if reference in _offered(departs, returns) else ""


def _offered(departs: date | None, returns: date | None) -> dict[str, Choice]:
    """Those of the partner chosen, by reference."""
    partner = st.session_state["plan-partner"]
    if not partner or departs is None or returns is None or returns < departs:
        return {}
    found = session.remember(mechanism_choice.of_partners, (partner,), departs, returns)
    return {one.reference: one for one in found}
