"""Two trips as one swing: whose it is, what it saves, and what it costs in days."""

from decimal import Decimal
from typing import Any

import streamlit as st

from slp_core import money
from slp_core.dates import count, short
from slp_core.outlook import Outlook
from slp_core.plan import Plan
from slp_core.reference import shipped
from slp_core.services import comparisons, engagements, scenarios, swings
from slp_core.swing import LONGEST_GAP, Leg, Swing
from ui import compare, guard, leaving, look, session, tables

AFTER, BEFORE = "Second", "First"
SCENARIO = "scenario "  # how the key of one begins; that of an engagement is its reference


def section(answer: Outlook) -> None:
    """Choose the other trip; see both apart and together."""
    others = _others(answer)
    if not others:
        look.empty(
            "No other trip to join.",
            "Keep the other trip as a scenario, or open an engagement for as many travelers: it is offered here.",
        )
        return
    other = _choose(others)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = look.choose("The other trip comes", [AFTER, BEFORE], key="compare-order", on_change=compare.keep)
        gap = st.number_input(
            "Days between",
            0,
            LONGEST_GAP,
            key="compare-gap",
            on_change=compare.keep,
            help="From the last morning at one place to the first night at the next: 1 is a night on the way.",
            width=150,
        )
    fare = compare.dollars("Airfare of the joint ticket a traveler, as quoted ($)", "fare")
    trips = (other, answer.plan) if order == BEFORE else (answer.plan, other)
    _show(session.remember(comparisons.of_swing, *trips, int(gap), fare))
    if compare.value("other").startswith(SCENARIO):
        _offer_to_open(trips, int(gap), fare)
    else:
        st.caption("An engagement that is open keeps its days and its price; here it is only compared.")


def _offer_to_open(trips: tuple[Plan, Plan], gap: int, fare: Decimal | None) -> None:
    """Both trips become engagements, each with its days, its steps and its share of the price."""
    user = guard.require("plan:price")
    if not all(user.reaches("engagement:open", trip.country) for trip in trips):
        st.caption("Who serves both countries, such as INL/KM, can open the two as a swing.")
        return
    token = session.token("swing")
    if st.button("Open both as a swing", icon=":material/route:", key=f"swing-{token}"):
        with session.refusals():
            call = (*trips, gap, fare, session.today(), session.now())
            reference = session.do(token, swings.open_swing, *call)
            session.renew("swing")
            leaving.to("engagement", reference)
    st.caption("Two linked engagements: each with its own days, steps and share of the price. The draft stays.")


def _others(answer: Outlook) -> dict[str, str]:
    """What the trip may be joined with, by a key, in words: the user's scenarios, then engagements to come."""
    kept = {
        f"{SCENARIO}{one.name}": f"Scenario: {one.name}"
        for one in session.ask(scenarios.kept)
        if one.plan != answer.plan
    }
    found = session.remember(comparisons.nearest, answer.plan, session.today())
    ahead = {reference: f"{reference}: {title}, {short(departs)}" for reference, title, departs in found}
    return look.distinct(kept | ahead)


def _choose(others: dict[str, str]) -> Plan:
    compare.one_of("other", others, next(iter(others)))
    compare.one_of("order", (AFTER, BEFORE), AFTER)
    key = st.selectbox(
        "Join with", list(others), format_func=others.__getitem__, key="compare-other", on_change=compare.keep
    )
    if key.startswith(SCENARIO):
        return next(one.plan for one in session.ask(scenarios.kept) if f"{SCENARIO}{one.name}" == key)
    return session.ask(engagements.view, key).plan


def _show(found: Swing) -> None:
    """What it saves and what it costs in days, then the figures and both objectives."""
    what = f"saves {look.plain(money.words(found.saving))}"
    if found.saving < 0:
        what = f"costs {look.plain(money.words(-found.saving))} more"
    provisional = f" {look.state('provisional')}" if found.provisional else ""
    st.markdown(f"**One swing {what}**, and the team is away {_away(found)}.{provisional}")
    if found.no_quote:
        st.markdown(f":material/info: No airfare is compared: no price is quoted for {_and(found.no_quote)}.")
    _costs(found)
    _legs(found)


def _away(found: Swing) -> str:
    days, fewer = count(found.days_together, "day"), found.days_apart - found.days_together
    if not fewer:
        return f"as long, {days}"
    return f"{days} instead of {found.days_apart}, {abs(fewer)} {'fewer' if fewer > 0 else 'more'}"


def _costs(found: Swing) -> None:
    apart = tables.aligned([*(found.amount(one, joined=False) for one in found.categories), found.costs_apart])
    joined = tables.aligned([*(found.amount(one, joined=True) for one in found.categories), found.costs_together])
    rows: list[list[Any]] = [list(row) for row in zip([*found.categories, "**Total**"], apart, joined, strict=True)]
    rows.append(["Days away", str(found.days_apart), str(found.days_together)])
    tables.plain(rows, ("", "Two trips", "One swing"), "The cost of the two trips apart and as one")


def _legs(found: Swing) -> None:
    """Each post's objective, and what the swing asks of its days."""
    rows = [[_objective(leg), _days(leg)] for leg in found.legs]
    tables.plain(rows, ("What for", "Days there"), "The objective of each post and its days in the swing")


def _objective(leg: Leg) -> str:
    country, post = shipped().countries.label(leg.country), shipped().countries.post_of(leg.country).name
    topic = f"  \n{look.plain(leg.topic[:200])}" if leg.topic else ""
    title = look.plain(leg.objective) or "No title yet"
    return f"**{title}**  \n{look.plain(f'{post}, {country}')}: {look.plain(' and '.join(leg.places))}{topic}"


def _days(leg: Leg) -> str:
    first, last = leg.there
    moved = "as planned"
    if leg.moved:
        moved = f"{count(abs(leg.moved), 'day')} {'later' if leg.moved > 0 else 'earlier'} than alone"
    return f"{short(first)} to {short(last)}  \n{moved}"


def _and(words: tuple[str, ...]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
