"""A trip: nights are dates, not hours; what cannot be right is refused by field; every day has one place's rate."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay, check, meal_days

A, B = date(2027, 2, 22), date(2027, 3, 5)
LONGEST = 365


def stay(first, last, place="Tbilisi"):
    return Stay("GEO", place, first, last)


def trip(departs=A, returns=B, stays=None):
    return Itinerary(departs, returns, (stay(departs, returns),) if stays is None else tuple(stays))


def on(number, month=3):
    return date(2027, month, number)


NIGHTS = {
    "over the autumn clock change (CST-27)": (date(2026, 11, 1), date(2026, 11, 2), 1),
    "over the spring clock change": (date(2027, 3, 13), date(2027, 3, 15), 2),
    "over a leap day": (date(2028, 2, 28), date(2028, 3, 1), 2),
    "over the year's end": (date(2026, 12, 31), date(2027, 1, 1), 1),
    "a day without a night": (date(2027, 3, 1), date(2027, 3, 1), 0),
}


@pytest.mark.parametrize(("first", "last", "nights"), NIGHTS.values(), ids=NIGHTS)
def test_nights_are_a_difference_of_dates_not_of_hours(first, last, nights):
    assert stay(first, last).nights == nights
    assert trip(first, last).nights == nights and trip(first, last).days == nights + 1


def test_the_first_and_the_last_day_both_count_as_days_of_the_trip():
    assert trip(A, B).days == 12


FITTING = {
    "a plain trip": trip(),
    "a day trip": trip(A, A),
    "a night in the air, out and back": trip(stays=[stay(on(23, 2), on(4))]),
    "two places": trip(stays=[stay(A, on(1)), stay(on(1), B, "Batumi")]),
    "a night on the way between two places": trip(stays=[stay(A, on(1)), stay(on(2), B, "Batumi")]),
    "a change of planes without a night": trip(stays=[stay(A, A, "Vienna"), stay(A, B)]),
    "the longest": trip(A, A + timedelta(364)),
}
WRONG = {
    "ends before it starts": (trip(B, A), "returns", "before the departure on 5 Mar 2027"),
    "400 days": (trip(A, A + timedelta(399)), "returns", "400 days; at most 365"),
    "one day too long": (trip(A, A + timedelta(365)), "returns", "366 days; at most 365"),
    "at the end of the calendar": (trip(date(9999, 12, 20), date(9999, 12, 31)), "departs", "too far away"),
    "no place": (trip(stays=[]), "stays", "no place to stay"),
    "a place without a name": (trip(stays=[stay(A, B, "  ")]), "stays", "A place is missing"),
    "a stay before the departure": (trip(stays=[stay(on(21, 2), B)]), "arrives", "does not fit the trip"),
    "a stay after the return": (trip(stays=[stay(on(6), on(7))]), "arrives", "does not fit the trip"),
    "a stay longer than the trip": (trip(stays=[stay(A, on(6))]), "stays", "does not fit the trip"),
    "a stay that ends before it starts": (trip(stays=[stay(on(3), on(1))]), "stays", "does not fit the trip"),
    "two stays at once": (trip(stays=[stay(A, on(2)), stay(on(1), B, "Batumi")]), "stays", "before Tbilisi ends"),
    "places out of order": (trip(stays=[stay(on(1), B), stay(A, on(1), "Batumi")]), "stays", "before Tbilisi ends"),
}  # fmt: skip


@pytest.mark.parametrize("wanted", FITTING.values(), ids=FITTING)
def test_a_trip_whose_days_fit_together_is_accepted(wanted):
    check(wanted, LONGEST)


@pytest.mark.parametrize(("wanted", "field", "said"), WRONG.values(), ids=WRONG)
def test_a_trip_that_cannot_be_right_is_refused_by_field_with_a_hint(wanted, field, said):
    with pytest.raises(InvalidInput) as refusal:
        check(wanted, LONGEST)
    assert refusal.value.context["field"] == field and refusal.value.hint
    assert said in refusal.value.message.replace("\u00a0", " ")


def paid_at(wanted):
    return [(days.stay.locality, days.first, days.last) for days in meal_days(wanted)]


MEALS = {
    "one place": (trip(), [("Tbilisi", A, B)]),
    "a night in the air takes the rate of the place ahead": (
        trip(stays=[stay(on(23, 2), on(4))]), [("Tbilisi", A, B)]),
    "the day of a move takes the rate of the new place": (
        trip(stays=[stay(A, on(1)), stay(on(1), B, "Batumi")]),
        [("Tbilisi", A, on(28, 2)), ("Batumi", on(1), B)]),
    "a night between two places takes the rate of the place ahead": (
        trip(stays=[stay(A, on(1)), stay(on(2), B, "Batumi")]),
        [("Tbilisi", A, on(28, 2)), ("Batumi", on(1), B)]),
    "the journey home takes the rate of the day before": (
        trip(stays=[stay(A, on(1)), stay(on(1), on(4), "Batumi")]),
        [("Tbilisi", A, on(28, 2)), ("Batumi", on(1), B)]),
    "a place without a night has no day": (
        trip(stays=[stay(A, A, "Vienna"), stay(A, B)]), [("Tbilisi", A, B)]),
    "a day trip": (trip(A, A), [("Tbilisi", A, A)]),
}  # fmt: skip


@pytest.mark.parametrize(("wanted", "paid"), MEALS.values(), ids=MEALS)
def test_each_day_takes_one_place_s_rate(wanted, paid):
    assert paid_at(wanted) == paid


@st.composite
def trips(draw):
    day, stays = A, []
    for place in draw(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=5)):
        arrives = day + timedelta(draw(st.integers(0, 2)))
        day = arrives + timedelta(draw(st.integers(0, 30)))
        stays.append(stay(arrives, day, place))
    return trip(A, day + timedelta(draw(st.integers(0, 2))), stays)


@settings(deadline=None)
@given(trips())
def test_the_days_of_a_trip_are_paid_once_each_in_order(wanted):
    check(wanted, LONGEST)
    paid = [days.first + timedelta(n) for days in meal_days(wanted) for n in range((days.last - days.first).days + 1)]
    assert paid == [A + timedelta(n) for n in range(wanted.days)]


@settings(deadline=None)
@given(trips().filter(lambda wanted: wanted.nights > 0))
def test_a_night_is_paid_at_the_place_where_it_is_slept(wanted):
    for days in meal_days(wanted):
        nights = [s for s in wanted.stays if s.arrives <= days.first < s.leaves]
        assert not nights or nights == [days.stay]


@settings(deadline=None)
@given(trips(), st.integers(1, 100))
def test_a_return_before_the_departure_is_never_accepted(wanted, days):
    with pytest.raises(InvalidInput):
        check(replace(wanted, returns=wanted.departs - timedelta(days)), LONGEST)
