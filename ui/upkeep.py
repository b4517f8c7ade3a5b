"""What a screen sees to when it shows a list: summaries whose day has come are renewed beside it."""

import math
import threading
from collections.abc import Callable
from datetime import date

import streamlit as st

from slp_core.services import readiness_summaries
from slp_core.services.readiness_summaries import MOST
from ui import look, session

_AT_WORK: dict[object, threading.Thread] = {}  # by database


def summaries(today: date) -> None:
    """Say how many verdicts are of an earlier day, and have them worked out anew; the list does not wait for it."""
    late = session.remember(readiness_summaries.overdue, today)
    if late or st.session_state.get("renewing"):
        session.forget()  # of summaries the trail does not tell
    st.session_state["renewing"] = bool(late)
    if late:
        _begin(
            session.database(), math.ceil(late / MOST), session.keep_later(readiness_summaries.refresh_overdue, today)
        )
        st.markdown(look.state("stale", f"{late:,} verdicts are of an earlier day; they are being renewed"))


def finished() -> None:
    """Wait for what is being renewed."""
    for thread in list(_AT_WORK.values()):
        thread.join()


def _begin(database: object, times: int, work: Callable[[], None]) -> None:
    """Piece by piece, once at a time for a database."""
    if database in _AT_WORK:
        return

    def renew() -> None:
        try:
            for _ in range(times):
                work()
        finally:
            _AT_WORK.pop(database, None)

    _AT_WORK[database] = threading.Thread(target=renew, name="renew-summaries", daemon=True)
    _AT_WORK[database].start()
