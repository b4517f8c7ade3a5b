"""All versions of an engagement's estimate: which there are, one of them as issued, and the plan priced again."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import costs, plan
from ..approvals import EstimateStatus
from ..cost_lines import CostEstimate
from ..errors import Conflict, NotFound
from ..issued import IssuedEstimate
from ..lifecycle import ENDED, WORDS, Stage
from ..reference import Reference
from ..roles import Principal
from ..store.models import Engagement, Estimate
from . import engagements, estimates, references, versions


@dataclass(frozen=True, slots=True)
class Version:
    """One version in few words, to choose from."""

    number: str
    version_no: int
    status: EstimateStatus
    total: Decimal
    issued: datetime


def of_engagement(db: Session, user: Principal, reference: str) -> tuple[Version, ...]:
    """Every version of an engagement's estimate, newest first. Raises NotAllowed, NotFound."""
    found = engagements.record(db, user, "estimate:read", reference)
    rows = db.scalars(select(Estimate).where(Estimate.engagement_id == found.id).order_by(Estimate.version_no.desc()))
    return tuple(
        Version(row.number, row.version_no, EstimateStatus(row.status), row.total, row.issued_at) for row in rows
    )


def latest(db: Session, user: Principal, reference: str) -> IssuedEstimate | None:
    """The newest version of an engagement's estimate, or None when it was never priced.

    Raises NotAllowed for roles that see no money, NotFound outside the user's reach.
    """
    engagement = engagements.record(db, user, "estimate:read", reference)
    found = db.scalars(
        select(Estimate).where(Estimate.engagement_id == engagement.id).order_by(Estimate.version_no.desc()).limit(1)
    ).first()
    return estimates.issued(db, engagement, found) if found else None


def one(db: Session, user: Principal, reference: str, number: str) -> IssuedEstimate:
    """A version as it was issued. Raises NotAllowed, NotFound."""
    found = engagements.record(db, user, "estimate:read", reference)
    row = db.scalars(
        select(Estimate).where(Estimate.engagement_id == found.id, Estimate.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound(f"{reference} has no estimate {number}.", hint="Choose one from the list.", reference=number)
    return estimates.issued(db, found, row)


def price_again(db: Session, user: Principal, reference: str, version: int, today: date, now: datetime) -> str:
    """Price an engagement's saved plan with what is in force now, as the next version. Gives its reference.

    Raises NotAllowed, NotFound, Conflict for an ended engagement or one that changed since `version` was shown,
    NotInForce where no rate is known.
    """
    found = engagements.record(db, user, "estimate:prepare", reference)
    versions.require(found.version, version)
    if Stage(found.stage) in ENDED:
        raise Conflict(f"The engagement is {WORDS[Stage(found.stage)].lower()}: its price stays.", now=found.stage)
    estimates.add_next(db, user, found, price(found, references.current(db, user)), now)
    return reference


def price(engagement: Engagement, reference: Reference) -> CostEstimate:
    """What the saved plan of an engagement costs by a reference. Raises NotInForce where it has no rate."""
    return costs.estimate(plan.from_json(engagement.plan), reference.rules, reference.rates)
