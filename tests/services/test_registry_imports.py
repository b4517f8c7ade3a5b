"""The registry from files: looked at, stored whole or not at all, twice without change, within the rights."""

import threading

import pytest
from sqlalchemy import func, select

from slp_core.errors import Conflict, InvalidInput
from slp_core.imports.forms import RegistryKind
from slp_core.imports.merging import Outcome
from slp_core.services import commands, registry_imports
from slp_core.store.db import reading
from slp_core.store.models import (
    AuditEntry,
    ImportBatch,
    Partner,
)
from tests.services import registry_files
from tests.services.conftest import ROLES
from tests.services.registry_files import (
    AGENCIES,
    MADE,
    NAME,
    ROWS,
    TABLES,
    counted,
    everything,
    file_of,
    preview,
)

bring = pytest.fixture(registry_files.bringing)


@pytest.mark.parametrize("kind", RegistryKind)
def test_looking_at_a_file_stores_nothing(world, kind) -> None:
    before = everything(world)
    found = preview(world, kind, file_of(kind))
    assert (found.new, found.changed) == MADE[kind] and found.can_be_applied
    assert everything(world) == before and world.ask("km_officer", registry_imports.made) == ()


@pytest.mark.parametrize("kind", RegistryKind)
def test_the_same_file_twice_changes_nothing(world, bring, kind) -> None:  # IMP-11
    first = bring(kind)
    after = everything(world)
    again = preview(world, kind, file_of(kind))
    assert (again.new, again.changed, again.same) == (0, 0, again.read) and not again.can_be_applied
    assert bring(kind, token="again") == first
    assert everything(world) == after and counted(world, ImportBatch) == 1


@pytest.mark.parametrize("kind", RegistryKind)
def test_what_is_known_can_be_taken_out_and_brought_again_without_change(world, bring, kind) -> None:
    bring(kind)
    for name in ("known.csv", "known.xlsx"):
        content = world.ask("km_officer", registry_imports.known_rows, kind, name)
        found = preview(world, kind, content, name=name)
        assert (found.read, found.same, found.refused) == (counted(world, TABLES[kind]),) * 2 + (0,)


def test_one_refused_row_keeps_the_whole_file_out_and_the_counts_add_up(world, bring, now) -> None:
    before = everything(world)
    rows = [*ROWS[AGENCIES], "Eps Police,Atlantis,,City,Police,99,Canines,,", ROWS[AGENCIES][0]]
    found = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (5, "State"), (5, "Engagements a year"), (5, "Specialties"),
    ]  # fmt: skip
    assert "did you mean Canine?" in str(found.problems[2])
    assert found.read == 5 == found.new + found.changed + found.same + found.doubled + found.refused
    assert (found.refused, found.doubled) == (1, 1) and not found.can_be_applied
    with pytest.raises(InvalidInput, match="1.row is refused"):
        bring(AGENCIES, file_of(AGENCIES, rows))
    assert everything(world) == before and counted(world, ImportBatch) == 0


def test_what_changed_since_the_preview_is_looked_at_again(world, now) -> None:
    content = file_of(AGENCIES)
    with pytest.raises(Conflict, match="The registry changed since you looked"):
        world.do("km_officer", registry_imports.apply, AGENCIES, NAME, content, (), (3, 0), now)


def test_two_thousand_rows_brought_again_change_nothing_and_leave_one_trail(world, bring) -> None:
    rows = [f"Agency {n},IL,County {n % 50},City,Police,{n % 30 + 1},,," for n in range(2000)]
    bring(AGENCIES, file_of(AGENCIES, rows))
    trail = counted(world, AuditEntry)
    again = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert (again.read, again.same, len(again.rows)) == (2000, 2000, 200)
    bring(AGENCIES, file_of(AGENCIES, rows), token="again")
    assert counted(world, AuditEntry) == trail and counted(world, Partner) == 2002
    with reading(world.database) as db:
        assert db.scalar(select(func.count(Partner.reference.distinct()))) == 2002


def test_two_people_who_import_the_same_file_at_once_make_it_once(world, now) -> None:
    content = file_of(AGENCIES)
    start, results = threading.Barrier(2), []

    def bring_as(who) -> None:
        call = (AGENCIES, NAME, content, (), MADE[AGENCIES], now)
        start.wait()
        results.append(commands.do(world.database, who, now, who, registry_imports.apply, *call))

    threads = [threading.Thread(target=bring_as, args=(who,)) for who in ("U-001", "U-002")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["1", "1"]
    assert (counted(world, Partner), counted(world, ImportBatch)) == (4, 1)


def test_progress_is_told_from_nothing_to_all(world, now) -> None:
    told = []
    content = file_of(AGENCIES)
    call = (AGENCIES, NAME, content, (), MADE[AGENCIES], now)
    world.do("km_officer", registry_imports.apply, *call, token="t", progress=told.append)
    assert told == sorted(told) and told[0] < 0.1 and told[-1] == 1


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", RegistryKind)
def test_only_administrators_and_inl_km_import(standing, now, role, kind) -> None:
    may = role in ("administrator", "km_officer")
    done, none = ("done", "not_found") if may else ("not_allowed", "not_allowed")
    content = file_of(kind)
    outcomes = {
        registry_imports.preview: (kind, NAME, content),
        registry_imports.apply: (kind, NAME, content, (), MADE[kind], now),
        registry_imports.with_reasons: (kind, NAME, content),
        registry_imports.keep_names: (kind, NAME, content),
        registry_imports.blank: (kind, NAME),
        registry_imports.known_rows: (kind, NAME),
        registry_imports.made: (),
    }
    assert {standing.outcome(role, use_case, *args) for use_case, args in outcomes.items()} == {done}
    assert standing.outcome(role, registry_imports.undo, 99, 1, now) == none


def test_every_outcome_is_counted() -> None:
    assert set(Outcome) == {Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.DOUBLE}
