"""Scenarios side by side: the same rows for all, differences to the first; what has no price is not the cheapest."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from slp_core.cost_lines import Category
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.outlook import outlook
from slp_core.plan import Plan
from slp_core.reference import shipped
from slp_core.scenarios import side_by_side

A = date(2026, 4, 6)


def answer(place="Tbilisi", departs=A, nights=4, today=date(2025, 11, 3), **more):
    leaves = departs + timedelta(nights)
    trip = Itinerary(departs, leaves, (Stay("GEO", place, departs, leaves),))
    return outlook(Plan("GEO", trip, **more), shipped(), today)


def test_scenarios_have_the_same_rows_and_differ_from_the_first():
    """Tbilisi 236/102: 944 + 459 = 1,403.00 each. Elsewhere 72/63: 288 + 283.50 = 571.50, two of them 1,143.00."""
    found = side_by_side([
        ("Tbilisi, one", answer(air_fare=Decimal("1000"))),
        ("Elsewhere, two", answer("Rustavi", travelers=2)),
    ])  # fmt: skip
    first, second = found.scenarios
    assert found.categories == (Category.LODGING, Category.MIE, Category.AIR)
    assert {one: str(amount) for one, amount in first.amounts.items()} == {
        Category.LODGING: "944.00", Category.MIE: "459.00", Category.AIR: "1000.00",
    }  # fmt: skip
    assert Category.AIR not in second.amounts, "no quote is not an airfare of 0"
    assert (str(second.total), str(second.per_traveler)) == ("1143.00", "571.50")
    assert [str(found.difference(one)) for one in found.scenarios] == ["0.00", "-1260.00"]
    assert found.cheapest == (second,)


def test_a_share_of_a_traveler_is_rounded_half_up_to_the_cent():
    (found,) = side_by_side([("Three", answer(travelers=3, air_fare=Decimal("0.01")))]).scenarios
    assert replace(found, total=Decimal("100.00")).per_traveler == Decimal("33.33")
    assert replace(found, total=Decimal("200.00")).per_traveler == Decimal("66.67")


def test_what_has_no_rate_has_no_total_and_no_difference():
    found = side_by_side([("Now", answer()), ("Later", answer(departs=date(2027, 4, 6)))])
    later = found.scenarios[1]
    assert (later.total, later.per_traveler, later.amounts, found.difference(later)) == (None, None, {}, None)
    assert [one.name for one in found.cheapest] == ["Now"]


def test_each_says_whether_it_can_work():
    soon, later = (answer(departs=day, today=date(2026, 3, 30), provisional=True) for day in (A, date(2027, 4, 6)))
    found = side_by_side([("Soon", soon), ("Later", later)]).scenarios
    assert [one.feasible for one in found] == [False, True]
    assert found[0].late > 0 == found[1].late and found[0].earliest == soon.earliest
    assert [one.provisional for one in found] == [False, True]


def test_equally_cheap_ones_are_all_named():
    found = side_by_side([("One", answer()), ("Two", answer(departs=A + timedelta(7)))])
    assert [one.name for one in found.cheapest] == ["One", "Two"]


def test_a_fifth_does_not_fit():
    with pytest.raises(InvalidInput, match="5\u00a0scenarios do not fit"):
        side_by_side([(str(number), answer()) for number in range(5)])
