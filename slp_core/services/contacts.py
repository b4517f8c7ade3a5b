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
    person = users.person_of(name, email)
    person.phone = limited(phone, LINE_LENGTH, "phone") or None
    role = limited(title, LINE_LENGTH, "title")
    if not role:
        raise InvalidInput("The contact's title is missing.", hint="Say as what: director, liaison.", field="title")
    known = _of_name(db, institution, person.search_key)
    if known is None:
        db.add(person)
        db.flush()
        known = Counterpart(institution_id=institution.id, person_id=person.id, title=role)
        db.add(known)
    elif known.archived_at is None:
        raise InvalidInput(
            f"{person.display_name} is a contact of {institution.name} already.",
            hint="Take the entry away first, to write it anew.",
            field="name",
        )
    else:
        _revive(db, known, person, role)
    db.flush()
    return str(known.id)


def archive(db: Session, user: Principal, number: int, version: int, now: datetime) -> str:
    """Show a contact no longer."""
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
    versions.require(contact.version, version)
    contact.archived_at = now
    return str(number)


def _of_name(db: Session, institution: Institution, key: str) -> Counterpart | None:
    return db.scalars(
        select(Counterpart)
        .join(Person, Person.id == Counterpart.person_id)
        .where(Counterpart.institution_id == institution.id, Person.search_key == key)
        .order_by(Counterpart.archived_at.is_not(None), Counterpart.id)
    ).first()


def _revive(db: Session, contact: Counterpart, person: Person, title: str) -> None:
    known = db.get_one(Person, contact.person_id)
    known.display_name, known.email, known.phone = person.display_name, person.email, person.phone
    contact.title, contact.archived_at = title, None
