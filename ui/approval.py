"""The next step of an estimate: submit it, or approve it or send it back, with what must be known first."""

from collections.abc import Callable

import streamlit as st

from slp_core import dates, money
from slp_core.approvals import EstimateStatus
from slp_core.issued import IssuedEstimate
from slp_core.roles import Principal
from slp_core.services import approvals
from slp_core.services.approvals import Review
from ui import look, session, tables

TO_SUBMIT = (EstimateStatus.DRAFT, EstimateStatus.RETURNED)


def step(shown: IssuedEstimate, user: Principal) -> None:
    """Draw the step that this user may take on the newest version; nothing where there is none."""
    if shown.status in TO_SUBMIT and user.may(approvals.PREPARE):
        _submit(shown, session.remember(approvals.review, shown.number))
    elif shown.status == EstimateStatus.SUBMITTED and user.may(approvals.APPROVE):
        _decide(shown, session.remember(approvals.review, shown.number))


def waiting(user: Principal) -> None:
    """On My work: the estimates that wait for this user's approval."""
    if not user.may(approvals.APPROVE):
        return
    found = session.remember(approvals.waiting)
    if not found:
        return
    look.section("Estimates waiting for your approval")
    rows = [
        [
            f"[{look.plain(one.title)}](/engagement?ref={one.engagement}&tab=cost)  \n"
            f"{one.number}, since {dates.short(one.submitted.date())}",
            look.plain(money.words(one.total)),
        ]
        for one in found
    ]
    tables.plain(rows, ("Estimate", "Total"), "Estimates waiting for your approval, the longest waiting first")


def _submit(shown: IssuedEstimate, review: Review) -> None:
    told = _told(review)
    token = session.token("submit-estimate")
    with st.container(border=True):
        st.markdown("**Not submitted yet.** Whoever submits it cannot approve it." + told)
        if st.button("Submit for approval", icon=":material/send:", type="primary", key=f"submit-{token}"):
            with session.refusals():
                session.do(token, approvals.submit, shown.number, shown.version, session.now())
                session.renew("submit-estimate")
                st.rerun()


def _decide(shown: IssuedEstimate, review: Review) -> None:
    if review.hindrance:
        st.markdown(f":material/info: {look.plain(review.hindrance)}")
        return
    token = session.token("approve-estimate")
    with st.form(f"approve-{token}", enter_to_submit=False):
        st.markdown(f"**{shown.number} waits for your decision.** {_ceiling(review)}")
        confirmed = [
            point.id
            for point in review.points
            if st.checkbox(f"Seen: {look.plain(point.text)}", key=f"{point.id}-{token}")
        ]
        crossed = review.ceiling is not None and review.ceiling.crossed
        why = "Why it is approved above the ceiling, or why it is sent back" if crossed else "Why it is sent back"
        reason = st.text_input(why)
        with st.container(horizontal=True):
            yes = st.form_submit_button("Approve estimate", icon=":material/check:", type="primary")
            no = st.form_submit_button("Send back", icon=":material/undo:")
    with session.refusals():
        if yes:
            _do(token, approvals.approve, shown, tuple(confirmed), reason if crossed else "")
        elif no:
            _do(token, approvals.send_back, shown, reason)


def _do(token: str, decision: Callable[..., str], shown: IssuedEstimate, *said: object) -> None:
    session.do(token, decision, shown.number, shown.version, *said, session.now())
    session.renew("approve-estimate")
    st.rerun()


def _told(review: Review) -> str:
    """What will have to be confirmed, and what it does to the agreement, as Markdown."""
    points = "".join(f"\n- {look.plain(point.text)}" for point in review.points)
    listed = f"\n\nTo be confirmed by whoever approves it:{points}\n" if points else ""
    return f" {_ceiling(review)}{listed}"


def _ceiling(review: Review) -> str:
    if review.ceiling is None:
        return "The engagement runs under no agreement, so that no ceiling is checked."
    mark = f"{look.state('late', 'Above the ceiling')} " if review.ceiling.crossed else ""
    return mark + look.plain(review.ceiling.words)
