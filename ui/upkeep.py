"""What a screen sees to when it shows a list: summaries whose day has come are renewed beside it."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from slp_core.dates import count
from slp_core.services import readiness_summaries, self_check_summaries
from ui import look, session


@dataclass(frozen=True, slots=True)
class Summaries:
    """What lists keep of many records: how many are of an earlier day, and renewing some of them at a time."""

    name: str  # of one
    overdue: Callable[..., int]
    refresh: Callable[..., None]
    at_once: int


VERDICTS = Summaries(
    "verdict", readiness_summaries.overdue, readiness_summaries.refresh_overdue, readiness_summaries.MOST
)
GRADES = Summaries(
    "grade", self_check_summaries.overdue, self_check_summaries.refresh_overdue, self_check_summaries.MOST
)
_AT_WORK: dict[Any, threading.Thread] = {}  # by database and summaries


def renew(kept: Summaries, today: date) -> None:
    """Say how many are of an earlier day, and have them worked out anew; the list does not wait for it."""
    late, flag = session.remember(kept.overdue, today), f"renewing-{kept.name}"
    if late or st.session_state.get(flag):
        session.forget()  # of summaries the trail does not tell
    st.session_state[flag] = bool(late)
    if late:
        times = math.ceil(late / kept.at_once)
        _begin((session.database(), kept.name), times, session.keep_later(kept.refresh, today))
        renewed = "it is" if late == 1 else "they are"
        words = f"{count(late, kept.name)} of an earlier day; {renewed} being renewed"
        st.markdown(look.state("stale", words))


def finished() -> None:
    """Wait for what is being renewed."""
    for thread in list(_AT_WORK.values()):
        thread.join()


def _begin(what: Any, times: int, work: Callable[[], None]) -> None:
    """Piece by piece, once at a time for the same summaries of a database."""
    if what in _AT_WORK:
        return

    def run() -> None:
        try:
            for _ in range(times):
                work()
        finally:
            _AT_WORK.pop(what, None)

    _AT_WORK[what] = threading.Thread(target=run, name="renew-summaries", daemon=True)
    _AT_WORK[what].start()
