"""Triggers by which the database refuses to have its trail and documents rewritten, made anew after each migration."""

from sqlalchemy import Connection, UniqueConstraint, inspect

from . import document_guards
from .base import Base
from .versions import OWN, VERSIONS, Versions

FROZEN = ("audit_entry", "publication", "post_briefing", "briefing_attestation", "self_check_document")
MESSAGE = "the trail is never rewritten"


def lift(connection: Connection) -> None:
    """Take the guards of documents away, for the time of a migration: SQLite cannot change a table that one reads."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in document_guards.lifted(document_guards.sqlite() if sqlite else document_guards.postgresql()):
        connection.exec_driver_sql(statement)


def install(connection: Connection) -> None:
    """Make the triggers again, of the tables there are: Alembic's way of changing a SQLite table loses them."""
    sqlite = connection.dialect.name == "sqlite"
    trail, documents = (_sqlite, document_guards.sqlite) if sqlite else (_postgresql, document_guards.postgresql)
    for statement in (*trail(_known(connection)), *documents()):
        connection.exec_driver_sql(statement)


def _known(connection: Connection) -> dict[str, set[str]]:
    """The tables to guard and their columns, as they are: a database of an earlier form has fewer."""
    found = inspect(connection)
    there = set(found.get_table_names())
    guarded = (*FROZEN, *(versions.table.name for versions in VERSIONS.values()))
    return {name: {column["name"] for column in found.get_columns(name)} for name in guarded if name in there}


def _sqlite(known: dict[str, set[str]]) -> list[str]:
    statements = []
    for table in _frozen(known):
        statements += [_sqlite_trigger(table, "UPDATE"), _sqlite_trigger(table, "DELETE")]
    for versions in VERSIONS.values():
        name = versions.table.name
        statements += [
            _sqlite_trigger(name, "DELETE"),
            _sqlite_trigger(name, "UPDATE", _rewritten(versions, known[name])),
        ]
    for table in known:
        statements.append(_sqlite_trigger(table, "INSERT", _replaces(table)))
    return [part for pair in statements for part in pair]


def _frozen(known: dict[str, set[str]]) -> list[str]:
    return [table for table in FROZEN if table in known]


def _rewritten(versions: Versions, there: set[str]) -> str:
    """A version may be closed once; nothing else of it may change."""
    kept = [name for name in (*OWN, *versions.columns) if name != "valid_to" and name in there]
    return "WHEN OLD.valid_to IS NOT NULL OR " + " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in kept)


def _replaces(table: str) -> str:
    """INSERT OR REPLACE deletes what it replaces, unseen by triggers where a connection does not ask for them."""
    known = Base.metadata.tables[table]
    several = [[c.name for c in one.columns] for one in known.constraints if isinstance(one, UniqueConstraint)]
    unique = [[c.name] for c in known.columns if c.primary_key or c.unique] + several
    same = (f"({' AND '.join(f'{name} = NEW.{name}' for name in names)})" for names in unique)
    return f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(same)})"


def _sqlite_trigger(table: str, change: str, when: str = "") -> tuple[str, str]:
    name = f"keep_{table}_{change.lower()}"
    body = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    return f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} BEFORE {change} ON {table} {when} {body}"


def _postgresql(known: dict[str, set[str]]) -> list[str]:
    refuse = f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END"
    close = (
        "BEGIN IF OLD.valid_to IS NOT NULL OR to_jsonb(NEW) - 'valid_to' <> to_jsonb(OLD) - 'valid_to'"
        f" THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN NEW; END"
    )
    statements = [
        f"CREATE OR REPLACE FUNCTION slp_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        f"CREATE OR REPLACE FUNCTION slp_close_once() RETURNS trigger LANGUAGE plpgsql AS $$ {close} $$",
    ]
    for table in _frozen(known):
        statements += _postgresql_trigger(table, "UPDATE OR DELETE", "ROW", "slp_refuse")
    for versions in VERSIONS.values():
        statements += _postgresql_trigger(versions.table.name, "DELETE", "ROW", "slp_refuse")
        statements += _postgresql_trigger(versions.table.name, "UPDATE", "ROW", "slp_close_once")
    for table in known:
        statements += _postgresql_trigger(table, "TRUNCATE", "STATEMENT", "slp_refuse")
    return statements


def _postgresql_trigger(table: str, change: str, each: str, function: str) -> list[str]:
    name = f"keep_{table}_{change.lower().replace(' ', '_')}"
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()",
    ]
