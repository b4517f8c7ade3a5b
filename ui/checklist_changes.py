"""Adding a step to one engagement, and excusing one with a reason until a day."""

from collections.abc import Sequence

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS, Owner
from slp_core.roles import Principal, rights
from slp_core.services import step_changes
from slp_core.services.engagements import EngagementView
from slp_core.services.steps import Step
from ui import as_shown, look, session


def forms(found: EngagementView, steps: Sequence[Step], user: Principal) -> None:
    """The forms this user may fill in, folded; only what is unfolded is drawn."""
    if not user.reaches("step:add", found.country):
        return
    with st.container(horizontal=True):
        asked = st.segmented_control("Change the checklist", ["Add a step", "Excuse a step"], key="checklist-change")
    if asked == "Add a step":
        _add(found, user)
    elif asked == "Excuse a step":
        _excuse([one for one in steps if one.excusable and one.status != "done"])


def _add(found: EngagementView, user: Principal) -> None:
    owners = {owner for grant in user.grants_for("step:add") for owner in rights().steps[grant.role]}
    token = session.token("own-step")
    with st.form(f"own-step-{token}"):
        text = st.text_input("What is to be done")
        left, middle, right = st.columns(3)
        allowed = [one for one in Owner if one in owners]
        owner = left.selectbox("Owner", allowed, format_func=OWNER_WORDS.__getitem__)
        due = middle.text_input("Due", placeholder="2027-02-22", help="Moved off a day of rest of the owner.")
        places = [0, *range(1, found.travelers + 1)]
        place = right.selectbox("For", places, format_func=lambda one: f"Traveler {one}" if one else "The whole team")
        why = st.text_input("Why")
        if st.form_submit_button("Add step", icon=":material/add_task:"):
            with session.refusals():
                day = dates.parse_day(due, "due")
                call = (found.reference, text, str(owner), day, place or None, why, session.today())
                session.do(token, step_changes.add, *call)
                session.renew("own-step")
                st.rerun()


def _excuse(steps: Sequence[Step]) -> None:
    words = look.distinct({one.id: one.words for one in steps})
    by_id = {one.id: one for one in steps}
    token = session.token("excuse")
    if not steps:
        st.markdown("No step of yours can be excused.")
        return
    with st.form(as_shown.form(f"excuse-{token}", ((one.id, one.version) for one in steps))):
        chosen = st.selectbox("Step", list(words), format_func=words.__getitem__)
        reason = st.text_input("Reason")
        until = st.text_input("Excused until (empty: for good)", placeholder="2027-02-22")
        st.caption("The reason and your name are shown wherever the step counts. For an excused step: takes it back.")
        keep, back = st.columns(2)
        excuse = keep.form_submit_button("Excuse step", icon=":material/change_history:")
        end = back.form_submit_button("Take excuse back", icon=":material/undo:")
        if excuse or end:
            with session.refusals():
                one = by_id[chosen]
                if end:
                    session.do(token, step_changes.end_excuse, one.id, one.version, session.now())
                else:
                    day = dates.parse_day(until, "until") if until.strip() else None
                    call = (one.id, one.version, reason, day, session.today(), session.now())
                    session.do(token, step_changes.excuse, *call)
                session.renew("excuse")
                st.rerun()
