"""Only who is free and on offer is named for a place; who is not is shown with what is in the way."""

from datetime import date, timedelta

import pytest

from slp_core.errors import Conflict, NotFound
from slp_core.lifecycle import Stage
from slp_core.periods import Period
from slp_core.services import absences, dates_moved, engagements, expert_view, experts, team
from slp_core.store.db import Actor, work
from slp_core.store.models import Partner

OURS, THEIRS = "E-2027-001", "E-2027-002"
TRIP = Period(date(2027, 2, 1), date(2027, 2, 12))


@pytest.fixture
def later(world, a_trip, today, now):
    """A second engagement in Georgia, a day after the first is back."""
    plan = a_trip(departs=TRIP.last + timedelta(1), partner="P-001", title="Later")
    return world.do("km_officer", engagements.open_from_plan, plan, today, now)


def members(world, reference, who="km_officer"):
    return {one.position: one for one in world.ask(who, team.of_engagement, reference)}


def name(world, today, reference, position, expert, who="km_officer", token=""):
    version = members(world, reference)[position].version
    return world.do(who, team.name_expert, reference, position, expert, version, today, token=token)


def test_someone_who_is_back_the_day_before_is_named(world, later, today) -> None:
    name(world, today, later, 1, "X-001")
    assert members(world, later)[1].expert == "X-001"


def test_someone_who_is_not_free_is_refused_with_the_reason_and_other_days(world, later, today) -> None:
    world.do("km_officer", absences.declare, "X-001", "leave", Period(date(2027, 2, 20), date(2027, 2, 22)))
    with pytest.raises(Conflict) as refusal:
        name(world, today, later, 1, "X-001")
    said = f"{refusal.value.message} {refusal.value.hint}".replace("\u00a0", " ")
    assert said.startswith("X-001 is not free from 13 to 24 Feb 2027. Absent from 20 to 22 Feb 2027, 3 days in common.")
    assert "Possible instead: from" in said
    assert members(world, later)[1].expert == ""


def test_the_same_expert_for_the_same_place_is_no_clash(world, today) -> None:
    assert name(world, today, OURS, 1, "X-001") == OURS


def test_one_expert_is_not_named_for_two_places_of_the_same_days(world, today) -> None:
    with pytest.raises(Conflict, match="E-2027-001"):
        name(world, today, OURS, 2, "X-001")


def test_of_several_named_at_once_none_is_when_one_is_not_free(world, later, today) -> None:
    with pytest.raises(Conflict, match="X-001 is not free"):
        world.do("km_officer", team.name_experts, later, {1: "X-001", 2: "X-001"}, today)
    assert {one.expert for one in members(world, later).values()} == {""}


def test_two_may_change_places(world, today) -> None:
    world.do("km_officer", team.name_experts, OURS, {1: "X-002", 2: "X-001"}, today)
    assert [members(world, OURS)[n].expert for n in (1, 2)] == ["X-002", "X-001"]


def test_an_inactive_expert_is_not_named_and_is_again_once_put_back(world, later, today) -> None:
    version = world.ask("km_officer", expert_view.view, "X-001").version
    world.do("km_officer", experts.deactivate, "X-001", version, "Retired")
    with pytest.raises(NotFound, match="on offer"):
        name(world, today, later, 1, "X-001")
    assert "X-001" not in {one.reference for one in world.ask("km_officer", team.candidates, later, 1, today)}
    version = world.ask("km_officer", expert_view.view, "X-001").version
    world.do("km_officer", experts.reactivate, "X-001", version)
    name(world, today, later, 1, "X-001", token="again")


@pytest.mark.parametrize("status", ["prospect", "paused", "ended"])
def test_an_expert_of_an_agency_that_is_not_active_is_not_named(world, later, today, now, status) -> None:
    with work(world.database, Actor(1), now) as db:
        db.get_one(Partner, 1).status = status
    with pytest.raises(NotFound, match="on offer"):
        name(world, today, later, 1, "X-001")
    assert world.ask("km_officer", team.candidates, later, 1, today) == ()


def test_an_officer_names_people_of_the_agencies_that_take_part_and_no_others(world, later, today) -> None:
    name(world, today, later, 1, "X-002", "embassy_officer")
    with pytest.raises(NotFound):
        name(world, today, later, 2, "X-003", "embassy_officer")


def test_candidates_are_those_of_the_agencies_that_take_part_the_free_first_the_others_with_why(
    world, later, today
) -> None:
    world.do("km_officer", absences.declare, "X-001", "duty", Period(date(2027, 2, 20), None))
    found = world.ask("embassy_officer", team.candidates, later, 1, today)
    assert [(one.reference, one.answer.free) for one in found] == [("X-002", True), ("X-001", False)]
    assert [one.name for one in found] == ["Abe Quimby", "Ann O’Neill"]
    assert found[1].answer.sentences[0].startswith("Absent from 20")


def test_a_candidate_of_the_place_itself_is_free_for_it_and_a_team_mate_is_none(world, today) -> None:
    found = {one.reference: one.answer.free for one in world.ask("km_officer", team.candidates, OURS, 1, today)}
    assert found == {"X-001": True}  # X-002 has the other place


def test_a_place_changed_meanwhile_is_not_named(world, today) -> None:
    version = members(world, OURS)[1].version
    world.do("km_officer", team.take_off, OURS, 1, version)
    with pytest.raises(Conflict, match="changed by someone else"):
        world.do("km_officer", team.name_expert, OURS, 1, "X-001", version, today)


def test_a_place_is_left_open_again_and_the_expert_is_free(world, today) -> None:
    world.do("km_officer", team.take_off, OURS, 1, members(world, OURS)[1].version)
    assert members(world, OURS)[1].expert == ""
    name(world, today, OURS, 2, "X-001")


def test_a_trip_is_not_moved_onto_days_on_which_its_team_is_not_free(world, later, today, now) -> None:
    name(world, today, later, 1, "X-001")
    version = world.ask("km_officer", engagements.view, later).version
    call = (dates_moved.move_to, later)
    with pytest.raises(Conflict, match="X-001 is not free"):
        world.do("km_officer", *call, TRIP.last, version, today, now, token="a")
    assert world.ask("km_officer", engagements.view, later).departs == TRIP.last + timedelta(1)
    world.do("km_officer", *call, TRIP.last + timedelta(2), version, today, now, token="b")


def test_a_cancelled_engagement_is_not_revived_for_a_team_that_has_been_sent_elsewhere(
    world, a_trip, today, now
) -> None:
    def move(stage, token):
        version = world.ask("km_officer", engagements.view, OURS).version
        world.do("km_officer", engagements.move, OURS, stage, version, token=token)

    move(Stage.CANCELLED, "a")
    other = world.do("km_officer", engagements.open_from_plan, a_trip(partner="P-001"), today, now)
    name(world, today, other, 1, "X-001")
    with pytest.raises(Conflict, match=other):
        move(Stage.MECHANISM, "b")
    move(Stage.DECLINED, "c")


NAMES = "nn yy y- nn nn nn nn"  # as for naming in the table of rights: ours, theirs


def test_the_team_is_opened_by_role_and_scope(standing, today) -> None:
    roles = ("administrator", "km_officer", "embassy_officer", "rso", "partner_coordinator", "expert", "viewer")
    meaning = {"y": "done", "n": "not_allowed", "-": "not_found"}
    for role, pair in zip(roles, NAMES.split(), strict=True):
        for reference, letter in zip((OURS, THEIRS), pair, strict=True):
            assert standing.outcome(role, team.take_off, reference, 1, 2) == meaning[letter]
            assert standing.outcome(role, team.candidates, reference, 1, today) == meaning[letter]
