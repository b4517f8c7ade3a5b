"""What a day more costs is the difference of two whole trips, so that travel days and seasons count."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import costs
from slp_core import plan as plans
from slp_core.errors import NotInForce
from slp_core.extra_days import around, lengthened
from slp_core.itinerary import Itinerary, Stay
from slp_core.legs import Leg
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.plan import Plan
from slp_core.reference import shipped

A = date(2026, 9, 25)


def trip(*places, departs=A, **more):
    """Nights at places in order, like ("EGY/Sharm el Sheikh", 3)."""
    stays, day = [], departs
    for place, nights in places:
        stays.append(Stay(*place.split("/"), day, day + timedelta(nights)))
        day += timedelta(nights)
    return Plan("EGY", Itinerary(departs, day, tuple(stays)), **({"provisional": True} | more))


SHARM = trip(("EGY/Sharm el Sheikh", 2))


def extra(plan, place=0, **more):
    return {day.by: day for day in around(plan, place, shipped(), **more)}


def test_a_day_more_costs_a_night_and_a_day_and_a_season_makes_it_dearer():
    """Sharm el Sheikh, 220/111 to 28 Sep and 310/120 from 29 Sep, out on 25 Sep and home on 27 Sep.

    Home on the 28th: + 220 + 111 = 331. On the 29th: + 220, and 111 + 0.75 x (120 - 111) = 117.75: 337.75.
    On the 30th: + 310 + 120 = 430.
    """
    found = extra(SHARM)
    assert str(found[0].total) == "717.50"  # 2 x 220 + 2.5 x 111
    assert [(str(found[by].adds), str(found[by].lodging), str(found[by].meals)) for by in (1, 2, 3)] == [
        ("331.00", "220.00", "111.00"), ("337.75", "220.00", "117.75"), ("430.00", "310.00", "120.00"),
    ]  # fmt: skip
    assert found[3].returns == date(2026, 9, 30) and found[3].other == 0 and found[3].provisional


def test_a_day_less_saves_what_it_adds_and_the_shortest_trip_is_a_day_without_a_night():
    found = extra(SHARM)
    assert min(found) == -1  # two days less is a trip of one day, from which nothing can be taken
    assert found[0].adds == Decimal("331.00") == found[0].total - found[-1].total


def test_everybody_on_the_team_costs_it():
    assert extra(replace(SHARM, travelers=3))[1].adds == 3 * Decimal("331.00")


def test_a_day_more_at_the_first_place_moves_the_second_into_its_season():
    """Cairo, then two nights in Sharm from 26 Sep: one day later the second of them is still in the low season."""
    plan = trip(("EGY/Cairo", 1), ("EGY/Sharm el Sheikh", 2))
    longer = lengthened(plan, 0, 2)
    assert [(stay.arrives, stay.leaves) for stay in longer.itinerary.stays] == [
        (A, date(2026, 9, 28)), (date(2026, 9, 28), date(2026, 9, 30)),
    ]  # fmt: skip
    cost = costs.estimate(longer, shipped().rules, shipped().rates)
    nights = [line.rate for line in cost.lines if line.what == "Lodging, Sharm el Sheikh"]
    assert nights == [Decimal(220), Decimal(310)]


def test_meals_after_the_place_move_and_those_of_days_cut_go():
    plan = trip(("EGY/Cairo", 3), ("EGY/Sharm el Sheikh", 2))
    meals = tuple(FurnishedMeal(A + timedelta(n), Meal.LUNCH, Provider.GOVERNMENT) for n in (1, 2, 4))
    assert [one.day for one in lengthened(replace(plan, meals=meals), 0, 1).meals] == [
        A + timedelta(n) for n in (1, 2, 5)
    ]
    assert [one.day for one in lengthened(replace(plan, meals=meals), 0, -1).meals] == [
        A + timedelta(n) for n in (1, 3)
    ]


def test_no_trip_longer_than_may_be_planned_is_proposed():
    plan = trip(("EGY/Sharm el Sheikh", 362))  # 363 days
    assert max(extra(plan)) == 2


def test_a_day_on_which_a_leg_leaves_in_an_hour_that_the_clocks_skip_is_left_out():
    leaves, arrives = map(datetime.fromisoformat, ("2026-04-23T00:30", "2026-04-23T04:30"))
    home = Leg("CAI", "FRA", leaves, arrives, "Africa/Cairo", "Europe/Berlin")
    cairo = trip(("EGY/Cairo", 3), departs=date(2026, 4, 20))
    found = extra(replace(cairo, itinerary=replace(cairo.itinerary, legs=(home,))))
    assert [by for by in range(-2, 6) if by not in found] == [1, 2]  # the day itself, and the one it is compared with


def test_a_day_without_a_rate_is_refused():
    with pytest.raises(NotInForce):
        extra(replace(SHARM, provisional=False))


@settings(max_examples=60, deadline=None)
@given(
    nights=st.lists(st.integers(1, 12), min_size=1, max_size=3),
    departs=st.dates(date(2026, 4, 1), date(2027, 4, 1)),
    data=st.data(),
)
def test_each_step_is_the_difference_of_two_legal_trips(nights, departs, data):
    names = ("EGY/Cairo", "EGY/Sharm el Sheikh", "BHS/Eleuthera Island")
    plan = trip(*zip(names, nights, strict=False), departs=departs)
    place = data.draw(st.integers(0, len(nights) - 1))
    found = extra(plan, place)
    assert found[0].total == costs.estimate(plan, shipped().rules, shipped().rates).total
    for by, day in found.items():
        longer = lengthened(plan, place, by)
        assert plans.check(longer, shipped().countries, shipped().rules).itinerary.days == plan.itinerary.days + by
        assert day.adds == day.lodging + day.meals + day.other
        assert by - 1 not in found or day.total - found[by - 1].total == day.adds
