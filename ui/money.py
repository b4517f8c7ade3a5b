"""The parts of the page of a trip's cost: their words, and what draws them."""

from collections.abc import Callable

import streamlit as st

from slp_core.outlook import Outlook
from slp_core.plan import Plan
from ui import answers, estimate_files, extras, look, meals, route, scenarios, spread


def details(plan: Plan, answer: Outlook | None) -> None:
    """The tabs; only the open one is drawn, and it is open again after a plan that could not be read.

    Without an answer the parts that take inputs stand, to put it right.
    """
    opened = look.tabs(*PARTS, *INPUTS, key="money-tabs", stays=True)
    for tab, words in zip(opened, (*PARTS, *INPUTS), strict=True):
        if tab.open:
            with tab:
                if words in INPUTS:
                    INPUTS[words](plan, answer)
                elif answer:
                    PARTS[words](answer)
                else:
                    look.empty("No price yet.", "The sentence above says what cannot be right.")


def price(answer: Outlook) -> None:
    """The estimate with what it rests on, and its files."""
    if answer.cost:
        trip = answer.plan
        spread.line(trip.kind, trip.country, trip.travelers, trip.itinerary.days)
    for question in answer.doubts:
        st.warning(look.plain(question), icon=":material/help:")
    answers.price(answer)
    estimate_files.live(answer)


PARTS: dict[str, Callable[[Outlook], None]] = {"Price": price, "Compare": scenarios.section}
INPUTS: dict[str, Callable[[Plan, Outlook | None], None]] = {
    "Route and rooms": route.section,
    "Meals": meals.section,
    "Other costs": extras.section,
}
