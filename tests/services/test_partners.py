"""Agencies: added once, changed from the page that was shown, listed by any part of a name, offered while active."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.partner_profile import Profile
from slp_core.partners import PartnerStatus
from slp_core.services import engagements, partner_history, partner_list, partner_names, partners
from slp_core.services.partner_list import Filters
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import AuditEntry, Partner, PartnerSpecialty
from tests.services.conftest import ROLES

ALPHA = Profile("Alpha Police", "IL", "state", "police", 3)
PAUSED = PartnerStatus.PAUSED


def add(world, name="Gamma Police", state="IL", level="county", sector="police", capacity=2, who="km_officer", **more):
    return world.do(who, partners.add, name, state, level, sector, capacity, **more)


def version(world, reference="P-001") -> int:
    return world.ask("km_officer", partners.view, reference).version


def listed(world, who="km_officer", **filters) -> list[str]:
    return [row.reference for row in world.ask(who, partner_list.page, Filters(**filters)).rows]


# Adding


def test_an_agency_is_seen_as_it_was_added(world) -> None:
    more = {"county": "Cook", "size": 200, "away_at_once": 2, "specialties": ("forensics",), "languages": ("es",)}
    found = world.ask("viewer", partners.view, add(world, **more))
    assert found.profile == Profile("Gamma Police", "IL", "county", "police", 2, *more.values())
    assert (found.reference, found.status, found.names, found.invented) == ("P-003", "active", (), False)


@pytest.mark.parametrize("name", ["Alpha Police", " alpha  POLICE", "Alphá Police"])
def test_the_same_agency_twice_is_refused_with_the_one_there_is(world, name) -> None:
    with pytest.raises(Conflict, match="is there already, as P-001") as refusal:
        add(world, name, "Illinois", "state")
    assert refusal.value.context["partner"] == "P-001"
    assert listed(world) == ["P-001", "P-002"]


@pytest.mark.parametrize("other", [{"level": "municipal"}, {"state": "MD"}, {"county": "Cook", "level": "state"}])
def test_one_name_at_another_level_state_or_county_is_another_agency(world, other) -> None:
    assert add(world, "Alpha Police", **{"level": "county"} | other) == "P-003"


def test_a_name_that_is_another_name_of_an_agency_is_not_added_beside_it(world) -> None:
    world.do("km_officer", partner_names.add, "P-001", "APD")
    with pytest.raises(Conflict, match="another name of Alpha Police, P-001") as refusal:
        add(world, "apd", level="state")
    assert refusal.value.context["partner"] == "P-001"
    assert add(world, "apd", level="county") == "P-003"


@pytest.mark.parametrize("capacity", [0, 31])
def test_a_capacity_outside_1_to_30_is_refused_in_words(world, capacity) -> None:
    with pytest.raises(InvalidInput, match=f"takes on 1 to 30 engagements a year, not {capacity}"):
        add(world, capacity=capacity)


def test_an_agency_without_a_state_or_of_no_state_is_refused(standing) -> None:
    for state in ("", "XX", "Georgia (country)"):
        assert standing.outcome("km_officer", partners.add, "New", state, "state", "police", 1) == "invalid_input"


def test_an_archived_agency_that_is_added_again_comes_back_as_itself(world, now) -> None:
    reference = add(world, specialties=("forensics",))
    with work(world.database, Actor(1), now) as db:
        db.scalars(select(Partner).where(Partner.reference == reference)).one().archived_at = now
    assert reference not in listed(world)
    assert add(world, capacity=7, languages=("fr",), token="again") == reference
    found = world.ask("km_officer", partners.view, reference).profile
    assert (found.capacity, found.specialties, found.languages) == (7, ("forensics",), ("fr",))


# Changing


def test_a_change_is_kept_whole_and_is_in_the_trail(world, now) -> None:
    changed = replace(ALPHA, name="Alpha State Police", capacity=9, specialties=("forensics", "prisons"))
    world.do("km_officer", partners.change, "P-001", version(world), changed, now)
    assert world.ask("viewer", partners.view, "P-001").profile == changed
    with reading(world.database) as db:
        entry = db.scalars(select(AuditEntry).where(AuditEntry.table_name == "partner").order_by(AuditEntry.id.desc()))
        assert entry.first().changes["yearly_capacity"] == [3, 9]
    assert listed(world, text="alpha state") == ["P-001"]


def test_the_second_of_two_changes_from_one_page_is_refused_even_of_the_lists_alone(world, now) -> None:
    shown = version(world)
    world.do("km_officer", partners.change, "P-001", shown, replace(ALPHA, specialties=("forensics",)), now)
    with pytest.raises(Conflict, match="changed by someone else"):
        world.do("km_officer", partners.change, "P-001", shown, replace(ALPHA, languages=("es",)), now)
    assert world.ask("viewer", partners.view, "P-001").profile.specialties == ("forensics",)


def test_a_specialty_taken_away_is_archived_and_comes_back_as_the_same_row(world, now) -> None:
    for number, keys in enumerate((("forensics",), (), ("forensics",))):
        profile = replace(ALPHA, specialties=keys)
        world.do("km_officer", partners.change, "P-001", version(world), profile, now, token=str(number))
    with reading(world.database) as db:
        assert [row.archived_at for row in db.scalars(select(PartnerSpecialty))] == [None]


def test_an_agency_is_not_changed_into_one_that_exists(world, now) -> None:
    other = add(world, "Alpha Police", level="county")
    with pytest.raises(Conflict, match="is there already, as P-001"):
        world.do("km_officer", partners.change, other, version(world, other), ALPHA, now)


def test_a_status_needs_a_reason_and_another_status(world) -> None:
    shown = version(world)
    for status, reason in ((PAUSED, " "), (PartnerStatus.ACTIVE, "Because")):
        with pytest.raises(InvalidInput):
            world.do("km_officer", partners.set_status, "P-001", status, reason, shown)
    world.do("km_officer", partners.set_status, "P-001", PAUSED, "Short of staff", shown)
    found = world.ask("viewer", partners.view, "P-001")
    assert (found.status, found.status_reason) == (PAUSED, "Short of staff")
    with pytest.raises(Conflict, match="changed by someone else"):
        world.do("km_officer", partners.set_status, "P-001", PartnerStatus.ENDED, "Over", shown)


@pytest.mark.parametrize("status", [one for one in PartnerStatus if one is not PartnerStatus.ACTIVE])
def test_an_agency_that_is_not_active_is_not_offered_and_stays_listed(world, status) -> None:
    world.do("km_officer", partners.set_status, "P-001", status, "Because", version(world))
    assert list(world.ask("km_officer", partners.choices)) == ["P-002"]
    assert listed(world) == ["P-001", "P-002"]
    assert world.ask("km_officer", engagements.view, "E-2027-001").partners == ("Alpha Police",)


# Listing


def test_any_part_of_a_name_finds_it_with_or_without_accents_and_apostrophes(world) -> None:
    reference = add(world, "Prince George’s Peñasco Sheriff", "NM")
    for words in ("georges", "GEORGE'S", "penasco", "peña sher", "sheriff prince", "asc"):
        assert reference in listed(world, text=words), words
    for words in ("geo rgesx", "100%", "_", "' OR 1=1 --"):
        assert listed(world, text=words) == [], words


def test_another_name_the_state_and_the_reference_find_it_too(world) -> None:
    world.do("km_officer", partner_names.add, "P-001", "Windy Bureau")
    assert listed(world, text="windy") == listed(world, text="illin") == listed(world, text="p-001") == ["P-001"]
    assert listed(world, text="il alpha") == ["P-001"]
    assert listed(world, text="windy beta") == []


def test_each_filter_narrows_and_together_they_narrow_more(world) -> None:
    gamma = add(
        world, "Gamma Court", "TX", "municipal", "courts", 12, specialties=("court_administration",), languages=("es",)
    )
    add(world, "Delta Court", "TX", "municipal", "courts", None, languages=("fr",))
    for filters in (
        {"state": "TX", "capacity": 12},
        {"level": "municipal", "language": "es"},
        {"sector": "courts", "specialty": "court_administration"},
        {"text": "gamma", "status": "active"},
    ):
        assert listed(world, **filters) == [gamma], filters
    assert listed(world, state="TX", text="alpha") == []
    assert listed(world, specialty="forensics") == listed(world, status="paused") == []


def test_the_count_is_the_length_of_all_pages(world) -> None:
    for number in range(20):
        add(world, f"Number {number:02} Police", "TX")
    pages = [world.ask("km_officer", partner_list.page, Filters(state="TX"), number) for number in (1, 2, 99)]
    assert [(page.count, page.pages, page.number, len(page.rows)) for page in pages] == [
        (20, 2, 1, 10), (20, 2, 2, 10), (20, 2, 2, 10),
    ]  # fmt: skip
    names = [row.name for page in pages[:2] for row in page.rows]
    assert names == sorted(names) and len(set(names)) == 20


# Rights: who may, on the agency in reach and on the other


READ = dict.fromkeys(ROLES, ("done", "done")) | {
    "partner_coordinator": ("done", "not_found"),
    "expert": ("not_allowed", "not_allowed"),
}
WRITE = {who: "done" if who == "km_officer" else "not_allowed" for who in ROLES}


@pytest.mark.parametrize("who", ROLES)
def test_an_agency_is_seen_by_role_and_an_agency_s_people_see_their_own(standing, who) -> None:
    assert tuple(standing.outcome(who, partners.view, reference) for reference in ("P-001", "P-002")) == READ[who]
    if READ[who][0] == "done":
        seen = [reference for reference, said in zip(("P-001", "P-002"), READ[who], strict=True) if said == "done"]
        assert listed(standing, who) == seen
        assert standing.ask(who, partner_list.page, Filters()).count == len(seen)
    else:
        assert standing.outcome(who, partner_list.page, Filters()) == "not_allowed"


@pytest.mark.parametrize("who", ROLES)
def test_an_agency_is_changed_by_the_program_alone(standing, now, who) -> None:
    shown = version(standing)
    tried = [
        standing.outcome(who, partners.change, "P-001", shown, ALPHA, now),
        standing.outcome(who, partners.set_status, "P-001", PAUSED, "Because", shown),
        standing.outcome(who, partners.add, "New", "IL", "state", "police", 1),
    ]
    assert tried == [WRITE[who]] * 3


@pytest.mark.parametrize("who", ROLES)
def test_an_agency_s_history_is_seen_by_role(standing, who) -> None:
    expected = "done" if who in ("administrator", "km_officer", "embassy_officer") else "not_allowed"
    assert standing.outcome(who, partner_history.of_partner, "P-001") == expected


def test_history_says_what_changed_in_words(world, now) -> None:
    world.do("km_officer", partners.change, "P-001", version(world), replace(ALPHA, specialties=("forensics",)), now)
    world.do("km_officer", partners.set_status, "P-001", PAUSED, "Short of staff", version(world))
    world.do("km_officer", partner_names.add, "P-001", "APD")
    world.do("km_officer", partner_names.take, "P-001", "APD", now)
    said = [(one.what, one.changes) for one in world.ask("km_officer", partner_history.of_partner, "P-001")]
    assert said[0][0] == "Other name taken away"
    assert ("Agency changed", "status: Active → Paused; reason: — → Short of staff") in said
    assert ("Specialty added", "specialty: Forensics and crime scenes") in said
    assert not any("P-002" in changes for _, changes in said)


def test_what_does_not_exist_and_what_is_out_of_reach_read_the_same(standing) -> None:
    refusals = []
    for reference in ("P-002", "P-999", "' OR 1=1 --"):
        with pytest.raises(NotFound) as refusal:
            standing.ask("partner_coordinator", partners.view, reference)
        refusals.append((refusal.value.message, refusal.value.hint))
    assert len(set(refusals)) == 1


def test_a_county_s_and_a_city_s_agency_of_one_name_are_told_apart_where_one_is_chosen(world) -> None:
    for county, level in (("", "county"), ("", "municipal"), ("Ogle", "municipal")):
        world.do("km_officer", partners.add, "Alder Police", "GA", level, "police", county=county, token=county + level)
    said = [words for words in world.ask("km_officer", partners.choices).values() if words.startswith("Alder")]
    assert said == [
        "Alder Police (GA, county)",
        "Alder Police (GA, city or town)",
        "Alder Police (Ogle, GA, city or town)",
    ]
    assert "Alpha Police (IL)" in world.ask("km_officer", partners.choices).values()
