"""A database is begun once, as what it is, with all posts and its first administrator."""

import pytest
from sqlalchemy import func, select

from slp_core.errors import Conflict, InvalidInput
from slp_core.reference import shipped
from slp_core.services import setup, users
from slp_core.store import marker, migrate
from slp_core.store.db import Database, open_database, reading
from slp_core.store.marker import DatabaseKind
from slp_core.store.models import AppUser, AuditEntry, Post, PostCountry

ADMIN = "Ada Whitlock <ada@example.gov>"


def number_of(database: Database, kind: type) -> int:
    with reading(database) as db:
        return db.scalar(select(func.count()).select_from(kind)) or 0


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def begin(database, now, said):
    return lambda admin=ADMIN: setup.first_administrator(database, admin, now, said.append)


def test_a_real_database_begins_with_its_administrator_who_is_the_program_s_officer_too(database, begin, said) -> None:
    begin()
    (front,) = users.front(database, everyone=True)
    assert (front.name, front.roles) == ("Ada Whitlock", "Administrator; INL/KM officer")
    assert said == [f"An empty database is ready for Ada Whitlock ({front.reference})."]
    with reading(database) as db:
        assert marker.read(db) is DatabaseKind.REAL


def test_it_knows_every_post_and_whom_each_serves(database, begin) -> None:
    begin()
    assert number_of(database, Post) == len(shipped().countries.posts)
    with reading(database) as db:
        served = set(db.scalars(select(PostCountry.country)))
        tunis = db.scalars(
            select(PostCountry.country).join(Post, Post.id == PostCountry.post_id).where(Post.name == "Embassy Tunis")
        ).all()
    assert served == set(shipped().countries.program)
    assert sorted(tunis) == ["LBY", "TUN"]


def test_it_is_begun_once(database, begin) -> None:
    begin()
    before = number_of(database, AuditEntry)
    with pytest.raises(Conflict, match="already has its first administrator"):
        begin("Someone Else <else@example.gov>")
    assert (number_of(database, AppUser), number_of(database, AuditEntry)) == (1, before)


@pytest.mark.parametrize("admin", ["", "Ada Whitlock", "Ada <>"])
def test_an_administrator_without_an_address_begins_nothing(tmp_path, now, admin) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises(InvalidInput, match="address is missing"):
        setup.first_administrator(database, admin, now, print)
    assert migrate.current(database) is None
    database.dispose()


def test_an_address_alone_is_enough(database, begin) -> None:
    begin("ada@example.gov")
    assert users.front(database, everyone=False)[0].name == "ada@example.gov"


def test_a_demo_is_never_made_real_nor_a_real_database_a_demo(database, begin, now) -> None:
    setup.create(database, DatabaseKind.DEMO, now, now.date())
    with pytest.raises(Conflict, match="marked as demo"):
        begin()
    with pytest.raises(Conflict, match="holds a demo"):
        setup.require_real(database)
    assert number_of(database, AppUser) == 0


def test_a_database_that_was_never_begun_is_not_served(database, tmp_path) -> None:
    new = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    for empty in (database, new):
        with pytest.raises(Conflict) as refusal:
            setup.require_real(empty)
        assert "make init" in refusal.value.hint
    new.dispose()


def test_beginning_again_what_was_begun_adds_nothing(database, begin, now) -> None:
    begin()
    before = {kind: number_of(database, kind) for kind in (Post, PostCountry, AuditEntry)}
    setup.create(database, DatabaseKind.REAL, now, now.date())
    setup.require_real(database)
    assert {kind: number_of(database, kind) for kind in before} == before
