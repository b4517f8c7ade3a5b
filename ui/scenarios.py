"""The tab that compares: scenarios side by side, the cheapest week, what a day more costs, two trips as one."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import streamlit as st

from slp_core import money
from slp_core.dates import count, short
from slp_core.errors import SlpError
from slp_core.outlook import Outlook
from slp_core.plan import KIND_WORDS
from slp_core.scenarios import MOST, NAME_LENGTH, Comparison, Scenario
from slp_core.services import comparisons, scenarios
from slp_core.services.scenarios import Kept
from ui import compare, departures, draft, extra_days, look, session, swing, tables


def section(answer: Outlook) -> None:
    """The parts of the comparison; only the chosen one is drawn."""
    compare.fill()
    compare.one_of("part", PARTS, next(iter(PARTS)))
    part = look.choose("Compare", list(PARTS), key="compare-part", on_change=compare.keep, label_visibility="collapsed")
    with session.refusals():
        PARTS[part](answer)


def side_by_side(answer: Outlook) -> None:
    """Keep what stands in the form; see what was kept as one table; take one of them up again."""
    kept = session.ask(scenarios.kept)
    _offer_to_keep(answer, kept)
    if not kept:
        look.empty(
            "Nothing to compare yet.",
            f"Keep the trip as it stands, change dates, place, team or kind in the form, and keep it again: up to "
            f"{MOST} scenarios stand side by side here.",
        )
        return
    named = tuple((one.name, one.plan) for one in kept)
    found = session.remember(comparisons.side_by_side, named, session.today())
    _table(found)
    _offer_to_use(kept)


def _offer_to_keep(answer: Outlook, kept: Sequence[Kept]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Name of the scenario",
            key="compare-name",
            max_chars=NAME_LENGTH,
            placeholder="Place and day, where left empty",
            on_change=compare.keep,
            width=290,
        )
        st.button(
            f"Keep as scenario ({len(kept)} of {MOST})",
            icon=":material/bookmark_add:",
            on_click=_keep,
            args=(answer,),
            disabled=len(kept) == MOST,
        )
    if refusal := st.session_state.pop("compare-refusal", None):
        session.refuse(refusal)


def _offer_to_use(kept: Sequence[Kept]) -> None:
    names = [one.name for one in kept]
    compare.one_of("chosen", names, None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Scenario", names, None, key="compare-chosen", width=290, placeholder="Choose")
        values, none = next((one.inputs for one in kept if one.name == chosen), {}), chosen is None
        st.button("Use this one", icon=":material/edit:", on_click=draft.load, args=(values,), disabled=none)
        gone = (scenarios.remove, chosen)
        st.button("Remove it", icon=":material/delete:", on_click=session.keep, args=gone, disabled=none)
    st.caption(":material/cloud_done: Scenarios are kept for you alone. “Use this one” puts it into the form.")


def _keep(answer: Outlook) -> None:
    try:
        session.keep(scenarios.keep, compare.value("name"), draft.inputs(), answer.plan)
    except SlpError as refusal:
        st.session_state["compare-refusal"] = refusal
        return
    compare.put("name", "")
    compare.keep()


def _table(found: Comparison) -> None:
    """One row a category, one column a scenario."""
    every = found.scenarios
    columns = [_column(found, one) for one in every]
    rows = [
        ["Where", *(look.plain(" and ".join(one.places)) for one in every)],
        ["When", *(f"{short(one.departs)}  \n{count(one.days, 'day')}" for one in every)],
        ["Who", *(f"{count(one.travelers, 'traveler')}  \n{KIND_WORDS[one.kind].split()[0]}" for one in every)],
        *([words, *(column[number] for column in columns)] for number, words in enumerate(_words(found))),
        ["Can it work?", *map(_feasible, every)],
    ]
    tables.plain(rows, ("", *(look.plain(one.name) for one in every)), "Scenarios side by side, a row a category")


def _words(found: Comparison) -> list[str]:
    own = ["Partner's own cost"] if any(one.own_cost for one in found.scenarios) else []
    more = ["Against the first"] if len(found.scenarios) > 1 else []
    return [*found.categories, "**Total**", "A traveler", *own, *more]


def _column(found: Comparison, one: Scenario) -> list[str]:
    """The cells of `_words`."""
    if one.total is None or one.per_traveler is None:
        return [*([""] * len(found.categories)), "No rate for these days", *([""] * 3)]
    own = [one.own_cost] if any(other.own_cost for other in found.scenarios) else []
    known = [one.amounts[category] for category in found.categories if category in one.amounts]
    written = tables.aligned([*known, one.total, one.per_traveler, *own])
    amounts = [written.pop(0) if category in one.amounts else "none" for category in found.categories]
    total = f"**{written.pop(0)}**{_marks(found, one)}"
    difference = found.difference(one)
    return [*amounts, total, *written, *([] if len(found.scenarios) == 1 else [_difference(difference)])]


def _marks(found: Comparison, one: Scenario) -> str:
    cheapest = len(found.scenarios) > 1 and one in found.cheapest
    marks = [look.state("done", "Cheapest")] * cheapest + [look.state("provisional")] * one.provisional
    return "".join(f"  \n{mark}" for mark in marks)


def _difference(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    return look.plain(f"+{money.words(amount)}" if amount > 0 else money.words(amount))


def _feasible(one: Scenario) -> str:
    if one.feasible:
        return f"{look.state('late', f'{one.late} of {one.steps} late')}" if one.late else look.state("done", "Yes")
    earliest = f"  \nEarliest {short(one.earliest)}" if one.earliest else ""
    return f"{look.state('late', 'Too early')}{earliest}"


PARTS: dict[str, Callable[[Outlook], None]] = {
    "Scenarios": side_by_side,
    "Cheapest": departures.section,
    "Extra day": extra_days.section,
    "Swing": swing.section,
}
