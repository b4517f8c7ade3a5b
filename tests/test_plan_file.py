"""A plan file is what a person would write, refuses what would be lost, and keeps amounts exact."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from slp_core import plan_file
from slp_core.errors import InvalidInput
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
GOOD = {"country": "Colombia", "departs": "2026-03-02", "returns": "2026-03-06", "stays": [{"place": "Bogota"}]}


@pytest.fixture
def read(tmp_path):
    def reads(text: str | dict[str, object]) -> Plan:
        (tmp_path / "plan.json").write_text(text if isinstance(text, str) else json.dumps(text))
        return plan_file.read(tmp_path / "plan.json", shipped().names)

    return reads


def test_the_schema_shipped_is_that_of_the_program():
    assert (ROOT / "docs" / "plan.schema.json").read_text("utf-8") == plan_file.schema_text()


def test_every_field_is_documented():
    text = (ROOT / "docs" / "plan-file.md").read_text("utf-8")
    fields = [*plan_file.PlanFile.model_fields, *(f"stays[].{name}" for name in plan_file.Stay.model_fields)]
    assert [name for name in fields if f"`{name}`" not in text] == []


def test_there_are_examples_of_three_kinds():
    kinds = {plan_file.read(path, shipped().names).kind for path in EXAMPLES}
    assert len(EXAMPLES) >= 3 and kinds >= {Kind.DEPLOYMENT, Kind.MENTORING, Kind.HOSTING}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back_as_it_was_read(path, read):
    wish = plan_file.read(path, shipped().names)
    assert read(plan_file.written(wish)) == wish


def test_one_stay_lasts_the_whole_trip_and_a_later_one_begins_where_the_one_before_ends(read):
    (stay,) = read(GOOD).itinerary.stays
    assert (stay.country, stay.arrives, stay.leaves) == ("COL", date(2026, 3, 2), date(2026, 3, 6))
    two = {"stays": [{"place": "Bogota"}, {"place": "Medellin", "first_night": "2026-03-04", "room": "251.50"}]}
    first, second = read(GOOD | two).itinerary.stays
    assert first.leaves == second.arrives == date(2026, 3, 4) and second.room == Decimal("251.50")


def test_hosting_takes_place_in_the_united_states_and_a_stop_may_lie_anywhere(read):
    hosted = GOOD | {"kind": "hosting", "stays": [{"place": "Denver, CO"}]}
    assert read(hosted).itinerary.stays[0].country == "USA"
    stop = {"stays": [{"place": "Frankfurt", "country": "Germany"}, {"place": "Bogota", "first_night": "2026-03-03"}]}
    assert [stay.country for stay in read(GOOD | stop).itinerary.stays] == ["DEU", "COL"]


def test_an_exact_number_is_taken_and_no_cent_is_lost(read):
    text = json.dumps(GOOD)[:-1] + ', "air_fare": 1306.10}'
    assert read(text).air_fare == Decimal("1306.10")


WRONG = {
    "no JSON": ("{", "is not JSON"),
    "a list": ("[]", "is not right"),
    "a misspelled field": (GOOD | {"traveler": 3}, "traveler"),
    "no country": ({k: v for k, v in GOOD.items() if k != "country"}, "country"),
    "which Congo": (GOOD | {"country": "Congo"}, "more than one country"),
    "a U.S. state": (GOOD | {"country": "Georgia, US"}, "a U.S. state"),
    "outside the program": (GOOD | {"country": "Germany"}, "not one of the 63"),
    "American days": (GOOD | {"departs": "03/02/2026"}, "departs"),
    "no place": (GOOD | {"stays": []}, "stays"),
    "a later stay without its first night": (GOOD | {"stays": [{"place": "A"}, {"place": "B"}]}, "first_night"),
    "an unknown kind": (GOOD | {"kind": "holiday"}, "kind"),
    "a fraction of a cent": (GOOD | {"air_fare": "1.005"}, "air_fare"),
    "a negative price": (GOOD | {"air_fare": "-1"}, "air_fare"),
    "a stop nobody knows": (GOOD | {"stays": [{"place": "X", "country": "Atlantis"}]}, "Atlantis"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(read, text, said):
    with pytest.raises(InvalidInput) as refusal:
        read(text)
    assert said in f"{refusal.value.message} {refusal.value.hint} {refusal.value.context}"


NOT_MEANT = {  # what JSON lets through and a plan file does not mean
    "a day as a number": {"departs": 0},
    "a day as digits": {"departs": "0"},
    "a day with its hour": {"departs": "2026-03-02T00:00"},
    "yes for a number": {"travelers": True},
    "yes for nights": {"stays": [{"place": "Bogota", "nights": True}]},
    "a day as digits in a part": {"stays": [{"place": "Bogota", "first_night": "20260302"}]},
}


@pytest.mark.parametrize("wrong", NOT_MEANT.values(), ids=NOT_MEANT)
def test_a_number_is_no_day_and_yes_is_no_number(read, wrong):
    with pytest.raises(InvalidInput) as refusal:
        read(GOOD | wrong)
    assert "write" in refusal.value.message
