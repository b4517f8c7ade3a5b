"""Moving an impossible plan to the first dates that can work."""

import streamlit as st

from slp_core import dates
from slp_core.outlook import Outlook
from ui import draft


def offer(answer: Outlook) -> None:
    """The main action of a plan whose dates cannot work: the same trip, leaving on the earliest day that can."""
    if answer.feasible or answer.earliest is None:
        return
    day = answer.earliest
    st.button(
        f"Move to {dates.short(day)}",
        icon=":material/event_repeat:",
        type="primary",
        on_click=draft.move_to,
        args=(day,),
    )
