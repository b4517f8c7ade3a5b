"""Engagements: the portfolio in reach, filtered, counted and summed; and as a file."""

from functools import partial

import streamlit as st

from slp_core.reference import shipped
from slp_core.services import list_files, portfolio
from ui import filters, guard, look, session, tables, upkeep
from ui import list_files as export

user = guard.require("engagement:read")
look.head(
    "Engagements",
    "Teams abroad and the next departures first, then those that are back.",
    demo=session.is_demo(),
)

with session.refusals():
    today = session.today()
    upkeep.renew(upkeep.VERDICTS, today)
    wanted = filters.engagements()
    found = session.remember(portfolio.page, wanted, today, filters.page_number())
    st.markdown(tables.portfolio_words(found))
    if found.count:
        tables.portfolio(found)
        filters.pager(found)
        if user.may("engagement:export"):
            take = partial(session.later, list_files.engagements, wanted, today)
            export.buttons("engagements", found.count, take)
    else:
        look.empty("No engagement matches.", "Take a filter away, or plan a new one.")
        st.page_link("pages/plan.py", label="Plan a deployment", icon=":material/edit_calendar:")
look.fresh(f"{len(shipped().countries.program)} program countries")
