"""P50 and P90 of past cases, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core.spread import DAY_CLASSES, TEAM_CLASSES, Bounds, class_of, percentile, spread


def test_nearest_rank_by_the_textbook_example() -> None:
    values = [Decimal(one) for one in (15, 20, 35, 40, 50)]
    # n = 5: P5 is place 1, P30 place 2 (1.5 up), P40 place 2, P50 place 3 (2.5 up), P90 and P100 place 5
    assert [percentile(values, share) for share in (5, 30, 40, 50, 90, 100)] == [15, 20, 20, 35, 50, 50]


def test_of_ten_cases_the_ninth_is_what_nine_in_ten_do_not_exceed() -> None:
    values = [Decimal(one) for one in range(100, 1100, 100)]
    assert (percentile(values, 50), percentile(values, 90)) == (500, 900)


@given(st.lists(st.integers(1, 9999).map(Decimal), min_size=1, max_size=30), st.sampled_from([50, 90]))
def test_a_percentile_is_a_case_that_enough_of_the_cases_do_not_exceed(values, share) -> None:
    found = percentile(values, share)
    assert found in values
    assert 100 * sum(one <= found for one in values) >= share * len(values)
    assert 100 * sum(one < found for one in values) < share * len(values)


def test_cases_of_other_sizes_are_compared_by_traveler_and_day() -> None:
    # $100, $200, $300, $400, $500 a traveler and day; this trip is 2 travelers x 10 days = 20
    sizes = ((100, 1, 8), (200, 2, 9), (300, 2, 10), (400, 1, 14), (500, 2, 8))
    cases = [(Decimal(daily * people * days), people, days) for daily, people, days in sizes]
    found = spread(cases, 2, 10, 5)
    assert (found.cases, found.p50, found.p90) == (5, Decimal("6000.00"), Decimal("10000.00"))


def test_below_the_least_number_nothing_is_told_but_how_many_there_are() -> None:
    found = spread([(Decimal(100), 1, 1)] * 4, 2, 10, 5)
    assert (found.cases, found.p50, found.p90) == (4, None, None)
    assert spread([], 1, 1, 5).cases == 0


@pytest.mark.parametrize(
    ("days", "bounds"), [(1, (1, 7)), (7, (1, 7)), (8, (8, 14)), (14, (8, 14)), (30, (15, 30)), (31, (31, None))]
)
def test_a_length_belongs_to_one_class(days, bounds) -> None:
    assert class_of(days, DAY_CLASSES) == Bounds(*bounds)


def test_a_team_belongs_to_one_class() -> None:
    assert [class_of(n, TEAM_CLASSES) for n in (2, 3, 6)] == [Bounds(1, 2), Bounds(3, 5), Bounds(6, None)]
