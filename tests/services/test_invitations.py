"""An invitation opens one agency’s self-check and nothing else, until it ends; its link is kept nowhere."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from slp_core.dates import short
from slp_core.errors import InvalidInput, NotAllowed, NotFound, NotSignedIn
from slp_core.roles import Role, rights
from slp_core.services import (
    engagements,
    expert_list,
    invitations,
    partner_contacts,
    partner_duplicates,
    partner_history,
    partners,
    portfolio,
    self_check_views,
    self_checks,
    users,
)
from slp_core.store.base import Base
from slp_core.store.db import reading
from slp_core.store.models import Invitation
from tests.services.conftest import ROLES

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
TODAY = NOW.date()
SECRET = invitations.new_secret()


def invite(world, who="km_officer", partner="P-001", secret=SECRET, days=14, contact=None):
    call = (invitations.invite, partner, invitations.hash_of(secret), days, contact, NOW)
    return world.do(who, *call, token=f"invite {who}{partner}{len(secret)}")


@pytest.fixture
def guest(world):
    """The reference by which whoever opened the link is known."""
    return invite(world)


def opened(world, secret=SECRET, at=NOW):
    with reading(world.database) as db:
        return invitations.opened(db, secret, at)


def test_a_link_opens_its_invitation_as_often_as_it_is_followed(world, guest) -> None:
    before = world.ask("km_officer", invitations.open_ones, "P-001", NOW)
    assert [opened(world) for _ in range(3)] == [guest] * 3
    assert world.ask("km_officer", invitations.open_ones, "P-001", NOW) == before  # a mail scanner leaves no trace


def test_a_link_that_is_not_ours_has_expired_or_was_taken_back_says_so(world, guest) -> None:
    def reason(secret=SECRET, at=NOW):
        with pytest.raises(NotSignedIn) as refusal:
            opened(world, secret, at)
        return refusal.value.context["link"]

    assert reason(secret="made up") == "unknown"
    assert opened(world, at=NOW + timedelta(14) - timedelta(seconds=1)) == guest
    assert reason(at=NOW + timedelta(14)) == "expired"
    world.do("km_officer", invitations.revoke, guest, 1, NOW)
    assert reason() == "revoked"


def test_the_database_holds_the_hash_of_a_link_and_nowhere_the_secret(world, guest) -> None:
    with world.database.engine.connect() as connection:
        rows = [
            repr(row) for table in Base.metadata.tables for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert [row for row in rows if invitations.hash_of(SECRET) in row]
    assert [row for row in rows if SECRET in row] == []


def test_whoever_was_invited_answers_for_that_agency_and_is_named_in_the_trail(world, guest) -> None:
    run = world.do(guest, self_checks.begin, "P-001", NOW, TODAY)
    assert world.ask("km_officer", invitations.open_ones, "P-001", NOW)[0].used  # before a first answer, too
    world.do(guest, self_checks.answer, run, "head_agrees", "yes", "No. 7", None, 0, NOW, TODAY)
    assert world.ask(guest, self_checks.latest, "P-001").answers["head_agrees"].value == "yes"
    assert world.ask(guest, self_checks.own_agency) == "P-001"
    (found,) = world.ask("km_officer", invitations.open_ones, "P-001", NOW)
    assert found.used
    with reading(world.database) as db:
        row = db.scalars(select(Invitation)).one()
        assert users.names(db, [row.principal_id]) == {row.principal_id: f"Invitation {guest}"}


def test_another_agency_is_not_there_for_whoever_was_invited(world, guest) -> None:
    other = world.do("km_officer", self_checks.begin, "P-002", NOW, TODAY)
    outcomes = [
        world.outcome(guest, *call)
        for call in (
            (self_checks.latest, "P-002"),
            (self_checks.begin, "P-002", NOW, TODAY),
            (self_checks.answer, other, "head_agrees", "yes", "", None, 0, NOW, TODAY),
            (self_check_views.standing, "P-002", TODAY),
            (self_check_views.open_needs, "P-002", TODAY),
        )
    ]
    assert outcomes == ["not_found"] * 5


def test_an_invitation_gives_the_five_rights_of_a_self_check_and_no_other(world, guest) -> None:
    principal = world.ask(guest, lambda db, user: user)
    allowed = {action for action in rights().actions if principal.may(action)}
    assert allowed == {f"self_check:{right}" for right in ("try", "grade", "read", "answer")}
    assert principal.kind == "invitee" and [grant.role for grant in principal.grants] == [Role.INVITEE]
    for use_case, args in (
        (portfolio.page, (portfolio.Filters(), TODAY)),
        (portfolio.export_csv, (portfolio.Filters(), TODAY)),
        (engagements.view, ("E-2027-001",)),
        (partners.view, ("P-001",)),
        (partner_contacts.of_partner, ("P-001",)),
        (expert_list.page, (expert_list.Filters(), TODAY)),
        (users.table, ()),
        (invitations.open_ones, ("P-001", NOW)),
        (invitations.invite, ("P-001", "hash", 7, None, NOW)),
    ):
        assert world.outcome(guest, use_case, *args) == "not_allowed", use_case


def test_what_was_taken_back_is_out_at_the_next_click(world, guest) -> None:
    run = world.do(guest, self_checks.begin, "P-001", NOW, TODAY)
    world.do("km_officer", invitations.revoke, guest, 1, NOW)
    with pytest.raises(NotSignedIn, match="taken back"):
        world.ask(guest, self_checks.latest, "P-001")
    with pytest.raises(NotSignedIn):
        world.do(guest, self_checks.answer, run, "head_agrees", "yes", "", None, 0, NOW, TODAY)
    assert world.ask("km_officer", invitations.open_ones, "P-001", NOW) == ()


def test_after_its_last_moment_nothing_is_answered_through_it(world, guest) -> None:
    run = world.do(guest, self_checks.begin, "P-001", NOW, TODAY)
    late = NOW + timedelta(14)
    with pytest.raises(NotSignedIn, match="has expired"):
        world.do(guest, self_checks.answer, run, "head_agrees", "yes", "", None, 0, late, late.date())
    assert world.ask("km_officer", invitations.open_ones, "P-001", late) == ()


def test_the_program_invites_to_all_and_a_coordinator_to_the_own_agency(world) -> None:
    allowed = {"km_officer": ("done", "done"), "partner_coordinator": ("done", "not_found")}
    found = {
        who: tuple(
            world.outcome(who, invitations.invite, one, f"{who}{one}", 7, None, NOW) for one in ("P-001", "P-002")
        )
        for who in ROLES
    }
    assert found == dict.fromkeys(ROLES, ("not_allowed", "not_allowed")) | allowed


def test_an_invitation_out_of_reach_and_one_that_does_not_exist_read_the_same(world) -> None:
    theirs = invite(world, partner="P-002")
    said = []
    for reference in (theirs, "I-2026-999"):
        with pytest.raises(NotFound) as refusal:
            world.do("partner_coordinator", invitations.revoke, reference, 1, NOW, token=reference)
        said.append(refusal.value.message)
    assert said[0] == said[1]


@pytest.mark.parametrize("days", [0, -1, 61])
def test_a_link_works_for_one_to_sixty_days(world, days) -> None:
    with pytest.raises(InvalidInput) as refusal:
        invite(world, days=days)
    assert refusal.value.context["field"] == "days"


def test_it_can_be_for_a_contact_of_the_agency_and_for_nobody_else_s(world) -> None:
    world.do("km_officer", partner_contacts.add, "P-001", "Ann Contact", "Chief")
    (contact,) = world.ask("km_officer", partner_contacts.of_partner, "P-001")
    invite(world, contact=contact.id)
    (found,) = world.ask("km_officer", invitations.open_ones, "P-001", NOW)
    assert found.contact == "Ann Contact"
    with pytest.raises(InvalidInput):
        invite(world, partner="P-002", contact=contact.id)


def test_nobody_is_given_the_role_of_an_invitation(world) -> None:
    with pytest.raises(InvalidInput):
        world.do("administrator", users.give, "U-007", Role.INVITEE, partner="P-001")


def test_an_agency_that_becomes_another_s_name_is_open_to_no_link(world, guest) -> None:
    twin = world.do("km_officer", partners.add, "Alpha Police Department", "IL", "state", "police")
    kept = [world.ask("km_officer", partners.view, one).version for one in (twin, "P-001")]
    world.do("km_officer", partner_duplicates.merge, twin, kept[0], "P-001", kept[1], NOW)
    with pytest.raises(NotSignedIn):
        opened(world)
    with pytest.raises(NotSignedIn):
        world.ask(guest, self_checks.latest, twin)


def test_somebody_who_is_no_invitee_cannot_be_made_one_by_a_reference(world) -> None:
    for reference in ("I-2026-999", "I-", "I-U-001"):
        with pytest.raises((NotSignedIn, NotAllowed)):
            world.ask(reference, self_checks.own_agency)


def test_the_history_of_the_agency_says_until_when_in_a_reader_s_day(world) -> None:
    invite(world)
    (one,) = [e for e in world.ask("km_officer", partner_history.of_partner, "P-001") if e.what == "Invitation added"]
    assert f"works until: {short((NOW + timedelta(14)).date())}" in one.changes
