"""The door of every page: who may open it, and what stands there for whoever may not. Every page begins with it."""

from collections.abc import Callable

import streamlit as st

from slp_core.errors import NotSignedIn, SlpError
from slp_core.roles import Principal
from ui import session, sign_in


def require(action: str, offer: Callable[[], None] | None = None) -> Principal:
    """The signed-in user, if the roles include the action; else the page shows the sign-in or a refusal only.

    `offer` draws what a stranger is told or offered below the sign-in's title; it may open no data.
    """
    try:
        principal = session.arrived()
        principal.require(action)
    except NotSignedIn as refusal:
        sign_in.show(refusal, offer)
        st.stop()
    except SlpError as refusal:
        session.refusal_page("Not open to you", refusal)
    return principal
