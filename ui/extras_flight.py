"""The form of the flight: what stands in for a quote, the class, the carrier, and the rules of both."""

from collections.abc import Callable

import streamlit as st

from slp_core.other_costs import CABIN_WORDS, Cabin, Flight
from slp_core.plan import Plan
from slp_core.quantities import parse_measure
from ui import look, session, tables

MEDIAN = "Median of the region, rough"


def draw(plan: Plan, offer: Callable[..., None]) -> None:
    held = plan.flight or Flight()
    quoted = plan.air_fare is not None
    if quoted:
        st.text_input(
            "Where the quote comes from", held.source, key="add-fare-source", placeholder="Travel agency, 3 May"
        )
    else:
        cities = {"": MEDIAN} | session.reference().prices.cities(plan.country)
        first = list(cities).index(held.city) if held.city in cities else 0
        st.selectbox(
            "Airfare without a quote",
            list(cities),
            first,
            format_func=lambda code: f"Reference fare from {cities[code]}" if code else MEDIAN,
            key="add-city",
            help="A quote is typed with the trip, under “Partner, topic, prices”, and goes first.",
        )
    cabin, hours = st.columns(2, gap="small")
    classes = list(Cabin)
    cabin.selectbox("Class", classes, classes.index(held.cabin), format_func=CABIN_WORDS.__getitem__, key="add-cabin")
    known = f"{held.hours.normalize():f}" if held.hours is not None else ""
    hours.text_input(
        "Hours one way, with stopovers", known, key="add-flight-hours", help="Where the legs are known, theirs count."
    )
    st.checkbox("A leg is on a foreign carrier, not under a U.S. code", held.foreign_carrier, key="add-foreign")
    offer("Use for the flight", "flight", _flight)
    facts = st.expander("Rules of class, carrier and baggage", key="other-flight-facts", on_change="rerun")
    if facts.open:
        rows = [[look.plain(fact.text), look.basis(fact.citation)] for fact in session.reference().flight_facts]
        with facts:
            tables.plain(rows, ("Rule", "Source"), "Rules of the class and the carrier of a flight, with their sources")


def _flight() -> Flight:
    said = st.session_state
    hours = said["add-flight-hours"].strip()
    return Flight(
        said.get("add-city", ""),
        said["add-cabin"],
        parse_measure(hours, "flight_hours") if hours else None,
        said["add-foreign"],
        said.get("add-fare-source", ""),
    )
