"""CONUS rates by place, county and ZIP code; what is not known stays a question (CST-06 as far as tables are held)."""

from datetime import date
from decimal import Decimal as D

import pytest

from slp_core import conus_table
from slp_core.conus import ELSEWHERE
from slp_core.conus_choices import county_label
from slp_core.errors import InvalidInput, NotInForce
from slp_core.reference import shipped

CONUS = shipped().conus
WINTER = date(2026, 12, 1)

FOUND = {
    "a destination": ("Denver, CO", "Denver / Aurora"),
    "one of its two names": ("Scottsdale, AZ", "Phoenix / Scottsdale"),
    "the capital": ("Washington, DC", "District of Columbia"),
    "a city that shares its rate": ("Alexandria, VA", "District of Columbia"),
    "a county": ("Travis County, TX", "Austin"),
    "a place in a listed county": ("Bethesda, MD", "District of Columbia"),
    "a place with a rate of its own inside a county with another": ("Santa Monica, CA", "Santa Monica"),
    "a ZIP code": ("80202", "Denver / Aurora"),
    "an unlisted town": ("Casper, WY", "Standard rate"),
    "an abbreviation": ("St Louis, MO", "St. Louis"),
    "Saint written out": ("Saint Louis, MO", "St. Louis"),
    "Fort in short": ("Ft. Lauderdale, FL", "Fort Lauderdale"),
    "Mount in short": ("Mt. Vernon NY", "Tarrytown / White Plains / New Rochelle"),
    "North in short": ("N. Charleston, SC", "Charleston"),
    "in short in the list itself": ("Mt. Bullion, CA", "Yosemite National Park"),
    "a borough": ("Brooklyn, NY", "New York City"),
    "another borough": ("Staten Island, New York", "New York City"),
    "its initials": ("NYC, NY", "New York City"),
    "a town that is no borough": ("Brooklyn, OH", "Cleveland"),
    "a destination as the list shows it": ("Denver / Aurora, CO", "Denver / Aurora"),
    "a county without a rate that shares its name with a city": ("Houston County, TX", "Standard rate"),
    "a ZIP code of two rates with the one that is meant": ("01011, Northampton, MA", "Northampton"),
    "a ZIP code of which the standard part is meant": ("78613, Standard rate", "Standard rate"),
    "untidy": ("  denver ,co ", "Denver / Aurora"),
    "the state written out": ("Denver, Colorado", "Denver / Aurora"),
    "the state's older abbreviation": ("Denver, Colo.", "Denver / Aurora"),
    "it without a comma": ("Santa Fe N. Mex.", "Santa Fe"),
    "the state without a comma": ("Denver CO", "Denver / Aurora"),
    "the state written out without a comma": ("Charleston West Virginia", "Charleston"),
    "the country behind it": ("Denver, CO, USA", "Denver / Aurora"),
    "the District with its points": ("Washington, D.C.", "District of Columbia"),
    "a ZIP code with its four digits more": ("80202-1234", "Denver / Aurora"),
}


@pytest.mark.parametrize(("text", "name"), FOUND.values(), ids=FOUND)
def test_a_known_place_has_its_destinations_row(text, name):
    assert CONUS.find(text, CONUS.year_of(WINTER)).name == name


REFUSED = {
    "a town nobody knows": ("Atlantis, TX", "not a place known in TX"),
    "without a state": ("Denver", "not a place in the United States"),
    "a ZIP code of two rates": ("01011", "different rates: Northampton, MA or Springfield, MA"),
    "no such ZIP code": ("99999", "not a ZIP code"),
    "Alaska": ("Anchorage, AK", "Department of Defense"),
    "Puerto Rico": ("San Juan, PR", "Department of Defense"),
    "Alaska written out": ("Anchorage, Alaska", "Department of Defense"),
    "nothing": ("", "not a place in the United States"),
    "5,000 characters": ("x" * 5000, "not a place in the United States"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_an_unknown_place_is_never_the_standard_rate_by_accident(text, said):
    with pytest.raises(InvalidInput, match=said) as refusal:
        CONUS.find(text, CONUS.year_of(WINTER))
    assert refusal.value.context["field"] == "place"


QUESTIONS = {
    "a ZIP code of two rates": ("78613", {"Austin", "Standard rate"}),
    "a town in two counties": ("Cedar Park, TX", {"Austin", "Standard rate"}),
    "a town misspelled": ("Austinn, TX", {"Austin"}),
    "a town nobody knows": ("Atlantis, TX", {"Austin", "Standard rate", "Houston"}),
    "a city without its state": ("Denver", {"Denver / Aurora"}),
    "a city's initials without its state": ("NYC", {"New York City"}),
}


@pytest.mark.parametrize(("text", "meant"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_about_a_place_is_answered_by_choosing(text, meant):
    table = CONUS.year_of(WINTER)
    with pytest.raises(InvalidInput) as refusal:
        CONUS.find(text, table)
    assert refusal.value.context["place"] == text
    assert meant <= {CONUS.find(choice, table).name for choice in refusal.value.context["choices"]}


def test_every_destination_and_county_that_is_offered_can_be_chosen():
    table = CONUS.year_of(WINTER)
    listed = [row for row in table.destinations.values() if row.state]
    assert [row.label for row in listed if CONUS.find(row.label, table) != row] == []
    offered = [
        county_label(state, one) for state, some in CONUS.counties.items() if state not in ELSEWHERE for one in some
    ]
    assert len(offered) > 3_000 and all(CONUS.find(one, table) for one in offered)


def test_rates_follow_the_fiscal_year_and_the_month():
    """GSA's FY2026 and FY2027 files: Washington 287 from October, 203 in winter, 295 from March (FY2027)."""
    assert [conus_table.fiscal_year(day) for day in (date(2026, 9, 30), date(2026, 10, 1))] == [2026, 2027]
    washington = CONUS.find("Washington, DC", CONUS.year_of(WINTER))
    nights = [date(2026, 10, 31), date(2026, 11, 1), date(2027, 3, 1), date(2027, 9, 30)]
    assert [washington.lodging_on(night) for night in nights] == [D(287), D(203), D(295), D(287)]
    assert washington.mie == D(92)


def test_the_standard_rate_is_that_of_the_bulletins():
    standard = [year.destinations[conus_table.STANDARD] for year in CONUS.years.values()]
    rates = [(row.lodging[0], row.mie) for row in standard]
    assert rates == [(D(110), D(68)), (D(113), D(68))]


def test_a_year_without_a_table_is_refused_not_guessed():
    with pytest.raises(NotInForce, match="FY2028 is not held"):
        CONUS.year_of(date(2027, 10, 1))


@pytest.mark.parametrize("year", CONUS.years.values(), ids=str)
def test_every_area_and_zip_code_leads_to_a_row(year):
    assert len(year.destinations) - 1 == {2026: 296, 2027: 295}[year.year]
    assert set(year.areas.values()) <= set(year.destinations)
    assert {number for found in year.zips.values() for number in found} <= set(year.destinations)
    assert sum(len(found) > 1 for found in year.zips.values()) > 1_500
