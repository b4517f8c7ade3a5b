"""The trail, the versions and the publications cannot be rewritten, not even past the program."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from slp_core.store import guards, migrate
from slp_core.store.db import Actor, Database, work
from slp_core.store.models import (
    BriefingAttestation,
    Expert,
    Partner,
    Post,
    PostBriefing,
    Publication,
    SelfCheck,
    SelfCheckDocument,
)
from slp_core.store.versions import VERSIONS

FORGED = {  # a table and one of its columns, worth forging
    "audit_entry": "reason",
    "publication": "file_name",
    "post_briefing": "source",
    "briefing_attestation": "source",
    "self_check_document": "edition",
    "engagement_version": "title",
    "assignment_version": "status",
    "checklist_entry_version": "text",
}
REFUSED = (DBAPIError, sqlite3.Error, psycopg.Error)
MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)


def finished(check: SelfCheck) -> SelfCheckDocument:
    return SelfCheckDocument(
        self_check_id=check.id, edition=check.edition, grade="ready", on_day=MOMENT.date(), content={},
        finished_by=1, finished_at=MOMENT,
    )  # fmt: skip


def publication(number: int) -> Publication:
    return Publication(
        kind="advisories", as_of=date(2026, 11, 1), file_name=f"{number}.csv", sha256=f"{number:064}", rows=1,
        content=b"x", received_by=1, received_at=MOMENT,
    )  # fmt: skip


def add_briefing(db: Any, make_rows: Any) -> None:
    """Two briefings, each attested by somebody."""
    person, partner = make_rows.person(), make_rows.partner()
    post = Post(key="tbilisi", name="Embassy Tbilisi", city="Tbilisi", zone="Asia/Tbilisi")
    db.add_all([post, person, partner])
    db.flush()
    expert = Expert(reference="X-1", person_id=person.id, partner_id=partner.id)
    briefings = [
        PostBriefing(post_id=post.id, number=number, sections={}, written_by=1, published_at=MOMENT)
        for number in (1, 2)
    ]
    db.add_all([expert, *briefings])
    db.flush()
    for one in briefings:
        db.add(BriefingAttestation(briefing_id=one.id, expert_id=expert.id, attested_at=MOMENT, attested_by=1))


@pytest.fixture(scope="module")
def fill(make_rows: Any) -> Callable[[Database], None]:
    def prepare(database: Database) -> None:
        migrate.upgrade(database)
        with work(database, Actor(1), MOMENT) as db:
            engagement = make_rows.engagement()
            db.add_all([engagement, publication(1), publication(2)])
            db.flush()
            db.add_all([make_rows.assignment(engagement), make_rows.step(engagement)])
            add_briefing(db, make_rows)
            agency = Partner(reference="P-9", name="A", search_key="a", state="IL", level="state", sector="police")
            db.add(agency)
            db.flush()
            check = SelfCheck(reference="S-1", partner_id=agency.id, edition="1", begun_on=MOMENT.date(), begun_by=1)
            db.add(check)
            db.flush()
            db.add(finished(check))

    return prepare


@pytest.fixture(scope="module")
def filled(databases: Any, fill: Callable[[Database], None]) -> Iterator[Database]:
    with databases.copy_of(fill) as database:
        yield database


@pytest.fixture(scope="module")
def truncatable(postgresql_databases: Any, fill: Callable[[Database], None]) -> Iterator[Database]:
    with postgresql_databases.copy_of(fill) as database:
        yield database


def through_the_engine(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def as_a_stranger(database: Database, statement: str) -> None:
    """With the driver alone: none of the program's settings of a connection hold."""
    url = database.engine.url
    if database.engine.dialect.name == "sqlite":
        with sqlite3.connect(str(url.database)) as connection:
            connection.execute(statement)
        return
    with psycopg.connect(host=url.query["host"], user=url.username, dbname=url.database) as connection:
        connection.execute(statement)


WAYS = pytest.mark.parametrize("run", [through_the_engine, as_a_stranger])
TABLES = pytest.mark.parametrize("table", FORGED)


def rows(database: Database, table: str) -> list[Any]:
    with database.engine.connect() as connection:
        return list(connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).all())


def refused(database: Database, table: str, run: Callable[[Database, str], None], statement: str) -> None:
    before = rows(database, table)
    assert before
    with pytest.raises(REFUSED, match=guards.MESSAGE):
        run(database, statement)
    assert rows(database, table) == before


def test_every_frozen_table_is_tried() -> None:
    assert set(FORGED) == {*guards.FROZEN, *(versions.table.name for versions in VERSIONS.values())}


@WAYS
@TABLES
def test_an_entry_cannot_be_updated(filled: Database, table: str, run: Any) -> None:
    refused(filled, table, run, f"UPDATE {table} SET {FORGED[table]} = 'forged'")


@WAYS
@TABLES
def test_an_entry_cannot_be_deleted(filled: Database, table: str, run: Any) -> None:
    refused(filled, table, run, f"DELETE FROM {table}")


@WAYS
@TABLES
def test_an_entry_cannot_be_replaced(filled: Database, table: str, run: Any) -> None:
    names, key = columns(filled, table), "version_id" if table.endswith("_version") else "id"
    values = ", ".join("'forged'" if name == FORGED[table] else name for name in names)
    same = f"INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} WHERE true"
    if filled.engine.dialect.name == "sqlite":
        refused(filled, table, run, f"INSERT OR REPLACE {same}")
    column = FORGED[table]
    refused(filled, table, run, f"INSERT {same} ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}")


@WAYS
def test_sqlite_replaces_no_publication_of_the_same_hash(sqlite_databases: Any, fill: Any, run: Any) -> None:
    with sqlite_databases.copy_of(fill) as database:
        names = ", ".join(name for name in columns(database, "publication") if name != "id")
        same = f"publication ({names}) SELECT {names} FROM publication"
        refused(database, "publication", run, f"INSERT OR REPLACE INTO {same}")
        refused(database, "publication", run, "UPDATE OR REPLACE publication SET id = 2 WHERE id = 1")


@WAYS
@pytest.mark.parametrize("statement", [*(f"TRUNCATE {table} CASCADE" for table in (*FORGED, "principal"))])
def test_postgresql_empties_no_table_at_once(truncatable: Database, statement: str, run: Any) -> None:
    refused(truncatable, "audit_entry", run, statement)


@WAYS
def test_a_version_is_closed_once_and_then_never_changes(databases: Any, fill: Any, run: Any) -> None:
    with databases.copy_of(fill) as database:
        refused(
            database, "engagement_version", run, "UPDATE engagement_version SET valid_to = '2027-01-01', travelers = 9"
        )
        run(database, "UPDATE engagement_version SET valid_to = '2027-01-01 00:00:00'")
        refused(database, "engagement_version", run, "UPDATE engagement_version SET valid_to = '2028-01-01 00:00:00'")
        refused(database, "engagement_version", run, "UPDATE engagement_version SET valid_to = NULL")


def test_guards_that_a_migration_lost_are_made_again(databases: Any, fill: Any) -> None:
    with databases.copy_of(fill) as database:
        drop(database)
        through_the_engine(database, "UPDATE audit_entry SET reason = 'unguarded'")
        migrate.upgrade(database)
        refused(database, "audit_entry", through_the_engine, "UPDATE audit_entry SET reason = 'forged'")


def test_new_entries_still_come_in(databases: Any, fill: Any, make_rows: Any) -> None:
    with databases.copy_of(fill) as database:
        before = len(rows(database, "audit_entry"))
        with work(database, Actor(1), MOMENT) as db:
            db.add_all([make_rows.engagement("E-2027-002"), publication(3)])
        assert len(rows(database, "audit_entry")) == before + 1
        assert len(rows(database, "publication")) == 3


def drop(database: Database) -> None:
    """What Alembic does to a SQLite table that it changes: it makes it anew, without triggers."""
    name = "keep_audit_entry_update"
    if database.engine.dialect.name == "sqlite":
        return through_the_engine(database, f"DROP TRIGGER {name}")
    return through_the_engine(database, f"DROP TRIGGER {name}_or_delete ON audit_entry")


def columns(database: Database, table: str) -> list[str]:
    with database.engine.connect() as connection:
        return list(connection.execute(text(f"SELECT * FROM {table}")).keys())
