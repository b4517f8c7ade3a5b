"""Every table and shape under data/ keeps its promises. Runs on the shipped files, not on samples."""

import hashlib
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest

from slp_core.place_names import fold
from slp_core.reference import shipped
from tests.data_folder import (
    CODES,
    DATA,
    FILES,
    PROGRAM,
    SHAPES,
    SOURCES,
    TABLES,
    column,
    documented_columns,
    rows,
    shapes,
)

BUREAUS = {"AF": 15, "EAP": 7, "EUR": 10, "NEA": 5, "SCA": 9, "WHA": 17}


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
    "place_names.csv": ["country", "name"],
    "post_differentials.csv": ["country"],
    "us_place_names.csv": ["state", "name"],
    "us_places.csv": ["state", "place"],
    "us_state_names.csv": ["state", "name"],
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
def test_a_file_about_the_countries_has_all_63_and_no_other(name):  # DTA-12
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
        assert row["kind"] in ("alias", "code", "demonym", "region", "numeric"), f"data/country_names.csv: {row}"
        assert (row["country"] in known) != (row["kind"] == "region"), f"data/country_names.csv: {row}"
    assert {row["country"]: row["iso2"] for row in rows("countries.csv")}.items() <= {
        row["country"]: row["iso2"] for row in rows("country_codes.csv")
    }.items()


def test_every_other_name_of_a_place_leads_to_a_row_and_none_is_a_row_itself():
    rates = shipped().rates
    for row in rows("place_names.csv"):
        assert row["locality"] in rates.localities(row["country"]), f"data/place_names.csv: {row}"
        assert (row["country"], fold(row["name"])) not in rates.newest.rows, f"data/place_names.csv: {row}"


def test_every_other_name_in_the_united_states_leads_to_one_state_and_to_a_rate():
    states, conus = shipped().us_states, shipped().conus
    for row in rows("us_state_names.csv"):
        assert states.of(row["name"]).code == row["state"], f"data/us_state_names.csv: {row}"
    for row in rows("us_place_names.csv"):
        found = [conus.find(f"{row[name]}, {row['state']}", conus.newest) for name in ("name", "place")]
        assert found[0] == found[1], f"data/us_place_names.csv: {row}"


def test_danger_pay_is_paid_at_nine_posts():
    paid = {row["country"]: row["danger_percent"] for row in rows("post_differentials.csv")}
    assert {code for code, percent in paid.items() if percent == "35"} == {"CAF", "HTI", "LBN", "LBY", "SOM", "UKR"}
    assert {code for code, percent in paid.items() if percent == "25"} == {"MMR", "COD", "PAK"}


def test_entry_facts_have_a_page_of_2025_and_sane_numbers():
    for row in rows("entry_facts.csv"):
        assert row["passport_months"] in ("0", "3", "6") and row["pages"] in ("", "0", "1", "2"), f"{row}"
        assert "2025-03-26" <= row["seen"] <= "2025-08-14", f"data/entry_facts.csv: {row}"
