"""Experts: people of partner agencies who deploy; added, changed, taken off the offer with a reason, and put back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import InvalidInput, NotAllowed, NotFound
from ..roles import Principal, Scope
from ..store import counters
from ..store.models import AppUser, Expert, Partner, Person
from ..text import clean, limited
from . import scope, users, versions

ACTION = "expert:change"
TITLE_LENGTH, STATION_LENGTH, REASON_LENGTH = 120, 120, 500


def add(
    db: Session,
    user: Principal,
    name: str,
    partner: str,
    title: str = "",
    station: str = "",
    email: str = "",
) -> str:
    """An expert of an agency, given by its public reference. Gives the expert's own."""
    user.require(ACTION)
    partner_id = db.scalars(
        select(Partner.id).where(Partner.reference == clean(partner), Partner.archived_at.is_(None))
    ).one_or_none()
    if partner_id is None:
        raise NotFound("There is no such agency.", hint="Choose one from the list.", reference=partner)
    if not any(g.scope is Scope.ALL or g.partner_id == partner_id for g in user.grants_for(ACTION)):
        raise NotAllowed(
            "You can add experts of your own agency only.", hint="INL/KM adds those of others.", permission=ACTION
        )
    person = users.person_of(name, email)
    db.add(person)
    db.flush()
    expert = Expert(
        reference=counters.next_reference(db, "X"),
        person_id=person.id,
        partner_id=partner_id,
        title=_line(title, TITLE_LENGTH, "title"),
        station=_line(station, STATION_LENGTH, "official station"),
        active=True,
    )
    db.add(expert)
    return expert.reference


def change(
    db: Session,
    user: Principal,
    reference: str,
    version: int,
    name: str,
    title: str,
    station: str,
    email: str,
) -> str:
    """Other values for an expert and the person behind; `version` is the one that `version_of` gives."""
    found = record(db, user, ACTION, reference)
    person = db.get_one(Person, found.person_id)
    versions.require(version_of(found, person), version)
    typed = users.person_of(name, email)
    person.display_name, person.search_key, person.email = typed.display_name, typed.search_key, typed.email
    found.title = _line(title, TITLE_LENGTH, "title")
    found.station = _line(station, STATION_LENGTH, "official station")
    return reference


def deactivate(db: Session, user: Principal, reference: str, version: int, reason: str) -> str:
    """Take an expert off every offer, and say why. Places on teams stay as they are."""
    found = record(db, user, ACTION, reference)
    versions.require(version_of(found, db.get_one(Person, found.person_id)), version)
    said = limited(reason, REASON_LENGTH, "reason")
    if not said:
        raise InvalidInput("The reason is missing.", hint="Say in a few words why, such as “retired”.", field="reason")
    found.active, found.inactive_reason = False, said
    return reference


def reactivate(db: Session, user: Principal, reference: str, version: int) -> str:
    """Put an expert on offer again."""
    found = record(db, user, ACTION, reference)
    versions.require(version_of(found, db.get_one(Person, found.person_id)), version)
    found.active, found.inactive_reason = True, None
    return reference


def record(db: Session, user: Principal, action: str, reference: str, *, named: bool = False) -> Expert:
    """The row itself, for other use cases; `named` asks for one whose name the user may see, too.

    Raises NotFound outside the user's reach, as for one that does not exist.
    """
    user.require(action)
    reach = [scope.experts(user, action), *([scope.expert_names(user)] if named else [])]
    found = db.scalars(
        select(Expert).where(Expert.reference == clean(reference), Expert.archived_at.is_(None), *reach)
    ).one_or_none()
    if found is None:
        raise NotFound(
            "There is no such expert among those you may see.",
            hint="Check the address, or look in the list.",
            reference=reference,
        )
    return found


def version_of(expert: Expert, person: Person) -> int:
    """One number for both rows: it grows with a change of either."""
    return expert.version + person.version


def is_oneself(db: Session, user: Principal, expert: Expert) -> bool:
    """Is the user this expert: the same person, or one who holds the expert's own role?"""
    if any(grant.expert_id == expert.id for grant in user.grants):
        return True
    account = select(AppUser.id).where(AppUser.principal_id == user.id, AppUser.person_id == expert.person_id)
    return user.kind == "user" and db.scalars(account).first() is not None


def record_of_another(db: Session, user: Principal, action: str, reference: str) -> Expert:
    """The row, for what nobody does to oneself. Raises NotAllowed where the user is this expert, whatever the roles."""
    found = record(db, user, action, reference)
    if is_oneself(db, user, found):
        raise NotAllowed(
            "Nobody changes or judges the own skills, languages and credentials.",
            hint="Your agency's coordinator enters them, and INL/KM confirms.",
            permission=action,
        )
    return found


def _line(typed: str, longest: int, field: str) -> str | None:
    return " ".join(limited(typed, longest, field).split()) or None
