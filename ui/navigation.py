"""The pages, in the order of the top bar; what a user may not open is left out of it."""

from copy import copy
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from ui import look, session


class Entry(NamedTuple):
    """A page: its file, title, icon, the action it needs, and whether the bar shows it."""

    file: str
    title: str
    icon: str
    action: str
    in_bar: bool = True


ENTRIES = (
    Entry("home", "My work", "task_alt", "engagement:read"),
    Entry("my_trip", "My trip", "luggage", "own_trip:read"),
    Entry("plan", "Plan", "edit_calendar", "plan:price"),
    Entry("needs", "Needs", "campaign", "need:read"),
    Entry("engagements", "Engagements", "folder_open", "engagement:read"),
    Entry("partners", "Partners", "handshake", "partner:read"),
    Entry("experts", "Experts", "badge", "expert:read"),
    Entry("map", "Countries", "public", "country:read"),
    Entry("estimate", "Money", "payments", "plan:price"),
    Entry("rules", "Rules and data", "database", "source:read"),
    Entry("account", "Account", "account_circle", "account:read"),
    Entry("engagement", "Engagement", "folder_open", "engagement:read", in_bar=False),
    Entry("calendar", "What is due", "event", "engagement:read", in_bar=False),
    Entry("partner", "Partner", "handshake", "partner:read", in_bar=False),
    Entry("self_check", "Self-check", "fact_check", "self_check:try", in_bar=False),
    Entry("mechanism", "Agreement", "handshake", "mechanism:read", in_bar=False),
    Entry("mechanisms", "Agreements", "handshake", "mechanism:read", in_bar=False),
    Entry("need", "Need", "campaign", "need:read", in_bar=False),
    Entry("need_intake", "Raise a need", "campaign", "need:raise", in_bar=False),
    Entry("expert", "Expert", "badge", "expert:read", in_bar=False),
    Entry("country", "Country", "flag", "country:read", in_bar=False),
    Entry("rate_impact", "What the new rates change", "price_change", "estimate:read", in_bar=False),
    Entry("briefing", "Security briefing", "shield", "briefing:write"),
    Entry("training", "Training", "school", "training:read", in_bar=False),
    Entry("exchange", "Import", "upload_file", "publication:import", in_bar=False),
    Entry("admin", "Users", "group", "user:read", in_bar=False),
)


def mark() -> str:
    """The program's drawn name, before them: by its address where there is one, else whole with every answer."""
    name = f"mark-{look.theme()}.svg"
    return f"/app/static/{name}" if session.is_served() else f"assets/{name}"


def pages() -> list[st.Page]:
    """Every page, so that each address answers; the bar shows those within the user's rights, and a stranger none."""
    user = session.user()
    shown = frozenset(entry.file for entry in ENTRIES if entry.in_bar and user is not None and user.may(entry.action))
    if st.session_state.get("pages-shown") != shown:
        st.session_state["pages"] = {name: copy(page) for name, page in _declared(shown).items()}  # a run marks its own
        st.session_state["pages-shown"] = shown
    return list(st.session_state["pages"].values())


@lru_cache
def _declared(shown: frozenset[str]) -> dict[str, st.Page]:
    """The pages by their names, with those in the bar; a page takes long to declare: it is done once for each bar."""
    return {entry.file: _page(entry, visible=entry.file in shown) for entry in ENTRIES}


def _page(entry: Entry, *, visible: bool) -> st.Page:
    return st.Page(
        f"pages/{entry.file}.py",
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry.file == "home",
        visibility="visible" if visible else "hidden",
    )
