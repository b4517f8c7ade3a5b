"""A partner's readiness self-check: each answer is kept at once; the grade, and what to fix first."""

import streamlit as st

from slp_core.services import self_checks
from ui import guard, look, self_check, self_check_result, session

# The dry run reads the questions alone and stores nothing: it asks for nobody.
user = None if st.query_params.get("dry") else guard.require("self_check:try", self_check.offer)
partner = ""
run = None
if user and user.may("self_check:read"):
    with session.finding("Agency not found"):
        partner = st.query_params.get("ref", "") or session.ask(self_checks.own_agency)
        run = session.remember(self_checks.latest, partner) if partner else None
self_check.head(user, run.partner_name if run else "")
with st.container(width=self_check.WIDTH):
    if user and not partner:
        look.empty("Open it from an agency's page.", "The tab “Self-check” of an agency leads here.")
        self_check.offer_dry_run()
    elif user and run is None:
        look.empty("No self-check yet.", "It takes about half an hour; stop and go on whenever you like.")
        self_check.begin(partner)
    else:
        desk = self_check.stored(run) if run else self_check.dry()
        if part := self_check.part(desk):
            if part == self_check.RESULT:
                self_check_result.show(desk)
            else:
                self_check.section(desk, part)
        if not desk.open:
            self_check.begin(partner, words="Begin a new one")
