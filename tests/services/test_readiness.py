"""Go or no-go of an engagement: what is in the way, and who sees which reasons."""

from datetime import date

import pytest

from slp_core.clearances import ClearanceKind
from slp_core.errors import SlpError
from slp_core.experts import AbsenceKind
from slp_core.judgements import Standing
from slp_core.periods import Period
from slp_core.readiness import Verdict
from slp_core.services import absences, readiness, step_changes, steps, training
from tests.services.cleared_to_go import settle_all
from tests.services.conftest import MOMENT, OURS, THEIRS


def board(world, who, day, reference=OURS):
    return world.ask(who, readiness.of_engagement, reference, day)


def test_a_new_engagement_is_no_go_and_its_steps_are_the_reasons(world, today):
    found = board(world, "km_officer", today)
    assert found.verdict is Verdict.NO_GO
    assert {"agreement", "step.mechanism_signed"} <= {one.item for one in found.shown.in_the_way}
    assert found.fix.judgement.item == "step.need_confirmed"  # nearly all wait for the agreed scope and dates
    assert found.next_change > today


def test_when_all_is_on_record_and_done_under_an_agreement_the_team_may_go(world, today):
    settle_all(world, today)
    found = board(world, "km_officer", today)
    assert [one for one in found.shown.judgements if not one.settled] == []
    assert (found.verdict, found.fix) == (Verdict.GO, None)


def test_what_nobody_knows_is_no_go_and_counted_apart(world, today):
    settle_all(world, today, ClearanceKind.MEDICAL)
    found = board(world, "km_officer", today)
    assert (found.verdict, found.counts.unknown, found.shown.in_the_way) == (Verdict.NO_GO, 2, ())  # two travelers
    assert {one.standing for one in found.shown.unknown} == {Standing.UNKNOWN}


def test_the_decision_itself_is_no_reason_against_it(world, today):
    items = {one.item for one in board(world, "km_officer", today).shown.judgements}
    assert "step.go_no_go" not in items
    assert not {"step.final_report", "step.debrief"} & items  # after the return


def test_an_expert_sees_the_own_reasons_and_no_other_travelers(world, today):
    travelers = {one.traveler for one in board(world, "expert", today).shown.judgements}
    assert travelers == {None, 1}
    assert board(world, "expert", today).hidden > 0
    assert {one.traveler for one in board(world, "viewer", today).shown.judgements} == {None}
    assert board(world, "partner_coordinator", today).hidden == 0


@pytest.mark.parametrize("who", ["embassy_officer", "rso", "partner_coordinator", "expert", "viewer"])
def test_all_readers_get_the_same_verdict_and_counts(world, today, who):
    everything = board(world, "km_officer", today)
    seen = board(world, who, today)
    assert (seen.verdict, seen.counts, seen.next_change) == (
        everything.verdict, everything.counts, everything.next_change,
    )  # fmt: skip


def test_another_posts_engagement_cannot_be_judged(world, today):
    with pytest.raises(SlpError):
        board(world, "embassy_officer", today, THEIRS)


def test_an_absence_of_somebody_named_is_in_the_way_and_taking_it_back_is_not(world, today):
    away = Period(date(2027, 2, 3), date(2027, 2, 4))
    world.do("km_officer", absences.declare, "X-001", AbsenceKind.LEAVE, away)
    (reason,) = [one for one in board(world, "km_officer", today).shown.in_the_way if one.item == "free"]
    assert (reason.traveler, reason.owner) == (1, "partner")


def test_a_decision_that_changes_nothing_on_its_day_is_no_next_change(world, today):
    settle_all(world, today)
    before = world.ask("km_officer", readiness.of_engagement, OURS, today).next_change
    world.do(
        "km_officer", training.decide, "Drones", False, None, "By the case", MOMENT, today, since=date(2026, 12, 9)
    )
    assert world.ask("km_officer", readiness.of_engagement, OURS, today).next_change == before
    with pytest.raises(SlpError, match="past"):
        world.do("km_officer", training.decide, "Late", True, None, "x", MOMENT, today, since=date(2026, 11, 24))


def test_an_excuse_is_read_among_the_reasons_with_why_by_whom_and_until_when(world, today):
    settle_all(world, today)
    found = [one for one in world.ask("km_officer", steps.of_engagement, OURS, today) if one.status == "done"]
    step = found[0]
    world.do("km_officer", steps.reopen, step.id, step.version)
    until = date(2027, 1, 20)
    call = (step.id, step.version + 1, "The post has it on file", until, today, MOMENT)
    world.do("km_officer", step_changes.excuse, *call)
    board = world.ask("embassy_officer", readiness.of_engagement, OURS, today)
    (waived,) = [one for one in board.shown.settled if one.standing is Standing.WAIVED]
    assert waived.reason == "Excused: The post has it on file (Kay Müller, until 20\u00a0Jan\u00a02027)."
    assert (board.verdict, board.counts.waived, waived.changes_on) == (Verdict.WAIVER, 1, date(2027, 1, 21))
