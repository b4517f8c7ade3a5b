"""Estimates are submitted, sent back and approved; nobody approves the own, by whatever way; approved ones stay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.lifecycle import Stage
from slp_core.mechanisms import Terms
from slp_core.roles import Role
from slp_core.services import (
    approvals,
    dates_moved,
    engagement_history,
    engagement_mechanism,
    engagements,
    estimate_versions,
    mechanisms,
    users,
)
from tests.services.conftest import MEANING, ROLES
from tests.services.mechanisms.conftest import SIGNED

OURS, THEIRS = "E-2027-001", "E-2027-002"
WHO = {  # of two letters the first is for the engagement in reach of all, the second for the other one
    "submit": "nn yy y- nn nn nn nn",
    "price again": "nn yy y- nn nn nn nn",
    "approve": "nn yy nn nn nn nn nn",
    "send back": "nn yy nn nn nn nn nn",
    "review": "yy yy y- nn y- nn nn",
    "waiting": "nn yy nn nn nn nn nn",
}


def newest(world, reference=OURS):
    return world.ask("km_officer", estimate_versions.latest, reference)


@pytest.fixture
def submit(world, now):
    def submits(who="embassy_officer", reference=OURS):
        draft = newest(world, reference)
        return world.do(who, approvals.submit, draft.number, draft.version, now)

    return submits


@pytest.fixture
def approve(world, now):
    def approves(who="km_officer", reference=OURS, confirmed=None, reason=""):
        shown = newest(world, reference)
        seen = ids(world, shown.number) if confirmed is None else confirmed
        return world.do(who, approvals.approve, shown.number, shown.version, seen, reason, now)

    return approves


def ids(world, number):
    return [point.id for point in world.ask("km_officer", approvals.review, number).points]


def price_again(world, today, now, who="embassy_officer", reference=OURS):
    version = world.ask("km_officer", engagements.view, reference).version
    return world.do(who, estimate_versions.price_again, reference, version, today, now)


def test_a_draft_is_submitted_approved_and_says_who_when_and_what_was_confirmed(world, submit, approve, now) -> None:
    assert newest(world).status == "draft"
    number = submit()
    assert (newest(world).status, newest(world).submitted_by, newest(world).submitted) == (
        "submitted", "Eve Officer", now,
    )  # fmt: skip
    assert approve() == number
    found = newest(world)
    assert (found.status, found.approved_by, found.decided) == ("approved", "Kay Müller", now)
    assert found.confirmed and "last known rates" in found.confirmed[0]
    assert found.ceiling == "The engagement runs under no agreement."


def test_history_tells_each_step(world, submit, approve) -> None:
    submit()
    approve()
    told = [event.changes for event in world.ask("km_officer", engagement_history.of_engagement, OURS)]
    assert any("state: waits for approval → approved" in changes for changes in told)
    assert any("state: draft → waits for approval" in changes for changes in told)


def test_whoever_prepared_does_not_approve(world, approve, a_trip, today, now) -> None:
    own = world.do("km_officer", engagements.open_from_plan, a_trip(title="Own"), today, now)
    draft = newest(world, own)
    world.do("embassy_officer", approvals.submit, draft.number, draft.version, now)
    with pytest.raises(NotAllowed, match="You prepared it"):
        approve(reference=own)
    assert "prepared it" in world.ask("km_officer", approvals.review, draft.number).hindrance


def test_whoever_submitted_does_not_approve(submit, approve) -> None:
    submit("km_officer")
    with pytest.raises(NotAllowed, match="You submitted it"):
        approve()


def test_whoever_moved_the_trip_does_not_approve(world, submit, approve, today, now) -> None:
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", dates_moved.move_to, OURS, date(2027, 2, 8), version, today, now)
    submit()
    with pytest.raises(NotAllowed):
        approve()


def test_whoever_priced_again_does_not_approve_that_version(world, submit, approve, today, now) -> None:
    price_again(world, today, now, "km_officer")
    submit()
    with pytest.raises(NotAllowed, match="You prepared it"):
        approve()


def test_whoever_changed_the_plan_last_does_not_approve_although_another_priced_it(
    world, submit, approve, today, now
) -> None:
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", dates_moved.move_to, OURS, date(2027, 2, 8), version, today, now)
    price_again(world, today, now)  # by the officer
    submit()
    with pytest.raises(NotAllowed, match="last changed its plan"):
        approve()


def test_among_several_one_own_keeps_all_from_being_approved(world, submit, a_trip, today, now) -> None:
    submit()
    own = world.do("km_officer", engagements.open_from_plan, a_trip(title="Own"), today, now)
    draft = newest(world, own)
    world.do("embassy_officer", approvals.submit, draft.number, draft.version, now)
    shown = [(newest(world, one).number, newest(world, one).version) for one in (OURS, own)]
    seen = [point for number, _ in shown for point in ids(world, number)]
    with pytest.raises(NotAllowed):
        world.do("km_officer", approvals.approve_all, shown, seen, "", now)
    assert [newest(world, one).status for one in (OURS, own)] == ["submitted", "submitted"]
    assert world.do("km_officer", approvals.approve_all, shown[:1], seen, "", now) == shown[0][0]


def test_two_roles_of_one_person_are_still_one_person(world, submit, approve, now) -> None:
    world.do("administrator", users.give, "U-003", Role.KM_OFFICER)
    submit("embassy_officer")
    with pytest.raises(NotAllowed):
        approve("embassy_officer")
    assert approve("km_officer")


def test_nothing_is_approved_before_every_point_is_confirmed(world, submit, approve) -> None:
    number = submit()
    assert ids(world, number) == [f"{number}/provisional"]
    with pytest.raises(InvalidInput, match="confirm first"):
        approve(confirmed=())
    assert newest(world).status == "submitted"


def test_a_draft_is_not_approved_and_an_approved_one_is_not_decided_again(world, submit, approve, now) -> None:
    with pytest.raises(Conflict):
        approve()
    submit()
    approve()
    shown = newest(world)
    for step in (
        (approvals.submit, shown.number, shown.version, now),
        (approvals.send_back, shown.number, shown.version, "Too dear.", now),
        (approvals.approve, shown.number, shown.version, ids(world, shown.number), "", now),
    ):
        assert world.outcome("km_officer", *step) == "conflict"


def test_it_is_sent_back_with_a_reason_and_can_be_submitted_again(world, submit, approve, now) -> None:
    submit()
    shown = newest(world)
    with pytest.raises(InvalidInput, match="Why"):
        world.do("km_officer", approvals.send_back, shown.number, shown.version, " ", now)
    world.do("km_officer", approvals.send_back, shown.number, shown.version, "A quote for the flights, please.", now)
    found = newest(world)
    assert (found.status, found.returned_by, found.approved_by) == ("returned", "Kay Müller", "")
    assert found.reason == "A quote for the flights, please."
    told = [event.changes for event in world.ask("km_officer", engagement_history.of_engagement, OURS)]
    assert any("A quote for the flights, please." in changes for changes in told)
    submit()
    approve()
    assert newest(world).status == "approved" and newest(world).reason == ""


def test_a_decision_on_what_was_changed_meanwhile_is_refused(world, submit, now, today) -> None:
    number, shown = submit(), newest(world)
    price_again(world, today, now)
    for version in (shown.version, shown.version + 1):
        call = (approvals.approve, number, version, ids(world, number), "", now)
        assert world.outcome("km_officer", *call) == "conflict"


def test_a_new_version_supersedes_what_was_not_approved_and_leaves_what_was(world, submit, approve, today, now) -> None:
    price_again(world, today, now)
    submit()
    approve()
    approved = newest(world)
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("embassy_officer", dates_moved.move_to, OURS, date(2027, 2, 8), version, today, now)
    listed = world.ask("km_officer", estimate_versions.of_engagement, OURS)
    assert [(one.version_no, one.status) for one in listed] == [(3, "draft"), (2, "approved"), (1, "superseded")]
    assert world.ask("km_officer", estimate_versions.one, OURS, approved.number) == approved


def test_a_version_of_another_engagement_is_not_found(world) -> None:
    with pytest.raises(NotFound):
        world.ask("km_officer", estimate_versions.one, OURS, newest(world, THEIRS).number)


def test_what_has_ended_is_not_priced_again(world, today, now) -> None:
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CLOSED, version)
    with pytest.raises(Conflict, match="closed"):
        price_again(world, today, now)


# --- the ceiling


@pytest.fixture
def under(world, today):
    """Let the engagement run under an agreement of its agency with a ceiling."""

    def puts(ceiling, reference=OURS):
        agreed = replace(SIGNED, terms=Terms(date(2026, 1, 1), date(2027, 12, 31), ceiling and Decimal(ceiling)))
        mechanism = world.do("km_officer", mechanisms.add, "P-001", agreed)
        version = world.ask("km_officer", engagements.view, reference).version
        world.do("km_officer", engagement_mechanism.assign, reference, mechanism, version, today)
        return mechanism

    return puts


def test_what_is_left_counts_this_estimate_once_and_the_others_whole(world, under, a_trip, today, now) -> None:
    mechanism = under(100_000)
    other = a_trip(title="Other", partner="P-001", mechanism=mechanism)
    world.do("embassy_officer", engagements.open_from_plan, other, today, now)
    total = newest(world).total
    check = world.ask("km_officer", approvals.review, newest(world).number).ceiling
    assert (check.others.used, check.left) == (total, 100_000 - 2 * total)  # both trips are the same


def test_crossing_the_ceiling_needs_a_reason_which_stays_with_the_document(world, under, submit, approve) -> None:
    mechanism = under(1_000)
    submit()
    with pytest.raises(InvalidInput, match="crosses it by"):
        approve()
    approve(reason="An amendment is being signed.")
    found = newest(world)
    assert found.reason == "An amendment is being signed." and f"under {mechanism}" in found.ceiling


def test_within_the_ceiling_no_reason_is_asked(under, submit, approve) -> None:
    under(100_000)
    submit()
    assert approve()


# --- who


def test_the_estimates_of_others_wait_and_the_own_do_not(world, submit, now, a_trip, today) -> None:
    number = submit()
    submit("km_officer", THEIRS)
    own = world.do("km_officer", engagements.open_from_plan, a_trip(title="Own"), today, now)
    submit("embassy_officer", own)
    assert [one.number for one in world.ask("km_officer", approvals.waiting)] == [number]


@pytest.mark.parametrize("step", WHO)
def test_each_step_is_taken_by_role_and_scope(world, submit, step, today, now) -> None:
    if step in ("approve", "send back"):
        submit("other officer", THEIRS)
        submit()
    shown = {reference: newest(world, reference) for reference in (OURS, THEIRS)}
    seen = [point for one in shown.values() for point in ids(world, one.number)]
    version = {one: world.ask("km_officer", engagements.view, one).version for one in shown}
    calls = {
        "submit": lambda one: (approvals.submit, shown[one].number, shown[one].version, now),
        "price again": lambda one: (estimate_versions.price_again, one, version[one], today, now),
        "approve": lambda one: (approvals.approve, shown[one].number, shown[one].version, seen, "", now),
        "send back": lambda one: (approvals.send_back, shown[one].number, shown[one].version, "No.", now),
        "review": lambda one: (approvals.review, shown[one].number),
        "waiting": lambda one: (approvals.waiting,),
    }
    expected = [
        (who, reference, MEANING[letter])
        for who, pair in zip(ROLES, WHO[step].split(), strict=True)
        for reference, letter in zip((OURS, THEIRS), pair, strict=True)
    ]
    assert [(who, one, world.outcome(who, *calls[step](one))) for who, one, _ in expected] == expected
