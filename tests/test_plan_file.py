"""A plan file is what a person would write, refuses what would be lost, and keeps amounts exact."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from slp_core import costs, leg_questions, plan, plan_file
from slp_core.cost_lines import BorneBy, Category
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


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_can_be_right_and_has_a_price_that_is_the_sum_of_its_lines(path):
    wish = plan.check(plan_file.read(path, shipped().names), shipped().countries, shipped().rules)
    answer = costs.estimate(wish, shipped().rules, shipped().rates)
    assert answer.total == sum(line.amount for line in answer.lines if line.borne_by is BorneBy.INL) > 0
    assert not list(leg_questions.questions(wish.itinerary, shipped().airports, shipped().rules))


def test_the_example_with_legs_rooms_meals_and_other_costs_comes_out_by_hand():
    """State's table of April 2026: Tbilisi 236/102 (15/26/41/20), other places of Georgia 72/63.

    Lodging: 3 x (5 x 210 + 4 x 280/4 + 3 x 15) = 3 x 1,375 = 4,125.00. M&IE of each: 2 x 76.50 + 8 x 102 - 3 x 26
    + 4 x 63 = 1,143.00, three times 3,429.00: the hotel's breakfast and the host nation's dinner take nothing off.
    Air 3 x 1,306 = 3,918.00. Ground 8 x 95 + 2 x 3 x 26 x 0.725 = 760 + 113.10. Interpreter 6 x 810 / 2.7 = 1,800.00.
    Salaries 3 x 80 x 48.75 = 11,700.00, benefits 42 % = 4,914.00. Certificates 84.00 are participant support. Base:
    4,125 + 3,429 + 3,918 + 105 + 873.10 + 1,800 + 180 + 11,700 + 4,914 = 31,044.10; 15 % is 4,656.615, 4,656.62.
    Contingency: 5 % of 31,044.10 + 84 + 4,656.62 = 35,784.72 is 1,789.236. Together 37,573.96.
    """
    wish = plan_file.read(ROOT / "examples" / "tbilisi-route-and-rooms.json", shipped().names)
    answer = costs.estimate(wish, shipped().rules, shipped().rates)
    expected = {
        Category.LODGING: "4125.00", Category.MIE: "3429.00", Category.AIR: "3918.00", Category.GROUND: "873.10",
        Category.INTERPRETATION: "1800.00", Category.SALARIES: "11700.00", Category.BENEFITS: "4914.00",
        Category.INDIRECT: "4656.62", Category.CONTINGENCY: "1789.24",
    }  # fmt: skip
    assert {one: str(answer.subtotal(one)) for one in expected} == expected and str(answer.total) == "37573.96"
    air = next(line for line in answer.lines if line.category is Category.AIR)
    assert "IAD to TBS takes 15\u00a0h\u00a040\u00a0min" in air.needs_approval


def test_a_plan_of_any_editor_is_read(read, tmp_path):
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "plan.json").write_bytes(json.dumps(GOOD).encode(encoding))
        assert plan_file.read(tmp_path / "plan.json", shipped().names).country == "COL"


BEYOND = {
    "brackets without end": "[" * 100_000,
    "a number of 5,000 digits": json.dumps(GOOD)[:-1] + f', "travelers": {"9" * 5000}}}',
    "a team beyond counting": json.dumps(GOOD)[:-1] + ', "travelers": 1e400}',
    "a field twice": json.dumps(GOOD)[:-1] + ', "departs": "2026-03-03"}',
    "an endless rate of exchange": json.dumps(
        GOOD
        | {"extras": [{"item": "tolls", "price": "1", "source": "x", "exchange": {
            "currency": "XOF", "per_dollar": "1e-99999999", "on": "2026-03-02", "source": "x"}}]}
    ),
    "an endless multiple": json.dumps(GOOD | {"stays": [{"place": "Bogota", "actual": "1e99999999", "room": "1"}]}),
}  # fmt: skip


@pytest.mark.parametrize("text", BEYOND.values(), ids=BEYOND)
def test_what_no_plan_can_hold_is_refused_in_a_sentence(read, text):
    with pytest.raises(InvalidInput) as refusal:
        read(text)
    assert refusal.value.hint and len(refusal.value.message) < 300


def test_an_endless_price_is_refused_in_a_sentence(read):
    with pytest.raises(InvalidInput, match="cannot be right"):
        plan.check(read(GOOD | {"air_fare": "1e99999999"}), shipped().countries, shipped().rules)
