"""Moving an engagement to other days: open steps move with it, done ones stay, and the price is worked out anew."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import plan
from ..errors import Conflict, InvalidInput
from ..lifecycle import ENDED, WORDS, Stage
from ..outlook import Outlook
from ..roles import Principal
from ..store.models import Assignment, ChecklistEntry, Engagement, Mechanism, Stay
from . import availability, engagements, estimates, outlooks, versions


def move_to(
    db: Session, user: Principal, reference: str, departs: date, version: int, today: date, now: datetime
) -> str:
    """Leave on another day: every day of the trip moves by as much. Gives the engagement's reference.

    Raises NotAllowed, NotFound, InvalidInput for days that cannot be, Conflict for an ended engagement, for a team that
    is not free then, or when it was changed since `version` was shown.
    """
    found = engagements.record(db, user, "engagement:open", reference)
    versions.require(found.version, version)
    if Stage(found.stage) in ENDED:
        raise Conflict(f"The engagement is {WORDS[Stage(found.stage)].lower()}: its days stay.", now=found.stage)
    saved = plan.from_json(found.plan)
    by = departs - saved.itinerary.departs
    if not by:
        raise InvalidInput("It leaves on this day already.", hint="Give another day.", field="departs")
    availability.require_team_free(db, user, found, by)
    standing = (Mechanism.id == found.mechanism_id, Mechanism.archived_at.is_(None))
    mechanism = db.scalars(select(Mechanism.reference).where(*standing)).one_or_none()
    wish = replace(saved.moved_to(departs), mechanism=mechanism)
    answer = outlooks.of_plan(db, user, wish, today)
    _move_trip(db, found, answer, by)
    _move_open_steps(db, found, answer, by)
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


def _move_open_steps(db: Session, found: Engagement, answer: Outlook, by: timedelta) -> None:
    """A step of the edition in force gets its day anew; one of an older edition moves by as many days."""
    due = {(answer.checklist.edition, item.id): item.due for item in answer.items}
    open_steps = select(ChecklistEntry).where(
        ChecklistEntry.engagement_id == found.id, ChecklistEntry.status == "open", ChecklistEntry.archived_at.is_(None)
    )
    for step in db.scalars(open_steps):
        step.due_on = due.get((step.edition, step.item), step.due_on + by)
