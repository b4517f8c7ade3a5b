"""Rules and data: how old each table is, the users, and what was changed."""

import streamlit as st

from slp_core.services import users
from ui import admin, look, session

user = session.require("source:read")
look.head("Rules and data", "What the figures of this program rest on, and who may use it.", demo=session.is_demo())
with session.refusals():
    admin.freshness(session.today())
    admin.rules_in_force(session.today())
    if user.may("user:read"):
        look.section("Users")
        admin.users(session.ask(users.table))
        admin.new_user()
st.caption("Capital cities: GeoNames, CC BY 4.0. Shapes: Natural Earth, public domain.")
