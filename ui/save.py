"""Saving a plan as an engagement: one click, one record."""

from typing import Literal

import streamlit as st

from slp_core.outlook import Outlook
from slp_core.roles import Principal
from slp_core.services import engagements
from ui import draft, kept, leaving, session


def offer(user: Principal, answer: Outlook) -> None:
    """The save button, for those who may open an engagement in this country; after it, the engagement's own page."""
    if not user.reaches("engagement:open", answer.plan.country):
        if user.may("engagement:open"):
            st.caption("You can price this trip; only its own post or INL/KM can save it as an engagement.")
        return
    token = session.token("plan")
    words = "Save as engagement" if answer.feasible else "Save anyway as engagement"
    kind: Literal["primary", "secondary"] = "primary" if answer.feasible else "secondary"
    if st.button(words, icon=":material/save:", type=kind, width="stretch", key=f"save-{token}"):
        with session.refusals():
            reference = session.do(token, engagements.open_from_plan, answer.plan, session.today(), session.now())
            session.renew("plan")
            draft.forget()
            leaving.to("engagement", reference)
    kept.said(draft.FORM)
