"""Every outline and position under data/ keeps its promises: closed, in its country, Crimea in Ukraine."""

import json
from itertools import pairwise

import pytest

from tests.data_folder import CODES, DATA, PROGRAM, SHAPES, rows, shapes

WITHOUT_RATE = {
    "ALA", "ASM", "ATF", "BLM", "CXR", "ESH", "GGY", "GUM", "HMD", "IMN", "JEY", "MAF", "MNP", "NFK", "PCN", "PRI",
    "PSE", "SGS", "SPM", "USA", "VIR", "XSG",
}  # fmt: skip


def inside(polygon, lon, lat):
    """Even-odd rule over all rings, so that holes count as outside."""
    edges = [edge for ring in polygon for edge in pairwise(ring)]
    crossed = [(a, b) for a, b in edges if (a[1] > lat) != (b[1] > lat)]
    return sum(lon < a[0] + (lat - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in crossed) % 2 == 1


def area(ring):
    """In square degrees; negative when it runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def test_the_backdrop_is_other_land_only():
    found = list(shapes("backdrop.geojson"))
    assert found == sorted((set(CODES) | WITHOUT_RATE) & set(found) - set(PROGRAM)), "data/backdrop.geojson: codes"
    assert len(found) == 174 and not WITHOUT_RATE - set(found)


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_has_closed_clockwise_rings_of_two_decimals_and_no_property_but_its_code(name):
    for code, polygons in shapes(name).items():
        points = [point for polygon in polygons for ring in polygon for point in ring]
        assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in points), f"data/{name}: {code} leaves the world"
        assert all([x, y] == [round(x, 2), round(y, 2)] for x, y in points), f"data/{name}: decimals of {code}"
        assert all(ring[0] == ring[-1] for polygon in polygons for ring in polygon), f"data/{name}: {code} is open"
        assert all(area(p[0]) < 0 < min(map(area, p[1:]), default=1) for p in polygons), f"data/{name}: turn {code}"
    text = (DATA / name).read_text("utf-8")
    assert " " not in text and all(list(f["properties"]) == ["country"] for f in json.loads(text)["features"])
    assert len(text) <= 200_000, f"data/{name}: simplify it"


def test_a_marker_lies_well_inside_the_largest_land_of_its_country():
    land = shapes("countries.geojson")
    for row in rows("countries.csv"):
        main = max(land[row["country"]], key=lambda polygon: abs(area(polygon[0])))
        for east, north in ((0, 0), (0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1)):
            lon, lat = float(row["marker_lon"]) + east, float(row["marker_lat"]) + north
            assert inside(main, lon, lat), f"data/countries.csv: the marker of {row['name']}"


def test_every_capital_and_post_lies_in_its_country_or_on_its_coast():
    land = shapes("countries.geojson")
    places = [(row["country"], float(row["capital_lon"]), float(row["capital_lat"])) for row in rows("countries.csv")]
    places += [(post["serves"][:3], float(post["lon"]), float(post["lat"])) for post in rows("posts.csv")]
    for code, lon, lat in places:
        near = [(lon + x / 100, lat + y / 100) for x in (-6, -3, 0, 3, 6) for y in (-6, -3, 0, 3, 6)]
        assert any(inside(part, *point) for part in land[code] for point in near), f"{code}: {lat}, {lon} is elsewhere"


def test_no_position_is_within_a_degree_of_zero_zero():
    positions = [(row["marker_lat"], row["marker_lon"]) for row in rows("countries.csv")]
    positions += [(row["capital_lat"], row["capital_lon"]) for row in rows("countries.csv")]
    positions += [(row["lat"], row["lon"]) for row in rows("posts.csv")]
    assert all(max(abs(float(lat)), abs(float(lon))) > 1 for lat, lon in positions)


CRIMEA = {"Simferopol": (34.10, 44.95), "Sevastopol": (33.60, 44.60), "Kerch": (36.00, 45.35)}


@pytest.mark.parametrize("city", CRIMEA)
def test_crimea_is_in_ukraine(city):
    land = {code: parts for name in SHAPES for code, parts in shapes(name).items()}
    assert [code for code, parts in land.items() if any(inside(part, *CRIMEA[city]) for part in parts)] == ["UKR"]
