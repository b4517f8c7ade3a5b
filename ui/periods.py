"""Two days typed in the address, from and to, as a period; a mistake is said below them."""

from typing import Any

import streamlit as st

from slp_core.dates import parse_day
from slp_core.errors import InvalidInput
from slp_core.periods import Period
from ui import address, look


def wished(first: str, last: str, **more: Any) -> Period | None:
    """The period of two fields with these labels; without a last day it has no end. None while it cannot be read."""
    typed = (
        address.search(first, "from", width=150, placeholder="2027-03-01", **more),
        address.search(last, "to", width=150, placeholder="2027-03-12"),
    )
    return parsed(*typed)


def parsed(first: str, last: str) -> Period | None:
    """The period of two typed days; None for nothing, and with the mistake on the page for what is no period."""
    if not first.strip() and not last.strip():
        return None
    try:
        return read(first, last)
    except InvalidInput as mistake:
        st.markdown(f":red[:material/error: {look.plain(mistake.message)} {look.plain(mistake.hint)}]", width="stretch")
        return None


def read(first: str, last: str) -> Period:
    """The period of two typed days; an empty last day is no end. Raises InvalidInput."""
    return Period(parse_day(first, "first"), parse_day(last, "last") if last.strip() else None)
