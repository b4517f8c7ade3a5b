"""Names and codes of countries: one meaning, a question, or a reason; never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core.country_forms import fold
from slp_core.country_names import Scheme
from slp_core.errors import InvalidInput
from slp_core.reference import shipped

NAMES = shipped().names

EXACT = {  # DTA-01, DTA-02, DTA-03, DTA-04, DTA-05
    "COD": (
        "Democratic Republic of Congo", "Congo, Dem. Rep.", "D.R. Congo", "DRC", "RDC", "Congo-Kinshasa",
        "Congo, Democratic Republic of the", "Zaire", "DEMOCRATIC REPUBLIC OF THE CONGO",
        "Democratic Republic of the Congo (D.R.C.)", "Congo (DRC)", "Congo (COD)", "Congo (Democratic Republic of the)",
    ),
    "COG": ("Congo, Rep.", "Congo-Brazzaville", "Republic of the Congo", "REPUBLIC OF THE CONGO"),
    "NER": ("Niger", "NIGER", "Nigerien"),
    "NGA": ("Nigeria", "Nigerian"),
    "GIN": ("Guinea", "Guinea-Conakry"),
    "GUY": ("Guyana",),
    "GNB": ("Guinea-Bissau",),
    "GNQ": ("Equatorial Guinea",),
    "DMA": ("Dominica",),
    "CIV": (
        "Cote d Ivoire", "Costa de Marfil",
        "Cote D'Ivoire", "Côte d'Ivoire", "Côte d’Ivoire", "COTE DIVOIRE", "Ivory Coast", "Co\u0302te d\u02bcIvoire",
    ),
    "XKX": ("Kosovo (XKX)", "Косово", "RKS", "XK", "XKX", "KOS", "KSV", "KV", "Kosovo", "kosovo "),
    "MMR": ("Burma", "BURMA", "Myanmar (Burma)", "Burma (Myanmar)", "Union of Myanmar"),
    "MKD": ("Macedonia (FYR of)", "FYROM", "North Macedonia"),
    "KGZ": ("Kyrgyz Republic", "The Kyrgyz Republic", "Kyrgyzstan"),
    "LAO": ("Lao PDR", "LAOS", "Laos, People's Democratic Republic"),
    "VNM": ("Viet Nam", "Vietnam"),
    "MDA": ("Moldova, Republic of", "Moldova, Rep. of", "Moldavia", "Молдова"),
    "TZA": ("Tanzania, United Republic of",),
    "BHS": ("Bahamas", "The Bahamas", "Bahamas, The"),
    "PHL": ("The Philippines", "PHILIPPINES"),
    "GEO": ("Georgia", "Georgia (country)", "GEORGIA", "GEO", "GE"),
    "TUR": ("TURKEY", "Türkiye"),
    "KOR": ("Korea, Republic of", "Korea, Rep.", "South Korea"),
    "PRK": ("Korea, Dem. Rep.", "North Korea"),
    "SLV": ("Salvador, El", "El Salvador"),
    "UKR": ("Україна", "Украина", "Ucrania"),
    "KAZ": ("Қазақстан", "Казахстан", "Kazajistán"),
    "SRB": ("Србија", "Serbie", "Serbia, Republic of"),
    "THA": ("Tailandia", "Thaïlande"),
    "MEX": ("Méjico", "Mexique", "Estados Unidos Mexicanos"),
    "TWN": ("Taiwan, Province of China", "Chinese Taipei"),  # outside the program, and known
    "BOL": ("Plurinational State of Bolivia",),
    "BRA": ("Federative Republic of Brazil", "Brazil, Federative Republic"),
    "VEN": ("Bolivarian Republic of Venezuela", "Venezuela, Bolivarian Republic of"),
    "TTO": ("Republic of Trinidad and Tobago",),
    "GMB": ("Republic of The Gambia",),
    "JOR": ("Hashemite Kingdom of Jordan", "Jordan (the country)"),
    "ETH": ("Federal Democratic Republic of Ethiopia",),
    "SSD": ("S. Sudan",),
    "ZAF": ("S. Africa",),
}  # fmt: skip


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in EXACT.items() for name in names])
def test_every_spelling_has_one_meaning(code, name):
    assert NAMES.meaning(name).code == code


ASKED = {  # DTA-01, MAT-02
    "Congo": {"COD", "COG"},
    "Congolese": {"COD", "COG"},
    "Republic of China": {"CHN", "TWN"},
    "Democratic Republic of Korea": {"KOR", "PRK"},
    "Korea": {"KOR", "PRK"},
    "Dominican": {"DMA", "DOM"},
    "Nigerien police": {"NER"},
    "Gorgia": {"GEO"},
    "Columbia": {"COL"},
    "Kaza": {"KAZ"},  # a beginning is suggested, not taken
    "Nige": {"NER", "NGA"},
    "Domini": {"DMA", "DOM"},
    "Leon": {"SLE"},
    "Republ": set(),  # too many
    "GA": {"GAB", "GMB"},  # ISO and FIPS
    "GG": {"GGY", "GEO"},
    "RS": {"SRB", "RUS"},
    "UP": {"UKR"},  # FIPS alone
    "268": {"GEO"},  # ISO 3166 numeric alone: it could be any number
    "Lima": {"PER"},  # a city
    "Kiev": {"UKR"},
    "Colombia (Bogota)": {"COL"},
    "Guinea (Niger)": {"GIN", "NER"},
    "Colombia and Peru": set(),
}


@pytest.mark.parametrize(("text", "candidates"), ASKED.items(), ids=ASKED)
def test_what_is_not_certain_is_asked_about(text, candidates):
    found = NAMES.meaning(text)
    assert found.code is None and found.reason
    assert {candidate.code for candidate in found.candidates} == candidates


def test_a_u_s_state_is_named_as_one():  # DTA-07
    assert "District of Columbia, US" in NAMES.meaning("Columbia").reason
    for text in ("Georgia, US", "Georgia (U.S. state)", "State of Georgia", "Georgia state"):
        assert NAMES.meaning(text).reason == "Georgia, US is a U.S. state, not a country."
    assert NAMES.meaning("Washington State").reason == "Washington, US is a U.S. state, not a country."
    assert NAMES.meaning("Commonwealth of Virginia").code is None


@pytest.mark.parametrize("text", ["Uk", "America", "Atlantis", "", "   ", "x" * 5000, "<script>", "-99", "Ga.Ga.Ga"])
def test_nothing_is_ever_taken_for_its_nearest_neighbor(text):
    assert NAMES.meaning(text).code is None


@pytest.mark.parametrize("region", ["MENA", "Middle East", "Sahel", "Central Asia", "Western Hemisphere", "WHA"])
def test_a_region_is_no_country_and_says_so(region):
    assert NAMES.meaning(region).reason == f"{region} is a region, not a country."


def test_a_city_is_named_as_one_and_a_state_s_code_too():
    assert NAMES.meaning("Panama City").reason == "Panama City is a city, not a country."
    assert "Texas, US" in NAMES.meaning("TX").reason


def test_a_number_is_read_where_it_is_said_to_be_a_code():
    assert NAMES.meaning("268", Scheme.NUMERIC).code == "GEO"
    assert NAMES.meaning("8", Scheme.NUMERIC).code == "ALB"  # a table lost the zeros of 008
    assert NAMES.meaning("999", Scheme.NUMERIC).reason == "“999” is not a code of ISO 3166 numeric."


def test_two_letters_are_read_by_the_scheme_that_was_chosen_and_no_other():
    assert NAMES.meaning("GG", Scheme.FIPS).code == "GEO"
    assert NAMES.meaning("GG", Scheme.ISO2).code == "GGY"
    assert NAMES.meaning("GE", Scheme.FIPS).code is None
    assert NAMES.meaning("Georgia", Scheme.ISO2).reason == "“Georgia” is not a code of ISO 3166 alpha-2."
    assert NAMES.meaning("geo", Scheme.ISO3).code == "GEO"


@pytest.mark.parametrize(("text", "said"), [("Congo-Brazzaville", "not one of the 63"), ("Congo", "more than one")])
def test_a_name_outside_the_program_is_refused_with_its_reason(text, said):
    with pytest.raises(InvalidInput, match=said) as refusal:
        NAMES.of_program(text)
    assert refusal.value.context["field"] == "country"


def test_the_question_names_the_countries_to_choose_from():
    with pytest.raises(InvalidInput) as refusal:
        NAMES.of_program("Congo")
    assert "(COD) or" in refusal.value.hint and "(COG)" in refusal.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Gorgia", "If Georgia (country) (GEO) is meant, write that."),
        ("Nige", "Write which one: Niger (NER) or Nigeria (NGA)."),
        ("Atlantis", "Write the country's name as State does."),
    ],
)
def test_a_refusal_says_what_to_write(text, hint):
    with pytest.raises(InvalidInput) as refusal:
        NAMES.of_any(text)
    assert refusal.value.hint == hint


def test_a_country_with_rates_may_lie_outside_the_program_but_one_without_is_refused():
    assert NAMES.of_priced("Swaziland") == "SWZ"
    assert NAMES.of_priced("USA") == "USA"
    with pytest.raises(InvalidInput, match="Puerto Rico has no table of per diem rates"):
        NAMES.of_priced("Puerto Rico")


@pytest.mark.parametrize("code", sorted(shipped().countries.names))
def test_every_country_with_rates_is_found_by_the_name_on_screens(code):
    assert NAMES.of_priced(shipped().countries.label(code)) == code


@pytest.mark.parametrize("code", sorted(shipped().countries.program))
def test_a_program_country_is_found_by_its_name_label_code_and_rate_heading(code):
    land = shipped().countries.program[code]
    assert {NAMES.meaning(text).code for text in (land.name, land.label, land.name.upper(), code)} == {code}
    assert NAMES.meaning(land.iso2, Scheme.ISO2).code == code


@given(st.text(max_size=40))
def test_any_text_gets_an_answer_and_a_reason_where_it_is_no_country(text):
    found = NAMES.meaning(text)
    assert (found.code is None) == bool(found.reason)


@given(st.sampled_from(sorted(name for names in EXACT.values() for name in names)))
def test_case_and_spaces_change_nothing(name):
    assert fold(f"  {name.upper()} ") == fold(name.lower())
