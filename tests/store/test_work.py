"""Writers queue and lose nothing, readers never wait, and whoever comes too late is told so."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import monotonic

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DBAPIError

from slp_core.errors import Conflict
from slp_core.store import migrate
from slp_core.store.db import Actor, open_database, reading, work
from slp_core.store.models import AuditEntry, Draft, Engagement, Expert, Partner, Person

WRITERS, WRITES = 20, 10
AT_ONCE = 2.0  # seconds; a reader that waits for a writer would wait for minutes


def number_of(database, kind) -> int:
    with reading(database) as db:
        return db.scalar(select(func.count()).select_from(kind))


def test_twenty_writers_at_once_keep_all_their_two_hundred_records(database, now, make_rows) -> None:  # SEC-06
    start = Barrier(WRITERS)

    def write(writer: int) -> None:
        start.wait()
        for number in range(WRITES):
            with work(database, Actor(1), now) as db:
                db.add(make_rows.engagement(f"E-{writer}-{number}"))

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    assert number_of(database, Engagement) == number_of(database, AuditEntry) == WRITERS * WRITES


def test_a_reader_during_an_open_write_sees_the_last_kept_state_at_once(database, writing, make_rows) -> None:
    with writing() as db:
        db.add(make_rows.engagement("E-2027-001"))
    with writing() as db:
        db.add(make_rows.engagement("E-2027-002"))
        db.flush()
        began = monotonic()
        assert number_of(database, Engagement) == 1
        assert monotonic() - began < AT_ONCE
    assert number_of(database, Engagement) == 2


def test_a_writer_is_not_kept_waiting_by_a_reader(database, writing, make_rows) -> None:
    with reading(database) as reader:
        assert reader.scalars(select(Engagement)).all() == []
        began = monotonic()
        with writing() as db:
            db.add(make_rows.engagement())
        assert monotonic() - began < AT_ONCE


def test_the_second_of_two_changes_to_the_same_version_is_refused(database, writing, make_rows) -> None:  # SEC-05
    with writing() as db:
        db.add(make_rows.engagement(title="Old"))
    with reading(database) as first, reading(database) as second:
        as_shown_to_a, as_shown_to_b = (db.scalars(select(Engagement)).one() for db in (first, second))
    with writing() as db:
        db.add(as_shown_to_a)
        as_shown_to_a.title = "By A"
    with pytest.raises(Conflict, match="changed by someone else"), writing() as db:
        db.add(as_shown_to_b)
        as_shown_to_b.topic = "By B"
    with reading(database) as db:
        kept = db.scalars(select(Engagement)).one()
        assert (kept.title, kept.topic, kept.version) == ("By A", "", 2)
    assert number_of(database, AuditEntry) == 2


def test_each_change_raises_the_version_by_one(database, writing, make_rows) -> None:
    with writing() as db:
        row = make_rows.engagement()
        db.add(row)
    for title in ("A", "B", "C"):
        with writing() as db:
            db.get(Engagement, row.id).title = title
    with reading(database) as db:
        assert db.get(Engagement, row.id).version == 4


def test_a_record_that_points_nowhere_is_refused(database, writing) -> None:
    with pytest.raises(Conflict), writing() as db:
        db.add(Expert(reference="X-001", person_id=5, partner_id=5))
    assert number_of(database, Expert) == number_of(database, AuditEntry) == 0


def test_a_person_with_a_deployment_is_deleted_by_neither_database(database, writing, make_rows) -> None:  # SEC-07
    with writing() as db:
        person, engagement = make_rows.person(), make_rows.engagement()
        partner = Partner(reference="P-001", name="P", search_key="p", state="IL", level="state", sector="police")
        db.add_all([person, partner, engagement])
        db.flush()
        expert = Expert(reference="X-001", person_id=person.id, partner_id=partner.id)
        db.add(expert)
        db.flush()
        place = make_rows.assignment(engagement)
        place.expert_id = expert.id
        db.add(place)
    for table in ("person", "expert", "engagement"):
        with pytest.raises(DBAPIError), database.engine.begin() as connection:
            connection.execute(text(f"DELETE FROM {table}"))
    assert (number_of(database, Person), number_of(database, Expert), number_of(database, Engagement)) == (1, 1, 1)


def test_a_word_or_number_that_cannot_be_is_refused_by_the_database_too(database, writing, make_rows) -> None:
    for wrong in ({"stage": "nowhere"}, {"kind": "holiday"}, {"travelers": 0}, {"returns_on": date(2027, 2, 28)}):
        with pytest.raises(Conflict), writing() as db:
            db.add(make_rows.engagement(**wrong))
    assert number_of(database, Engagement) == 0


def test_a_reference_is_given_once(database, writing, make_rows) -> None:
    with pytest.raises(Conflict), writing() as db:
        db.add_all([make_rows.engagement("E-2027-001"), make_rows.engagement("E-2027-001")])
    assert number_of(database, Engagement) == number_of(database, AuditEntry) == 0


def test_an_external_id_of_a_source_is_imported_once(database, writing, make_rows) -> None:
    with writing() as db:
        db.add(make_rows.engagement("E-2027-001", source="old system", external_id="17"))
        db.add(make_rows.engagement("E-2027-002", source="other system", external_id="17"))
    with pytest.raises(Conflict), writing() as db:
        db.add(make_rows.engagement("E-2027-003", source="old system", external_id="17"))


def test_a_locked_sqlite_file_is_a_conflict_and_not_a_crash(sqlite_database, now) -> None:
    path = str(sqlite_database.engine.url.database)
    impatient = open_database(f"sqlite:///{path}")
    event.listen(impatient.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"))
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Conflict, match="busy"), work(impatient, Actor(1), now) as db:
            db.add(Draft(principal_id=1, name="plan", body={}))
        other.execute("ROLLBACK")
    other.close()
    impatient.dispose()


def test_of_two_writers_who_wait_for_each_other_one_is_refused(postgresql_databases, now, make_rows) -> None:
    with postgresql_databases.copy_of(migrate.upgrade) as database:
        with work(database, Actor(1), now) as db:
            db.add_all([make_rows.engagement("E-1"), make_rows.engagement("E-2")])
        both_hold_one = Barrier(2)

        def change(order: tuple[str, str]) -> str:
            try:
                with work(database, Actor(1), now) as db:
                    for reference in order:
                        db.scalars(select(Engagement).where(Engagement.reference == reference)).one().title = order[0]
                        db.flush()
                        if reference == order[0]:
                            both_hold_one.wait(10)
            except Conflict:
                return "refused"
            return "kept"

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(change, [("E-1", "E-2"), ("E-2", "E-1")])) == ["kept", "refused"]


def test_every_sqlite_connection_keeps_keys_queues_and_fires_triggers(sqlite_database) -> None:
    wanted = {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "journal_mode": "wal",
        "busy_timeout": 30000,
        "synchronous": 1,
    }
    with sqlite_database.engine.connect() as one, sqlite_database.engine.connect() as two:
        for connection in (one, two):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_a_checkpointed_file_can_be_copied_alone(sqlite_database, now, tmp_path, make_rows) -> None:
    with work(sqlite_database, Actor(1), now) as db:
        db.add(make_rows.engagement())
    sqlite_database.checkpoint()
    copy = tmp_path / "copy.db"
    shutil.copyfile(str(sqlite_database.engine.url.database), copy)
    database = open_database(f"sqlite:///{copy}")
    assert number_of(database, Engagement) == 1
    database.dispose()
