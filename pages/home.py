"""My work: what waits for me, who is in country by plan, who leaves soon."""

import streamlit as st

from slp_core import dates
from slp_core.outlook import RATE_TABLES
from slp_core.services import users, work_list
from ui import ages, approval, guard, look, mechanisms, needs, partner_self_check, session, training_seats, work

user = guard.require("engagement:read")
today = session.today()
who = f"{look.plain(user.name)}, {look.plain(users.roles_of(user.grants))}"
look.head("My work", f"{who}. {dates.long(today)}.", demo=session.is_demo())

with session.refusals():
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        look.section("Do next")
        work.next_steps(session.remember(work_list.counts, today), today)
    with right:
        here, leaving = session.remember(work_list.in_country, today), session.remember(work_list.leaving_soon, today)
        work.trips("In country today", "By plan; both travel days count.", here, "returns")
        approval.waiting(user)
        partner_self_check.mine(user)
        training_seats.called_off()
        if user.may("need:read"):
            needs.waiting(user)
        work.trips("Leaving in 30 days", "", leaving, "departs")
        if user.may("mechanism:change"):
            mechanisms.ending_soon()
ages.line(today, RATE_TABLES)
