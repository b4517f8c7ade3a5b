"""The Security tab of an engagement: what is judged, the briefing with its attestation, decisions, emergency card."""

import streamlit as st

from slp_core import dates
from slp_core.dates import short
from slp_core.emergency_card import CONTACT_WORDS, Contact
from slp_core.security_records import OUTCOME_WORDS, OUTCOMES, RECORD_WORDS, Outcome, RecordKind
from slp_core.services import briefings, emergency_cards, security
from slp_core.services.engagements import EngagementView
from slp_core.services.security import SecurityView
from ui import as_shown, briefing, judged, look, meters, session, tables


def tab(found: EngagementView) -> None:
    """Everything about the security of one engagement."""
    view = session.remember(security.view, found.reference, session.today())
    if not view.judgements:
        look.empty("Nobody goes abroad.", "Security of a trip is judged for teams that travel to the country.")
        return
    judged.verdict(view.judgements, "Security")
    judged.table(view.judgements, view.travelers, session.today(), "Security of the trip and of each traveler")
    read(found.reference, view)
    _meters(view)
    look.section("Emergency card", "By function. Numbers come from the post; none is filled in by the program.")
    card(view)
    if view.may_record:
        look.folded("Fill in the card", f"card-{found.reference}", lambda: _card_form(found, view))
    _records(found, view)


def read(reference: str, view: SecurityView) -> None:
    """The text for those who go there; an expert attests right below it."""
    if view.briefing is None:
        return
    look.section(f"Briefing of {view.post}")
    mine = next((one for one in view.travelers if one.expert and one.expert == view.attests_as), None)
    open_ = mine is not None and any(
        one.item == "briefing" and one.traveler == mine.position and not one.settled for one in view.judgements
    )
    words = f"Version {view.briefing.number} of {short(view.briefing.published.date())}"
    text = view.briefing
    look.folded(words, f"briefing-{reference}", lambda: briefing.sections(text), expanded=open_)
    if open_:
        _attest(reference, view.briefing.number)
    if view.may_record:
        address = {"post": view.post_key}
        st.page_link("pages/briefing.py", label="The post's briefing", query_params=address, icon=":material/shield:")


def _attest(reference: str, number: int) -> None:
    token = session.token("attest")
    with st.form(f"attest-{token}", border=False):
        read = st.checkbox(f"I have read version {number} and will keep to it.")
        if st.form_submit_button("Attest briefing", icon=":material/verified_user:", type="primary"):
            with session.refusals():
                if not read:
                    look.mistake("Read the briefing first, then tick the box.")
                    return
                session.do(token, briefings.attest, reference, number, session.now())
                session.renew("attest")
                st.rerun()


def _meters(view: SecurityView) -> None:
    """Days abroad of each traveler in words; the chart is on the expert's page."""
    rows = [
        [look.plain(one.words), *meters.row(view.meters[one.position], one.trip)]
        for one in view.travelers
        if one.position in view.meters
    ]
    if rows:
        look.section("Days abroad", "Days with a stay abroad on record, past and planned, in any 12 months.")
        tables.plain(rows, ("Traveler", "Most in 12 months", "Threshold"), "Days abroad of each traveler")


def card(view: SecurityView) -> None:
    """Whom to call, by function; what is missing says so."""
    if view.card.checked:
        rows = [
            [CONTACT_WORDS[one], look.plain(view.card.contacts.get(one, "")) or look.state("late", "Missing")]
            for one in Contact
        ]
        tables.plain(rows, ("Whom", "How"), "Emergency contacts by function")
        st.caption(f":material/update: Checked by the post on {short(view.card.checked)}.")
    else:
        look.empty("The card is empty.", "The RSO or the INL officer at post fills it in.")


def _card_form(found: EngagementView, view: SecurityView) -> None:
    held = view.card.contacts or session.remember(emergency_cards.suggested, found.reference)
    if held and not view.card.contacts:
        st.caption("Begun from the post's last card: check every line.")
    token = session.token("card")
    version = as_shown.version(token, view.card.version)
    with st.form(f"card-{token}", border=False):
        typed = {str(one): st.text_input(CONTACT_WORDS[one], held.get(one, "")) for one in Contact}
        if st.form_submit_button("Save card", icon=":material/contact_emergency:"):
            with session.refusals():
                session.do(token, emergency_cards.fill, found.reference, typed, version, session.today())
                session.renew("card")
                st.rerun()


def _records(found: EngagementView, view: SecurityView) -> None:
    look.section("Decisions on record", f"{view.risk.words}. Never an automatic no: people decide, and say why.")
    rows = [
        [
            f"**{RECORD_WORDS[one.kind]}**  \n{OUTCOME_WORDS[one.outcome]}, {short(one.day)}",
            f"{look.plain(one.authority)}  \n{look.plain(one.reason)}",
        ]
        for one in reversed(view.records)
    ]
    if rows:
        tables.plain(rows, ("Decision", "By whom, and why"), "Decisions on security, newest first")
    else:
        look.empty("No decision is on record.", "Approval of the risk, weapons, devices, counter-intelligence.")
    if view.may_record:
        look.folded("Put a decision on record", f"decision-{found.reference}", lambda: _record_form(found))


def _record_form(found: EngagementView) -> None:
    token = session.token("security-record")
    with st.container(horizontal=True):
        kinds, words = list(RecordKind), RECORD_WORDS.__getitem__
        kind = RecordKind(st.selectbox("What", kinds, format_func=words, key=f"kind-{token}"))
        outcomes, said = list(OUTCOMES[kind]), OUTCOME_WORDS.__getitem__
        outcome = Outcome(st.selectbox("Outcome", outcomes, format_func=said, key=f"{kind}-{token}"))
    with st.form(f"record-{token}", border=False):
        day = st.text_input("On", session.today().isoformat())
        authority = st.text_input("By whom, as a function", placeholder="Chief of Mission")
        reason = st.text_input("Why")
        if st.form_submit_button("Put on record", icon=":material/gavel:"):
            with session.refusals():
                _put(token, found, kind, outcome, day, authority, reason)


def _put(
    token: str, found: EngagementView, kind: RecordKind, outcome: Outcome, day: str, authority: str, reason: str
) -> None:
    on = dates.parse_day(day, "day")
    session.do(token, security.record, found.reference, kind, outcome, on, authority, reason, session.today())
    session.renew("security-record")
    st.rerun()
