"""When each step of a plan can run and when it must, as time bars and as a table that says the same."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS
from slp_core.outlook import Outlook
from ui import charts, look, tables


def show(answer: Outlook) -> None:
    """Bars from the earliest start; the steps with the least time to spare in red."""
    last = max([answer.plan.itinerary.departs, answer.earliest or date.min, *(slot.finish for slot in answer.slots)])
    span = [{"day": day.isoformat()} for day in (answer.today, last + timedelta(4))]
    charts.draw(charts.critical_path, _alt(answer), steps=_bars(answer), marks=_marks(answer), span=span)
    rows = [
        [
            look.plain(answer.item(slot.task.id).text),
            f"{dates.short(slot.start)}, at the latest {dates.short(slot.latest_start)}",
            _slack(slot.slack, answer.tightest),
        ]
        for slot in answer.slots
    ]
    tables.plain(rows, ("Step", "Starts", "To spare"), "The steps before departure with their slack")
    st.caption("Business days of each step's own calendar. How long a step takes is our assumption.")


def _bars(answer: Outlook) -> list[dict[str, str]]:
    ink = look.ink()
    return [
        {
            "step": slot.task.id,
            "start": slot.start.isoformat(),
            "end": (slot.finish + timedelta(1)).isoformat(),
            "label": f"{answer.item(slot.task.id).text} ({OWNER_WORDS[answer.item(slot.task.id).owner]})",
            "fill": ink["bind"] if slot.slack == answer.tightest else ink["bar"],
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
    binding = answer.binding
    what = f"{answer.item(binding.task.id).text} has the least time to spare. " if binding else ""
    return f"Time bars of {dates.count(len(answer.slots), 'step')}. {what}The table below says the same."


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _slack(days: int, tightest: int) -> str:
    if days < 0:
        binds = ", binds" if days == tightest else ""
        return look.state("late", f"{dates.count(-days, 'day')} too late{binds}")
    words = dates.count(days, "day")
    return look.state("binding", f"{words}, binds") if days == tightest else words
