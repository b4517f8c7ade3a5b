"""The RSO's briefing of a post: what travelers read and attest, and where the RSO writes it."""

import streamlit as st

from ui import briefing, guard, look, session

guard.require("briefing:read")
look.head("Security briefing", "What a post tells everybody who travels to it.", demo=session.is_demo())
with session.refusals():
    book = briefing.book(st.query_params.get("post", ""))
    briefing.shown(book)
    briefing.editor(book)
