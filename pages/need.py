"""One need: what is asked, where it stands and why, the engagements that meet it, and what can be done next."""

import streamlit as st

from slp_core.services import need_views
from ui import guard, look, need, needs, session

user = guard.require("need:read")
with session.finding("Need not found"):
    found = session.remember(need_views.view, st.query_params.get("ref", ""))
with session.refusals():
    need.head(found)
    need.verdict(found, session.today())
    left, right = st.columns([1, 1.6], gap="large")
    with left:
        need.actions(found, user, session.today())
    with right:
        look.section("What is asked")
        need.asked(found)
        need.engagements(found)
        need.steps(found)
        if user.may("engagement:read"):
            needs.similar_engagements(found.request.title, found.request.country, found.request.sector)
