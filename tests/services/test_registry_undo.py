"""Taking imports of the registry back: exactly, whole or not at all."""

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict
from slp_core.imports.forms import RegistryKind
from slp_core.services import experts, registry_imports
from slp_core.store.db import Actor, work
from slp_core.store.models import (
    Partner,
    PartnerAlias,
)
from tests.services import registry_files
from tests.services.registry_files import AGENCIES, ROWS, counted, everything, file_of, undo

bring = pytest.fixture(registry_files.bringing)


@pytest.mark.parametrize("kind", RegistryKind)
def test_what_is_taken_back_is_as_it_was_and_can_be_brought_again(world, bring, now, kind) -> None:
    before = everything(world)
    number = bring(kind)
    after = everything(world)
    undo(world, number, now)
    assert everything(world) == before
    assert world.ask("km_officer", registry_imports.made)[0].undone
    again = bring(kind, token="again")
    assert again != number and everything(world) == after
    undo(world, again, now, token="undo again")
    assert everything(world) == before


def test_an_import_is_not_taken_back_once_its_records_were_changed(world, bring, now) -> None:
    number = bring(AGENCIES)
    after = everything(world)
    with work(world.database, Actor(1), now) as db:
        db.scalars(select(PartnerAlias).where(PartnerAlias.name == "GPD")).one().name = "G.P.D."
    with pytest.raises(Conflict, match="since then P-003 was changed"):
        undo(world, number, now)
    assert counted(world, Partner) == 4 and everything(world) != after
    assert not world.ask("km_officer", registry_imports.made)[0].undone


def test_an_import_is_not_taken_back_once_its_records_are_used(world, bring, now) -> None:
    number = bring(AGENCIES)
    world.do("km_officer", experts.add, "Late Comer", "P-003")
    with pytest.raises(Conflict, match="since then P-003 was used"):
        undo(world, number, now)


def test_imports_are_taken_back_from_the_last_to_the_first(world, bring, now) -> None:
    before = everything(world)
    first = bring(AGENCIES)
    between = everything(world)
    rows = [ROWS[AGENCIES][0].replace(",3,", ",4,").replace("GPD", "G P D")]
    second = bring(AGENCIES, file_of(AGENCIES, rows), token="second")
    with pytest.raises(Conflict, match="P-003 was changed"):
        undo(world, first, now, token="too early")
    undo(world, second, now, token="second back")
    assert everything(world) == between
    undo(world, first, now, token="first back")
    assert everything(world) == before
    with pytest.raises(Conflict, match="taken back already"):
        undo(world, first, now, token="again")
