"""The steps of an engagement's checklist: seen by those in reach, marked by those whose steps they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from .. import text
from ..checklists import Evidence
from ..dates import short
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..roles import Principal, rights
from ..rules import Citation
from ..store.models import AppUser, Assignment, ChecklistEntry, Engagement, Person, Waiver
from . import engagements, scope, versions
from .estimates import citation_of

REFERENCE_LENGTH = 200
OWN = "own"  # the edition of a step that no checklist holds


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one engagement, for the whole team or for one place on it."""

    id: int
    text: str
    owner: str
    traveler: int | None  # the place on the team, from 1; None for the whole engagement
    due: date
    status: str  # open, done, excused
    done_on: date | None
    evidence: Evidence
    reference: str
    citation: Citation
    version: int
    mine: bool  # may this user mark it?
    not_before: date | None  # the departure, where it cannot be done at home
    excusable: bool = False  # may this user excuse it?
    excuse: str = ""  # why it was excused, and by whom; an excuse that has ended is said, too

    @property
    def words(self) -> str:
        """The step in a list to choose from."""
        return f"{self.text} (traveler {self.traveler})" if self.traveler else self.text


def of_engagement(db: Session, user: Principal, reference: str, today: date | None = None) -> tuple[Step, ...]:
    """All steps of an engagement, earliest due first. Raises NotFound outside the user's reach.

    With a day, a step whose excuse has ended by then is open.
    """
    found = engagements.record(db, user, "engagement:read", reference)
    rows = db.execute(
        select(ChecklistEntry, Assignment.position)
        .outerjoin(Assignment, Assignment.id == ChecklistEntry.assignment_id)
        .where(ChecklistEntry.engagement_id == found.id, ChecklistEntry.archived_at.is_(None))
        .order_by(ChecklistEntry.due_on, ChecklistEntry.sequence, Assignment.position)
    ).all()
    markable = _markable(db, user, found.id)
    excused, excuses = waivers(db, found.id), _excuses(user)
    return tuple(
        _step(entry, found, position, entry.id in markable, excused.get(entry.id, ""), entry.owner in excuses, today)
        for entry, position in rows
    )


def mark_done(
    db: Session, user: Principal, step_id: int, version: int, done_on: date, today: date, evidence: str = ""
) -> str:
    """Mark a step as done on a day, with its reference where one is asked for. Gives the engagement's reference.

    Raises NotFound, NotAllowed for another owner's step, InvalidInput, and Conflict when it was changed meanwhile.
    """
    entry, reference = _entry(db, user, step_id)
    versions.require(entry.version, version)
    if done_on > today:
        raise InvalidInput(
            "A step cannot be done in the future.", hint="Give today or an earlier day.", field="done_on"
        )
    kept = text.limited(evidence, REFERENCE_LENGTH, "reference")
    if entry.evidence == Evidence.REFERENCE and not kept:
        raise InvalidInput(
            "This step asks for a reference.", hint="Give the number of the paper or the message.", field="reference"
        )
    _require_order(db, entry, done_on)
    entry.status, entry.done_on, entry.done_by, entry.evidence_reference = "done", done_on, user.id, kept or None
    entry.excused_until = None  # else it would read as open again after that day
    return reference


def reopen(db: Session, user: Principal, step_id: int, version: int) -> str:
    """Take a mark back: the step is open again. The history keeps what was."""
    entry, reference = _entry(db, user, step_id)
    versions.require(entry.version, version)
    if entry.status != "done":
        raise InvalidInput("This step is not done.", hint="Look at the list.", field="step")
    entry.status, entry.done_on, entry.done_by, entry.evidence_reference = "open", None, None, None
    return reference


def mark_past(
    db: Session, user: Principal, reference: str, until: date, today: date, leaving_out: Collection[str] = ()
) -> int:
    """Mark every open step due up to a day as done on that day, for work entered after the fact; or today, where that
    day has not come. Gives their number. `leaving_out` are the names of steps that stay open.
    """
    found = engagements.record(db, user, "checklist:change", reference)
    due = select(ChecklistEntry).join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
    due = due.where(ChecklistEntry.engagement_id == found.id, _marked_by(user))
    due = due.where(ChecklistEntry.status == "open", ChecklistEntry.due_on <= until)
    due = due.where(ChecklistEntry.item.not_in(leaving_out))
    entries = db.scalars(due).all()
    for entry in entries:
        entry.status, entry.done_on, entry.done_by = "done", min(entry.due_on, today), user.id
    return len(entries)


def _entry(db: Session, user: Principal, step_id: int) -> tuple[ChecklistEntry, str]:
    user.require("checklist:change")
    found = db.execute(
        select(ChecklistEntry, Engagement.reference)
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .where(
            ChecklistEntry.id == step_id,
            ChecklistEntry.archived_at.is_(None),
            scope.engagements(user, "engagement:read"),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such step among those you may see.", step=step_id)
    entry, reference = found
    if entry.id not in _markable(db, user, entry.engagement_id):
        raise NotAllowed(
            "This step belongs to someone else.", hint="Its owner marks it.", permission="checklist:change"
        )
    return entry, reference


def _require_order(db: Session, entry: ChecklistEntry, done_on: date) -> None:
    """What is not done at home is done after the departure; the post badge follows the RSO's briefing. Source of the
    latter: 12 FAM 441.1.
    """
    departs = db.scalars(select(Engagement.departs_on).where(Engagement.id == entry.engagement_id)).one()
    if (first := _not_before(entry, departs)) and done_on < first:
        raise InvalidInput(
            f"The team leaves on {short(departs)}; this is done later.",
            hint="Give the day on which it was done, or excuse the step.",
            field="done_on",
        )
    briefed = select(ChecklistEntry.status).where(
        ChecklistEntry.engagement_id == entry.engagement_id,
        ChecklistEntry.assignment_id == entry.assignment_id,
        ChecklistEntry.item == "rso_briefing",
        ChecklistEntry.archived_at.is_(None),
    )
    if entry.item == "post_badge" and db.scalars(briefed).first() == "open":
        raise Conflict(
            "The RSO's briefing comes before the post badge (12 FAM 441.1).", hint="The RSO marks the briefing first."
        )


def _not_before(entry: ChecklistEntry, departs: date) -> date | None:
    """The departure, where a checklist counts a step from the arrival or the return."""
    return departs if departs <= entry.due_on and entry.edition != OWN else None


def _markable(db: Session, user: Principal, engagement_id: int) -> frozenset[int]:
    """The steps that the user may mark."""
    rows = db.scalars(
        select(ChecklistEntry.id)
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .where(ChecklistEntry.engagement_id == engagement_id, _marked_by(user))
    )
    return frozenset(rows)


def _marked_by(user: Principal) -> ColumnElement[bool]:
    """In reach, and of an owner for whom one of the user's roles acts."""
    parts = [
        and_(ChecklistEntry.owner.in_(rights().steps[grant.role]), scope.step_reach(grant))
        for grant in user.grants_for("checklist:change")
    ]
    return or_(false(), *parts)


def waivers(db: Session, engagement_id: int) -> dict[int, str]:
    """Why steps were excused, by whom and until when, by their keys."""
    rows = db.execute(
        select(Waiver, Person.display_name)
        .join(ChecklistEntry, ChecklistEntry.id == Waiver.checklist_entry_id)
        .outerjoin(AppUser, AppUser.principal_id == Waiver.granted_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(ChecklistEntry.engagement_id == engagement_id, Waiver.archived_at.is_(None))
        .order_by(Waiver.id)
    )
    return {
        waiver.checklist_entry_id: f"{waiver.reason} ({name or 'System'}, "
        f"{f'until {short(waiver.expires_on)}' if waiver.expires_on else 'for good'})"
        for waiver, name in rows
    }


def _excuses(user: Principal) -> frozenset[str]:
    """The owners whose steps the user may excuse."""
    return frozenset(owner for grant in user.grants_for("step:excuse") for owner in rights().steps[grant.role])


def _step(
    entry: ChecklistEntry,
    trip: Engagement,
    position: int | None,
    mine: bool,
    excuse: str,
    excusable: bool,
    today: date | None,
) -> Step:
    stored: dict[str, Any] = entry.citation
    ended = entry.status == "excused" and entry.excused_until and today and entry.excused_until < today
    return Step(
        id=entry.id,
        text=entry.text,
        owner=entry.owner,
        traveler=position,
        due=entry.due_on,
        status="open" if ended else entry.status,
        done_on=entry.done_on,
        evidence=Evidence(entry.evidence),
        reference=entry.evidence_reference or "",
        citation=citation_of(stored),
        version=entry.version,
        mine=mine,
        not_before=_not_before(entry, trip.departs_on),
        excusable=excusable,
        excuse=excuse,
    )
