"""Days abroad as a small chart and in words: how many in any 12 months, and when the FACT threshold is reached."""

from datetime import date, timedelta

import streamlit as st

from slp_core.dates import add_months, count, short
from slp_core.days_abroad import RULE, Meter
from slp_core.periods import Period
from slp_core.reference import shipped
from slp_core.services import days_abroad
from ui import look, session


def row(meter: Meter, trip: Period) -> list[str]:
    """Two cells: the maximum with its 12 months, and when this trip reaches the threshold."""
    fullest = f"  \n:small[{meter.fullest.words}]" if meter.fullest else ""
    most = int(shipped().rules.on(RULE, trip.first).value)
    reached = meter.reached_within(trip)
    said = look.state("soon", f"{most} reached on {short(reached)}") if reached else f"Below {most} on this trip"
    return [f"**{count(meter.most, 'day')}**{fullest}", said]


def of_expert(reference: str) -> None:
    """The tab of an expert's page."""
    chart(session.remember(days_abroad.of_expert, reference), session.today())


def chart(meter: Meter, today: date) -> None:
    """The count on the last and the next 12 months, with the threshold; the same in words above it."""
    threshold = shipped().rules.on(RULE, today)
    most, now = int(threshold.value), meter.in_the_year_to(today)
    crossed = meter.crossed_on(today)
    ahead = f"Stays below {most} on every journey on record."
    if crossed:
        verb = "Stands above" if now >= most else "Reaches"
        ahead = f"{verb} {most}; FACT is needed on the next such day abroad, **{short(crossed)}**."
    st.markdown(f"**{count(now, 'day')}** in the 12 months to today; most in any 12 months **{meter.most}**. {ahead}")
    st.markdown(look.basis(threshold.citation))
    st.vega_lite_chart(spec=_spec(meter, today, most), alt=f"Days abroad in 12 months, day by day. {look.plain(ahead)}")


def _spec(meter: Meter, today: date, most: int) -> dict[str, object]:
    ink = look.ink()
    first, last = add_months(today, -12), add_months(today, 12)
    days = [first + timedelta(number) for number in range(0, (last - first).days + 1, 7)]
    values = [{"day": day.isoformat(), "days": meter.in_the_year_to(day)} for day in days]
    x = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "tickCount": 6}}
    y = {"field": "days", "type": "quantitative", "title": "Days in 12 months", "scale": {"domainMin": 0}}
    rule = {"values": [{"most": most}]}
    now = {"values": [{"day": today.isoformat(), "what": "Today"}]}
    at = {"x": {"field": "day", "type": "temporal"}}
    axis = {
        "labelColor": ink["muted"],
        "titleColor": ink["muted"],
        "gridColor": ink["line"],
        "domainColor": ink["line"],
    }
    return {
        "layer": [
            {"data": {"values": values}, "mark": {"type": "area", "interpolate": "step-after", "color": ink["bar"]},
             "encoding": {"x": x, "y": y}},
            {"data": rule, "mark": {"type": "rule", "color": ink["bind"], "size": 2},
             "encoding": {"y": {"field": "most", "type": "quantitative"}}},
            {"data": now, "mark": {"type": "rule", "strokeDash": [4, 3], "color": ink["muted"]}, "encoding": at},
            {"data": now, "mark": {"type": "text", "align": "left", "dx": 4, "y": 8, "color": ink["text"]},
             "encoding": at | {"text": {"field": "what"}}},
        ],
        "height": 160,
        "config": {"view": {"stroke": None}, "axis": axis},
    }  # fmt: skip
