"""Opening databases, and the two ways to use one: reading, and one piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ..errors import Conflict, InvalidInput
from . import derived, trail

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=30000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
)
POOL = {"pool_size": 5, "max_overflow": 10, "pool_pre_ping": True, "pool_recycle": 1800, "pool_timeout": 10}


class Writing(Session):
    """A session whose changes all reach the trail: the older bulk methods, which no event sees, are refused."""

    def bulk_save_objects(self, *_: Any, **__: Any) -> NoReturn:
        trail.refuse_bulk()

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


class Reading(Session):
    """A session in which a change is a bug."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is behind a change; a job of the program names who started it."""

    principal_id: int
    started_by: int | None = None


@dataclass(frozen=True, slots=True)
class Database:
    """One database and its connections."""

    engine: Engine

    def dispose(self) -> None:
        self.engine.dispose()

    def checkpoint(self) -> None:
        """Fold SQLite's write-ahead log into the file, so that the file alone can be copied."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")


def open_database(address: str) -> Database:
    """A database by its address: `sqlite:///file.db` or `postgresql://…`. Nothing is created but SQLite's file.

    Raises InvalidInput for what is no address.
    """
    try:
        url = make_url(address)
    except ArgumentError as fault:
        raise InvalidInput(
            "The address of the database is not one.",
            hint="Write SLP_DB like sqlite:///file.db or postgresql://user@host/name.",
            field="SLP_DB",
        ) from fault
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), **POOL)
    return Database(engine)


@contextmanager
def reading(database: Database) -> Iterator[Session]:
    """A session that only reads: it never waits for a writer, and a change in it is a bug."""
    with Reading(database.engine, autoflush=False, expire_on_commit=False) as session, _refusals():
        yield session


@contextmanager
def work(database: Database, actor: Actor | None, moment: datetime, reason: str = "") -> Iterator[Session]:
    """One transaction and one batch of the trail: kept whole at the end, or not at all.

    Who is behind it may also be said within, by `act_as`, before the first change.

    Raises Conflict where the database refuses: a record changed meanwhile, a value that must be unique, a lock.
    """
    with Writing(database.engine, expire_on_commit=False) as session:
        session.info.update(actor=actor, moment=moment, reason=reason)
        trail.follow(session)
        with _refusals():
            session.connection(execution_options={"writes": True})
            yield session
            derived.settle(session)
            session.commit()


def act_as(session: Session, actor: Actor) -> None:
    """Say who is behind a piece of work: somebody who was looked up within it."""
    session.info["actor"] = actor


@contextmanager
def _refusals() -> Iterator[None]:
    """The drivers' errors become ours, here and nowhere else."""
    try:
        yield
    except StaleDataError as fault:
        raise Conflict(
            "This was changed by someone else after you opened it; your change was not saved.",
            hint="Look at the current state, then change it again.",
        ) from fault
    except IntegrityError as fault:
        raise Conflict(
            "This contradicts what is stored already; nothing was saved.", hint="Load the page again and compare."
        ) from fault
    except DataError as fault:
        raise InvalidInput(
            "A sign or number in this cannot be looked up or stored; nothing was saved.",
            hint="Remove invisible signs, and try again.",
        ) from fault
    except OperationalError as fault:
        if "locked" not in str(fault) and "timeout" not in str(fault):
            raise
        raise Conflict("The database is busy; nothing was saved.", hint="Try again in a moment.") from fault


def _set_pragmas(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """A writer queues for its turn at once; a reader sees the last kept state and never waits."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@event.listens_for(Reading, "before_flush")
def _refuse_to_write(session: Session, *_: Any) -> None:
    raise RuntimeError("A reading session was asked to write")
