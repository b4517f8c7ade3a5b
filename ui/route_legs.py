"""The legs of a plan: what is known of the journey, a form for one more, and what is questionable in it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import streamlit as st

from slp_core import dates, leg_questions, legs
from slp_core.air import Airport, known_as, zone_of
from slp_core.errors import InvalidInput
from slp_core.legs import MEANS_WORDS, Leg, Means
from slp_core.outlook import Outlook
from slp_core.plan import Plan
from slp_core.zones import zone
from ui import draft, look, plan_parts, plan_rooms, session, tables

PENDING, REFUSED = "route-pending", "route-leg-refused"
TEXTS = {
    "from": "From",
    "to": "To",
    "day": "Leaves on",
    "leaves": "Leaves at",
    "arrives": "Arrives at",
    "on": "Arrives on",
}
HELP = {
    "from": "An airport's letters or city; a town as “Gori, Asia/Tbilisi”, with its time zone.",
    "on": "Leave it empty to be asked: the day is worked out by the clocks of both places.",
}


LIKE = {"from": "IAD", "to": "Tbilisi", "leaves": "17:40", "arrives": "10:50", "on": "worked out"}


def section(plan: Plan, answer: Outlook | None) -> None:
    """The legs in order with their time on a watch; questions about them; one more."""
    look.section(
        "Legs", "Local times. Nights under way pay no room; a hotel reached after midnight is the night before's."
    )
    if plan.itinerary.legs:
        table(plan.itinerary.legs)
    for question in answer.questions if answer else ():
        st.warning(look.plain(question), icon=":material/help:")
    _first_night(plan)
    if held := plan_parts.held("legs"):
        _take_off(held)
    if PENDING in st.session_state:
        _confirm(st.session_state[PENDING])
    _form(plan)


def table(every: Iterable[Leg]) -> None:
    """Legs in order, with their local times and their time on a watch."""
    tables.plain([_row(leg) for leg in every], ("Leg", "Leaves", "Arrives", "Takes"), "Legs in order")


def _row(leg: Leg) -> list[str]:
    seat = ", business" if leg.business else ""
    what = f"**{look.plain(leg.label)}**  \n{MEANS_WORDS[leg.means]}{seat}"
    return [what, _moment(leg.departs), _moment(leg.arrives), legs.hours(leg.takes)]


def _moment(moment: datetime) -> str:
    return f"{dates.short(moment.date())}, {moment:%H:%M}"


def _first_night(plan: Plan) -> None:
    """Offer the first night as the legs have it; where a rest stop comes first, its night is typed with the stop."""
    if plan_rooms.number_of(0):
        return
    found = leg_questions.first_night(plan.itinerary, session.reference().rules)
    stays = [stay for stay in plan.itinerary.stays if stay.nights]
    if found and stays and found != stays[0].arrives:
        st.button(
            f"Take {dates.short(found)} as the first night",
            icon=":material/hotel:",
            on_click=_take_night,
            args=(found,),
        )
    elif held := plan_parts.held("first_night"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"First night taken from the legs: **{dates.short(date.fromisoformat(held))}**.")
            st.button("Forget it", on_click=_take_night, args=(None,))


def _take_night(day: date | None) -> None:
    st.session_state["plan-first_night"] = day.isoformat() if day else ""
    draft.keep()


def _take_off(held: list[dict[str, Any]]) -> None:
    words = [f"{raw['from']} to {raw['to']}, {raw['departs'].replace('T', ' ')}" for raw in held]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"leg-off-{len(held)}"  # of fewer legs another one stands in the same place
        number = st.selectbox(
            "Leg to take off", range(len(held)), None, words.__getitem__, key=key, placeholder="Choose", width=320
        )
        gone = (_without(held, number),)
        st.button("Take off", icon=":material/remove:", on_click=_store, args=gone, disabled=number is None)


def _without(held: list[dict[str, Any]], number: int | None) -> list[dict[str, Any]]:
    return [raw for place, raw in enumerate(held) if place != number]


def _confirm(raw: dict[str, Any]) -> None:
    """An arrival that was worked out is shown, and used only when somebody says that it is right."""
    leg = plan_parts.leg_of(raw)
    airport = session.reference().airports.get(leg.destination)
    city = airport.city or airport.name if airport else leg.destination
    where = f"{dates.long(leg.arrives.date())}, {leg.arrives:%H:%M} in {city}"
    st.info(look.plain(f"{leg.label} would arrive on {where}, after {legs.hours(leg.takes)}. Is that right?"))
    with st.container(horizontal=True):
        st.button("Add it so", icon=":material/check:", on_click=_store, args=([*plan_parts.held("legs"), raw],))
        st.button("Give the day", on_click=st.session_state.pop, args=(PENDING, None))


def _form(plan: Plan) -> None:
    with st.form("route-leg", border=True):
        if st.session_state.get("leg-day-of") != (departs := plan.itinerary.departs.isoformat()):
            st.session_state["leg-day"] = st.session_state["leg-day-of"] = departs
        for names in (("from", "to"), ("day", "leaves"), ("arrives", "on")):
            for column, name in zip(st.columns(2, gap="small"), names, strict=True):
                column.text_input(TEXTS[name], key=f"leg-{name}", help=HELP.get(name), placeholder=LIKE.get(name))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox("Means", list(Means), format_func=MEANS_WORDS.__getitem__, key="leg-means", width=200)
            st.checkbox("Business or first class", key="leg-business")
        st.form_submit_button("Add this leg", icon=":material/add:", on_click=_add)
    if refused := st.session_state.pop(REFUSED, None):
        look.mistake(*refused)


def _add() -> None:
    """Take the form's leg, or show the arrival that it would have; what cannot be read stays in the form."""
    try:
        raw, inferred = _read({name: str(st.session_state[f"leg-{name}"]) for name in TEXTS})
        leg = plan_parts.leg_of(raw)
        legs.check((leg,), leg.departs.date(), leg.arrives.date())
    except InvalidInput as refusal:
        st.session_state[REFUSED] = (refusal.message, refusal.hint)
        return
    if inferred:
        st.session_state[PENDING] = raw
    else:
        _store([*plan_parts.held("legs"), raw])


def _read(typed: dict[str, str]) -> tuple[dict[str, Any], bool]:
    """A leg as the draft holds it, and whether its day of arrival was worked out."""
    airports = session.reference().airports
    (origin, from_zone), (destination, to_zone) = _end(typed["from"], airports), _end(typed["to"], airports)
    leaves = legs.local(dates.parse_day(typed["day"], "day"), plan_parts.clock(typed["leaves"]), from_zone)
    clock, inferred = plan_parts.clock(typed["arrives"]), not typed["on"].strip()
    arrives = (
        legs.arrival_after(leaves, clock, to_zone)
        if inferred
        else legs.local(dates.parse_day(typed["on"], "on"), clock, to_zone)
    )
    raw = {
        "from": origin,
        "to": destination,
        "departs": f"{leaves:%Y-%m-%dT%H:%M}",
        "arrives": f"{arrives:%Y-%m-%dT%H:%M}",
        "from_zone": from_zone,
        "to_zone": to_zone,
        "means": str(Means(st.session_state["leg-means"])),
        "business": bool(st.session_state["leg-business"]),
    }
    return raw, inferred


def _end(text: str, airports: dict[str, Airport]) -> tuple[str, str]:
    """The place at one end of a leg and its time zone."""
    place, _, name = (part.strip() for part in text.rpartition(","))
    if place and "/" in name:
        return place, zone(name).key
    code = known_as(airports, text)
    return code, zone_of(code, airports)


def _store(every: list[dict[str, Any]]) -> None:
    """Keep the legs in the order of their departures, by the clock of the world."""
    st.session_state["plan-legs"] = sorted(every, key=lambda raw: plan_parts.leg_of(raw).leaves_at)
    st.session_state.pop(PENDING, None)
    for name in ("from", "to", "leaves", "arrives", "on"):
        st.session_state[f"leg-{name}"] = ""
    if every:
        last = max(every, key=lambda raw: plan_parts.leg_of(raw).leaves_at)
        st.session_state["leg-from"], st.session_state["leg-day"] = last["to"], last["arrives"][:10]
    draft.keep()
