"""What the list of engagements is narrowed to; every choice stands in the address, so that a view can be sent."""

import streamlit as st

from slp_core.lifecycle import WORDS, Stage
from slp_core.reference import shipped
from slp_core.services.portfolio import Filters, Page, When
from ui import look

WHEN_WORDS = {When.ALL: "All", When.UPCOMING: "Upcoming", When.CURRENT: "In country", When.PAST: "Past"}


def engagements() -> Filters:
    """The filter row. A choice in the address that does not exist is left out."""
    countries = {"": "All countries"} | {country.code: country.label for country in shipped().countries.sorted()}
    stages = {"": "All stages"} | {stage.value: WORDS[stage] for stage in Stage}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search", key="find", placeholder="Title, place or reference", width=260, bind="query-params"
        )
        country = st.selectbox(
            "Country", list(countries), format_func=countries.__getitem__, key="country", width=230, bind="query-params"
        )
        stage = st.selectbox(
            "Stage", list(stages), format_func=stages.__getitem__, key="stage", width=180, bind="query-params"
        )
        when = look.choose(
            "When", list(WHEN_WORDS), key="when", words=WHEN_WORDS, default=When.ALL, bind="query-params"
        )
    return Filters(text or "", country or "", stage or "", when)


def page_number() -> int:
    """The page asked for in the address; 1 for anything that is not a number."""
    asked = st.query_params.get("page", "1")
    return int(asked) if asked.isdigit() and len(asked) < 7 else 1


def pager(found: Page) -> None:
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
