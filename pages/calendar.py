"""What is due: every open step in reach, overdue first, by owner and week; and as a file for a calendar."""

import streamlit as st

from slp_core.services import due_list as service
from ui import due_list, filters, guard, look, session

user = guard.require("engagement:read")
look.head("What is due", "Open steps of the engagements in your reach, overdue first.", demo=session.is_demo())

with session.refusals():
    today = session.today()
    wanted = due_list.filters(user)
    found = session.remember(service.page, wanted, today, filters.page_number())
    st.markdown(due_list.words(found))
    if found.count:
        due_list.rows(found, today)
        filters.pager(found)
    else:
        look.empty("Nothing is due here.", "Choose another week or owner, or everybody's steps.")
    due_list.download(wanted, today)
