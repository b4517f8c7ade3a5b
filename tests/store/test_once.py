"""A token is one record, a reference is given once, and a database is marked once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from slp_core.errors import Conflict
from slp_core.store import counters, idempotency, marker
from slp_core.store.db import Actor, reading, work
from slp_core.store.marker import DatabaseKind
from slp_core.store.models import Engagement, IdempotencyKey, Principal, ReferenceCounter

CLICKS = 5


@pytest.fixture
def opening(database, now, make_rows):
    """Opens an engagement for a token, as a form would."""

    def once(token: str, use_case: str = "open", actor: int = 1) -> str:
        with work(database, Actor(actor), now) as db:

            def make() -> str:
                reference = counters.next_reference(db, "E", 2027)
                db.add(make_rows.engagement(reference))
                return reference

            return idempotency.once(db, token, use_case, actor, make)

    return once


def number_of(database, kind) -> int:
    with reading(database) as db:
        return db.scalar(select(func.count()).select_from(kind))


def test_a_second_click_gets_the_first_click_s_record(database, opening) -> None:
    assert [opening("token") for _ in range(CLICKS)] == ["E-2027-001"] * CLICKS
    assert number_of(database, Engagement) == 1


def test_five_clicks_at_the_same_moment_are_one_record(database, opening) -> None:  # UIX-02
    together = Barrier(CLICKS)

    def click(_: int) -> str:
        together.wait()
        return opening("token")

    with ThreadPoolExecutor(CLICKS) as threads:
        assert set(threads.map(click, range(CLICKS))) == {"E-2027-001"}
    assert number_of(database, Engagement) == 1


def test_two_tokens_are_two_records(database, opening) -> None:
    assert [opening("one"), opening("two")] == ["E-2027-001", "E-2027-002"]


def test_a_token_of_another_use_case_is_refused(database, opening) -> None:
    opening("token")
    with pytest.raises(Conflict, match="something else"):
        opening("token", use_case="close")
    assert number_of(database, Engagement) == 1


def test_a_token_of_another_person_is_refused(database, opening, writing) -> None:
    with writing() as db:
        other = Principal(kind="user", label="U-001")
        db.add(other)
    opening("token")
    with pytest.raises(Conflict, match="something else"):
        opening("token", actor=other.id)


def test_a_write_that_failed_leaves_its_token_free(database, now, opening) -> None:
    with pytest.raises(ZeroDivisionError), work(database, Actor(1), now) as db:
        idempotency.once(db, "token", "open", 1, lambda: str(1 / 0))
    assert number_of(database, IdempotencyKey) == 0
    assert opening("token") == "E-2027-001"


def test_writers_at_once_never_get_the_same_reference(database, now) -> None:
    def take(_: int) -> list[str]:
        given = []
        for _ in range(10):
            with work(database, Actor(1), now) as db:
                given.append(counters.next_reference(db, "E", 2027))
        return given

    with ThreadPoolExecutor(8) as threads:
        given = sorted(sum(threads.map(take, range(8)), []))
    assert given == [f"E-2027-{number:03}" for number in range(1, 81)]


def test_each_series_and_year_counts_for_itself(database, writing) -> None:
    with writing() as db:
        given = [counters.next_reference(db, *series) for series in (("E", 2027), ("E", 2028), ("E", 2027), ("P",))]
    assert given == ["E-2027-001", "E-2028-001", "E-2027-002", "P-001"]


def test_a_thousandth_reference_is_not_cut_short(database, writing) -> None:
    with writing() as db:
        db.add(ReferenceCounter(name="E-2027", value=999))
        db.flush()
        assert counters.next_reference(db, "E", 2027) == "E-2027-1000"


def test_a_reference_of_work_that_failed_is_given_to_the_next(database, writing) -> None:
    with pytest.raises(ZeroDivisionError), writing() as db:
        counters.next_reference(db, "P")
        1 / 0  # noqa: B018
    with writing() as db:
        assert counters.next_reference(db, "P") == "P-001"


def test_a_database_is_marked_once_and_stays_what_it_is(database, writing, now) -> None:
    with writing() as db:
        assert marker.read(db) is None
        marker.write(db, DatabaseKind.REAL, now, now.date())
    with writing() as db:
        marker.write(db, DatabaseKind.REAL, now, date(2027, 1, 1))
    with pytest.raises(Conflict, match="marked as real"), writing() as db:
        marker.write(db, DatabaseKind.DEMO, now, now.date())
    with reading(database) as db:
        assert marker.read(db) is DatabaseKind.REAL


def test_there_is_one_marker(database) -> None:
    row = "INSERT INTO database_marker (id, kind, made_at, made_for) VALUES ({}, '{}', '2026-11-25', '2026-11-25')"
    for wrong in (row.format(2, "demo"), row.format(1, "maybe")):
        with pytest.raises(DBAPIError), database.engine.begin() as connection:
            connection.execute(text(wrong))
