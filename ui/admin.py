"""The parts of the page on users."""

import streamlit as st

from slp_core.reference import shipped
from slp_core.roles import ROLE_WORDS, Role, Scope, rights
from slp_core.services import users as people
from slp_core.services.users import Account
from ui import as_shown, look, session, tables, written

OFFERED = [role for role in Role if rights().roles[role] in (Scope.ALL, Scope.POST)]


def users(accounts: tuple[Account, ...]) -> None:
    """All users, and a switch for each."""
    rows = [[look.plain(f"{one.name} ({one.reference})"), look.plain(one.roles), _active(one)] for one in accounts]
    tables.plain(rows, ("User", "Roles", "State"), "Users with their roles")
    token = session.token("active")
    by_reference = {one.reference: one for one in accounts}
    with st.form(as_shown.form(f"active-{token}", ((one.reference, one.version) for one in accounts)), border=True):
        words = look.distinct({ref: one.name for ref, one in by_reference.items()})
        chosen = written.pick("Let a user in or keep one out", words)
        if st.form_submit_button("Change"):
            with session.refusals():
                one = by_reference[written.picked(chosen)]
                session.do(token, people.set_active, one.reference, one.version, active=not one.active)
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


def _active(one: Account) -> str:
    return look.state("done", "Active") if one.active else look.state("todo", "Shut out")
