"""Every figure opens to its sum, its rate row, its rules and whoever entered it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from slp_core import costs, plan_file, trace
from slp_core.cost_lines import BorneBy
from slp_core.issued import IssuedEstimate, as_issued
from slp_core.itinerary import Itinerary, Stay
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.plan import Plan
from slp_core.reference import shipped

EXAMPLES = Path(__file__).parents[1] / "examples"
STAY = Stay("GEO", "Tbilisi", date(2026, 4, 6), date(2026, 4, 17))  # eleven nights, in April's table
PLAN = Plan("GEO", Itinerary(date(2026, 4, 6), date(2026, 4, 17), (STAY,)), travelers=4, air_fare=Decimal("1640.50"))


def lines():
    return costs.estimate(PLAN, shipped().rules, shipped().rates).lines


def facts(line, stored=None):
    return {fact.label: fact.text.replace("\u00a0", " ") for fact in trace.of_line(line, stored)}


def test_lodging_opens_to_its_sum_its_rate_row_and_the_file_with_its_hash() -> None:
    found = facts(lines()[0])
    assert found["How it is worked out"] == "4 travelers × 11 nights × $236.00 = $10,384.00"
    assert found["Rate row"].startswith("State foreign per diem of 1 Apr 2026 (DSSR 925): Tbilisi")
    source = next(one for one in shipped().sources if one.path.endswith("foreign_per_diem/2026-04.csv"))
    assert found["File"] == f"foreign_per_diem/2026-04.csv, SHA-256 {source.sha256}" and len(source.sha256) == 64


def test_a_quantity_is_said_without_the_noughts_that_a_database_adds() -> None:
    assert " 11 nights" in facts(replace(lines()[0], quantity=Decimal("11.000000")))["How it is worked out"]
    assert " 7.5 nights" in facts(replace(lines()[0], quantity=Decimal("7.500000")))["How it is worked out"]


def test_every_rule_is_told_with_its_authority_how_it_was_seen_and_when_it_was_compared() -> None:
    rules = [fact for fact in trace.of_line(lines()[0]) if fact.citation]
    assert [fact.citation for fact in rules] == list(lines()[0].citations)
    assert (
        rules[1].text.replace("\u00a0", " ")
        == "Law, read second-hand, not yet at its official source, compared on 25 Nov 2026"
    )


def test_a_share_and_what_is_taken_off_are_in_the_sum() -> None:
    travel = next(line for line in lines() if line.share != 1 and line.category == "M&IE")
    said = trace.sum_in_words(replace(travel, less=Decimal("10")))
    # 4 travelers, 2 days, 75 % of $102 less $10: 8 x 66.50
    assert said.replace("\u00a0", " ") == "4 travelers × 2 days × 75 % of $102.00, less $10.00 each = $532.00"


def traced(**more):
    """What is said to be entered in each line of the plan with another stay or more."""
    stay = replace(STAY, **more.pop("stay", {}))
    wish = replace(PLAN, itinerary=replace(PLAN.itinerary, stays=(stay,)), **more)
    found = costs.estimate(wish, shipped().rules, shipped().rates).lines
    return [line.entered for line in found if line.entered]


def test_a_room_s_typed_price_stands_beside_the_maximum_that_was_read() -> None:
    assert traced() == []  # the maximum itself was typed by nobody
    for price in ("210", "300"):  # Tbilisi has 236
        said = f"${price}.00 a night is the price as typed; at most $236.00 is paid"
        assert traced(stay={"room": Decimal(price)}) == [said]
    half = traced(stay={"room": Decimal(240), "shared": True})
    assert half == ["$120.00 a night is half a double as typed; at most $236.00 is paid"]


def test_where_the_incidentals_stay_the_meals_are_told_in_full() -> None:
    furnished = tuple(
        FurnishedMeal(PLAN.itinerary.departs, one, Provider.GOVERNMENT) for one in (Meal.LUNCH, Meal.DINNER)
    )
    # 26 and 41 of 102: 76.50 less 67 would leave 9.50, under the 20 of incidentals
    (said,) = traced(meals=furnished)
    assert said == "These meals are $67.00, of which $56.50 comes off: the incidentals stay, $20.00"
    assert traced(meals=furnished[:1]) == []


def test_a_stored_figure_names_who_entered_it_and_who_approved_it() -> None:
    quoted = as_issued(replace(lines()[-1], entered="Quote 17 of the carrier"))
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    stored = IssuedEstimate(
        "C-2026-001", 1, "approved", "E-2026-001", "Course", Decimal(1), False, moment, "Eve Officer", (quoted,),
        approved_by="Kay Müller", decided=datetime(2026, 3, 4, tzinfo=UTC),
    )  # fmt: skip
    found = facts(quoted, stored)
    assert found["Entered by"] == "Eve Officer, 2 Mar 2026: Quote 17 of the carrier"
    assert found["Approved by"] == "Kay Müller, 4 Mar 2026"
    assert facts(quoted)["Entered"] == "Quote 17 of the carrier; in this draft, not stored yet"


def test_what_is_rough_the_partners_own_or_needs_approval_says_so() -> None:
    odd = replace(lines()[0], rough=True, borne_by=BorneBy.PARTNER, needs_approval="Above the threshold.")
    assert {"Placeholder", "Borne by", "Needs approval"} <= set(facts(odd))
    assert not {"Placeholder", "Borne by", "Needs approval", "Provisional"} & set(facts(lines()[0]))


def test_a_share_of_a_sum_and_a_price_in_another_currency_are_read_as_they_are_worked_out():
    wish = plan_file.read(EXAMPLES / "bogota-all-costs.json", shipped().names)
    lines = costs.estimate(wish, shipped().rules, shipped().rates).lines
    said = [trace.sum_in_words(line).replace("\u00a0", " ") for line in lines]
    assert "15 % of $16,491.04 = $2,473.66" in said
    assert "1 × 5 vehicle-days × 480,000.00 COP ÷ 4000 = $600.00" in said
    assert "24 people × 1 certificate × $3.50 = $84.00" in said
    assert "2 travelers × 6 nights × $405.00 = $4,860.00" in said
