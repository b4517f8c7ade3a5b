"""A click that comes at once after a write falls on the next record, which took its place: it is refused in words."""

import time

import streamlit as st

from slp_core.errors import InvalidInput

MOMENT = 1.0  # seconds after a write in which nobody can have read what is there to press next


def begin() -> None:
    """Called when a page begins to run: then the click, if it was one, has come."""
    st.session_state["run_began"] = time.monotonic()


def note(token: str) -> None:
    """Called after a write."""
    st.session_state["written"] = token, time.monotonic()


def refuse(token: str) -> None:
    """Raises InvalidInput for another write than the last one, asked for within the moment after it, not in its run."""
    before, written_at = st.session_state.get("written", ("", 0.0))
    since = st.session_state.get("run_began", 0.0) - written_at  # negative in the run of the first click
    if before != token and 0 <= since < MOMENT:
        raise InvalidInput(
            "The second click came at once after the first, and did nothing more.",
            hint="Look at what stands there now; if it is what you mean, press again.",
            field="click",
        )
