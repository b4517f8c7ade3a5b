"""Steps, places and the agreement of an engagement, judged on any day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from slp_core.checklists import Owner
from slp_core.coverage import Coverage
from slp_core.judgements import Standing
from slp_core.team_judgements import StepFact, judge_agreement, judge_free, judge_place, judge_step

DUE = date(2027, 1, 15)
RETURNS = date(2027, 2, 12)
days = st.dates(DUE - timedelta(40), DUE + timedelta(40))
steps = st.builds(
    StepFact,
    st.just("visa_applied"),
    st.just("Apply for the visa"),
    st.sampled_from(Owner),
    st.sampled_from([None, 1]),
    days,
    st.sampled_from(["open", "done", "excused"]),
    st.one_of(st.none(), days),
    st.one_of(st.none(), days),
)


def step(status="open", **more):
    return StepFact("visa_applied", "Apply for the visa", Owner.EXPERT, 2, DUE, status, **more)


def test_a_step_due_today_is_not_overdue_and_the_day_after_it_is():
    on_the_day, after = judge_step(step(), DUE), judge_step(step(), DUE + timedelta(1))
    assert on_the_day.reason.startswith("Open") and on_the_day.changes_on == DUE + timedelta(1)
    assert after.reason.startswith("Overdue") and after.since == DUE and after.changes_on is None
    assert on_the_day.standing is after.standing is Standing.NOT_READY


def test_a_step_is_excused_to_the_end_of_its_last_day():
    excused = step("excused", excused_until=DUE + timedelta(5))
    assert judge_step(excused, DUE + timedelta(5)).standing is Standing.WAIVED
    assert judge_step(excused, DUE + timedelta(5)).changes_on == DUE + timedelta(6)
    assert judge_step(excused, DUE + timedelta(6)).standing is Standing.NOT_READY
    assert judge_step(step("excused"), DUE + timedelta(999)).standing is Standing.WAIVED


def test_a_step_that_was_done_is_ready_and_keeps_its_day():
    done = judge_step(step("done", done_on=date(2027, 1, 2)), DUE)
    assert (done.standing, done.since, done.traveler) == (Standing.READY, date(2027, 1, 2), 2)


@given(steps, days, st.integers(0, 40))
def test_until_the_day_it_names_a_step_is_judged_the_same(fact, day, later):
    now = judge_step(fact, day)
    then = day + timedelta(later)
    if now.changes_on is None or then < now.changes_on:
        assert judge_step(fact, then) == now
    if now.changes_on:
        assert now.changes_on > day
        assert judge_step(fact, now.changes_on) != now


def test_a_place_needs_a_name_that_may_still_be_sent():
    assert judge_place(1, named=True, on_offer=True).standing is Standing.READY
    assert judge_place(1, named=True, on_offer=False).standing is Standing.NOT_READY
    assert judge_place(1, named=False, on_offer=False).reason == "Nobody is named for this place."


def test_other_commitments_are_said_in_their_own_words():
    assert judge_free(1, []).settled
    assert judge_free(1, ["Absent from 3 Feb."]).reason == "Absent from 3 Feb."


def test_an_engagement_without_an_agreement_is_not_ready():
    assert judge_agreement("", None).standing is Standing.NOT_READY
    covered = judge_agreement("A-1", Coverage(True, "The agreement has no end.", "", RETURNS))
    assert (covered.standing, covered.reason) == (Standing.READY, "A-1: The agreement has no end.")
    assert not judge_agreement("A-1", Coverage(False, "It ended.", "Renew it.", RETURNS)).settled
