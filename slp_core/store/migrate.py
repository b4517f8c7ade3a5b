"""Bringing a database to the present form, by Alembic."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from ..errors import Conflict
from . import guards
from .db import Database

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Run the migrations that the database has not seen, each whole or not at all, and make the guards again."""
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        command.upgrade(_config(connection), "head")
        guards.install(connection)


def is_current(database: Database) -> bool:
    """Has the database seen every migration of this release?"""
    return current(database) == ScriptDirectory(str(SCRIPTS)).get_current_head()


def current(database: Database) -> str | None:
    """The migration that a database stands at; None for an empty one. Raises Conflict when it cannot be opened."""
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except (DBAPIError, sqlite3.DatabaseError) as fault:
        raise Conflict(
            "The database cannot be opened.", hint="Check its address (SLP_DB), and that its server is running."
        ) from fault


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config
