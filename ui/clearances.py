"""The Clearances tab of an engagement: what is judged, the request text, putting papers on record, vetting batches."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from slp_core import dates
from slp_core.clearances import (
    CLEARANCE_WORDS,
    OF_A_TRAVELER,
    OF_THE_PERSON,
    STATUS_WORDS,
    STATUSES,
    Clearance,
    ClearanceKind,
    ClearanceStatus,
)
from slp_core.dates import count, short
from slp_core.errors import InvalidInput
from slp_core.services import clearances, vetting
from slp_core.services.clearances import ClearancesView, Recorded
from slp_core.services.engagements import EngagementView
from slp_core.services.vetting import Row
from slp_core.validity import Never
from slp_core.vetting import VETTING_WORDS, VettingKind
from ui import as_shown, judged, look, session, tables, written

EMPTY = Recorded(None, 0)


def tab(found: EngagementView) -> None:
    """Everything about the clearances of one engagement."""
    view = session.remember(clearances.view, found.reference, session.today())
    judged.verdict(view.judgements, "Clearances")
    judged.table(view.judgements, view.travelers, session.today(), "Clearances of the trip and of each traveler")
    st.caption("Kept: state, days, expiry, where the paper is. Never: numbers of documents, diagnoses, findings.")
    if view.recorded:
        look.folded("Papers on record", f"papers-{found.reference}", lambda: _papers(view))
    if view.may_record:
        look.folded("Put a clearance on record", f"clearance-{found.reference}", lambda: _form(found, view))
    if view.of_post and view.request:
        title, text = "Text for the request for country clearance", view.request
        look.folded(title, f"request-{found.reference}", partial(_request, text))
    _vetting(found, view)


def _papers(view: ClearancesView) -> None:
    """Each with its state, its days, where the paper is, and who holds it."""
    names = {one.position: one.words for one in view.travelers}
    rows = [
        [
            f"**{CLEARANCE_WORDS[kind]}**" + (f"  \n{look.plain(names[place])}" if place else ""),
            "  \n".join(filter(None, (STATUS_WORDS[one.clearance.status], _days(one.clearance)))),
            "  \n".join(filter(None, map(look.plain, (one.clearance.reference, one.clearance.held_by)))),
        ]
        for (kind, place), one in sorted(view.recorded.items(), key=lambda item: (item[0][1] or 0, item[0][0]))
        if one.clearance
    ]
    tables.plain(rows, ("Paper", "State", "Reference, held by"), "Papers on record, by traveler")


def _days(one: Clearance) -> str:
    begins = f"from {short(one.begins)}" if one.begins else ""
    ends = f"until {short(one.expires)}" if isinstance(one.expires, date) else "does not expire" if one.expires else ""
    pages = "" if one.pages is None else count(one.pages, "blank page")
    since = f"on {short(one.since)}" if one.since else ""
    return ", ".join(filter(None, (since, " ".join(filter(None, (begins, ends))), pages)))


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
        kind = st.selectbox(
            "What", kinds, None, CLEARANCE_WORDS.__getitem__, key="clearance-kind", placeholder="Choose"
        )
        place = None
        if kind and kind is not ClearanceKind.COUNTRY:
            place = st.selectbox("Traveler", list(people), format_func=people.__getitem__, key="clearance-place")
    if kind is None:
        return
    held = view.recorded.get((kind, place), EMPTY)
    version = as_shown.version(f"{token}-{kind}-{place}", held.version)
    with st.form(as_shown.form(f"clearance-{token}-{kind}", (place, people.get(place or 0))), border=False):
        typed = _fields(kind, held.clearance)
        if st.form_submit_button("Put on record", icon=":material/verified:"):
            with session.refusals():
                wished = _read(kind, *typed)
                session.do(token, clearances.record, found.reference, place, wished, version, session.today())
                session.renew("clearance")
                st.rerun()


def _fields(
    kind: ClearanceKind, held: Clearance | None
) -> tuple[ClearanceStatus, str, str, str, bool, int | None, str, str]:
    """Only what this kind has: a vaccination's day, a passport's pages, from when to when."""
    statuses = STATUSES[kind]
    at = statuses.index(held.status if held else ClearanceStatus.GRANTED)
    status = st.selectbox("State", statuses, index=at, format_func=STATUS_WORDS.__getitem__)
    yellow = kind is ClearanceKind.YELLOW_FEVER
    cells = iter(st.columns(3))
    label = "Day of the vaccination" if yellow else "Asked for or granted on"
    day = next(cells).text_input(label, _iso(held and held.since))
    begins = expires = ""
    never, pages = yellow, None
    if kind in (ClearanceKind.COUNTRY, ClearanceKind.VISA, ClearanceKind.INSURANCE):
        begins = next(cells).text_input("Holds from", _iso(held and held.begins))
    if not yellow:
        expires = next(cells).text_input("Holds until", _iso(held and held.expires), placeholder="2031-05-01")
    if kind is ClearanceKind.MEDICAL:
        never = next(cells).checkbox("It does not expire", bool(held and held.expires is Never.NEVER))
    if kind is ClearanceKind.PASSPORT:
        pages = next(cells).number_input("Blank pages", 0, 200, value=held.pages if held else None)
    left, right = st.columns(2)
    label = "Reference of the paper, or why it is not needed"
    paper = left.text_input(label, held.reference if held else "", help="Never the number of a passport.")
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
        cells = [[_batch(number, one), _state(one)] for number, one in enumerate(rows, 1)]
        tables.plain(cells, ("Batch", "State"), "Vetting batches of this engagement")
    limits = "; ".join(f"{VETTING_WORDS[kind]} by {short(day)}" for kind, day in due.items())
    st.markdown(f"Hand in at the latest: {limits}. The post's lead times are set on the country's page.")
    if view.of_post:
        look.folded("Plan vetting", f"vetting-{found.reference}", lambda: _plan(found))
        if rows:
            title = "Hand in a batch, enter its result, or take it away"
            look.folded(title, f"handing-{found.reference}", lambda: _progress(found, rows))


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


def _progress(found: EngagementView, rows: Sequence[Row]) -> None:
    token = session.token("vetting")
    by_id = {one.id: one for one in rows}
    words = {one.id: _plain(number, one) for number, one in enumerate(rows, 1)}
    chosen = st.selectbox("Batch", list(words), None, words.__getitem__, key="vetting-batch", placeholder="Choose")
    if chosen is None:
        return
    row = by_id[chosen]
    with st.form(f"vetting-{token}-{row.id}", border=False):
        if row.batch.open:
            _next_stage(token, found, row)
        elif row.batch.not_cleared and row.batch.cleared:
            out = f"Leave out the {row.batch.not_cleared} not cleared"
            if st.form_submit_button(out, icon=":material/person_remove:"):
                written.do("vetting", vetting.leave_out, found.reference, row.id, row.version)
        if st.form_submit_button("Take batch away", icon=":material/group_remove:"):
            written.do("vetting", vetting.take_away, found.reference, row.id, row.version, session.now())


def _next_stage(token: str, found: EngagementView, row: Row) -> None:
    """What comes next for a batch: it is handed in, or its result is there."""
    waiting = row.batch.submitted is None
    day = st.text_input("Handed in on" if waiting else "Result on", session.today().isoformat())
    paper = st.text_input("Number of the batch in the vetting system") if waiting else ""
    cleared = 0 if waiting else st.number_input("Cleared", 0, row.batch.participants, None)
    until = "" if waiting else st.text_input("Holds until (empty: the usual length)", placeholder="2027-11-30")
    if st.form_submit_button("Hand in batch" if waiting else "Enter result", icon=":material/outgoing_mail:"):
        with session.refusals():
            if cleared is None:
                raise InvalidInput("How many were cleared is missing.", hint="Type their number.", field="cleared")
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


def _batch(number: int, one: Row) -> str:
    extra = " · ".join(filter(None, (one.reference, one.why)))
    return f"**{look.plain(_plain(number, one))}**  \n{look.plain(extra)}"


def _plain(number: int, one: Row) -> str:
    """Two batches may be alike in kind and size: their numbers tell them apart."""
    return f"{number}. {VETTING_WORDS[one.batch.kind]}, {count(one.batch.participants, 'participant')}"


def _state(one: Row) -> str:
    batch = one.batch
    if batch.kind is VettingKind.NONE:
        return look.state("ended", "Not needed")
    if batch.returned:
        until = f", to {short(batch.expires)}" if batch.expires else ""
        return look.state(
            "late" if batch.not_cleared else "done", f"{batch.cleared} of {batch.participants} cleared{until}"
        )
    if batch.submitted:
        return look.state("waiting", f"Handed in {short(batch.submitted)}")
    return look.state("todo", "Planned")


def _iso(day: object) -> str:
    return day.isoformat() if isinstance(day, date) else ""


def _day(text: str, field: str) -> date | None:
    return dates.parse_day(text, field) if text.strip() else None
