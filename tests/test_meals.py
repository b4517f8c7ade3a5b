"""Furnished meals: what counts, what does not, and never below the incidentals."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import costs, plan
from slp_core.cost_lines import Category
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.meals import PROVIDER_WORDS, FurnishedMeal, Meal, Provider
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped

MONDAY = date(2026, 4, 13)
DAYS = 5
SHARES = {Provider.GOVERNMENT: 1, Provider.REGISTRATION_FEE: 1, Provider.HOST_AGENCY: 1, Provider.HOST_NATION: 0}


def bogota(*furnished: FurnishedMeal, travelers: int = 1) -> Plan:
    back = MONDAY + timedelta(DAYS - 1)
    return Plan("COL", Itinerary(MONDAY, back, (Stay("COL", "Bogota", MONDAY, back),)), travelers, meals=furnished)


def mie(wish: Plan) -> Decimal:
    return costs.estimate(wish, shipped().rules, shipped().rates).subtotal(Category.MIE)


def on(day: int, meal: Meal, provider: Provider = Provider.GOVERNMENT, kept: str = "") -> FurnishedMeal:
    return FurnishedMeal(MONDAY + timedelta(day), meal, provider, kept)


FULL = mie(bogota())


def test_every_provider_has_words() -> None:
    assert set(PROVIDER_WORDS) == set(Provider)


def test_a_meal_that_two_furnish_comes_off_once() -> None:
    twice = bogota(on(1, Meal.LUNCH), on(1, Meal.LUNCH, Provider.REGISTRATION_FEE))
    assert FULL - mie(twice) == 43


def test_a_meal_of_the_government_counts_even_where_the_hotel_gives_one_too() -> None:
    assert FULL - mie(bogota(on(1, Meal.BREAKFAST, Provider.HOTEL), on(1, Meal.BREAKFAST))) == 26


def test_a_line_says_which_meals_it_is_without_and_cites_the_rule() -> None:
    answer = costs.estimate(bogota(on(1, Meal.DINNER), on(1, Meal.LUNCH)), shipped().rules, shipped().rates)
    line = next(line for line in answer.lines if line.less)
    assert line.what == "M&IE, full days less lunch and dinner, Bogota"
    assert (line.formula, line.amount) == ("1 × 1\u00a0day × ($171 − $111)", 60)
    assert "301-11" in line.citations[0].text and len(line.citations) == 3


def test_the_same_meals_on_several_full_days_are_one_line() -> None:
    answer = costs.estimate(bogota(on(1, Meal.LUNCH), on(3, Meal.LUNCH)), shipped().rules, shipped().rates)
    assert [(line.quantity, line.less) for line in answer.lines if line.less] == [(2, Decimal(43))]


def test_a_meal_outside_the_trip_is_refused_with_the_days_there_are() -> None:
    with pytest.raises(InvalidInput, match="lunch on 18\u00a0Apr\u00a02026 is outside the trip") as refusal:
        plan.check(bogota(on(DAYS, Meal.LUNCH)), shipped().countries, shipped().rules)
    assert refusal.value.context["field"] == "meals"


@pytest.mark.parametrize("country", ["GEO", "COL"])
def test_a_tax_abroad_is_refused_because_it_is_inside_the_rate(country) -> None:
    wish = bogota()
    taxed = replace(wish.itinerary.stays[0], country=country, tax=Decimal("0.18"))
    with pytest.raises(InvalidInput, match="inside the rate"):
        plan.check(
            replace(wish, itinerary=replace(wish.itinerary, stays=(taxed,))), shipped().countries, shipped().rules
        )


def test_the_tax_is_on_the_maximum_where_the_room_costs_more() -> None:
    stay = Stay("USA", "Stockton, CA", MONDAY, MONDAY + timedelta(1), Decimal(190), tax=Decimal("0.1575"))
    wish = Plan("GEO", Itinerary(MONDAY, MONDAY + timedelta(1), (stay,)), kind=Kind.HOSTING)
    answer = costs.estimate(wish, shipped().rules, shipped().rates)
    assert answer.subtotal(Category.LODGING) == 132
    assert answer.subtotal(Category.LODGING_TAX) == Decimal("20.79")  # 132 x 0.1575 = 20.79; not 190 x 0.1575


MEALS = st.builds(on, st.integers(0, DAYS - 1), st.sampled_from(Meal), st.sampled_from(Provider))


@settings(max_examples=200, deadline=None)
@given(furnished=st.lists(MEALS, max_size=12), travelers=st.integers(1, 6))
def test_a_day_by_day_reckoning_comes_to_the_same(furnished, travelers) -> None:
    rate, split = Decimal(171), shipped().meal_splits.of_foreign(Decimal(171))
    total = Decimal(0)
    for number in range(DAYS):
        paid = rate * (Decimal("0.75") if number in (0, DAYS - 1) else 1)
        off = {m.meal for m in furnished if m.day == MONDAY + timedelta(number) and SHARES.get(m.provider)}
        total += travelers * max(paid - sum(getattr(split, meal) for meal in off), min(paid, split.incidentals))
    assert mie(bogota(*furnished, travelers=travelers)) == total
