"""Raise a need, or change one: what is asked for in, the days that can work and similar engagements out, at once."""

import streamlit as st

from slp_core.services.need_views import NeedView
from ui import guard, leaving, look, need, need_draft, need_form, need_save, needs, session

user = guard.require("need:raise")
reference = st.query_params.get("ref", "")
with session.finding("Need not found"):
    found = need.to_change(user, reference)
form = f"need {found.reference}" if found else need_draft.NEW
look.head(
    f"Change {found.reference}" if found else "Raise a need",
    "What you type is kept as a draft until it is saved. INL/KM decides on it next.",
    demo=session.is_demo(),
)


@st.fragment
def ask_and_see() -> None:
    leaving.again("need_intake")
    with session.refusals():
        ask(need.to_change(user, reference))


def ask(found: NeedView | None) -> None:
    """The form of the need as it stands, which is not always as it stood when the page was opened."""
    top = st.container()
    asked, seen = st.columns([1.6, 1], gap="large")
    with asked:
        wish = need_form.inputs(form, user, found)
    with top:
        if wish is None:
            look.verdict("care", "One day cannot be read.", "It is marked in the form.")
        else:
            need_form.window(wish, session.today())
    if wish is not None:
        with asked:
            need_save.save(form, wish, found)
        with seen:
            needs.similar_engagements(wish.title, wish.country, wish.sector)


ask_and_see()
