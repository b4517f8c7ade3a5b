"""What is said of an agency is checked as a whole; what cannot be is refused in words."""

from dataclasses import replace

import pytest

from slp_core.errors import InvalidInput
from slp_core.partner_profile import Profile, checked
from slp_core.reference import shipped

GOOD = Profile("Alpha  Police ", "Illinois", "state", "police", 6, " Cook ", 300, 4, ("forensics",), ("es", "en", "es"))


def test_texts_are_cleaned_and_the_state_becomes_its_code() -> None:
    found = checked(GOOD, shipped())
    assert (found.name, found.state, found.county, found.languages) == ("Alpha Police", "IL", "Cook", ("en", "es"))


@pytest.mark.parametrize("capacity", [1, 30, None])
def test_a_capacity_of_1_to_30_or_none_is_taken(capacity: int | None) -> None:
    assert checked(replace(GOOD, capacity=capacity), shipped()).capacity == capacity


@pytest.mark.parametrize("capacity", [0, -1, 31, 1_000_000])
def test_any_other_capacity_is_refused_in_words(capacity: int) -> None:
    with pytest.raises(InvalidInput, match="takes on 1 to 30 engagements a year") as refusal:
        checked(replace(GOOD, capacity=capacity), shipped())
    assert refusal.value.context == {"field": "capacity"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " \x00"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"state": ""}, "state"),
        ({"state": "ZZ"}, "state"),
        ({"state": "Tbilisi"}, "state"),
        ({"level": "federal"}, "sector"),
        ({"sector": "fishing"}, "sector"),
        ({"county": "x" * 81}, "county"),
        ({"size": 0}, "size"),
        ({"size": 100_001}, "size"),
        ({"away_at_once": 0}, "away_at_once"),
        ({"size": 3, "away_at_once": 4}, "away_at_once"),
        ({"specialties": ("juggling",)}, "specialty"),
        ({"languages": ("xx",)}, "language"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked(replace(GOOD, **change), shipped())
    assert refusal.value.context["field"] == field and refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "code"),
    [("ga", "GA"), ("Georgia", "GA"), ("Georgia, US", "GA"), ("puerto rico", "PR"), ("DC", "DC"), ("Guam", "GU"),
     ("Ga.", "GA"), ("D.C.", "DC"), ("N. Mex.", "NM"), ("N.Mex", "NM"), ("N. Y.", "NY"), ("Calif.", "CA"),
     ("WISC", "WI")],
)  # fmt: skip
def test_a_state_is_known_by_code_name_and_abbreviation_and_georgia_is_the_state(text: str, code: str) -> None:
    assert shipped().us_states.of(text).code == code


def test_there_are_fifty_states_the_district_and_five_territories() -> None:
    assert len(shipped().us_states.by_code) == 56


def test_the_state_of_georgia_is_not_labeled_as_the_country() -> None:
    assert shipped().us_states.label("GA") == "Georgia, US"
    assert shipped().countries.label("GEO") == "Georgia (country)"
