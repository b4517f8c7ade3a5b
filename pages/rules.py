"""Rules and data: what is in force on any day and where it comes from, and how old every table is."""

import streamlit as st

from ui import guard, look, rules, session

user = guard.require("source:read")
look.head("Rules and data", "What the figures of this program rest on, on any day.", demo=session.is_demo())
with st.container(horizontal=True):
    if user.may("publication:import"):
        st.page_link("pages/exchange.py", label="Import", icon=":material/upload_file:")
    if user.may("estimate:read"):
        st.page_link("pages/rate_impact.py", label="What the new rates change", icon=":material/price_change:")
    if user.may("user:read"):
        st.page_link("pages/admin.py", label="Users", icon=":material/group:")
drawn = {"Rules": rules.in_force, "Data": lambda: rules.data(session.today())}
opened = look.tabs(*drawn, key="rules-tabs", first=st.query_params.get("tab", ""))
for tab, draw in zip(opened, drawn.values(), strict=True):
    if tab.open:
        with tab, session.refusals():
            draw()
