"""Every foreign rate under data/ keeps its promises: headings, places, seasons, amounts."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.data_folder import CODES, RATES, SOURCES, column, rows

YEAR = [f"{date(2027, 1, 1) + timedelta(n):%m-%d}" for n in range(365)]


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
