"""Who travels on an engagement, place by place, as far as the user may know: for what is judged of each traveler."""

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ..checklists import Owner
from ..judgements import Judgement, Standing
from ..periods import Period
from ..roles import Principal
from ..store.models import Assignment, Engagement, Expert, Person
from . import scope


@dataclass(frozen=True, slots=True)
class Traveler:
    """A place on the team; without a key nobody is named for it."""

    position: int
    key: int | None  # of the expert's row
    expert: str
    name: str
    trip: Period

    @property
    def words(self) -> str:
        return self.name or f"Traveler {self.position} (nobody named)"


def of_engagement(db: Session, user: Principal, found: Engagement) -> tuple[Traveler, ...]:
    """The named travelers within the user's reach, and the places without a name; an expert sees the own place."""
    rows = db.execute(
        select(Assignment, Expert.id, Expert.reference, Person.display_name)
        .outerjoin(Expert, Expert.id == Assignment.expert_id)
        .outerjoin(Person, Person.id == Expert.person_id)
        .where(Assignment.engagement_id == found.id, Assignment.archived_at.is_(None))
        .where((Assignment.expert_id.is_(None)) | and_(Assignment.expert_id == Expert.id, scope.expert_names(user)))
        .order_by(Assignment.position)
    )
    travelers = (
        Traveler(place.position, key, reference or "", name or "", Period(place.departs_on, place.returns_on))
        for place, key, reference, name in rows
    )
    own_only = not any(grant.expert_id is None for grant in user.grants_for("security:read"))
    return tuple(one for one in travelers if one.key is not None or not own_only)


def nobody(place: Traveler) -> Judgement:
    """What is said of a place without a name."""
    return Judgement(
        "traveler", "Traveler", Standing.UNKNOWN, "Nobody is named for this place.", Owner.PARTNER,
        remedy="Name an expert on the engagement's overview.", traveler=place.position,
    )  # fmt: skip
