"""Needs: what posts ask for, the most urgent first; and the way to raise one."""

from functools import partial

import streamlit as st

from slp_core.dates import count
from slp_core.services import list_files, needs_list
from ui import filters, guard, look, needs, session
from ui import list_files as export

user = guard.require("need:read")
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
        if user.may("need:export"):
            export.buttons("needs", found.count, partial(session.later, list_files.needs, wanted))
    else:
        look.empty("No need matches.", "Take a filter away. A post raises its needs here; INL/KM decides on them.")
