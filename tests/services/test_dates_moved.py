"""Moving a trip moves what is open, keeps what is done, prices anew, and the history has both days (DAT-26)."""

from datetime import date, timedelta

import pytest

from slp_core.errors import Conflict, InvalidInput
from slp_core.lifecycle import Stage
from slp_core.services import dates_moved, engagement_history, engagements, estimate_versions, steps

OURS = "E-2027-001"
LATER = date(2027, 2, 15)  # two weeks after 1 February


@pytest.fixture
def move(world, today, now):
    def moves(departs=LATER, who="km_officer", version=None, token="move"):
        version = version or world.ask("km_officer", engagements.view, OURS).version
        return world.do(who, dates_moved.move_to, OURS, departs, version, today, now, token=token)

    return moves


def by_text(world):
    return {(step.text, step.traveler): step for step in world.ask("km_officer", steps.of_engagement, OURS)}


def test_open_steps_move_with_the_trip_and_a_done_one_keeps_its_days(world, move, today) -> None:
    before = by_text(world)
    visa = next(step for step in before.values() if step.text.startswith("Apply for the host country's visa"))
    world.do("km_officer", steps.mark_done, visa.id, visa.version, date(2026, 11, 20), today, "V-1")
    move()
    after = by_text(world)
    kept = after[visa.text, visa.traveler]
    assert (kept.due, kept.done_on, kept.status) == (visa.due, date(2026, 11, 20), "done")
    moved = [after[key].due - step.due for key, step in before.items() if key != (visa.text, visa.traveler)]
    assert moved and all(timedelta(9) <= by <= timedelta(19) for by in moved), "two weeks, give or take rest days"
    assert all(by.days == 14 for by in moved if by.days % 7 == 0)


def test_the_trip_its_team_and_its_stays_move_by_as_much_and_the_price_is_a_new_version(world, move) -> None:
    first = world.ask("km_officer", estimate_versions.latest, OURS)
    move()
    found = world.ask("km_officer", engagements.view, OURS)
    assert (found.departs, found.returns) == (LATER, LATER + timedelta(11))
    assert found.plan.itinerary.stays[0].arrives == LATER
    second = world.ask("km_officer", estimate_versions.latest, OURS)
    assert (second.version_no, second.total) == (first.version_no + 1, first.total) and second.number != first.number


def test_the_history_has_the_day_before_and_after(world, move) -> None:
    move()
    said = " ".join(event.changes for event in world.ask("km_officer", engagement_history.of_engagement, OURS))
    assert "departure: 1\u00a0Feb\u00a02027 → 15\u00a0Feb\u00a02027" in said and "due: " in said


def test_there_and_back_again_every_open_step_has_its_first_day(world, move) -> None:
    before = {key: step.due for key, step in by_text(world).items()}
    move()
    move(date(2027, 2, 1), token="back")
    assert {key: step.due for key, step in by_text(world).items()} == before


def test_a_move_that_cannot_be_is_refused_and_changes_nothing(world, move) -> None:
    before = by_text(world)
    for departs in (date(2027, 2, 1), date(2120, 1, 1), date(2026, 11, 24), date(2020, 5, 5), date(2000, 1, 1)):
        with pytest.raises(InvalidInput):
            move(departs, token=str(departs))
    with pytest.raises(Conflict):
        move(version=99)
    assert by_text(world) == before


def test_an_ended_engagement_stays_where_it_was(world, move) -> None:
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, version)
    with pytest.raises(Conflict, match="cancelled"):
        move()


MAY = {"km_officer": "done", "embassy_officer": "done", "other officer": "not_found", "rso": "not_allowed"}
MAY |= {"administrator": "not_allowed", "partner_coordinator": "not_allowed", "viewer": "not_allowed"}


@pytest.mark.parametrize(("who", "outcome"), MAY.items())
def test_only_those_who_may_open_an_engagement_here_move_it(standing, today, now, who, outcome) -> None:
    version = standing.ask("km_officer", engagements.view, OURS).version
    assert standing.outcome(who, dates_moved.move_to, OURS, LATER, version, today, now) == outcome
