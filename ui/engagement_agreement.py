"""The agreement of an engagement on its page: whether it covers the trip, what is due under it, and choosing one."""

import streamlit as st

from slp_core.dates import short
from slp_core.mechanisms import BASIS_WORDS
from slp_core.roles import Principal
from slp_core.services import engagement_mechanism
from slp_core.services.engagement_mechanism import Under
from slp_core.services.engagements import EngagementView
from slp_core.services.mechanism_choice import Choice
from ui import look, mechanism, session


def section(found: EngagementView, user: Principal) -> None:
    """The agreement with its verdict, for those who see agreements; the choice, for those who open engagements here."""
    if not user.may("mechanism:read"):
        return
    look.section("Agreement")
    under = session.remember(engagement_mechanism.of_engagement, found.reference)
    if under:
        _shown(under)
    else:
        st.markdown("None chosen yet.")
    if user.reaches("engagement:open", found.country):
        _choose(found, under)


def label(one: Choice) -> str:
    """A choice in a list: what it is, and whether it covers the trip."""
    covers = "covers the trip" if one.coverage.covered else "does not cover it"
    return f"{one.reference} {covers}: {one.title}"


def about(one: Choice) -> str:
    """What speaks for or against a choice, in words."""
    exceeded = f"  \n{look.state('late', 'Ceiling exceeded')}" if one.ceiling.exceeded else ""
    return f"{mechanism.covered(one.coverage)}{exceeded}  \n{look.plain(one.ceiling.words)}"


def _shown(under: Under) -> None:
    number = f", {look.plain(under.number)}" if under.number else ""
    st.markdown(f"**[{look.plain(under.title)}](/mechanism?ref={under.reference})**, {under.reference}{number}")
    st.markdown(
        f"{mechanism.covered(under.coverage)}  \n**Travel** {BASIS_WORDS[under.basis]}, for the whole trip  \n"
        f"**Report due** {short(under.report_due)}, **claim due** {short(under.claim_due)}"
    )
    if under.ceiling.exceeded:
        st.markdown(f"{look.state('late', 'Ceiling exceeded')} {look.plain(under.ceiling.words)}.")


def _choose(found: EngagementView, under: Under | None) -> None:
    """A form with the agreements of the agencies that take part."""
    known = session.remember(engagement_mechanism.choices, found.reference)
    others = {one.reference: one for one in known if under is None or one.reference != under.reference}
    with st.expander("Choose another agreement" if under else "Choose an agreement"):
        if others:
            _form(found, others)
        elif found.partners:
            st.markdown(f"{', '.join(map(look.plain, found.partners))} has no {'other ' if under else ''}agreement.")
        else:
            st.markdown("An agreement is a partner's, and no partner takes part yet.")
        if under:
            _release(found)


def _form(found: EngagementView, by_reference: dict[str, Choice]) -> None:
    token = session.token("agreement")
    chosen = st.selectbox(
        "Agreement",
        list(by_reference),
        format_func=lambda one: label(by_reference[one]),
        key=f"agreement-{token}",
    )
    st.markdown(about(by_reference[chosen]))
    if st.button("Use agreement", icon=":material/handshake:", key=f"use-{token}"):
        with session.refusals():
            session.do(token, engagement_mechanism.assign, found.reference, chosen, found.version, session.today())
            session.renew("agreement")
            st.rerun()


def _release(found: EngagementView) -> None:
    token = session.token("agreement-away")
    if st.button("Take agreement away", icon=":material/undo:", key=f"away-{token}"):
        with session.refusals():
            session.do(token, engagement_mechanism.release, found.reference, found.version, session.today())
            session.renew("agreement-away")
            st.rerun()
