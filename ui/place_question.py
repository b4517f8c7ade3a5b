"""A place that may mean several: the person chooses, and the plan takes it."""

import streamlit as st

from slp_core.errors import SlpError
from ui import draft

CHOSEN = "place-question"


def ask(refusal: SlpError) -> None:
    """Below a refusal that has choices, offer them; choosing one puts it into the place that was asked about."""
    choices, typed = refusal.context.get("choices"), refusal.context.get("place")
    if not isinstance(choices, tuple) or not choices:
        return
    st.selectbox(
        f"Which place is meant by “{typed}”?",
        choices,
        index=None,
        placeholder="Choose one, or type to search",
        key=CHOSEN,
        on_change=_take,
        args=(typed,),
    )


def _take(typed: object) -> None:
    chosen = st.session_state[CHOSEN]
    for key in [key for key in st.session_state if str(key).startswith("plan-") and str(key).endswith("place")]:
        if chosen and " ".join(str(st.session_state[key]).split()) == typed:
            st.session_state[key] = chosen
    draft.keep()
