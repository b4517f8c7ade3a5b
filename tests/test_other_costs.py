"""What an estimate holds besides per diem is priced by its rule, rounded once, and says who must know of it."""

import json
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import allowable, currency, plan_file
from slp_core import plan as plans
from slp_core.cost_lines import Category
from slp_core.currency import Exchange
from slp_core.errors import InvalidInput
from slp_core.other_costs import Contingency, Covers, Drive, Extra, Indirect, Labor, Work
from slp_core.plan import Kind
from slp_core.reference import shipped
from tests.bogota import FIRST, TRIP, bogota, codes, price, salary, the

HERE = Path(__file__).parent
CASES = yaml.load((HERE / "cases" / "other_costs.yaml").read_text("utf-8"), yaml.BaseLoader)
ITEMS = shipped().prices.items


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_worked_example_comes_out_to_the_cent(case, tmp_path):
    (tmp_path / "plan.json").write_text(json.dumps(TRIP | booleans(case["plan"])))
    answer = price(plan_file.read(tmp_path / "plan.json", shipped().names))
    for category, amount in case["amounts"].items():
        assert answer.subtotal(Category(category)) == Decimal(amount), category
    assert answer.total == Decimal(case["total"]) and answer.own_cost == 0


def booleans(part):
    """YAML read as text, with the words for yes and for whole numbers made what JSON has."""
    if isinstance(part, dict):
        whole = {"quantity", "people", "periods", "vehicles"}
        return {key: int(value) if key in whole else booleans(value) for key, value in part.items()}
    if isinstance(part, list):
        return [booleans(one) for one in part]
    return {"true": True}.get(part, part)


# --- the items of INL's budget


def test_every_category_of_inl_s_budget_has_its_items_and_none_a_price():
    budget = set(Category) - {Category.LODGING, Category.LODGING_TAX, Category.MIE, Category.AIR}
    computed = {Category.SALARIES, Category.BENEFITS, Category.INDIRECT, Category.CONTINGENCY}
    assert {item.category for item in ITEMS.allowed.values()} == budget - computed
    assert not {"price", "cost", "amount"} & set(type(ITEMS.allowed["baggage"]).__slots__)


def test_no_item_is_both_allowed_and_refused():
    assert not ITEMS.allowed.keys() & ITEMS.refused.keys()


@pytest.mark.parametrize("item", ITEMS.refused)
def test_a_refused_item_is_named_with_the_rule(item):
    refused = ITEMS.refused[item]
    with pytest.raises(InvalidInput) as refusal:
        price(bogota(extras=(Extra(item, Decimal(10), "Receipt"),)))
    assert refused.why in refusal.value.message and refused.citation.text in refusal.value.message


def test_an_item_that_does_not_exist_is_refused():
    with pytest.raises(InvalidInput, match="no cost item"):
        price(bogota(extras=(Extra("rocket", Decimal(10), "Receipt"),)))


CLAIMED = (  # CST-36
    ("hotel_participants", Kind.DEPLOYMENT, True, "182.00", None),
    ("alcohol", Kind.DEPLOYMENT, True, "14.00", "2 CFR 200.423"),
    ("taxi_one_way", Kind.DEPLOYMENT, False, "20.00", "2 CFR 200.403(g)"),
    ("workers_compensation", Kind.DEPLOYMENT, True, "55.00", "EMAC"),
    (allowable.SALARY, Kind.HOSTING, True, "416.00", "not reimbursable"),
    (allowable.SALARY, Kind.DEPLOYMENT, True, "416.00", None),
)


def test_of_a_mixed_claim_what_survives_review_is_598_dollars():  # CST-36: 182 + 416
    survives = [
        Decimal(amount)
        for item, kind, proven, amount, _ in CLAIMED
        if allowable.refusal(item, kind, ITEMS, proven=proven) is None
    ]
    assert sum(survives) == Decimal("598.00")


@pytest.mark.parametrize(("item", "kind", "proven", "amount", "rule"), CLAIMED)
def test_a_refused_line_of_a_claim_says_by_which_rule(item, kind, proven, amount, rule):  # CST-36
    refused = allowable.refusal(item, kind, ITEMS, proven=proven)
    assert (refused is None) is (rule is None)
    assert refused is None or rule in refused.citation.text


# --- prices


EXTRAS = st.builds(
    Extra,
    item=st.sampled_from(sorted(item.id for item in ITEMS.allowed.values() if not item.capped)),
    price=st.decimals(0, 50_000, places=2),
    source=st.just("Quote"),
    quantity=st.integers(1, 40),
    people=st.integers(1, 60),
    periods=st.integers(1, 30),
    covers=st.sampled_from(Covers),
    exchange=st.none() | st.just(Exchange("GEL", Decimal("2.7135"), FIRST, "Bank")),
)


@settings(deadline=None)
@given(EXTRAS)
def test_an_item_is_its_price_times_its_own_factors_rounded_once(extra):
    factors = ITEMS.allowed[extra.item].factors
    exact = Fraction(extra.price) / Fraction(extra.exchange.per_dollar if extra.exchange else 1)
    for factor in factors:
        exact *= getattr(extra, factor)
    expected = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    answer = price(bogota(extras=(extra,)))
    assert answer.lines[-1].amount == expected
    assert answer.total == sum(line.amount for line in answer.lines) == Decimal("3541.50") + expected


@settings(deadline=None)
@given(st.lists(EXTRAS, max_size=5), EXTRAS, st.booleans(), st.booleans())
def test_one_item_more_never_costs_less(extras, another, indirect, reserve):
    more = {"indirect": Indirect() if indirect else None}
    more["contingency"] = Contingency(Decimal("0.05"), "Reserve") if reserve else None
    fewer = price(bogota(extras=tuple(extras), **more))
    longer = price(bogota(extras=(*extras, another), **more))
    assert longer.total >= fewer.total
    assert longer.total == sum(line.amount for line in longer.lines)


def test_a_line_shows_its_price_in_its_own_currency_and_where_the_rate_was_read():  # CST-35
    money = Exchange("XOF", Decimal(600), date(2026, 3, 2), "Card statement")
    (line,) = the(bogota(extras=(Extra("visa_fees", Decimal(65000), "Embassy", exchange=money),)), Category.SERVICES)
    assert "65,000\u00a0XOF ÷ 600" in line.formula
    assert line.foreign.said.replace("\u00a0", " ") == "65,000 XOF at 600 XOF a dollar on 2 Mar 2026 (Card statement)"
    assert line.entered == "Embassy"


@pytest.mark.parametrize(
    ("text", "code", "amount"),
    [("65000", "XOF", "65000"), ("65,000 XOF", "XOF", "65000"), ("1,640.50", "GEL", "1640.50")],
)
def test_an_amount_of_another_currency_is_read_with_its_own_decimals(text, code, amount):  # CST-35
    assert currency.parse_amount(text, code) == Decimal(amount)


@pytest.mark.parametrize(("text", "code"), [("65000.50", "XOF"), ("1.005", "GEL"), ("much", "XOF"), ("-5", "XOF")])
def test_an_amount_with_decimals_that_the_currency_has_not_is_refused(text, code):  # CST-35
    with pytest.raises(InvalidInput):
        currency.parse_amount(text, code)


def test_the_money_of_every_program_country_is_known():
    held = {code for land in shipped().countries.program.values() for code in land.currency.split("; ")}
    assert held - {"USD"} <= currency.CODES and currency.NO_DECIMALS | currency.THREE_DECIMALS <= currency.CODES


def test_francs_are_shown_without_decimals():  # CST-35
    assert currency.words(Decimal(65000), "XOF") == "65,000\u00a0XOF"


def test_parking_in_another_currency_keeps_its_price_and_its_rate_where_a_taxi_caps_it():
    """Seven days at 12,000 XOF of 600 a dollar are 140.00; a taxi round trip of 120 caps it."""
    paid = Extra("parking_at_terminal", Decimal(12_000), "Airport", periods=7, taxi=Decimal(120), exchange=FRANCS)
    (line,) = the(bogota(extras=(paid,)), Category.GROUND)
    assert (line.amount, line.foreign.words) == (Decimal("120.00"), "12,000\u00a0XOF")
    assert "÷" not in line.formula


def test_parking_without_the_price_of_a_taxi_asks_for_it():
    (line,) = the(bogota(extras=(Extra("parking_at_terminal", Decimal(20), "Airport", periods=7),)), Category.GROUND)
    assert line.amount == 140 and "taxi" in line.needs_approval


def test_equipment_needs_approval_from_its_threshold_and_for_general_use_always():
    def asked(item, amount):
        (line,) = the(bogota(extras=(Extra(item, Decimal(amount), "Quote"),)), Category.EQUIPMENT)
        return "prior written approval" in line.needs_approval

    assert [asked("buy_special", "9999.99"), asked("buy_special", "10000")] == [False, True]
    assert asked("buy_general", "50")


def test_de_minimis_says_for_whom_it_is():
    assert "DE_MINIMIS" in codes(bogota(indirect=Indirect()))
    assert "DE_MINIMIS" not in codes(bogota(indirect=Indirect(Decimal("0.2"), "Rate agreement")))


# --- what a plan may say


def extra(**more):
    return {"extras": (replace(Extra("baggage", Decimal(35), "Airline"), **more),)}


FRANCS = Exchange("XOF", Decimal(600), FIRST, "Bank")
MISTAKES = {
    "too many items": ({"extras": (Extra("baggage", Decimal(35), "Airline"),) * 201}, "too many"),
    "a price without a source": (extra(source=" "), "no source"),
    "a price below zero": (extra(price=Decimal(-1)), "cannot be right"),
    "a price that is no number": (extra(price=Decimal("NaN")), "cannot be right"),
    "fractions of a cent": (extra(price=Decimal("0.005")), "fractions of a cent"),
    "nobody": (extra(people=0), "cannot be right"),
    "ten thousand": (extra(quantity=10_000), "cannot be right"),
    "francs with cents": (
        extra(price=Decimal("1.5"), exchange=Exchange("XOF", Decimal(600), FIRST, "Bank")),
        "decimals",
    ),
    "a rate of zero": (extra(exchange=Exchange("XOF", Decimal(0), FIRST, "Bank")), "above zero"),
    "a rate upside down": (
        extra(price=Decimal(650_000), exchange=Exchange("XOF", Decimal("0.001667"), FIRST, "Bank")),
        "cannot be right",
    ),
    "a rate without a source": (extra(exchange=Exchange("XOF", Decimal(600), FIRST, "")), "no source"),
    "a currency that is none": (extra(exchange=Exchange("XFO", Decimal(600), FIRST, "Bank")), "not the code"),
    "dollars as another currency": (extra(exchange=Exchange("USD", Decimal(1), FIRST, "Bank")), "not the code"),
    "a currency by its name": (extra(exchange=Exchange("franc", Decimal(600), FIRST, "Bank")), "not the code"),
    "hours of nobody": ({"labor": (Labor("", Decimal(8), rate=Decimal(5), source="x"),)}, "no role"),
    "hours without a rate": ({"labor": (Labor("Officer", Decimal(8)),)}, "no rate"),
    "a rate of pay without a source": ({"labor": (Labor("Officer", Decimal(8), rate=Decimal(5)),)}, "no source"),
    "overtime at a published wage": (
        {"labor": (Labor("X", Decimal(8), work=Work.OVERTIME, occupation="1"),)},
        "no published",
    ),
    "benefits without a source": ({"labor": (salary(fringe=Decimal("0.4")),)}, "no source"),
    "no hours": ({"labor": (Labor("X", Decimal(0), rate=Decimal(5), source="x"),)}, "cannot be right"),
    "miles of no route": ({"drives": (Drive("", Decimal(8)),)}, "no route"),
    "miles below zero": ({"drives": (Drive("Home", Decimal(-8)),)}, "cannot be right"),
    "an indirect rate without a source": ({"indirect": Indirect(Decimal("0.2"))}, "no source"),
    "an indirect rate of 300 %": ({"indirect": Indirect(Decimal(3), "x")}, "cannot be right"),
    "a contingency without a reason": ({"contingency": Contingency(Decimal("0.05"), "")}, "no reason"),
    "a contingency of 101 %": ({"contingency": Contingency(Decimal("1.01"), "x")}, "cannot be right"),
}


@pytest.mark.parametrize(("more", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_what_cannot_be_right_is_refused_in_a_sentence(more, sentence):
    with pytest.raises(InvalidInput, match=sentence) as refusal:
        plans.check(bogota(**more), shipped().countries, shipped().rules)
    assert refusal.value.hint and refusal.value.context["field"]


def test_a_stored_plan_of_before_has_none_of_it_and_a_new_one_comes_back_whole():
    before = plans.to_json(bogota())
    for field in ("extras", "labor", "drives", "flight", "indirect", "contingency"):
        del before[field]
    assert plans.from_json(before) == bogota()
    wish = plan_file.read(HERE.parent / "examples" / "bogota-all-costs.json", shipped().names)
    assert plans.from_json(json.loads(json.dumps(plans.to_json(wish)))) == wish and wish.extras and wish.labor
