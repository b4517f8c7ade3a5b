"""Who is here, what time it is, and the way from a page to a use case."""

import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar

import streamlit as st
from sqlalchemy.orm import Session

from slp_core import dates, zones
from slp_core.errors import Conflict, InvalidInput, NotSignedIn, SlpError
from slp_core.reference import Reference
from slp_core.roles import Principal
from slp_core.services import commands, installation, references
from slp_core.services.identity import COOKIE, Identity
from slp_core.services.installation import Installation
from slp_core.settings import Mode, from_environment
from slp_core.store.db import Database
from ui import as_shown, look, second_click

_OPENING = threading.Lock()

P = ParamSpec("P")
R = TypeVar("R")


def here() -> Installation:
    """This installation, made ready: its mode, its databases, its signing secret. One a process.

    Whoever asks first opens it; who asks meanwhile waits for the same.
    """
    with _OPENING:
        return opened()


@lru_cache
def opened() -> Installation:
    return installation.open_installation(from_environment(os.environ), now())


def identity() -> Identity | None:
    """Who the browser says it is: by its signed cookie, or where no route can set one, by this tab's memory."""
    signed = st.context.cookies.get(COOKIE)
    known = here().signer.read_cookie(signed) if signed else None
    return known or st.session_state.get("identity")


def database() -> Database:
    """The database of whoever is here. There is no other: a demo visitor's is an own copy."""
    return here().database(_who())


def user() -> Principal | None:
    """Who is signed in, with the rights that hold now; None for a stranger and for one who cannot be let in.

    The page that follows in the same run is spared the question.
    """
    st.session_state.pop("arrived", None)
    try:
        arrived = st.session_state["arrived"] = _arrive()
    except SlpError:
        return None
    return arrived


def arrived() -> Principal:
    """The user whom this run of a page found already, or finds now. Raises NotSignedIn, NotAllowed."""
    second_click.begin()
    found: Principal | None = st.session_state.pop("arrived", None)
    return found or _arrive()


def look_again() -> None:
    """Ask where the trail stands: in a part of a page that runs alone, and may be drawn long after the page."""
    _arrive()


def ask(use_case: Callable[Concatenate[Session, Principal, P], R], *args: P.args, **more: P.kwargs) -> R:
    """The answer of a use case, for the user who is here. Raises what it raises."""
    who = _known()
    return commands.ask(here().database(who), who.user, use_case, *args, **more)


def later(
    use_case: Callable[Concatenate[Session, Principal, P], R], *args: P.args, **more: P.kwargs
) -> Callable[[], R]:
    """The question of `ask`, to be asked when a file is wanted: that happens outside the run, where nobody is known.

    The user's rights are looked up then.
    """
    who = _known()
    held = here().database(who)
    return lambda: commands.ask(held, who.user, use_case, *args, **more)


def remember(use_case: Callable[Concatenate[Session, Principal, P], R], *args: P.args, **more: P.kwargs) -> R:
    """The answer as `ask` gives it, kept in this tab until the trail moves: then, or for another person, asked anew.

    Where the trail stands is asked once a run, and again after a write of one's own.
    """
    if "trail_at" not in st.session_state:
        _arrive()
    if st.session_state.get("remembered_at") != st.session_state["trail_at"]:
        st.session_state["remembered_at"], st.session_state["remembered"] = st.session_state["trail_at"], {}
    answers: dict[Any, R] = st.session_state["remembered"]
    question = (use_case.__module__, use_case.__qualname__, args, tuple(more.items()))
    if question not in answers:
        answers[question] = ask(use_case, *args, **more)
    return answers[question]


def forget() -> None:
    """Drop the answers kept: something changed of which the trail does not tell."""
    st.session_state.pop("remembered_at", None)


def reference() -> Reference:
    """The data in force here: what ships, and the publications imported over it."""
    return remember(references.current)


def do(token: str, use_case: Callable[Concatenate[Session, Principal, P], str], *args: P.args, **more: P.kwargs) -> str:
    """Do the write of a click once for this token; a double click gets the first click's record.

    Raises InvalidInput for a second click that falls on what took the first one's place, besides what `write` raises.
    """
    second_click.refuse(token)
    return write(token, use_case, *args, **more)


def write(
    token: str, use_case: Callable[Concatenate[Session, Principal, P], str], *args: P.args, **more: P.kwargs
) -> str:
    """Do a write once for this token, by a click or by a change of an input, of which many may come in a moment.

    Raises Conflict where a record has another version than the page showed, besides what the use case raises.
    """
    guarded = as_shown.guarded(use_case, args)
    st.session_state.pop("trail_at", None)
    who = _who()
    done = commands.do(here().database(who), who.user, now(), token, guarded, *args, **more)
    as_shown.told()  # of what one changed oneself
    second_click.note(token)
    return done


def keep(use_case: Callable[Concatenate[Session, Principal, P], None], *args: P.args, **more: P.kwargs) -> None:
    """Do a write that may be repeated without harm.

    It tells where the trail stands, too: a change of a form may run the form alone, and not ask.
    """
    who = _who()
    _stands(who, commands.keep(here().database(who), who.user, now(), use_case, *args, **more))


def keep_or_say(
    use_case: Callable[Concatenate[Session, Principal, P], None], *args: P.args, **more: P.kwargs
) -> SlpError | None:
    """The write of `keep` at a change of an input, and what refused it. Who was signed out gets the sign-in."""
    try:
        keep(use_case, *args, **more)
    except NotSignedIn:
        st.session_state["signed-out"] = True
    except SlpError as refusal:
        return refusal
    return None


def keep_later(
    use_case: Callable[Concatenate[Session, Principal, P], None], *args: P.args, **more: P.kwargs
) -> Callable[[], object]:
    """The write of `keep`, to be done outside the run, where nobody is known."""
    who = _who()
    held = here().database(who)
    return lambda: commands.keep(held, who.user, now(), use_case, *args, **more)


@contextmanager
def refusals() -> Iterator[None]:
    """Inside, a refusal becomes one sentence and a hint on the page; what was typed stays."""
    try:
        yield
    except SlpError as refusal:
        if isinstance(refusal, Conflict):
            as_shown.told()
        refuse(refusal)


@contextmanager
def finding(what: str) -> Iterator[None]:
    """Inside, what a page is about is looked up; where that is refused, the page is the refusal and no more."""
    try:
        yield
    except SlpError as refusal:
        refusal_page(what, refusal)


def refuse(refusal: SlpError) -> None:
    st.error(f"{look.plain(refusal.message)} {look.plain(refusal.hint)}".strip(), icon=":material/error:")
    if there := refusal.context.get("partner"):
        st.page_link("pages/partner.py", label=f"Open {there}", query_params={"ref": str(there)})


def refusal_page(title: str, refusal: SlpError) -> NoReturn:
    """The whole page is why it cannot be shown."""
    look.head(title, "This page has nothing to show you.", demo=is_demo())
    refuse(refusal)
    if (who := identity()) and who.invited:
        st.page_link("pages/self_check.py", label="Open the self-check", icon=":material/fact_check:")
    st.stop()


def now() -> datetime:
    return datetime.now(UTC)


def zone() -> str:
    """The time zone of the browser; UTC where it does not say, or says what is none."""
    name = st.context.timezone or "UTC"
    try:
        return zones.zone(name).key
    except InvalidInput:
        return "UTC"


def today() -> date:
    return dates.day_in(zone(), now())


def is_phone() -> bool:
    """Does the browser call itself one of a phone?"""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def is_served() -> bool:
    """Does `serve.py` answer, with addresses beside the pages? `streamlit run app.py` alone has none."""
    return here().settings.served


def is_demo() -> bool:
    return here().settings.mode is Mode.DEMO


def token(name: str) -> str:
    """A write's token: the same until `renew`. The button carries it in its key, so that a second click
    is either the same write or a click on a button that is gone."""
    key = f"token:{name}"
    if key not in st.session_state:
        renew(name)
    return str(st.session_state[key])


def renew(name: str) -> None:
    st.session_state[f"token:{name}"] = str(uuid.uuid4())


def _arrive() -> Principal:
    """Who is here now, and where the trail stands."""
    st.session_state.pop("who", None)
    who = st.session_state["who"] = _who()
    position, principal = commands.arrive(here().database(who), who.user)
    _stands(who, position)
    return principal


def _stands(who: Identity, position: str) -> None:
    st.session_state["trail_at"] = (who, position)
    as_shown.begin(moved=st.session_state.get("remembered_at") != (who, position))


def _known() -> Identity:
    """Whose signature was checked at the beginning of this run; a write checks it again."""
    who: Identity | None = st.session_state.get("who")
    return who or _who()


def _who() -> Identity:
    who = identity()
    if who is None:
        raise NotSignedIn("Nobody is signed in.", hint="Sign in first.")
    if who.invited and who.until <= now().timestamp():
        raise NotSignedIn(
            "This invitation has expired.", hint="Ask whoever invited you for a new link.", link="expired"
        )
    return who
