"""Experts in reach: who can do what, and who of them is free on given days."""

from functools import partial

import streamlit as st

from slp_core.services import expert_list, list_files
from ui import experts, filters, guard, look, session
from ui import list_files as export

user = guard.require("expert:read")
look.head(
    "Experts",
    "People of partner agencies who deploy. Give days to see who of them is free.",
    demo=session.is_demo(),
)
with session.refusals():
    wanted = experts.filters()
    found = session.remember(expert_list.page, wanted, filters.page_number())
    st.markdown(experts.words(found, wanted))
    if found.count:
        experts.rows(found, wanted)
        filters.pager(found)
        export.buttons("experts", found.count, partial(session.later, list_files.experts, wanted))
    else:
        look.empty(
            "No expert matches.", "Take a filter away, or give other days. Inactive people are under “More filters”."
        )
    experts.adding(user)
