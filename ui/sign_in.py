"""The sign-in: in a demo, choose one of the invented people; on an own laptop, open the program."""

from collections.abc import Callable
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from slp_core.errors import SlpError
from slp_core.services import users
from slp_core.services.identity import Identity, new_visitor
from slp_core.services.users import Front
from ui import look, session


def show(refusal: SlpError, offer: Callable[[], None] | None = None) -> None:
    """The sign-in at the address that was asked for: after it, the same address opens."""
    with st.container(width=760):
        look.head(
            "Sign in", "Plan, price, clear and follow State and Local Partnership engagements.", demo=session.is_demo()
        )
        _ended(refusal)
        if offer:
            offer()
        with session.refusals():
            if session.is_demo():
                st.markdown(
                    "Choose one of these **invented people**. "
                    "You get a copy of the demo of your own; nobody else sees what you change."
                )
                people()
            else:
                st.markdown("This installation belongs to one officer and answers on this computer only.")
                officer = users.front(session.here().front(), everyone=False)[0]
                if st.button("Open the program", type="primary", icon=":material/login:"):
                    enter(officer.reference)


def people() -> None:
    """The invented people of the demo, each with a button."""
    for person in users.front(session.here().front(), everyone=True):
        _person(person)


def enter(reference: str) -> None:
    """Become a person: through the route that sets the cookie, or without one in this tab's memory."""
    known = session.identity()
    kept = known.visitor if known and not known.invited else ""
    visitor = kept or (new_visitor() if session.is_demo() else "")
    who = Identity(reference, visitor)
    if session.here().settings.served:
        _go(f"/enter?ticket={session.here().signer.ticket(who)}&next={_here()}")
    st.session_state["identity"] = who
    st.rerun()


def leave() -> None:
    """Sign out, and forget the demo copy."""
    st.session_state.pop("identity", None)
    if session.here().settings.served:
        _go("/leave")
    st.rerun()


def _ended(refusal: SlpError) -> None:
    """Why whoever came by an invitation is in no more, and the way back to who they were before."""
    if "link" in refusal.context:
        if st.query_params.get("link") == refusal.context["link"]:
            del st.query_params["link"]  # a link followed again says the same: it is said once
        st.warning(f"**{refusal.message}** {refusal.hint}", icon=":material/link_off:")
        if st.button("Leave the invitation", icon=":material/logout:"):
            leave()


def _person(person: Front) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{look.plain(person.name)}**  \n{look.plain(person.roles)}", width="stretch")
        if st.button("Enter as this person", key=f"enter-{person.reference}"):
            enter(person.reference)


def _here() -> str:
    """Path and query of the address that was asked for, to come back to."""
    path = urlsplit(st.context.url or "/").path or "/"
    query = urlencode(st.query_params.to_dict())
    return quote(f"{path}?{query}" if query else path, safe="")


def _go(address: str) -> None:
    """Send this tab to a route of the server, as Streamlit's own sign-in does, and end the run."""
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auth_redirect.url = address
        context.enqueue(message)
    st.stop()
