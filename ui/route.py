"""Route and rooms of a plan: where the team sleeps and at what price, its legs, and the hours of a short trip."""

from typing import Any

import streamlit as st

from slp_core import dates
from slp_core.countries import UNITED_STATES
from slp_core.itinerary import Itinerary, Stay
from slp_core.lodging import LODGING_WORDS, Lodging
from slp_core.outlook import Outlook
from slp_core.plan import Plan
from slp_core.reference import shipped
from ui import draft, engagement_trip, look, plan_parts, plan_rooms, route_legs, tables

AT = "route-at"  # the stay that is described
FLAGS = {
    "shared": "Two travelers share a room, priced as a double",
    "rest": "Rest stop on the way",
    "side_trip": "Side trip by choice, at the rate of the place before",
}
PRICE_WORDS = {
    (None, "room"): "Price a night ($)",
    (None, "rent"): "Rent for all nights ($)",
    (None, "actual"): "Actual expense authorized, % of per diem",
    (None, "tax"): "Lodging tax (%)",
    (None, "evidence"): "What proves it",
    (Lodging.PRIVATE, "charge"): "Host's proven extra cost a night ($)",
    (Lodging.QUARTERS, "charge"): "Service charge a night ($)",
}
SHORT_TRIP_DAYS = 2  # hours matter where a trip may last no more than twelve
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage",
         "Pacific/Honolulu")  # fmt: skip


def section(plan: Plan, answer: Outlook | None) -> None:
    """The rooms of each stay, the legs, and what is questionable in them."""
    trip = plan.itinerary
    look.section("Rooms")
    tables.plain([_row(stay) for stay in trip.stays], ("Place", "Nights", "Lodging"), "Stays and their lodging")
    place = _choice(trip)
    _describe(plan_rooms.number_of(place), trip.stays[place])
    typed = plan_parts.held("hours")
    if trip.days <= SHORT_TRIP_DAYS or typed.get("leaves") or typed.get("back"):  # what was typed can be taken back
        _hours()
    route_legs.section(plan, answer)


def _row(stay: Stay) -> list[str]:
    days = f"{stay.nights}: {dates.short(stay.arrives)} to {dates.short(stay.leaves)}" if stay.nights else "None"
    marks = engagement_trip.marks_of(stay)
    where = f"**{look.plain(stay.locality)}**, {look.plain(shipped().countries.label(stay.country))}"
    price = look.plain(price_words(stay))
    return [where, days, "  \n".join(filter(None, (", ".join(marks), price)))]


def price_words(stay: Stay) -> str:
    """What is known of the price of a stay, in words; the maximum where nothing is."""
    if stay.kind is Lodging.HOME:
        return "no per diem"
    parts = []
    if stay.rent is not None:
        parts.append(f"{tables.dollars(stay.rent)} for all nights")
    elif stay.room is not None:
        parts.append(f"{tables.dollars(stay.room)} a night")
    elif stay.kind in (Lodging.HOTEL, Lodging.RENTAL):
        parts.append("up to the maximum")
    if stay.tax:
        parts.append(f"tax {(stay.tax * 100).normalize():f} %")
    if stay.actual:
        parts.append(f"actual expense up to {stay.actual * 100:.0f} %")
    return ", ".join(parts)


def _choice(trip: Itinerary) -> int:
    """Which stay the inputs below describe; it stays chosen when its words change."""
    if len(trip.stays) == 1:
        return 0
    words = [f"{number + 1}. {stay.locality}" for number, stay in enumerate(trip.stays)]
    chosen = st.session_state.get(AT, 0)
    st.session_state["route-stay"] = chosen if chosen < len(words) else 0
    number = st.selectbox(
        "Describe the stay in", range(len(words)), format_func=words.__getitem__, key="route-stay", on_change=_look_at
    )
    return int(number)


def _look_at() -> None:
    st.session_state[AT] = st.session_state["route-stay"]


def _describe(number: int, stay: Stay) -> None:
    typed = plan_rooms.room(number)
    if typed and typed["at"] != plan_rooms.at(number)["at"]:
        _other_place(number, typed)
        return
    kind = Lodging(typed.get("kind") or Lodging.HOTEL)
    left, right = st.columns(2, gap="small")
    with left:
        _set("kind", number, kind)
        st.selectbox(
            "Kind of lodging", list(Lodging), format_func=LODGING_WORDS.__getitem__, key=_key("kind", number),
            on_change=_keep, args=("kind", number),
        )  # fmt: skip
        if kind is not Lodging.HOME:
            _prices(number, stay, typed, kind)
    with right:
        _text("booked", "Nights as booked, to compare", number, typed)
        _text("leaves", "Checks out on, if a night under way follows", number, typed)
        for name, words in FLAGS.items():
            if name in plan_rooms.KNOWN_OF[kind]:
                _flag(name, words, number, typed)
    if typed:
        _mistakes(stay, typed)


def _prices(number: int, stay: Stay, typed: dict[str, Any], kind: Lodging) -> None:
    for name in plan_rooms.KNOWN_OF[kind]:
        words = PRICE_WORDS.get((kind, name)) or PRICE_WORDS.get((None, name), "")
        if not words or (name == "tax" and stay.country != UNITED_STATES):
            continue
        of_the_form = {"room": st.session_state["plan-room"]} if (name, number) == ("room", 0) else {}
        _text(name, words, number, typed | of_the_form)
    if kind is Lodging.PRIVATE:
        st.caption("A gift, or what a hotel would cost, is never paid.")


def _mistakes(stay: Stay, typed: dict[str, Any]) -> None:
    """Why something that was entered for a stay is kept out, below it."""
    bare = Stay(stay.country, stay.locality, stay.arrives, stay.leaves, stay.room)
    whole, refusals = plan_rooms.without_mistakes(bare, typed)
    for refusal in refusals:
        look.mistake(refusal.message, refusal.hint)
    if whole.booked not in (None, whole.nights):
        look.mistake(f"{dates.count(whole.booked or 0, 'night')} do not fit these days: {whole.nights} by date.")


def _other_place(number: int, typed: dict[str, Any]) -> None:
    """What was entered for another place is offered for this one, or can be thrown away."""
    now = plan_rooms.at(number)
    st.markdown(look.plain(f"Something was entered for {typed['name']}; this stay is in {now['name']} now."))
    with st.container(horizontal=True):
        st.button(f"Use it for {now['name']}", on_click=_store, args=(number, typed | now))
        st.button("Throw it away", on_click=_store, args=(number, None))


def _hours() -> None:
    """The hours of a trip that may be too short for per diem."""
    st.markdown("**Hours of departure and return**, by the clock at the official station: a trip of 12 hours or less "
                "has no per diem.")  # fmt: skip
    held = plan_parts.held("hours")
    columns = st.columns(3, gap="small")
    for column, (name, words) in zip(columns, {"leaves": "Leaves at", "back": "Back at"}.items(), strict=False):
        st.session_state[f"route-{name}"] = held.get(name, "")
        column.text_input(words, key=f"route-{name}", on_change=_keep_hours, placeholder="06:30")
    st.session_state["route-zone"] = held.get("zone", ZONES[0])
    columns[2].selectbox("Time zone", ZONES, key="route-zone", on_change=_keep_hours)


def _keep_hours() -> None:
    st.session_state["plan-hours"] = {name: st.session_state[f"route-{name}"] for name in ("leaves", "back", "zone")}
    draft.keep()


def _key(name: str, number: int) -> str:
    return f"route-{name}-{number}"


def _set(name: str, number: int, value: Any) -> None:
    """Streamlit forgets inputs that a closed tab does not draw: the draft says what they hold."""
    st.session_state[_key(name, number)] = value


def _text(name: str, words: str, number: int, typed: dict[str, Any]) -> None:
    _set(name, number, typed.get(name, ""))
    st.text_input(words, key=_key(name, number), on_change=_keep, args=(name, number))


def _flag(name: str, words: str, number: int, typed: dict[str, Any]) -> None:
    _set(name, number, bool(typed.get(name)))
    st.checkbox(words, key=_key(name, number), on_change=_keep, args=(name, number))


def _keep(name: str, number: int) -> None:
    """Take one input over into the draft; the price of the first stay is the one of the form."""
    value = st.session_state[_key(name, number)]
    if name == "room" and number == 0:
        st.session_state["plan-room"] = value
        draft.keep()
        return
    _store(
        number,
        plan_rooms.room(number) | plan_rooms.at(number) | {name: str(value) if isinstance(value, Lodging) else value},
    )


def _store(number: int, typed: dict[str, Any] | None) -> None:
    rooms = {key: value for key, value in plan_parts.held("rooms").items() if key != str(number)}
    st.session_state["plan-rooms"] = rooms | ({str(number): typed} if typed else {})
    draft.keep()
