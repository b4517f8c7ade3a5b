"""An expert's own trip, made for a phone: what to do first, then the days, the way, and the calendar file."""

from datetime import date, timedelta

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS, Evidence, Owner
from slp_core.judgements import Judgement
from slp_core.lifecycle import WORDS
from slp_core.reference import shipped
from slp_core.services import my_trips, security, training_notices
from slp_core.services.my_trips import MyTrip, Trip
from ui import address, checklist, engagement_trip, go_no_go, look, session, tables, training_seats, work
from ui import security as security_parts

WIDTH = 680  # of what is read and answered
SOON = timedelta(30)  # before departure, what is not in order is said first, though no step is overdue


def page(today: date) -> None:
    """The next trip, or the one that was chosen."""
    trips = session.remember(my_trips.of_me, today)
    if not trips:
        look.empty("No trip yet.", "Once you are named for an engagement, all that you must do for it appears here.")
        return
    with st.container(width=WIDTH):
        found = session.remember(my_trips.view, _chosen(trips), today)
        _facts(found, today)
        _to_do(found, today)
        _safety(found, today)
        _training(today)
        engagement_trip.section(found.itinerary)
        _files(found)


def _chosen(trips: tuple[Trip, ...]) -> str:
    if len(trips) == 1:
        return trips[0].reference
    words = {one.reference: f"{one.title}, {dates.short(one.departs)}" for one in trips}
    return address.select("Trip", words, "ref")


def _facts(found: MyTrip, today: date) -> None:
    """What the trip is and when; below, the one banner."""
    country = shipped().countries.label(found.country)
    look.section(found.title)
    st.markdown(
        f"**{dates.span(found.departs, found.returns)}**  \n{country}, {look.plain(found.post)}. "
        f"{found.reference}, place {found.position} on the team. Stage: {WORDS[found.stage]}."
    )
    late = [step for step in found.steps if step.due < today]
    if late:
        oldest = f"“{look.plain(late[0].text)}” was due on {dates.long(late[0].due)}."
        look.verdict("care", f"{len(late)} of your {dates.count(len(found.steps), 'open step')} overdue.", oldest)
    elif (missing := _mine(found)) and found.departs <= today + SOON:
        things = dates.count(len(missing), "more thing")
        look.verdict("care", f"No step is overdue, but {things} must be in order:", look.plain(missing[0].title) + ".")
    elif found.steps:
        first = found.steps[0]
        look.verdict("fine", "Nothing is overdue.", f"Next: {look.plain(first.text)}, by {dates.long(first.due)}.")
    else:
        look.verdict("fine", "You have done all your steps.", "")


def _to_do(found: MyTrip, today: date) -> None:
    """The own steps, overdue first, then what else is open about oneself; below, a form to mark a step."""
    asks = {Evidence.REFERENCE: "asks for a reference", Evidence.DOCUMENT: "asks for a document"}
    rows = [
        [work.due(step.due, today), f"**{look.plain(step.text)}**  \n{asks.get(step.evidence, '')}".rstrip()]
        for step in found.steps
    ]
    rows += [row[:2] for row in go_no_go.rows(_mine(found), today, {})]
    look.section(f"What I must do ({len(rows)})")
    if rows:
        tables.plain(rows, ("State", "What"), "What you must do, overdue first")
    else:
        st.markdown("Nothing is open.")
    if found.done:
        st.caption(f"{dates.count(found.done, 'step')} done.")
    if found.excused:
        lines = [
            f"{look.state('excused')} **{look.plain(one.text)}**: {look.plain(one.excuse)}" for one in found.excused
        ]
        st.markdown("  \n".join(lines))
    if checklist.markable(found.steps):
        look.folded("Mark a step as done", f"my-marking-{found.reference}", lambda: checklist.mark(found.steps))
    if others := [one for one in found.open_things if one.owner is not Owner.EXPERT]:
        look.section(f"What others do for me ({len(others)})")
        words = [(OWNER_WORDS[one.owner], f"**{look.plain(one.title)}**  \n{look.plain(one.reason)}") for one in others]
        tables.plain(words, ("Who", "What"), "What others must do for you")


def _mine(found: MyTrip) -> list[Judgement]:
    return [one for one in found.open_things if one.owner is Owner.EXPERT]


def _safety(found: MyTrip, today: date) -> None:
    """The card first, and the briefing to read and attest, where the team goes abroad."""
    view = session.remember(security.view, found.reference, today)
    if view.judgements:
        look.section("Emergency card")
        security_parts.card(view)
        security_parts.read(found.reference, view)


def _training(today: date) -> None:
    if booked := session.remember(training_notices.mine, today):
        look.section("My training")
        training_seats.told(booked)


def _files(found: MyTrip) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "Calendar file",
            session.later(my_trips.calendar, found.reference, session.now()),
            f"{found.reference}.ics",
            "text/calendar",
            on_click="ignore",
            icon=":material/calendar_add_on:",
        )
        about = {"ref": found.reference}
        links = (
            ("engagement", "Open the engagement", about, "folder_open"),
            ("country", "Country brief", {"country": found.country}, "flag"),
        )
        for page_, label, where, icon in links:
            st.page_link(f"pages/{page_}.py", label=label, query_params=where, icon=f":material/{icon}:")
