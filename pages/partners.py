"""Partners: the agencies in reach, found by any part of a name; and what waits for whoever keeps the registry."""

import streamlit as st

from ui import guard, look, partners, session

user = guard.require("partner:read")
look.head("Partners", "U.S. agencies, by name. Their people deploy, mentor, host and advise.", demo=session.is_demo())
with session.refusals():
    if len(parts := partners.parts(user)) > 1:
        opened = look.tabs(*parts, key="partners-tabs", first=st.query_params.get("tab", ""))
        for tab, draw in zip(opened, parts.values(), strict=True):
            if tab.open:
                with tab:
                    draw()
    else:
        partners.agencies(user)
