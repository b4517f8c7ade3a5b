"""The Clearances tab of an engagement: what is judged, the request text, putting papers on record, vetting batches."""

from datetime import date
from functools import partial

import streamlit as st

from slp_core import dates
from slp_core.clearances import (
    CLEARANCE_WORDS,
    OF_A_TRAVELER,
    OF_THE_PERSON,
    STATUS_WORDS,
    Clearance,
    ClearanceKind,
    ClearanceStatus,
)
from slp_core.dates import count, short
from slp_core.services import clearances, vetting
from slp_core.services.clearances import ClearancesView, Recorded
from slp_core.services.engagements import EngagementView
from slp_core.services.vetting import Row
from slp_core.validity import Never
from slp_core.vetting import VETTING_WORDS, VettingKind
from ui import judged, look, session, tables

EMPTY = Recorded(None, 0)


def tab(found: EngagementView) -> None:
    """Everything about the clearances of one engagement."""
    view = session.remember(clearances.view, found.reference, session.today())
    judged.verdict(view.judgements, "Clearances")
    judged.table(view.judgements, view.travelers, session.today(), "Clearances of the trip and of each traveler")
    st.caption("Kept: state, days, expiry, where the paper is. Never: numbers of documents, diagnoses, findings.")
    if view.may_record:
        look.folded("Put a clearance on record", f"clearance-{found.reference}", lambda: _form(found, view))
    if view.of_post:
        title, text = "Text for the request for country clearance", view.request
        look.folded(title, f"request-{found.reference}", partial(_request, text))
    _vetting(found, view)


def _request(text: str) -> None:
    st.code(text, language=None, wrap_lines=True)


def _form(found: EngagementView, view: ClearancesView) -> None:
    token = session.token("clearance")
    people = judged.traveler_words(view.travelers)
    of_team = [ClearanceKind.COUNTRY] if view.of_post else []
    kinds = [*of_team, *([*OF_THE_PERSON, *OF_A_TRAVELER] if people else [])]
    if not kinds:
        st.markdown("Name the experts first: papers are those of a person.")
        return
    with st.container(horizontal=True):
        kind = st.selectbox("What", kinds, format_func=CLEARANCE_WORDS.__getitem__, key=f"kind-{token}")
        place = None
        if kind is not ClearanceKind.COUNTRY:
            place = st.selectbox("Traveler", list(people), format_func=people.__getitem__, key=f"place-{token}")
    held = view.recorded.get((kind, place), EMPTY)
    with st.form(f"clearance-{token}-{kind}-{place}", border=False):
        typed = _fields(kind, held.clearance)
        if st.form_submit_button("Put on record", icon=":material/verified:"):
            with session.refusals():
                wished = _read(kind, *typed)
                session.do(token, clearances.record, found.reference, place, wished, held.version, session.today())
                session.renew("clearance")
                st.rerun()


def _fields(
    kind: ClearanceKind, held: Clearance | None
) -> tuple[ClearanceStatus, str, str, str, bool, int | None, str, str]:
    """Only what this kind has: a vaccination's day, a passport's pages, from when to when."""
    statuses = list(ClearanceStatus)
    at = statuses.index(held.status if held else ClearanceStatus.GRANTED)
    status = st.selectbox("State", statuses, index=at, format_func=STATUS_WORDS.__getitem__)
    yellow = kind is ClearanceKind.YELLOW_FEVER
    left, right = st.columns(2)
    day = left.text_input("Day of the vaccination" if yellow else "Asked for or granted on", _iso(held and held.since))
    begins = expires = ""
    never, pages = yellow, None
    if not yellow:
        expires = right.text_input("Holds until", _iso(held and held.expires), placeholder="2031-05-01")
    if kind in (ClearanceKind.COUNTRY, ClearanceKind.VISA, ClearanceKind.INSURANCE):
        begins = left.text_input("Holds from", _iso(held and held.begins))
    if kind is ClearanceKind.MEDICAL:
        never = right.checkbox("It does not expire", bool(held and held.expires is Never.NEVER))
    if kind is ClearanceKind.PASSPORT:
        pages = left.number_input("Blank pages", 0, 200, value=held.pages if held else None)
    paper = left.text_input("Reference of the paper (no passport number)", held.reference if held else "")
    held_by = right.text_input("Held by", held.held_by if held else "", placeholder="Home agency")
    return status, day, begins, expires, never, pages, paper, held_by


def _read(
    kind: ClearanceKind, status: ClearanceStatus, day: str, begins: str, expires: str, never: bool, pages: int | None,
    paper: str, held_by: str,
) -> Clearance:  # fmt: skip
    on = _day(day, "granted")
    asked = status is ClearanceStatus.REQUESTED
    return Clearance(
        kind=kind,
        status=status,
        requested=on if asked else None,
        granted=None if asked else on,
        begins=_day(begins, "begins"),
        expires=Never.NEVER if never else _day(expires, "expires"),
        pages=pages,
        reference=paper,
        held_by=held_by,
    )


def _vetting(found: EngagementView, view: ClearancesView) -> None:
    """The batches by count, the last days to hand in, and the forms of the post."""
    look.section("Vetting of participants", "By number alone: names stand in the vetting system.")
    rows = session.remember(vetting.of_engagement, found.reference)
    due = session.remember(vetting.due_days, found.reference, session.today())
    if rows:
        cells = [[_batch(one), _state(one)] for one in rows]
        tables.plain(cells, ("Batch", "State"), "Vetting batches of this engagement")
    limits = "; ".join(f"{VETTING_WORDS[kind]} by {short(day)}" for kind, day in due.items())
    st.markdown(f"Hand in at the latest: {limits}. The post's lead times are set on the country's page.")
    if view.of_post:
        look.folded("Plan vetting", f"vetting-{found.reference}", lambda: _plan(found))
        if waiting := [one for one in rows if one.batch.open]:
            title = "Hand in, or enter the result"
            look.folded(title, f"handing-{found.reference}", lambda: _progress(found, waiting))


def _plan(found: EngagementView) -> None:
    token = session.token("vetting-plan")
    with st.form(f"vetting-plan-{token}", border=False):
        kinds, words = list(VettingKind), VETTING_WORDS.__getitem__
        kind = VettingKind(st.selectbox("Kind", kinds, format_func=words))
        participants = st.number_input("Participants", 1, vetting.MOST_PARTICIPANTS, value=20)
        why = st.text_input("Why none is needed, or a note")
        if st.form_submit_button("Plan batches", icon=":material/group_add:"):
            with session.refusals():
                session.do(token, vetting.plan_batches, found.reference, kind, int(participants), why)
                session.renew("vetting-plan")
                st.rerun()


def _progress(found: EngagementView, rows: list[Row]) -> None:
    token = session.token("vetting")
    by_id = {one.id: one for one in rows}
    number = st.selectbox("Batch", list(by_id), format_func=lambda key: _plain(by_id[key]), key=f"batch-{token}")
    row = by_id[number]
    waiting = row.batch.submitted is None
    with st.form(f"vetting-{token}-{number}", border=False):
        day = st.text_input("Handed in on" if waiting else "Result on", session.today().isoformat())
        paper = st.text_input("Number of the batch in the vetting system") if waiting else ""
        cleared = 0 if waiting else st.number_input("Cleared", 0, row.batch.participants, row.batch.participants)
        until = "" if waiting else st.text_input("Holds until (empty: the usual length)")
        if st.form_submit_button("Hand in batch" if waiting else "Enter result", icon=":material/outgoing_mail:"):
            with session.refusals():
                _advance(token, found, row, dates.parse_day(day, "day"), paper, int(cleared), _day(until, "expires"))


def _advance(
    token: str, found: EngagementView, row: Row, day: date, paper: str, cleared: int, until: date | None
) -> None:
    shown, today = (found.reference, row.id, row.version, day), session.today()
    if row.batch.submitted is None:
        session.do(token, vetting.hand_in, *shown, today, paper)
    else:
        session.do(token, vetting.bring_back, *shown, cleared, until, today)
    session.renew("vetting")
    st.rerun()


def _batch(one: Row) -> str:
    extra = " · ".join(filter(None, (one.reference, one.why)))
    return f"**{look.plain(_plain(one))}**  \n{look.plain(extra)}"


def _plain(one: Row) -> str:
    return f"{VETTING_WORDS[one.batch.kind]}, {count(one.batch.participants, 'participant')}"


def _state(one: Row) -> str:
    batch = one.batch
    if batch.kind is VettingKind.NONE:
        return look.state("ended", "Not needed")
    if batch.returned:
        until = f", to {short(batch.expires)}" if batch.expires else ""
        return look.state("done", f"{batch.cleared} of {batch.participants} cleared{until}")
    if batch.submitted:
        return look.state("waiting", f"Handed in {short(batch.submitted)}")
    return look.state("todo", "Planned")


def _iso(day: object) -> str:
    return day.isoformat() if isinstance(day, date) else ""


def _day(text: str, field: str) -> date | None:
    return dates.parse_day(text, field) if text.strip() else None
