"""The cheapest departure of a range is the cheapest of all days priced one by one, and ties are all named."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import costs
from slp_core.departures import in_range, runs
from slp_core.errors import InvalidInput, NotInForce
from slp_core.itinerary import Itinerary, Stay
from slp_core.outlook import outlook
from slp_core.plan import Plan
from slp_core.reference import shipped

TODAY = date(2026, 8, 1)
DAY = timedelta(1)
PLACES = ("BHS/Eleuthera Island", "EGY/Sharm el Sheikh", "GEO/Tbilisi", "COL/Nowhere known", "USA/Denver, CO")


def wish(place="BHS/Eleuthera Island", departs=date(2026, 11, 13), nights=4, **more):
    country, locality = place.split("/")
    leaves = departs + nights * DAY
    trip = Itinerary(departs, leaves, (Stay(country, locality, departs, leaves),))
    return Plan(country, trip, **({"provisional": True} | more))


def departures(plan, first, last, today=TODAY):
    return in_range(outlook(plan, shipped(), today), shipped(), first, last)


def alone(plan, departs):
    """The price of one departure, asked by itself."""
    try:
        cost = costs.estimate(plan.moved_to(departs), shipped().rules, shipped().rates)
    except NotInForce:
        return None, False
    return cost.total, cost.provisional


def test_a_season_that_begins_makes_departures_dearer_day_by_day():  # CST-05
    """Five days, four nights: 213/143 to 14 Nov, 276/150 from the 15th.

    All low: 4 x 213 + 4.5 x 143 = 1,495.50. Home on the 15th: + 0.75 x 7 = 1,500.75. Leaving on the 13th: 1,640.75.
    All high: 4 x 276 + 4.5 x 150 = 1,779.00.
    """
    found = departures(wish(), date(2026, 11, 1), date(2026, 11, 30))
    price = {day.departs.day: str(day.total) for day in found.days}
    assert {price[day] for day in range(1, 11)} == {"1495.50"}
    assert (price[11], price[13]) == ("1500.75", "1640.75")
    assert {price[day] for day in range(15, 31)} == {"1779.00"}
    assert [day.departs.day for day in found.cheapest] == list(range(1, 11)), "ties are all named"
    assert found.saving(date(2026, 11, 13)) == Decimal("145.25")


def test_the_best_of_a_week_is_its_cheapest_day_then_the_earliest():
    found = departures(wish(), date(2026, 11, 4), date(2026, 11, 24))
    assert [(day.departs.day, str(day.total)) for day in found.weeks] == [
        (4, "1495.50"), (9, "1495.50"), (16, "1779.00"), (23, "1779.00"),
    ]  # fmt: skip


def test_the_cheapest_in_time_leaves_out_departures_that_come_too_soon():
    """Low season ends long before the steps of a deployment can be done, begun in November."""
    found = departures(wish(), date(2026, 11, 5), date(2027, 5, 31), today=date(2026, 11, 1))
    assert found.cheapest[0].departs == date(2026, 11, 5) and found.cheapest[0].late > 0
    earliest = outlook(wish(), shipped(), date(2026, 11, 1)).earliest
    assert all(day.departs >= earliest and day.late == 0 for day in found.in_time)
    assert found.in_time[0].departs == date(2027, 4, 17), "the first departure wholly in the low season"


def test_holidays_within_the_trip_are_told_by_departure():
    found = departures(wish("GEO/Tbilisi", nights=2), date(2027, 5, 20), date(2027, 5, 30))
    there = {day.departs.day for day in found.days if "Independence Day" in {one.name for one in day.holidays}}
    assert there == {24, 25, 26}  # 26 May, within three days of departure


def test_a_day_without_a_rate_has_no_price_and_is_never_the_cheapest():
    found = departures(wish("GEO/Tbilisi", provisional=False), date(2026, 4, 20), date(2026, 5, 5))
    assert [day.total is None for day in found.days] == [day.returns > date(2026, 4, 30) for day in found.days]
    assert all(day.total is not None for day in found.cheapest)
    none = departures(wish("GEO/Tbilisi", provisional=False), date(2026, 5, 2), date(2026, 5, 9))
    assert none.cheapest == () == none.in_time and none.saving(date(2026, 5, 2)) is None


@settings(max_examples=60, deadline=None)
@given(
    places=st.lists(st.tuples(st.sampled_from(PLACES), st.integers(0, 9)), min_size=1, max_size=3),
    departs=st.dates(date(2026, 1, 1), date(2027, 12, 1)),
    provisional=st.booleans(),
    length=st.integers(1, 80),
    room=st.none() | st.decimals(50, 300, places=0),
)
def test_every_price_of_a_range_is_the_price_of_that_day_alone(places, departs, provisional, length, room):
    stays, day = [], departs
    for place, nights in places:
        stays.append(Stay(*place.split("/"), day, day + nights * DAY, room))
        day += nights * DAY
    plan = Plan("GEO", Itinerary(departs, day, tuple(stays)), 2, provisional=provisional)
    found = departures(plan, departs, departs + length * DAY)
    prices = [alone(plan, day.departs) for day in found.days]
    assert [(day.total, day.provisional) for day in found.days] == prices
    known = [total for total, _ in prices if total is not None]
    assert [day.total for day in found.cheapest] == [min(known)] * known.count(min(known)) if known else True


def test_late_steps_are_those_of_the_plan_on_that_day():
    for day in departures(wish(), date(2026, 11, 1), date(2027, 3, 1), today=date(2026, 11, 1)).days[::17]:
        answer = outlook(replace(wish().moved_to(day.departs)), shipped(), date(2026, 11, 1))
        assert day.late == sum(slot.late for slot in answer.slots)
        assert (day.late == 0) == answer.feasible


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 3, 2), date(2027, 3, 1)),
        (date(2027, 1, 1), date(2028, 1, 2)),
        (date(2099, 12, 30), date(2099, 12, 31)),
    ],
)
def test_a_range_that_cannot_be_is_refused_in_a_sentence(first, last):
    with pytest.raises(InvalidInput):
        departures(wish(), first, last)


def test_days_that_follow_each_other_are_named_as_one_run():
    days = departures(wish(), date(2026, 11, 1), date(2026, 11, 9)).days
    assert [(run[0].departs.day, run[-1].departs.day) for run in runs([*days[:3], *days[5:6], *days[7:]])] == [
        (1, 3), (6, 6), (8, 9),
    ]  # fmt: skip
