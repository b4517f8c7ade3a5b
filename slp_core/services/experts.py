"""Experts: people of partner agencies who deploy."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import NotFound
from ..roles import Principal
from ..store import counters
from ..store.models import Expert, Partner
from . import users


def add(db: Session, user: Principal, name: str, partner: str) -> str:
    """An expert of an agency, given by its public reference. Gives the expert's own."""
    user.require("partner:change")
    partner_id = db.scalars(
        select(Partner.id).where(Partner.reference == partner, Partner.archived_at.is_(None))
    ).one_or_none()
    if partner_id is None:
        raise NotFound(f"There is no partner {partner}.", reference=partner)
    person = users.person_of(name)
    db.add(person)
    db.flush()
    expert = Expert(reference=counters.next_reference(db, "X"), person_id=person.id, partner_id=partner_id, active=True)
    db.add(expert)
    return expert.reference
