"""Who goes: the places on an engagement's team, and the experts named for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import NotFound
from ..roles import Principal
from ..store.models import Assignment, Expert, Partner, Person
from . import engagements, scope


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
    named = scope.reaches(db, user, "person:read", found)
    return tuple(Member(position, (name or "") if named else "", agency or "") for position, name, agency in rows)


def name_expert(db: Session, user: Principal, reference: str, position: int, expert: str) -> str:
    """Name an expert for a place on the team. Raises NotFound for a place or an expert that does not exist."""
    return name_experts(db, user, reference, {position: expert})


def name_experts(db: Session, user: Principal, reference: str, experts: Mapping[int, str]) -> str:
    """Name the experts for several places at once: all of them, or none."""
    found = engagements.record(db, user, "engagement:open", reference)
    places = select(Assignment).where(Assignment.engagement_id == found.id, Assignment.position.in_(experts))
    known = select(Expert.reference, Expert.id).where(Expert.reference.in_(experts.values()))
    known = known.where(Expert.active, Expert.archived_at.is_(None))
    place_at = {place.position: place for place in db.scalars(places)}
    id_of = {row.reference: row.id for row in db.execute(known)}
    for position, expert in experts.items():
        if position not in place_at or expert not in id_of:
            raise NotFound("There is no such place or expert.", hint="Choose both from their lists.", reference=expert)
    for position, expert in experts.items():
        place_at[position].expert_id = id_of[expert]
    return reference
