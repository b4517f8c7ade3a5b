"""The answer to a plan: everything worked out on one day, and what could not be said is said."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import dates
from slp_core.currency import Exchange
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.other_costs import Extra
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


def hosted(country="GEO", departs=date(2027, 4, 11), days=7):
    returns = departs + timedelta(days - 1)
    stays = (Stay("USA", "Denver, CO", departs, returns),)
    return Plan(country, Itinerary(departs, returns, stays), 13, Kind.HOSTING)


def test_every_kind_has_an_answer_of_its_own():
    found = {kind: answer(wish(kind=kind)) for kind in Kind if kind is not Kind.HOSTING} | {
        Kind.HOSTING: answer(hosted())
    }
    editions = {kind: one.checklist.edition for kind, one in found.items()}
    assert len(set(editions.values())) == 4 and all(edition.startswith(kind) for kind, edition in editions.items())
    assert all(one.items and one.slots and one.cost for one in found.values())


def test_a_delegation_is_priced_where_it_stays():
    """Denver, FY2027 from April: 227 lodging, 92 M&IE. 13 x 6 x 227 = 17,706; 13 x (5 + 2 x 0.75) x 92 = 7,774."""
    assert answer(hosted()).cost.total == 17706 + 7774


def test_a_delegation_needs_a_place_in_the_united_states():
    with pytest.raises(InvalidInput, match="hosted in the United States"):
        answer(wish(kind=Kind.HOSTING))


SUSPENDED = {"HTI": ["all visas"], "NGA": ["visitor visas", "visa bond"], "NPL": ["visa bond"], "GEO": []}


@pytest.mark.parametrize(("country", "limits"), SUSPENDED.items())
def test_hosting_says_which_limits_its_travelers_meet_and_asks_for_the_steps(country, limits):
    found = answer(hosted(country))
    assert sorted(limit.limit for limit in found.entry_limits) == sorted(limits)
    steps = {item.id for item in found.items}
    assert ("entry_exception" in steps) == any(limit.suspends for limit in found.entry_limits)
    assert ("visa_bonds" in steps) == ("visa bond" in limits)
    assert answer(wish(country)).entry_limits == (), "a deployment does not bring them to the United States"


def test_a_holiday_in_the_trip_is_said_and_one_that_may_move_into_it_too():
    """Bangladesh expects Eid al-Fitr on 10 March 2027; the day before it may become the day itself."""
    inside = answer(wish("BGD", date(2027, 3, 7))).holidays
    assert any(one.name.startswith("Eid") and one.estimated for one in inside)
    edge = answer(wish("BGD", date(2027, 2, 27), days=11)).holidays
    assert [one.day for one in edge if one.day > date(2027, 3, 9)], "the trip ends on 9 March"
    assert answer(wish("GEO", date(2027, 2, 8), days=5)).holidays == ()


def test_every_program_country_has_an_answer():
    for country in shipped().countries.program:
        found = answer(wish(country))
        assert found.cost and found.cost.total > 0 and found.advisory.country == country


TOWNS = {"Atlanta": True, "Tbilisi": False, "Batumi": False, "Rustavi": False}


@pytest.mark.parametrize(("town", "elsewhere"), TOWNS.items())
def test_a_town_known_in_another_country_only_is_said(town, elsewhere):
    """DTA-07: Tbilisi and Batumi lie in Georgia (country), Atlanta does not."""
    plan = wish()
    stay = replace(plan.itinerary.stays[0], locality=town)
    said = answer(replace(plan, itinerary=replace(plan.itinerary, stays=(stay,)))).misplaced
    assert bool(said) is elsewhere
    assert all("not in Georgia (country)" in sentence for sentence in said)


def test_a_delegation_meets_the_holidays_of_both_countries():
    stay = Stay("USA", "Denver, CO", date(2027, 7, 1), date(2027, 7, 6))
    hosted = Plan("GEO", Itinerary(stay.arrives, stay.leaves, (stay,)), kind=Kind.HOSTING, provisional=True)
    assert "Independence Day (observed)" in [holiday.name for holiday in answer(hosted).holidays]


def test_a_rate_of_exchange_of_a_day_to_come_is_questioned():
    def priced(day):
        francs = Exchange("XOF", Decimal(600), day, "Bank")
        return answer(wish(extras=(Extra("visa_fees", Decimal(65000), "Embassy", exchange=francs),)))

    assert not priced(TODAY).doubts
    (said,) = priced(TODAY + timedelta(1)).doubts
    assert said.startswith("Visa fees: the rate of exchange is of ") and dates.long(TODAY + timedelta(1)) in said
