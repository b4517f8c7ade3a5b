"""Vetting is judged for the days of the event, not for today, and by count alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core.judgements import Standing
from slp_core.periods import Period
from slp_core.reference import shipped
from slp_core.vetting import Batch, VettingKind, due, expiry, judge, sizes

RULES = shipped().rules
TODAY = date(2026, 11, 25)
COURSE = Period(date(2027, 1, 11), date(2027, 1, 22))
LEAHY = VettingKind.LEAHY


def cleared(expires, participants=20, passed=20):
    return Batch(LEAHY, participants, date(2025, 12, 1), date(2026, 1, 15), passed, expires)


def test_a_clearance_that_runs_out_during_the_course_is_at_risk_though_valid_today():
    # DAT-21: vetted on 15 Jan 2026 for 12 months, course from 11 to 22 Jan 2027
    until = expiry(LEAHY, date(2026, 1, 15), RULES)
    assert until == date(2027, 1, 15)
    answer = judge([cleared(until)], COURSE, {}, TODAY)
    assert answer.standing is Standing.AT_RISK and "during the event" in answer.reason
    assert "before 11\u00a0Jan\u00a02027" in answer.remedy


EXPIRIES = {
    "the day before the start": (date(2027, 1, 10), Standing.NOT_READY),
    "on the first day": (date(2027, 1, 11), Standing.AT_RISK),
    "the day before the end": (date(2027, 1, 21), Standing.AT_RISK),
    "on the last day": (date(2027, 1, 22), Standing.READY),
    "not known": (None, Standing.UNKNOWN),
}


@pytest.mark.parametrize(("expires", "standing"), EXPIRIES.values(), ids=EXPIRIES)
def test_the_days_of_the_event_decide(expires, standing):
    assert judge([cleared(expires)], COURSE, {}, TODAY).standing is standing


def test_nothing_on_record_is_not_known_and_none_needed_is_said():
    assert judge([], COURSE, {}, TODAY).standing is Standing.UNKNOWN
    assert judge([Batch(VettingKind.NONE, 12)], COURSE, {}, TODAY).standing is Standing.NOT_NEEDED


def test_a_courtesy_vetting_holds_365_days_from_its_result():
    assert expiry(VettingKind.COURTESY, date(2027, 3, 1), RULES) == date(2028, 2, 29)


def test_one_batch_that_is_not_cleared_outweighs_the_others():
    good = cleared(date(2027, 3, 1))
    answer = judge([good, cleared(date(2027, 3, 1), passed=18)], COURSE, {}, TODAY)
    assert answer.standing is Standing.NOT_READY and "18 cleared, 2 not" in answer.reason


# 21 business days before Mon 11 Jan 2027 on both calendars of Georgia: not 25 Dec, 1, 2 and 7 Jan (Georgia keeps
# 1, 2, 7 and 19 Jan), counted back: 8, 6, 5, 4 Jan; 31, 30, 29, 28, 24, 23, 22, 21, 18, 17, 16, 15, 14, 11, 10, 9 and
# 8 Dec.
def test_the_last_day_to_hand_in_is_counted_in_business_days_of_both_calendars():
    both = shipped().calendars.named("both", "GEO")
    assert due(COURSE, 21, both) == date(2026, 12, 8)


def test_a_batch_that_is_not_handed_in_is_late_after_its_day_and_not_on_it():
    planned, last = Batch(LEAHY, 20), date(2026, 12, 8)
    on_the_day = judge([planned], COURSE, {LEAHY: last}, last)
    assert on_the_day.standing is Standing.NOT_READY and on_the_day.changes_on == date(2026, 12, 9)
    assert "1\u00a0day ago" in judge([planned], COURSE, {LEAHY: last}, date(2026, 12, 9)).reason
    assert judge([Batch(LEAHY, 20, last)], COURSE, {LEAHY: last}, last).standing is Standing.UNKNOWN
    late = Batch(LEAHY, 20, date(2026, 12, 9))
    assert judge([late], COURSE, {LEAHY: last}, date(2026, 12, 9)).standing is Standing.AT_RISK


@given(st.integers(1, 2000))
def test_batches_hold_everybody_and_none_is_too_large(participants):
    most = int(RULES.on("vetting.batch_size", TODAY).value)
    assert most == 50
    found = sizes(participants, most)
    assert sum(found) == participants and max(found) <= most and min(found) >= 1
    assert len(found) == -(-participants // most)
