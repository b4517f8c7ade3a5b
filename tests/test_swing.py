"""A swing is priced as one trip, beside the two apart; what is not quoted is left out on both sides and said."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.cost_lines import Category
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.other_costs import Contingency, Drive, Flight
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped
from slp_core.swing import join, shares

A = date(2026, 4, 6)


def trip(place="GEO/Tbilisi", departs=A, nights=4, fare=None, **more):
    country, locality = place.split("/")
    leaves = departs + timedelta(nights)
    itinerary = Itinerary(departs, leaves, (Stay(country, locality, departs, leaves),))
    return Plan(country, itinerary, air_fare=fare and Decimal(fare), **more)


def tbilisi(**more):
    return trip(**{"fare": "1000", "title": "Crash investigation", "notes": "For the patrol police"} | more)


def dushanbe(**more):
    return trip(**{"place": "TJK/Dushanbe", "departs": date(2026, 4, 20), "fare": "1200", "title": "Borders"} | more)


def swing(first=None, second=None, gap=0, fare="1500"):
    return join(first or tbilisi(), second or dushanbe(), gap, shipped(), fare and Decimal(fare))


def test_one_journey_instead_of_two_saves_a_ticket_and_a_day():
    """Tbilisi 236/102, Dushanbe 229/89, five days each with four nights.

    Apart: 4 x 236 + 4.5 x 102 + 1,000 = 2,403.00; 4 x 229 + 4.5 x 89 + 1,200 = 2,516.50; together 4,919.50.
    As one, on to Dushanbe on the 10th: 944 + 916; 76.50 + 3 x 102 + 4 x 89 + 66.75 = 805.25; 1,500: 4,165.25.
    """
    found = swing()
    assert (str(found.costs_apart), str(found.costs_together), str(found.saving)) == ("4919.50", "4165.25", "754.25")
    assert str(found.amount(Category.MIE, joined=False)) == "859.50"  # 459.00 + 400.50
    assert str(found.amount(Category.MIE, joined=True)) == "805.25"
    assert (found.days_apart, found.days_together) == (10, 9)
    assert found.no_quote == () and not found.provisional


def test_a_night_on_the_way_costs_a_day_of_the_place_ahead():
    """One day later everywhere: a day of Dushanbe's M&IE more, 89.00, and no night."""
    found = swing(gap=1)
    assert str(found.saving) == "665.25" and found.days_together == 10


def test_without_the_price_of_the_joint_ticket_no_airfare_is_compared():
    """944 + 459 + 916 + 400.50 = 2,719.50 apart; 1,860 + 805.25 = 2,665.25 as one."""
    found = swing(fare=None)
    assert found.no_quote == ("the joint ticket",)
    assert (str(found.costs_apart), str(found.costs_together), str(found.saving)) == ("2719.50", "2665.25", "54.25")
    assert Category.AIR not in found.categories


def test_each_ticket_without_a_price_is_named():
    found = swing(tbilisi(fare=None), dushanbe(fare=None))
    assert found.no_quote == ("the first trip", "the second trip") and str(found.saving) == "54.25"


def test_each_post_keeps_its_objective_and_sees_its_days():
    first, second = swing(gap=1).legs
    assert (first.country, first.objective, first.topic, first.moved) == (
        "GEO", "Crash investigation", "For the patrol police", 0,
    )  # fmt: skip
    assert (second.country, second.objective, second.moved) == ("TJK", "Borders", -9)
    assert (first.there, second.there) == ((A, date(2026, 4, 10)), (date(2026, 4, 11), date(2026, 4, 15)))
    assert second.alone == (date(2026, 4, 20), date(2026, 4, 24))


def test_the_second_trip_goes_first_when_asked():
    found = swing(dushanbe(departs=A), tbilisi())
    assert [leg.country for leg in found.legs] == ["TJK", "GEO"]
    assert found.plan.country == "TJK" and found.parts[1].itinerary.departs == date(2026, 4, 10)


def test_a_meal_keeps_its_place_and_none_comes_twice():
    lunch = {"meal": Meal.LUNCH, "provider": Provider.GOVERNMENT}
    first = tbilisi(meals=(FurnishedMeal(date(2026, 4, 8), **lunch), FurnishedMeal(date(2026, 4, 10), **lunch)))
    second = dushanbe(meals=(FurnishedMeal(date(2026, 4, 20), **lunch), FurnishedMeal(date(2026, 4, 22), **lunch)))
    assert sorted(one.day.day for one in swing(first, second).plan.meals) == [8, 10, 12]


def test_a_swing_drives_to_the_airport_and_home_once_each():
    """10 miles at $0.725 are 7.25: four drives apart, two as one, on top of the 54.25 of per diem."""
    drives = (Drive("Home to Dulles", Decimal(10)), Drive("Dulles to home", Decimal(10), returning=True))
    found = swing(tbilisi(drives=drives), dushanbe(drives=drives), fare=None)
    assert str(found.saving) == "68.75" and str(found.amount(Category.GROUND, joined=True)) == "14.50"


def test_a_share_of_all_that_is_borne_is_a_share_of_the_swing():
    """10 %: 140.30 of 1,403.00 and 131.65 of 1,316.50 apart; 266.53 of 2,665.25 as one; 2,991.45 and 2,931.78."""
    tenth = Contingency(Decimal("0.10"), "Prices move")
    found = swing(tbilisi(contingency=tenth), dushanbe(contingency=tenth), fare=None)
    assert (str(found.costs_apart), str(found.costs_together)) == ("2991.45", "2931.78")


def test_a_stand_in_fare_is_not_taken_for_a_quote():
    found = swing(tbilisi(fare=None, flight=Flight("WAS")), dushanbe())
    assert found.no_quote == ("the first trip",) and str(found.saving) == "54.25"


def test_the_two_parts_share_the_price_of_the_swing_to_the_cent():
    """To the first: 944, 76.50 + 306, 1,500: 2,826.50. To the second: 916, 356 + 66.75: 1,338.75; together 4,165.25."""
    found = swing()
    assert [str(one.total) for one in shares(found.together, found)] == ["2826.50", "1338.75"]
    days = [(one.itinerary.departs.day, one.itinerary.returns.day) for one in found.parts]
    assert days == [(6, 10), (10, 14)] and [one.air_fare for one in found.parts] == [Decimal(1500), None]


REFUSED = {
    "two teams": (tbilisi(travelers=2), dushanbe(), 0, "The two teams differ: 2 and 1"),
    "a delegation and a team": (tbilisi(kind=Kind.HOSTING, place="USA/Denver, CO"), dushanbe(), 0, "not the same trav"),
    "too far apart": (tbilisi(), dushanbe(), 15, "15\u00a0days between"),
    "backwards": (tbilisi(), dushanbe(), -1, "between"),
    "longer than a year": (tbilisi(nights=200), dushanbe(nights=200), 0, "401 days"),
}


@pytest.mark.parametrize(("first", "second", "gap", "said"), REFUSED.values(), ids=REFUSED)
def test_what_one_team_cannot_do_is_refused_in_a_sentence(first, second, gap, said):
    provisional = [replace(one, provisional=True) for one in (first, second)]
    with pytest.raises(InvalidInput, match=said):
        swing(*provisional, gap)


PLACES = st.sampled_from(["GEO/Tbilisi", "EGY/Sharm el Sheikh", "BHS/Eleuthera Island", "COL/Bogota"])


@settings(max_examples=60, deadline=None)
@given(
    places=st.tuples(PLACES, PLACES),
    nights=st.tuples(st.integers(0, 20), st.integers(0, 20)),
    departs=st.tuples(st.dates(A, date(2027, 1, 1)), st.dates(A, date(2027, 1, 1))),
    gap=st.integers(0, 14),
    travelers=st.integers(1, 5),
)
def test_every_swing_has_all_nights_and_its_figures_add_up(places, nights, departs, gap, travelers):
    more = {"travelers": travelers, "provisional": True}
    first, second = (trip(*one, fare="900", **more) for one in zip(places, departs, nights, strict=True))
    found = swing(first, second, gap)
    assert found.plan.itinerary.nights == sum(nights)
    assert found.days_together == sum(nights) + gap + 1
    assert found.costs_apart == sum(cost.total for cost in found.apart)
    assert found.costs_together == found.together.total == sum(one.total for one in shares(found.together, found))
    assert found.saving == sum(
        found.amount(one, joined=False) - found.amount(one, joined=True) for one in found.categories
    )
