"""Counterparts of a country to look at and to choose from: institutions, and whom to call there."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..roles import Principal
from ..store.models import Counterpart, Institution, Person
from ..text import clean, search_key
from . import scope

MOST = 30  # institutions shown at once; a search finds the others
MOST_CHOICES = 500


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call at an institution."""

    id: int
    name: str
    title: str
    email: str
    phone: str
    version: int


@dataclass(frozen=True, slots=True)
class InstitutionView:
    """An institution with its contacts; they are empty for those who may not see people."""

    reference: str
    name: str
    kind: str
    city: str
    contacts: tuple[Contact, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Found:
    """The institutions of a country that a search leaves, and how many there are in all."""

    institutions: tuple[InstitutionView, ...]
    count: int


def of_country(db: Session, user: Principal, country: str, text: str = "") -> Found:
    """The institutions of a country whose name or city holds every word, by name, with their contacts."""
    user.require("counterpart:read")
    matching = [
        Institution.country == country,
        Institution.archived_at.is_(None),
        scope.lands(user, "counterpart:read", Institution.country),
        *(Institution.search_key.contains(word, autoescape=True) for word in search_key(clean(text)).split()),
    ]
    count = db.scalar(select(func.count()).select_from(Institution).where(*matching)) or 0
    rows = db.scalars(select(Institution).where(*matching).order_by(Institution.search_key).limit(MOST)).all()
    people = _contacts(db, [row.id for row in rows]) if user.reaches("person:read", country) else {}
    return Found(tuple(_view(row, people.get(row.id, ())) for row in rows), count)


def choices(db: Session, user: Principal, country: str) -> dict[str, str]:
    """The institutions of a country that a need may name: reference -> name with city."""
    if not user.may("counterpart:read"):
        return {}
    rows = db.execute(
        select(Institution.reference, Institution.name, Institution.city)
        .where(
            Institution.country == country,
            Institution.archived_at.is_(None),
            scope.lands(user, "counterpart:read", Institution.country),
        )
        .order_by(Institution.search_key)
        .limit(MOST_CHOICES)
    )
    return {row.reference: f"{row.name}, {row.city}" if row.city else row.name for row in rows}


def _contacts(db: Session, institutions: list[int]) -> dict[int, tuple[Contact, ...]]:
    """The contacts of institutions that the caller has found within the user's reach, by key and then by name."""
    rows = db.execute(
        select(Counterpart, Person)
        .join(Person, Person.id == Counterpart.person_id)
        .where(Counterpart.institution_id.in_(institutions), Counterpart.archived_at.is_(None))
        .order_by(Person.search_key, Counterpart.id)
    )
    found: dict[int, tuple[Contact, ...]] = {}
    for row, person in rows:
        contact = Contact(row.id, person.display_name, row.title, person.email or "", person.phone or "", row.version)
        found[row.institution_id] = (*found.get(row.institution_id, ()), contact)
    return found


def _view(row: Institution, contacts: tuple[Contact, ...]) -> InstitutionView:
    return InstitutionView(row.reference or "", row.name, row.kind or "", row.city or "", contacts, row.version)
