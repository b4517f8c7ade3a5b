"""The draft of a plan: kept on the server at every change, and restored after a reload."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from slp_core.dates import parse_day
from slp_core.errors import SlpError
from slp_core.plan import HOST_PLACE, Kind
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import need_views, partners
from ui import draft_address, kept, other_draft, plan_parts, session

FORM = "plan"
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
    "mechanism",
    "title",
    "notes",
    "fare",
    "room",
    "equipment",
    "need",
    "place_from",
    *plan_parts.EMPTY,
    *other_draft.FIELDS,
)
STOP = ("country", "place", "from")
OVERTAKEN = timedelta(seconds=10)  # so long after a change a reload may bring the address of before it


def restore(user: Principal) -> None:
    """Fill the inputs when the page opens: from the address, else from the draft, else with defaults.

    An address that a reload brings before it could be told of the last change says nothing: the draft knows better.
    """
    if kept.is_open(FORM, "country"):
        _take_back()
        return
    draft_address.begin()
    asked = draft_address.asked()
    need = _of_need(asked)
    draft = _draft_for(asked.get("need", ""))
    saved = kept.read(draft)
    if asked.keys() & {"country", "kind"} and "place" not in asked:
        asked["place"] = _first_place_of(asked | {"country": asked.get("country") or _defaults(user)["country"]})
    is_old = saved.pop("address", None) == st.query_params.to_dict() and kept.is_from(draft, OVERTAKEN)
    known = _defaults(user) | need | saved
    told = {} if is_old else asked
    wanted = known | told
    st.session_state["plan-hosting"] = wanted["kind"] == Kind.HOSTING
    gone = _forget_what_no_longer_exists(wanted)
    kept.fill(
        FORM,
        wanted | {"need": asked.get("need", "")},
        {name: value for name, value in known.items() if name not in told},
    )
    if unusable := draft_address.unusable(asked, saved):
        st.info(f"Left out of the address, as it cannot be used: {', '.join(unusable)}.", icon=":material/info:")
    if gone:
        st.info(f"{gone} saved choice no longer exists and was left out.", icon=":material/info:")


def keep() -> None:
    """Keep the inputs as they stand, and the address of before the change; called at every change."""
    kept.keep(FORM, _fields(), _draft_for(st.session_state["plan-need"]), address=st.query_params.to_dict())


def inputs() -> dict[str, Any]:
    """The inputs as they stand, but for the need: another plan for it has inputs of its own."""
    return {field: value for field, value in kept.typed(FORM, _fields()).items() if field != "need"}


def load(values: dict[str, Any]) -> None:
    """Put inputs that were kept in the place of those that stand; the need stays, and what they do not say."""
    wanted = {"place_from": ""} | kept.typed(FORM, PLAIN) | values
    _forget_what_no_longer_exists(wanted)
    kept.begin_anew(FORM)
    st.session_state["plan-hosting"] = wanted["kind"] == Kind.HOSTING
    kept.fill(FORM, wanted)
    kept.keep_all(FORM)
    keep()


def forget() -> None:
    """Throw the draft away, once it has become an engagement."""
    kept.forget(FORM, _draft_for(st.session_state["plan-need"]))


def leave_need() -> None:
    """Go back to the plan that is for no need; the one for the need stays as its own draft."""
    kept.begin_anew(FORM)
    st.query_params.clear()


def country_changed(name: str) -> None:
    """Another country: its post's city is the first guess for the place. What is told twice changes nothing twice."""
    is_another = kept.is_another("plan", name)
    kept.note("plan", name)
    if is_another and (name != "country" or st.session_state["plan-kind"] != Kind.HOSTING):
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
    kept.note("plan", f"stop{number}-country")
    st.session_state.setdefault("plan-place_from", "")  # gone with the last stop before
    keep()


def remove_stop() -> None:
    """Take the last stop out, with what was entered for its rooms."""
    gone = str(st.session_state["plan-stops"])
    st.session_state["plan-rooms"] = {
        number: room for number, room in plan_parts.held("rooms").items() if number != gone
    }
    st.session_state["plan-stops"] -= 1
    keep()


def move_to(departs: date) -> None:
    """Another departure, with the return and the stops as many days later."""
    by = departs - parse_day(st.session_state["plan-departs"])
    stops = range(1, st.session_state["plan-stops"] + 1)
    for name in ("departs", "returns", "place_from", *(f"stop{number}-from" for number in stops)):
        if day := st.session_state.get(f"plan-{name}"):
            st.session_state[f"plan-{name}"] = (parse_day(day) + by).isoformat()
    plan_parts.move(by)
    keep()


def _take_back() -> None:
    """What the address says again, by Back or Forward, holds again."""
    if again := draft_address.said_again():
        for name, value in again.items():
            st.session_state[f"plan-{name}"] = value
        kept.note(FORM, "country")
        st.session_state["plan-hosting"] = again["kind"] == Kind.HOSTING
        keep()


def _fields() -> tuple[str, ...]:
    """The inputs that the draft keeps, as many stops as there are."""
    stops = st.session_state.get("plan-stops", 0)
    of_stops = (f"stop{number}-{part}" for number in range(1, stops + 1) for part in STOP)
    return (*PLAIN, "stops", *of_stops)


def _draft_for(need: str) -> str:
    """Each need has a draft of its own, beside the one for none."""
    return f"plan for {need}" if need else "plan"


def _of_need(asked: dict[str, Any]) -> dict[str, Any]:
    """What a need says of its plan; a need that the user may not see is taken out of what the address asks."""
    if "need" not in asked:
        return {}
    try:
        wish = session.ask(need_views.view, asked["need"]).request
    except SlpError:
        del asked["need"]
        return {}
    values = {"country": wish.country, "kind": wish.kind, "title": wish.title, "notes": wish.topic}
    values["place"] = _first_place_of(values)
    if wish.window_start and wish.days:
        departs = max(wish.window_start, session.today())
        returns = departs + timedelta(wish.days - 1)
        values |= {"departs": departs.isoformat(), "returns": returns.isoformat()}
    return values


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
        "mechanism": "",
        "title": "",
        "notes": "",
        "fare": "",
        "room": "",
        "equipment": False,
        "stops": 0,
        "need": "",
        "place_from": "",
        **plan_parts.EMPTY,
        **other_draft.empty(),
    }


def _forget_what_no_longer_exists(wanted: dict[str, Any]) -> int:
    gone = [name for name in wanted if name.endswith("-country") and wanted[name] not in shipped().countries.names]
    if wanted["country"] not in shipped().countries.program:
        gone.append("country")
        wanted |= {"country": (first := shipped().countries.sorted()[0].code), "place": _first_place(first)}
    if wanted["partner"] and wanted["partner"] not in session.ask(partners.choices):
        gone.append("partner")
        wanted["partner"] = ""
    if not other_draft.readable(wanted):
        gone.append("other costs")
        wanted |= other_draft.empty()
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
