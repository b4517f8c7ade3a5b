"""The parts of the page on rules, data and users."""

from datetime import date

import pandas as pd
import streamlit as st

from slp_core.reference import shipped
from slp_core.roles import ROLE_WORDS, Role, Scope, rights
from slp_core.services import users as people
from ui import answers, look, session, tables

OFFERED = [role for role in Role if rights().roles[role] in (Scope.ALL, Scope.POST)]


def freshness(today: date) -> None:
    look.section("How old the data is", "A table is out of date when its publisher should have issued a newer one.")
    answers.freshness(sorted(shipped().sources, key=lambda s: (not s.is_stale(today), s.title)), today)


def rules_in_force(today: date) -> None:
    look.section("Rules in force today")
    rows = []
    for rule in shipped().rules.rules.values():
        held = rule.on(today)
        rows.append(
            [look.plain(rule.title), look.plain(f"{held.value.normalize():f} {rule.unit}"), look.basis(held.citation)]
        )
    tables.plain(rows, ("Rule", "Value", "Where it comes from"), "Rules in force today with their sources")


def users(frame: pd.DataFrame) -> None:
    """All users, and a switch for each."""
    rows = [
        [
            look.plain(f"{r.name} ({r.reference})"),
            look.plain(r.roles),
            look.state("done" if r.active else "todo", "Active" if r.active else "Shut out"),
        ]
        for r in frame.itertuples()
    ]
    tables.plain(rows, ("User", "Roles", "State"), "Users with their roles")
    token = session.token("active")
    with st.form(f"active-{token}", border=True):
        names = {r.reference: f"{r.name} ({'active' if r.active else 'shut out'})" for r in frame.itertuples()}
        chosen = st.selectbox("Let a user in or keep one out", list(names), format_func=names.__getitem__)
        if st.form_submit_button("Change"):
            with session.refusals():
                row = frame.set_index("reference").loc[chosen]
                session.do(
                    token, people.set_active, chosen, int(row["version"]), session.now(), active=not row["active"]
                )
                session.renew("active")
                st.rerun()


def new_user() -> None:
    """A form for one user with one role."""
    token = session.token("new-user")
    posts = {post.key: post.name for post in shipped().countries.posts}
    with st.form(f"user-{token}", border=True):
        st.markdown("**Add a user**")
        name, email = st.text_input("Name"), st.text_input("E-mail")
        role = st.selectbox("Role", OFFERED, format_func=ROLE_WORDS.__getitem__)
        post = st.selectbox("Post, for an embassy officer or RSO", list(posts), format_func=posts.__getitem__)
        if st.form_submit_button("Add user", icon=":material/person_add:"):
            with session.refusals():
                session.do(token, people.add, name, email, role, post)
                session.renew("new-user")
                st.rerun()
