"""How M&IE divides into meals: the published tables, the formula above them, always the whole (CST-08)."""

from decimal import Decimal as D

import pytest

from slp_core.errors import NotInForce
from slp_core.reference import shipped

SPLITS = shipped().meal_splits
FOREIGN = {91: (14, 23, 36, 18), 102: (15, 26, 41, 20), 144: (22, 36, 57, 29), 171: (26, 43, 68, 34), 26: (4, 7, 10, 5)}
CONUS = {68: (16, 19, 28, 5), 74: (18, 20, 31, 5), 80: (20, 22, 33, 5), 86: (22, 23, 36, 5), 92: (23, 26, 38, 5)}


def parts(split):
    return (split.breakfast, split.lunch, split.dinner, split.incidentals)


@pytest.mark.parametrize(("mie", "meals"), FOREIGN.items())
def test_the_foreign_table_is_not_a_percentage(mie, meals):
    assert parts(SPLITS.of_foreign(D(mie))) == meals


@pytest.mark.parametrize(("mie", "meals"), CONUS.items())
def test_the_conus_tiers_keep_five_dollars_of_incidentals(mie, meals):
    assert parts(SPLITS.of_conus(D(mie))) == meals


def test_above_the_table_the_formula_keeps_cents_and_the_rest_is_incidentals():
    """287: 15 % 43.05, 25 % 71.75, 40 % 114.80, rest 57.40."""
    assert parts(SPLITS.of_foreign(D(287))) == (D("43.05"), D("71.75"), D("114.80"), D("57.40"))


@pytest.mark.parametrize("mie", range(1, 400))
def test_the_parts_are_always_the_whole(mie):
    assert sum(parts(SPLITS.of_foreign(D(mie)))) == mie


def test_the_foreign_table_repeats_every_twenty_dollars():
    """For T = 20k + r the split is k x (3, 5, 8, 4) plus the base row."""
    for mie in range(23, 266):
        before = parts(SPLITS.of_foreign(D(mie - 20)))
        if mie - 20 > 2:
            assert parts(SPLITS.of_foreign(D(mie))) == tuple(a + b for a, b in zip(before, (3, 5, 8, 4), strict=True))


def test_an_amount_that_is_no_tier_is_refused():
    with pytest.raises(NotInForce, match=r"\$70"):
        SPLITS.of_conus(D(70))
