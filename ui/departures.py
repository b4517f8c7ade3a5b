"""The cheapest week of a range: each week's best departure as a chart and as a table."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from slp_core import departures
from slp_core.dates import add_months, count, long, short
from slp_core.departures import Departure, Departures
from slp_core.outlook import Outlook
from slp_core.services import comparisons
from ui import charts, compare, draft, look, session, tables

MOST_RUNS = 4  # spans of days that a sentence can name


def section(answer: Outlook) -> None:
    """Every departure between two days, priced and checked."""
    _first_guess(answer)
    with st.container(horizontal=True, vertical_alignment="top"):
        first, last = compare.day("Leave from", "first"), compare.day("until", "last")
    if first is None or last is None:
        return
    found = session.remember(comparisons.of_departures, answer.plan, first, last, session.today())
    if not found.cheapest:
        look.empty("No rate for these days.", "Tick “Use the last known rates” to see provisional prices.")
        return
    _say(found, answer)
    _offer(found, answer)
    _chart(found)
    _table(found)


def _first_guess(answer: Outlook) -> None:
    """From the first departure that can work, half a year on; what was typed stays."""
    if not compare.value("first") and not compare.value("last"):
        first = max(answer.earliest or session.today(), session.today())
        compare.put("first", first.isoformat())
        compare.put("last", add_months(first, 6).isoformat())


def _say(found: Departures, answer: Outlook) -> None:
    """The cheapest in words, ties named; and the cheapest that leaves time, where that is another."""
    st.markdown(f"{_words(found.cheapest, found)} {_against(found, answer)}")
    if not found.in_time:
        st.markdown(f"{look.state('late', 'Too early')} No departure of this range leaves time for every step.")
    elif found.cheapest[0].total != found.in_time[0].total:
        st.markdown(f"In time for every step: {_words(found.in_time, found)}")
    elif any(day.late for day in found.cheapest):
        st.markdown(f"Of these, {count(len(found.in_time), 'day')} leave time for every step.")


def _words(days: Sequence[Departure], found: Departures) -> str:
    least = look.plain(tables.dollars(days[0].total)) if days[0].total is not None else ""
    provisional = f" {look.state('provisional')}" if any(day.provisional for day in days) else ""
    if len(days) == len(found.days):
        return f"**Every departure of this range costs {least}.**{provisional}"
    runs = departures.runs(days)
    named = "; ".join(map(_run, runs[:MOST_RUNS]))
    rest = f"; and {count(sum(map(len, runs[MOST_RUNS:])), 'day')} more" if len(runs) > MOST_RUNS else ""
    return f"**Cheapest: {least}**, leaving {named}{rest}.{provisional}"


def _run(days: Sequence[Departure]) -> str:
    if len(days) == 1:
        return f"on {long(days[0].departs)}"
    return f"any day from {long(days[0].departs)} to {long(days[-1].departs)}"


def _against(found: Departures, answer: Outlook) -> str:
    saving = found.saving(answer.plan.itinerary.departs)
    if not saving:
        return ""
    planned = short(answer.plan.itinerary.departs)
    return f"That is {look.plain(tables.dollars(saving))} less than leaving on {planned}, as planned."


def _offer(found: Departures, answer: Outlook) -> None:
    """Move the trip to the best departure, where it is cheaper, or in time where the planned one is not."""
    best = (found.in_time or found.cheapest)[0]
    planned = answer.cost.total if answer.cost else None
    if best.departs == answer.plan.itinerary.departs or (best.total == planned and answer.feasible):
        return
    day = best.departs
    st.button(f"Move to {day.day} {day:%b}", icon=":material/event_repeat:", on_click=draft.move_to, args=(day,))


def _chart(found: Departures) -> None:
    """A bar a week, as high as its cheapest departure costs; those that come too early are gray."""
    ink = look.ink()
    least = found.cheapest[0].total
    rows = [
        {
            "first": day.monday.isoformat(),
            "last": (day.monday + timedelta(6)).isoformat(),
            "dollars": float(day.total),
            "fill": ink["accent"] if day.total == least else ink["line"] if day.late else ink["bar"],
        }
        for day in found.weeks
        if day.total is not None
    ]
    charts.draw(charts.weeks, _alt(found), weeks=rows)
    st.caption(
        "A bar for each week's best departure: the cheapest in the strongest color, those with late steps in gray."
    )


def _alt(found: Departures) -> str:
    dearest = max(day.total for day in found.days if day.total is not None)
    return (
        f"Bars of {count(len(found.weeks), 'week')}: from {tables.dollars(found.cheapest[0].total or dearest)} "
        f"to {tables.dollars(dearest)}. The table below says the same."
    )


def _table(found: Departures) -> None:
    priced = [day for day in found.weeks if day.total is not None]
    amounts = iter(tables.aligned([day.total for day in priced if day.total is not None]))
    rows = [
        [long(day.departs), next(amounts) if day.total is not None else "No rate", _notes(day, found)]
        for day in found.weeks
    ]
    tables.plain(rows, ("Leaving", "Total", "To know"), "The best departure of each week with its price")


def _notes(day: Departure, found: Departures) -> str:
    notes = []
    if day.total == found.cheapest[0].total and len(found.cheapest) < len(found.days):
        notes.append(look.state("done", "Cheapest"))
    if day.late:
        notes.append(look.state("late", f"{count(day.late, 'step')} late"))
    if day.provisional and not all(one.provisional for one in found.days):
        notes.append(look.state("provisional"))
    notes += [f":material/event: {look.plain(name)}" for name in _holidays(day)]
    return "  \n".join(notes)


def _holidays(day: Departure) -> list[str]:
    """The first of them, and how many more."""
    names = [f"{one.name}, {_day(one.day)}" for one in day.holidays]
    return names if len(names) < 3 else [names[0], f"{len(names) - 1} more holidays"]


def _day(day: date) -> str:
    return f"{day.day}\u00a0{day:%b}"
