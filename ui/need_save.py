"""Saving a need from its form; where it was changed meanwhile, what stands now is shown beside what is typed."""

from typing import Any

import streamlit as st

from slp_core.errors import Conflict, NotAllowed
from slp_core.need_request import NeedRequest
from slp_core.needs import PRIORITY_WORDS, Priority
from slp_core.partners import SECTOR_WORDS, Sector
from slp_core.plan import KIND_WORDS
from slp_core.reference import shipped
from slp_core.services import need_views, needs
from slp_core.services.need_views import NeedView
from ui import kept, leaving, look, need, need_draft, session

LABELS = {
    "country": "Country", "offer": "Standard offer", "kind": "Kind", "title": "Title", "sector": "Sector",
    "specialty": "Specialty", "audience": "Audience", "participants": "Participants", "outcome": "Outcome",
    "indicator": "Indicator", "target": "Target", "unknown": "Not yet known", "days": "Days of the trip",
    "opens": "Window opens", "closes": "Window closes", "priority": "Priority", "language": "Language",
    "institution": "Counterpart institution", "topic": "Topic and notes",
}  # fmt: skip


def save(form: str, wish: NeedRequest, found: NeedView | None) -> None:
    """The one button; after it, the need's own page."""
    token = session.token(form)
    words = "Save change" if found else "Raise need"
    if st.button(words, icon=":material/campaign:", type="primary", width="stretch", key=f"raise-{token}"):
        with session.refusals():
            reference = _change(form, token, wish, found) if found else _add(token, wish)
            session.renew(form)
            need_draft.forget(form)
            leaving.to("need", reference)
    if found and need_draft.goes_over(form):
        _show_what_stands(form, found)
    kept.said(form)
    st.button("Begin anew", icon=":material/restart_alt:", on_click=need_draft.forget, args=(form,), type="tertiary")


def _add(token: str, wish: NeedRequest) -> str:
    return session.do(token, needs.add, wish, session.today())


def _change(form: str, token: str, wish: NeedRequest, found: NeedView) -> str:
    """Raises Conflict where it was changed meanwhile; then what stands is shown, and the next save goes over it.

    Where it was decided meanwhile the next save goes over nothing: then it is said what was decided.
    """
    version = st.session_state[f"{form}-version"]
    try:
        return session.do(token, needs.change, found.reference, wish, version, session.today())
    except (Conflict, NotAllowed):
        stands = need.to_change(session.arrived(), found.reference)
        if stands and stands.version != version:
            need_draft.go_on_from(form, stands)
        raise


def _show_what_stands(form: str, found: NeedView) -> None:
    with session.refusals():
        others = need_draft.differing(form, session.remember(need_views.view, found.reference))
        said = "; ".join(f"{LABELS[field]}: {_words(field, now)}" for field, now in others.items())
        words = f"It stands now with other words than yours. {said}. The next save puts yours in their place."
        if others:
            st.warning(look.plain(words), icon=":material/compare_arrows:")


def _words(field: str, now: Any) -> str:
    """A value as its input shows it."""
    known = {
        "country": shipped().countries.names,
        "kind": {one.value: word for one, word in KIND_WORDS.items()},
        "sector": {one.value: SECTOR_WORDS[one] for one in Sector},
        "specialty": need_draft.specialties(""),
        "language": shipped().catalogue.languages,
        "priority": {one.value: PRIORITY_WORDS[one] for one in Priority},
    }
    if now in (None, "", False):
        return "empty"
    return "yes" if now is True else str(known.get(field, {}).get(now, now))
