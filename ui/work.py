"""Cards of what to do next, and the trips beside them."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS, Owner
from slp_core.services import work_list
from slp_core.services.due_list import Week
from slp_core.services.work_list import MOST_TASKS, Task, Trip, Urgency
from ui import address, look, session, tables

ALL_OF = {
    Urgency.ALL: {},
    Urgency.OVERDUE: {"week": Week.OVERDUE.value},
    Urgency.SOON: {"week": Week.SOON.value},
}
WORDS = {Urgency.ALL: "All", Urgency.OVERDUE: "Overdue", Urgency.SOON: "Due in 7 days"}


def next_steps(counts: dict[Urgency, int], today: date) -> None:
    """The open steps by urgency: a count in the choice is the length of what it opens."""
    numbers = {urgency: f" {number:,}" for urgency, number in counts.items()}
    words = {urgency.value: word + numbers.get(urgency, "") for urgency, word in WORDS.items()}
    urgency = Urgency(address.choose("Show", words, "urgency", label_visibility="collapsed"))
    shown = session.remember(work_list.tasks, today, urgency)
    if urgency is Urgency.ALL and not shown:
        look.empty("Nothing waits for you.", "Steps of engagements in your reach appear here, the most urgent first.")
        return
    _tasks(shown, today)
    if len(shown) == MOST_TASKS:
        label = f"These are the {MOST_TASKS} most urgent: open all that is due"
        st.page_link("pages/calendar.py", label=label, icon=":material/event:", query_params=ALL_OF[urgency])


def trips(title: str, note: str, found: Sequence[Trip], when: str) -> None:
    """A short table of teams, each with a link."""
    look.section(title, note)
    if not found:
        st.markdown("No team.")
        return
    rows = [[dates.short(getattr(trip, when)), _trip(trip), dates.count(trip.travelers, "traveler")] for trip in found]
    tables.plain(rows, ("Returns" if when == "returns" else "Leaves", "Engagement", "Team"), title)


def due(day: date, today: date) -> str:
    """When a step is due, as a state with its distance."""
    if day < today:
        return look.state("late", f"{dates.count((today - day).days, 'day')} late")
    ahead = (day - today).days
    return look.state("soon" if ahead <= 7 else "todo", "Due today" if ahead == 0 else f"Due {dates.long(day)}")


def _trip(trip: Trip) -> str:
    steps = (
        "every step before departure done" if not trip.open_steps else f"{dates.count(trip.open_steps, 'step')} open"
    )
    may = f"  \n{look.state(trip.verdict)}" if trip.verdict else ""
    return f"[{look.plain(trip.title)}](/engagement?ref={trip.reference})  \n{look.plain(trip.country)}, {steps}{may}"


def _tasks(shown: Sequence[Task], today: date) -> None:
    """One card a task, with its one way on."""
    if not shown:
        look.empty("None of these.", "Choose another count above.")
    for task in shown:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(_task(task, today), width="stretch")
            where = {"ref": task.engagement, "tab": "checklist"}
            st.page_link("pages/engagement.py", label=f"Open {task.engagement}", query_params=where)


def _task(task: Task, today: date) -> str:
    count = f" ({task.count} travelers)" if task.count > 1 else ""
    leaves = "leaves" if task.departs >= today else "left"
    what = f"{look.plain(task.title)}, {look.plain(task.country)}, {leaves} {dates.short(task.departs)}"
    owner = OWNER_WORDS[Owner(task.owner)]
    return f"{due(task.due, today)}  \n**{look.plain(task.text)}**{count}  \n{what}. Owner: {owner}."
