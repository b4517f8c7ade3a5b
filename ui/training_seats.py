"""One training session: who has a seat, booking people or a team, giving seats back, attendance, calling it off."""

from collections.abc import Callable

import streamlit as st

from slp_core import dates
from slp_core.dates import count
from slp_core.roles import Principal
from slp_core.services import training, training_notices, training_seats
from slp_core.services.training import Seat, SessionView
from slp_core.services.training_notices import MOST_PEOPLE, Booked
from slp_core.training import ATTENDANCE_WORDS, Attendance
from ui import as_shown, look, session, tables, written

SHOWN = {
    Attendance.BOOKED: "waiting",
    Attendance.ATTENDED: "done",
    Attendance.ABSENT: "late",
    Attendance.WITHDRAWN: "ended",
}
Part = Callable[[], None]


def section(by_reference: dict[str, SessionView], user: Principal) -> None:
    """The people of one of the sessions; below, folded, what this user may do with their seats."""
    words = look.distinct(
        {key: f"{one.title}, {dates.span(one.days.first, one.days.end)} ({key})" for key, one in by_reference.items()}
    )
    ahead = (at for at, one in enumerate(by_reference.values()) if one.days.end >= session.today())
    last = st.session_state.get("last-session")  # the box itself is forgotten while another tab is open
    at = list(words).index(last) if last in words else next(ahead, 0)
    chosen = st.selectbox("Session", list(words), at, words.__getitem__, key="training-session")
    st.session_state["last-session"] = chosen
    one = by_reference[chosen]
    rows = [
        [f"{look.plain(seat.name)}  \n:small[{look.plain(seat.agency)}]", _attendance(seat.attendance)]
        for seat in one.people
    ]
    if rows:
        tables.plain(rows, ("Expert", "Seat"), "Seats of the session")
    else:
        look.empty("Nobody in your reach has a seat.", "An agency's coordinator or INL/KM books them.")
    for title, draw in _parts(one, user).items():
        look.folded(title, f"{title}-{chosen}", draw)


def told(found: tuple[Booked, ...]) -> None:
    """The sessions in which somebody has a seat, in one paragraph; what was called off says so and why."""
    lines = []
    for one in found:
        state = look.state("ended", "Called off") if one.cancelled else look.state("waiting", "Booked")
        because = f" {look.plain(one.because)}" if one.because else ""
        where = look.plain(f"{one.place}, {one.reference}".removeprefix(", "))
        lines.append(
            f"{state} **{look.plain(one.title)}**, {dates.span(one.days.first, one.days.end)}, {where}.{because}"
        )
    st.markdown("  \n".join(lines))


def called_off() -> None:
    """On the list of what waits for a user: the sessions called off in which people of theirs have a seat."""
    if found := session.remember(training_notices.called_off, session.today()):
        look.section("Training called off")
        told(found)
        st.page_link("pages/training.py", label="Book another session", icon=":material/school:")


def _parts(one: SessionView, user: Principal) -> dict[str, Part]:
    """What may be done with a session, each under its title."""
    booked = {seat.expert: seat for seat in one.people if seat.attendance is Attendance.BOOKED}
    ahead, over = one.days.end >= session.today(), one.days.end <= session.today()
    parts: dict[str, Part] = {}
    if one.cancelled:
        return parts
    if user.may("training:book") and ahead and one.taken < one.seats:
        parts["Book seats"] = lambda: _book(one)
    if user.may("training:change") and booked and over:
        parts["Note attendance"] = lambda: _note(one, booked)
    if user.may("training:book") and booked:
        parts["Give a seat back"] = lambda: _give_back(one, booked)
    if user.may("training:change") and ahead:
        parts["Call this session off"] = lambda: _call_off(one)
    return parts


def _book(one: SessionView) -> None:
    """First whom to choose from, then the people: those who are free on the days and have no seat yet."""
    teams = {"": "Everybody I may book"} | session.remember(training_notices.teams, one.reference, session.today())
    words = {key: f"{title} ({key})" if key else title for key, title in teams.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        team = st.selectbox("From", list(words), format_func=words.__getitem__, key=f"from-{one.reference}", width=380)
        text = st.text_input("Part of a name or agency", key=f"called-{one.reference}", width=240)
    found = session.remember(training_notices.people, one.reference, team, text)
    left = one.seats - one.taken
    if not found:
        look.empty("Nobody to book.", "All of these have a seat, are not free on the days, or are not on offer.")
        return
    many = f" The first {MOST_PEOPLE} by name are listed: type a part of a name." if len(found) == MOST_PEOPLE else ""
    st.caption(f"{count(left, 'seat')} left. Offered are those who are free on the days and have no seat yet.{many}")
    names = look.distinct({choice.reference: f"{choice.name}, {choice.agency}" for choice in found})
    whole_team = list(names) if team and len(names) <= left else []
    token = session.token("seat")
    with st.form(as_shown.form(f"seat-{token}-{team}", names), border=False):
        people = st.multiselect(
            "People", list(names), whole_team, names.__getitem__, max_selections=left, select_all=False
        )
        if st.form_submit_button("Book seats", icon=":material/event_seat:"):
            written.do("seat", training_seats.book, one.reference, tuple(people), session.today())


def _give_back(one: SessionView, booked: dict[str, Seat]) -> None:
    with st.form(as_shown.form(f"back-{session.token('seat-back')}", booked), border=False):
        chosen = written.pick("Seat of", _names(booked))
        if st.form_submit_button("Give seat back", icon=":material/event_busy:"):
            with session.refusals():
                expert = written.picked(chosen)
                written.do("seat-back", training_seats.give_back, one.reference, expert, booked[expert].version)


def _note(one: SessionView, booked: dict[str, Seat]) -> None:
    with st.form(as_shown.form(f"attendance-{session.token('attendance')}", booked), border=False):
        chosen = written.pick("Attendance of", _names(booked))
        came = st.checkbox("Attended all of it", True)
        if st.form_submit_button("Note attendance", icon=":material/how_to_reg:"):
            with session.refusals():
                expert = written.picked(chosen)
                values = one.reference, expert, came, booked[expert].version, session.today()
                written.do("attendance", training_seats.note, *values)


def _names(booked: dict[str, Seat]) -> dict[str, str]:
    return look.distinct({key: seat.name for key, seat in booked.items()})


def _call_off(one: SessionView) -> None:
    with st.form(f"off-{session.token('session-off')}", border=False):
        why = st.text_input("Why", placeholder="The teacher is ill; the next one is in March")
        st.caption(f"{count(one.taken, 'seat')} taken: whoever has one, and the agency, reads this on their own page.")
        if st.form_submit_button("Call session off", icon=":material/event_busy:"):
            values = one.reference, why, one.version, session.today()
            written.do("session-off", training.cancel, *values)


def _attendance(of: Attendance) -> str:
    return look.state(SHOWN[of], ATTENDANCE_WORDS[of])
