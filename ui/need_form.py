"""The form of a need: its inputs, which of its days can work, and saving it."""

from datetime import date
from functools import partial
from typing import Any, Literal

import streamlit as st

from slp_core import dates, need_request
from slp_core.errors import InvalidInput
from slp_core.need_request import NeedRequest
from slp_core.needs import PRIORITY_WORDS, Priority
from slp_core.partners import SECTOR_WORDS, Sector
from slp_core.plan import KIND_WORDS, Kind
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import counterparts_list, intake
from slp_core.services.need_views import NeedView
from slp_core.windows import WindowOutlook
from ui import country_box, kept, look, need_draft, session

NONE = {"": "Not chosen yet"}


def inputs(form: str, user: Principal, found: NeedView | None) -> NeedRequest | None:
    """Draw the inputs, restored from the draft, and give what they ask for; None while a day cannot be read."""
    need_draft.restore(form, user, found)
    with st.container(border=True):
        offer = _offer(form) if found is None else st.session_state[f"{form}-offer"]
        country = country_box.choose(
            "Country", f"{form}-country", none="Choose a country", then=partial(need_draft.country_changed, form)
        )
        kind = _select(form, "Kind", "kind", NONE | {one.value: word for one, word in KIND_WORDS.items()})
        when = _when(form)  # near the top, where the verdict on it stands
        what = _what(form)
        who = _who(form, country)
    if when is None:
        return None
    return NeedRequest(country=country, kind=kind, offer=offer, **what, **when, **who)


def window(wish: NeedRequest, today: date) -> None:
    """Which days can work, by the steps that lie before a departure: never a silent yes."""
    if not (wish.country and wish.kind and wish.days):
        st.caption("Country, kind and days tell which departure can be reached.")
        return
    kind = Kind(wish.kind)
    with session.refusals():
        if wish.window_start is None or wish.window_end is None:
            day = session.remember(intake.earliest, wish.country, kind, wish.days, today)
            st.info(f"{_earliest(day)} Give the window, and its weeks are checked.", icon=":material/event:")
            return
        need_request.check_window(wish, today)
        assert wish.window is not None  # its parts are all there
        look.verdict(*weeks(session.remember(intake.of_window, wish.country, kind, wish.window, today)))


def weeks(answer: WindowOutlook) -> tuple[Literal["stop", "care", "fine"], str, str]:
    """The verdict on a window: its kind, in short, and with the day and the weeks it rests on."""
    counted = f"{answer.feasible} of the {dates.count(answer.weeks, 'week')} in your window "
    counted += "is feasible." if answer.feasible == 1 else "are feasible."
    first = _earliest(answer.earliest, ";")
    if not answer.feasible:
        last = f"the last that fits the window is {dates.long(answer.window.last_departure)}."
        return "stop", "The window closes before a team can leave.", f"{first} {last}"
    if answer.feasible < answer.weeks:
        return "care", "Only a part of the window can work.", f"{first} {counted}"
    return "fine", "Every week of the window can work.", f"{first} {counted}"


def _offer(form: str) -> str:
    words = {"": "None"} | {key: f"{one.title} ({one.days} days)" for key, one in shipped().catalogue.offers.items()}
    return _select(
        form,
        "Start from a standard offer",
        "offer",
        words,
        need_draft.offer_changed,
        help="Fills what is still empty. Lengths, audiences, indicators and targets are our assumption: change them.",
    )


def _what(form: str) -> dict[str, Any]:
    """What is asked for, and what it should change."""
    sectors = NONE | {sector.value: SECTOR_WORDS[sector] for sector in Sector}
    title = _text(form, "Title", "title", placeholder="Traffic crash investigation course")
    sector = _select(form, "Sector", "sector", sectors, need_draft.sector_changed)
    specialty = _select(form, "Specialty", "specialty", need_draft.specialties(sector))
    outcome = _text(form, "Outcome", "outcome", placeholder="What should be different afterwards")
    left, right = st.columns(2, gap="small")
    with left:
        indicator = _text(form, "Indicator", "indicator", placeholder="What shows it")
    with right:
        target = _text(form, "Target", "target", placeholder="How much is enough")
    unknown = st.checkbox(
        "Not yet known: outcome, indicator or target may be empty",
        value=kept.value(f"{form}-unknown"), key=f"{form}-unknown", on_change=need_draft.keep, args=(form,),
    )  # fmt: skip
    key = f"{form}-topic"
    topic = st.text_area("Topic and notes", kept.value(key), key=key, on_change=need_draft.keep, args=(form,)) or ""
    return {
        "title": title, "sector": sector, "specialty": specialty, "outcome": outcome, "indicator": indicator,
        "target": target, "not_yet_known": unknown, "topic": topic,
    }  # fmt: skip


def _when(form: str) -> dict[str, Any] | None:
    """The window and the length of the trip; None while a day cannot be read."""
    first, last = st.columns(2, gap="small", wrap=False)
    with first:
        opens = _day(form, "Window opens", "opens", "2027-03-01")
    with last:
        closes = _day(form, "Window closes", "closes", "2027-05-31")
    days = _number(form, "Days of the trip", "days")
    if isinstance(opens, InvalidInput) or isinstance(closes, InvalidInput):
        return None
    return {"window_start": opens, "window_end": closes, "days": days}


def _who(form: str, country: str) -> dict[str, Any]:
    """Who takes part, in which language, at which institution, and how urgent it is."""
    left, right = st.columns([2, 1], gap="small")
    with left:
        audience = _text(form, "Audience", "audience", placeholder="Investigators, judges, wardens")
    with right:
        participants = _number(form, "Participants", "participants")
    known = session.remember(counterparts_list.choices, country) if country else {}
    return {
        "audience": audience,
        "participants": participants,
        "language": _select(form, "Language", "language", NONE | shipped().catalogue.languages),
        "institution": _select(form, "Counterpart institution", "institution", NONE | known),
        "priority": _select(form, "Priority", "priority", {one.value: PRIORITY_WORDS[one] for one in Priority}),
    }


def _select(
    form: str, label: str, field: str, words: dict[str, str], then: Any = need_draft.keep, **more: Any
) -> str:  # fmt: skip
    said = look.distinct(words)
    chosen: str = st.selectbox(
        label, list(said), kept.index(f"{form}-{field}", list(said)), said.__getitem__, f"{form}-{field}",
        on_change=then, args=(form,), **more,
    )  # fmt: skip
    return chosen


def _text(form: str, label: str, field: str, **more: Any) -> str:
    key = f"{form}-{field}"
    return st.text_input(label, kept.value(key), key=key, on_change=need_draft.keep, args=(form,), **more) or ""


def _number(form: str, label: str, field: str) -> int | None:
    number = st.number_input(
        label, 0, 9999, kept.value(f"{form}-{field}"), step=1, key=f"{form}-{field}", placeholder="Number",
        on_change=need_draft.keep, args=(form,),
    )  # fmt: skip
    return None if number is None else int(number)


def _day(form: str, label: str, field: str, example: str) -> date | InvalidInput | None:
    """A typed day; a mistake is said right below it."""
    typed = _text(form, label, field, placeholder=example)
    try:
        return dates.parse_day(typed, field) if typed.strip() else None
    except InvalidInput as mistake:
        look.mistake(mistake.message, mistake.hint)
        return mistake


def _earliest(day: date | None, end: str = ".") -> str:
    if day is None:
        return f"No departure can be reached within four years{end}"
    return f"Earliest departure {dates.long(day)} if work begins today{end}"
