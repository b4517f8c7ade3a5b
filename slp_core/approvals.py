"""Approving an estimate: its states, what must be confirmed before, who may not, and whether it fits the agreement."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from . import money
from .coverage import Ceiling
from .errors import Conflict, InvalidInput, NotAllowed
from .issued import IssuedEstimate
from .rules import DatedValue

REASON_LENGTH = 1000


class EstimateStatus(StrEnum):
    """Where a version of an estimate stands. An approved one stays as it is, whatever comes after it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


STATUS_WORDS = {
    EstimateStatus.DRAFT: "Draft",
    EstimateStatus.SUBMITTED: "Waits for approval",
    EstimateStatus.RETURNED: "Sent back",
    EstimateStatus.APPROVED: "Approved",
    EstimateStatus.SUPERSEDED: "Superseded",
}
OPEN = (EstimateStatus.DRAFT, EstimateStatus.SUBMITTED, EstimateStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Point:
    """Something that whoever approves must have seen; `id` is unique over all estimates."""

    id: str  # "C-2026-0123/4": the fourth line; "C-2026-0123/own-cost"
    text: str


@dataclass(frozen=True, slots=True)
class CeilingCheck:
    """What an estimate does to the agreement that it runs under, in dollars."""

    mechanism: str  # public reference
    others: Ceiling  # the agreement, with what all its other engagements are planned to cost
    total: Decimal  # of this estimate

    @property
    def left(self) -> Decimal | None:
        """What would be left of the ceiling; negative when crossed, None where none was agreed."""
        return None if self.others.left is None else self.others.left - self.total

    @property
    def crossed(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def words(self) -> str:
        """Of $120,000.00 under M-004, $80,000.00 are planned for others; this estimate leaves $12,000.00."""
        used = money.words(self.others.used)
        if self.others.agreed is None or self.left is None:
            return f"{self.mechanism} has no ceiling; {used} are planned for its other engagements."
        what = f"crosses it by {money.words(-self.left)}" if self.crossed else f"leaves {money.words(self.left)}"
        agreed = money.words(self.others.agreed)
        return f"Of {agreed} under {self.mechanism}, {used} are planned for other engagements; this estimate {what}."


def points(estimate: IssuedEstimate) -> tuple[Point, ...]:
    """What must be confirmed before this estimate is approved, in the order of its lines; nothing is often enough."""
    return tuple(_points(estimate))


def _points(estimate: IssuedEstimate) -> Iterator[Point]:
    for place, line in enumerate(estimate.lines, 1):
        if line.needs_approval:
            what = f"{line.what}, {money.words(line.amount)}: {line.needs_approval}"
            yield Point(f"{estimate.number}/{place}", what)
    if rough := [line.amount for line in estimate.lines if line.rough]:
        text = f"{money.words(sum(rough, Decimal(0)))} are placeholders of the right size, not quotes."
        yield Point(f"{estimate.number}/rough", text)
    if estimate.provisional:
        text = "Some days are priced with the last known rates: no published table covers them yet."
        yield Point(f"{estimate.number}/provisional", text)
    if estimate.own_cost:
        text = f"The partner bears {money.words(estimate.own_cost)} of its own cost, which nobody reimburses."
        yield Point(f"{estimate.number}/own-cost", text)


def require_confirmed(estimate: IssuedEstimate, confirmed: Collection[str]) -> None:
    """Raises InvalidInput naming the first point of the estimate that was not confirmed."""
    for point in points(estimate):
        if point.id not in confirmed:
            raise InvalidInput(
                f"{estimate.number} is not approved yet: confirm first. {point.text}",
                hint="Confirm it as seen, or send the estimate back.",
                field="confirmed",
                point=point.id,
            )


def require_other(user: int, prepared: int, submitted: int | None, planned: int) -> None:
    """Two pairs of eyes: raises NotAllowed where the user had a hand in what is to be approved."""
    hands = ((prepared, "prepared it"), (submitted, "submitted it"), (planned, "last changed its plan"))
    if did := next((what for who, what in hands if who == user), ""):
        raise NotAllowed(
            f"You {did}: somebody else must approve this estimate.",
            hint="It waits on the home page of everyone who may approve.",
            permission="estimate:approve",
        )


def require_room(check: CeilingCheck | None, reason: str, rule: DatedValue) -> None:
    """Raises Conflict for an estimate that crosses the ceiling, InvalidInput where a reason would let it pass."""
    if check is None or not check.crossed:
        return
    if not rule.value:
        raise Conflict(check.words, hint="Amend the agreement first, or choose another one.")
    if not reason:
        hint = "Say why it is approved all the same, or amend the agreement first."
        raise InvalidInput(check.words, hint=hint, field="reason")
