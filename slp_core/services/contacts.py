"""Contacts of counterpart institutions: whom to call, and as what."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import InvalidInput, NotFound
from ..roles import Principal
from ..store.models import Counterpart, Institution, Person
from ..text import limited
from . import counterparts, scope, users, versions

LINE_LENGTH = 120


def add(
    db: Session, user: Principal, reference: str, name: str, title: str, email: str = "", phone: str = ""
) -> str:  # fmt: skip
    """Whom to call there, and as what; someone of this name who was archived comes back. Gives the contact's number."""
    institution = counterparts.record(db, user, reference)
    person, role = _person(name, email, phone), _role(title)
    known = _of_name(db, institution, person.search_key)
    if known is None:
        db.add(person)
        db.flush()
        known = Counterpart(institution_id=institution.id, person_id=person.id, title=role)
        db.add(known)
    elif known.archived_at is None:
        raise InvalidInput(
            f"{person.display_name} is a contact of {institution.name} already.",
            hint="Change the entry.",
            field="name",
        )
    else:
        _revive(db, known, person, role)
    db.flush()
    return str(known.id)


def change(
    db: Session, user: Principal, number: int, version: int, name: str, title: str, email: str = "", phone: str = ""
) -> str:
    """Change what is kept of a contact. Raises InvalidInput where the institution has another of this name."""
    contact = _contact(db, user, number)
    versions.require(contact.version, version)
    person, role = _person(name, email, phone), _role(title)
    institution = db.get_one(Institution, contact.institution_id)
    other = _of_name(db, institution, person.search_key)
    if other is not None and other.id != number and other.archived_at is None:
        raise InvalidInput(
            f"{person.display_name} is a contact of {institution.name} already.", hint="Change that one.", field="name"
        )
    _copy(person, db.get_one(Person, contact.person_id))
    contact.title = role
    contact.version += 1  # another name or number alone is a change of the contact, too
    return str(number)


def archive(db: Session, user: Principal, number: int, version: int, now: datetime) -> str:
    """Show a contact no longer."""
    contact = _contact(db, user, number)
    versions.require(contact.version, version)
    contact.archived_at = now
    return str(number)


def _contact(db: Session, user: Principal, number: int) -> Counterpart:
    user.require("counterpart:change")
    contact = db.scalars(
        select(Counterpart)
        .join(Institution, Institution.id == Counterpart.institution_id)
        .where(
            Counterpart.id == number,
            Counterpart.archived_at.is_(None),
            scope.lands(user, "counterpart:change", Institution.country),
        )
    ).one_or_none()
    if contact is None:
        raise NotFound("There is no such contact.", hint="Load the page again.", reference=str(number))
    return contact


def _person(name: str, email: str, phone: str) -> Person:
    person = users.person_of(name, email)
    person.phone = limited(phone, LINE_LENGTH, "phone") or None
    return person


def _role(title: str) -> str:
    role = limited(title, LINE_LENGTH, "title")
    if not role:
        raise InvalidInput("The contact's title is missing.", hint="Say as what: director, liaison.", field="title")
    return role


def _of_name(db: Session, institution: Institution, key: str) -> Counterpart | None:
    return db.scalars(
        select(Counterpart)
        .join(Person, Person.id == Counterpart.person_id)
        .where(Counterpart.institution_id == institution.id, Person.search_key == key)
        .order_by(Counterpart.archived_at.is_not(None), Counterpart.id)
    ).first()


def _revive(db: Session, contact: Counterpart, person: Person, title: str) -> None:
    _copy(person, db.get_one(Person, contact.person_id))
    contact.title, contact.archived_at = title, None


def _copy(typed: Person, kept: Person) -> None:
    kept.display_name, kept.search_key = typed.display_name, typed.search_key
    kept.email, kept.phone = typed.email, typed.phone
