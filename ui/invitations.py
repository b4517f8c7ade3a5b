"""Invitations of an agency: made with a link that is shown once, seen while they are open, taken back."""

from collections.abc import Collection
from urllib.parse import urlsplit

import streamlit as st

from slp_core import dates
from slp_core.services import invitations, partner_contacts
from slp_core.services.identity import Link
from slp_core.services.invitations import OpenInvitation
from ui import look, session, written

DAYS = (7, 14, 30, 60)


def section(partner: str) -> None:
    """The link just made, the open ones, and the form for another."""
    look.section("Invitations", "A link lets somebody without an account answer for this agency, and see nothing else.")
    if not session.here().settings.served:
        st.markdown("Links work only where the server was started with `make run`.")
        return
    open_ones = session.ask(invitations.open_ones, partner, session.now())
    _just_made(partner, {one.reference for one in open_ones})
    for one in open_ones:
        _open(one)
    _form(partner)


def _just_made(partner: str, still_open: Collection[str]) -> None:
    """Each link is in this tab's memory alone, until it is put away; one of an invitation taken back is gone."""
    made: dict[str, str] = st.session_state.get(f"links-{partner}", {})
    for reference, link in made.items():
        if reference in still_open:
            with st.container(border=True):
                st.markdown("**Copy this link now: it is not shown again.** Whoever has it can answer for the agency.")
                st.code(link, language=None, wrap_lines=True)
                if session.is_demo():
                    st.caption("In the demo it opens your own copy, for as long as that is kept.")
                st.button(
                    "I have copied it",
                    icon=":material/check:",
                    key=f"copied-{reference}",
                    on_click=_put_away,
                    args=(partner, reference),
                )


def _put_away(partner: str, reference: str) -> None:
    st.session_state[f"links-{partner}"].pop(reference, None)


def _open(one: OpenInvitation) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        who = f" for {look.plain(one.contact)}" if one.contact else ""
        used = look.state("doing", "Used") if one.used else look.state("waiting", "Not used yet")
        st.markdown(
            f"**{one.reference}**{who} {used}  \nMade {dates.short(one.made.date())}, works until "
            f"{dates.short(one.expires.date())}, {one.expires:%H:%M} UTC",
            width="stretch",
        )
        name = f"revoke-{one.reference}"
        if st.button("Take back", icon=":material/link_off:", key=f"{name}-{session.token(name)}"):
            written.do(name, invitations.revoke, one.reference, one.version, session.now())


def _form(partner: str) -> None:
    name = f"invite-{partner}"
    token = session.token(name)
    contacts = {one.id: one.name or one.title for one in session.remember(partner_contacts.of_partner, partner)}
    with st.form(f"invite-{token}", border=False):
        left, right = st.columns(2, gap="small")
        lengths = look.distinct({number: dates.count(number, "day") for number in DAYS})
        days = left.selectbox("Works for", DAYS, index=1, format_func=lengths.__getitem__)
        words = look.distinct({None: "Nobody in particular"} | contacts)
        contact = right.selectbox("For", list(words), format_func=lambda key: words[key])
        if st.form_submit_button("Make link", icon=":material/add_link:"):
            with session.refusals():
                _make(partner, name, token, days, contact)


def _make(partner: str, name: str, token: str, days: int, contact: int | None) -> None:
    """A second click has the first one's secret, and so the link that was stored."""
    secret: str = st.session_state.setdefault(f"secret-{token}", invitations.new_secret())
    now = session.now()
    reference = session.do(token, invitations.invite, partner, invitations.hash_of(secret), days, contact, now)
    made = st.session_state.setdefault(f"links-{partner}", {})
    made[reference] = _address(secret, int(now.timestamp()) + days * 86_400)
    st.session_state.pop(f"secret-{token}", None)
    session.renew(name)
    st.rerun()


def _address(secret: str, until: int) -> str:
    who, here = session.identity(), urlsplit(st.context.url or "")
    token = session.here().signer.link(Link(secret, who.visitor if who else "", until))
    return f"{here.scheme}://{here.netloc}/invitation?token={token}"
