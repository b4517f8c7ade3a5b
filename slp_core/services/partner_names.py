"""Names of agencies: the others one is known by, whose a given name is, and the names that are nobody's yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from ..agency_names import Agencies, KnownAgency, Meaning
from ..agency_words import fold
from ..errors import Conflict, InvalidInput, NotFound
from ..reference import shipped
from ..roles import Principal
from ..store.models import Partner, PartnerAlias, UnknownAgency
from ..text import limited, search_key
from . import partners, versions


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that is no known agency's: where and how often it was met, and what it may mean."""

    id: int
    name: str
    state: str  # its code, or nothing
    seen_in: str
    times: int
    version: int
    meaning: Meaning  # may be decided by now: an agency was added, or given this name


def add(db: Session, user: Principal, reference: str, name: str) -> str:
    """Make a name another name of an agency. Raises Conflict where it is the name of one of its state and level."""
    partner = partners.record(db, user, "partner:change", reference)
    shown = _name(name)
    owners = [one for one in _called(db, shown, Partner.state == partner.state) if one.level == partner.level]
    if owners:
        raise Conflict(
            f"“{shown}” is the name of {owners[0].name}, {owners[0].reference}, already.",
            hint="One name means one agency of a state and level.",
            partner=owners[0].reference,
        )
    put(db, partner, shown)
    return reference


def put(db: Session, partner: Partner, name: str) -> None:
    """Give an agency another name, or give it back one that was taken from it."""
    key = search_key(name)
    held = select(PartnerAlias).where(PartnerAlias.partner_id == partner.id, PartnerAlias.search_key == key)
    found = db.scalars(held).first() or PartnerAlias(partner_id=partner.id, search_key=key)
    found.name, found.archived_at = name, None
    db.add(found)


def take(db: Session, user: Principal, reference: str, name: str, now: datetime) -> str:
    """Take another name away from an agency."""
    partner = partners.record(db, user, "partner:change", reference)
    held = select(PartnerAlias).where(
        PartnerAlias.partner_id == partner.id,
        PartnerAlias.search_key == search_key(name),
        PartnerAlias.archived_at.is_(None),
    )
    found = db.scalars(held).one_or_none()
    if found is None:
        raise NotFound(f"{partner.name} has no other name “{name[:40]}”.", reference=reference)
    found.archived_at = now
    return reference


def place(db: Session, user: Principal, name: str, state: str, seen_in: str) -> str:
    """The reference of the agency that a name of a file means; "" where it is nobody's, and then it is kept.

    `state` may be empty. Nothing is lost and nothing is guessed: what is not exactly one agency's waits for a person.
    """
    user.require("registry:import")
    shown = _name(name)
    code = shipped().us_states.of(state).code if state.strip() else None
    owners = _called(db, shown, Partner.state == code if code else Partner.state.is_not(None))
    if len(owners) == 1:
        return owners[0].reference
    held = select(UnknownAgency).where(
        UnknownAgency.search_key == search_key(shown), UnknownAgency.state.is_not_distinct_from(code)
    )
    found = db.scalars(held).first() or UnknownAgency(search_key=search_key(shown), state=code, times=0)
    found.name, found.seen_in, found.times = shown, limited(seen_in, 200, "source"), found.times + 1
    found.archived_at = found.partner_id = None
    db.add(found)
    return ""


def waiting(db: Session, user: Principal) -> int:
    """How many names wait for somebody to say whose they are."""
    user.require("partner:change")
    return db.scalar(select(func.count()).select_from(UnknownAgency).where(UnknownAgency.archived_at.is_(None))) or 0


def unknown(db: Session, user: Principal) -> tuple[Unknown, ...]:
    """The names that wait, the most frequent first, with the agencies each may mean."""
    user.require("partner:change")
    rows = db.scalars(
        select(UnknownAgency)
        .where(UnknownAgency.archived_at.is_(None))
        .order_by(UnknownAgency.times.desc(), UnknownAgency.id)
        .limit(50)
    ).all()
    by_state = {state: agencies(db, Partner.state == state) for state in {row.state for row in rows if row.state}}
    return tuple(
        Unknown(
            row.id,
            row.name,
            row.state or "",
            row.seen_in,
            row.times,
            row.version,
            (by_state[row.state] if row.state else agencies(db, _shares_a_word(row.name))).meaning(row.name),
        )
        for row in rows
    )


def settle(db: Session, user: Principal, number: int, reference: str, version: int, now: datetime) -> str:
    """Say whose a waiting name is: it becomes another name of that agency, and is known from then on."""
    partner = partners.record(db, user, "partner:change", reference)
    found = _waiting(db, number, version)
    found.partner_id, found.archived_at = partner.id, now
    if found.search_key != partner.search_key:
        put(db, partner, found.name)
    return reference


def drop(db: Session, user: Principal, number: int, version: int, now: datetime) -> str:
    """Take a name off the list that is no agency's to be; met again, it waits again."""
    user.require("partner:change")
    _waiting(db, number, version).archived_at = now
    return str(number)


def agencies(db: Session, *conditions: ColumnElement[bool]) -> Agencies:
    """The agencies of some conditions with all their names, ready to be compared."""
    held = [Partner.archived_at.is_(None), *conditions]
    rows = db.execute(select(Partner.id, Partner.reference, Partner.state, Partner.level, Partner.name).where(*held))
    others: dict[int, list[str]] = {}
    for partner_id, name in db.execute(
        select(PartnerAlias.partner_id, PartnerAlias.name)
        .join(Partner, Partner.id == PartnerAlias.partner_id)
        .where(PartnerAlias.archived_at.is_(None), *held)
    ):
        others.setdefault(partner_id, []).append(name)
    return Agencies(
        tuple(KnownAgency(row.reference, row.state, row.level, (row.name, *others.get(row.id, ()))) for row in rows)
    )


def _waiting(db: Session, number: int, version: int) -> UnknownAgency:
    found = db.get(UnknownAgency, number)
    if found is None or found.archived_at is not None:
        raise NotFound("This name waits no longer.", hint="Load the page again.", reference=str(number))
    versions.require(found.version, version)
    return found


def _called(db: Session, name: str, where: ColumnElement[bool]) -> list[Partner]:
    """The agencies that have exactly this name, or are also known by it."""
    key = search_key(name)
    also = select(PartnerAlias.partner_id).where(PartnerAlias.search_key == key, PartnerAlias.archived_at.is_(None))
    named = or_(Partner.search_key == key, Partner.id.in_(also))
    return list(db.scalars(select(Partner).where(Partner.archived_at.is_(None), named, where).order_by(Partner.id)))


def _shares_a_word(name: str) -> ColumnElement[bool]:
    """Where no state is said: the agencies that have the longest word of the name."""
    word = max(fold(name).split() or [""], key=len)
    return Partner.search_key.contains(word, autoescape=True)


def _name(name: str) -> str:
    shown = " ".join(limited(name, 200, "name").split())
    if not shown:
        raise InvalidInput("The name is missing.", hint="Write it as it was found.", field="name")
    return shown
