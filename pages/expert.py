"""One expert: skills, whether free, credentials on the days of an event, experience, engagements, appraisals."""

import streamlit as st

from slp_core.services import expert_view
from ui import expert, guard, look, session

guard.require("expert:read")
with session.finding("Expert not found"):
    found = session.remember(expert_view.view, st.query_params.get("ref", ""))
with session.refusals():
    expert.head(found)
    expert.verdict(found)
    parts = expert.parts(found)
    opened = look.tabs(*parts, key=f"expert-tabs-{found.reference}", first=st.query_params.get("tab", ""))
    for tab, draw in zip(opened, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
