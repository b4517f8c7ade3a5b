"""Bringing a database to the present form, by Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from . import guards
from .db import Database

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Run the migrations that the database has not seen, each whole or not at all, and make the guards again."""
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        command.upgrade(_config(connection), "head")
        guards.install(connection)


def current(database: Database) -> str | None:
    """The migration that a database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config
