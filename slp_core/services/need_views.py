"""A need as its page shows it: what is asked, where it stands and why, and the engagements that meet it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..lifecycle import Stage
from ..need_request import NeedRequest
from ..needs import NeedStatus
from ..roles import Principal
from ..store.models import AppUser, Engagement, Institution, Need, NeedStep, Person
from . import scope
from .needs import COLUMNS, MAYBE, record


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a need; `by` is empty for those who may not see names."""

    to: NeedStatus
    on: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """An engagement that meets a need."""

    reference: str
    title: str
    departs: date
    returns: date
    stage: Stage


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need as its page shows it, free of the database."""

    reference: str
    request: NeedRequest
    institution: str  # its name
    status: NeedStatus
    raised: date
    by: str  # who raised it; empty for those who may not see names
    steps: tuple[Step, ...]
    engagements: tuple[Meeting, ...]
    version: int


def view(db: Session, user: Principal, reference: str) -> NeedView:
    """Raises NotFound when there is none, or none within the user's reach: the two read the same."""
    need = record(db, user, "need:read", reference)
    institution = db.get(Institution, need.institution_id) if need.institution_id else None
    steps = db.scalars(select(NeedStep).where(NeedStep.need_id == need.id).order_by(NeedStep.id)).all()
    names = _names(db, user, need, {need.requested_by, *(step.moved_by for step in steps)})
    return NeedView(
        reference=need.reference,
        request=_request(need, institution.reference or "" if institution else ""),
        institution=institution.name if institution else "",
        status=NeedStatus(need.status),
        raised=need.created_at.date(),
        by=names.get(need.requested_by, ""),
        steps=tuple(
            Step(NeedStatus(step.to_status), step.moved_on, step.reason, names.get(step.moved_by, ""))
            for step in steps
        ),
        engagements=_meeting(db, user, need),
        version=need.version,
    )  # fmt: skip


def _request(need: Need, institution: str) -> NeedRequest:
    values = {name: getattr(need, name) for name in COLUMNS} | {name: getattr(need, name) or "" for name in MAYBE}
    open_ = not (need.outcome and need.indicator and need.target)
    return NeedRequest(**values, not_yet_known=open_, institution=institution)


def _meeting(db: Session, user: Principal, need: Need) -> tuple[Meeting, ...]:
    """The engagements in the user's reach."""
    rows = db.execute(
        select(Engagement.reference, Engagement.title, Engagement.departs_on, Engagement.returns_on, Engagement.stage)
        .where(
            Engagement.need_id == need.id, Engagement.archived_at.is_(None), scope.engagements(user, "engagement:read")
        )
        .order_by(Engagement.departs_on, Engagement.id)
    )
    return tuple(Meeting(*row[:4], Stage(row.stage)) for row in rows)


def _names(db: Session, user: Principal, need: Need, principals: set[int | None]) -> dict[int | None, str]:
    """Names of users by their principal, for those who see the people of this country."""
    if not user.reaches("person:read", need.country):
        return {}
    rows = db.execute(
        select(AppUser.principal_id, Person.display_name)
        .join(Person, Person.id == AppUser.person_id)
        .where(AppUser.principal_id.in_([key for key in principals if key is not None]))
    )
    return dict.fromkeys(principals, "System") | {row.principal_id: row.display_name for row in rows}
