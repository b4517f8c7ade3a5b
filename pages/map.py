"""The program's countries: advisory level or activity on a map, and the same as a table."""

import streamlit as st

from slp_core.outlook import ADVISORIES
from slp_core.reference import shipped
from slp_core.services import portfolio
from ui import ages, guard, look, maps, session, tables

guard.require("country:read")
look.head(
    "Countries",
    f"{len(shipped().countries.program)} program countries: U.S. travel advisory level and engagements in your reach.",
    demo=session.is_demo(),
)

with session.refusals():
    activity = session.remember(portfolio.by_country, session.today())
    shown, picked = maps.controls()
    left, right = st.columns([2.6, 1], gap="medium")
    with left:
        maps.world(shown, picked, activity)
    with right:
        maps.legend(shown, activity)
        maps.brief(picked, activity)
    look.section("The same as a table", f"{len(shipped().countries.program)} countries in the order of their names.")
    tables.countries(activity)
ages.line(session.today(), ADVISORIES, also="Shapes: Natural Earth, public domain")
