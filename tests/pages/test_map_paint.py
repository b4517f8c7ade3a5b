"""The countries of the map by their address: it says all that they are painted by, and holds nothing of anybody."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.requests import Request

from slp_core.errors import NotFound
from slp_core.reference import shipped
from ui import map_paint, routes
from ui.map_paint import Paint

COUNTRIES = sorted(shipped().countries.program)
LEVELS = tuple((country, 1 + k % 4, 1 + k % 4) for k, country in enumerate(COUNTRIES))
NUMBERS = tuple((country, k % 4, 100 * k) for k, country in enumerate(COUNTRIES))
PAINTS = [
    Paint("advisory", "light", "", LEVELS),
    Paint("advisory", "dark", "GEO", LEVELS),
    Paint("open", "dark", "XKX", NUMBERS),
]


def asked(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def answer(address: str):
    query = urlsplit(address).query.encode()
    return routes.painted(Request({"type": "http", "method": "GET", "headers": [], "query_string": query}))


@pytest.mark.parametrize("paint", PAINTS)
def test_an_address_says_all_that_the_countries_are_painted_by(paint) -> None:
    assert map_paint.read(asked(paint.address)) == paint
    given = answer(paint.address)
    assert (given.status_code, given.media_type) == (200, "application/geo+json")
    assert json.loads(given.body) == paint.shapes()


@pytest.mark.parametrize("paint", PAINTS)
def test_every_country_has_its_color_its_words_and_the_picked_one_an_outline(paint) -> None:
    shapes = {one["properties"]["country"]: one for one in paint.shapes()["features"]}
    assert sorted(shapes) == COUNTRIES
    for country, group, number in paint.groups:
        assert shapes[country]["properties"]["fill"] == map_paint.rgb(paint.fill(group))
        assert str(number) in shapes[country]["name"]
    widths = {country: one["properties"]["width"] for country, one in shapes.items()}
    assert [country for country, width in widths.items() if width > 1] == [paint.picked] * bool(paint.picked)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("show=open", "show=secrets"),
        ("ALB", "USA"),
        (".ARM1-100", ""),
        ("ALB0-", "ALB7-"),
        ("show=open", "show=advisory"),
    ],
)
def test_an_address_that_the_program_does_not_write_gives_nothing(part, other) -> None:
    address = PAINTS[2].address
    assert part in address
    with pytest.raises(NotFound):
        map_paint.read(asked(address.replace(part, other, 1)))
    assert answer(address.replace(part, other, 1)).status_code == 404
    assert answer("/painted").status_code == 404
