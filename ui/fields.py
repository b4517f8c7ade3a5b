"""The inputs of a plan: kept as a draft at every change, and a mistake is said under its field."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from slp_core import dates
from slp_core.countries import UNITED_STATES
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.money import parse_money
from slp_core.plan import KIND_WORDS, NOTES_LENGTH, TITLE_LENGTH, Kind, Plan
from slp_core.roles import Principal
from slp_core.services import partners
from slp_core.text import limited, one_line
from ui import (
    country_box,
    draft,
    draft_address,
    kept,
    look,
    other_draft,
    plan_agreement,
    plan_parts,
    plan_rooms,
    session,
)

T = TypeVar("T")

MOST_STOPS = 6
PRICES = {
    "fare": "Round-trip airfare a traveler, as quoted ($)",
    "room": "Hotel price a night with tax, if known ($)",
}
TEXTS = {"title": "Title", "notes": "Topic and notes"}
MORE = tuple(f"plan-{name}" for name in ("partner", "mechanism", *TEXTS, *PRICES, "equipment"))


def trip_plan(user: Principal) -> Plan | None:
    """Draw the inputs, restored from the draft, and give the plan they make; None while one of them cannot be read."""
    draft.restore(user)
    need = _need()
    with st.container(border=True):
        kinds = list(Kind)
        st.selectbox(
            "Kind", kinds, kept.index("plan-kind", kinds), KIND_WORDS.__getitem__, "plan-kind",
            on_change=draft.kind_changed,
        )  # fmt: skip
        kind = Kind(st.session_state["plan-kind"])
        hosting = kind is Kind.HOSTING
        country = _country("Delegation from" if hosting else "Country", "country")
        where = UNITED_STATES if hosting else country
        place = _place(where, "place")
        first, last = st.columns(2, gap="small", wrap=False)
        with first:
            departs = _day("Departs", "departs")
        with last:
            returns = _day("Returns", "returns")
        if departs and returns and departs <= returns:
            st.caption(dates.span(departs, returns))
        overnight = st.checkbox(
            "Night flight out: first hotel night a day later",
            kept.value("plan-overnight"),
            "plan-overnight",
            on_change=draft.keep,
        )
        travelers = st.number_input(
            "Travelers", 0, 999, kept.value("plan-travelers"), key="plan-travelers", on_change=draft.keep
        )
        provisional = st.checkbox(
            "Use the last known rates where no table is published yet",
            kept.value("plan-provisional"),
            "plan-provisional",
            on_change=draft.keep,
        )
        stops = st.expander("More stops", key="open-plan-stops", on_change="rerun")
        later: list[tuple[str, str, date]] | None = []
        main_night: date | InvalidInput | None = None
        if stops.open or st.session_state["plan-stops"]:
            with stops:
                later = _stops(where)
                main_night = _main_night(place) if st.session_state["plan-stops"] else None
        _leave_out_partner()
        read, wrong = _texts_and_prices()
        draw = partial(_draw_more, departs, returns, wrong)
        drawn = kept.folded("Partner, topic, prices", "open-plan-more", MORE, draw)
        for name in () if drawn else wrong:
            _mark(name, wrong)
        more = None if wrong else _more(departs, returns, read)
    draft_address.show()
    if departs is None or returns is None or later is None or more is None or isinstance(main_night, InvalidInput):
        return None
    begins = main_night or plan_parts.first_night(departs, returns) or departs + timedelta(bool(overnight))
    itinerary = Itinerary(departs, returns, _stays([(where, place, begins), *later], returns, more.pop("room")))
    parts = plan_parts.read(itinerary)
    if parts.left_out:
        st.warning(look.plain(" ".join(("Kept out of the plan:", *parts.left_out))), icon=":material/playlist_remove:")
    more |= other_draft.plan_fields()
    more |= {"meals": parts.meals, "own_mie": parts.own_mie, "need": need}
    return Plan(country, parts.trip, int(travelers), kind, provisional=provisional, **more)


def _need() -> str | None:
    """Say for which need this is planned; give its reference."""
    need: str = st.session_state["plan-need"]
    if need:
        where = {"ref": need}
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("pages/need.py", label=f"For need {need}", query_params=where, icon=":material/campaign:")
            st.button("Plan something else", icon=":material/close:", on_click=draft.leave_need, type="tertiary")
    return need or None


def _stops(country: str) -> list[tuple[str, str, date]] | None:
    """Further places in order, each from the day of its first night."""
    stops = []
    for number in range(1, st.session_state["plan-stops"] + 1):
        st.markdown(f"**Stop {number + 1}**")
        land = _country("Country of the stop", f"stop{number}-country", program=False)
        where = _place(land, f"stop{number}-place")
        stops.append((land, where, _day("First night there", f"stop{number}-from")))
    if st.session_state["plan-stops"] < MOST_STOPS:
        st.button("Add a stop", icon=":material/add:", on_click=draft.add_stop, args=(country,))
    if st.session_state["plan-stops"]:
        st.button("Remove the last stop", icon=":material/remove:", on_click=draft.remove_stop)
    readable = [(land, where, day) for land, where, day in stops if day is not None]
    return readable if len(readable) == len(stops) else None


def _leave_out_partner() -> None:
    """A partner that was paused, or put away, since it was chosen is one no more; that is said."""
    reference = st.session_state["plan-partner"]
    if reference and reference not in session.remember(partners.choices):
        st.session_state["plan-partner"] = ""
        draft.keep()
        st.info(f"The partner chosen, {reference}, is no longer active and was left out.", icon=":material/info:")


def _draw_more(departs: date | None, returns: date | None, wrong: dict[str, InvalidInput]) -> None:
    """The inputs that a first answer can do without, each with what is wrong with it."""
    names = {"": "Not chosen yet"} | session.remember(partners.choices)
    st.selectbox(
        "Partner",
        list(names),
        kept.index("plan-partner", list(names)),
        lambda ref: names[ref],
        "plan-partner",
        on_change=draft.keep,
        help="Active agencies only: prospects, paused and ended ones stand in the list of partners.",
    )
    plan_agreement.choose(departs, returns)
    st.text_input(
        TEXTS["title"],
        kept.value("plan-title"),
        key="plan-title",
        on_change=draft.keep,
        placeholder="Port security assessment",
    )
    _mark("title", wrong)
    st.text_area(TEXTS["notes"], kept.value("plan-notes"), key="plan-notes", on_change=draft.keep)
    _mark("notes", wrong)
    for name, label in PRICES.items():
        st.text_input(label, kept.value(f"plan-{name}"), key=f"plan-{name}", on_change=draft.keep)
        _mark(name, wrong)
    st.checkbox("Carries training equipment", kept.value("plan-equipment"), "plan-equipment", on_change=draft.keep)


def _more(departs: date | None, returns: date | None, read: dict[str, Any]) -> dict[str, Any]:
    """What those inputs say, drawn or not."""
    return {
        "partner": st.session_state["plan-partner"] or None,
        "mechanism": plan_agreement.chosen(departs, returns) or None,
        "title": read["title"],
        "notes": read["notes"],
        "air_fare": read["fare"],
        "room": read["room"],
        "carries_equipment": st.session_state["plan-equipment"],
    }


def _texts_and_prices() -> tuple[dict[str, Any], dict[str, InvalidInput]]:
    """What each means as typed, and what is wrong with those that cannot be read."""
    read: dict[str, Any] = {}
    wrong: dict[str, InvalidInput] = {}
    for name in (*TEXTS, *PRICES):
        try:
            read[name] = _meant(name, st.session_state[f"plan-{name}"])
        except InvalidInput as mistake:
            wrong[name] = mistake
    return read, wrong


def _meant(name: str, typed: str) -> Any:
    if name in PRICES:
        return parse_money(typed) if typed.strip() else None
    return one_line(typed, TITLE_LENGTH, name) if name == "title" else limited(typed, NOTES_LENGTH, name)


def _mark(name: str, wrong: dict[str, InvalidInput]) -> None:
    """Say what is wrong with a text or a price, if anything is."""
    if mistake := wrong.get(name):
        label = f"{PRICES[name]}: " if name in PRICES else ""
        look.mistake(f"{label}{mistake.message}", mistake.hint)


def _main_night(place: str) -> date | InvalidInput | None:
    """The first night in the place of the plan itself, where a rest stop on the way comes before it."""
    label = f"First night in {look.plain(place)}, if another stop comes before it"
    return _read(label, "place_from", lambda text: dates.parse_day(text, "place_from") if text.strip() else None)


def _stays(stops: list[tuple[str, str, date]], returns: date, room: Any) -> tuple[Stay, ...]:
    """Each stop lasts until the next one begins; the quoted hotel price is for the place of the plan itself."""
    order = plan_rooms.in_order([begins for _, _, begins in stops])
    ends = [*(stops[number][2] for number in order[1:]), returns]
    return tuple(Stay(*stops[number], end, None if number else room) for number, end in zip(order, ends, strict=True))


def _country(label: str, name: str, *, program: bool = True) -> str:
    return country_box.choose(label, f"plan-{name}", program=program, then=partial(draft.country_changed, name))


def _place(country: str, name: str) -> str:
    listed = list(session.reference().rates.localities(country))
    typed = st.session_state[f"plan-{name}"]
    options = listed if typed in listed or not typed else [*listed, typed]
    return (
        st.selectbox(
            "Place",
            options,
            kept.index(f"plan-{name}", options),
            key=f"plan-{name}",
            on_change=draft.keep,
            accept_new_options=True,
            help="Sets the per diem rate. A town not listed can be typed; in the U.S. with its state, or by ZIP code.",
        )
        or ""
    )


def _day(label: str, name: str) -> date | None:
    day = _read(label, name, lambda text: dates.parse_day(text, name))
    return None if isinstance(day, InvalidInput) else day


def _read(label: str, name: str, parse: Callable[[str], T]) -> T | InvalidInput:
    """A typed field and what it means; a mistake is said right below it."""
    key = f"plan-{name}"
    text = st.text_input(label, kept.value(key), key=key, on_change=draft.keep)
    try:
        return parse(text or "")
    except InvalidInput as mistake:
        look.mistake(mistake.message, mistake.hint)
        return mistake
