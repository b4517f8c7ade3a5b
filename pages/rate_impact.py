"""What the new rates change: the estimates that an imported table moves, old and new, and pricing them again."""

import streamlit as st

from slp_core.services import rate_impact as impact
from ui import address, guard, look, rate_impact, session

user = guard.require("estimate:read")
look.head(
    "What the new rates change",
    "Estimates of engagements that are not over, priced with an imported table beside how they stand.",
    demo=session.is_demo(),
)
with session.refusals():
    tables = session.remember(impact.tables)
    if not tables:
        look.empty("No imported table of rates is in force.", "Once INL/KM imports one, what it moves is listed here.")
        st.stop()
    words = {str(one.id): f"{one.title}, import {one.id}" for one in tables}
    number = int(address.select("Table", words, "import"))
    with st.spinner("Pricing what it can move", show_time=False):
        found = session.remember(impact.of_import, number)
    rate_impact.verdict(found)
    rate_impact.listed(found)
    rate_impact.price_again(found, user)
