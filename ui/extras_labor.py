"""The forms of salaries and of miles in own vehicles."""

from collections.abc import Callable

import streamlit as st

from slp_core.cost_lines import BorneBy
from slp_core.errors import SlpError
from slp_core.money import parse_money
from slp_core.other_costs import WORK_WORDS, Drive, Labor, Vehicle, Work
from slp_core.plan import Kind, Plan
from slp_core.quantities import parse_measure, parse_percent
from slp_core.services import partners
from slp_core.wages import NATIONAL
from ui import session

EVERYBODY = "00-0000"  # the mean of all occupations is nobody's pay
VEHICLE_WORDS = {Vehicle.AUTOMOBILE: "Own automobile", Vehicle.MOTORCYCLE: "Own motorcycle"}


def salaries(plan: Plan, offer: Callable[..., None]) -> None:
    if plan.kind is Kind.HOSTING:
        st.markdown(":material/info: A host's salaries are its own cost: they are shown apart, in no total.")
    role, hours, people = st.columns([2, 1, 1], gap="small")
    role.text_input("Role, without a name", key="add-role", placeholder="Detective sergeant")
    hours.text_input("Hours of each", key="add-hours", placeholder="80")
    first = 1 if plan.kind is Kind.HOSTING else plan.travelers  # the host's people are not the delegation's
    people.number_input("People", 1, 9999, first, key="add-people")
    kind, rate = st.columns(2, gap="small")
    work = kind.selectbox("Hours are", list(Work), format_func=WORK_WORDS.__getitem__, key="add-work")
    typed = rate.text_input("Pay an hour ($)", key="add-rate", placeholder="Empty: the published mean wage")
    if typed or work is not Work.REGULAR:
        st.text_input("Where the pay comes from", key="add-pay-source", placeholder="Pay table of the agency, 2027")
    else:
        _published(plan)
    share, why = st.columns(2, gap="small")
    share.text_input("Benefits on top (%)", key="add-fringe", placeholder="42")
    why.text_input("Where the benefits come from", key="add-fringe-source")
    st.checkbox("The partner bears it itself", key="add-own", disabled=plan.kind is Kind.HOSTING)
    offer("Add salaries", "labor", _labor)


def _published(plan: Plan) -> None:
    """Whose mean wage stands in: an occupation and a state, first that of the partner."""
    wages = session.reference().wages
    states = session.reference().us_states.names
    known = {NATIONAL: "United States"} | {
        code: name for code, name in states.items() if (code, EVERYBODY) in wages.rows
    }
    paid = {code: title for code, title in wages.occupations.items() if wages.hourly(NATIONAL, code)}
    jobs = {code: title for code, title in paid.items() if code != EVERYBODY}
    job, place = st.columns(2, gap="small")
    job.selectbox("Published wage of", list(jobs), format_func=jobs.__getitem__, key="add-job")
    first = list(known).index(_state_of(plan.partner)) if _state_of(plan.partner) in known else 0
    place.selectbox("In", list(known), first, format_func=known.__getitem__, key="add-state")
    st.caption("Mean wage by the Bureau of Labor Statistics, May 2025, without benefits: a stand-in, marked rough.")


def _state_of(partner: str | None) -> str:
    try:
        return session.remember(partners.view, partner).profile.state if partner else NATIONAL
    except SlpError:
        return NATIONAL


def _labor() -> Labor:
    said = st.session_state
    rate, fringe = said["add-rate"].strip(), said["add-fringe"].strip()
    published = not rate and said["add-work"] is Work.REGULAR
    state = said.get("add-state", NATIONAL) if published else NATIONAL
    return Labor(
        said["add-role"],
        parse_measure(said["add-hours"], "hours"),
        int(said["add-people"]),
        said["add-work"],
        parse_money(rate, "rate") if rate else None,
        said.get("add-pay-source", ""),
        said.get("add-job", "") if published else "",
        "" if state == NATIONAL else state,
        parse_percent(fringe, "fringe") if fringe else None,
        said["add-fringe-source"],
        BorneBy.PARTNER if said["add-own"] else BorneBy.INL,
    )


def drives(plan: Plan, offer: Callable[..., None]) -> None:
    del plan
    what, miles, number = st.columns([2, 1, 1], gap="small")
    what.text_input("From where to where", key="add-what", placeholder="Home to Dulles airport")
    miles.text_input("Miles", key="add-miles", placeholder="42")
    number.number_input("Vehicles", 1, 9999, 1, key="add-vehicles")
    vehicle, day = st.columns(2, gap="small")
    vehicle.selectbox("Vehicle", list(Vehicle), format_func=VEHICLE_WORDS.__getitem__, key="add-vehicle")
    day.selectbox("Day", ("Departure", "Return"), key="add-drive-day")
    st.checkbox("A Government car was available", key="add-government-car")
    offer("Add mileage", "drives", _drive)


def _drive() -> Drive:
    said = st.session_state
    return Drive(
        said["add-what"],
        parse_measure(said["add-miles"], "miles"),
        int(said["add-vehicles"]),
        said["add-drive-day"] == "Return",
        said["add-vehicle"],
        said["add-government-car"],
    )
