"""What an expert can do and holds is entered by others and confirmed by INL/KM; nothing is lost, nothing deleted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, InvalidInput
from slp_core.lifecycle import Stage
from slp_core.periods import Period
from slp_core.roles import Role
from slp_core.services import (
    absences,
    appraisals,
    credentials,
    engagements,
    experience,
    expert_list,
    expert_view,
    skills,
    training,
    users,
)
from slp_core.services.expert_list import Filters
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import AppUser, Expert, ExpertSkill
from slp_core.validity import Never, Validity, on
from tests.services.conftest import ROLES

OURS, THEIRS = "E-2027-001", "E-2027-002"
AWAY = Period(date(2027, 6, 1), date(2027, 6, 5))
NOW = date(2027, 3, 1)  # both teams are back
DAY = date(2026, 11, 25)
MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)


CONFIRMS = {
    "a skill": (skills.confirm_skill, "canine"),
    "a language": (skills.confirm_language, "ka"),
    "a credential": (credentials.confirm, 1),
}


@pytest.fixture
def proposed(world):
    """What the coordinator of the agency has entered for X-001."""
    world.do("partner_coordinator", skills.set_skill, "X-001", "canine", "teaches")
    world.do("partner_coordinator", skills.set_language, "X-001", "ka", "professional")
    world.do("partner_coordinator", credentials.add, "X-001", "training", "First aid", None, date(2027, 3, 5), DAY)
    return world


def seen(world, who="km_officer", expert="X-001"):
    return world.ask(who, expert_view.view, expert)


def all_of(view):
    return (*view.skills, *view.languages, *view.credentials)


@pytest.mark.parametrize("what", CONFIRMS)
def test_inl_km_confirms_what_an_agency_enters_and_nobody_else_does(proposed, what) -> None:
    use_case, key = CONFIRMS[what]
    outcomes = {role: proposed.outcome(role, use_case, "X-001", key, 1) for role in ROLES}
    assert outcomes == {role: "done" if role == "km_officer" else "not_allowed" for role in ROLES}


def test_what_an_agency_enters_is_not_confirmed_until_inl_km_says_so(proposed) -> None:
    assert [one.confirmed for one in all_of(seen(proposed))] == [False, False, False]
    for use_case, key in CONFIRMS.values():
        proposed.do("km_officer", use_case, "X-001", key, 1)
    assert [one.confirmed for one in all_of(seen(proposed))] == [True, True, True]


def test_what_inl_km_enters_is_confirmed_and_an_agencys_change_of_it_is_not(world) -> None:
    world.do("km_officer", skills.set_skill, "X-001", "canine", "assists")
    (skill,) = seen(world).skills
    assert skill.confirmed
    world.do("partner_coordinator", skills.set_skill, "X-001", "canine", "leads", skill.version)
    assert [(one.level, one.confirmed) for one in seen(world).skills] == [("leads", False)]


OWN = {
    "set a skill": lambda w, who: w.outcome(who, skills.set_skill, "X-001", "canine", "leads", 1),
    "take a skill": lambda w, who: w.outcome(who, skills.take_skill, "X-001", "canine", 1, MOMENT),
    "confirm a skill": lambda w, who: w.outcome(who, skills.confirm_skill, "X-001", "canine", 1),
    "set a language": lambda w, who: w.outcome(who, skills.set_language, "X-001", "ka", "full", 1),
    "confirm a language": lambda w, who: w.outcome(who, skills.confirm_language, "X-001", "ka", 1),
    "add a credential": lambda w, who: w.outcome(who, credentials.add, "X-001", "training", "A", None, None, DAY),
    "renew a credential": lambda w, who: w.outcome(who, credentials.renew, "X-001", 1, 1, None, Never.NEVER, DAY),
    "confirm a credential": lambda w, who: w.outcome(who, credentials.confirm, "X-001", 1, 1),
    "take a credential": lambda w, who: w.outcome(who, credentials.take, "X-001", 1, 1, MOMENT),
    "add experience": lambda w, who: w.outcome(who, experience.add, "X-001", "Led", "", 2020, None, DAY),
    "appraise": lambda w, who: w.outcome(who, appraisals.give, "X-001", OURS, 5, "Great.", NOW),
    "read appraisals": lambda w, who: w.outcome(who, appraisals.of_expert, "X-001"),
}


@pytest.mark.parametrize("action", OWN)
@pytest.mark.parametrize("link", ["the same person", "the expert's own role"])
def test_nobody_edits_or_confirms_the_own_whatever_the_other_roles(proposed, now, action, link) -> None:
    assert OWN[action](proposed, "km_officer") == "done"
    if link == "the same person":
        with work(proposed.database, Actor(1), now) as db:
            account = db.scalars(select(AppUser).where(AppUser.reference == "U-002")).one()
            account.person_id = db.scalars(select(Expert.person_id).where(Expert.reference == "X-001")).one()
    else:
        proposed.do("administrator", users.give, "U-002", Role.EXPERT, expert="X-001")
    assert OWN[action](proposed, "km_officer") == "not_allowed"
    assert proposed.outcome("km_officer", absences.declare, "X-001", "leave", AWAY) == "done"
    assert proposed.outcome("km_officer", skills.set_skill, "X-002", "canine", "leads") == "done"
    assert seen(proposed).oneself


def test_a_skill_that_was_taken_comes_back_as_the_same_row(world, now) -> None:
    world.do("km_officer", skills.set_skill, "X-001", "canine", "leads")
    world.do("km_officer", skills.take_skill, "X-001", "canine", 1, now)
    assert seen(world).skills == ()
    world.do("km_officer", skills.set_skill, "X-001", "canine", "assists", token="again")
    with reading(world.database) as db:
        (row,) = db.scalars(select(ExpertSkill)).all()
    assert (row.level, row.archived_at) == ("assists", None)


def test_a_level_shown_in_another_version_is_not_overwritten(world) -> None:
    world.do("km_officer", skills.set_skill, "X-001", "canine", "leads")
    for version in (0, 7):
        with pytest.raises(Conflict):
            world.do("km_officer", skills.set_skill, "X-001", "canine", "assists", version, token=str(version))


def test_what_is_not_in_the_catalogue_is_refused(standing) -> None:
    for use_case, key, level in (
        (skills.set_skill, "knitting", "leads"), (skills.set_skill, "canine", "expert"),
        (skills.set_language, "xx", "full"), (skills.set_language, "ka", "leads"),
    ):  # fmt: skip
        assert standing.outcome("km_officer", use_case, "X-001", key, level) == "invalid_input"
    with pytest.raises(InvalidInput, match="level"):
        standing.ask("km_officer", expert_list.page, Filters(specialty="canine", skill_level="x"))


# --- credentials (MAT-04)

EVENT = (date(2027, 3, 1), date(2027, 3, 12))
EXPIRY = {
    "A": (date(2027, 3, 5), Validity.ENDS_DURING, "expires during the event"),
    "B": (date(2027, 12, 31), Validity.VALID, "valid"),
    "C": (Never.NEVER, Validity.VALID, "valid"),
    "D": (None, Validity.UNKNOWN, "not known"),
    "E": (date(2027, 2, 28), Validity.EXPIRED, "expired before the event"),
    "F": (date(2027, 3, 12), Validity.VALID, "valid"),
}


def test_a_credential_is_judged_on_the_days_of_the_event_and_no_expiry_is_not_never(world) -> None:
    for name, (expires, _, _) in EXPIRY.items():
        world.do("km_officer", credentials.add, "X-001", "certificate", name, None, expires, DAY)
    found = {one.name: on(one.expires, *EVENT) for one in seen(world).credentials}
    assert found == {name: validity for name, (_, validity, _) in EXPIRY.items()}
    assert {name: str(validity) for name, validity in found.items()} == {
        n: words for n, (_, _, words) in EXPIRY.items()
    }


CANNOT_BE = {
    "no name": {"name": " "},
    "an unknown kind": {"kind": "passport"},
    "issued tomorrow": {"issued": DAY + timedelta(1)},
    "expired before it was issued": {"issued": DAY, "expires": DAY - timedelta(1)},
}


@pytest.mark.parametrize("wrong", CANNOT_BE.values(), ids=CANNOT_BE)
def test_a_credential_that_cannot_be_is_refused(standing, wrong) -> None:
    values = {"kind": "training", "name": "First aid", "issued": None, "expires": None, "today": DAY} | wrong
    assert standing.outcome("km_officer", credentials.add, "X-001", **values) == "invalid_input"


def test_a_credential_is_renewed_in_place_and_taken(proposed, now) -> None:
    proposed.do("km_officer", credentials.renew, "X-001", 1, 1, DAY, Never.NEVER, DAY)
    (held,) = seen(proposed).credentials
    assert (held.issued, held.expires, held.confirmed) == (DAY, Never.NEVER, True)
    with pytest.raises(Conflict):
        proposed.do("km_officer", credentials.take, "X-001", 1, 1, now)
    proposed.do("km_officer", credentials.take, "X-001", 1, held.version, now, token="b")
    assert seen(proposed).credentials == ()


def test_what_belongs_to_another_expert_is_not_reached_through_ones_own(proposed, now) -> None:
    for call in (
        (credentials.confirm, "X-002", 1, 1), (credentials.take, "X-002", 1, 1, now),
        (experience.take, "X-002", 1, 1, now), (absences.take_back, "X-002", 1, 1, now),
        (appraisals.take_back, "X-002", 1, 1, now), (skills.take_skill, "X-002", "canine", 1, now),
    ):  # fmt: skip
        assert proposed.outcome("km_officer", *call) == "not_found"


# --- experience, absences, appraisals


def test_experience_has_years_in_order_and_is_taken_back(world, now) -> None:
    for first, last in ((2025, 2024), (1900, 1901), (2027, None), (2020, 2030)):
        assert world.outcome("km_officer", experience.add, "X-001", "Led", "", first, last, DAY) == "invalid_input"
    assert world.outcome("km_officer", experience.add, "X-001", "Led", "XXX", 2020, None, DAY) == "invalid_input"
    world.do("km_officer", experience.add, "X-001", "Led a unit", "GEO", 2020, None, DAY)
    (done,) = seen(world).experience
    assert (done.what, done.country, done.first_year, done.last_year) == ("Led a unit", "GEO", 2020, None)
    world.do("km_officer", experience.take, "X-001", done.id, done.version, now)
    assert seen(world).experience == ()


def test_an_absence_is_declared_by_oneself_once_and_taken_back(world, now) -> None:
    world.do("expert", absences.declare, "X-001", "other", AWAY)
    with pytest.raises(Conflict, match="declared already"):
        world.do("expert", absences.declare, "X-001", "leave", AWAY)
    (away,) = seen(world, "expert").away
    assert away.period == AWAY
    world.do("expert", absences.take_back, "X-001", away.id, away.version, now)
    assert seen(world, "expert").away == ()


def test_an_absence_over_a_trip_is_said_on_the_experts_page(world) -> None:
    assert seen(world).twice == ()
    world.do("expert", absences.declare, "X-001", "leave", Period(date(2027, 2, 10), None))
    (sentence,) = seen(world).twice
    assert OURS in sentence and "3\u00a0days in common" in sentence


def test_an_appraisal_is_given_once_after_the_return_and_taken_back_by_its_giver(world, now) -> None:
    call = (appraisals.give, "X-001", OURS, 4, "Taught well.")
    for early in (date(2027, 1, 1), date(2027, 2, 12)):
        assert world.outcome("km_officer", *call, early) == "conflict"
    world.do("embassy_officer", *call, date(2027, 2, 13))
    assert world.outcome("embassy_officer", *call, NOW) == "conflict"
    (theirs,) = world.ask("km_officer", appraisals.of_expert, "X-001")
    assert (theirs.rating, theirs.by, theirs.mine) == (4, "Eve Officer", False)
    assert world.outcome("km_officer", appraisals.take_back, "X-001", theirs.id, 1, now) == "not_found"
    world.do("embassy_officer", appraisals.take_back, "X-001", theirs.id, 1, now)
    assert world.ask("km_officer", appraisals.of_expert, "X-001") == ()


def test_work_that_was_not_done_is_not_appraised(world) -> None:
    assert world.outcome("km_officer", appraisals.give, "X-003", OURS, 4, "Good.", NOW) == "not_found"
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, version)
    assert world.outcome("km_officer", appraisals.give, "X-001", OURS, 4, "Good.", NOW) == "not_found"
    for rating in (0, 6):
        assert world.outcome("km_officer", appraisals.give, "X-003", THEIRS, rating, "Good.", NOW) == "invalid_input"


def test_an_officer_reads_appraisals_of_the_own_posts_engagements_only(world) -> None:
    world.do("km_officer", appraisals.give, "X-003", THEIRS, 2, "Late.", NOW)
    assert len(world.ask("other officer", appraisals.of_expert, "X-003")) == 1
    assert world.ask("embassy_officer", appraisals.of_expert, "X-003") == ()


def test_a_module_on_record_holds_for_its_months_and_says_what_shows_it_and_who_confirmed(world, now) -> None:
    world.do("km_officer", training.decide, "Ethics", True, 12, "The front office asked", now, DAY, "ethics")
    values = ("X-001", "training", "Ethics course", date(2026, 8, 31), None, DAY)
    world.do("partner_coordinator", credentials.add, *values, module="ethics", evidence="Certificate seen")
    (held,) = seen(world).credentials
    assert (held.module, held.expires, held.evidence) == ("ethics", date(2027, 8, 31), "Certificate seen")
    assert (held.confirmed, held.confirmed_by) == (False, "")
    world.do("km_officer", credentials.confirm, "X-001", held.id, held.version)
    assert seen(world).credentials[0].confirmed_by == "Kay Müller"
    renewed = ("X-001", held.id, held.version + 1, DAY, None, DAY)
    world.do("partner_coordinator", credentials.renew, *renewed)
    (held,) = seen(world).credentials
    assert (held.expires, held.evidence, held.confirmed) == (DAY.replace(year=DAY.year + 1), "", False)
