"""One partner agency: what it offers, its people, whom to call there, and what happened to it."""

import streamlit as st

from slp_core.services import partners
from ui import guard, look, partner, session

user = guard.require("partner:read")
with session.finding("Agency not found"):
    found = session.remember(partners.view, st.query_params.get("ref", ""))
with session.refusals():
    partner.head(found)
    parts = partner.parts(found, user)
    opened = look.tabs(*parts, key=f"partner-tabs-{found.reference}", first=st.query_params.get("tab", ""))
    for tab, draw in zip(opened, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
