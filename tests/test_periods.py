"""Two periods of whole days lie to each other in exactly one of thirteen ways; both ends count."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.periods import Period, Relation, relation, shared


def march(first, last):
    return Period(date(2027, 3, first), last and date(2027, 3, last))


OTHER = (10, 20)
THIRTEEN = {  # the period, its relation to 10 to 20 March, and the days in common
    "a day lies between": ((1, 8), Relation.BEFORE, None),
    "its last day is the eve of the other": ((1, 9), Relation.MEETS, None),
    "it runs into the other's first day": ((1, 10), Relation.OVERLAPS, (10, 10)),
    "it runs into the other's last day but one": ((1, 19), Relation.OVERLAPS, (10, 19)),
    "it encloses the other and ends with it": ((9, 20), Relation.FINISHED_BY, (10, 20)),
    "it encloses the other": ((9, 21), Relation.CONTAINS, (10, 20)),
    "the other's first day": ((10, 10), Relation.STARTS, (10, 10)),
    "all but the other's last day": ((10, 19), Relation.STARTS, (10, 19)),
    "the same days": ((10, 20), Relation.EQUALS, (10, 20)),
    "it begins with the other and lasts longer": ((10, 21), Relation.STARTED_BY, (10, 20)),
    "inside the other": ((11, 19), Relation.DURING, (11, 19)),
    "a day inside the other": ((15, 15), Relation.DURING, (15, 15)),
    "the other's last day": ((20, 20), Relation.FINISHES, (20, 20)),
    "all but the other's first day": ((11, 20), Relation.FINISHES, (11, 20)),
    "it begins on the other's last day": ((20, 30), Relation.OVERLAPPED_BY, (20, 20)),
    "it begins on the day after the other": ((21, 30), Relation.MET_BY, None),
    "a day lies between, after the other": ((22, 30), Relation.AFTER, None),
}
WITHOUT_END = {
    "an open one after a closed one (DAT-22)": ((25, None), OTHER, Relation.AFTER, None),
    "an open one from the next day": ((21, None), OTHER, Relation.MET_BY, None),
    "an open one from the last day": ((20, None), OTHER, Relation.OVERLAPPED_BY, (20, 20)),
    "an open one from the first day": ((10, None), OTHER, Relation.STARTED_BY, OTHER),
    "an open one around a closed one": ((9, None), OTHER, Relation.CONTAINS, OTHER),
    "two open ones": ((9, None), (10, None), Relation.FINISHED_BY, (10, None)),
    "two open ones from the same day": ((10, None), (10, None), Relation.EQUALS, (10, None)),
}


def test_the_examples_show_all_thirteen_relations():
    assert {relation for _, relation, _ in THIRTEEN.values()} == set(Relation)
    assert len(Relation) == 13


@pytest.mark.parametrize(("one", "named", "common"), THIRTEEN.values(), ids=THIRTEEN)
def test_a_relation_is_told_by_the_first_and_the_last_days(one, named, common):
    assert relation(march(*one), march(*OTHER)) is named
    assert shared(march(*one), march(*OTHER)) == (common and march(*common))


@pytest.mark.parametrize(("one", "other", "named", "common"), WITHOUT_END.values(), ids=WITHOUT_END)
def test_a_period_without_an_end_outlasts_every_day(one, other, named, common):
    assert relation(march(*one), march(*other)) is named
    assert relation(march(*other), march(*one)) is named.inverse
    assert shared(march(*one), march(*other)) == (common and march(*common))


def test_two_single_days_side_by_side_meet():
    assert relation(march(12, 12), march(13, 13)) is Relation.MEETS
    assert relation(march(12, 12), march(12, 12)) is Relation.EQUALS


def test_periods_meet_over_a_leap_day_only_when_it_is_taken():
    spring = Period(date(2028, 3, 1), date(2028, 3, 9))
    assert relation(Period(date(2028, 2, 1), date(2028, 2, 29)), spring) is Relation.MEETS
    assert relation(Period(date(2028, 2, 1), date(2028, 2, 28)), spring) is Relation.BEFORE


FIRST = date(2027, 2, 20)
SPANS = st.tuples(st.integers(0, 12), st.integers(0, 8))
PERIODS = SPANS.map(lambda span: Period(FIRST + timedelta(span[0]), FIRST + timedelta(sum(span))))


def days(period):
    return {period.first + timedelta(number) for number in range((period.last - period.first).days + 1)}


@settings(deadline=None)
@given(PERIODS, PERIODS)
def test_the_relation_of_the_other_is_the_inverse(one, other):
    assert relation(other, one) is relation(one, other).inverse
    assert relation(one, other).inverse.inverse is relation(one, other)


@settings(deadline=None)
@given(PERIODS, PERIODS)
def test_the_days_in_common_are_those_in_both_lists_of_days(one, other):
    both = shared(one, other)
    assert (days(both) if both else set()) == days(one) & days(other)
    apart = {Relation.BEFORE, Relation.MEETS, Relation.MET_BY, Relation.AFTER}
    assert (relation(one, other) in apart) is (both is None)


@settings(deadline=None)
@given(PERIODS, PERIODS)
def test_a_relation_says_what_the_lists_of_days_say(one, other):
    a, b = days(one), days(other)
    truths = {
        Relation.MEETS: max(a) + timedelta(1) == min(b),
        Relation.EQUALS: a == b,
        Relation.STARTS: a < b and min(a) == min(b),
        Relation.FINISHES: a < b and max(a) == max(b),
        Relation.DURING: a < b and min(a) > min(b) and max(a) < max(b),
        Relation.OVERLAPS: bool(a & b) and min(a) < min(b) and max(a) < max(b),
        Relation.BEFORE: max(a) + timedelta(1) < min(b),
    }
    told = relation(one, other)
    assert [named for named, true in truths.items() if true] == ([told] if told in truths else [])


@settings(deadline=None)
@given(PERIODS, PERIODS)
def test_a_period_holds_another_when_all_its_days_are_among_its_own(one, other):
    assert one.holds(other) is (days(other) <= days(one))


def test_only_a_period_without_an_end_holds_one_without_an_end():
    assert march(1, None).holds(march(3, None)) and march(1, None).holds(march(3, 4))
    assert not march(1, 31).holds(march(3, None)) and not march(4, None).holds(march(3, None))


def test_a_period_that_ends_before_it_begins_is_refused_with_a_hint_and_its_field():
    with pytest.raises(InvalidInput, match="before the first day") as refusal:
        march(12, 11)
    assert refusal.value.hint and refusal.value.context["field"] == "last"


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(1999, 12, 31), date(2027, 1, 1), "first"),
        (date(2027, 1, 1), date(2100, 1, 1), "last"),
        (date(2100, 1, 1), None, "first"),
        (date.min, date.max, "first"),
    ],
)
def test_a_period_too_far_away_is_refused(first, last, field):
    with pytest.raises(InvalidInput, match="too far away") as refusal:
        Period(first, last)
    assert refusal.value.context["field"] == field


WORDS = {
    "in one month": (march(3, 14), "from 3 to 14 Mar 2027"),
    "one day": (march(12, 12), "on 12 Mar 2027"),
    "over a month's end": (Period(date(2027, 2, 22), date(2027, 3, 5)), "from 22 Feb to 5 Mar 2027"),
    "over the year's end": (Period(date(2026, 12, 28), date(2027, 1, 8)), "from 28 Dec 2026 to 8 Jan 2027"),
    "a year, to the same month": (Period(date(2026, 3, 3), date(2027, 3, 2)), "from 3 Mar 2026 to 2 Mar 2027"),
    "without an end": (march(3, None), "from 3 Mar 2027 on"),
}


@pytest.mark.parametrize(("period", "words"), WORDS.values(), ids=WORDS)
def test_a_period_is_written_without_saying_a_month_or_year_twice(period, words):
    assert period.words.replace("\u00a0", " ") == words
