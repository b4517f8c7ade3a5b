"""Two versions side by side: what changed, came and went, and that it adds up."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from slp_core.estimate_diff import differences
from slp_core.issued import IssuedEstimate, IssuedLine

DAY = date(2027, 2, 1)


def line(what: str, amount: str) -> IssuedLine:
    return IssuedLine(
        "Other", what, f"1 × {amount}", 1, Decimal(1), "piece", Decimal(1), Decimal(amount), Decimal(0),
        Decimal(amount), "GEO", "", DAY, DAY, False, (),
    )  # fmt: skip


def estimate(*lines: IssuedLine) -> IssuedEstimate:
    total = sum((one.amount for one in lines), Decimal(0))
    return IssuedEstimate("C-1", 1, "draft", "E-1", "T", total, False, datetime(2026, 1, 1, tzinfo=UTC), "Eve", lines)


def test_a_version_does_not_differ_from_itself() -> None:
    one = estimate(line("Visa", "160"), line("Visa", "160"))
    assert differences(one, one) == ()


def test_lines_that_changed_came_and_went_are_told_with_their_difference() -> None:
    before = estimate(line("Visa", "160"), line("Taxi", "40"), line("Room", "500"))
    after = estimate(line("Room", "450"), line("Visa", "160"), line("Van", "90"))
    found = [(one.what, one.before and one.before.amount, one.after and one.after.amount, one.delta)
             for one in differences(before, after)]  # fmt: skip
    assert found == [("Room", 500, 450, -50), ("Van", None, 90, 90), ("Taxi", 40, None, -40)]


def test_other_days_at_the_same_amount_are_a_difference_of_nothing() -> None:
    moved = replace(line("Visa", "160"), first=date(2027, 2, 2), last=date(2027, 2, 2))
    (found,) = differences(estimate(line("Visa", "160")), estimate(moved))
    assert found.delta == 0


LINES = st.lists(st.builds(line, st.sampled_from("abc"), st.integers(0, 99).map(str)), max_size=6)


@given(LINES, LINES)
def test_the_differences_add_up_to_that_of_the_totals(one, other) -> None:
    before, after = estimate(*one), estimate(*other)
    assert sum(found.delta for found in differences(before, after)) == after.total - before.total
