"""Charts in the page's own colors, their labels on the chart, each beside a table that says the same."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from slp_core import dates
from slp_core.checklists import OWNER_WORDS
from slp_core.outlook import Outlook
from ui import look

ROW, BAR = 38, 10  # pixels
Spec = dict[str, Any]


def critical_path(answer: Outlook) -> None:
    """Time bars of the steps before departure, from the earliest start; those without a day to spare in red."""
    ink = look.ink()
    last = max([answer.plan.itinerary.departs, answer.earliest or date.min, *(slot.finish for slot in answer.slots)])
    domain = [answer.today.isoformat(), (last + timedelta(4)).isoformat()]
    time = {"title": None, "scale": {"domain": domain}, "axis": {"format": "%-d %b", "tickCount": 5}}
    step = {"field": "step", "type": "nominal", "sort": None, "axis": None}
    bar = {"type": "bar", "height": BAR, "cornerRadius": 2, "yOffset": 8}
    bars = {
        "x": {"field": "start", "type": "temporal", **time},
        "x2": {"field": "end"},
        "y": step,
        "color": {"field": "fill", "type": "nominal", "scale": None},
    }
    word = {"x": {"value": 4}, "y": step, "text": {"field": "label"}}
    text = {"type": "text", "align": "left", "fontSize": 13, "dy": -8}
    layers = [
        *_marks(answer),
        {"mark": bar, "encoding": bars},
        {"mark": text | {"stroke": ink["page"], "strokeWidth": 5, "color": ink["page"]}, "encoding": word},
        {"mark": text | {"color": ink["text"]}, "encoding": word},
    ]
    draw(_bars(answer), layers, {"step": ROW}, _alt(answer))


def draw(rows: list[dict[str, Any]], layers: list[Spec], height: int | Spec, alt: str) -> None:
    """Layers over the same rows in the page's colors; the height in pixels, of all or `{"step": ...}` of each row."""
    ink = look.ink()
    axis = {"labelColor": ink["muted"], "gridColor": ink["line"], "domainColor": ink["line"], "labelFontSize": 13}
    spec = {
        "data": {"values": rows},
        "layer": layers,
        "height": height,
        "config": {"view": {"stroke": None}, "axis": axis},
    }
    st.vega_lite_chart(spec=spec, alt=alt)


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


def _marks(answer: Outlook) -> list[Spec]:
    """Today, the departure asked for a line higher, and the earliest one where it differs: a rule and a word each."""
    asked = answer.plan.itinerary.departs
    marks = [(answer.today, "Today", "left", -8), (asked, f"Departure {_day(asked)}", "right", -24)]
    if answer.earliest and answer.earliest != asked:
        marks.append((answer.earliest, f"Earliest {_day(answer.earliest)}", "right", -8))
    return [layer for mark in marks for layer in _mark(*mark)]


def _mark(day: date, what: str, align: str, y: int) -> tuple[Spec, Spec]:
    ink, data = look.ink(), {"values": [{"day": day.isoformat(), "what": what}]}
    x = {"x": {"field": "day", "type": "temporal"}}
    word = {"type": "text", "fontSize": 13, "fontWeight": 600, "color": ink["text"], "align": align, "y": y}
    return (
        {"data": data, "mark": {"type": "rule", "strokeDash": [4, 3], "color": ink["muted"]}, "encoding": x},
        {"data": data, "mark": word, "encoding": x | {"text": {"field": "what"}}},
    )


def _alt(answer: Outlook) -> str:
    binding = answer.binding
    what = f"{answer.item(binding.task.id).text} has the least time to spare. " if binding else ""
    return f"Time bars of {dates.count(len(answer.slots), 'step')}. {what}The table below says the same."


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
