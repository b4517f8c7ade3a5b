"""Country brief: who serves it, its advisory, its rates today, and the engagements there."""

import streamlit as st

from slp_core.outlook import ADVISORIES, RATE_TABLES
from slp_core.reference import shipped
from ui import ages, country, look, session

user = session.require("country:read")
with session.finding("Country not found"):
    land = shipped().countries.of(st.query_params.get("country", ""))
with session.refusals():
    look.head(land.label, country.line(land), demo=session.is_demo())
    country.advisory(land, session.today())
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        country.rates(land, session.today())
    with right:
        country.facts(land)
        country.holidays(land, session.today())
    if user.may("engagement:read"):
        country.engagements(land, session.today())
    ages.line(session.today(), RATE_TABLES, ADVISORIES)
