"""Lodging and M&IE against worked examples, and against a slow day-by-day reckoning."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from slp_core import costs
from slp_core.cost_lines import Category
from slp_core.errors import InvalidInput, NotInForce
from slp_core.itinerary import Itinerary, Stay
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.plan import Kind, Plan, check
from slp_core.reference import shipped

CASES = yaml.load((Path(__file__).parent / "cases" / "per_diem.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)


def plan_of(trip: dict) -> Plan:
    stays = tuple(
        Stay(
            stay.get("country", trip["country"]),
            stay["locality"],
            date.fromisoformat(stay["arrives"]),
            date.fromisoformat(stay["leaves"]),
            Decimal(stay["room"]) if "room" in stay else None,
            stay.get("shared") == "true",
            Decimal(stay["actual"]) if "actual" in stay else None,
            Decimal(stay["tax"]) if "tax" in stay else None,
        )
        for stay in trip["stays"]
    )
    days = Itinerary(date.fromisoformat(trip["departs"]), date.fromisoformat(trip["returns"]), stays)
    furnished = tuple(
        FurnishedMeal(date.fromisoformat(day), Meal(meal), Provider(some["provider"]), some.get("kept", ""))
        for some in trip.get("meals", ())
        for day in some["days"]
        for meal in some["meals"]
    )
    kind, travelers = Kind(trip.get("kind", "deployment")), int(trip.get("travelers", 1))
    return Plan(trip["country"], days, travelers, kind, meals=furnished, provisional=True)


def price(plan: Plan):
    return costs.estimate(plan, shipped().rules, shipped().rates)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_example_comes_out_to_the_cent(case):
    answer = price(plan_of(case["trip"]))
    assert answer.subtotal(Category.LODGING) == Decimal(case["lodging"])
    assert answer.subtotal(Category.MIE) == Decimal(case["mie"])
    assert answer.subtotal(Category.LODGING_TAX) == Decimal(case.get("lodging_tax", "0.00"))
    assert answer.provisional == (case["provisional"] == "true")
    if "notices" in case:
        assert [notice.code for notice in answer.notices] == case["notices"]


def one_stay(place: str, departs: date, nights: int, **more) -> Plan:
    country, locality = place.split("/")
    back = departs + timedelta(nights)
    return Plan(country, Itinerary(departs, back, (Stay(country, locality, departs, back),)), **more)


def test_a_day_without_a_table_is_refused_not_guessed():
    with pytest.raises(NotInForce) as refusal:
        price(one_stay("GEO/Tbilisi", date(2027, 2, 22), 11))
    assert refusal.value.context["day"] == date(2027, 2, 22)
    assert "Apr 2026" in refusal.value.hint


def test_a_month_between_two_tables_is_not_covered_by_the_earlier_one():
    with pytest.raises(NotInForce):
        price(one_stay("COL/Bogota", date(2026, 2, 10), 3))


def test_a_day_before_the_first_table_has_no_last_known_rate():
    with pytest.raises(NotInForce):
        price(one_stay("COL/Bogota", date(2025, 9, 10), 3, provisional=True))


def test_only_the_days_after_the_last_table_are_provisional():
    answer = price(one_stay("GEO/Tbilisi", date(2026, 4, 28), 5, provisional=True))
    nights = [(line.first, line.last, line.provisional) for line in answer.lines if line.category is Category.LODGING]
    assert nights == [(date(2026, 4, 28), date(2026, 4, 30), False), (date(2026, 5, 1), date(2026, 5, 2), True)]


def test_every_line_cites_a_rule_and_a_rate_table():
    for line in price(one_stay("GEO/Tbilisi", date(2026, 4, 12), 9)).lines:
        rule, table = line.citations
        assert rule.text.startswith("41 CFR") and "1 Apr 2026" in table.text


def test_after_the_rewrite_no_abolished_section_is_cited():
    before, after = (price(one_stay("COL/Bogota", day, 4)) for day in (date(2025, 10, 6), date(2026, 1, 5)))
    assert any("301-11.101" in line.citations[0].text for line in before.lines)
    assert not any(old in line.citations[0].text for line in after.lines for old in ("301-11.101", "301-11.100"))
    assert not any(line.citations[0].verified for line in after.lines)


def test_half_a_cent_of_a_shared_room_is_rounded_up_for_each():
    stay = Stay("GEO", "Tbilisi", date(2026, 4, 13), date(2026, 4, 14), Decimal("100.01"), shared=True)
    answer = price(Plan("GEO", Itinerary(date(2026, 4, 13), date(2026, 4, 14), (stay,)), 2))
    assert answer.subtotal(Category.LODGING) == Decimal("100.02")  # 2 x 50.01


@pytest.mark.parametrize(("actual", "said"), [("1", "100 %"), ("3.01", "301 %")])
def test_actual_expense_beyond_what_can_be_authorized_is_refused(actual, said):
    stay = Stay("GEO", "Tbilisi", date(2026, 4, 13), date(2026, 4, 14), Decimal(500), actual=Decimal(actual))
    wish = Plan("GEO", Itinerary(date(2026, 4, 13), date(2026, 4, 14), (stay,)))
    with pytest.raises(InvalidInput, match=said):
        check(wish, shipped().countries, shipped().rules)
