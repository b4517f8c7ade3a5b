"""Changes of one engagement's checklist: a step of its own, and excusing one with a reason until a day."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..checklists import Evidence, Owner
from ..dates import short
from ..errors import InvalidInput, NotAllowed, NotFound
from ..lifecycle import Stage
from ..reference import shipped
from ..roles import Principal, rights
from ..rules import Authority, Seen
from ..step_days import calendar_of, settled
from ..store.models import AppUser, Assignment, ChecklistEntry, Engagement, Person, Waiver
from ..text import limited
from . import engagements, scope, versions
from .steps import OWN

ADD, EXCUSE = "step:add", "step:excuse"
TEXT_LENGTH, REASON_LENGTH = 200, 500


def add(
    db: Session, user: Principal, reference: str, text: str, owner: str, due: date, position: int | None, why: str,
    today: date,
) -> str:  # fmt: skip
    """Add a step to one engagement, for the whole team or for a place on it; due on a working day of its owner.

    Raises NotAllowed for an owner for whom the user does not act, NotFound, InvalidInput.
    """
    found = engagements.record(db, user, ADD, reference)
    if owner not in tuple(Owner):
        raise InvalidInput("Nobody of that name does steps.", hint="Choose one.", field="owner")
    _require_owner(user, ADD, owner)
    said, reason = _line(text, TEXT_LENGTH, "step"), _line(why, REASON_LENGTH, "reason")
    place = _place(db, found, position) if position else None
    calendar = calendar_of(Owner(owner), found.country, shipped().calendars)
    number = db.scalars(
        select(func.count()).where(ChecklistEntry.engagement_id == found.id, ChecklistEntry.edition == OWN)
    ).one()
    db.add(
        ChecklistEntry(
            engagement_id=found.id, assignment_id=place, item=f"own_{number + 1}", edition=OWN, sequence=1000 + number,
            text=said, owner=owner, due_on=settled(due, found.departs_on, calendar), evidence=Evidence.NONE,
            gate=Stage.PRE_DEPLOYMENT if due < found.departs_on else Stage.POST_DEPLOYMENT, status="open",
            citation={
                "authority": Authority.ASSUMPTION, "text": f"Added by {_name(db, user)} on {short(today)}: {reason}",
                "seen": Seen.OFFICIAL, "checked": today.isoformat(),
            },
        )
    )  # fmt: skip
    return reference


def excuse(
    db: Session, user: Principal, step: int, version: int, reason: str, until: date | None, today: date, now: datetime
) -> str:
    """Excuse a step, for good or until a day on which it is still excused. Gives the engagement's reference.

    Raises NotAllowed for a step of an owner for whom the user does not act, NotFound, InvalidInput, Conflict.
    """
    entry, reference = _entry(db, user, step)
    versions.require(entry.version, version)
    said = _line(reason, REASON_LENGTH, "reason")
    if entry.status == "done":
        raise InvalidInput("A step that is done needs no excuse.", hint="Reopen it first.", field="step")
    if until and until < today:
        raise InvalidInput("The waiver would have ended already.", hint="Give today or later.", field="until")
    entry.status, entry.excused_until = "excused", until
    db.add(Waiver(checklist_entry_id=entry.id, reason=said, granted_by=user.id, granted_at=now, expires_on=until))
    return reference


def end_excuse(db: Session, user: Principal, step: int, version: int, now: datetime) -> str:
    """Take a waiver back: the step is open again."""
    entry, reference = _entry(db, user, step)
    versions.require(entry.version, version)
    if entry.status != "excused":
        raise InvalidInput("This step is not excused.", hint="Look at the list.", field="step")
    entry.status, entry.excused_until = "open", None
    standing = (Waiver.checklist_entry_id == entry.id, Waiver.archived_at.is_(None))
    for waiver in db.scalars(select(Waiver).where(*standing)):
        waiver.archived_at = now
    return reference


def _entry(db: Session, user: Principal, step: int) -> tuple[ChecklistEntry, str]:
    user.require(EXCUSE)
    found = db.execute(
        select(ChecklistEntry, Engagement.reference)
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .where(ChecklistEntry.id == step, ChecklistEntry.archived_at.is_(None), scope.engagements(user, EXCUSE))
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such step among those you may see.", hint="Look at the list.", step=step)
    _require_owner(user, EXCUSE, found[0].owner)
    return found[0], found[1]


def _require_owner(user: Principal, action: str, owner: str) -> None:
    if not any(owner in rights().steps[grant.role] for grant in user.grants_for(action)):
        raise NotAllowed("This step belongs to someone else.", hint="INL/KM can do this.", permission=action)


def _place(db: Session, found: Engagement, position: int) -> int:
    key = db.scalars(
        select(Assignment.id).where(
            Assignment.engagement_id == found.id, Assignment.position == position, Assignment.archived_at.is_(None)
        )
    ).first()
    if key is None:
        raise NotFound("There is no such place on the team.", hint="Choose one.", reference=str(position))
    return key


def _line(typed: str, longest: int, field: str) -> str:
    kept = " ".join(limited(typed, longest, field).split())
    if not kept:
        raise InvalidInput(f"The {field} is missing.", hint="Say it in a few words.", field=field)
    return kept


def _name(db: Session, user: Principal) -> str:
    names = select(Person.display_name).join(AppUser, AppUser.person_id == Person.id)
    return db.scalars(names.where(AppUser.principal_id == user.id)).first() or "System"
