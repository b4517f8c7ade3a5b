"""The draft of a plan: kept on the server at every change, restored after a reload, mirrored in the address."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from slp_core.dates import parse_day
from slp_core.errors import InvalidInput
from slp_core.plan import HOST_PLACE, Kind
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import drafts, partners
from ui import session

NAME = "plan"
IN_ADDRESS = ("kind", "country", "place", "departs", "returns", "travelers")
PLAIN = (
    "kind",
    "country",
    "place",
    "departs",
    "returns",
    "overnight",
    "travelers",
    "provisional",
    "partner",
    "title",
    "notes",
    "fare",
    "room",
    "equipment",
)
STOP = ("country", "place", "from")


def restore(user: Principal) -> None:
    """Fill the inputs when the page opens: from the address, else from the draft, else with defaults."""
    if "plan-country" in st.session_state:
        return
    kept = session.ask(drafts.read, NAME)
    asked = _from_address()
    if asked.keys() & {"country", "kind"} and "place" not in asked:
        asked["place"] = _first_place_of(asked | {"country": asked.get("country") or _defaults(user)["country"]})
    wanted = _defaults(user) | kept | asked
    st.session_state["plan-hosting"] = wanted["kind"] == Kind.HOSTING
    gone = _forget_what_no_longer_exists(wanted)
    for name, value in wanted.items():
        st.session_state[f"plan-{name}"] = value
    if unusable := _unusable(asked, kept):
        st.info(f"Left out of the address, as it cannot be used: {', '.join(unusable)}.", icon=":material/info:")
    if gone:
        st.info(f"{gone} saved choice no longer exists and was left out.", icon=":material/info:")


def keep() -> None:
    """Keep the inputs as they stand; called at every change."""
    session.keep(drafts.keep, NAME, _as_typed())


def forget() -> None:
    """Throw the draft away, once it has become an engagement."""
    session.keep(drafts.forget, NAME)
    for key in [key for key in st.session_state if str(key).startswith("plan-")]:
        del st.session_state[key]


def country_changed(name: str) -> None:
    """Another country: its post's city is the first guess for the place."""
    if name != "country" or st.session_state["plan-kind"] != Kind.HOSTING:
        country = st.session_state[f"plan-{name}"]
        st.session_state[f"plan-{name.removesuffix('country')}place"] = _first_place(country)
    keep()


def kind_changed() -> None:
    """Hosting takes place in the United States, all else in the country: crossing over, the place follows."""
    is_hosting = st.session_state["plan-kind"] == Kind.HOSTING
    if is_hosting != st.session_state.get("plan-hosting", False):
        st.session_state["plan-place"] = HOST_PLACE if is_hosting else _first_place(st.session_state["plan-country"])
    st.session_state["plan-hosting"] = is_hosting
    keep()


def add_stop(country: str) -> None:
    number = st.session_state["plan-stops"] = st.session_state["plan-stops"] + 1
    values = {"country": country, "place": _first_place(country), "from": st.session_state["plan-returns"]}
    for part, value in values.items():
        st.session_state[f"plan-stop{number}-{part}"] = value
    keep()


def remove_stop() -> None:
    st.session_state["plan-stops"] -= 1
    keep()


def move_to(departs: date) -> None:
    """Another departure, with the return and the stops as many days later."""
    by = departs - parse_day(st.session_state["plan-departs"])
    stops = range(1, st.session_state["plan-stops"] + 1)
    for name in ("departs", "returns", *(f"stop{number}-from" for number in stops)):
        moved = parse_day(st.session_state[f"plan-{name}"]) + by
        st.session_state[f"plan-{name}"] = moved.isoformat()
    keep()


def show_in_address() -> None:
    """Write the main choices into the address, so that it can be sent."""
    shown = {name: str(st.session_state[f"plan-{name}"]) for name in IN_ADDRESS}
    if st.query_params.to_dict() != shown:
        st.query_params.from_dict(shown)


def _as_typed() -> dict[str, Any]:
    stops = st.session_state.get("plan-stops", 0)
    names = [*PLAIN, "stops", *(f"stop{number}-{part}" for number in range(1, stops + 1) for part in STOP)]
    return {name: st.session_state[f"plan-{name}"] for name in names if f"plan-{name}" in st.session_state}


def _defaults(user: Principal) -> dict[str, Any]:
    countries = shipped().countries
    own = [country.code for country in countries.sorted() if user.reaches("engagement:open", country.code)]
    country = own[0] if own else countries.sorted()[0].code
    monday = session.today() + timedelta(126 - session.today().weekday())
    return {
        "kind": Kind.DEPLOYMENT,
        "country": country,
        "place": _first_place(country),
        "departs": monday.isoformat(),
        "returns": (monday + timedelta(11)).isoformat(),
        "overnight": False,
        "travelers": 2,
        "provisional": True,
        "partner": "",
        "title": "",
        "notes": "",
        "fare": "",
        "room": "",
        "equipment": False,
        "stops": 0,
    }


def _from_address() -> dict[str, Any]:
    """What the address asks for, as far as it can be meant; nothing in it is trusted."""
    asked: dict[str, Any] = {name: st.query_params[name] for name in IN_ADDRESS if st.query_params.get(name)}
    if asked.get("country") not in shipped().countries.program:
        asked.pop("country", None)
        asked.pop("place", None)
    if asked.get("kind", "") not in tuple(Kind):
        asked.pop("kind", None)
    for name in ("departs", "returns"):
        if name in asked and not _is_day(asked[name]):
            del asked[name]
    if travelers := asked.pop("travelers", ""):
        asked |= {"travelers": int(travelers)} if travelers.isdecimal() and len(travelers) < 4 else {}
    return asked


def _unusable(asked: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """What the address names and nobody can use; a mistake that the draft holds too is said at its field."""
    named = {name: st.query_params[name] for name in IN_ADDRESS if st.query_params.get(name)}
    return [name for name, text in named.items() if name not in asked and text != kept.get(name)]


def _forget_what_no_longer_exists(wanted: dict[str, Any]) -> int:
    gone = [name for name in wanted if name.endswith("-country") and wanted[name] not in shipped().countries.names]
    if wanted["country"] not in shipped().countries.program:
        gone.append("country")
        wanted |= {"country": (first := shipped().countries.sorted()[0].code), "place": _first_place(first)}
    if wanted["partner"] and wanted["partner"] not in session.ask(partners.choices):
        gone.append("partner")
        wanted["partner"] = ""
    if any(name.endswith("-country") for name in gone):
        wanted["stops"] = 0
    return len(gone)


def _first_place_of(asked: dict[str, Any]) -> str:
    return HOST_PLACE if asked.get("kind") == Kind.HOSTING else _first_place(asked["country"])


def _first_place(code: str) -> str:
    countries, rates = shipped().countries, shipped().rates
    if code in countries.program:
        return countries.program[code].rate_locality
    return next(iter(rates.localities(code)), "")


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except InvalidInput:
        return False
    return True
