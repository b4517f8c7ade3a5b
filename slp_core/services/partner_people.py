"""The experts of an agency, within the user's reach; names for those who may see them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..roles import Principal
from ..store.models import Expert, Person
from . import partners, scope

PAGE = 30  # a screen's length


@dataclass(frozen=True, slots=True)
class Colleague:
    """An expert as a line of the agency's list; the name is empty for those who may not see it."""

    reference: str
    name: str
    title: str
    active: bool


@dataclass(frozen=True, slots=True)
class People:
    """The first experts of an agency, and how many there are."""

    rows: tuple[Colleague, ...]
    count: int


def of_partner(db: Session, user: Principal, reference: str) -> People:
    """Active experts first. Raises NotAllowed for roles that see no expert."""
    partner = partners.record(db, user, "partner:read", reference)
    user.require("expert:read")
    held = [Expert.partner_id == partner.id, Expert.archived_at.is_(None), scope.experts(user, "expert:read")]
    rows = db.execute(
        select(Expert.reference, Person.display_name, Expert.title, Expert.active, scope.expert_names(user))
        .join(Person, Person.id == Expert.person_id)
        .where(*held)
        .order_by(Expert.active.desc(), Expert.id)
        .limit(PAGE)
    )
    return People(
        tuple(Colleague(ref, name if named else "", title or "", active) for ref, name, title, active, named in rows),
        number(db, user, reference),
    )


def number(db: Session, user: Principal, reference: str) -> int:
    """How many experts of the agency are in reach."""
    partner = partners.record(db, user, "partner:read", reference)
    user.require("expert:read")
    held = [Expert.partner_id == partner.id, Expert.archived_at.is_(None), scope.experts(user, "expert:read")]
    return db.scalar(select(func.count()).select_from(Expert).where(*held)) or 0
