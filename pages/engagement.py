"""One engagement: where it stands, its checklist, its cost, and what happened to it."""

import streamlit as st

from slp_core.services import engagements, steps
from ui import engagement, guard, look, session

user = guard.require("engagement:read")
with session.finding("Engagement not found"):
    found = session.remember(engagements.view, st.query_params.get("ref", ""))
with session.refusals():
    checklist = session.remember(steps.of_engagement, found.reference, session.today())
    engagement.head(found)
    engagement.verdict(found, checklist)
    parts = engagement.parts(found, checklist, user)
    opened = look.tabs(*parts, key=f"engagement-tabs-{found.reference}", first=st.query_params.get("tab", ""))
    for tab, draw in zip(opened, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
