"""Bringing a database to the present form, by Alembic."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from ..errors import Conflict
from . import guards
from .db import Database

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(database: Database, to: str = "head") -> None:
    """Run the migrations that the database has not seen, each whole or not at all, and make the guards again."""
    connected = database.engine.connect().execution_options(writes=True)
    with connected as connection, connection.begin(), _tables_changing(connection):
        guards.lift(connection)
        command.upgrade(_config(connection), to)
        guards.install(connection)


def is_current(database: Database) -> bool:
    """Has the database seen every migration of this release?"""
    return current(database) == _newest()


@cache
def _newest() -> str | None:
    """The last migration of this release."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head()


def current(database: Database) -> str | None:
    """The migration that a database stands at; None for an empty one. Raises Conflict when it cannot be opened."""
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except (DBAPIError, sqlite3.DatabaseError) as fault:
        raise Conflict(
            "The database cannot be opened.", hint="Check its address (SLP_DB), and that its server is running."
        ) from fault


@contextmanager
def _tables_changing(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it, which its foreign keys must not see: they are checked before all is kept.

    The switch works between transactions only, so that this one is ended and another begun around it.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    _between(connection, "ROLLBACK", "PRAGMA foreign_keys=OFF")
    ending = "ROLLBACK"
    try:
        yield
        if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise Conflict(f"A row of {broken[0]} refers to one that is missing; nothing was migrated.")
        ending = "COMMIT"
    finally:
        _between(connection, ending, "PRAGMA foreign_keys=ON")


def _between(connection: Connection, ending: str, switch: str) -> None:
    for statement in (ending, switch, "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(statement)


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config
