"""The answer to a plan: everything worked out on one day, and what could not be said is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput, NotInForce
from slp_core.itinerary import Itinerary, Stay
from slp_core.outlook import ADVISORIES, RATE_TABLES, outlook
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped
from slp_core.sources import newest

TODAY = date(2026, 11, 25)


def wish(country="GEO", departs=date(2027, 2, 22), days=12, provisional=True, **more):
    returns = departs + timedelta(days - 1)
    place = shipped().countries.program[country].rate_locality
    return Plan(
        country, Itinerary(departs, returns, (Stay(country, place, departs, returns),)), provisional=provisional, **more
    )


def answer(plan=None, today=TODAY):
    return outlook(plan or wish(), shipped(), today)


def test_one_plan_gives_checklist_price_advisory_and_sources_at_once():
    found = answer()
    assert {"country_clearance", "final_report"} <= {item.id for item in found.items}
    assert found.cost and found.cost.provisional and found.no_rate is None
    assert found.advisory.country == "GEO" and found.checklist.kind is Kind.DEPLOYMENT


def test_a_trip_without_a_rate_keeps_its_checklist_and_says_which_day_has_none():
    found = answer(wish(provisional=False))
    assert found.cost is None and found.items
    assert found.no_rate and found.no_rate.context["day"] == date(2027, 2, 22)


def test_what_was_due_before_today_is_late_and_what_is_due_today_is_next():  # clearance 5 Jan, package 8 Jan
    found = answer(today=date(2027, 1, 8))
    late = {item.id for item in found.late}
    assert "country_clearance" in late and "travel_package" not in late
    assert found.next_item and found.next_item.id == "travel_package"


def test_nothing_is_late_half_a_year_ahead_and_nothing_is_next_after_the_end():
    assert answer(today=date(2026, 8, 1)).late == ()
    ended = answer(today=date(2027, 4, 6))
    assert ended.next_item is None and ended.late == ended.items


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(shipped().countries.program)), st.dates(date(2026, 6, 1), date(2027, 6, 1)))
def test_every_step_is_either_late_or_still_ahead(country, today):
    found = answer(wish(country), today)
    ahead = [item for item in found.items if item not in found.late]
    assert all(item.due >= today for item in ahead) and found.next_item == (ahead[0] if ahead else None)


GAPS = {"Sri Lanka in 2027": ("LKA", 1), "Ukraine": ("UKR", 1), "Georgia": ("GEO", 0)}


@pytest.mark.parametrize(("country", "gaps"), GAPS.values(), ids=GAPS)
def test_years_whose_host_holidays_are_unknown_are_told(country, gaps):
    assert len(answer(wish(country)).gaps) == gaps


def test_the_newest_source_of_a_family_is_the_one_named():
    assert newest(shipped().sources, RATE_TABLES).path.endswith("2026-04.csv")
    assert newest(shipped().sources, ADVISORIES).path == "data/advisories.csv"


def test_the_stale_tables_of_april_are_stale_in_november():
    table = newest(shipped().sources, RATE_TABLES)
    assert table.is_stale(TODAY) and not table.is_stale(date(2026, 4, 30))


REFUSED = {
    "no travelers": (wish(travelers=0), "travelers"),
    "400 days": (wish(days=400), "returns"),
    "ends before it starts": (wish(days=-5), "returns"),
    "at the end of the calendar": (wish(departs=date(9999, 12, 20)), "departs"),
}


@pytest.mark.parametrize(("plan", "field"), REFUSED.values(), ids=REFUSED)
def test_a_plan_that_cannot_be_right_has_no_answer(plan, field):
    with pytest.raises(InvalidInput) as refusal:
        answer(plan)
    assert refusal.value.context["field"] == field


def test_a_kind_without_a_checklist_has_no_answer():
    with pytest.raises(NotInForce):
        answer(wish(kind=Kind.HOSTING))


def test_every_program_country_has_an_answer():
    for country in shipped().countries.program:
        found = answer(wish(country))
        assert found.cost and found.cost.total > 0 and found.advisory.country == country
