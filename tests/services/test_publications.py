"""Publications are looked at, put in force whole, and taken back; plans are priced with what is in force."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from slp_core.errors import Conflict, InvalidInput
from slp_core.imports.publications import PublicationKind
from slp_core.rules import Seen
from slp_core.services import engagements, estimate_versions, publications, references
from slp_core.store.db import Actor, work
from slp_core.store.models import Publication
from tests.services.conftest import ROLES

STATE = PublicationKind.FOREIGN_PER_DIEM
NAME = "May2026PD.csv"


@pytest.fixture
def put_in_force(world, table, today, now):
    def puts(content=None, token="import", name=NAME, **more):
        call = (STATE, name, content or table(), today, now)
        return world.do("km_officer", publications.apply, *call, token=token, **more)

    return puts


def test_looking_at_a_file_stores_nothing(world, today, table) -> None:
    found = world.ask("km_officer", publications.preview, STATE, NAME, table(), today)
    assert found.can_be_applied and [change.what for change in found.changes] == ["Georgia (country), Tbilisi"]
    assert world.ask("km_officer", publications.made) == ()


def test_what_is_put_in_force_prices_the_next_plan_and_what_is_taken_back_does_not(
    world, put_in_force, a_trip, today, now
) -> None:
    def tbilisi():
        rates = world.ask("embassy_officer", references.current).rates
        (period,) = rates.periods("GEO", "Tbilisi", date(2026, 5, 3), date(2026, 5, 9), provisional=True)
        return period.rate.lodging, period.provisional

    assert tbilisi() == (Decimal(236), True)
    number = put_in_force()
    assert tbilisi() == (Decimal(300), False)
    reference = world.do("embassy_officer", engagements.open_from_plan, a_trip(departs=date(2026, 5, 3)), today, now)
    issued = world.ask("km_officer", estimate_versions.latest, reference)
    assert "May 2026" in issued.lines[0].citations[1].text
    (standing,) = world.ask("km_officer", publications.made)
    world.do("km_officer", publications.undo, int(number), standing.version, now)
    assert tbilisi() == (Decimal(236), True)
    assert world.ask("km_officer", estimate_versions.latest, reference) == issued, "what was issued stays as it was"
    assert world.ask("km_officer", publications.made)[0].undone


def test_the_same_file_twice_changes_nothing(world, put_in_force, today, table) -> None:
    first = put_in_force(token="one")
    assert put_in_force(token="two") == first
    assert len(world.ask("km_officer", publications.made)) == 1
    assert world.ask("km_officer", publications.preview, STATE, NAME, table(), today).known


def test_a_file_taken_back_can_be_put_in_force_again(world, put_in_force, now) -> None:
    number = put_in_force(token="one")
    version = world.ask("km_officer", publications.made)[0].version
    world.do("km_officer", publications.undo, int(number), version, now)
    assert put_in_force(token="two") != number
    assert [one.undone for one in world.ask("km_officer", publications.made)] == [False, True]


def test_one_wrong_cell_keeps_the_whole_file_out(world, put_in_force, table) -> None:
    with pytest.raises(InvalidInput, match="are wrong"):
        put_in_force(table(wrong=True))
    assert world.ask("km_officer", publications.made) == ()


def test_a_later_import_of_a_month_goes_before_an_earlier_one_and_before_what_ships(
    world, put_in_force, now, table
) -> None:
    put_in_force(table("310", "April 1, 2026"), "one", "april.csv")
    put_in_force(table("320", "April 1, 2026"), "two", "april.csv")
    rates = world.ask("viewer", references.current).rates
    assert rates.seasons("GEO", "Tbilisi")[0].lodging == 320 and len(rates.publications) == 4


def test_whether_the_file_came_from_its_publisher_is_said_with_the_figure(world, put_in_force) -> None:
    put_in_force(official=True)
    newest = world.ask("viewer", references.current).rates.newest
    assert newest.citation().seen is Seen.OFFICIAL and newest.citation().verified
    source = next(one for one in world.ask("viewer", references.current).sources if "imported" in one.path)
    assert "from the publisher itself" in source.publisher and source.as_of == date(2026, 5, 1)


def test_a_figure_names_the_imported_file_and_its_hash(world, put_in_force, a_trip, table, today, now) -> None:
    put_in_force()
    reference = world.do("embassy_officer", engagements.open_from_plan, a_trip(departs=date(2026, 5, 3)), today, now)
    rows = {line.row for line in world.ask("km_officer", estimate_versions.latest, reference).lines if line.row}
    assert {(row.file, row.sha256) for row in rows} == {(NAME, hashlib.sha256(table()).hexdigest())}


def test_gsas_imported_year_carries_its_file_and_hash(world, today, now) -> None:
    text = "ID,STATE,DESTINATION,COUNTY/LOCATION DEFINED,SEASON BEGIN,SEASON END,FY28 Lodging Rate,FY28 M&IE\n"
    content = (text + "0,,Standard Rate,,,,115,68\n").encode()
    call = (PublicationKind.CONUS, "FY2028_PerDiem.csv", content, today, now)
    world.do("km_officer", publications.apply, *call)
    newest = world.ask("viewer", references.current).conus.newest
    assert (newest.year, newest.file, newest.sha256) == (
        2028, "FY2028_PerDiem.csv", hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def test_an_import_is_taken_back_once(world, put_in_force, now) -> None:
    number = int(put_in_force())
    version = world.ask("km_officer", publications.made)[0].version
    world.do("km_officer", publications.undo, number, version, now, token="a")
    with pytest.raises(Conflict):
        world.do("km_officer", publications.undo, number, version, now, token="b")


def test_an_imported_publication_is_never_changed_nor_deleted(world, put_in_force, now) -> None:
    put_in_force()
    for statement in ("UPDATE publication SET content = NULL", "DELETE FROM publication"):
        with pytest.raises(Exception, match="never rewritten"), world.database.engine.begin() as connection:
            connection.execute(text(statement))
    with pytest.raises(RuntimeError, match="never deleted"), work(world.database, Actor(1), now) as db:
        db.delete(db.scalars(select(Publication)).one())
        db.flush()


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_and_inl_km_import(standing, role, today, now) -> None:
    may = role in ("administrator", "km_officer")
    looked = (STATE, "x.csv", b"a,b\n1,2\n", today)
    assert standing.outcome(role, publications.preview, *looked) == ("invalid_input" if may else "not_allowed")
    assert standing.outcome(role, publications.apply, *looked, now) == ("invalid_input" if may else "not_allowed")
    assert standing.outcome(role, publications.undo, 99, 1, now) == ("not_found" if may else "not_allowed")
    assert standing.outcome(role, publications.made) == "done"
