"""The meals of a plan that others furnish: set for many days at once, listed by day with the rule behind each."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import streamlit as st

from slp_core import dates
from slp_core.itinerary import Itinerary
from slp_core.meals import PROVIDER_WORDS, RULES, TRAVEL_DAY, FurnishedMeal, Meal, Provider
from slp_core.outlook import Outlook
from slp_core.plan import Plan
from ui import draft, look, plan_parts, session, tables

MEAL_WORDS = {Meal.BREAKFAST: "Breakfast", Meal.LUNCH: "Lunch", Meal.DINNER: "Dinner"}
SATURDAY, OWN = 5, "meals-own"


def section(plan: Plan, answer: Outlook | None) -> None:
    """A form that sets meals for a span of days, and below it what is furnished when."""
    trip = plan.itinerary
    st.caption("A meal that the Government, a registration fee or the host agency furnishes comes off the day's M&IE.")
    _form(trip)
    _outside(trip)
    _own_policy()
    if not plan.meals:
        look.empty("No meal is furnished by others.", "Choose meals, who furnishes them and the days, then set them.")
        return
    rows = [_row(first, last, list(some)) for first, last, some in _runs(plan.meals)]
    tables.plain(rows, ("Days", "Meals", "Rule"), "Furnished meals by day, with who furnishes them")
    reading = session.reference().rules.on(TRAVEL_DAY, trip.departs)
    st.markdown(f"On the first and the last day of travel: {look.basis(reading.citation)}")


def _form(trip: Itinerary) -> None:
    days = [day.isoformat() for day in plan_parts.days_of(trip)]
    inner = days[1:-1] or days
    with st.form("meals", border=True):
        look.several("Meals", list(Meal), key="meals-which", words=MEAL_WORDS, default=[Meal.LUNCH])
        st.selectbox(
            "Furnished by", list(Provider), format_func=PROVIDER_WORDS.__getitem__, key="meals-who",
            index=list(Provider).index(Provider.HOST_AGENCY),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for name, words, default in (("from", "From", inner[0]), ("to", "To", inner[-1])):
                key = f"meals-{name}"
                if st.session_state.get(key) not in days:
                    st.session_state[key] = default
                st.selectbox(words, days, format_func=_day, key=key, width=200)
            st.checkbox("Workdays only", key="meals-workdays")
        st.text_input("If M&IE is authorized in full all the same: why", key="meals-kept")
        with st.container(horizontal=True):
            st.form_submit_button("Set these meals", icon=":material/check:", on_click=_set, type="primary")
            st.form_submit_button("Clear these meals", icon=":material/close:", on_click=_clear)


def _outside(trip: Itinerary) -> None:
    """Meals of days that the trip no longer has wait for them, or are thrown away."""
    days = {day.isoformat() for day in plan_parts.days_of(trip)}
    inside = [raw for raw in plan_parts.held("meals") if raw["day"] in days]
    if outside := len(plan_parts.held("meals")) - len(inside):
        words = f"Throw away {dates.count(outside, 'meal')} on days outside the trip"
        st.button(words, icon=":material/close:", on_click=_store, args=(inside,))


def _own_policy() -> None:
    if st.session_state.get(OWN, "").strip() != plan_parts.held("own_mie"):
        st.session_state[OWN] = plan_parts.held("own_mie")  # another plan's
    st.text_input(
        "Where the partner's own travel policy governs: dollars a day for meals",
        key=OWN,
        on_change=_keep_own,
        placeholder="Federal figures count",
        help="As the agreement says. A day is then paid up to this, and never above the federal figure.",
        width=520,
    )


def _keep_own() -> None:
    st.session_state["plan-own_mie"] = st.session_state[OWN].strip()
    draft.keep()


def _day(text: str) -> str:
    return dates.long(date.fromisoformat(text)).replace("\u00a0", " ")  # found by what is typed


def _chosen() -> list[tuple[str, str]]:
    """The days and meals that the form means."""
    first, last = (date.fromisoformat(st.session_state[f"meals-{end}"]) for end in ("from", "to"))
    every = (first + timedelta(number) for number in range((last - first).days + 1))
    days = [day for day in every if not st.session_state["meals-workdays"] or day.weekday() < SATURDAY]
    return [(day.isoformat(), str(Meal(meal))) for day in days for meal in st.session_state["meals-which"]]


def _others(chosen: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [raw for raw in plan_parts.held("meals") if (raw["day"], raw["meal"]) not in chosen]


def _set() -> None:
    chosen = _chosen()
    more = {"provider": str(Provider(st.session_state["meals-who"])), "kept": st.session_state["meals-kept"].strip()}
    _store(_others(chosen) + [{"day": day, "meal": meal} | more for day, meal in chosen])


def _clear() -> None:
    _store(_others(_chosen()))


def _store(every: list[dict[str, Any]]) -> None:
    order = list(map(str, Meal))
    st.session_state["plan-meals"] = sorted(every, key=lambda raw: (raw["day"], order.index(raw["meal"])))
    draft.keep()


def _runs(meals: tuple[FurnishedMeal, ...]) -> Iterator[tuple[date, date, list[FurnishedMeal]]]:
    """Days that follow each other with the same meals from the same hands, as one row."""
    by_day = [(day, list(some)) for day, some in groupby(meals, key=lambda one: one.day)]
    start = 0
    for place in range(1, len(by_day) + 1):
        alike = place < len(by_day) and _same(by_day[place - 1], by_day[place])
        if not alike:
            yield by_day[start][0], by_day[place - 1][0], by_day[start][1]
            start = place


def _same(before: tuple[date, list[FurnishedMeal]], after: tuple[date, list[FurnishedMeal]]) -> bool:
    what = [[(one.meal, one.provider, one.kept) for one in some] for _, some in (before, after)]
    return after[0] - before[0] == timedelta(1) and what[0] == what[1]


def _row(first: date, last: date, some: list[FurnishedMeal]) -> list[str]:
    days = dates.long(first) if first == last else dates.span(first, last)
    words = (f"**{MEAL_WORDS[one.meal]}**: {look.plain(_words(one))}" for one in some)
    rules = dict.fromkeys(_rule(one) for one in some)
    return [days, "  \n".join(words), "  \n".join(rules)]


def _words(one: FurnishedMeal) -> str:
    return PROVIDER_WORDS[one.provider] + (f"; paid in full: {one.kept}" if one.kept else "")


def _rule(one: FurnishedMeal) -> str:
    """What such a meal does to the M&IE, and by which rule."""
    if one.kept:
        return "Nothing comes off: authorized beforehand"
    if one.provider not in RULES:
        return "Nothing comes off: a carrier's or a hotel's meal"
    rule = session.reference().rules.on(RULES[one.provider], one.day)
    return f"{'Comes off' if rule.value else 'Nothing comes off'}: {look.basis(rule.citation)}"
