"""The parts of the training page: sessions with seats and attendance, and the catalogue that INL/KM sets."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from slp_core import dates
from slp_core.dates import count
from slp_core.roles import Principal
from slp_core.services import training, training_records
from slp_core.services.training import SessionView
from slp_core.training import Module
from ui import judged, look, periods, session, tables, training_seats

FEW = 3  # modules of a session that a line names
PAST = timedelta(180)  # how far back sessions are listed


def parts(user: Principal) -> dict[str, Callable[[], None]]:
    """The tabs of the page."""
    return {"Sessions": lambda: sessions(user), "Catalogue": lambda: catalogue(user)}


def sessions(user: Principal) -> None:
    """All sessions in a table; one of them opened, with its people."""
    found = session.remember(training.sessions, session.today() - PAST)
    modules = session.remember(training_records.modules, session.today())
    if found:
        rows = [[f"**{look.plain(one.title)}**  \n{_modules(one, modules)}", _when(one), _seats(one)] for one in found]
        tables.plain(rows, ("Session", "When and where", "Seats"), "Training sessions, first ones first")
        training_seats.section({one.reference: one for one in found}, user)
    else:
        look.empty("No session is planned.", "INL/KM sets one up below.")
    if user.may("training:change"):
        look.folded("Set up a session", "session-new", lambda: _add(modules))


def catalogue(user: Principal) -> None:
    """The modules with their source; INL/KM changes them with a reason."""
    modules = session.remember(training_records.modules, session.today())
    rows = [
        [
            f"**{look.plain(one.title)}**  \n{look.basis(one.citation)}",
            "Every traveler" if one.required else "By the case",
            count(one.valid_months, "month") if one.valid_months else "As its certificate says",
        ]
        for one in modules.values()
    ]
    tables.plain(rows, ("Module", "Needed by", "Holds for"), "Modules of training")
    if user.may("training:change"):
        look.folded("Change or add a module", "module-change", lambda: _decide(modules))


def of_expert(reference: str) -> None:
    """The tab of an expert's page: every required module, judged for a day of return that is typed."""
    typed = st.text_input("Judged for a return on", session.today().isoformat(), key="training-return", width=220)
    day = dates.parse_day(typed, "day")
    found = session.remember(training_records.of_expert, reference, day, session.today())
    judged.verdict(found, "Training")
    judged.table(found, (), session.today(), "Required modules of this expert")
    st.page_link("pages/training.py", label="Sessions and catalogue", icon=":material/school:")


def _add(modules: dict[str, Module]) -> None:
    token = session.token("session")
    with st.form(f"session-{token}", border=False):
        title = st.text_input("Title", placeholder="Pre-deployment training, spring")
        titles = look.distinct({key: one.title for key, one in modules.items()})
        needed = [key for key, one in modules.items() if one.required]
        chosen = st.multiselect("Modules", list(titles), needed, format_func=titles.__getitem__, select_all=False)
        left, right = st.columns(2)
        first, last = left.text_input("First day"), right.text_input("Last day")
        place = left.text_input("Where", placeholder="Online")
        seats = right.number_input("Seats", 1, training.MOST_SEATS, value=20)
        if st.form_submit_button("Set up session", icon=":material/add:"):
            with session.refusals():
                days = periods.read(first, last)
                session.do(token, training.add, title, place, tuple(chosen), days, int(seats), session.today())
                session.renew("session")
                st.rerun()


def _decide(modules: dict[str, Module]) -> None:
    token = session.token("module")
    words = look.distinct({"": "A new module"} | {key: one.title for key, one in modules.items()})
    key = st.selectbox("Module", list(words), format_func=words.__getitem__, key="module-to-set")
    held = modules.get(key)
    with st.form(f"module-{token}-{key}", border=False):
        title = st.text_input("Title", held.title if held else "")
        needed = st.checkbox("Every traveler needs it", held.required if held else True)
        held_months = held.valid_months if held else None
        longest = "Holds for months (empty: as its certificate says)"
        months = st.number_input(longest, 1, training.MOST_MONTHS, value=held_months)
        since = st.text_input("From which day on", session.today().isoformat())
        why = st.text_input("Why, or who said so")
        if st.form_submit_button("Set module", icon=":material/edit_note:"):
            with session.refusals():
                wished = (title, needed, months, why, session.now(), session.today(), key)
                begins = dates.parse_day(since, "since")
                session.do(token, training.decide, *wished, since=begins)
                session.renew("module")
                st.rerun()


def _modules(one: SessionView, modules: dict[str, Module]) -> str:
    titles = [modules[key].title if key in modules else key for key in one.modules]
    more = f" and {len(titles) - FEW} more" if len(titles) > FEW else ""
    return look.plain(f"{count(len(titles), 'module')}: {'; '.join(titles[:FEW])}{more}")


def _when(one: SessionView) -> str:
    return f"{dates.span(one.days.first, one.days.end)}  \n{look.plain(one.place)}, {one.reference}"


def _seats(one: SessionView) -> str:
    if one.cancelled:
        return f"{look.state('ended', 'Called off')}  \n{look.plain(one.cancelled_because)}".rstrip()
    words = f"{one.taken} of {one.seats} taken"
    return look.state("late", "Full") + f"  \n{words}" if one.taken >= one.seats else words
