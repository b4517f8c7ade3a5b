"""Whom to call at an agency and what was said: kept by the program, read by those who may see people there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput
from slp_core.services import partner_contacts, partner_people, partners
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry, Person
from tests.services.conftest import ROLES

NAME = "Siobhán O’Neill-Vance"
BOTH = ("P-001", "P-002")


@pytest.fixture
def called(world, today):
    """A contact at each agency, with a note."""
    for reference in BOTH:
        world.do("km_officer", partner_contacts.add, reference, NAME, "Chief", "chief@example.gov", "+1 555 0100")
        contact = contacts(world, reference)[0]
        world.do("km_officer", partner_contacts.note, reference, today, f"{NAME} agreed.", today, contact.id)
    return world


def contacts(world, reference="P-001", who="km_officer"):
    return world.ask(who, partner_contacts.of_partner, reference)


def test_a_contact_is_kept_as_typed_and_its_person_is_nowhere_in_the_trail(called) -> None:
    (one,) = contacts(called)
    assert (one.name, one.title, one.email, one.phone) == (NAME, "Chief", "chief@example.gov", "+1 555 0100")
    with reading(called.database) as db:
        keys = db.scalars(select(Person.search_key).where(Person.display_name == NAME)).all()
        trail = " ".join(str(e.changes) for e in db.scalars(select(AuditEntry)) if e.table_name != "contact_note")
    assert keys == ["siobhan oneill-vance"] * 2
    assert NAME not in trail and "555" not in trail and "chief@" not in trail


@pytest.mark.parametrize("who", ROLES)
def test_names_are_seen_by_role_and_at_agencies_in_reach(called, who) -> None:
    """A post sees whom to call at the agencies that take part in its engagements."""
    if who == "expert":
        assert called.outcome(who, partner_contacts.of_partner, "P-001") == "not_allowed"
        return
    seen = {}
    for reference in BOTH:
        if called.outcome(who, partners.view, reference) == "done":
            named = contacts(called, reference, who)[0].name == NAME
            noted = called.outcome(who, partner_contacts.notes, reference) == "done"
            assert named == noted == called.ask(who, partners.view, reference).sees_people
            seen[reference] = named
    everywhere = who in ("administrator", "km_officer")
    expected = {"partner_coordinator": {"P-001": True}, "viewer": dict.fromkeys(BOTH, False)}
    assert seen == expected.get(who, {"P-001": True, "P-002": everywhere})


def test_who_may_not_see_people_is_told_the_title_alone(called) -> None:
    (one,) = contacts(called, who="viewer")
    assert (one.title, one.name, one.email, one.phone) == ("Chief", "", "", "")
    assert called.outcome("viewer", partner_contacts.notes, "P-001") == "not_allowed"


@pytest.mark.parametrize("who", ROLES)
def test_contacts_and_notes_are_kept_by_the_program_alone(called, today, now, who) -> None:
    one = contacts(called)[0]
    tried = {
        called.outcome(who, partner_contacts.add, "P-001", "New", "Chief"),
        called.outcome(who, partner_contacts.change, one.id, one.version, "New", "Chief"),
        called.outcome(who, partner_contacts.take_off, one.id, one.version, now),
        called.outcome(who, partner_contacts.note, "P-001", today, "Said", today),
    }
    assert tried == {"done" if who == "km_officer" else "not_allowed"}


def test_the_second_of_two_changes_of_a_contact_is_refused_even_of_the_name_alone(called) -> None:
    one = contacts(called)[0]
    called.do("km_officer", partner_contacts.change, one.id, one.version, "Ann New", "Chief")
    with pytest.raises(Conflict, match="changed by someone else"):
        called.do("km_officer", partner_contacts.change, one.id, one.version, "Bea New", "Chief")
    assert contacts(called)[0].name == "Ann New"


def test_a_contact_taken_off_is_gone_from_the_list_stays_in_the_log_and_comes_back(called, now) -> None:
    one = contacts(called)[0]
    called.do("km_officer", partner_contacts.take_off, one.id, one.version, now)
    assert contacts(called) == ()
    assert called.ask("km_officer", partner_contacts.notes, "P-001")[0].contact == NAME
    called.do("km_officer", partner_contacts.add, "P-001", "SIOBHAN ONEILL-VANCE", "Advisor", token="again")
    (back,) = contacts(called)
    assert (back.id, back.name, back.title, back.phone) == (one.id, "SIOBHAN ONEILL-VANCE", "Advisor", "")


def test_one_person_is_not_put_on_a_list_twice(called) -> None:
    with pytest.raises(Conflict, match="a contact of the agency already"):
        called.do("km_officer", partner_contacts.add, "P-001", NAME, "Other")


def test_the_log_is_newest_first_with_who_noted_it_and_with_whom(called, today) -> None:
    for back in (3, 1, 2):
        called.do("km_officer", partner_contacts.note, "P-001", today - timedelta(back), f"{back} back", today)
    log = called.ask("km_officer", partner_contacts.notes, "P-001")
    assert [note.text for note in log] == [f"{NAME} agreed.", "1 back", "2 back", "3 back"]
    assert (log[0].noted_by, log[0].contact, log[1].contact) == ("Kay Müller", NAME, "")


def test_a_note_of_tomorrow_an_empty_one_and_one_with_a_stranger_are_refused(called, today) -> None:
    for day, text in ((today + timedelta(1), "Soon"), (today, "  "), (today, "x" * 2001)):
        with pytest.raises(InvalidInput):
            called.do("km_officer", partner_contacts.note, "P-001", day, text, today)
    other = contacts(called, "P-002")[0].id
    assert called.outcome("km_officer", partner_contacts.note, "P-001", today, "Said", today, other) == "not_found"
    assert called.outcome("km_officer", partner_contacts.note, "P-001", today, "Said", today, 999) == "not_found"


# The people of an agency

SEEN = {  # at the agency in reach, and at the other: experts listed, of them with a name
    "administrator": ((2, 2), (1, 1)), "km_officer": ((2, 2), (1, 1)), "embassy_officer": ((2, 2), (1, 0)),
    "partner_coordinator": ((2, 2), None), "rso": None, "expert": None, "viewer": None,
}  # fmt: skip


@pytest.mark.parametrize("who", ROLES)
def test_the_experts_of_an_agency_are_listed_by_role_and_named_within_scope(standing, who) -> None:
    for reference, expected in zip(BOTH, SEEN[who] or (None, None), strict=True):
        outcome = standing.outcome(who, partner_people.of_partner, reference)
        if expected is None:
            assert outcome == ("not_found" if SEEN[who] else "not_allowed")
            continue
        people = standing.ask(who, partner_people.of_partner, reference)
        assert people.count == standing.ask(who, partner_people.number, reference) == expected[0]
        assert (len(people.rows), sum(bool(one.name) for one in people.rows)) == expected
