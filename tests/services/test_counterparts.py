"""Counterparts: one institution a name and country, found without accents, kept by those who reach the country."""

import pytest
from sqlalchemy import select

from slp_core.errors import InvalidInput
from slp_core.services import contacts, counterparts, counterparts_list, need_views, needs
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry
from tests.services.conftest import pairs
from tests.services.needs.conftest import wish


@pytest.fixture
def academies(world):
    """An institution of Georgia, one of Colombia, each with a contact."""
    made = (
        world.do("embassy_officer", counterparts.add, "GEO", "Académie de Police", "academy", "Tbilisi"),
        world.do("other officer", counterparts.add, "COL", "Escuela", "academy"),
    )
    for who, reference in zip(("embassy_officer", "other officer"), made, strict=True):
        world.do(who, contacts.add, reference, "Nino O’Díaz", "Director", "nino@example.org", "+995 1")
    return made


def of(world, country="GEO", text="", who="km_officer"):
    return world.ask(who, counterparts_list.of_country, country, text)


def names(world, *args, **more):
    return [one.name for one in of(world, *args, **more).institutions]


def test_an_institution_is_added_by_role_and_country(standing):
    expected = pairs("nn yy yn nn nn nn nn")
    lands = ("GEO", "COL")
    found = [(who, standing.outcome(who, counterparts.add, lands[n], "New", "court"), n) for who, _, n in expected]
    assert found == expected


@pytest.mark.parametrize("write", ["change", "archive", "add a contact", "change a contact", "archive a contact"])
def test_counterparts_are_changed_by_role_and_country(world, academies, now, write):
    people = [of(world, land).institutions[0].contacts[0] for land in ("GEO", "COL")]
    calls = {
        "change": (counterparts.change, lambda n: (academies[n], "New", "court", "", 1)),
        "archive": (counterparts.archive, lambda n: (academies[n], 1, now)),
        "add a contact": (contacts.add, lambda n: (academies[n], "New", "Judge")),
        "change a contact": (contacts.change, lambda n: (people[n].id, 1, "New", "Judge")),
        "archive a contact": (contacts.archive, lambda n: (people[n].id, 1, now)),
    }
    use_case, args = calls[write]
    expected = pairs("nn yy y- nn nn nn nn")
    assert [(who, world.outcome(who, use_case, *args(n)), n) for who, _, n in expected] == expected


def test_counterparts_are_read_by_role_and_country_and_the_viewer_reads_none(world, academies):
    for who in ("administrator", "km_officer"):
        assert (names(world, who=who), names(world, "COL", who=who)) == (["Académie de Police"], ["Escuela"])
    for who in ("embassy_officer", "rso"):
        assert (names(world, who=who), names(world, "COL", who=who)) == (["Académie de Police"], [])
        assert len(world.ask(who, counterparts_list.choices, "GEO")) == 1
        assert world.ask(who, counterparts_list.choices, "COL") == {}
    for who in ("partner_coordinator", "expert", "viewer"):
        assert world.outcome(who, counterparts_list.of_country, "GEO") == "not_allowed"
        assert world.ask(who, counterparts_list.choices, "GEO") == {}


def test_an_institution_is_found_by_any_part_of_name_or_city_without_accents(world, academies):
    for text in ("academie", "POLICE tbil", "Académie", "tbilisi"):
        assert names(world, text=text) == ["Académie de Police"]
    assert names(world, text="%") == names(world, text="court") == []


@pytest.mark.parametrize("name", ["Academie de police", "ACADÉMIE  DE POLICE", "Académie de Police"])
def test_the_same_name_in_one_country_is_refused_with_the_one_there_named(world, academies, name):
    with pytest.raises(InvalidInput, match="Georgia .* has Académie de Police already, as I-001"):
        world.do("km_officer", counterparts.add, "GEO", name, "police")
    world.do("km_officer", counterparts.add, "COL", name, "police")
    assert len(of(world, "COL").institutions) == 2


def test_a_name_that_begins_like_another_is_another_institution(world, academies):
    world.do("km_officer", counterparts.add, "GEO", "Académie", "academy")
    assert names(world) == ["Académie de Police", "Académie"]


def test_an_institution_is_not_renamed_to_one_that_is_there(world, academies):
    other = world.do("km_officer", counterparts.add, "GEO", "Court", "court")
    assert (
        world.outcome("km_officer", counterparts.change, other, "Academie de Police", "court", "", 1) == "invalid_input"
    )
    assert world.outcome("km_officer", counterparts.change, other, "COURT", "court", "Batumi", 1) == "done"


def test_what_is_archived_is_not_shown_and_comes_back_when_it_is_added_again(world, academies, now):
    world.do("km_officer", counterparts.archive, academies[0], 1, now)
    assert of(world).count == 0 and world.ask("km_officer", counterparts_list.choices, "GEO") == {}
    back = world.do("embassy_officer", counterparts.add, "GEO", "ACADEMIE DE POLICE", "police", "Batumi")
    (one,) = of(world).institutions
    assert (back, one.reference, one.kind, one.city) == (academies[0], academies[0], "police", "Batumi")


def test_a_contact_is_there_once_and_comes_back_with_what_holds_now(world, academies, now):
    (contact,) = of(world).institutions[0].contacts
    assert (contact.name, contact.title, contact.email, contact.phone) == (
        "Nino O’Díaz", "Director", "nino@example.org", "+995 1",
    )  # fmt: skip
    assert world.outcome("km_officer", contacts.add, academies[0], "NINO ODIAZ", "Head") == "invalid_input"
    world.do("km_officer", contacts.archive, contact.id, contact.version, now)
    assert of(world).institutions[0].contacts == ()
    world.do("km_officer", contacts.add, academies[0], "Nino O'Díaz", "Head")
    (back,) = of(world).institutions[0].contacts
    assert (back.id, back.name, back.title, back.email) == (contact.id, "Nino O'Díaz", "Head", "")


def test_a_contact_is_changed_from_what_was_shown_and_never_into_another(world, academies):
    (contact,) = of(world).institutions[0].contacts
    world.do("km_officer", contacts.add, academies[0], "Ana", "Head", token="ana")
    world.do("km_officer", contacts.change, contact.id, contact.version, "Nino Díaz", "Rector", "", "+995 2")
    (now,) = [one for one in of(world).institutions[0].contacts if one.id == contact.id]
    assert (now.name, now.title, now.email, now.phone) == ("Nino Díaz", "Rector", "", "+995 2")
    stale = contacts.change, contact.id, contact.version, "Nino", "Rector"
    assert world.outcome("km_officer", *stale) == "conflict"
    assert world.outcome("km_officer", contacts.change, contact.id, now.version, "ANA", "Rector") == "invalid_input"


def test_the_trail_says_that_a_contact_changed_and_no_value(world, academies):
    with reading(world.database) as db:
        entries = db.scalars(select(AuditEntry.changes).where(AuditEntry.table_name == "person")).all()
    assert entries and "nino" not in str(entries).casefold()


WRONG = {
    "no name": ("GEO", " ", "court", ""),
    "a name of signs that cannot be searched": ("GEO", "’’", "court", ""),
    "a name without end": ("GEO", "x" * 201, "court", ""),
    "no kind": ("GEO", "New", "", ""),
    "a country outside the program": ("DEU", "New", "court", ""),
    "a city without end": ("GEO", "New", "court", "x" * 121),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_an_institution_that_cannot_be_right_is_refused(standing, wrong):
    assert standing.outcome("km_officer", counterparts.add, *wrong) == "invalid_input"


def test_a_contact_that_cannot_be_right_is_refused(world, academies):
    for wrong in (("", "Head"), ("New", " "), ("New", "Head", "nobody"), ("New", "Head", "", "1" * 121)):
        assert world.outcome("km_officer", contacts.add, academies[0], *wrong) == "invalid_input"


def test_a_change_based_on_an_older_state_is_refused(world, academies, now):
    world.do("km_officer", counterparts.change, academies[0], "New", "court", "", 1)
    assert world.outcome("km_officer", counterparts.change, academies[0], "Newer", "court", "", 1) == "conflict"
    assert world.outcome("km_officer", counterparts.archive, academies[0], 1, now) == "conflict"


def test_a_need_names_an_institution_of_its_country_and_keeps_it_when_archived(world, academies, today, now):
    need = world.do("embassy_officer", needs.add, wish(institution=academies[0]), today)
    world.do("km_officer", counterparts.archive, academies[0], 1, now)
    assert world.ask("embassy_officer", need_views.view, need).institution == "Académie de Police"
    assert world.outcome("km_officer", needs.add, wish(institution=academies[1]), today) == "invalid_input"
