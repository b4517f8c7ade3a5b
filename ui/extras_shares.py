"""The forms of what is a share of other lines: indirect costs and a contingency."""

from collections.abc import Callable

import streamlit as st

from slp_core.other_costs import Contingency, Indirect
from slp_core.plan import Plan
from slp_core.quantities import parse_percent
from ui import look, session

DE_MINIMIS, NEGOTIATED, RESERVE = "De minimis rate", "Negotiated rate", "Contingency"


def draw(plan: Plan, offer: Callable[..., None]) -> None:
    kind = st.selectbox("What", (DE_MINIMIS, NEGOTIATED, RESERVE), key="other-share")
    if kind == RESERVE:
        share, why = st.columns([1, 2], gap="small")
        share.text_input("Share of all that INL bears (%)", key="add-contingency", placeholder="5")
        why.text_input("How the share was found", key="add-reason")
        offer("Use this contingency", "contingency", _contingency)
        return
    rule = session.reference().rules.on("cfr.de_minimis_rate", plan.itinerary.departs)
    if kind == DE_MINIMIS:
        st.markdown(
            f"**{(rule.value * 100).normalize():f} %** of modified total direct costs, for a partner without a "
            f"negotiated rate.  \n{look.basis(rule.citation)}"
        )
        offer("Use this rate", "indirect", Indirect)
        return
    rate, source = st.columns([1, 2], gap="small")
    rate.text_input("Rate as negotiated (%)", key="add-indirect", placeholder="22.5")
    source.text_input("Rate agreement and its day", key="add-indirect-source")
    offer("Use this rate", "indirect", _negotiated)


def _negotiated() -> Indirect:
    said = st.session_state
    return Indirect(parse_percent(said["add-indirect"], "indirect"), said["add-indirect-source"])


def _contingency() -> Contingency:
    said = st.session_state
    return Contingency(parse_percent(said["add-contingency"], "contingency"), said["add-reason"])
