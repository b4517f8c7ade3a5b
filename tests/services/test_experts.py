"""Experts: who sees whom and whose name, who changes what; a change since it was shown is a conflict."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from slp_core.errors import Conflict, NotAllowed, NotFound
from slp_core.periods import Period
from slp_core.services import (
    absences,
    appraisals,
    credentials,
    experience,
    expert_list,
    expert_view,
    experts,
    skills,
)
from slp_core.services.expert_list import Filters
from slp_core.store.db import reading
from slp_core.store.models import AuditEntry, Person
from slp_core.validity import Never
from tests.services.conftest import MEANING, ROLES

OURS, THEIRS = "E-2027-001", "E-2027-002"
BOTH = ("X-001", "X-003")  # in reach of all, and of another agency at another post
AWAY = Period(date(2027, 6, 1), date(2027, 6, 5))
NOW = date(2027, 3, 1)  # both teams are back
DAY = date(2026, 11, 25)
MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)
ACTIONS = {  # for the expert in reach, and the one elsewhere; nobody acts on the own skills: n in the expert's column
    "see": ("yy yy yy nn y- y- nn", lambda w, who, x: w.outcome(who, expert_view.view, x)),
    "change": ("nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experts.change, x, 2, "New", "", "", "")),
    "deactivate": ("nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experts.deactivate, x, 2, "Retired")),
    "reactivate": ("nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experts.reactivate, x, 2)),
    "set a skill": (
        "nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, skills.set_skill, x, "canine", "leads")
    ),
    "set a language": (
        "nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, skills.set_language, x, "ka", "full")
    ),
    "add a credential": (
        "nn yy nn nn y- nn nn",
        lambda w, who, x: w.outcome(who, credentials.add, x, "training", "First aid", None, Never.NEVER, DAY),
    ),
    "add experience": (
        "nn yy nn nn y- nn nn", lambda w, who, x: w.outcome(who, experience.add, x, "Taught", "", 2020, None, DAY)
    ),
    "declare an absence": (
        "nn yy nn nn y- y- nn", lambda w, who, x: w.outcome(who, absences.declare, x, "leave", AWAY)
    ),
    "appraise": (
        "nn yy y- nn nn nn nn",
        lambda w, who, x: w.outcome(
            who, appraisals.give, x, {"X-001": OURS, "X-003": THEIRS}[x], 4, "Taught well.", NOW
        ),
    ),
    "read appraisals": ("nn yy yy nn nn nn nn", lambda w, who, x: w.outcome(who, appraisals.of_expert, x)),
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_an_expert_is_seen_and_changed_by_role_and_scope(standing, action) -> None:
    row, attempt = ACTIONS[action]
    expected = [
        (role, expert, MEANING[letter])
        for role, pair in zip(ROLES, row.split(), strict=True)
        for expert, letter in zip(BOTH, pair, strict=True)
    ]
    assert [(role, expert, attempt(standing, role, expert)) for role, expert, _ in expected] == expected


def seen(world, who="km_officer", expert="X-001"):
    return world.ask(who, expert_view.view, expert)


# --- names


def test_a_post_reads_what_all_active_experts_can_do_and_names_only_near_its_engagements(world) -> None:
    near, far = seen(world, "embassy_officer"), seen(world, "embassy_officer", "X-003")
    assert (near.named, near.name, far.named, far.name, far.email, far.sent, far.away) == (
        True, "Ann O’Neill", False, "", "", (), (),
    )  # fmt: skip
    listed = {row.reference: row.name for row in world.ask("embassy_officer", expert_list.page, Filters()).rows}
    assert listed == {"X-003": "", "X-001": "Ann O’Neill", "X-002": "Abe Quimby"}


def test_an_inactive_expert_of_another_post_is_out_of_an_officers_reach(world) -> None:
    for expert in BOTH:
        world.do("km_officer", experts.deactivate, expert, 2, "Retired")
    assert world.outcome("embassy_officer", expert_view.view, "X-001") == "done"
    assert world.outcome("embassy_officer", expert_view.view, "X-003") == "not_found"


def test_an_expert_is_shown_the_own_engagements_and_an_officer_those_of_the_post(world) -> None:
    assert [one.engagement for one in seen(world, "expert").sent] == [OURS]
    assert [one.engagement for one in seen(world, "other officer", "X-003").sent] == [THEIRS]


def test_a_social_security_number_is_refused_wherever_something_is_typed(standing, today) -> None:
    number = "219-09-9999"
    for use_case, *values in (
        (experts.add, number, "P-001"),
        (experts.add, "Ann", "P-001", number),
        (experts.add, "Ann", "P-001", "", f"Springfield {number}"),
        (experts.change, "X-001", 2, "Ann", number, "", ""),
        (experts.deactivate, "X-001", 2, f"See {number}"),
        (credentials.add, "X-001", "training", f"SSN {number}", None, None, today),
        (experience.add, "X-001", number, "", 2020, None, today),
        (appraisals.give, "X-001", OURS, 3, f"SSN 219099999 {number}", NOW),
    ):
        assert standing.outcome("km_officer", use_case, *values) == "invalid_input", use_case


# --- changes


def test_an_experts_values_are_changed_and_the_trail_has_no_name(world) -> None:
    world.do("partner_coordinator", experts.change, "X-001", 2, "Ann O'Neill-Díaz", "Captain", "Peoria, IL", "a@x.gov")
    view = seen(world)
    assert (view.name, view.title, view.station, view.email) == ("Ann O'Neill-Díaz", "Captain", "Peoria, IL", "a@x.gov")
    with reading(world.database) as db:
        assert db.scalars(select(Person.search_key).where(Person.display_name == view.name)).one() == "ann oneill-diaz"
        trail = " ".join(str(entry.changes) for entry in db.scalars(select(AuditEntry)))
    assert "Captain" in trail and "Díaz" not in trail and "a@x.gov" not in trail


def test_a_change_of_either_row_since_it_was_shown_is_a_conflict(world) -> None:
    world.do("km_officer", experts.change, "X-001", 2, "Only The Name", "", "", "")
    with pytest.raises(Conflict):
        world.do("km_officer", experts.change, "X-001", 2, "Another", "", "", "", token="second")
    with pytest.raises(Conflict):
        world.do("km_officer", experts.deactivate, "X-001", 2, "Retired")


def test_an_expert_is_not_taken_off_the_offer_without_a_reason(standing) -> None:
    assert standing.outcome("km_officer", experts.deactivate, "X-001", 2, "  ") == "invalid_input"


def test_a_coordinator_adds_experts_of_the_own_agency_only(standing) -> None:
    outcomes = [standing.outcome("partner_coordinator", experts.add, "New", p) for p in ("P-001", "P-002", "P-999")]
    assert outcomes == ["done", "not_allowed", "not_found"]


def test_the_page_says_what_this_user_may_do_with_this_expert(world) -> None:
    assert seen(world).may == {"expert:change", "credential:confirm", "absence:declare", "appraisal:give"}
    assert seen(world, "partner_coordinator").may == {"expert:change", "absence:declare"}
    assert seen(world, "expert").may == {"absence:declare"} and seen(world, "expert").oneself


def test_what_does_not_exist_and_what_is_out_of_reach_read_the_same(standing) -> None:
    refusals = []
    for reference in ("X-003", "X-999", "' OR 1=1 --"):
        with pytest.raises(NotFound) as refusal:
            standing.ask("partner_coordinator", expert_view.view, reference)
        refusals.append((refusal.value.message, refusal.value.hint))
    assert len(set(refusals)) == 1
    with pytest.raises(NotAllowed):
        standing.ask("viewer", expert_view.view, "X-001")
