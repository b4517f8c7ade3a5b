"""Running a use case: who asks is known as of now, a write is one transaction, a repeated token is one record."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from ..roles import Principal
from ..store import idempotency
from ..store.db import Actor, Database, act_as, reading, work
from . import history, users

P = ParamSpec("P")
R = TypeVar("R")
_KNOWN: WeakKeyDictionary[Engine, dict[str, tuple[str, Principal]]] = WeakKeyDictionary()


def ask(
    database: Database,
    reference: str,
    use_case: Callable[Concatenate[Session, Principal, P], R],
    *args: P.args,
    **more: P.kwargs,
) -> R:
    """Answer a question for a user. Raises NotSignedIn for a user who is gone or shut out."""
    with reading(database) as session:
        return use_case(session, _whose(database, session, reference)[1], *args, **more)


def look(database: Database, use_case: Callable[Concatenate[Session, P], R], *args: P.args, **more: P.kwargs) -> R:
    """Answer a question for whoever asks, before it is known who that is."""
    with reading(database) as session:
        return use_case(session, *args, **more)


def arrive(database: Database, reference: str) -> tuple[str, Principal]:
    """Where the trail stands, as in `history.position`, and a user with the rights that hold there.

    Raises NotSignedIn for a user who is gone or shut out.
    """
    with reading(database) as session:
        return _whose(database, session, reference)


def do(
    database: Database, reference: str, now: datetime, token: str,
    use_case: Callable[Concatenate[Session, Principal, P], str], *args: P.args, **more: P.kwargs
) -> str:  # fmt: skip
    """Do a write once for a token, and give its result, a public reference: a second click gets the first's."""
    with _work_of(database, reference, now) as (session, (_, user)):
        name = f"{use_case.__module__}.{use_case.__qualname__}"
        return idempotency.once(session, token, name, user.id, lambda: use_case(session, user, *args, **more))


def keep(
    database: Database, reference: str, now: datetime,
    use_case: Callable[Concatenate[Session, Principal, P], None], *args: P.args, **more: P.kwargs
) -> str:  # fmt: skip
    """Do a write that may be repeated without harm, such as keeping a draft; where the trail stood before it."""
    with _work_of(database, reference, now) as (session, (stood, user)):
        use_case(session, user, *args, **more)
    return stood


@contextmanager
def _work_of(database: Database, reference: str, now: datetime) -> Iterator[tuple[Session, tuple[str, Principal]]]:
    """A piece of work of a user, who is looked up in it: between that and the change nothing else can happen."""
    with work(database, None, now) as session:
        arrived = _whose(database, session, reference)
        act_as(session, Actor(arrived[1].id))
        yield session, arrived


def _whose(database: Database, session: Session, reference: str) -> tuple[str, Principal]:
    """Who asks, as last looked up while the trail stands where it stood: rights change by the trail alone."""
    known = _KNOWN.setdefault(database.engine, {})
    stands = history.position(session)
    held = known.get(reference)
    if held is None or held[0] != stands:
        held = known[reference] = stands, users.principal(session, reference)
    return held
