"""Trips priced in a batch have the lines, amounts and citations of an estimate each."""

import gc
import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from slp_core import costs
from slp_core.errors import SlpError
from slp_core.itinerary import Itinerary, Stay
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped
from slp_core.repricing import reprice

US_PLACES = ("Denver, CO", "Washington, DC", "20001", "Nowhere at all, ZZ")
COUNTRIES = sorted(shipped().countries.program)


def random_trip(chance: random.Random) -> Plan:
    """One to four stays, some twice in one place; a few with what only an estimate of its own can price."""
    country = chance.choice(COUNTRIES)
    hosting = chance.random() < 0.2
    departs = date(2025, 9, 15) + timedelta(chance.randrange(800))
    day = departs + timedelta(chance.randrange(3))
    stays = []
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        nights = chance.choice((0, 1, 3, 8, 18, 40, 120))
        stays.append(_stay(chance, country, hosting, day, nights))
        day += timedelta(nights + chance.choice((0, 0, 0, 1)))
    returns = stays[-1].leaves + timedelta(chance.randrange(3))
    meals = (FurnishedMeal(departs, Meal.LUNCH, Provider.GOVERNMENT),) if chance.random() < 0.05 else ()
    fare = Decimal(chance.randrange(300000)).scaleb(-2) if chance.random() < 0.7 else None
    return Plan(
        country, Itinerary(departs, returns, tuple(stays)), chance.randrange(1, 12), chance.choice(list(Kind)),
        air_fare=fare, meals=meals, provisional=chance.random() < 0.8, carries_equipment=chance.random() < 0.3,
    )  # fmt: skip


def _stay(chance: random.Random, country: str, hosting: bool, first: date, nights: int) -> Stay:
    listed = [*shipped().rates.localities(country)[:6], "A town without a row"]
    where = ("USA", chance.choice(US_PLACES)) if hosting else (country, chance.choice(listed))
    more = chance.choice(({}, {}, {}, {"room": Decimal("99.99")}, {"room": Decimal("120"), "shared": True}))
    return Stay(*where, first, first + timedelta(nights), **more)


def estimated(plan: Plan) -> tuple[object, object]:
    try:
        found = costs.estimate(plan, shipped().rules, shipped().rates)
    except SlpError as refusal:
        return refusal.message, None
    return found.lines, found.total


def test_a_thousand_trips_cost_what_an_estimate_of_each_says() -> None:
    chance = random.Random(20_261_127)
    plans = [random_trip(chance) for _ in range(1_000)]
    kinds = {"refused": 0, "from tables": 0, "one by one": 0}
    for plan, priced in zip(plans, reprice(plans, shipped().rules, shipped().rates), strict=True):
        found = (priced.refusal.message, None) if priced.refusal else (priced.cost_lines, priced.total)
        assert found == estimated(plan), plan
        assert sum(line.amount for line in priced.lines) == priced.total
        assert all(line.citations for line in priced.lines)
        whole = "refused" if priced.refusal else "one by one" if priced.lines == priced.cost_lines else "from tables"
        kinds[whole] += 1
    assert min(kinds.values()) > 50  # else the thousand prove less than they seem to


def test_a_trip_by_hand() -> None:
    """Tbilisi 236 and 102, two travelers: 3 nights 1,416; 2 whole days 408; 0.75 x 102 x 2 x 2 = 306; two tickets."""
    first = date(2026, 4, 6)
    stay = Stay("GEO", "Tbilisi", first, first + timedelta(3))
    plan = Plan("GEO", Itinerary(first, stay.leaves, (stay,)), 2, air_fare=Decimal("1000.01"))
    (priced,) = reprice([plan], shipped().rules, shipped().rates)
    assert [str(line.amount) for line in priced.lines] == ["1416.00", "408.00", "306.00", "2000.02"]
    assert str(priced.total) == "4130.02" and "DSSR 925" in " ".join(one.text for one in priced.citations)


@pytest.mark.parametrize("held", [True, False])
def test_the_collector_is_left_as_it_was_found(held: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if held else gc.disable)()
        assert reprice([], shipped().rules, shipped().rates) == []
        reprice([random_trip(random.Random(1))], shipped().rules, shipped().rates)
        assert gc.isenabled() is held
    finally:
        (gc.enable if was else gc.disable)()
