"""Who goes: the places on an engagement's team, and the experts named for them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import NotFound
from ..roles import Principal
from ..store.models import Assignment, Expert, Partner, Person
from . import engagements


@dataclass(frozen=True, slots=True)
class Member:
    """A place on the team; `name` is empty until an expert is named, and for those who may not see names."""

    position: int
    name: str
    agency: str


def of_engagement(db: Session, user: Principal, reference: str) -> tuple[Member, ...]:
    """The team in order of its places."""
    found = engagements.record(db, user, "engagement:read", reference)
    rows = db.execute(
        select(Assignment.position, Person.display_name, Partner.name)
        .outerjoin(Expert, Expert.id == Assignment.expert_id)
        .outerjoin(Person, Person.id == Expert.person_id)
        .outerjoin(Partner, Partner.id == Expert.partner_id)
        .where(Assignment.engagement_id == found.id, Assignment.archived_at.is_(None))
        .order_by(Assignment.position)
    )
    named = user.may("person:read")
    return tuple(Member(position, (name or "") if named else "", agency or "") for position, name, agency in rows)


def name_expert(db: Session, user: Principal, reference: str, position: int, expert: str) -> str:
    """Name an expert for a place on the team. Raises NotFound for a place or an expert that does not exist."""
    found = engagements.record(db, user, "engagement:open", reference)
    place = db.scalars(
        select(Assignment).where(Assignment.engagement_id == found.id, Assignment.position == position)
    ).one_or_none()
    person = db.scalars(
        select(Expert.id).where(Expert.reference == expert, Expert.active, Expert.archived_at.is_(None))
    ).one_or_none()
    if place is None or person is None:
        raise NotFound("There is no such place or expert.", hint="Choose both from their lists.", reference=expert)
    place.expert_id = person
    return reference
