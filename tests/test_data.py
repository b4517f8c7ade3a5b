"""Every table and shape under data/ keeps its promises. Runs on the shipped files, not on samples."""

import csv
import hashlib
import json
import re
from collections import Counter
from datetime import date, timedelta
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest

from slp_core.sources import load_sources

DATA = Path(__file__).parent.parent / "data"
FILES = sorted(p.relative_to(DATA).as_posix() for p in DATA.rglob("*") if p.suffix in (".csv", ".geojson"))
TABLES = [name for name in FILES if name.endswith(".csv")]
SHAPES = [name for name in FILES if name.endswith(".geojson")]
RATES = [name for name in TABLES if name.startswith("rates/foreign_per_diem/")]
SOURCES = {source.path.removeprefix("data/"): source for source in load_sources(DATA / "sources.yaml")}
BUREAUS = {"AF": 15, "EAP": 7, "EUR": 10, "NEA": 5, "SCA": 9, "WHA": 17}
YEAR = [f"{date(2027, 1, 1) + timedelta(n):%m-%d}" for n in range(365)]
WITHOUT_RATE = {
    "ALA", "ASM", "ATF", "BLM", "CXR", "ESH", "GGY", "GUM", "HMD", "IMN", "JEY", "MAF", "MNP", "NFK", "PCN", "PRI",
    "PSE", "SGS", "SPM", "USA", "VIR", "XSG",
}  # fmt: skip


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def column(name, key="country"):
    return [row[key] for row in rows(name)]


def shapes(name):
    """Code -> polygons, each a list of rings of [longitude, latitude]."""
    features = json.loads((DATA / name).read_text("utf-8"))["features"]
    parts = {f["properties"]["country"]: (f["geometry"]["type"], f["geometry"]["coordinates"]) for f in features}
    return {code: [found] if form == "Polygon" else found for code, (form, found) in parts.items()}


def documented_columns(name):
    """The columns that data/README.md gives for a file."""
    sections = re.findall(r"^## `(\S+\.csv)`\n(.*?)(?=^## |\Z)", (DATA / "README.md").read_text("utf-8"), re.M | re.S)
    found = [re.findall(r"^\| `(\w+)` \|", text, re.M) for pattern, text in sections if fnmatch(name, pattern)]
    assert len(found) == 1, f"data/{name}: give it one section in data/README.md that names its columns"
    return found[0]


PROGRAM = column("countries.csv")
CODES = column("per_diem_areas.csv")


# --- every file


def test_every_file_has_a_source_entry_and_every_entry_a_file():
    assert list(SOURCES) == FILES, "correct data/sources.yaml: one entry for each file under data/, by path"


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_the_one_its_source_entry_describes(name):
    found = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
    assert name in SOURCES, f"data/{name} has no entry in data/sources.yaml: add one, with sha256: {found}"
    assert found == SOURCES[name].sha256, (
        f"data/{name} is not the file that data/sources.yaml describes: restore it from the release, or, "
        f"if the change is meant, renew its dates there and set sha256: {found}"
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_clean_text_under_the_header_that_is_documented(name):
    raw = (DATA / name).read_bytes()
    assert raw.decode("utf-8").splitlines()[0] == ",".join(documented_columns(name)), f"data/{name}: wrong header"
    assert raw.endswith(b"\n") and b"\r" not in raw, f"data/{name}: lines must end with a line feed"
    for row in rows(name):
        assert None not in row and None not in row.values(), f"data/{name}: wrong number of fields in {row}"
        assert all(text == " ".join(text.split()) for text in row.values()), f"data/{name}: stray spaces in {row}"


ORDER = {
    "countries.csv": ["country"],
    "posts.csv": ["post"],
    "weekends.csv": ["country"],
    "holiday_gaps.csv": ["country", "first_year"],
    "per_diem_areas.csv": ["heading"],
    "advisories.csv": ["country"],
    "airports.csv": ["iata"],
    "country_codes.csv": ["country"],
    "country_names.csv": ["name", "country", "kind"],
    "entry_facts.csv": ["country"],
    "entry_limits.csv": ["country", "limit"],
    "post_differentials.csv": ["country"],
    "us_places.csv": ["state", "place"],
    "us_states.csv": ["state"],
    "wages.csv": ["state", "occupation"],
    "zone_facts.csv": ["zone", "local"],
}


@pytest.mark.parametrize("name", ORDER)
def test_every_table_is_in_its_documented_order_without_doubles(name):
    for earlier, later in pairwise([[row[key].upper() for key in ORDER[name]] for row in rows(name)]):
        assert earlier < later, f"data/{name}: {later} must not stand after {earlier}"


# --- the 63 countries, everywhere


def test_there_are_63_program_countries_with_codes_of_their_own():
    assert len(PROGRAM) == 63, "data/countries.csv must have 63 countries"
    assert all(re.fullmatch("[A-Z]{3}", code) for code in PROGRAM)
    assert len({iso2 for iso2 in column("countries.csv", "iso2") if re.fullmatch("[A-Z]{2}", iso2)}) == 63
    assert Counter(column("countries.csv", "bureau")) == BUREAUS


@pytest.mark.parametrize(
    "name", ["weekends.csv", "advisories.csv", "entry_facts.csv", "post_differentials.csv", "countries.geojson"]
)
def test_a_file_about_the_countries_has_all_63_and_no_other(name):
    found = list(shapes(name)) if name in SHAPES else column(name)
    assert found == sorted(PROGRAM), f"data/{name}: countries missing, too many, or not by code"


def test_every_country_is_served_by_exactly_one_post_and_libya_from_tunis():
    serves = [post["serves"].split(";") for post in rows("posts.csv")]
    assert sorted(code for codes in serves for code in codes) == sorted(PROGRAM), "data/posts.csv: serves"
    assert [codes for codes in serves if len(codes) > 1] == [["TUN", "LBY"]]


NAMES = {
    "BHS": "The Bahamas", "CIV": "Côte d’Ivoire", "COD": "Democratic Republic of the Congo", "GEO": "Georgia",
    "MKD": "North Macedonia", "MMR": "Burma", "PHL": "The Philippines", "XKX": "Kosovo",
}  # fmt: skip


def test_names_are_as_state_writes_them_and_only_georgia_needs_a_label_of_its_own():
    table = rows("countries.csv")
    assert NAMES.items() <= {row["country"]: row["name"] for row in table}.items()
    assert [row["label"] for row in table if row["label"] != row["name"]] == ["Georgia (country)"]


def test_every_zone_exists_and_a_post_shares_it_with_its_country():
    zones = {row["country"]: row["zone"] for row in rows("countries.csv")}
    assert all("/" in zone and ZoneInfo(zone) for zone in zones.values())
    for post in rows("posts.csv"):
        assert post["zone"] == zones[post["serves"][:3]], f"data/posts.csv: zone of {post['post']}"


def test_posts_are_keyed_by_their_city_and_countries_have_currencies_and_languages():
    for post in rows("posts.csv"):
        key, name = post["city"].lower().replace(" ", "-"), f"Embassy {post['city']}"
        assert (post["post"], post["name"]) == (key, name), f"data/posts.csv: {post}"
    for row in rows("countries.csv"):
        assert re.fullmatch("[A-Z]{3}(; [A-Z]{3})*", row["currency"]), f"data/countries.csv: {row}"
        assert row["languages"] and row["capital"], f"data/countries.csv: {row}"


# --- weekends, holidays, advisories


def test_the_weekends_that_differ_are_the_known_ones_and_each_says_how_sure_it_is():
    table = rows("weekends.csv")
    assert all(row["confidence"] in ("high", "medium", "low") and row["source"] for row in table)
    differing = {row["country"]: row["weekend"] for row in table if row["weekend"] != "Sat Sun"}
    assert differing == {"BGD": "Fri Sat", "EGY": "Fri Sat", "LBY": "Fri Sat", "SOM": "Fri Sat", "NPL": "Sat"}


def test_holidays_are_known_for_every_year_but_the_gaps():
    table = rows("holiday_gaps.csv")
    gaps = {row["country"]: range(int(row["first_year"]), int(row["last_year"] or 9998) + 1) for row in table}
    for row in rows("countries.csv"):
        for year in range(2026, 2030):
            known = bool(holidays.country_holidays(row["iso2"], years=year))
            found = f"{row['name']} {year} is {'known' if known else 'unknown'} to the library"
            assert known != (year in gaps.get(row["country"], ())), f"data/holiday_gaps.csv: {found}"


def test_advisories_have_a_level_and_were_issued_before_they_were_seen():
    assert Counter(column("advisories.csv", "level")) == {"1": 13, "2": 31, "3": 9, "4": 10}
    assert set(column("advisories.csv", "seen")) == {f"{SOURCES['advisories.csv'].as_of}"}
    for row in rows("advisories.csv"):
        assert date.fromisoformat(row["issued"]) <= date.fromisoformat(row["seen"]), f"data/advisories.csv: {row}"


# --- names, border, pay, mileage


def test_every_code_of_a_name_is_a_country_and_only_regions_have_none():
    known = set(column("country_codes.csv")) | set(CODES)
    for row in rows("country_names.csv"):
        assert row["kind"] in ("alias", "code", "demonym", "region"), f"data/country_names.csv: {row}"
        assert (row["country"] in known) != (row["kind"] == "region"), f"data/country_names.csv: {row}"
    assert {row["country"]: row["iso2"] for row in rows("countries.csv")}.items() <= {
        row["country"]: row["iso2"] for row in rows("country_codes.csv")
    }.items()


def test_danger_pay_is_paid_at_nine_posts():
    paid = {row["country"]: row["danger_percent"] for row in rows("post_differentials.csv")}
    assert {code for code, percent in paid.items() if percent == "35"} == {"CAF", "HTI", "LBN", "LBY", "SOM", "UKR"}
    assert {code for code, percent in paid.items() if percent == "25"} == {"MMR", "COD", "PAK"}


def test_entry_facts_have_a_page_of_2025_and_sane_numbers():
    for row in rows("entry_facts.csv"):
        assert row["passport_months"] in ("0", "3", "6") and row["pages"] in ("", "0", "1", "2"), f"{row}"
        assert "2025-03-26" <= row["seen"] <= "2025-08-14", f"data/entry_facts.csv: {row}"


# --- per diem

HEADINGS = {
    "GEORGIA": "GEO", "REPUBLIC OF THE CONGO": "COG", "DEMOCRATIC REPUBLIC OF THE CONGO": "COD", "NIGER": "NER",
    "NIGERIA": "NGA", "GUINEA": "GIN", "GUINEA-BISSAU": "GNB", "EQUATORIAL GUINEA": "GNQ", "PAPUA NEW GUINEA": "PNG",
    "FRENCH GUIANA": "GUF", "GUYANA": "GUY", "KOSOVO": "XKX", "BURMA": "MMR", "Aruba": "ABW", "Korea, South": "KOR",
    "DEM. PEOPLE'S REPUBLIC OF KOREA": "PRK", "DOMINICA": "DMA", "DOMINICAN REPUBLIC": "DOM", "SUDAN": "SDN",
    "SOUTH SUDAN": "SSD", "MAURITIUS": "MUS", "MAURITANIA": "MRT", "AUSTRIA": "AUT", "AUSTRALIA": "AUS",
    "SLOVENIA": "SVN", "Slovakia": "SVK", "Samoa": "WSM", "IRAN": "IRN", "IRAQ": "IRQ", "HOLY SEE": "VAT",
}  # fmt: skip


def test_headings_that_are_easily_mistaken_have_the_right_codes():
    assert HEADINGS.items() <= {row["heading"]: row["country"] for row in rows("per_diem_areas.csv")}.items()


def test_every_heading_has_a_code_and_a_name_of_its_own_and_the_63_have_theirs():
    names = {row["country"]: row["name"] for row in rows("per_diem_areas.csv")}
    assert len(names) == len(set(names.values())) == len(CODES) == 228, "data/per_diem_areas.csv: doubles"
    assert all(re.fullmatch("[A-Z]{3}", code) for code in CODES)
    assert {row["country"]: row["name"] for row in rows("countries.csv")}.items() <= names.items()


def test_four_publications_are_held():
    assert [Path(name).stem for name in RATES] == ["2025-10", "2026-01", "2026-03", "2026-04"]
    assert [f"{SOURCES[name].as_of}" for name in RATES] == [f"{Path(name).stem}-01" for name in RATES]


@pytest.mark.parametrize("name", RATES)
def test_a_publication_has_every_heading_and_no_other_in_states_order(name):
    assert list(dict.fromkeys(column(name))) == CODES, f"data/{name}: codes differ from data/per_diem_areas.csv"
    found = [(CODES.index(r["country"]), r["locality"] != "[Other]", r["locality"].upper()) for r in rows(name)]
    assert found == sorted(found), f"data/{name}: rows are not in State's order"


@pytest.mark.parametrize("name", RATES)
def test_a_publication_prices_every_country_and_its_posts_city(name):
    places = {(row["country"], row["locality"]) for row in rows(name)}
    for row in rows("countries.csv"):
        for locality in ("[Other]", row["rate_locality"]):
            assert (row["country"], locality) in places, f"data/{name}: no row for {row['name']}, {locality}"


@pytest.mark.parametrize("name", RATES)
def test_every_rate_is_an_amount_since_a_day_for_a_place_with_one_code(name):
    for row in rows(name):
        assert all(re.fullmatch(r"\d{1,3}(\.\d\d)?", row[key]) for key in ("lodging", "mie")), f"data/{name}: {row}"
        assert date.fromisoformat(row["effective"]) <= SOURCES[name].as_of, f"data/{name}: {row}"
        assert re.fullmatch(r"(\d{1,3}( \d{1,3})*)?", row["footnotes"]), f"data/{name}: footnotes of {row}"
        assert re.fullmatch(r"\d{5}", row["location_code"]), f"data/{name}: {row}"
    pairs = {(row["country"], row["locality"].casefold(), row["location_code"]) for row in rows(name)}
    assert len(pairs) == len({pair[:2] for pair in pairs}) == len({pair[2] for pair in pairs}), f"data/{name}: codes"


@pytest.mark.parametrize("name", RATES)
def test_the_seasons_of_a_place_cover_every_day_of_the_year_once(name):
    covered = {}
    for row in rows(name):
        start, end = (YEAR.index(row[key].replace("02-29", "02-28")) for key in ("season_start", "season_end"))
        days = YEAR[start : end + 1] if start <= end else YEAR[start:] + YEAR[: end + 1]
        covered.setdefault((row["country"], row["locality"]), []).extend(days)
    for place, days in covered.items():
        assert sorted(days) == YEAR, f"data/{name}: the seasons of {place} overlap or leave days out"


APRIL_2026 = """GEO 236/102 Tbilisi; GEO 72/63 [Other]; COL 405/171 Bogota; PHL 198/91 Manila; JAM 220/99 Kingston;
BHS 432/181 Nassau; MEX 250/136 Mexico City, D.F.; CRI 147/149 San Jose; GHA 497/123 Accra; KEN 250/77 Nairobi;
TUN 245/121 Tunis; LBN 165/53 Beirut; UKR 243/74 Kyiv; XKX 108/64 Pristina; UZB 150/121 Tashkent; BGD 270/132 Dhaka;
VNM 236/126 Hanoi; HTI 155/98 Port-au-Prince"""


def test_rates_of_april_2026_are_those_noted_apart_from_the_file_and_a_furnished_post_is_zero():
    table = rows("rates/foreign_per_diem/2026-04.csv")
    priced = {f"{row['country']} {row['lodging']}/{row['mie']} {row['locality']}" for row in table}
    assert set(re.split(r";\s", APRIL_2026)) <= priced
    assert [row["lodging"] for row in table if row["locality"] == "Mogadishu"] == ["0"]


# --- shapes


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
