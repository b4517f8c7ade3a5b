"""Country brief: who serves it, its advisory, what it asks at the border, rates, holidays, lead times, engagements."""

import streamlit as st

from slp_core.outlook import ADVISORIES, RATE_TABLES
from slp_core.reference import shipped
from ui import ages, country, guard, look, session

user = guard.require("country:read")
with session.finding("Country not found"):
    land = shipped().countries.of(shipped().names.of_program(st.query_params.get("country", "")))
with session.refusals():
    look.head(land.label, country.line(land), demo=session.is_demo())
    country.advisory(land, session.today())
    left, right = st.columns(2, gap="large")
    with left:
        country.facts(land)
    with right:
        country.border(land)
    country.details(land, session.today(), user)
    ages.line(session.today(), RATE_TABLES, ADVISORIES)
