"""Agencies that may be the same are shown side by side; a person makes them one, losing nothing, or keeps them two."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.mechanisms import Agreed, Basis, Terms
from slp_core.roles import Role
from slp_core.services import (
    engagements,
    experts,
    mechanisms,
    partner_contacts,
    partner_duplicates,
    partner_list,
    partner_names,
    partner_people,
    partners,
    users,
)
from slp_core.services.partner_list import Filters
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import EngagementPartner, Mechanism, Partner

MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)
ENGAGEMENTS = ("E-2027-001", "E-2027-002")
MAT_03 = ("Illinois State Police", "ISP", "Illinois St. Police")


def place(world, *names: str, state="IL") -> list[str]:
    return [
        world.do("km_officer", partner_names.place, name, state, "Roster", token=f"{name}{number}")
        for number, name in enumerate(names)
    ]


@pytest.fixture
def twins(illinois):
    """The agency, and one that may be it: with an expert, an agreement, an engagement, a contact and a user."""
    world = illinois
    world.do("km_officer", partners.add, "Illinois St. Police", "IL", "state", "police", None, specialties=("canine",))
    world.do("km_officer", partner_names.add, "P-004", "ISP")
    world.do("km_officer", experts.add, "Ida Moved", "P-004")
    world.do("km_officer", partner_contacts.add, "P-004", "Carl Called", "Chief")
    world.do("administrator", users.add, "Una Within", "una@example.gov", Role.PARTNER_COORDINATOR, partner="P-004")
    terms = Terms(MOMENT.date(), None, None)
    world.do("km_officer", mechanisms.add, "P-004", Agreed("mou", "1", "Memo", terms, Basis.FEDERAL_RATES, 30, 30, 3))
    with work(world.database, Actor(1), MOMENT) as db:
        key = db.scalars(select(Partner.id).where(Partner.reference == "P-004")).one()
        ours, theirs = (engagements.record(db, users.system(), "engagement:open", ref).id for ref in ENGAGEMENTS)
        kept = db.scalars(select(Partner.id).where(Partner.reference == "P-003")).one()
        db.add(EngagementPartner(engagement_id=ours, partner_id=key, role="lead"))
        db.add(EngagementPartner(engagement_id=theirs, partner_id=key, role="lead"))
        db.add(EngagementPartner(engagement_id=theirs, partner_id=kept, role="support"))
    return world


def pairs(world):
    return world.ask("km_officer", partner_duplicates.in_state, "IL")


def merge(world, kept="P-003", gone="P-004", who="km_officer"):
    shown = [world.ask("km_officer", partners.view, reference).version for reference in (kept, gone)]
    return world.do(who, partner_duplicates.merge, kept, shown[0], gone, shown[1], MOMENT, token=f"{kept}{gone}")


def test_a_pair_shows_both_and_what_belongs_to_each(twins) -> None:
    (pair,) = pairs(twins)
    assert (pair.first.reference, pair.second.reference) == ("P-003", "P-004")
    assert pair.first.belongs == "1\u00a0engagement"
    words = pair.second.belongs.replace("\u00a0", " ")
    assert words == "1 expert, 1 agreement, 2 engagements, 1 contact"
    assert (pair.second.others, pair.second.users) == (("ISP",), 1)
    assert twins.ask("km_officer", partner_duplicates.of_partner, "P-004") == (pair,)
    assert twins.ask("km_officer", partner_duplicates.of_partner, "P-001") == ()
    assert twins.ask("km_officer", partner_duplicates.in_state, "") == (pair,)


def test_nothing_is_made_one_by_being_shown(twins) -> None:
    pairs(twins)
    assert twins.ask("km_officer", partner_list.page, Filters()).count == 4


def test_two_that_are_two_are_not_asked_about_again(twins) -> None:
    twins.do("km_officer", partner_duplicates.apart, "P-004", "P-003")
    twins.do("km_officer", partner_duplicates.apart, "P-003", "P-004")
    assert pairs(twins) == ()
    assert twins.ask("km_officer", partner_list.page, Filters()).count == 4


def test_one_made_another_name_of_the_other_takes_all_along_and_loses_nothing(twins) -> None:
    assert merge(twins) == "P-003"
    found = twins.ask("km_officer", partners.view, "P-003")
    assert found.names == ("ISP", "Illinois St. Police")
    assert (found.profile.capacity, found.profile.specialties) == (6, ("canine",))
    assert twins.ask("km_officer", partner_people.of_partner, "P-003").rows[0].name == "Ida Moved"
    assert [one.name for one in twins.ask("km_officer", partner_contacts.of_partner, "P-003")] == ["Carl Called"]
    assert {twins.ask("km_officer", engagements.view, ref).partners for ref in ENGAGEMENTS} == {
        ("Alpha Police", "Illinois State Police"),
        ("Beta Sheriff", "Illinois State Police"),
    }
    with reading(twins.database) as db:
        owners = select(Partner.reference).join(Mechanism, Mechanism.partner_id == Partner.id)
        assert db.scalars(owners).all() == ["P-003"]
    assert twins.outcome("km_officer", partners.view, "P-004") == "not_found"
    assert pairs(twins) == ()
    assert place(twins, *MAT_03) == ["P-003"] * 3


def test_an_agency_that_led_an_engagement_still_leads_it_under_the_name_that_stays(twins) -> None:
    merge(twins)
    with reading(twins.database) as db:
        kept = db.scalars(select(Partner.id).where(Partner.reference == "P-003")).one()
        roles = select(EngagementPartner.role).where(
            EngagementPartner.partner_id == kept, EngagementPartner.archived_at.is_(None)
        )
        assert db.scalars(roles).all() == ["lead", "lead"]


def test_the_old_reference_leads_to_what_the_agency_became_and_only_those_who_may_see_it(twins) -> None:
    within = twins.ask("administrator", users.table)[-1].reference
    merge(twins)
    with pytest.raises(NotFound, match="P-004 is Illinois State Police, P-003, by now") as told:
        twins.ask("km_officer", partners.view, "P-004")
    assert told.value.context["partner"] == "P-003"
    with pytest.raises(NotFound, match="no such agency"):
        twins.ask(within, partners.view, "P-004")
    twins.do("km_officer", partners.add, "Illinois Police", "IL", "state", "police", 1)
    merge(twins, "P-005", "P-003")
    with pytest.raises(NotFound, match="P-004 is Illinois Police, P-005"):
        twins.ask("km_officer", partners.view, "P-004")


def test_no_role_is_given_by_it_whoever_was_within_the_archived_one_reaches_nothing(twins) -> None:
    within = twins.ask("administrator", users.table)[-1].reference
    assert twins.ask(within, partner_list.page, Filters()).count == 1
    merge(twins)
    assert twins.ask(within, partner_list.page, Filters()).count == 0


def test_the_archived_one_is_not_added_again_beside_its_new_self(twins) -> None:
    merge(twins)
    with pytest.raises(Conflict, match="another name of Illinois State Police, P-003"):
        twins.do("km_officer", partners.add, "Illinois St. Police", "IL", "state", "police", 1)


def test_agencies_of_two_levels_or_states_and_one_with_itself_are_never_made_one(twins) -> None:
    twins.do("km_officer", partners.add, "Illinois State Police", "IL", "county", "police", 1)
    for kept, gone in (("P-003", "P-005"), ("P-001", "P-002"), ("P-003", "P-003")):
        with pytest.raises(InvalidInput, match="cannot be one agency"):
            merge(twins, kept, gone)


def test_two_that_changed_meanwhile_are_not_made_one_from_the_old_page(twins) -> None:
    first, second = pairs(twins)[0].first, pairs(twins)[0].second
    twins.do("km_officer", partners.set_status, "P-004", "paused", "Because", second.version)
    with pytest.raises(Conflict, match="changed by someone else"):
        twins.do(
            "km_officer", partner_duplicates.merge, "P-003", first.version, "P-004", second.version, MOMENT
        )  # fmt: skip
    assert twins.ask("km_officer", partner_list.page, Filters()).count == 4
