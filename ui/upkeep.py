"""What a screen sees to before it shows a list: summaries whose day has come."""

from datetime import date

import streamlit as st

from slp_core.services import readiness_summaries
from ui import look, session


def summaries(today: date) -> None:
    """Work out anew, at most so many at once, how ready engagements are whose summary has passed its day.

    One question by an index; a write only where it finds some. Those that remain are said.
    """
    if not session.ask(readiness_summaries.overdue, today):
        return
    session.keep(readiness_summaries.refresh_overdue, today)
    session.forget()
    if left := session.ask(readiness_summaries.overdue, today):
        st.markdown(look.state("stale", f"{left:,} verdicts are of an earlier day; each look at this list renews some"))
