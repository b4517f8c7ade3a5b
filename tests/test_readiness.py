"""May the team leave: what is not known never says go, and what is fixed never makes it worse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core.checklists import Owner
from slp_core.judgements import SETTLED, Judgement, Standing
from slp_core.readiness import Counts, Verdict, counted, seen_on

DAY = date(2026, 11, 25)
BEST_FIRST = list(Verdict)


def judged(standing=Standing.READY, item="passport", traveler=None, changes_on=None):
    return Judgement(item, item.title(), standing, "As it is.", Owner.EXPERT, None, changes_on, "", traveler)


many = st.lists(
    st.builds(
        judged,
        st.sampled_from(Standing),
        st.sampled_from("abcdefg"),
        st.sampled_from([None, 1, 2]),
        st.one_of(st.none(), st.dates(DAY - timedelta(9), DAY + timedelta(99))),
    ),
    max_size=12,
)
waiting = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=3))


# UIX-07
def test_people_without_data_are_counted_apart_and_the_team_is_not_ready():
    standings = [Standing.READY] * 675 + [Standing.NOT_READY] * 33 + [Standing.UNKNOWN] * 40
    board = seen_on(DAY, map(judged, standings))
    assert board.counts == Counts(ready=675, not_ready=33, unknown=40)
    said = "675 of 708 that are known are ready (95.3\u00a0%), 33 not ready; 40 more are not known"
    assert board.counts.words == said  # 675 / 708 = 0.9534
    assert board.verdict is Verdict.NO_GO
    assert len(board.in_the_way) + len(board.unknown) == 73


def test_of_nothing_nobody_leaves():
    assert seen_on(DAY, []).verdict is Verdict.NO_GO


def test_all_settled_is_go_and_with_a_waiver_says_so():
    assert seen_on(DAY, [judged(), judged(Standing.NOT_NEEDED)]).verdict is Verdict.GO
    assert seen_on(DAY, [judged(), judged(Standing.WAIVED)]).verdict is Verdict.WAIVER


@given(many)
def test_what_is_not_known_never_says_go(found):
    assert seen_on(DAY, [*found, judged(Standing.UNKNOWN)]).verdict is Verdict.NO_GO


@given(many, st.sampled_from(sorted(SETTLED)), st.data())
def test_settling_or_waiving_what_is_open_never_makes_it_worse(found, settled, data):
    open_ones = [number for number, one in enumerate(found) if not one.settled]
    if not open_ones:
        return
    chosen = data.draw(st.sampled_from(open_ones))
    better = [replace(one, standing=settled) if n == chosen else one for n, one in enumerate(found)]
    before, after = seen_on(DAY, found), seen_on(DAY, better)
    assert BEST_FIRST.index(after.verdict) <= BEST_FIRST.index(before.verdict)
    assert len(after.settled) == len(before.settled) + 1


@given(many)
def test_every_judgement_is_shown_once_and_counted_once(found):
    board = seen_on(DAY, found)
    assert len(board.in_the_way) + len(board.unknown) + len(board.settled) == len(found)
    counts = board.counts
    assert counts.known + counts.unknown == len(found)
    assert (board.verdict is Verdict.NO_GO) == (not found or len(board.settled) < len(found))


@given(many)
def test_the_next_change_is_the_first_that_lies_ahead(found):
    ahead = [one.changes_on for one in found if one.changes_on and one.changes_on > DAY]
    assert seen_on(DAY, found).next_change == (min(ahead) if ahead else None)


@given(many, waiting)
def test_what_to_fix_next_is_open_and_no_other_has_more_waiting_for_it(found, waits):
    board = seen_on(DAY, found)
    first = board.fix_next(waits)
    assert (first is None) == (len(board.settled) == len(found))
    if first:
        assert not first.judgement.settled
        assert 0 <= first.waiting <= first.others == len(found) - len(board.settled) - 1


def test_first_comes_what_most_open_things_wait_for_through_others_too():
    waits = {"visa": ["named"], "clearance": ["visa"], "tickets": ["clearance"], "clinic": []}
    items = ["tickets", "clearance", "visa", "clinic", "named"]
    first = seen_on(DAY, [judged(Standing.NOT_READY, one) for one in items]).fix_next(waits)
    assert (first.judgement.item, first.waiting) == ("named", 3)
    assert first.why == "3 of the 4\u00a0other open things wait for it."


def test_what_is_settled_holds_nothing_up():
    waits = {"visa": ["named"], "tickets": ["visa"]}
    found = [judged(Standing.READY, "named"), judged(Standing.UNKNOWN, "visa"), judged(Standing.NOT_READY, "tickets")]
    first = seen_on(DAY, found).fix_next(waits)
    assert (first.judgement.item, first.why) == ("visa", "1 of the 1\u00a0other open thing waits for it.")


def test_a_traveler_does_not_wait_for_another_ones_things():
    waits = {"visa": ["place"]}
    found = [judged(Standing.NOT_READY, "place", 1), judged(Standing.NOT_READY, "visa", 2)]
    assert seen_on(DAY, found).fix_next(waits).waiting == 0


def test_the_last_thing_in_the_way_is_called_so():
    first = seen_on(DAY, [judged(), judged(Standing.AT_RISK, "visa")]).fix_next({})
    assert first.why == "It is the last thing in the way."


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_is_counted(standing):
    counts = counted([standing])
    assert counts.known + counts.unknown == 1
