"""Users, experts and agencies: added with what they need or refused in a sentence; names for those who may see them."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.roles import Role
from slp_core.services import (
    drafts,
    engagement_history,
    engagements,
    estimate_versions,
    experts,
    partner_contacts,
    partner_history,
    partner_list,
    partner_people,
    partners,
    portfolio,
    steps,
    team,
    users,
    work_list,
)
from slp_core.services.portfolio import Filters
from slp_core.services.work_list import Urgency
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry, Person, RoleGrant
from tests.services.conftest import MOMENT

OURS, THEIRS = "E-2027-001", "E-2027-002"
TYPED = ("Pat O'Bryan", "Siobhan O’Neill", "Wayan", "U Ko", "Smith-Jones", "María José Díaz Peña", "محمد")


def people(world) -> dict[str, Person]:
    with reading(world.database) as db:
        return {person.display_name: person for person in db.scalars(select(Person))}


def test_a_name_is_stored_as_typed_and_found_without_accents_and_apostrophes(world) -> None:
    for name in TYPED:
        world.do("km_officer", experts.add, name, "P-001")
    stored = people(world)
    assert set(TYPED) <= set(stored)
    keys = {name: stored[name].search_key for name in TYPED}
    assert (keys["Pat O'Bryan"], keys["Siobhan O’Neill"]) == ("pat obryan", "siobhan oneill")
    assert keys["María José Díaz Peña"] == "maria jose diaz pena"


@pytest.mark.parametrize("name", ["", "   ", "\x00\x07", "x" * 201])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(standing, name) -> None:
    assert standing.outcome("km_officer", experts.add, name, "P-001") == "invalid_input"
    assert standing.outcome("administrator", users.add, name, "a@example.gov", Role.VIEWER) == "invalid_input"
    assert standing.outcome("km_officer", partners.add, name, "IL", "state", "police", 1) == "invalid_input"


def test_an_address_that_cannot_be_is_refused_in_a_sentence(standing) -> None:
    for address in ("nobody", "a b@example.gov", "@" * 300):
        assert standing.outcome("administrator", users.add, "New", address, Role.VIEWER) == "invalid_input"


def test_an_agency_of_an_unknown_level_or_sector_is_refused(standing) -> None:
    for level, sector in (("federal", "police"), ("state", "fishing")):
        assert standing.outcome("km_officer", partners.add, "New", "IL", level, sector, 1) == "invalid_input"


def test_an_expert_belongs_to_an_agency_that_exists(standing) -> None:
    assert standing.outcome("km_officer", experts.add, "New", "P-999") == "not_found"


def test_one_click_too_many_adds_one_user(world) -> None:
    before = len(world.ask("administrator", users.table))
    given = {world.do("administrator", users.add, "New", "", Role.VIEWER, token="form") for _ in range(5)}
    assert (len(given), len(world.ask("administrator", users.table))) == (1, before + 1)


@pytest.mark.parametrize("role", [Role.EMBASSY_OFFICER, Role.RSO, Role.PARTNER_COORDINATOR, Role.EXPERT])
def test_a_role_within_a_scope_is_not_given_without_it(world, role) -> None:
    before = set(people(world))
    for scope in ({}, {"post": "atlantis", "partner": "P-999", "expert": "X-999"}):
        with pytest.raises(InvalidInput, match="scope"):
            world.do("administrator", users.add, "New", "", role, **scope)
    assert set(people(world)) == before


def test_a_role_given_twice_is_held_once_and_taken_whole(world, now) -> None:
    for click in "ab":
        world.do("administrator", users.give, "U-007", Role.RSO, "tbilisi", token=click)
    roles = {account.reference: account.roles for account in world.ask("administrator", users.table)}
    assert roles["U-007"] == "Viewer; Regional Security Officer, Embassy Tbilisi"
    world.do("administrator", users.take, "U-007", Role.RSO, now)
    assert world.outcome("U-007", steps.mark_past, OURS, now.date(), now.date()) == "not_allowed"
    world.do("administrator", users.give, "U-007", Role.RSO, "tbilisi", token="again")
    assert world.outcome("U-007", steps.mark_past, OURS, now.date(), now.date()) == "done"


def test_the_change_of_a_role_names_who_gave_it_to_whom(world) -> None:
    world.do("administrator", users.give, "U-007", Role.KM_OFFICER)
    with reading(world.database) as db:
        entry = db.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        grant = db.get(RoleGrant, entry.row_id)
        giver, holder = users.principal(db, "U-001"), users.principal(db, "U-007")
    assert (entry.table_name, entry.action, entry.actor_id) == ("role_grant", "insert", giver.id)
    assert (grant.principal_id, entry.changes["role"]) == (holder.id, [None, "km_officer"])
    assert entry.changes["principal_id"] == [None, holder.id]


def test_nobody_shuts_out_or_disarms_oneself(standing, now) -> None:
    assert standing.outcome("administrator", users.set_active, "U-001", 1, active=False) == "invalid_input"
    assert standing.outcome("administrator", users.take, "U-001", Role.ADMINISTRATOR, now) == "invalid_input"


def test_the_second_of_two_switches_from_the_same_page_is_refused(world) -> None:
    world.do("administrator", users.set_active, "U-007", 1, active=False)
    with pytest.raises(Conflict, match="changed by someone else"):
        world.do("administrator", users.set_active, "U-007", 1, active=False, token="second")
    assert {account.active for account in world.ask("administrator", users.table)} == {True, False}


def test_a_user_who_does_not_exist_is_not_changed(standing, now) -> None:
    assert standing.outcome("administrator", users.set_active, "U-999", 1, active=False) == "not_found"
    assert standing.outcome("administrator", users.give, "U-999", Role.VIEWER) == "not_found"
    assert standing.outcome("administrator", users.take, "U-999", Role.VIEWER, now) == "not_found"


def test_the_sign_in_offers_active_people_and_a_real_one_only_the_first(world) -> None:
    world.do("administrator", users.set_active, "U-007", 1, active=False)
    offered = [front.reference for front in users.front(world.database, everyone=True)]
    assert "U-006" in offered and "U-007" not in offered
    assert [front.reference for front in users.front(world.database, everyone=False)] == ["U-001"]


def test_a_database_without_users_says_how_to_begin(database) -> None:
    with pytest.raises(NotFound) as refusal:
        users.front(database, everyone=True)
    assert "make init" in refusal.value.hint


# Names


def said_to(world, who, today, now) -> str:
    """All that the use cases tell a user, as text."""
    told = [world.ask(who, portfolio.page, Filters(), today)]
    for use_case, *args in (
        (portfolio.by_country, today),
        (portfolio.stage_counts, Filters(), today),
        (portfolio.export_csv, Filters(), today),
        (partners.choices,),
        (partner_list.page, partner_list.Filters()),
        *((use_case, ref) for use_case in OF_AN_AGENCY for ref in ("P-001", "P-002")),
        (work_list.counts, today),
        (work_list.tasks, today, Urgency.ALL, 9999),
        (work_list.in_country, today + timedelta(75)),
        (work_list.leaving_soon, today + timedelta(60)),
        (users.table,),
        *((use_case, ref) for use_case in ONE for ref in (OURS, THEIRS)),
        *((engagement_history.as_of, ref, now) for ref in (OURS, THEIRS)),
    ):
        if world.outcome(who, use_case, *args) == "done":
            answer = world.ask(who, use_case, *args)
            told.append(answer.decode() if isinstance(answer, bytes) else answer)
    return " ".join(str(dataclasses.asdict(one)) if dataclasses.is_dataclass(one) else str(one) for one in told)


OF_AN_AGENCY = (
    partners.view,
    partner_contacts.of_partner,
    partner_contacts.notes,
    partner_people.of_partner,
    partner_history.of_partner,
)
ONE = (
    engagements.view,
    steps.of_engagement,
    team.of_engagement,
    estimate_versions.latest,
    engagement_history.of_engagement,
)


def test_those_who_may_not_see_people_are_told_no_name_and_no_address(standing, today, now) -> None:
    told = said_to(standing, "viewer", today, now)
    assert OURS in told and "Alpha Police" in told
    for name, person in people(standing).items():
        assert name not in told
        assert not person.email or person.email not in told


def test_the_same_questions_tell_names_to_those_who_may_see_them(standing, today, now) -> None:
    told = said_to(standing, "km_officer", today, now)
    assert "Ann O’Neill" in told and "Bea Ironside" in told
    assert "Bea Ironside" not in said_to(standing, "embassy_officer", today, now)


def test_no_name_of_anybody_is_in_the_trail(world) -> None:
    world.do("administrator", users.add, "Very Secret", "secret@example.gov", Role.VIEWER)
    with reading(world.database) as db:
        trail = " ".join(str(entry.changes) for entry in db.scalars(select(AuditEntry)))
    for name, person in people(world).items():
        assert name not in trail and person.search_key not in trail
    assert "example.gov" not in trail
    assert "Alpha Police" in trail


# Drafts


def test_a_draft_is_its_writer_s_alone(world) -> None:
    world.keep("expert", drafts.keep, "plan", {"title": "Half a"})
    world.keep("expert", drafts.keep, "plan", {"title": "Half a plan"})
    assert world.ask("expert", drafts.read, "plan") == {"title": "Half a plan"}
    assert world.ask("expert", drafts.read, "other") == {}
    assert world.ask("expert", drafts.kept_at, "other") is None
    assert world.ask("expert", drafts.kept_at, "plan") == MOMENT
    for who in ("administrator", "km_officer", "other expert"):
        assert world.ask(who, drafts.read, "plan") == {}
        assert world.ask(who, drafts.kept_at, "plan") is None


def test_of_two_tabs_on_one_draft_each_keeps_what_it_changed(world) -> None:
    begun = {"title": "", "notes": "", "stops": 1, "stop1": "GEO"}
    mine, theirs = begun | {"title": "Mine"}, {"title": "", "notes": "Theirs", "stops": 0}
    world.keep("expert", drafts.change, "plan", mine, begun)
    world.keep("expert", drafts.change, "plan", theirs, begun)
    assert world.ask("expert", drafts.read, "plan") == {"title": "Mine", "notes": "Theirs", "stops": 0}
    world.keep("expert", drafts.change, "plan", mine | {"title": "Mine again"}, mine)
    assert world.ask("expert", drafts.read, "plan")["notes"] == "Theirs"
    assert world.ask("expert", drafts.read, "plan")["title"] == "Mine again"


def test_a_draft_is_gone_when_it_is_forgotten(world) -> None:
    world.keep("expert", drafts.keep, "plan", {"title": "Half a plan"})
    world.keep("expert", drafts.forget, "plan")
    world.keep("expert", drafts.forget, "plan")
    assert world.ask("expert", drafts.read, "plan") == {}


def test_a_draft_that_is_too_long_is_refused_and_the_earlier_one_stays(world) -> None:
    world.keep("expert", drafts.keep, "plan", {"notes": "short"})
    with pytest.raises(InvalidInput, match="too long"):
        world.keep("expert", drafts.keep, "plan", {"notes": "x" * 200_001})
    assert world.ask("expert", drafts.read, "plan") == {"notes": "short"}


@pytest.mark.parametrize("text", ["His SSN is 219-09-9999", "Passport 543210987", "He suffers from asthma"])
def test_what_is_never_kept_is_left_out_of_a_draft_and_nothing_else(world, text) -> None:
    items = [{"what": text, "price": "12.00"}]
    world.keep("expert", drafts.keep, "plan", {"notes": text, "title": "Course", "stops": 1, "items": items})
    kept = {"title": "Course", "stops": 1, "items": [{"what": "", "price": "12.00"}]}
    assert world.ask("expert", drafts.read, "plan") == kept


def test_a_sign_that_a_database_cannot_hold_is_refused_in_a_sentence_or_kept(standing) -> None:
    assert standing.outcome("expert", drafts.keep, "plan", {"notes": "a\x00b"}) in ("done", "invalid_input")
    assert standing.outcome("km_officer", engagements.view, "E-2027-9\x00") == "not_found"
