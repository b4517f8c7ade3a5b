"""Dollars are exact, rounded half up, and read from text in one way only."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.money import cents, parse_money, words

READABLE = {
    "a float's trap (CST-24)": ("16.4", "16.40"),
    "whole dollars": ("1640", "1640.00"),
    "thousands": ("1,640.50", "1640.50"),
    "millions": ("12,345,678.90", "12345678.90"),
    "a dollar sign": ("$16.4", "16.40"),
    "a dollar sign and a space": (" $ 16 ", "16.00"),
    "nothing": ("0", "0.00"),
    "a cent": ("0.01", "0.01"),
    "the largest": ("99999999", "99999999.00"),
}
UNREADABLE = {
    "empty": "",
    "a sign alone": "$",
    "words": "about 500",
    "negative": "-5",
    "minus nothing": "-0",
    "three decimals": "0.005",
    "a decimal comma, never taken for 164": "16,4",
    "a decimal comma, never taken for 164,050": "1640,50",
    "commas anywhere": "1,2,3",
    "a European thousand": "1.640,50",
    "two points": "1.2.3",
    "an exponent": "1e3",
    "underscores": "1_000",
    "not a number": "NaN",
    "infinite": "Infinity",
    "another currency": "€16",
    "markup": "<script>alert(1)</script>",
    "quotes": "'16'",
}


@pytest.mark.parametrize(("text", "amount"), READABLE.values(), ids=READABLE)
def test_dollars_are_read_to_the_cent(text, amount):
    assert str(parse_money(text)) == amount


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_not_clearly_an_amount_is_refused_not_guessed(text):
    with pytest.raises(InvalidInput) as refusal:
        parse_money(text, "air_fare")
    assert refusal.value.context["field"] == "air_fare"
    assert "1,640.50" in refusal.value.hint and len(refusal.value.message) < 100


@pytest.mark.parametrize("text", ["100000000", "100,000,000.00", "9" * 5000])
def test_an_amount_that_is_too_large_is_said_to_be_so(text):
    with pytest.raises(InvalidInput, match="is more than can be planned") as refusal:
        parse_money(text, "air_fare")
    assert "99,999,999" in refusal.value.hint and len(refusal.value.message) < 100


@pytest.mark.parametrize(  # CST-25
    ("exact", "rounded"),
    [("30.525", "30.53"), ("2953.125", "2953.13"), ("0.125", "0.13"), ("2.675", "2.68"), ("0.7035", "0.70"),
     ("9.1588", "9.16"), ("0.004999", "0.00")],
)  # fmt: skip
def test_half_a_cent_is_rounded_up(exact, rounded):
    assert str(cents(Decimal(exact))) == rounded


def test_a_reduced_rate_on_a_part_day_is_rounded_up_from_the_half_cent():
    assert cents(Decimal("0.75") * Decimal("0.55") * 74) == Decimal("30.53")


AMOUNTS = st.decimals(0, 99_999_999, places=2)


@settings(deadline=None)
@given(AMOUNTS)
def test_what_is_written_is_read_back_the_same(amount):
    assert parse_money(words(amount)) == amount


@settings(deadline=None)
@given(st.decimals(0, 99_999_999, places=5))
def test_rounding_moves_an_amount_by_half_a_cent_at_most_and_once(amount):
    assert abs(cents(amount) - amount) <= Decimal("0.005")
    assert cents(cents(amount)) == cents(amount)


@pytest.mark.parametrize(
    ("amount", "said"),
    [("10384", "$10,384.00"), ("-120", "−$120.00"), ("0", "$0.00"), ("16.4", "$16.40"), ("0.125", "$0.13")],
)
def test_amounts_are_written_with_their_cents(amount, said):
    assert words(Decimal(amount)) == said
