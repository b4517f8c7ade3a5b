"""Charts in the page's own colors, their labels on the chart, each beside a table that says the same."""

from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS
from slp_core.outlook import Outlook
from ui import look

ROW, BAR = 38, 10  # pixels


def critical_path(answer: Outlook) -> None:
    """Time bars of the steps before departure, from the earliest start; those without a day to spare in red."""
    ink, frame = look.ink(), _frame(answer)
    first, last = frame["Start"].min(), max(frame["End"].max(), pd.Timestamp(answer.plan.itinerary.departs))
    span = alt.Scale(domain=[_text(first), _text(last + pd.Timedelta(days=4))])
    time = alt.X("Start:T", title=None, scale=span, axis=alt.Axis(format="%-d %b", tickCount=5))
    base = alt.Chart(frame).encode(y=alt.Y("Step:N", sort=None, axis=None))
    bars = base.mark_bar(height=BAR, cornerRadius=2, yOffset=8).encode(
        x=time, x2="End:T", color=alt.Color("Fill:N", scale=None)
    )
    halo = {"stroke": ink["page"], "strokeWidth": 5, "color": ink["page"]}
    words = [
        base.mark_text(align="left", fontSize=13, dy=-8, **style).encode(x=alt.value(4), text="Label:N")
        for style in (halo, {"color": ink["text"]})
    ]
    rules = alt.Chart(_marks(answer)).mark_rule(strokeDash=[4, 3], color=ink["muted"]).encode(x="Day:T")
    heads = [_head(answer, number) for number in range(len(_marks(answer)))]
    chart = alt.layer(rules, bars, *words, *heads).properties(height=alt.Step(ROW)).configure_view(stroke=None)
    chart = chart.configure_axis(
        labelColor=ink["muted"], gridColor=ink["line"], domainColor=ink["line"], labelFontSize=13
    )
    st.altair_chart(chart, alt=_alt(answer))


def _frame(answer: Outlook) -> pd.DataFrame:
    ink, tight = look.ink(), answer.tightest
    rows = [
        [
            slot.task.id,
            pd.Timestamp(slot.start),
            pd.Timestamp(slot.finish) + pd.Timedelta(days=1),
            f"{answer.item(slot.task.id).text} ({OWNER_WORDS[answer.item(slot.task.id).owner]})",
            ink["bind"] if slot.slack == tight else ink["bar"],
        ]
        for slot in answer.slots
    ]
    return pd.DataFrame(rows, columns=["Step", "Start", "End", "Label", "Fill"])


def _marks(answer: Outlook) -> pd.DataFrame:
    """Today, the departure that was asked for, and the earliest one where it differs."""
    asked = answer.plan.itinerary.departs
    marks = [(answer.today, "Today"), (asked, f"Departure {_day(asked)}")]
    if answer.earliest and answer.earliest != asked:
        marks.append((answer.earliest, f"Earliest {_day(answer.earliest)}"))
    return pd.DataFrame([[pd.Timestamp(day), what] for day, what in marks], columns=["Day", "What"])


def _head(answer: Outlook, number: int) -> Any:
    """The word above one of the marks; the departure stands a line higher, so that two near days do not collide."""
    style: dict[str, Any] = {"fontSize": 13, "fontWeight": 600, "color": look.ink()["text"]}
    style |= {"align": "left" if number == 0 else "right", "y": -24 if number == 1 else -8}
    return alt.Chart(_marks(answer).iloc[[number]]).mark_text(**style).encode(x="Day:T", text="What:N")


def _alt(answer: Outlook) -> str:
    binding = answer.binding
    what = f"{answer.item(binding.task.id).text} has the least time to spare. " if binding else ""
    return f"Time bars of {dates.count(len(answer.slots), 'step')}. {what}The table below says the same."


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _text(moment: pd.Timestamp) -> str:
    return f"{moment:%Y-%m-%d}"
