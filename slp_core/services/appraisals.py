"""How an expert's work was seen: said by an officer, once the expert is back from the engagement, never by oneself."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import Conflict, InvalidInput, NotFound
from ..roles import Principal
from ..store.models import Appraisal, AppUser, Assignment, Engagement, Person
from ..text import limited
from . import availability, engagements, experts, scope, versions

ACTION = "appraisal:give"
TEXT_LENGTH = 2_000
RATINGS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Opinion:
    """An appraisal as those read it who give some; `mine` may be taken back."""

    id: int
    engagement: str
    rating: int
    text: str
    by: str
    mine: bool
    version: int


def give(db: Session, user: Principal, reference: str, engagement: str, rating: int, text: str, today: date) -> str:
    """Appraise an expert's work on an engagement, once. Gives the expert's reference.

    Raises NotAllowed for oneself, Conflict before the expert is back or for a second time, InvalidInput.
    """
    expert = experts.record_of_another(db, user, ACTION, reference)
    worked = engagements.record(db, user, ACTION, engagement)
    if rating not in RATINGS:
        raise InvalidInput("The rating is not from 1 to 5.", hint="Choose one.", field="rating")
    said = limited(text, TEXT_LENGTH, "appraisal")
    if not said:
        raise InvalidInput("The appraisal is empty.", hint="Say in a sentence what was seen.", field="text")
    _require_back(db, expert.id, worked, today)
    own = select(Appraisal.id).where(
        Appraisal.expert_id == expert.id,
        Appraisal.engagement_id == worked.id,
        Appraisal.given_by == user.id,
        Appraisal.archived_at.is_(None),
    )
    if db.scalars(own).first() is not None:
        raise Conflict("You have appraised this work already.", hint="Take the earlier one back first.")
    db.add(Appraisal(expert_id=expert.id, engagement_id=worked.id, rating=rating, text=said, given_by=user.id))
    return reference


def take_back(db: Session, user: Principal, reference: str, number: int, version: int, now: datetime) -> str:
    """Take one's own appraisal back; the history keeps it."""
    expert = experts.record_of_another(db, user, ACTION, reference)
    found = db.scalars(
        select(Appraisal).where(
            Appraisal.id == number,
            Appraisal.expert_id == expert.id,
            Appraisal.given_by == user.id,
            Appraisal.archived_at.is_(None),
        )
    ).first()
    if found is None:
        raise NotFound("There is no such appraisal of yours.", hint="Look at the list.", reference=str(number))
    versions.require(found.version, version)
    found.archived_at = now
    return reference


def of_expert(db: Session, user: Principal, reference: str) -> tuple[Opinion, ...]:
    """The appraisals of an expert, newest first, of engagements for which the user may give one.

    Nobody reads the own: an opinion that its subject will read is not an open one (our assumption).
    """
    expert = experts.record_of_another(db, user, ACTION, reference)
    rows = db.execute(
        select(Appraisal, Engagement.reference, Person.display_name)
        .join(Engagement, Engagement.id == Appraisal.engagement_id)
        .outerjoin(AppUser, AppUser.principal_id == Appraisal.given_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(Appraisal.expert_id == expert.id, Appraisal.archived_at.is_(None), scope.engagements(user, ACTION))
        .order_by(Appraisal.id.desc())
    )
    return tuple(
        Opinion(one.id, worked, one.rating, one.text, by or "System", one.given_by == user.id, one.version)
        for one, worked, by in rows
    )


def _require_back(db: Session, expert_id: int, worked: Engagement, today: date) -> None:
    returns = db.scalars(
        select(Assignment.returns_on)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .where(availability.live(), Assignment.expert_id == expert_id, Engagement.id == worked.id)
    ).all()
    if not returns:
        raise NotFound("The expert was not on this engagement.", hint="Choose one from the list.")
    if min(returns) >= today:
        raise Conflict("The expert is not back yet.", hint="Appraise the work on the day after the return.")
