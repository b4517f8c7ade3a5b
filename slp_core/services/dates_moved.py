"""Moving an engagement to other days: open steps move with it, done ones stay, and the price is worked out anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from .. import checklists, plan
from ..checklists import Owner, Situation
from ..dates import short
from ..errors import Conflict, InvalidInput, SlpError
from ..judgements import Judgement
from ..lifecycle import ENDED, WORDS, Stage
from ..outlook import Outlook
from ..plan import Plan
from ..reference import Reference
from ..roles import Principal
from ..step_days import calendar_of, moved
from ..store.models import Assignment, ChecklistEntry, Engagement, Mechanism, Stay
from . import availability, engagements, estimates, outlooks, readiness, references, versions


@dataclass(frozen=True, slots=True)
class Shift:
    """A step and its days before and after a move; a step that stays has the same day twice."""

    text: str
    traveler: int | None
    before: date
    after: date
    late: bool  # open, and due before today after the move


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move to another day would do: which steps move and which stay, what stands worse, the price, and what
    forbids it."""

    moved: tuple[Shift, ...]
    stayed: tuple[Shift, ...]
    worse: tuple[Judgement, ...]  # agreement, papers, training, security: as they would stand then
    price_before: Decimal | None
    price_after: Decimal | None
    refused: str  # the sentence for which it cannot be done; empty where it can

    @property
    def late(self) -> tuple[Shift, ...]:
        return tuple(one for one in self.moved if one.late)


def preview(db: Session, user: Principal, reference: str, departs: date, today: date) -> Preview:
    """What if the trip left on another day. Nothing is written. Raises NotAllowed, NotFound, InvalidInput."""
    found = engagements.record(db, user, "engagement:open", reference)
    by, answer = _answer(db, user, found, departs, today)
    due = _due_days(db, references.current(db, user), found, answer, by)
    rows = db.execute(
        select(ChecklistEntry, Assignment.position)
        .outerjoin(Assignment, Assignment.id == ChecklistEntry.assignment_id)
        .where(ChecklistEntry.engagement_id == found.id, ChecklistEntry.archived_at.is_(None))
        .order_by(ChecklistEntry.due_on, ChecklistEntry.sequence, Assignment.position)
    ).all()
    shifts = [(step.status == "open", _shift(step, position, due, today)) for step, position in rows]
    return Preview(
        moved=tuple(one for is_open, one in shifts if is_open and one.before != one.after),
        stayed=tuple(one for is_open, one in shifts if not is_open or one.before == one.after),
        worse=readiness.worse_when_moved(db, user, found, by, today),
        price_before=found.estimate,
        price_after=answer.cost.total if answer.cost else None,
        refused=_refusal(db, user, found, by),
    )


def move_to(
    db: Session, user: Principal, reference: str, departs: date, version: int, today: date, now: datetime
) -> str:
    """Leave on another day: every day of the trip moves by as much. Gives the engagement's reference.

    Raises NotAllowed, NotFound, InvalidInput for days that cannot be, Conflict for an ended engagement, for a team that
    is not free then, or when it was changed since `version` was shown.
    """
    found = engagements.record(db, user, "engagement:open", reference)
    versions.require(found.version, version)
    by, answer = _answer(db, user, found, departs, today)
    availability.require_team_free(db, user, found, by)
    due = _due_days(db, references.current(db, user), found, answer, by)
    _move_trip(db, found, answer, by)
    for step in db.scalars(_open_steps(found)):
        step.due_on = due[step.id]
    if answer.cost:
        estimates.add_next(db, user, found, answer.cost, now)
    else:
        estimates.supersede(db, found)
    return reference


def _move_trip(db: Session, found: Engagement, answer: Outlook, by: timedelta) -> None:
    trip = answer.plan.itinerary
    found.departs_on, found.returns_on, found.plan = trip.departs, trip.returns, plan.to_json(answer.plan)
    found.estimate = answer.cost.total if answer.cost else None
    found.estimate_provisional = answer.cost.provisional if answer.cost else False
    for member in db.scalars(select(Assignment).where(Assignment.engagement_id == found.id)):
        member.departs_on, member.returns_on = member.departs_on + by, member.returns_on + by
    for stay in db.scalars(select(Stay).where(Stay.engagement_id == found.id)):
        stay.arrives_on, stay.leaves_on = stay.arrives_on + by, stay.leaves_on + by


def _answer(db: Session, user: Principal, found: Engagement, departs: date, today: date) -> tuple[timedelta, Outlook]:
    """By how much it moves, and the plan worked out for the new days. Raises Conflict, InvalidInput."""
    if Stage(found.stage) in ENDED:
        raise Conflict(f"The engagement is {WORDS[Stage(found.stage)].lower()}: its days stay.", now=found.stage)
    saved = plan.from_json(found.plan)
    by = departs - saved.itinerary.departs
    if departs < today <= saved.itinerary.departs:
        raise InvalidInput(
            f"{short(departs)} is past; nobody has left yet.", hint="Give today or a later day.", field="departs"
        )
    if not by:
        raise InvalidInput("It leaves on this day already.", hint="Give another day.", field="departs")
    standing = (Mechanism.id == found.mechanism_id, Mechanism.archived_at.is_(None))
    mechanism = db.scalars(select(Mechanism.reference).where(*standing)).one_or_none()
    return by, outlooks.of_plan(db, user, replace(saved.moved_to(departs), mechanism=mechanism), today)


def _open_steps(found: Engagement) -> Select[ChecklistEntry]:
    return select(ChecklistEntry).where(
        ChecklistEntry.engagement_id == found.id, ChecklistEntry.status == "open", ChecklistEntry.archived_at.is_(None)
    )


def _due_days(db: Session, reference: Reference, found: Engagement, answer: Outlook, by: timedelta) -> dict[int, date]:
    """The new day of each open step: counted anew by its own edition; one of its own moves by as many days.

    No step comes to lie on a day on which its owner rests.
    """
    counted = {(answer.checklist.edition, item.id): item.due for item in answer.items}
    counted = dict(_of_older(reference, answer.plan)) | counted
    departs, calendars = answer.plan.itinerary.departs, reference.calendars
    days = {}
    for step in db.scalars(_open_steps(found)):
        calendar = calendar_of(Owner(step.owner), found.country, calendars)
        known = counted.get((step.edition, step.item))
        days[step.id] = known or moved(step.due_on, by, departs, calendar)
    return days


def _of_older(reference: Reference, wish: Plan) -> Iterator[tuple[tuple[str, str], date]]:
    """The days of all editions of the kind's checklist, as they count them."""
    case = Situation(wish, reference.advisories[wish.country], reference.rules, ())
    for edition in reference.checklists:
        if edition.kind is wish.kind:
            for item in checklists.due_items(edition, case, reference.calendars):
                yield (edition.edition, item.id), item.due


def _shift(step: ChecklistEntry, position: int | None, due: dict[int, date], today: date) -> Shift:
    after = due.get(step.id, step.due_on)
    return Shift(step.text, position, step.due_on, after, step.status == "open" and after < today)


def _refusal(db: Session, user: Principal, found: Engagement, by: timedelta) -> str:
    try:
        availability.require_team_free(db, user, found, by)
    except SlpError as refusal:
        return refusal.message
    return ""
