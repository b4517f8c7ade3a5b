"""One agreement: its terms, its amendments, what is used of it, its signed copy, its lead times."""

import streamlit as st

from slp_core.services import mechanisms
from ui import guard, look, mechanism, session

user = guard.require("mechanism:read")
with session.finding("Agreement not found"):
    found = session.remember(mechanisms.view, st.query_params.get("ref", ""), session.today())
with session.refusals():
    mechanism.head(found)
    mechanism.verdict(found)
    parts = mechanism.parts(found, user)
    opened = look.tabs(*parts, key=f"mechanism-tabs-{found.reference}", first=st.query_params.get("tab", ""))
    for tab, draw in zip(opened, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
