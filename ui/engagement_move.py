"""Moving an engagement to other days: first what it would do to steps and price, then the button that does it."""

from datetime import date, timedelta

import streamlit as st

from slp_core import dates
from slp_core.dates import count, short
from slp_core.lifecycle import ENDED
from slp_core.roles import Principal
from slp_core.services import dates_moved
from slp_core.services.dates_moved import Preview, Shift
from slp_core.services.engagements import EngagementView
from ui import go_no_go, look, session, tables

LATER = timedelta(14)
MOST = 40


def section(found: EngagementView, user: Principal) -> None:
    """What if it left two weeks later? For those who may move it and while it is not over."""
    if found.stage in ENDED or not user.reaches("engagement:open", found.country):
        return
    if st.session_state.pop("move-is-over", False):
        st.session_state["move-open"] = False
    folded = st.expander("Move to other days", key="move-open", on_change="rerun")
    if not folded.open:
        return
    with folded:
        typed = st.text_input("New departure", (found.departs + LATER).isoformat(), key=f"move-to-{found.version}")
        st.caption("Two weeks later, unless you type another day. Nothing is saved before you press the button.")
        with session.refusals():
            day = dates.parse_day(typed, "departs")
            answer = session.remember(dates_moved.preview, found.reference, day, session.today())
            _shown(found, answer, user)
            _button(found, day, answer)


def _shown(found: EngagementView, answer: Preview, user: Principal) -> None:
    late = f" **{count(len(answer.late), 'step')}** would be late at once." if answer.late else ""
    moved, stayed = count(len(answer.moved), "step"), count(len(answer.stayed), "step")
    st.markdown(f"**{moved}** would move, **{stayed}** stay as they are.{late}{_price(answer, user)}")
    if answer.refused:
        look.mistake(answer.refused)
    _worse(found, answer)
    if answer.moved:
        rows = [
            [f"{look.plain(some[0].text)}{_whose(some)}", short(some[0].before), _after(some[0])]
            for some in _alike(sorted(answer.moved, key=lambda one: not one.late))[:MOST]
        ]
        tables.plain(rows, ("Step", "Now", "Then"), "Steps that would move, late ones first")


def _worse(found: EngagementView, answer: Preview) -> None:
    """What is right for the days of now, and would not be for the others."""
    if not answer.worse:
        st.markdown("Agreement, papers, training and security would stand no worse than now.")
        return
    things = count(len(answer.worse), "thing")
    st.markdown(f"Of agreement, papers, training and security, **{things}** would stand worse:")
    rows = go_no_go.rows(answer.worse, session.today(), go_no_go.names_of(found.reference))
    tables.plain(rows, ("State then", "What", "Whose"), "What would stand worse after the move")


def _button(found: EngagementView, day: date, answer: Preview) -> None:
    """The button of the day whose preview is shown: one that was pressed for another day does nothing."""
    token = session.token("move")
    words, key = f"Move to {short(day)}", f"move-{token}-{day}"
    if st.button(words, icon=":material/event_repeat:", key=key, disabled=bool(answer.refused)):
        session.do(token, dates_moved.move_to, found.reference, day, found.version, session.today(), session.now())
        session.renew("move")
        st.session_state["move-is-over"] = True
        st.rerun()


def _price(answer: Preview, user: Principal) -> str:
    if not user.may("estimate:read"):
        return ""
    before, after = (
        "not priced" if one is None else look.plain(tables.dollars(one, cents=False))
        for one in (answer.price_before, answer.price_after)
    )
    return f" Price: {before} now, **{after}** then."


def _after(one: Shift) -> str:
    return f"{short(one.after)} {look.state('late', 'Late')}" if one.late else short(one.after)


def _alike(shifts: list[Shift]) -> list[list[Shift]]:
    """The same step of several travelers is one row."""
    found: dict[tuple[object, ...], list[Shift]] = {}
    for one in shifts:
        found.setdefault((one.text, one.before, one.after, one.traveler is None), []).append(one)
    return list(found.values())


def _whose(some: list[Shift]) -> str:
    numbers = ", ".join(str(one.traveler) for one in some if one.traveler)
    return f", {'travelers' if len(some) > 1 else 'traveler'} {numbers}" if numbers else ""
