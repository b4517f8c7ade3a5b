"""Agencies that may be the same: shown side by side, made one or kept apart by a person, never by the program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ..agency_names import Pair
from ..dates import count
from ..errors import InvalidInput
from ..partners import Level, PartnerStatus, Sector
from ..roles import Principal
from ..store.models import (
    ContactNote,
    EngagementPartner,
    Expert,
    Invitation,
    Mechanism,
    Partner,
    PartnerAlias,
    PartnerApart,
    PartnerContact,
    RoleGrant,
    SelfCheck,
)
from . import partner_lists, partner_names, partners, versions

MOST = 20  # pairs that a page shows
MOST_COMPARED = 4_000  # agencies whose names are compared at once
BELONGS: dict[Any, str] = {  # what moves with an agency, and what it is called
    Expert: "expert",
    Mechanism: "agreement",
    EngagementPartner: "engagement",
    PartnerContact: "contact",
    ContactNote: "note",
    SelfCheck: "self-check",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two agencies, as the other is compared with it."""

    reference: str
    name: str
    others: tuple[str, ...]  # further names
    state: str
    county: str
    level: Level
    sector: Sector
    status: PartnerStatus
    capacity: int | None
    belongs: str  # what would move, in words: “3 experts, 1 agreement”; “nothing”
    users: int  # whose role lies within it
    version: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two agencies that may be the same, and what speaks for it."""

    first: Side
    second: Side
    percent: int
    why: str


def in_state(db: Session, user: Principal, state: str) -> tuple[Twins, ...]:
    """The most similar pairs of a state, or of all states, without those that somebody said are two.

    Raises InvalidInput where there are too many agencies to compare at once.
    """
    user.require("partner:change")
    where = [Partner.state == state] if state else []
    number = db.scalar(select(func.count()).select_from(Partner).where(Partner.archived_at.is_(None), *where)) or 0
    if number > MOST_COMPARED:
        raise InvalidInput(
            f"{number:,} agencies are too many to compare at once.", hint="Choose a state.", field="state"
        )
    return _twins(db, partner_names.agencies(db, *where).pairs())


def of_partner(db: Session, user: Principal, reference: str) -> tuple[Twins, ...]:
    """The agencies that may be the same as one."""
    partner = partners.record(db, user, "partner:change", reference)
    near = partner_names.agencies(db, Partner.state == partner.state, Partner.level == partner.level)
    return _twins(db, (pair for pair in near.pairs() if partner.reference in (pair.first, pair.second)))


def apart(db: Session, user: Principal, first: str, second: str) -> str:
    """Say that two are two: they are not shown as a pair again."""
    one, other = (partners.record(db, user, "partner:change", reference) for reference in (first, second))
    low, high = sorted((one.id, other.id))
    said = select(PartnerApart).where(PartnerApart.first_id == low, PartnerApart.second_id == high)
    if low != high and db.scalars(said).first() is None:
        db.add(PartnerApart(first_id=low, second_id=high))
    return first


def merge(
    db: Session, user: Principal, kept: str, kept_version: int, gone: str, gone_version: int, now: datetime
) -> str:
    """Make one agency another name of the other: it is archived, and all that belongs to it moves over.

    Experts, agreements, engagements, contacts, notes, names, specialties, languages and self-checks move in this one
    piece of work. Roles within it do not: giving those is an administrator's; open invitations to it are taken back.
    Raises Conflict where either was changed meanwhile.
    """
    stays, goes = (partners.record(db, user, "partner:change", reference) for reference in (kept, gone))
    if stays.id == goes.id or stays.state != goes.state or stays.level != goes.level:
        raise InvalidInput(
            "These two cannot be one agency.", hint="Both must be of one state and one level.", field="reference"
        )
    versions.require(stays.version, kept_version)
    versions.require(goes.version, gone_version)
    _move_engagements(db, stays, goes, now)
    _move_contacts(db, stays, goes)
    _move_self_checks(db, stays, goes, now)
    moving: tuple[Any, ...] = (Expert, Mechanism, ContactNote)
    for kind in moving:
        for row in db.scalars(select(kind).where(kind.partner_id == goes.id)):
            row.partner_id = stays.id
    _move_lists(db, stays, goes)
    _move_names(db, stays, goes, now)
    return kept


def _move_engagements(db: Session, stays: Partner, goes: Partner, now: datetime) -> None:
    """An engagement in which both take part keeps the one that stays, as its lead where the other was."""
    there = {
        row.engagement_id: row
        for row in db.scalars(select(EngagementPartner).where(EngagementPartner.partner_id == stays.id))
    }
    for row in db.scalars(select(EngagementPartner).where(EngagementPartner.partner_id == goes.id)):
        known = there.get(row.engagement_id)
        if known is None:
            row.partner_id = stays.id
        elif row.archived_at is None:
            known.role = "lead" if "lead" in (row.role, known.role) else known.role
            known.archived_at, row.archived_at = None, now


def _move_contacts(db: Session, stays: Partner, goes: Partner) -> None:
    there = set(db.scalars(select(PartnerContact.person_id).where(PartnerContact.partner_id == stays.id)))
    for row in db.scalars(select(PartnerContact).where(PartnerContact.partner_id == goes.id)):
        if row.person_id not in there:
            row.partner_id = stays.id


def _move_self_checks(db: Session, stays: Partner, goes: Partner, now: datetime) -> None:
    """An open one gives way to that of the agency that stays."""
    running = (SelfCheck.finished_on.is_(None), SelfCheck.archived_at.is_(None))
    one_runs = db.scalar(select(SelfCheck.id).where(SelfCheck.partner_id == stays.id, *running)) is not None
    for row in db.scalars(select(SelfCheck).where(SelfCheck.partner_id == goes.id)):
        row.partner_id = stays.id
        if one_runs and row.finished_on is None and row.archived_at is None:
            row.archived_at = now
    for link in db.scalars(select(Invitation).where(Invitation.partner_id == goes.id, Invitation.revoked_at.is_(None))):
        link.revoked_at = now


def _move_names(db: Session, stays: Partner, goes: Partner, now: datetime) -> None:
    held = select(PartnerAlias).where(PartnerAlias.partner_id == goes.id, PartnerAlias.archived_at.is_(None))
    names = db.scalars(held).all()
    for name in (goes.name, *(alias.name for alias in names)):
        partner_names.put(db, stays, name)
    for row in (goes, *db.scalars(select(Partner).where(Partner.became_id == goes.id))):
        row.became_id = stays.id
    goes.archived_at = now
    for alias in names:
        alias.archived_at = now


def _move_lists(db: Session, stays: Partner, goes: Partner) -> None:
    """What only the one had, the other has, too; where both know a figure, that of the one that stays holds."""
    partner_lists.put(db, stays, partners.profile_of(db, goes))
    stays.yearly_capacity = stays.yearly_capacity or goes.yearly_capacity
    stays.away_at_once = stays.away_at_once or goes.away_at_once
    stays.size, stays.county = stays.size or goes.size, stays.county or goes.county
    stays.version += 1


def _twins(db: Session, pairs: Iterable[Pair]) -> tuple[Twins, ...]:
    found = list(pairs)
    said = _said_apart(db, {reference for pair in found for reference in pair[:2]})
    shown = [pair for pair in found if frozenset(pair[:2]) not in said][:MOST]
    sides = _sides(db, {reference for pair in shown for reference in pair[:2]})
    return tuple(Twins(sides[pair.first], sides[pair.second], pair.percent, pair.why) for pair in shown)


def _said_apart(db: Session, references: set[str]) -> set[frozenset[str]]:
    rows = db.execute(select(Partner.id, Partner.reference).where(Partner.reference.in_(references))).all()
    names = {row.id: row.reference for row in rows}
    said = select(PartnerApart.first_id, PartnerApart.second_id).where(
        PartnerApart.archived_at.is_(None), or_(PartnerApart.first_id.in_(names), PartnerApart.second_id.in_(names))
    )
    return {frozenset((names.get(first, ""), names.get(second, ""))) for first, second in db.execute(said)}


def _sides(db: Session, references: set[str]) -> dict[str, Side]:
    rows = db.scalars(select(Partner).where(Partner.reference.in_(references))).all()
    ids = [row.id for row in rows]
    numbers = {kind: _numbers(db, kind, ids) for kind in (*BELONGS, RoleGrant)}
    names: dict[int, list[str]] = {}
    for partner_id, name in db.execute(
        select(PartnerAlias.partner_id, PartnerAlias.name)
        .where(PartnerAlias.partner_id.in_(ids), PartnerAlias.archived_at.is_(None))
        .order_by(PartnerAlias.name)
    ):
        names.setdefault(partner_id, []).append(name)
    return {row.reference: _side(row, tuple(names.get(row.id, ())), numbers) for row in rows}


def _numbers(db: Session, kind: Any, ids: list[int]) -> dict[int, int]:
    """How many rows of a kind belong to each agency."""
    held = select(kind.partner_id, func.count()).where(kind.partner_id.in_(ids), kind.archived_at.is_(None))
    return dict(db.execute(held.group_by(kind.partner_id)).all())


def _side(row: Partner, names: tuple[str, ...], numbers: dict[Any, dict[int, int]]) -> Side:
    parts = [count(numbers[kind][row.id], word) for kind, word in BELONGS.items() if row.id in numbers[kind]]
    return Side(
        row.reference,
        row.name,
        names,
        row.state,
        row.county or "",
        Level(row.level),
        Sector(row.sector),
        PartnerStatus(row.status),
        row.yearly_capacity,
        ", ".join(parts) or "nothing",
        numbers[RoleGrant].get(row.id, 0),
        row.version,
    )
