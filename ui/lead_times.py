"""How far ahead each step lies for a country, what its post has set over that, and setting it."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from slp_core import checklists, dates
from slp_core import lead_times as rules
from slp_core.checklists import OWNER_WORDS, Item
from slp_core.lead_time_history import FEWEST, Took
from slp_core.lead_times import LeadTimeScope
from slp_core.plan import KIND_WORDS, Kind
from slp_core.reference import shipped
from slp_core.roles import Principal, Scope
from slp_core.services import lead_time_history, lead_times
from slp_core.services.lead_times import Decision
from ui import look, session, tables


def section(country: str, today: date, user: Principal) -> None:
    """The steps of one kind of engagement with their lead times; below, for those who may, the form to set one."""
    kind = kind_chosen()
    decisions = [one for one in session.remember(lead_times.of_country, country, today) if one.lead_time.kind is kind]
    items = steps(kind, decisions, today, session.remember(lead_time_history.of_country, country, kind, today))
    if user.reaches("lead_time:change", country):
        post = shipped().countries.post_of(country)
        scopes = {LeadTimeScope.POST: (post.key, post.name)}
        scopes |= {LeadTimeScope.ALL: ("", "All posts")} if everywhere(user) else {}
        form(kind, items, scopes, today)
        for one in decisions:
            if one.lead_time.scope is LeadTimeScope.POST or everywhere(user):
                taken_back(one)


def kind_chosen() -> Kind:
    """Which checklist is looked at."""
    st.session_state.setdefault("lead-kind", Kind.DEPLOYMENT)
    return Kind(look.choose("Kind", list(Kind), key="lead-kind", words=dict(KIND_WORDS)))


def steps(
    kind: Kind, decisions: Sequence[Decision], today: date, history: Mapping[str, Took] | None = None
) -> tuple[Item, ...]:
    """The table of the steps with what was decided on them and how long they took here, and the steps."""
    here = history or {}
    checklist = rules.applied(
        checklists.in_force(shipped().checklists, kind, today), [one.lead_time for one in decisions]
    )
    decided = {one.lead_time.step for one in decisions}
    rows = []
    for item in checklist.items:
        due = f"{item.due.distance}{_takes(item)}{_took(here.get(item.id))}"
        rows.append([look.plain(item.text), due, _from(item, item.id in decided)])
    tables.plain(rows, ("Step", "Due", "From"), f"Lead times for {KIND_WORDS[kind].lower()}")
    if history is not None:
        told = "is told beside its due day" if history else "is not told yet"
        st.caption(f"How long a step took in the closed engagements of this post {told}: from {FEWEST} cases on.")
    return checklist.items


def everywhere(user: Principal) -> bool:
    """May the user set lead times for whatever there is?"""
    return any(grant.scope is Scope.ALL for grant in user.grants_for("lead_time:change"))


def _takes(item: Item) -> str:
    return f"  \n:small[takes {dates.count(item.takes.business_days, 'business day')}]" if item.takes else ""


def _took(found: Took | None) -> str:
    return f"  \n:small[took here: {found.words}]" if found else ""


def _from(item: Item, decided: bool) -> str:
    citation = item.citation.read()
    if decided:
        return f":green-badge[:material/edit_note: Set here] {look.plain(citation.text)}"
    return f"{OWNER_WORDS[item.owner]}. {look.basis(citation)}"


def form(kind: Kind, items: tuple[Item, ...], scopes: dict[LeadTimeScope, tuple[str, str]], today: date) -> None:
    """Set a lead time for one of the scopes: each with its key and its words."""
    token = session.token("lead-time")
    texts = {item.id: item.text for item in items}
    with look.fold("Set a lead time"), st.form(f"lead-time-{token}", border=False):
        step = st.selectbox("Step", list(texts), format_func=texts.__getitem__)
        scope = st.selectbox("For", list(scopes), format_func=lambda one: scopes[one][1])
        ahead, long = st.columns(2)
        days = ahead.number_input("Days ahead, in the step's own unit", 0, lead_times.MOST_DAYS, value=None)
        takes = long.number_input("Business days it takes", 0, lead_times.MOST_DAYS, value=None)
        why = st.text_input("Why, or who said so")
        since, until = st.columns(2)
        first = since.text_input("From", today.isoformat())
        last = until.text_input("Until (empty: open)")
        if st.form_submit_button("Set lead time", icon=":material/edit_note:"):
            with session.refusals():
                session.do(
                    token,
                    lead_times.decide,
                    kind,
                    step,
                    scope,
                    scopes[scope][0],
                    days,
                    takes,
                    why,
                    dates.parse_day(first, "since"),
                    dates.parse_day(last, "until") if last.strip() else None,
                    session.now(),
                )
                session.renew("lead-time")
                st.rerun()


def taken_back(one: Decision) -> None:
    """A decision in words, with the button that takes it back."""
    token = session.token(f"lead-time-{one.id}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(look.plain(one.lead_time.words), width="stretch")
        if st.button("Take back", key=f"end-{token}", icon=":material/undo:"):
            with session.refusals():
                session.do(token, lead_times.end, one.id, one.version, session.now())
                st.rerun()
