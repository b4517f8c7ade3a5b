"""Several judgements are as good as the worst of them, and what is not known is never good."""

from datetime import date

import pytest

from slp_core.checklists import Owner
from slp_core.judgements import SETTLED, Judgement, Standing, worst, worst_first

TODAY = date(2026, 11, 25)


def judged(standing, since=None):
    return Judgement("passport", "Passport", standing, "As it is.", Owner.EXPERT, since)


def test_unknown_is_never_ready():
    assert not judged(Standing.UNKNOWN).settled
    assert {Standing.READY, Standing.NOT_NEEDED, Standing.WAIVED} == SETTLED


def test_of_nothing_nothing_is_known():
    assert worst([]) is Standing.UNKNOWN


@pytest.mark.parametrize("bad", [Standing.AT_RISK, Standing.UNKNOWN, Standing.NOT_READY])
def test_one_open_thing_outweighs_all_that_is_settled(bad):
    assert worst([judged(one) for one in (*SETTLED, bad)]) is bad


def test_what_is_known_to_be_wrong_outweighs_what_is_not_known():
    assert worst(map(judged, (Standing.UNKNOWN, Standing.NOT_READY, Standing.AT_RISK))) is Standing.NOT_READY


def test_the_worst_are_listed_first_and_equals_stay_in_order():
    ready, other = judged(Standing.READY), judged(Standing.READY, TODAY)
    assert worst_first([ready, other, judged(Standing.NOT_READY)])[1:] == (ready, other)


def test_an_age_is_said_in_days_and_is_empty_for_what_is_not_on_record():
    assert judged(Standing.READY, date(2026, 11, 13)).age(TODAY) == "12\u00a0days"
    assert judged(Standing.READY, TODAY).age(TODAY) == "today"
    assert judged(Standing.UNKNOWN).age(TODAY) == ""
