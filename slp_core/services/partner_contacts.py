"""Whom to call at an agency, and what was said: names for those who may see people, in reach of the agency."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..roles import Principal
from ..store.models import AppUser, ContactNote, Partner, PartnerContact, Person
from ..text import limited
from . import partners, scope, users, versions

LATEST = 50  # notes of the log that a page shows


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call; name, e-mail and phone are empty for those who may not see people."""

    id: int
    title: str
    name: str
    email: str
    phone: str
    version: int


@dataclass(frozen=True, slots=True)
class Note:
    """What was said with an agency: the day, who of us noted it, with whom."""

    day: date
    text: str
    noted_by: str
    contact: str


def of_partner(db: Session, user: Principal, reference: str) -> tuple[Contact, ...]:
    """The contacts of an agency, in the order they were added."""
    partner = partners.record(db, user, "partner:read", reference)
    named = partners.sees_people(db, user, partner)
    rows = db.execute(
        select(PartnerContact, Person.display_name, Person.email, Person.phone)
        .join(Person, Person.id == PartnerContact.person_id)
        .where(PartnerContact.partner_id == partner.id, PartnerContact.archived_at.is_(None))
        .order_by(PartnerContact.id)
    )
    return tuple(
        Contact(row.id, row.title, *((name, email or "", phone or "") if named else ("", "", "")), row.version)
        for row, name, email, phone in rows
    )


def add(db: Session, user: Principal, reference: str, name: str, title: str, email: str = "", phone: str = "") -> str:
    """Add a contact; one of this name that was taken off the list comes back. Gives the agency's reference."""
    partner = partners.record(db, user, "partner:change", reference)
    person = _person(name, email, phone)
    held = (
        select(PartnerContact, Person)
        .join(Person, Person.id == PartnerContact.person_id)
        .where(PartnerContact.partner_id == partner.id, Person.search_key == person.search_key)
    )
    row = db.execute(held).first()
    if row is not None and row[0].archived_at is None:
        raise Conflict(
            "This person is a contact of the agency already.", hint="Change that entry.", reference=reference
        )
    contact, known = row or (PartnerContact(partner_id=partner.id), None)
    if known is None:
        db.add(person)
        db.flush()
        contact.person_id = person.id
    else:
        _copy(person, known)
    contact.title, contact.archived_at = _title(title), None
    db.add(contact)
    return reference


def change(
    db: Session, user: Principal, number: int, version: int, name: str, title: str, email: str = "", phone: str = ""
) -> str:
    """Change what is kept of a contact. Gives the agency's reference."""
    contact, reference = _contact(db, user, number)
    versions.require(contact.version, version)
    person = db.get_one(Person, contact.person_id)
    _copy(_person(name, email, phone), person)
    contact.title = _title(title)
    contact.version += 1  # another name or number alone is a change of the contact, too
    return reference


def take_off(db: Session, user: Principal, number: int, version: int, now: datetime) -> str:
    """Take a contact off an agency's list; what was noted with them stays."""
    contact, reference = _contact(db, user, number)
    versions.require(contact.version, version)
    contact.archived_at = now
    return reference


def notes(db: Session, user: Principal, reference: str) -> tuple[Note, ...]:
    """The latest of the contact log, newest first. It names people: raises NotAllowed where those may not be seen."""
    partner = partners.record(db, user, "partner:read", reference)
    if not partners.sees_people(db, user, partner):
        raise NotAllowed("The contact log names people, whom your role does not see.", permission="person:read")
    noter, called = Person.__table__.alias("noter"), Person.__table__.alias("called")
    rows = db.execute(
        select(ContactNote.on_day, ContactNote.text, noter.c.display_name, called.c.display_name)
        .outerjoin(AppUser, AppUser.principal_id == ContactNote.noted_by)
        .outerjoin(noter, noter.c.id == AppUser.person_id)
        .outerjoin(PartnerContact, PartnerContact.id == ContactNote.contact_id)
        .outerjoin(called, called.c.id == PartnerContact.person_id)
        .where(ContactNote.partner_id == partner.id, ContactNote.archived_at.is_(None))
        .order_by(ContactNote.on_day.desc(), ContactNote.id.desc())
        .limit(LATEST)
    )
    return tuple(Note(day, text, who or "System", whom or "") for day, text, who, whom in rows)


def note(
    db: Session, user: Principal, reference: str, day: date, said: str, today: date, contact: int | None = None
) -> str:
    """Keep what was said with an agency on a day that has come."""
    partner = partners.record(db, user, "partner:change", reference)
    words = limited(said, 2000, "note")
    if not words:
        raise InvalidInput("The note is empty.", hint="Say what was asked and answered.", field="text")
    if day > today:
        raise InvalidInput("The day has not come yet.", hint="Note what was said, once it was.", field="day")
    if contact is not None and _contact(db, user, contact)[1] != partner.reference:
        raise NotFound("There is no such contact at this agency.", hint="Choose from the list.", reference=reference)
    db.add(ContactNote(partner_id=partner.id, contact_id=contact, on_day=day, noted_by=user.id, text=words))
    return reference


def _contact(db: Session, user: Principal, number: int) -> tuple[PartnerContact, str]:
    user.require("partner:change")
    row = db.execute(
        select(PartnerContact, Partner.reference)
        .join(Partner, Partner.id == PartnerContact.partner_id)
        .where(
            PartnerContact.id == number,
            PartnerContact.archived_at.is_(None),
            Partner.archived_at.is_(None),
            scope.partners(user, "partner:change"),
        )
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such contact.", hint="Load the page again.", reference=str(number))
    return row[0], row[1]


def _person(name: str, email: str, phone: str) -> Person:
    person = users.person_of(name, email)
    person.phone = " ".join(limited(phone, 40, "phone").split()) or None
    return person


def _copy(typed: Person, kept: Person) -> None:
    kept.display_name, kept.search_key = typed.display_name, typed.search_key
    kept.email, kept.phone = typed.email, typed.phone


def _title(title: str) -> str:
    return " ".join(limited(title, 120, "title").split()) or "Contact"
