"""Filling in the emergency card of an engagement, beginning from the post's last one."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..emergency_card import Card, Contact
from ..roles import Principal
from ..store.models import EmergencyCard, Engagement
from ..text import limited
from . import engagements, versions

RECORD = "security:record"
CONTACT_LENGTH = 200


def fill(db: Session, user: Principal, reference: str, contacts: Mapping[str, str], version: int, today: date) -> str:
    """Fill in the emergency card: what is left empty is said to be missing. Raises Conflict when changed meanwhile."""
    found = engagements.record(db, user, RECORD, reference)
    kept = {str(one): text for one in Contact if (text := limited(contacts.get(one, ""), CONTACT_LENGTH, "contact"))}
    row = db.scalars(select(EmergencyCard).where(EmergencyCard.engagement_id == found.id)).first()
    versions.require(row.version if row else 0, version)
    if row is None:
        row = EmergencyCard(engagement_id=found.id, contacts=kept, checked_on=today, entered_by=user.id)
        db.add(row)
    row.contacts, row.checked_on, row.entered_by = kept, today, user.id
    return reference


def suggested(db: Session, user: Principal, reference: str) -> dict[Contact, str]:
    """The contacts of the post on the card checked last, to begin from; the home agency is another each time."""
    found = engagements.record(db, user, RECORD, reference)
    last = (
        select(EmergencyCard.contacts)
        .join(Engagement, Engagement.id == EmergencyCard.engagement_id)
        .where(Engagement.post_id == found.post_id, Engagement.id != found.id)
        .order_by(EmergencyCard.checked_on.desc(), EmergencyCard.id.desc())
    )
    contacts = db.scalars(last).first() or {}
    return {Contact(key): text for key, text in contacts.items() if key != Contact.HOME_AGENCY}


def of(db: Session, found: Engagement) -> Card:
    """The card of an engagement, for use cases that have asked who may see it."""
    row = db.scalars(select(EmergencyCard).where(EmergencyCard.engagement_id == found.id)).first()
    if row is None:
        return Card({}, None, 0)
    return Card({Contact(key): text for key, text in row.contacts.items()}, row.checked_on, row.version)
