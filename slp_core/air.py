"""Airports with their zones, and fares to compare a quote with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median

from .data_files import read_rows
from .errors import InvalidInput
from .text import search_key

AIRPORT_COLUMNS = ("iata", "name", "city", "country", "latitude", "longitude", "zone", "size")
FARE_COLUMNS = (
    "us_city_code", "us_city", "city_code", "city", "country", "carrier", "economy", "economy_limited", "business",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport with scheduled service."""

    iata: str
    name: str
    city: str
    country: str
    position: tuple[Decimal, Decimal]  # latitude, longitude
    zone: str
    size: str  # large, medium


@dataclass(frozen=True, slots=True)
class ReferenceFare:
    """GSA's contract fare of one carrier between two cities, one way, in dollars: a reference, not a price to book."""

    us_city_code: str  # of the city, not of an airport: WAS
    us_city: str
    city_code: str
    city: str
    country: str
    carrier: str
    economy: Decimal | None  # unrestricted
    economy_limited: Decimal | None  # capacity controlled
    business: Decimal | None


def load_airports(path: Path) -> dict[str, Airport]:
    """Every airport by its IATA code."""
    return {airport.iata: airport for airport in read_rows(path, AIRPORT_COLUMNS, _airport)}


def load_fares(path: Path) -> tuple[ReferenceFare, ...]:
    return tuple(read_rows(path, FARE_COLUMNS, _fare))


def known_as(airports: Mapping[str, Airport], text: str) -> str:
    """The code of the airport that a code or a city means. Raises InvalidInput where none or several are meant."""
    typed = text.strip()
    if typed.upper() in airports:
        return typed.upper()
    here = [airport for airport in airports.values() if typed and search_key(airport.city) == search_key(typed)]
    large = [airport for airport in here if airport.size == "large"] or here
    if len(large) == 1:
        return large[0].iata
    several = ", ".join(f"{airport.iata} ({airport.name})" for airport in large[:6])
    raise InvalidInput(
        f"“{typed[:40]}” has several airports." if several else f"“{typed[:40]}” is no airport or city with one.",
        hint=f"Give the letters of one: {several}." if several else "Give the three letters of the airport, like IAD.",
        field="legs",
    )


def zone_of(place: str, airports: Mapping[str, Airport]) -> str:
    """The time zone of an airport by its code. Raises InvalidInput for a place that is none."""
    airport = airports.get(place.strip().upper())
    if airport is None:
        raise InvalidInput(
            f"“{place[:40]}” is not an airport whose time zone is known.",
            hint="Give its three letters, like IAD, or name the time zone.",
            field="legs",
        )
    return airport.zone


def airports_of(airports: dict[str, Airport], country: str, city: str = "") -> tuple[Airport, ...]:
    """The airports of a country, or of one city of it; large ones first."""
    wanted = search_key(city)
    found = [
        airport
        for airport in airports.values()
        if airport.country == country and (not wanted or search_key(airport.city) == wanted)
    ]
    return tuple(sorted(found, key=lambda airport: (airport.size, airport.iata)))


def known_elsewhere(airports: dict[str, Airport], country: str, city: str) -> tuple[str, ...]:
    """The countries that have a city of this name, when `country` has none: Atlanta is not in Georgia (country)."""
    wanted = search_key(city)
    lands = {airport.country for airport in airports.values() if search_key(airport.city) == wanted}
    return () if country in lands else tuple(sorted(lands))


def fares_to(fares: tuple[ReferenceFare, ...], us_city_code: str, country: str) -> Iterator[ReferenceFare]:
    """The economy fares from a U.S. city to any city of a country, cheapest first."""
    found = [f for f in fares if f.us_city_code == us_city_code and f.country == country and f.economy is not None]
    yield from sorted(found, key=lambda fare: (fare.economy, fare.carrier))


def median_economy(fares: tuple[ReferenceFare, ...], countries: frozenset[str]) -> Decimal | None:
    """The median one-way economy fare to some countries; None where there is no fare. Rough: fares follow no rule."""
    known = [fare.economy for fare in fares if fare.country in countries and fare.economy is not None]
    return median(known) if known else None


def _airport(row: dict[str, str]) -> Airport:
    position = (Decimal(row["latitude"]), Decimal(row["longitude"]))
    return Airport(row["iata"], row["name"], row["city"], row["country"], position, row["zone"], row["size"])


def _fare(row: dict[str, str]) -> ReferenceFare:
    return ReferenceFare(
        us_city_code=row["us_city_code"],
        us_city=row["us_city"],
        city_code=row["city_code"],
        city=row["city"],
        country=row["country"],
        carrier=row["carrier"],
        economy=_dollars(row["economy"]),
        economy_limited=_dollars(row["economy_limited"]),
        business=_dollars(row["business"]),
    )


def _dollars(text: str) -> Decimal | None:
    """GSA writes 0 where a carrier has no such fare."""
    return Decimal(text) or None
