"""From a form to the page of what it saved.

A second click of a double click can reach the server when the browser has not left yet: it asks for the form's page
again, which would stay there, empty. So for a moment the form's page leads on to what was saved.
"""

from datetime import timedelta
from typing import NoReturn

import streamlit as st

from ui import session

MOMENT = timedelta(seconds=3)


def to(page: str, reference: str) -> NoReturn:
    """Open the page, a file of `pages/`, of what was saved."""
    st.session_state["left"] = (st.session_state.get("page"), page, reference, session.now() + MOMENT)
    _open(page, reference)


def again(page: str) -> None:
    """Before a page runs, by its address, or a fragment of it alone: lead on from a form that was left a moment ago."""
    st.session_state["page"] = page
    if st.session_state.pop("signed-out", False):
        st.rerun()  # the whole page, which is the sign-in
    origin, target, reference, until = st.session_state.get("left", (None, "", "", session.now()))
    if origin == page != target and session.now() < until:
        _open(target, reference)


def _open(page: str, reference: str) -> NoReturn:
    st.switch_page(f"pages/{page}.py", query_params={"ref": reference})
