"""Who is free, and the nearest days that can be had, held against plain lists of days."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.availability import in_the_way, judge, scan
from slp_core.commitments import Commitment, CommitmentKind
from slp_core.periods import Period

LONG_AGO = date(2026, 1, 1)
START, HORIZON = date(2027, 2, 10), 400  # beyond every closed day below
WISHES = st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda span: at(span[0], sum(span)))
REFERENCES = st.sampled_from(["", "E-1", "E-2"])
COMMITMENTS = st.builds(
    Commitment,
    st.sampled_from(CommitmentKind),
    st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda span: at(span[0], sum(span)))
    | st.integers(20, 60).map(lambda first: at(first, None)),
    REFERENCES,
)
MANY = st.lists(COMMITMENTS, max_size=7)
WINDOWS = st.lists(
    st.tuples(st.integers(-20, 30), st.integers(0, 60)).map(lambda span: at(span[0], sum(span)))
    | st.integers(-20, 30).map(lambda first: at(first, None)),
    max_size=2,
)
EARLIEST = st.integers(-60, 50).map(lambda number: START + timedelta(number))


def at(first, last):
    return Period(START + timedelta(first), None if last is None else START + timedelta(last))


def numbers(period, widened=0):
    """The days as numbers from START; no end is the horizon."""
    last = HORIZON if period.last is None else (period.last - START).days + widened
    return set(range((period.first - START).days - widened, last + 1))


def taken_days(commitments, leaving_out="", rest=0):
    counted = [one for one in commitments if not leaving_out or one.reference != leaving_out]
    return set().union(*(numbers(one.period, rest * (one.kind == "assigned")) for one in counted))


@settings(deadline=None)
@given(WISHES, MANY, REFERENCES, st.integers(0, 3))
def test_someone_is_free_when_no_day_is_in_both_lists_of_days(wished, commitments, leaving_out, rest):
    answer = judge(wished, commitments, earliest=LONG_AGO, leaving_out=leaving_out, rest_between=rest)
    assert answer.free is numbers(wished).isdisjoint(taken_days(commitments, leaving_out, rest))


@settings(deadline=None)
@given(WISHES, MANY, st.integers(0, 3))
def test_each_clash_has_the_days_in_common(wished, commitments, rest):
    for clash in judge(wished, commitments, earliest=LONG_AGO, rest_between=rest).clashes:
        both = numbers(wished) & numbers(clash.commitment.period)
        assert (numbers(clash.shared) if clash.shared else set()) == both
        assert both or rest


@settings(deadline=None, max_examples=400)
@given(WISHES, MANY, EARLIEST, WINDOWS, REFERENCES, st.integers(0, 3))
def test_no_nearer_days_can_be_had_than_those_proposed(wished, commitments, earliest, within, leaving_out, rest):
    limits = {"earliest": earliest, "within": within, "leaving_out": leaving_out, "rest_between": rest}
    answer = judge(wished, commitments, **limits)
    taken = taken_days(commitments, leaving_out, rest)
    allowed = set.intersection(set(range((earliest - START).days, HORIZON)), *(numbers(one) for one in within))
    first, length = (wished.first - START).days, len(numbers(wished))
    possible = [n for n in range(-100, 200) if set(range(n, n + length)) <= allowed - taken]
    before, after = [n for n in possible if n < first], [n for n in possible if n > first]
    assert answer.legal is (first in possible)
    nearest = [None, None] if answer.legal else [max(before, default=None), min(after, default=None)]
    assert [answer.earlier, answer.later] == [n if n is None else at(n, n + length - 1) for n in nearest]


@settings(deadline=None)
@given(WISHES, MANY, EARLIEST, WINDOWS, REFERENCES, st.integers(0, 3))
def test_days_proposed_are_legal_when_judged_and_as_long(wished, commitments, earliest, within, leaving_out, rest):
    limits = {"earliest": earliest, "within": within, "leaving_out": leaving_out, "rest_between": rest}
    answer = judge(wished, commitments, **limits)
    for other in filter(None, (answer.earlier, answer.later)):
        assert judge(other, commitments, **limits).legal
        assert other.last - other.first == wished.last - wished.first


@settings(deadline=None)
@given(WISHES, st.lists(st.tuples(st.integers(1, 4), COMMITMENTS), max_size=20), REFERENCES, st.integers(0, 3))
def test_a_scan_of_many_says_of_each_what_the_judge_says(wished, rows, leaving_out, rest):
    found = scan(wished, rows, leaving_out=leaving_out, rest_between=rest)
    for person in range(1, 5):
        own = [commitment for owner, commitment in rows if owner == person]
        answer = judge(wished, own, earliest=LONG_AGO, leaving_out=leaving_out, rest_between=rest)
        assert found.get(person, ()) == answer.clashes


@settings(deadline=None)
@given(WISHES, WISHES, st.integers(0, 3))
def test_two_assignments_are_in_each_other_s_way_or_neither_is(one, other, rest):
    first, second = (Commitment(CommitmentKind.ASSIGNED, period) for period in (one, other))
    assert in_the_way(first, other, rest) is in_the_way(second, one, rest)
