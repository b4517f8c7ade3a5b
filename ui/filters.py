"""What the list of engagements is narrowed to; every choice stands in the address, so that a view can be sent."""

from typing import Protocol

import streamlit as st

from slp_core.lifecycle import WORDS, Stage
from slp_core.services.portfolio import Filters, Ready, When
from ui import address

WHEN_WORDS: dict[str, str] = {When.ALL: "All", When.UPCOMING: "Upcoming", When.CURRENT: "In country", When.PAST: "Past"}

READY_WORDS: dict[str, str] = {
    Ready.ALL: "All",
    Ready.GO: "Go",
    Ready.WAIVER: "Go with waiver",
    Ready.NO_GO: "No-go",
    Ready.UNKNOWN: "Something not known",
}


class Paged(Protocol):
    """One page of a list: which one, from 1, and of how many."""

    @property
    def number(self) -> int: ...
    @property
    def pages(self) -> int: ...


def engagements() -> Filters:
    """The filter row. A choice in the address that does not exist is left out."""
    stages = {"": "All stages"} | {stage.value: WORDS[stage] for stage in Stage}
    with st.container(horizontal=True, vertical_alignment="top"):
        text = address.search("Search", "find", placeholder="Title, place or reference", width=260)
        country = address.country("Country", "All countries", "country", width=230)
        stage = address.select("Stage", stages, "stage", width=180)
        ready = address.select("Go / no-go", READY_WORDS, "ready", width=180)
        when = address.choose("When", WHEN_WORDS, "when")
    return Filters(text, country, stage, When(when), Ready(ready))


def page_number() -> int:
    """The page asked for in the address; 1 for anything that is not a number."""
    asked = st.query_params.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


def pager(found: Paged) -> None:
    """Steps between the pages of the list."""
    if found.pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Earlier page", disabled=found.number == 1, icon=":material/chevron_left:"):
            _turn(found.number - 1)
        st.markdown(f"Page {found.number} of {found.pages}")
        if st.button("Later page", disabled=found.number == found.pages, icon=":material/chevron_right:"):
            _turn(found.number + 1)


def _turn(number: int) -> None:
    st.query_params["page"] = str(number)
    st.rerun()
