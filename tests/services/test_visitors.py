"""Each demo visitor has an own copy: apart, replaceable, limited in number, and never made of anything but a demo."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict
from slp_core.services import commands, engagements, portfolio, setup
from slp_core.services.portfolio import Filters
from slp_core.services.visitors import TEMPLATE, Visitors, require_demo
from slp_core.store import migrate
from slp_core.store.db import open_database, reading
from slp_core.store.marker import DatabaseKind
from slp_core.store.models import AuditEntry

KM = "U-005"
HOUR = timedelta(hours=1)


@pytest.fixture
def visitors(demo_file, tmp_path):
    shutil.copyfile(demo_file, tmp_path / TEMPLATE)
    made = Visitors(tmp_path, most=3, lifetime=HOUR, trusted=timedelta(0))
    yield made
    made.close()


@pytest.fixture
def save(visitors, a_trip, today, now):
    """Saves a plan in a visitor's copy."""
    return lambda visitor: commands.do(
        visitors.database(visitor), KM, now, "form", engagements.open_from_plan, a_trip(title="Mine"), today, now
    )


def titles(visitors, visitor, today) -> int:
    return commands.ask(visitors.database(visitor), KM, portfolio.page, Filters("mine"), today).count


def grow_old(visitors, visitor) -> None:
    path = visitors.database(visitor).engine.url.database
    os.utime(path, (0, 0))


def files(folder) -> list[str]:
    return sorted(path.name for path in (folder / "visitors").iterdir())


def test_what_one_visitor_does_no_other_sees(visitors, save, today) -> None:
    save("anna")
    assert titles(visitors, "anna", today) == 1
    assert titles(visitors, "ben", today) == 0
    assert visitors.database("anna") is visitors.database("anna")


def test_the_template_stays_as_it_was_made(visitors, save, demo_file, tmp_path) -> None:
    save("anna")
    assert (tmp_path / TEMPLATE).read_bytes() == demo_file.read_bytes()


def test_a_reset_replaces_what_was_changed_and_nobody_else_s(visitors, save, today) -> None:
    save("anna")
    save("ben")
    visitors.reset("anna")
    assert titles(visitors, "anna", today) == 0
    assert titles(visitors, "ben", today) == 1


def test_a_copy_is_found_again_after_the_program_was_stopped(visitors, save, today, tmp_path) -> None:
    save("anna")
    visitors.close()
    later = Visitors(tmp_path, most=3, lifetime=HOUR)
    assert titles(later, "anna", today) == 1
    later.close()


def test_one_visitor_too_many_is_refused_in_a_sentence_and_those_who_are_here_stay(visitors, today) -> None:
    for visitor in ("anna", "ben", "carla"):
        visitors.database(visitor)
    for arriving in (visitors.database, visitors.reset):
        with pytest.raises(Conflict, match="3 demo visitors") as refusal:
            arriving("dora")
        assert refusal.value.hint
    assert titles(visitors, "anna", today) == 0
    visitors.reset("anna")
    assert len(visitors._copies()) == 3


def test_a_copy_that_nobody_uses_is_freed_for_the_next_visitor(visitors, save, today, tmp_path) -> None:
    save("anna")
    visitors.database("ben")
    visitors.database("carla")
    grow_old(visitors, "anna")
    assert titles(visitors, "dora", today) == 0
    assert len([name for name in files(tmp_path) if name.endswith(".db")]) == 3
    grow_old(visitors, "ben")
    assert titles(visitors, "anna", today) == 0


def test_a_copy_in_use_does_not_grow_old(visitors, tmp_path) -> None:
    for visitor in ("anna", "ben", "carla"):
        visitors.database(visitor)
        grow_old(visitors, visitor)
        visitors.database(visitor)
    with pytest.raises(Conflict):
        visitors.database("dora")


def test_the_name_of_a_visitor_is_no_path(visitors, tmp_path) -> None:
    for name in ("../../outside", "/etc/passwd", "a/b", "\x00", ""):
        path = visitors._path(name)
        assert path.parent == tmp_path / "visitors"
    assert visitors._path("anna") != visitors._path("ANNA")


def unmarked(path) -> None:
    database = open_database(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.checkpoint()
    database.dispose()


def test_nothing_but_a_demo_is_handed_to_visitors(tmp_path, now) -> None:
    real = open_database(f"sqlite:///{tmp_path / 'real.db'}")
    setup.create(real, DatabaseKind.REAL, now, now.date())
    real.checkpoint()
    real.dispose()
    unmarked(tmp_path / "unmarked.db")
    (tmp_path / "empty.db").touch()
    for name in ("real.db", "unmarked.db", "empty.db", "missing.db"):
        with pytest.raises(Conflict, match="not marked as a demo"):
            require_demo(tmp_path / name)
    assert not (tmp_path / "missing.db").exists()


def test_a_real_database_in_the_place_of_the_template_reaches_no_visitor(visitors, tmp_path, now) -> None:
    (tmp_path / TEMPLATE).unlink()
    unmarked(tmp_path / TEMPLATE)
    for arriving in (visitors.database, visitors.reset):
        with pytest.raises(Conflict, match="not marked as a demo"):
            arriving("anna")
    assert visitors._copies() == []


def test_the_demo_is_made_by_somebody_and_on_its_own_day(visitors, today) -> None:
    with reading(visitors.database("anna")) as db:
        moments = db.scalars(select(AuditEntry.moment)).all()
    assert max(moment.date() for moment in moments) <= today


def test_a_copy_that_an_earlier_release_made_is_brought_to_the_present_form(visitors, today) -> None:
    path = Path(visitors.database("anna").engine.url.database)
    visitors.close()
    path.unlink()
    old = open_database(f"sqlite:///{path}")
    migrate.upgrade(old, "0002")
    with old.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("INSERT INTO database_marker VALUES (1, 'demo', '2026-11-25', '2026-11-25')")
    old.checkpoint()
    assert not migrate.is_current(old)
    old.dispose()
    assert migrate.is_current(visitors.database("anna"))
