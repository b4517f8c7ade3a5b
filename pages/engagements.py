"""Engagements: the portfolio in reach, filtered, counted and summed; and as a file."""

import streamlit as st

from slp_core.reference import shipped
from slp_core.services import portfolio
from ui import filters, look, session, tables

user = session.require("engagement:read")
look.head(
    "Engagements",
    "Next departures first. Every number here is the length of the list below it.",
    demo=session.is_demo(),
)

with session.refusals():
    today = session.today()
    wanted = filters.engagements()
    found = session.remember(portfolio.page, wanted, today, filters.page_number())
    st.markdown(tables.portfolio_words(found))
    if found.count:
        tables.portfolio(found)
        filters.pager(found)
        if user.may("engagement:export"):
            st.download_button(
                f"Download {found.count:,} as CSV",
                session.later(portfolio.export_csv, wanted, today),
                f"engagements-{today}.csv",
                "text/csv",
                on_click="ignore",
                icon=":material/download:",
            )
    else:
        look.empty("No engagement matches.", "Take a filter away, or plan a new one.")
        st.page_link("pages/plan.py", label="Plan a deployment", icon=":material/edit_calendar:")
look.fresh(f"{len(shipped().countries.program)} program countries")
