"""Figures of what happened: from five cases on, a median, and a time that nine in ten kept."""

import pytest

from slp_core.lead_time_history import Took, took


@pytest.mark.parametrize("days", [[], [3], [1, 2, 3, 4]])
def test_fewer_than_five_cases_give_no_figure(days):
    assert took(days) is None


def test_the_median_and_the_nearest_rank_of_nine_in_ten():
    assert took([9, 1, 5, 3, 7]) == Took(5, 5, 9)  # rank ceil(4.5) = 5
    assert took(range(1, 11)) == Took(10, 5.5, 9)  # rank 9
    assert took([4] * 20) == Took(20, 4, 4)


def test_the_words_say_how_many_cases_there_were():
    assert took([9, 1, 5, 3, 7]).words == "median 5 business days; 9 in 10 within 9 (5 cases)"
