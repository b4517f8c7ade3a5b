"""What must be confirmed before an estimate is approved, who may not approve it, and what it does to a ceiling."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from slp_core import approvals
from slp_core.approvals import CeilingCheck
from slp_core.cost_lines import BorneBy
from slp_core.coverage import Ceiling
from slp_core.errors import Conflict, InvalidInput, NotAllowed
from slp_core.issued import IssuedEstimate, IssuedLine
from slp_core.reference import shipped

TODAY = date(2026, 11, 25)
PLAIN = IssuedLine(
    "Equipment", "Camera", "1 × 1 piece × $900", 1, Decimal(1), "piece", Decimal(1), Decimal(900), Decimal(0),
    Decimal("900.00"), "GEO", "", TODAY, TODAY, False, (),
)  # fmt: skip


def estimate(*lines: IssuedLine, provisional: bool = False) -> IssuedEstimate:
    total = sum((line.amount for line in lines if line.borne_by is BorneBy.INL), Decimal(0))
    moment = datetime(2026, 11, 25, tzinfo=UTC)
    return IssuedEstimate(
        "C-2027-001", 1, "submitted", "E-2027-001", "Course", total, provisional, moment, "Eve", lines
    )


def test_an_ordinary_estimate_asks_for_no_confirmation() -> None:
    assert approvals.points(estimate(PLAIN)) == ()
    approvals.require_confirmed(estimate(PLAIN), ())


def test_each_line_that_needs_approval_is_a_point_of_its_own() -> None:
    dear = replace(PLAIN, needs_approval="Above the threshold for equipment.")
    found = approvals.points(estimate(PLAIN, dear, dear))
    assert [point.id for point in found] == ["C-2027-001/2", "C-2027-001/3"]
    assert found[0].text == "Camera, $900.00: Above the threshold for equipment."


def test_what_is_rough_provisional_or_the_partners_own_is_said_with_its_sum() -> None:
    rough, own = replace(PLAIN, rough=True), replace(PLAIN, amount=Decimal(400), borne_by=BorneBy.PARTNER)
    found = {point.id: point.text for point in approvals.points(estimate(rough, rough, own, provisional=True))}
    assert list(found) == ["C-2027-001/rough", "C-2027-001/provisional", "C-2027-001/own-cost"]
    assert "$1,800.00" in found["C-2027-001/rough"] and "$400.00" in found["C-2027-001/own-cost"]


def test_every_point_must_be_confirmed_and_those_of_another_estimate_do_not_count() -> None:
    asked = estimate(replace(PLAIN, needs_approval="Why."), provisional=True)
    with pytest.raises(InvalidInput) as refusal:
        approvals.require_confirmed(asked, ["C-2027-001/1", "C-2027-002/provisional"])
    assert refusal.value.context["point"] == "C-2027-001/provisional"
    approvals.require_confirmed(asked, ["C-2027-001/1", "C-2027-001/provisional", "anything"])


@pytest.mark.parametrize("hands", [(7, 1, 1), (1, 7, 1), (1, 1, 7), (7, None, 1)])
def test_nobody_approves_what_the_own_hands_made(hands) -> None:
    with pytest.raises(NotAllowed):
        approvals.require_other(7, *hands)
    approvals.require_other(8, *hands)


@pytest.mark.parametrize(
    ("agreed", "used", "total", "left", "crossed"),
    [
        ("50000", "30000", "20000", "0", False),  # to the cent: nothing is left, nothing is crossed
        ("50000", "30000", "20000.01", "-0.01", True),
        ("50000", "60000", "1", "-10001", True),  # crossed before already
        (None, "30000", "20000", None, False),
    ],
)
def test_a_ceiling_is_crossed_when_less_than_nothing_is_left(agreed, used, total, left, crossed) -> None:
    check = CeilingCheck("M-001", Ceiling(agreed and Decimal(agreed), Decimal(used)), Decimal(total))
    assert (check.left, check.crossed) == (left and Decimal(left), crossed)


def test_crossing_needs_a_reason_and_by_the_other_setting_is_refused() -> None:
    over = CeilingCheck("M-001", Ceiling(Decimal(10), Decimal(5)), Decimal(6))
    with_reason = shipped().rules.on("program.over_ceiling_with_reason", TODAY)
    approvals.require_room(over, "The amendment is signed tomorrow.", with_reason)
    with pytest.raises(InvalidInput, match="crosses it by \\$1.00"):
        approvals.require_room(over, "", with_reason)
    with pytest.raises(Conflict):
        approvals.require_room(over, "The amendment is signed tomorrow.", replace(with_reason, value=Decimal(0)))
    approvals.require_room(None, "", with_reason)
