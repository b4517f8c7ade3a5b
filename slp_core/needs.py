"""Needs in words: how urgent one is, where it stands, and where it may go from there."""

from enum import StrEnum

from .errors import Conflict


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class NeedStatus(StrEnum):
    """Where a need stands. What was withdrawn or declined may be raised again, with a reason."""

    RAISED = "raised"
    ACCEPTED = "accepted"
    MATCHED = "matched"
    MET = "met"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


PRIORITY_WORDS = {Priority.LOW: "Low", Priority.NORMAL: "Normal", Priority.HIGH: "High"}
NEED_WORDS = {
    NeedStatus.RAISED: "Raised",
    NeedStatus.ACCEPTED: "Accepted",
    NeedStatus.MATCHED: "Engagement planned",
    NeedStatus.MET: "Met",
    NeedStatus.DECLINED: "Declined",
    NeedStatus.WITHDRAWN: "Withdrawn",
}
NEXT: dict[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.RAISED: frozenset({NeedStatus.ACCEPTED, NeedStatus.DECLINED, NeedStatus.WITHDRAWN}),
    NeedStatus.ACCEPTED: frozenset({NeedStatus.MATCHED, NeedStatus.DECLINED, NeedStatus.WITHDRAWN}),
    NeedStatus.MATCHED: frozenset({NeedStatus.MET, NeedStatus.ACCEPTED, NeedStatus.WITHDRAWN}),
    NeedStatus.MET: frozenset(),
    NeedStatus.DECLINED: frozenset({NeedStatus.RAISED}),
    NeedStatus.WITHDRAWN: frozenset({NeedStatus.RAISED}),
}

BY_HAND = {status: frozenset(after - {NeedStatus.MATCHED}) for status, after in NEXT.items()}  # planning moves to that
ENDED = frozenset({NeedStatus.MET, NeedStatus.DECLINED, NeedStatus.WITHDRAWN})
PLANNED_FOR = frozenset({NeedStatus.ACCEPTED, NeedStatus.MATCHED})  # an engagement may be planned for these


def action_to(status: NeedStatus) -> str:
    """The right that a move to a status needs: a post may take back its need and raise it again; INL/KM decides."""
    return "need:raise" if status in (NeedStatus.RAISED, NeedStatus.WITHDRAWN) else "need:decide"


def action_to_change(status: NeedStatus) -> str:
    """The right that changing a need asks for. Raises Conflict once it is planned for or has ended."""
    if status is NeedStatus.RAISED:
        return "need:raise"
    if status is NeedStatus.ACCEPTED:
        return "need:decide"
    raise Conflict(
        f"What this need asks for can no longer be changed: it stands at “{NEED_WORDS[status]}”.",
        hint="Raise a new need, or have this one moved back first.",
        now=status,
    )


def require_next(now: NeedStatus, to: NeedStatus) -> None:
    """Raises Conflict for a move that does not exist by hand."""
    if to not in BY_HAND[now]:
        raise Conflict(
            f"A need at “{NEED_WORDS[now]}” cannot be moved to “{NEED_WORDS[to]}”.",
            hint="Look at where it stands now; only planning an engagement makes it “Engagement planned”.",
            now=now,
            to=to,
        )
