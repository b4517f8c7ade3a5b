"""Counterpart institutions of a host country: added, changed and archived within the countries a user reaches."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..counterparts import InstitutionKind
from ..errors import InvalidInput, NotAllowed, NotFound
from ..reference import shipped
from ..roles import Principal
from ..store import counters
from ..store.models import Institution
from ..text import clean, limited, search_key
from . import scope, versions

NAME_LENGTH, LINE_LENGTH = 200, 120


def add(db: Session, user: Principal, country: str, name: str, kind: str, city: str = "") -> str:
    """A new institution; one of this name that was archived comes back. Gives its reference.

    Raises NotAllowed outside the user's countries, InvalidInput for a name that stands there already.
    """
    shipped().countries.of(country)
    _require_in_reach(user, country)
    shown, town = _named(name, kind), limited(city, LINE_LENGTH, "city")
    reference = counters.next_reference(db, "I")  # first: two writers of one name take turns here
    known = _of_name(db, country, shown)
    if known is not None and known.archived_at is None:
        raise _twice(known)
    institution = known or Institution(reference=reference, country=country)
    institution.archived_at = None
    _write(institution, shown, kind, town)
    db.add(institution)
    return institution.reference or ""


def change(db: Session, user: Principal, reference: str, name: str, kind: str, city: str, version: int) -> str:
    """Another name, kind or city. Raises InvalidInput when the country has another institution of this name."""
    institution = record(db, user, reference)
    versions.require(institution.version, version)
    shown = _named(name, kind)
    known = _of_name(db, institution.country, shown)
    if known is not None and known.id != institution.id:
        raise _twice(known)
    _write(institution, shown, kind, limited(city, LINE_LENGTH, "city"))
    return reference


def archive(db: Session, user: Principal, reference: str, version: int, now: datetime) -> str:
    """Show an institution no longer; needs that name it keep it."""
    institution = record(db, user, reference)
    versions.require(institution.version, version)
    institution.archived_at = now
    return reference


def record(db: Session, user: Principal, reference: str) -> Institution:
    """The row itself, to be changed. Raises NotFound outside the user's reach."""
    user.require("counterpart:change")
    found = db.scalars(
        select(Institution).where(
            Institution.reference == clean(reference),
            Institution.archived_at.is_(None),
            scope.lands(user, "counterpart:change", Institution.country),
        )
    ).one_or_none()
    if found is None:
        raise NotFound(
            "There is no such institution among those you may change.",
            hint="Choose it from the list.",
            reference=reference,
        )
    return found


def _require_in_reach(user: Principal, country: str) -> None:
    user.require("counterpart:change")
    if not user.reaches("counterpart:change", country):
        raise NotAllowed(
            "This country is not served by your post.",
            hint="Its own post or INL/KM keeps its counterparts.",
            permission="counterpart:change",
        )


def _named(name: str, kind: str) -> str:
    shown = " ".join(limited(name, NAME_LENGTH, "name").split())
    if not search_key(shown):
        raise InvalidInput("The institution's name is missing.", hint="Write it as it calls itself.", field="name")
    if kind not in tuple(InstitutionKind):
        raise InvalidInput("The kind of institution is not chosen.", hint="Choose one from the list.", field="kind")
    return shown


def _write(institution: Institution, name: str, kind: str, city: str) -> None:
    institution.name, institution.kind, institution.city = name, kind, city or None
    institution.search_key = search_key(f"{name}, {city}")


def _of_name(db: Session, country: str, name: str) -> Institution | None:
    """The institution of this name, however it is accented or spaced, archived or not."""
    key = search_key(name)
    like = select(Institution).where(
        Institution.country == country, Institution.search_key.startswith(key, autoescape=True)
    )
    return next((one for one in db.scalars(like) if search_key(one.name) == key), None)


def _twice(known: Institution) -> InvalidInput:
    country = shipped().countries.label(known.country)
    return InvalidInput(
        f"{country} has {known.name} already, as {known.reference}.",
        hint="Choose that one, or write how the other differs.",
        field="name",
    )
