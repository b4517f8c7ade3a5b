"""Submitting an estimate, sending it back, and approving it: never by whoever had a hand in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import approvals
from ..approvals import CeilingCheck, EstimateStatus, Point
from ..coverage import Ceiling
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..reference import shipped
from ..roles import Principal
from ..store.models import AuditEntry, Engagement, Estimate, Mechanism
from ..text import clean, limited
from . import estimates, mechanism_terms, scope, versions

PREPARE, APPROVE = "estimate:prepare", "estimate:approve"
WAITING_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be known before an estimate is approved, and why this user may not; empty where nothing hinders."""

    points: tuple[Point, ...]
    ceiling: CeilingCheck | None  # None where the engagement runs under no agreement
    hindrance: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An estimate that waits for the user's approval."""

    number: str
    total: Decimal
    engagement: str
    title: str
    submitted: datetime


def submit(db: Session, user: Principal, number: str, version: int, now: datetime) -> str:
    """Ask for approval of a draft, or again of one that was sent back. Gives the estimate's number.

    Raises NotAllowed, NotFound, Conflict where it is no longer the newest or changed since `version` was shown.
    """
    found, _ = _record(db, user, PREPARE, number, version, EstimateStatus.DRAFT, EstimateStatus.RETURNED)
    found.status, found.submitted_by, found.submitted_at = EstimateStatus.SUBMITTED, user.id, now
    return found.number


def send_back(db: Session, user: Principal, number: str, version: int, reason: str, now: datetime) -> str:
    """Give a submitted estimate back to whoever prepared it, with the reason. Raises InvalidInput without one."""
    found, _ = _record(db, user, APPROVE, number, version, EstimateStatus.SUBMITTED)
    found.reason = _reason(reason)
    if not found.reason:
        raise InvalidInput("Why is it sent back?", hint="Say what must be different.", field="reason")
    found.status, found.decided_by, found.decided_at = EstimateStatus.RETURNED, user.id, now
    return found.number


def approve(
    db: Session, user: Principal, number: str, version: int, confirmed: Collection[str], reason: str, now: datetime
) -> str:
    """Approve a submitted estimate: from now on it is a document. Gives its number.

    `confirmed` are the ids of the points that were seen; `reason` is needed where a ceiling is crossed. Raises
    NotAllowed for whoever prepared, submitted or planned it, InvalidInput naming what is missing, Conflict, NotFound.
    """
    found, engagement = _record(db, user, APPROVE, number, version, EstimateStatus.SUBMITTED)
    _require_other(db, user, found)
    issued = estimates.issued(db, engagement, found)
    approvals.require_confirmed(issued, confirmed)
    check, why = ceiling(db, engagement, found.total), _reason(reason)
    approvals.require_room(check, why, shipped().rules.on("program.over_ceiling_with_reason", now.date()))
    found.status, found.decided_by, found.decided_at = EstimateStatus.APPROVED, user.id, now
    found.reason = why or None
    told = check.words if check else "The engagement runs under no agreement."
    found.decision = {"ceiling": told, "confirmed": [point.text for point in approvals.points(issued)]}
    return found.number


def approve_all(
    db: Session, user: Principal, shown: Iterable[tuple[str, int]], confirmed: Collection[str], reason: str,
    now: datetime,
) -> str:  # fmt: skip
    """Approve several, each by the rules of one: all of them or none. Gives their numbers."""
    return " ".join([approve(db, user, number, version, confirmed, reason, now) for number, version in shown])


def review(db: Session, user: Principal, number: str) -> Review:
    """What whoever approves an estimate must know. Raises NotAllowed, NotFound."""
    user.require("estimate:read")
    found, engagement = _find(db, user, "estimate:read", number)
    issued = estimates.issued(db, engagement, found)
    hindrance = ""
    try:
        user.require(APPROVE)
        _require_other(db, user, found)
    except NotAllowed as refusal:
        hindrance = refusal.message
    return Review(approvals.points(issued), ceiling(db, engagement, found.total), hindrance)


def waiting(db: Session, user: Principal, most: int = WAITING_SHOWN) -> tuple[Waiting, ...]:
    """The submitted estimates that this user may approve, the longest waiting first: those of others alone."""
    user.require(APPROVE)
    rows = db.execute(
        select(Estimate.number, Estimate.total, Engagement.reference, Engagement.title, Estimate.submitted_at)
        .join(Engagement, Engagement.id == Estimate.engagement_id)
        .where(
            Estimate.status == EstimateStatus.SUBMITTED,
            Estimate.prepared_by != user.id,
            Estimate.submitted_by != user.id,
            Engagement.archived_at.is_(None),
            scope.engagements(user, APPROVE),
        )
        .order_by(Estimate.submitted_at, Estimate.id)
        .limit(most)
    )
    return tuple(Waiting(r[0], r[1], r[2], r[3], r[4]) for r in rows if r[4] is not None)


def ceiling(db: Session, engagement: Engagement, total: Decimal) -> CeilingCheck | None:
    """What a total would leave of the engagement's agreement; None where it runs under none."""
    row = db.get(Mechanism, engagement.mechanism_id) if engagement.mechanism_id else None
    if row is None:
        return None
    agreed = mechanism_terms.in_force(row).ceiling
    whole = mechanism_terms.ceiling_of(agreed, mechanism_terms.use_of(db, [row.id]).get(row.id))
    own = Decimal(0) if engagement.stage in mechanism_terms.USES_NOTHING else engagement.estimate or Decimal(0)
    others: Ceiling = replace(whole, used=whole.used - own)
    return CeilingCheck(row.reference, others, total)


def _record(
    db: Session, user: Principal, action: str, number: str, version: int, *states: EstimateStatus
) -> tuple[Estimate, Engagement]:
    """The newest estimate of its engagement, in one of the states from which the step can be taken."""
    user.require(action)
    found, engagement = _find(db, user, action, number)
    versions.require(found.version, version)
    newer = select(Estimate.number).where(
        Estimate.engagement_id == engagement.id, Estimate.version_no > found.version_no
    )
    if later := db.scalars(newer.order_by(Estimate.version_no.desc())).first():
        raise Conflict(f"{found.number} is no longer the newest: {later} is.", hint="Open the newest version.")
    if found.status not in states:
        words = approvals.STATUS_WORDS[EstimateStatus(found.status)].lower()
        raise Conflict(f"{found.number} cannot be changed so: {words}.", now=found.status)
    return found, engagement


def _find(db: Session, user: Principal, action: str, number: str) -> tuple[Estimate, Engagement]:
    row = db.execute(
        select(Estimate, Engagement)
        .join(Engagement, Engagement.id == Estimate.engagement_id)
        .where(Estimate.number == clean(number), Engagement.archived_at.is_(None), scope.engagements(user, action))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such estimate among those you may see.", hint="Check its number.", reference=number)
    return row[0], row[1]


def _require_other(db: Session, user: Principal, found: Estimate) -> None:
    approvals.require_other(user.id, found.prepared_by, found.submitted_by, _planner(db, found.engagement_id))


def _planner(db: Session, engagement_id: int) -> int:
    """Who changed the engagement's plan last, by the trail: its opening is the first change."""
    entries = db.execute(
        select(AuditEntry.actor_id, AuditEntry.action, AuditEntry.changes)
        .where(AuditEntry.table_name == "engagement", AuditEntry.row_id == engagement_id)
        .order_by(AuditEntry.id.desc())
    )
    return next(int(who) for who, action, changes in entries if action == "insert" or "plan" in changes)


def _reason(text: str) -> str:
    return limited(text, approvals.REASON_LENGTH, "reason").strip()
