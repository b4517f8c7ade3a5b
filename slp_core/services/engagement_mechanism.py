"""The agreement an engagement runs under: whether it covers the trip, what is due under it, and choosing another."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import coverage, plan
from ..coverage import Ceiling, Coverage
from ..lifecycle import ENDED, Stage
from ..mechanisms import Basis
from ..plan import Kind
from ..roles import Principal
from ..store.models import ChecklistEntry, Engagement, EngagementPartner, Mechanism, Partner
from . import copied_steps, engagements, lead_times, mechanism_choice, mechanism_terms, outlooks, scope, versions
from .mechanism_choice import Choice
from .mechanisms import READ


@dataclass(frozen=True, slots=True)
class Under:
    """The agreement of an engagement, with what follows from it for the trip."""

    reference: str
    number: str
    title: str
    basis: Basis  # one method for the whole trip
    coverage: Coverage
    report_due: date
    claim_due: date
    ceiling: Ceiling


def of_engagement(db: Session, user: Principal, reference: str) -> Under | None:
    """The agreement that was chosen, None where there is none yet or it is of another agency than the user's.

    Raises NotAllowed for roles that see no agreements, NotFound for an engagement outside the user's reach.
    """
    user.require(READ)
    found = engagements.record(db, user, "engagement:read", reference)
    row = db.scalars(
        select(Mechanism).where(Mechanism.id == found.mechanism_id, scope.mechanisms(user, READ))
    ).one_or_none()
    if row is None:
        return None
    terms = mechanism_terms.in_force(row)
    return Under(
        row.reference,
        row.number,
        row.title,
        Basis(row.basis),
        coverage.covers(terms, row.report_days, found.departs_on, found.returns_on),
        found.returns_on + timedelta(row.report_days),
        found.returns_on + timedelta(row.claim_days),
        mechanism_terms.ceiling_of(terms.ceiling, mechanism_terms.use_of(db, [row.id]).get(row.id)),
    )


def choices(db: Session, user: Principal, reference: str) -> tuple[Choice, ...]:
    """The agreements of the agencies that take part, those that cover the trip first."""
    found = engagements.record(db, user, "engagement:open", reference)
    partners = db.scalars(
        select(Partner.reference)
        .join(EngagementPartner, EngagementPartner.partner_id == Partner.id)
        .where(EngagementPartner.engagement_id == found.id)
    ).all()
    return mechanism_choice.of_partners(db, user, partners, found.departs_on, found.returns_on)


def assign(db: Session, user: Principal, reference: str, mechanism: str, version: int, today: date) -> str:
    """Let an engagement run under an agreement of one of its agencies, whose lead times then move its open steps.

    Gives the engagement's reference. A ceiling that is exceeded does not stop it. Raises NotAllowed, NotFound,
    InvalidInput for another agency's agreement, Conflict where it does not cover the trip or was changed meanwhile.
    """
    found = engagements.record(db, user, "engagement:open", reference)
    versions.require(found.version, version)
    partners = db.scalars(select(EngagementPartner.partner_id).where(EngagementPartner.engagement_id == found.id)).all()
    chosen = mechanism_choice.fitting(db, user, mechanism, partners, found.departs_on, found.returns_on)
    _put(db, user, found, chosen, today)
    return reference


def release(db: Session, user: Principal, reference: str, version: int, today: date) -> str:
    """Take the agreement away from an engagement; the lead times of its post hold again for the open steps."""
    found = engagements.record(db, user, "engagement:open", reference)
    user.require(READ)
    versions.require(found.version, version)
    _put(db, user, found, None, today)
    return reference


def _put(db: Session, user: Principal, found: Engagement, chosen: Mechanism | None, today: date) -> None:
    before = db.get(Mechanism, found.mechanism_id) if found.mechanism_id else None
    found.mechanism_id = chosen.id if chosen else None
    concerned = {one.reference for one in (before, chosen) if one}
    if Stage(found.stage) not in ENDED:
        _follow_lead_times(db, user, found, chosen, lead_times.steps_of(db, concerned, Kind(found.kind), today), today)


def _follow_lead_times(
    db: Session, user: Principal, found: Engagement, chosen: Mechanism | None, steps: set[str], today: date
) -> None:
    """Work out anew the open steps on which the agreements had decided; every other step keeps its day."""
    if not steps:
        return
    wish = replace(plan.from_json(found.plan), mechanism=chosen.reference if chosen else None)
    answer = outlooks.of_plan(db, user, wish, today)
    items = {(answer.checklist.edition, item.id): item for item in answer.items if item.id in steps}
    entries = select(ChecklistEntry).where(
        ChecklistEntry.engagement_id == found.id,
        ChecklistEntry.item.in_(steps),
        ChecklistEntry.status == "open",
        ChecklistEntry.archived_at.is_(None),
    )
    for entry in db.scalars(entries):
        if item := items.get((entry.edition, entry.item)):
            entry.due_on, entry.citation = item.due, copied_steps.citation_of(item)
