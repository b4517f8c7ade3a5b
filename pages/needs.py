"""Needs: what posts ask for, the most urgent first; and the way to raise one."""

import streamlit as st

from slp_core.dates import count
from slp_core.services import needs_list
from ui import filters, look, needs, session

user = session.require("need:read")
look.head(
    "Needs",
    "What posts ask for. Open ones first, then by priority and by the day their window opens.",
    demo=session.is_demo(),
)

with session.refusals():
    needs.raise_link(user)
    wanted = needs.filters(user)
    found = session.remember(needs_list.page, wanted, filters.page_number())
    st.markdown(f"**{count(found.count, 'need')}**")
    if found.count:
        needs.listed(found)
        filters.pager(found)
    else:
        look.empty("No need matches.", "Take a filter away. A post raises its needs here; INL/KM decides on them.")
