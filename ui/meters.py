"""Days abroad as a small chart and in words: how many in any 12 months, and when the FACT threshold is reached."""

from datetime import date, timedelta

import streamlit as st

from slp_core.dates import add_months, count, short
from slp_core.days_abroad import RULE, Meter
from slp_core.periods import Period
from slp_core.reference import shipped
from slp_core.services import days_abroad
from ui import charts, look, session


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
    first, last = add_months(today, -12), add_months(today, 12)
    days = [first + timedelta(number) for number in range(0, (last - first).days + 1, 7)]
    charts.draw(
        charts.days_abroad,
        f"Days abroad in 12 months, day by day. {look.plain(ahead)}",
        days=[{"day": day.isoformat(), "days": meter.in_the_year_to(day)} for day in days],
        today=[{"day": today.isoformat(), "what": "Today"}],
        threshold=[{"most": most, "what": f"FACT from {most} days"}],
    )
