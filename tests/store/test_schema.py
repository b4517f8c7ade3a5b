"""The migrated tables are the models', on both databases, and hold nothing that must not be known."""

import re
from collections.abc import Iterator
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, CheckConstraint, inspect, select, text

from slp_core.store import migrate, versions
from slp_core.store.base import Base, Record, Traced
from slp_core.store.db import open_database

FORBIDDEN = re.compile(
    r"passport|birth|\bdob\b|\bage\b|diagnos|disease|medical|health|allerg|ssn|social|national_id|visa|gender|religion|vetting"
)


VETTING = {  # by count, status and dates: whatever is added must be added here, too
    f"vetting_batch.{name}"
    for name in (
        "engagement_id", "kind", "participants", "submitted_on", "returned_on", "cleared", "expires_on", "reference",
        "why", "entered_by", "id", "version", "created_at", "archived_at", "source", "external_id", "import_batch_id",
    )
}  # fmt: skip
CLEARANCES = "kind IN ('country', 'passport', 'visa', 'yellow_fever', 'medical', 'insurance')"  # whether it is at hand
QUESTIONS = {"passports", "official_passports"}  # of an agency's self-check: whether its people have one
FORBIDDEN_KEY = re.compile(rf"{FORBIDDEN.pattern}|document_no|derogatory|finding")


def keys_in(value: Any) -> Iterator[str]:
    """Every key of what a JSON column holds, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def words(index: Any) -> str:
    """An index with the condition of a partial one in its words."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str(index | {"dialect_options": options})


def structure(database) -> dict:
    found = inspect(database.engine)
    return {
        name: (
            sorted(str(column) for column in found.get_columns(name)),
            sorted(words(index) for index in found.get_indexes(name)),
            sorted(str(key) for key in found.get_foreign_keys(name)),
        )
        for name in found.get_table_names()
    }


def triggers(database) -> list[str]:
    sqlite = database.engine.dialect.name == "sqlite"
    kept = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if sqlite else "SELECT tgname FROM pg_trigger"
    with database.engine.connect() as connection:
        return sorted(connection.execute(text(kept)).scalars())


def test_the_migrated_tables_are_those_of_the_models(database) -> None:
    assert versions.VERSIONS
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_missing_column_would_be_noticed(database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE draft DROP COLUMN body"))
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) != []


def test_migrating_twice_changes_nothing(database) -> None:
    before = structure(database), triggers(database), migrate.current(database)
    migrate.upgrade(database)
    assert (structure(database), triggers(database), migrate.current(database)) == before


def test_an_empty_database_stands_at_no_migration(tmp_path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    assert migrate.current(database) is None
    database.dispose()


def test_the_program_itself_is_the_first_who_acts(database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT id, kind FROM principal")).all() == [(1, "system")]


def test_no_column_is_made_for_what_must_not_be_known() -> None:
    names = [f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns]
    assert {name for name in names if FORBIDDEN.search(name)} == VETTING


def test_what_is_said_of_papers_is_their_state_and_days_and_never_a_number() -> None:
    entry = set(Base.metadata.tables["clearance_entry"].columns.keys())
    assert entry - set(Base.metadata.tables["absence"].columns.keys()) == {
        "engagement_id", "status", "requested_on", "granted_on", "begins_on", "expires_on", "never_expires",
        "blank_pages", "reference", "held_by", "entered_by",
    }  # fmt: skip


def test_no_json_value_of_the_demo_has_a_key_for_what_must_not_be_known(demo) -> None:
    found: dict[str, set[str]] = {}
    with demo.engine.connect() as connection:
        for table in Base.metadata.tables.values():
            for column in table.columns:
                if isinstance(column.type, JSON):
                    rows = connection.execute(select(column)).scalars()
                    found[f"{table.name}.{column.name}"] = {key for row in rows for key in keys_in(row)} - QUESTIONS
    assert {"engagement.plan", "audit_entry.changes", "checklist_entry.citation"} <= set(found)
    assert found["engagement.plan"] > {"country", "travelers"}
    assert {name: bad for name, keys in found.items() if (bad := {k for k in keys if FORBIDDEN_KEY.search(k)})} == {}


def test_a_forbidden_key_would_be_found_however_deep() -> None:
    assert [key for key in keys_in({"a": [{"passport_number": 1}]}) if FORBIDDEN_KEY.search(key)] == ["passport_number"]


def test_no_list_to_choose_from_has_a_kind_for_what_must_not_be_known() -> None:
    rules = [rule for table in Base.metadata.tables.values() for rule in table.constraints]
    lists = [str(rule.sqltext) for rule in rules if isinstance(rule, CheckConstraint)]
    assert any("certificate" in words for words in lists)
    assert [words for words in lists if FORBIDDEN.search(words)] == [CLEARANCES]


def test_a_forbidden_column_would_be_found() -> None:
    for name in ("person.passport_number", "person.date_of_birth", "expert.diagnosis", "person.ssn"):
        assert FORBIDDEN.search(name)


def test_every_record_knows_its_version_its_source_and_when_it_was_archived() -> None:
    kinds = [mapper.class_ for mapper in Base.registry.mappers]
    assert len([kind for kind in kinds if issubclass(kind, Record)]) > 15
    for kind in kinds:
        columns = set(kind.__table__.columns.keys())
        if issubclass(kind, Traced):
            assert {"version", "created_at", "archived_at"} <= columns
        if issubclass(kind, Record):
            assert {"source", "external_id", "import_batch_id"} <= columns
