"""An approved estimate and the lines of every stored one cannot be changed, not even past the program."""

import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from slp_core.store import document_guards, migrate
from slp_core.store.db import Actor, work
from slp_core.store.models import Estimate, EstimateLine

MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)
REFUSED = (DBAPIError, sqlite3.Error, psycopg.Error)


def estimate(engagement: int, number: int, status: str) -> Estimate:
    return Estimate(
        engagement_id=engagement, number=f"C-2027-00{number}", version_no=number, status=status, total=Decimal(100),
        currency="USD", provisional=False, travelers=1, days=2, prepared_by=1, issued_at=MOMENT,
    )  # fmt: skip


def line(estimate: int) -> EstimateLine:
    day = date(2027, 3, 1)
    return EstimateLine(
        estimate_id=estimate, sequence=1, category="Lodging", description="Lodging", formula="1", travelers=1,
        quantity=Decimal(1), unit="night", share=Decimal(1), rate=Decimal(100), amount=Decimal(100), first_day=day,
        last_day=day, provisional=False, trace={},
    )  # fmt: skip


@pytest.fixture(scope="module")
def fill(make_rows):
    """Estimate 1 is approved, estimate 2 a draft; each has a line."""

    def prepare(database) -> None:
        migrate.upgrade(database)
        with work(database, Actor(1), MOMENT) as db:
            engagement = make_rows.engagement()
            db.add(engagement)
            db.flush()
            both = [estimate(engagement.id, number, "draft") for number in (1, 2)]
            db.add_all(both)
            db.flush()
            db.add_all([line(both[0].id), line(both[1].id)])
            db.flush()
            both[0].status = "approved"

    return prepare


@pytest.fixture(scope="module")
def filled(databases, fill):
    with databases.copy_of(fill) as database:
        yield database


def through_the_engine(database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def as_a_stranger(database, statement: str) -> None:
    """With the driver alone: none of the program's settings of a connection hold."""
    url = database.engine.url
    if database.engine.dialect.name == "sqlite":
        with sqlite3.connect(str(url.database)) as connection:
            connection.execute(statement)
        return
    with psycopg.connect(host=url.query["host"], user=url.username, dbname=url.database) as connection:
        connection.execute(statement)


def state(database):
    with database.engine.connect() as connection:
        tables = ("estimate", "estimate_line")
        return [connection.execute(text(f"SELECT * FROM {table} ORDER BY id")).all() for table in tables]


def names(database, table: str) -> str:
    with database.engine.connect() as connection:
        return ", ".join(connection.execute(text(f"SELECT * FROM {table}")).keys())


RUN = pytest.mark.parametrize("run", [through_the_engine, as_a_stranger])


@RUN
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE estimate SET total = 1 WHERE id = 1",
        "UPDATE estimate SET status = 'draft' WHERE id = 1",
        "DELETE FROM estimate WHERE id = 1",
        "UPDATE estimate_line SET amount = 1 WHERE estimate_id = 1",
        "UPDATE estimate_line SET amount = 1 WHERE estimate_id = 2",
        "UPDATE estimate_line SET estimate_id = 2, sequence = 9 WHERE estimate_id = 1",
        "DELETE FROM estimate_line WHERE estimate_id = 1",
    ],
)
def test_what_was_approved_is_never_changed_or_deleted(filled, run, statement) -> None:
    before = state(filled)
    with pytest.raises(REFUSED, match=document_guards.MESSAGE):
        run(filled, statement)
    assert state(filled) == before


@RUN
def test_an_approved_estimate_gets_no_further_line(filled, run) -> None:
    before = state(filled)
    with_own = names(filled, "estimate_line")
    said = with_own.replace("sequence", "7").replace("estimate_id", "1")
    said = ", ".join("99" if name == "id" else name for name in said.split(", "))
    with pytest.raises(REFUSED, match=document_guards.MESSAGE):
        run(filled, f"INSERT INTO estimate_line ({with_own}) SELECT {said} FROM estimate_line WHERE estimate_id = 2")
    assert state(filled) == before


@RUN
@pytest.mark.parametrize("table", ["estimate", "estimate_line"])
def test_sqlite_replaces_nothing_that_is_kept(sqlite_databases, fill, run, table) -> None:
    with sqlite_databases.copy_of(fill) as filled:
        replaces_nothing(filled, run, table)


def replaces_nothing(filled, run, table) -> None:
    before, columns = state(filled), names(filled, table)
    said = columns.replace("total", "1").replace("amount", "1")
    without_key = ", ".join(name for name in columns.split(", ") if name != "id")
    for forged in (
        f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {said} FROM {table} WHERE id = 1",
        f"INSERT OR REPLACE INTO {table} ({without_key}) SELECT {without_key} FROM {table} WHERE id = 1",
        f"UPDATE OR REPLACE {table} SET id = 1 WHERE id = 2",
    ):
        with pytest.raises(REFUSED, match=document_guards.MESSAGE):
            run(filled, forged)
    assert state(filled) == before


def test_postgresql_empties_no_estimates_at_once(postgresql_databases, fill) -> None:
    with postgresql_databases.copy_of(fill) as filled, pytest.raises(REFUSED, match=document_guards.MESSAGE):
        through_the_engine(filled, "TRUNCATE estimate_line CASCADE")


def test_a_draft_can_still_be_decided(filled) -> None:
    before = state(filled)
    with filled.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE estimate SET status = 'submitted' WHERE id = 2")
        connection.exec_driver_sql("UPDATE estimate SET status = 'approved' WHERE id = 2")
        connection.rollback()
    assert state(filled) == before
