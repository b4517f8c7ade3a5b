"""When each step of a plan can run and when it must, as time bars and as a table that says the same."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS
from slp_core.outlook import Outlook
from ui import charts, look, tables


def show(answer: Outlook) -> None:
    """Bars from the earliest start; those of the critical path in red, and its steps in their order."""
    chain = {item.id for item in answer.critical_path}
    last = max([answer.plan.itinerary.departs, answer.earliest or date.min, *(slot.finish for slot in answer.slots)])
    span = [{"day": day.isoformat()} for day in (answer.today, last + timedelta(4))]
    charts.draw(charts.critical_path, _alt(answer), steps=_bars(answer, chain), marks=_marks(answer), span=span)
    steps = ", then ".join(f"**{look.plain(item.text)}**" for item in answer.critical_path)
    st.markdown(f"What binds, in red, one step behind the other: {steps}.")
    rows = [
        [
            look.plain(answer.item(slot.task.id).text),
            f"{dates.short(slot.start)}, at the latest {dates.short(slot.latest_start)}",
            _slack(slot.slack, slot.task.id in chain),
        ]
        for slot in answer.slots
    ]
    tables.plain(rows, ("Step", "Starts", "To spare"), "The steps before departure with their slack")
    st.caption("Business days of each step's own calendar. How long a step takes is our assumption.")


def _bars(answer: Outlook, chain: set[str]) -> list[dict[str, str]]:
    ink = look.ink()
    return [
        {
            "step": slot.task.id,
            "start": slot.start.isoformat(),
            "end": (slot.finish + timedelta(1)).isoformat(),
            "label": f"{answer.item(slot.task.id).text} ({OWNER_WORDS[answer.item(slot.task.id).owner]})",
            "fill": ink["bind"] if slot.task.id in chain else ink["bar"],
        }
        for slot in answer.slots
    ]


def _marks(answer: Outlook) -> list[dict[str, Any]]:
    """Today, the departure asked for a line higher, and the earliest one where it differs."""
    asked = answer.plan.itinerary.departs
    marks = [(answer.today, "Today", "left", -8), (asked, f"Departure {_day(asked)}", "right", -24)]
    if answer.earliest and answer.earliest != asked:
        marks.append((answer.earliest, f"Earliest {_day(answer.earliest)}", "right", -8))
    return [{"day": day.isoformat(), "what": what, "align": align, "y": y} for day, what, align, y in marks]


def _alt(answer: Outlook) -> str:
    return f"Time bars of {dates.count(len(answer.slots), 'step')}. The table below says the same."


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _slack(days: int, binds: bool) -> str:
    bound = ", binds" if binds else ""
    if days < 0:
        return look.state("late", f"{dates.count(-days, 'day')} too late{bound}")
    words = f"{dates.count(days, 'day')}{bound}"
    return look.state("binding", words) if binds else words
