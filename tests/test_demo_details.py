"""The demo's plans with details are right in every country, and say that they are invented."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from slp_core import costs, leg_questions, plan
from slp_core.cost_lines import Category
from slp_core.demo import details, program
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Plan
from slp_core.reference import shipped

LAST = date(2027, 1, 23)


@pytest.mark.parametrize("country", shipped().countries.program)
def test_a_detailed_trip_is_without_question_in_every_country(country):
    land = shipped().countries.program[country]
    first = date(2027, 1, 11)
    arrives = first + timedelta(land.bureau in program.NIGHT_FLIGHT)
    bare = Plan(
        country, Itinerary(first, LAST, (Stay(country, land.rate_locality, arrives, LAST),)), 2, provisional=True
    )
    for number in range(12):
        wish = plan.check(details.detailed(bare, number), shipped().countries, shipped().rules)
        assert len(wish.itinerary.legs) == 4 and wish.meals and wish.extras and wish.labor
        assert not list(leg_questions.questions(wish.itinerary, shipped().airports, shipped().rules))
        found = costs.estimate(wish, shipped().rules, shipped().rates)
        assert {Category.AIR, Category.GROUND, Category.SALARIES} <= {line.category for line in found.lines}


def test_every_invented_price_says_that_it_is():
    stay = Stay("GEO", "Tbilisi", date(2027, 1, 12), LAST)
    wish = details.detailed(Plan("GEO", Itinerary(date(2027, 1, 11), LAST, (stay,)), carries_equipment=True), 0)
    priced = [*wish.extras, *wish.labor, wish.flight, *(one.exchange for one in wish.extras if one.exchange)]
    assert len(priced) > 8 and all(asdict(one)["source"] == "Invented (demo)" for one in priced)


def test_a_short_trip_is_left_as_it_is():
    first = date(2027, 1, 11)
    short = Plan("COL", Itinerary(first, first + timedelta(2), (Stay("COL", "Bogota", first, first + timedelta(2)),)))
    assert details.detailed(short, 0) is short
