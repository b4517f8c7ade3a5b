"""A name means an agency when it is exactly one's; whatever is only similar is shown and never taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core.agency_names import Agencies, KnownAgency, tally
from slp_core.agency_words import initials, readings
from slp_core.text import search_key

ISP = KnownAgency("P-001", "IL", "state", ("Illinois State Police",))
KNOWN_AS = KnownAgency("P-001", "IL", "state", ("Illinois State Police", "ISP"))
STATE = Agencies((ISP, KnownAgency("P-009", "IL", "municipal", ("Springfield Police Department",))))
MAT_03 = ("Illinois State Police", "ISP", "Illinois St. Police")


def suggested(text: str, agencies: Agencies = STATE) -> list[str]:
    return [one.reference for one in agencies.meaning(text).suggestions]


def paired(*names: tuple[str, str], state: str = "IL") -> list[tuple[str, str]]:
    """The pairs among agencies given by level and name, numbered from 1."""
    known = [KnownAgency(f"P-{n}", state, level, (name,)) for n, (level, name) in enumerate(names, 1)]
    return [(pair.first, pair.second) for pair in Agencies(tuple(known)).pairs()]


# MAT-03: one organization under two names; with a blank partner, rows were lost from tables and counts


def test_only_the_exact_name_is_taken_and_the_other_two_are_suggestions() -> None:
    assert [STATE.meaning(name).reference for name in MAT_03] == ["P-001", None, None]
    assert [suggested(name) for name in MAT_03] == [[], ["P-001"], ["P-001"]]


def test_an_alias_is_taken_by_itself_and_one_it_is_not_stays_a_suggestion() -> None:
    agencies = Agencies((KNOWN_AS,))
    assert [agencies.meaning(name).reference for name in MAT_03] == ["P-001", "P-001", None]


def test_a_count_by_agency_keeps_the_rows_of_unknown_names() -> None:
    assert tally([*MAT_03, "ISP", "Nowhere Police"], Agencies((KNOWN_AS,))) == {"P-001": 3, None: 2}


@given(st.lists(st.one_of(st.sampled_from(MAT_03), st.text(max_size=20))))
def test_no_count_ever_loses_a_row(names: list[str]) -> None:
    assert sum(tally(names, STATE).values()) == len(names)


# Which name is whose


@pytest.mark.parametrize("text", ["illinois state police", "  ILLINOIS  State Police ", "Illinóis State Police"])
def test_case_accents_and_spaces_do_not_make_another_name(text: str) -> None:
    assert STATE.meaning(text).reference == "P-001"


def test_a_county_s_and_a_city_s_agency_of_one_name_are_a_question() -> None:
    two = Agencies(
        tuple(KnownAgency(f"P-{n}", "IL", lvl, ("Cook Police",)) for n, lvl in enumerate(("county", "municipal")))
    )
    assert two.meaning("Cook Police").reference is None
    assert suggested("Cook Police", two) == ["P-0", "P-1"]
    assert two.pairs() == ()


@pytest.mark.parametrize(
    "text", ["Illinois Sate Police", "Ilinois State Police", "State Police of Illinois", "State Police"]
)
def test_a_slip_or_another_order_is_suggested(text: str) -> None:
    assert suggested(text) == ["P-001"]
    assert STATE.meaning(text).reference is None


CALLED = {
    "Illinois State Police": ("IL", "IL State Police", "Ill. State Police", "Illinois SP"),
    "Virginia Department of Corrections": ("VA", "VA DOC", "VADOC", "Va. Dept. of Corr.", "V.D.O.C."),
    "Texas Department of Public Safety": ("TX", "TX DPS", "TXDPS", "Tex. DPS"),
    "Montana Highway Patrol": ("MT", "MT Highway Patrol", "Mont. HP", "MHP"),
    "West Virginia State Police": ("WV", "W. Va. State Police", "WV State Police", "WVSP"),
    "Port of San Diego Harbor Police": ("CA", "San Diego Harbor Police", "Port of San Diego Harbor"),
    "New York City Police Department": ("NY", "NYC Police Department", "NYPD", "N.Y.C. Police"),
    "Los Angeles County Sheriff’s Department": ("CA", "L.A. County Sheriff's Dept.", "LASD", "LA County SD"),
    "St. Louis Metropolitan Police Department": ("MO", "St Louis Metro PD", "Saint Louis Metropolitan Police"),
    "Metropolitan Police Department": ("DC", "DC Metropolitan Police", "District of Columbia Metropolitan Police"),
    "Prince George’s County Police Department": ("MD", "PG County Police", "Prince Georges County PD"),
}
ALL_CALLED = Agencies(tuple(KnownAgency(name, state, "any", (name,)) for name, (state, *_) in CALLED.items()))


@pytest.mark.parametrize(("text", "name"), [(text, name) for name, (_, *texts) in CALLED.items() for text in texts])
def test_what_an_agency_is_called_among_those_who_know_it_is_suggested_first(text: str, name: str) -> None:
    assert suggested(text, ALL_CALLED)[:1] == [name]
    assert ALL_CALLED.meaning(text).reference is None


def test_one_that_says_less_of_its_kind_is_suggested_only_where_nothing_is_nearer() -> None:
    known = [KnownAgency(name, "CA", "any", (name,)) for name in ("San Diego Police", "San Diego Harbor Police")]
    assert suggested("San Diego PD", Agencies(tuple(known))) == ["San Diego Police"]
    assert suggested("San Diego Port Police", Agencies(tuple(known))) == ["San Diego Police"]


@pytest.mark.parametrize("text", ["", "?", "Illinois Department of Corrections", "Peoria Police", "X" * 300])
def test_another_place_or_another_kind_of_agency_is_not_suggested(text: str) -> None:
    assert STATE.meaning(text) == STATE.meaning(text).__class__(text, None)


# Which agencies may be the same


@pytest.mark.parametrize(
    ("level", "one", "other"),
    [
        ("municipal", "St. Charles PD", "Saint Charles Police Department"),
        ("county", "Cook Co. SO", "Cook County Sheriff's Office"),
        ("county", "Cook Sheriff", "Cook County Sheriff’s Dept."),
        ("county", "Cook Sherrif", "Cook County Sheriff"),
        ("state", "Illinois DOC", "Department of Corrections"),
        ("state", "Illinois St. Police", "Illinois State Police"),
        ("state", "ISP", "Illinois State Police"),
        ("municipal", "Springfeild Police", "Springfield Police Department"),
        ("county", "Lake Co. State's Atty", "Lake County State's Attorney's Office"),
        ("municipal", "Mt. Vernon Police", "Police Department of Mount Vernon"),
    ],
)
def test_two_spellings_of_one_agency_are_a_pair(level: str, one: str, other: str) -> None:
    assert paired((level, one), (level, other)) == [("P-1", "P-2")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("county", "Cook Sheriff"), ("municipal", "Cook Sheriff")),
        (("municipal", "Lakeshore Police"), ("municipal", "Lakeside Police")),
        (("county", "Lake County Sheriff"), ("county", "Lake County Public Defender")),
        (("municipal", "Springfield Police"), ("municipal", "Springfield Fire")),
        (("state", "Illinois State Police"), ("state", "Illinois Department of Corrections")),
        (("municipal", "Saint Charles Police"), ("municipal", "State Charles Court")),
    ],
)
def test_agencies_of_another_level_place_or_kind_are_no_pair(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert paired(one, other) == []


def test_agencies_of_one_name_in_two_states_are_no_pair() -> None:
    two = [KnownAgency(f"P-{state}", state, "municipal", ("Springfield Police",)) for state in ("IL", "MO")]
    assert Agencies(tuple(two)).pairs() == ()


def test_an_agency_is_no_pair_with_itself_by_its_other_names() -> None:
    assert Agencies((KNOWN_AS,)).pairs() == ()


def test_st_is_read_as_state_and_as_saint() -> None:
    assert {reading.core for reading in readings("St. Clair Police")} == {"clair", "clair saint"}


def test_initials_are_read_with_and_without_small_words() -> None:
    assert initials("Department of Corrections") == {"doc", "dc"}
    assert initials("Police") == frozenset()


@given(st.lists(st.sampled_from(["Alpha PD", "Alpha Police", "Beta SO", "Beta Sheriff", "Gamma Court"]), max_size=8))
def test_a_pair_is_of_two_different_agencies_and_listed_once(names: list[str]) -> None:
    found = paired(*(("county", name) for name in names))
    assert len(set(found)) == len(found)
    assert all(first < second for first, second in found)


def test_whatever_has_the_same_search_key_is_exactly_the_same_name() -> None:
    for name in MAT_03:
        assert Agencies((KnownAgency("P-1", "IL", "state", (name,)),)).meaning(search_key(name)).reference == "P-1"
