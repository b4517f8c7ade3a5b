"""What a screen sees to when it shows a list: summaries whose day has come are renewed beside it."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
ANEW = timedelta(seconds=2)  # so often a list is asked anew while its summaries are being renewed
_AT_WORK: dict[Any, threading.Thread] = {}  # by database and summaries


def renew(kept: Summaries, today: date) -> None:
    """Say how many are of an earlier day, and have them worked out anew; the list does not wait for it.

    Of summaries the trail does not tell: what is renewed shows when it is done, and now and then before.
    """
    what, flag = (session.database(), kept.name), f"renewing-{kept.name}"
    seen: datetime | None = st.session_state.get(flag)
    if seen and (what not in _AT_WORK or session.now() - seen >= ANEW):
        session.forget()
        seen = None
    late = session.remember(kept.overdue, today)
    st.session_state[flag] = seen or session.now() if late else None
    if late:
        _begin(what, math.ceil(late / kept.at_once), session.keep_later(kept.refresh, today))
        renewed = "it is" if late == 1 else "they are"
        words = f"{count(late, kept.name)} of an earlier day; {renewed} being renewed"
        st.markdown(look.state("stale", words))


def finished() -> None:
    """Wait for what is being renewed."""
    for thread in list(_AT_WORK.values()):
        thread.join()


def _begin(what: Any, times: int, work: Callable[[], object]) -> None:
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
