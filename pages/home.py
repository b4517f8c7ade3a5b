"""My work: what waits for me, who is in country by plan, who leaves soon."""

import streamlit as st

from slp_core import dates, sources
from slp_core.outlook import RATE_TABLES
from slp_core.reference import shipped
from slp_core.roles import ROLE_WORDS
from slp_core.services import work_list
from slp_core.services.work_list import Urgency
from ui import look, session, work

user = session.require("engagement:read")
today = session.today()
roles = "; ".join(ROLE_WORDS[grant.role] + (f", {grant.post}" if grant.post else "") for grant in user.grants)
look.head("My work", f"{look.plain(user.name)}, {look.plain(roles)}. {dates.long(today)}.", demo=session.is_demo())

with session.refusals():
    counts = session.ask(work_list.counts, today)
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        look.section("Do next")
        if counts[Urgency.ALL]:
            words = {
                Urgency.ALL: f"All {counts[Urgency.ALL]:,}",
                Urgency.OVERDUE: f"Overdue {counts[Urgency.OVERDUE]:,}",
                Urgency.SOON: f"Due in 7 days {counts[Urgency.SOON]:,}",
            }
            urgency = look.choose(
                "Show",
                list(words),
                key="urgency",
                words=words,
                default=Urgency.ALL,
                label_visibility="collapsed",
                bind="query-params",
            )
            work.tasks(session.ask(work_list.tasks, today, urgency), counts[urgency], today)
        else:
            look.empty(
                "Nothing waits for you.", "Steps of engagements in your reach appear here, the most urgent first."
            )
    with right:
        work.trips(
            "In country today", "By plan; both travel days count.", session.ask(work_list.in_country, today), "returns"
        )
        work.trips("Leaving in 30 days", "", session.ask(work_list.leaving_soon, today), "departs")

rates = max(
    (source for source in shipped().sources if source.path.startswith(RATE_TABLES)), key=lambda source: source.as_of
)
look.fresh(f"Work list of {dates.short(today)}", f"Per diem of {sources.freshness_words(rates, today)}")
