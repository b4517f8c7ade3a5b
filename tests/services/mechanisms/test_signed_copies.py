"""Signed copies come back as brought, to those who may see the agreement; the trail holds their hash alone."""

import hashlib

import pytest
from sqlalchemy import select, text

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.services import mechanism_history, mechanisms, signed_copies
from slp_core.store.db import reading
from slp_core.store.models import Attachment, AuditEntry
from tests.services.conftest import MEANING, ROLES
from tests.services.mechanisms.conftest import SEEN, SIGNED

SCAN = b"%PDF-1.7\n" + bytes(range(256)) * 4
PHOTO = b"\xff\xd8\xff\xe0" + bytes(99)


@pytest.fixture
def two(world):
    """An agreement with a signed copy of the coordinator's agency, and one of another."""
    found = []
    for partner in ("P-001", "P-002"):
        found.append(world.do("km_officer", mechanisms.add, partner, SIGNED))
        world.do("km_officer", signed_copies.add, found[-1], "MOU 7.pdf", SCAN)
    return found


def copies(world, reference, who="km_officer"):
    return world.ask(who, signed_copies.of_mechanism, reference)


def test_a_copy_comes_back_byte_for_byte_with_its_hash(world, two) -> None:
    (copy,) = copies(world, two[0])
    assert (copy.file_name, copy.media_type, copy.size) == ("MOU 7.pdf", "application/pdf", len(SCAN))
    assert copy.sha256 == hashlib.sha256(SCAN).hexdigest()
    assert world.ask("km_officer", signed_copies.read, two[0], copy.id) == SCAN


def test_a_copy_is_read_by_role_and_agency(world, two) -> None:
    ids = [copies(world, one)[0].id for one in two]
    outcomes = {
        who: [world.outcome(who, signed_copies.read, one, copy) for one, copy in zip(two, ids, strict=True)]
        for who in ROLES
    }
    assert outcomes == {who: [MEANING[letter] for letter in SEEN[who]] for who in ROLES}
    listed = {who: [world.outcome(who, signed_copies.of_mechanism, one) for one in two] for who in ROLES}
    assert listed == outcomes


def test_a_copy_is_not_read_through_another_agreement(world, two) -> None:
    (theirs,) = copies(world, two[1])
    with pytest.raises(NotFound):
        world.ask("partner_coordinator", signed_copies.read, two[0], theirs.id)


def test_only_inl_km_brings_and_takes_away_copies(world, two, now) -> None:
    (copy,) = copies(world, two[0])
    for use_case, *args in (
        (signed_copies.add, two[0], "scan.pdf", PHOTO),
        (signed_copies.take_away, two[0], copy.id, copy.version, now),
    ):
        done = {who for who in ROLES if world.outcome(who, use_case, *args) == "done"}
        assert done == {"km_officer"}


def test_no_byte_of_a_copy_is_in_the_trail_and_its_hash_is(world, two) -> None:
    with reading(world.database) as db:
        entries = db.scalars(select(AuditEntry).where(AuditEntry.table_name == "attachment")).all()
    assert len(entries) == 2
    for entry in entries:
        assert "content" not in entry.changes
        assert entry.changes["sha256"] == [None, hashlib.sha256(SCAN).hexdigest()]
    told = world.ask("km_officer", mechanism_history.of_mechanism, two[0])
    assert told[0].what == "Signed copy added" and "file: MOU 7.pdf" in told[0].changes


def test_the_same_file_again_is_the_same_copy_and_takes_up_one_taken_away(world, two, now) -> None:
    (copy,) = copies(world, two[0])
    world.do("km_officer", signed_copies.add, two[0], "again.pdf", SCAN)
    assert copies(world, two[0]) == (copy,)
    world.do("km_officer", signed_copies.take_away, two[0], copy.id, copy.version, now)
    assert copies(world, two[0]) == ()
    with pytest.raises(NotFound):
        world.ask("km_officer", signed_copies.read, two[0], copy.id)
    world.do("km_officer", signed_copies.add, two[0], "once more.pdf", SCAN)
    (back,) = copies(world, two[0])
    assert back.id == copy.id


def test_a_copy_changed_meanwhile_is_not_taken_away(world, two, now) -> None:
    (copy,) = copies(world, two[0])
    with pytest.raises(Conflict):
        world.do("km_officer", signed_copies.take_away, two[0], copy.id, copy.version + 1, now)


def test_what_is_no_document_is_not_kept(world, two) -> None:
    with pytest.raises(InvalidInput):
        world.do("km_officer", signed_copies.add, two[0], "MOU.pdf", b"<html>")
    assert len(copies(world, two[0])) == 1


def test_an_agreement_has_at_most_twenty_copies(world, two) -> None:
    for number in range(signed_copies.MOST - 1):
        world.do("km_officer", signed_copies.add, two[0], f"{number}.jpg", PHOTO + bytes([number]))
    with pytest.raises(Conflict, match="20 copies"):
        world.do("km_officer", signed_copies.add, two[0], "more.jpg", PHOTO + b"more")


def test_a_copy_that_was_tampered_with_is_not_given_out(world, two) -> None:
    (copy,) = copies(world, two[0])
    with world.database.engine.begin() as connection:
        connection.execute(text("UPDATE attachment SET content = :content"), {"content": SCAN + b"!"})
    with pytest.raises(Conflict, match="not as it was stored"):
        world.ask("km_officer", signed_copies.read, two[0], copy.id)


def test_the_list_of_copies_does_not_load_their_bytes(world, two) -> None:
    with reading(world.database) as db:
        row = db.scalars(select(Attachment)).first()
        assert "content" not in row.__dict__
