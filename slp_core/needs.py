"""Needs in words: how urgent one is, where it stands, and where it may go from there."""

from enum import StrEnum


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
