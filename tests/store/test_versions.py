"""What a record was at any moment is one select, and its versions follow each other without a gap."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from slp_core.store.db import reading
from slp_core.store.models import Engagement, Person
from slp_core.store.versions import VERSIONS, versions_of

PAST = versions_of(Engagement)


@pytest.fixture
def moments(now) -> list:
    return [now + timedelta(days=days) for days in range(4)]


@pytest.fixture
def retold(database, writing, make_rows, moments) -> int:
    """An engagement opened on the first moment and renamed on the second and third. Gives its key."""
    with writing(moments[0]) as db:
        row = make_rows.engagement(title="First")
        db.add(row)
    for moment, title in zip(moments[1:3], ("Second", "Third"), strict=True):
        with writing(moment) as db:
            db.get(Engagement, row.id).title = title
    return row.id


def titles(database, moment) -> list[str]:
    with reading(database) as db:
        return [row.title for row in db.execute(PAST.as_of(moment))]


def test_a_record_is_seen_as_it_was_at_a_moment(database, retold, moments) -> None:
    instant = timedelta(microseconds=1)
    assert titles(database, moments[0] - instant) == []
    assert titles(database, moments[0]) == ["First"]
    assert titles(database, moments[1] - instant) == ["First"]
    assert titles(database, moments[1]) == ["Second"]
    assert titles(database, moments[3]) == ["Third"]


def test_a_version_ends_when_the_next_begins(database, retold) -> None:
    with reading(database) as db:
        rows = db.execute(select(PAST.table).order_by(PAST.table.c.version_id)).all()
    assert len(rows) == 3
    assert all(earlier.valid_to == later.valid_from for earlier, later in pairwise(rows))
    assert [row.valid_to is None for row in rows] == [False, False, True]
    assert [row.version for row in rows] == [1, 2, 3]
    assert {row.actor_id for row in rows} == {1}


def test_two_changes_in_one_piece_of_work_leave_one_state_for_its_moment(database, writing, make_rows, now) -> None:
    with writing() as db:
        row = make_rows.engagement(title="First")
        db.add(row)
        db.flush()
        row.title = "Second"
    assert titles(database, now) == ["Second"]


def test_the_newest_version_equals_the_record(database, writing, make_rows) -> None:
    with writing() as db:
        engagement = make_rows.engagement()
        db.add(engagement)
        db.flush()
        db.add_all([make_rows.assignment(engagement), make_rows.step(engagement)])
    with writing() as db:
        for kind in VERSIONS:
            db.scalars(select(kind)).one().external_id = "7"
    with reading(database) as db:
        for kind, versions in VERSIONS.items():
            columns = [versions.table.c[name] for name in versions.columns]
            newest = db.execute(select(*columns).where(versions.table.c.valid_to.is_(None))).one()
            record = db.scalars(select(kind)).one()
            assert tuple(newest) == tuple(getattr(record, name) for name in versions.columns)


def test_work_that_fails_leaves_the_versions_as_they_were(database, writing, retold, moments) -> None:
    with pytest.raises(ZeroDivisionError), writing(moments[3]) as db:
        db.get(Engagement, retold).title = "Fourth"
        db.flush()
        1 / 0  # noqa: B018
    assert titles(database, moments[3]) == ["Third"]


def test_records_without_versions_have_none_to_ask_for() -> None:
    with pytest.raises(KeyError):
        versions_of(Person)
