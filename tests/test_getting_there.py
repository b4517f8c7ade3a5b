"""Fares and mileage: a quote, else the fare of the pair, else the region's median; each mile at the rate of its day."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median

import pytest

from slp_core import costs
from slp_core.cost_lines import Category
from slp_core.data_files import DATA
from slp_core.errors import NotInForce
from slp_core.itinerary import Itinerary, Stay
from slp_core.other_costs import Cabin, Drive, Flight
from slp_core.plan import Plan
from tests.bogota import bogota, codes, price, the


def test_without_a_fare_of_the_pair_the_median_of_the_region_stands_in_and_is_rough():
    with (DATA / "countries.csv").open() as countries:
        region = {row["country"] for row in csv.DictReader(countries) if row["bureau"] == "WHA"}
    with (DATA / "reference_fares.csv").open() as fares:
        found = [Decimal(row["economy"]) for row in csv.DictReader(fares) if row["country"] in region]
    expected = 2 * median(fare for fare in found if fare)
    for city in ("", "XXX"):
        (line,) = the(bogota(flight=Flight(city)), Category.AIR)
        assert (line.amount, line.rough) == (expected, True)
    assert "ROUGH_FARE" in codes(bogota(flight=Flight()))


@pytest.mark.parametrize(("city", "said"), [("XXX", True), ("WAS", False), ("", False)])
def test_a_city_code_that_no_fare_has_is_said(city, said):
    notices = price(replace(bogota(flight=Flight(city)), country="TKM")).notices
    assert any(f"of the code {city}: check it" in notice.text for notice in notices) is said


def test_a_reference_fare_names_its_carrier_file_and_age():
    (line,) = the(bogota(flight=Flight("WAS")), Category.AIR)
    assert line.row.file == "data/reference_fares.csv" and line.row.sha256 and "AA" in line.row.place
    assert not line.rough and "REFERENCE_FARE" in codes(bogota(flight=Flight("WAS")))


@pytest.mark.parametrize(
    ("flight", "words"),
    [
        (
            Flight(cabin=Cabin.PREMIUM_ECONOMY, hours=Decimal("9.5")),
            "section to be confirmed); this flight takes 9.5.",
        ),
        (Flight(cabin=Cabin.BUSINESS, hours=Decimal(15)), "more than 14 hours"),
        (Flight(cabin=Cabin.BUSINESS), "give the legs, or the hours"),
        (Flight(cabin=Cabin.BUSINESS, hours=Decimal(14)), "takes 14, which is not enough"),
        (Flight(foreign_carrier=True), "Fly America"),
        (Flight(), ""),
    ],
)
def test_anything_but_coach_on_a_u_s_carrier_needs_approval(flight, words):
    (line,) = the(bogota(air_fare=Decimal(900), flight=flight), Category.AIR)
    assert words in line.needs_approval and bool(line.needs_approval) is bool(words)


def test_a_plan_that_says_nothing_of_its_flight_has_no_fare_and_says_so():
    answer = price(bogota())
    assert not answer.subtotal(Category.AIR) and "airfare" in costs.not_included(answer)
    assert "airfare" not in costs.not_included(price(bogota(flight=Flight())))


def test_a_quoted_airfare_without_a_source_is_said():
    quoted = bogota(air_fare=Decimal(900))
    assert "FARE_SOURCE" in codes(quoted) and "FARE_SOURCE" not in codes(bogota())
    assert "FARE_SOURCE" not in codes(replace(quoted, flight=Flight(source="Travel agency, 3 May")))


# --- mileage


def test_a_day_that_no_mileage_rate_covers_is_refused_or_provisional():
    stay = Stay("COL", "Bogota", date(2027, 1, 4), date(2027, 1, 8))
    wish = Plan("COL", Itinerary(stay.arrives, stay.leaves, (stay,)), drives=(Drive("Home", Decimal(10)),))
    with pytest.raises(NotInForce):
        price(wish)
    answer = price(replace(wish, provisional=True))
    (line,) = (line for line in answer.lines if line.category is Category.GROUND)
    assert line.provisional and line.amount == Decimal("7.25")
    assert [notice.code for notice in answer.notices] == ["PROVISIONAL", "MILEAGE_RATE"]


def test_the_rate_is_that_of_the_day_driven():
    first, last = date(2025, 12, 28), date(2026, 1, 3)
    trip = Itinerary(first, last, (Stay("COL", "Bogota", first, last),))
    drives = (Drive("Out", Decimal(100)), Drive("Back", Decimal(100), returning=True))
    found = the(Plan("COL", trip, drives=drives, provisional=True), Category.GROUND)
    assert [line.amount for line in found] == [Decimal("70.00"), Decimal("72.50")]
