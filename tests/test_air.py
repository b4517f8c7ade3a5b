"""Airports with their zones, and fares to compare with: looked up both ways, never for another city of the name."""

from decimal import Decimal as D

from slp_core import air, zones
from slp_core.reference import shipped

AIRPORTS, FARES = shipped().airports, shipped().fares


def test_every_program_country_has_its_gateway_and_every_airport_a_zone():
    for land in shipped().countries.program.values():
        assert AIRPORTS[land.gateway].country == land.code
    assert {zones.zone(airport.zone).key for airport in AIRPORTS.values()}


def test_a_city_is_found_in_its_country_only():
    assert [airport.iata for airport in air.airports_of(AIRPORTS, "GEO", "tbilisi")] == ["TBS"]
    assert air.airports_of(AIRPORTS, "GEO", "Atlanta") == ()
    assert "TBS" in {airport.iata for airport in air.airports_of(AIRPORTS, "GEO")}


def test_atlanta_is_known_elsewhere_and_tbilisi_is_not():
    """DTA-07: Tbilisi and Batumi lie in Georgia (country), Atlanta does not."""
    assert "USA" in air.known_elsewhere(AIRPORTS, "GEO", "Atlanta")
    assert [air.known_elsewhere(AIRPORTS, "GEO", city) for city in ("Tbilisi", "Batumi", "Rustavi")] == [(), (), ()]


def test_fares_of_a_pair_are_cheapest_first_and_zero_is_no_fare():
    """GSA City Pair FY2025: New York to Accra, DL 1,500 unrestricted and 750 limited."""
    found = list(air.fares_to(FARES, "NYC", "GHA"))
    assert [(fare.economy, fare.economy_limited) for fare in found if fare.carrier == "DL"] == [(D(1500), D(750))]
    assert [fare.economy for fare in found] == sorted(fare.economy for fare in found)
    assert all(fare.economy and fare.economy > 0 for fare in FARES if fare.economy is not None)


def test_twenty_one_countries_have_no_fare():
    without = set(shipped().countries.program) - {fare.country for fare in FARES}
    assert without == {
        "ARM", "MMR", "CAF", "COD", "GIN", "XKX", "KGZ", "LAO", "LBN", "LBR", "LBY", "MDA", "MNE", "NER",
        "SLE", "SOM", "SUR", "TJK", "TKM", "UKR", "UZB",
    }  # fmt: skip
    assert air.median_economy(FARES, frozenset(without)) is None
