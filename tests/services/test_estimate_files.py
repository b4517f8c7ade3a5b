"""Files of an estimate: for those who see the estimate, within their reach, and what is stored goes into them."""

import json
from datetime import date
from decimal import Decimal

import pytest

from slp_core import costs
from slp_core.currency import Exchange, ForeignPrice
from slp_core.issued import as_issued
from slp_core.other_costs import Extra, Labor
from slp_core.reference import shipped
from slp_core.services import engagements, estimate_files, estimate_versions
from slp_core.services.estimate_files import Form

OURS, THEIRS = "E-2027-001", "E-2027-002"
BEGINS = {Form.PDF: b"%PDF-1.", Form.XLSX: b"PK\x03\x04", Form.CSV: b"\xef\xbb\xbfestimate,", Form.JSON: b"{\n"}


def number(world, reference=OURS):
    return world.ask("administrator", estimate_versions.latest, reference).number


@pytest.mark.parametrize("form", Form)
def test_an_issued_estimate_is_given_in_every_form(standing, now, form):
    content = standing.ask("km_officer", estimate_files.of_engagement, OURS, number(standing), form, now, False)
    assert content.startswith(BEGINS[form])


@pytest.mark.parametrize("form", Form)
def test_a_plan_is_priced_into_every_form(standing, a_trip, today, now, form):
    content = standing.ask("viewer", estimate_files.of_plan, a_trip(), form, today, now, False)
    assert content.startswith(BEGINS[form])


def test_the_file_says_what_is_stored(standing, now):
    stored = standing.ask("km_officer", estimate_versions.latest, OURS)
    file = standing.ask("km_officer", estimate_files.of_engagement, OURS, stored.number, Form.JSON, now, True)
    found = json.loads(file)
    assert (found["number"], found["status"], found["total"]) == (stored.number, "draft", f"{stored.total:f}")
    assert [line["amount"] for line in found["lines"]] == [f"{line.amount:f}" for line in stored.lines]
    assert found["plan"]["notes"] == "Topic" and found["invented"] and "salaries and benefits" in found["not_included"]


def test_what_was_said_of_a_price_is_stored_with_it(world, a_trip, today, now):
    hours = (Labor("Sergeant", Decimal(900), rate=Decimal(50), source="Pay table"),)
    reference = world.do("km_officer", engagements.open_from_plan, a_trip(labor=hours), today, now)
    stored = world.ask("km_officer", estimate_versions.latest, reference)
    said = {notice.code: notice.text for notice in stored.notices}
    assert said["LABOR_HOURS"].startswith("Sergeant: 900 hours of each are more than 12 a day")
    file = world.ask("km_officer", estimate_files.of_engagement, reference, stored.number, Form.JSON, now, True)
    assert [notice["code"] for notice in json.loads(file)["notices"]] == [one.code for one in stored.notices]


def test_a_live_price_is_marked_as_not_issued(standing, a_trip, today, now):
    file = standing.ask("km_officer", estimate_files.of_plan, a_trip(), Form.JSON, today, now, False)
    found = json.loads(file)
    assert (found["number"], found["version"], found["status"]) == ("", 0, "not issued")
    assert found["title"] == "Deployment, Tbilisi" and "salaries and benefits" in found["not_included"]


RIGHTS = {
    "km_officer": "done", "embassy_officer": "done", "partner_coordinator": "done", "administrator": "done",
    "rso": "not_allowed", "viewer": "not_allowed", "expert": "not_allowed", "other officer": "not_found",
}  # fmt: skip


@pytest.mark.parametrize(("who", "outcome"), RIGHTS.items())
def test_a_file_is_for_those_who_see_the_estimate(standing, now, who, outcome):
    call = (OURS, number(standing), Form.CSV, now, False)
    assert standing.outcome(who, estimate_files.of_engagement, *call) == outcome


def test_a_number_of_another_engagement_gives_nothing(standing, now):
    theirs = number(standing, THEIRS)
    assert (
        standing.outcome("embassy_officer", estimate_files.of_engagement, OURS, theirs, Form.CSV, now, False)
        == "not_found"
    )


def test_a_plan_is_not_priced_for_those_who_may_not_or_without_a_rate(standing, a_trip, today, now):
    call = (Form.PDF, today, now, False)
    assert standing.outcome("expert", estimate_files.of_plan, a_trip(), *call) == "not_allowed"
    assert standing.outcome("viewer", estimate_files.of_plan, a_trip(provisional=False), *call) == "not_in_force"


def test_an_earlier_version_is_given_without_the_trip_of_a_later_one(world, now):
    from slp_core.services import dates_moved

    first = number(world)
    world.do("km_officer", dates_moved.move_to, OURS, date(2027, 3, 1), 1, now.date(), now)
    assert number(world) != first
    for wanted, has_trip in ((first, False), (number(world), True)):
        file = world.ask("km_officer", estimate_files.of_engagement, OURS, wanted, Form.JSON, now, False)
        assert (json.loads(file)["plan"] is not None) is has_trip


def test_an_issued_price_in_another_currency_says_all_that_the_live_one_says(world, a_trip, today, now):
    rate = Exchange("GEL", Decimal("2.7135"), date(2026, 11, 2), "National Bank of Georgia")
    paid = Extra("visa_fees", Decimal("1640.55"), "Embassy", people=2, exchange=rate)
    trip = a_trip(extras=(paid,))
    reference = world.do("km_officer", engagements.open_from_plan, trip, today, now)
    stored = world.ask("km_officer", estimate_versions.latest, reference)
    assert stored.lines == tuple(map(as_issued, costs.estimate(trip, shipped().rules, shipped().rates).lines))
    (line,) = (line for line in stored.lines if line.foreign)
    assert line.foreign == ForeignPrice(Decimal("1640.55"), rate)
    live = json.loads(world.ask("km_officer", estimate_files.of_plan, trip, Form.JSON, today, now, False))
    call = (reference, stored.number, Form.JSON, now, False)
    assert json.loads(world.ask("km_officer", estimate_files.of_engagement, *call))["lines"] == live["lines"]
