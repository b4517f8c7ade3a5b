"""The team of an engagement: who is named, naming one of the free experts, and why the others are not free."""

import streamlit as st

from slp_core.roles import Principal
from slp_core.services import team
from slp_core.services.engagements import EngagementView
from slp_core.services.team import Candidate, Member
from ui import as_shown, look, session, tables, written


def section(found: EngagementView, user: Principal) -> None:
    """The places of the team; below, for those who may, naming."""
    look.section("Team")
    members = session.remember(team.of_engagement, found.reference)
    tables.plain(
        [[m.position, _name(m), look.plain(m.agency)] for m in members],
        ("Place", "Expert", "Agency"),
        "The team",
    )
    if user.reaches(team.ACTION, found.country):
        opened = st.expander("Name an expert", key=f"naming-{found.reference}", on_change="rerun")
        if opened.open:
            with opened:
                _naming(found, members)


def _name(member: Member) -> str:
    name = look.plain(member.name) or "Not named yet"
    return f"[{name}](/expert?ref={member.expert})" if member.expert else name


def _naming(found: EngagementView, members: tuple[Member, ...]) -> None:
    words = {m.position: f"Place {m.position}, {m.name or 'not named yet'}, {m.period.words}" for m in members}
    first_open = next((n for n, m in enumerate(members) if not m.name), None)
    position = st.selectbox(
        "Place on the team", list(words), first_open, words.__getitem__, placeholder="All have a name: choose one"
    )
    if position is None:
        return
    member = next(m for m in members if m.position == position)
    candidates = session.remember(team.candidates, found.reference, position, session.today())
    free = [one for one in candidates if one.answer.free]
    if free:
        _form(found, member, free)
    else:
        look.empty(
            "Nobody is free on these days.",
            "Experts come from the agencies that take part, as far as they are on offer; below is what is in the way."
            if candidates
            else "No agency that takes part has another expert on offer. Choose an agency for the engagement first.",
        )
    if member.name:
        _take_off(found, member)
    _not_free([one for one in candidates if not one.answer.free])


def _form(found: EngagementView, member: Member, free: list[Candidate]) -> None:
    token = session.token("name")
    words = look.distinct({one.reference: f"{one.name}{f', {one.title}' if one.title else ''}" for one in free})
    with st.form(as_shown.form(f"name-{token}-{member.position}", (member.version, *words)), border=False):
        expert = st.selectbox(f"Free experts ({len(free)})", list(words), format_func=words.__getitem__)
        if st.form_submit_button("Name expert", icon=":material/person_add:"):
            chosen = found.reference, member.position, expert, member.version, session.today()
            written.do("name", team.name_expert, *chosen)


def _take_off(found: EngagementView, member: Member) -> None:
    token = session.token("take-off")
    if st.button("Leave this place open", key=f"take-off-{token}", icon=":material/person_remove:"):
        written.do("take-off", team.take_off, found.reference, member.position, member.version)


def _not_free(others: list[Candidate]) -> None:
    """Who cannot go, with what is in the way and the nearest other days."""
    if others:
        rows = [[f"**{look.plain(one.name)}**", look.plain(_why(one))] for one in others]
        tables.plain(rows, ("Not free", "Why"), "Experts who are not free, with what is in the way")


def _why(one: Candidate) -> str:
    return " ".join((*one.answer.sentences, one.answer.proposal))
