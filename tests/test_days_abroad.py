"""The maximum of any 12 months is that of a naive count, and the training must be current when the threshold comes."""

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slp_core.dates import add_months
from slp_core.days_abroad import Security, judge, meter
from slp_core.judgements import Standing
from slp_core.periods import Period
from slp_core.reference import shipped
from slp_core.validity import Never

RULES = shipped().rules
FIRST = date(2026, 1, 1)


def stay(first, days):
    return Period(first, first + timedelta(days - 1))


@st.composite
def histories(draw):
    begins = st.integers(0, 900).map(lambda number: FIRST + timedelta(number))
    return draw(st.lists(st.builds(stay, begins, st.integers(1, 130)), max_size=6))


@settings(max_examples=60, deadline=None)
@example([stay(date(2028, 2, 29), 1), stay(date(2027, 3, 1), 1), stay(date(2027, 2, 28), 1)])
@given(histories())
def test_the_maximum_of_any_twelve_months_is_that_of_a_naive_count(stays):
    """Every window of 12 months is looked at, day by day, whether it ends abroad or not."""
    abroad = {one.first + timedelta(n) for one in stays for n in range((one.last - one.first).days + 1)}
    ends = [FIRST + timedelta(number) for number in range(1500)]
    begins = FIRST - timedelta(400)
    until = list(accumulate(begins + timedelta(number) in abroad for number in range(2000)))  # abroad, to each day
    naive = [until[(end - begins).days] - until[(add_months(end, -12) - begins).days] for end in ends]
    found = meter(stays, RULES)
    assert found.most == max(naive)
    crossings = [end for end, number in zip(ends, naive, strict=True) if number >= 90 and end in abroad]
    assert list(found.reached) == crossings
    assert [found.in_the_year_to(end) for end in ends[::97]] == naive[::97]


def test_stays_on_the_same_days_count_once():
    assert meter([stay(FIRST, 10), stay(FIRST, 12)], RULES).most == 12


def test_a_day_leaves_the_count_on_its_anniversary():
    both = meter([stay(FIRST, 1), Period(date(2026, 12, 31), date(2027, 1, 1))], RULES)
    assert both.counts == ((FIRST, 1), (date(2026, 12, 31), 2), (date(2027, 1, 1), 2))
    assert both.fullest == Period(FIRST, date(2026, 12, 31))


# 60 days from 1 Jan 2026; a trip of 40 days from 1 Jul 2026 brings the 90th day on 30 Jul, its 30th.
PAST, TRIP = stay(FIRST, 60), stay(date(2026, 7, 1), 40)


def test_the_threshold_is_crossed_on_the_ninetieth_day():
    found = meter([PAST, TRIP], RULES)
    assert found.most == 100 and found.crossed_on(FIRST) == date(2026, 7, 30)
    assert meter([PAST, stay(date(2026, 7, 1), 29)], RULES).crossed_on(FIRST) is None  # 89 days


def held(name, expires, confirmed=True):
    return Security(name, expires, confirmed, FIRST)


CASES = {
    "nothing on record": ([], [], Standing.NOT_READY),
    "eFACT is not enough above the threshold": ([], [held("eFACT", date(2030, 1, 1))], Standing.NOT_READY),
    "FACT to the last day": ([held("FACT", date(2026, 8, 9))], [], Standing.READY),
    "FACT that ends the day before the return": ([held("FACT", date(2026, 8, 8))], [], Standing.NOT_READY),
    "FACT that ends before the crossing": ([held("FACT", date(2026, 7, 29))], [], Standing.NOT_READY),
    "FACT without a day of expiry": ([held("FACT", None)], [], Standing.UNKNOWN),
    "FACT that nobody confirmed": ([held("FACT", Never.NEVER, confirmed=False)], [], Standing.UNKNOWN),
    "the better of two": ([held("FACT", date(2026, 7, 29)), held("FACT", Never.NEVER)], [], Standing.READY),
}


@pytest.mark.parametrize(("fact", "efact", "standing"), CASES.values(), ids=CASES)
def test_above_the_threshold_fact_must_be_current_from_the_crossing_to_the_return(fact, efact, standing):
    answer = judge(meter([PAST, TRIP], RULES), TRIP, fact, efact)
    assert answer.standing is standing
    assert "90\u00a0days abroad on 30\u00a0Jul\u00a02026" in answer.reason


def test_below_the_threshold_either_training_is_enough_and_must_last_to_the_return():
    short = meter([TRIP], RULES)
    assert judge(short, TRIP, [], [held("eFACT", TRIP.last)]).standing is Standing.READY
    assert judge(short, TRIP, [held("FACT", TRIP.last)], []).standing is Standing.READY
    assert judge(short, TRIP, [], [held("eFACT", TRIP.last - timedelta(1))]).standing is Standing.NOT_READY
