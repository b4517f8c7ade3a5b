"""Countries: 63 of the program by code, never by a name that two share; a reason for every other."""

import shutil

import pytest

from slp_core.countries import load_countries
from slp_core.data_files import DATA
from slp_core.errors import DataFileError, InvalidInput
from slp_core.reference import shipped

COUNTRIES = shipped().countries


def test_the_program_has_63_countries():
    assert len(COUNTRIES.program) == 63


@pytest.mark.parametrize("code", sorted(COUNTRIES.program))
def test_a_program_country_has_a_post_a_name_and_a_place_with_a_rate(code):
    country = COUNTRIES.of(code)
    assert code in COUNTRIES.post_of(code).serves and COUNTRIES.names[code] == country.name
    assert country.rate_locality in shipped().rates.localities(code) and country.languages


OUTSIDE = {
    "another country": ("DEU", "Germany is not one of the 63 countries of the program"),
    "the other Congo": ("COG", "Republic of the Congo is not one of the 63"),
    "the other Guinea": ("GNQ", "Equatorial Guinea is not one of the 63"),
    "no country": ("ZZZ", "“ZZZ” is not a country code"),
    "the U.S. state of Georgia": ("GA", "“GA” is not a country code"),
    "nothing": ("", "“” is not a country code"),
    "5,000 characters": ("x" * 5000, f"“{'x' * 40}” is not a country code"),
    "markup": ("<script>alert(1)</script>", "“<script>alert(1)</script>” is not a country code"),
}


@pytest.mark.parametrize(("code", "said"), OUTSIDE.values(), ids=OUTSIDE)
def test_a_country_outside_the_program_is_refused_with_the_reason(code, said):
    with pytest.raises(InvalidInput) as refusal:
        COUNTRIES.of(code)
    assert said in refusal.value.message and refusal.value.hint and refusal.value.context["field"] == "country"


LABELS = {"GEO": "Georgia (country)", "XKX": "Kosovo", "CIV": "Côte d’Ivoire", "DEU": "Germany", "ZZZ": "ZZZ"}


@pytest.mark.parametrize("code", LABELS)
def test_a_label_is_the_country_s_name_and_never_that_of_a_u_s_state(code):
    assert COUNTRIES.label(code) == LABELS[code]


@pytest.mark.parametrize(("code", "city"), [("LBY", "Tunis"), ("TUN", "Tunis"), ("GEO", "Tbilisi"), ("CIV", "Abidjan")])
def test_a_country_is_served_by_its_post_and_libya_from_tunis(code, city):
    assert COUNTRIES.post_of(code).city == city


def test_countries_are_listed_by_name_without_the_article():
    names = [country.name for country in COUNTRIES.sorted()]
    assert names[0] == "Albania" and names.index("The Bahamas") == names.index("Bangladesh") - 1
    assert names.index("The Philippines") == names.index("Peru") + 1


BROKEN = {
    "a bureau that does not exist": ("countries.csv", ",EUR,Tirana", ",XYZ,Tirana", 2, "XYZ is not a bureau"),
    "a latitude in words": ("countries.csv", "40.62,20.12", "north,20.12", 2, "a number cannot be read"),
    "a comma too many": ("countries.csv", "Tirana,41.3274", "Tirana,,41.3274", 2, "the row has 16 fields"),
    "a post without its note": ("posts.csv", "NGA,\n", "NGA\n", 3, "the row has 7 fields, the header 8"),
    "another header": ("per_diem_areas.csv", "heading,", "title,", 1, "the columns must be heading, country, name"),
}


@pytest.mark.parametrize(("file", "old", "new", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table_is_refused_with_its_file_its_line_and_the_fault(tmp_path, file, old, new, line, said):
    for name in ("countries.csv", "posts.csv", "per_diem_areas.csv"):
        shutil.copy(DATA / name, tmp_path)
    text = (tmp_path / file).read_text("utf-8")
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataFileError) as refusal:
        load_countries(tmp_path)
    assert f"{file}, line {line}:" in refusal.value.message and said in refusal.value.message
