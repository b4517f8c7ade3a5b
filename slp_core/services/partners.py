"""Partner agencies: chosen for an engagement, added, seen, changed, and where each stands with the program."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import Conflict, InvalidInput, NotFound
from ..partner_profile import Profile, checked
from ..partners import LEVEL_WORDS, STATUS_WORDS, Level, PartnerStatus
from ..reference import shipped
from ..roles import Principal
from ..store import counters
from ..store.models import Partner, PartnerAlias, PartnerLanguage, PartnerSpecialty
from ..text import clean, limited, search_key
from . import partner_lists, scope, versions


@dataclass(frozen=True, slots=True)
class PartnerView:
    """An agency as its page shows it, free of the database."""

    reference: str
    profile: Profile
    names: tuple[str, ...]  # the other names it is known by
    status: PartnerStatus
    status_reason: str
    invented: bool
    sees_people: bool  # may the user see the names of its contacts
    version: int


def choices(db: Session, user: Principal) -> dict[str, str]:
    """The active agencies a user may name in a plan, reference -> name with state; its own people see an agency.

    Of those that would read alike, a county's and a city's of one name, each says its county and level too.
    """
    if not user.may("partner:read"):
        return {}
    rows = db.execute(
        select(Partner.reference, Partner.name, Partner.state, Partner.county, Partner.level)
        .where(
            Partner.archived_at.is_(None),
            Partner.status == PartnerStatus.ACTIVE,
            scope.partners(user, "partner:read"),
        )
        .order_by(Partner.name, Partner.id)
    ).all()
    often = Counter((row.name, row.state) for row in rows)
    return {
        row.reference: f"{row.name} ({row.state})"
        if often[row.name, row.state] == 1
        else f"{row.name} ({', '.join(filter(None, (row.county, row.state, LEVEL_WORDS[Level(row.level)].lower())))})"
        for row in rows
    }


def add(
    db: Session,
    user: Principal,
    name: str,
    state: str,
    level: str,
    sector: str,
    capacity: int | None = None,
    *,
    county: str = "",
    size: int | None = None,
    away_at_once: int | None = None,
    specialties: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
    status: PartnerStatus = PartnerStatus.ACTIVE,
    invented: bool = False,
) -> str:
    """A new agency, or one that was archived, brought back. Gives its public reference; `Profile` tells the parts.

    Raises InvalidInput, and Conflict for an agency of the same name, state, level and county.
    """
    user.require("partner:change")
    profile = Profile(name, state, level, sector, capacity, county, size, away_at_once, specialties, languages)
    profile = checked(profile, shipped())
    partner = _new_or_brought_back(db, profile)
    partner.archived_at, partner.became_id = None, None
    partner.status, partner.invented = status, invented
    _fill(partner, profile)
    db.add(partner)
    if profile.specialties or profile.languages:
        db.flush()
        partner_lists.put(db, partner, profile)
    return partner.reference


def change(db: Session, user: Principal, reference: str, version: int, profile: Profile, now: datetime) -> str:
    """Change what is said of an agency. Raises Conflict where it was changed meanwhile, or becomes one that exists."""
    partner = record(db, user, "partner:change", reference)
    versions.require(partner.version, version)
    profile = checked(profile, shipped())
    other = _same_agency(db, profile)
    if other is not None and other.id != partner.id:
        raise _exists(other)
    _fill(partner, profile)
    partner_lists.put(db, partner, profile, now)
    partner.version += 1  # a change of the lists alone is one of the agency, too
    return reference


def set_status(db: Session, user: Principal, reference: str, status: PartnerStatus, reason: str, version: int) -> str:
    """Say where an agency stands with the program, and why."""
    partner = record(db, user, "partner:change", reference)
    versions.require(partner.version, version)
    why = " ".join(limited(reason, 500, "reason").split())
    if not why:
        raise InvalidInput("The reason is missing.", hint="Say who asked for it, or what it rests on.", field="reason")
    if partner.status == status:
        raise InvalidInput(
            f"It is {STATUS_WORDS[status].lower()} already.", hint="Choose another status.", field="status"
        )
    partner.status, partner.status_reason = PartnerStatus(status), why
    return reference


def view(db: Session, user: Principal, reference: str) -> PartnerView:
    """Raises NotFound when there is none, or none within the user's reach: the two read the same."""
    found = record(db, user, "partner:read", reference)
    names = select(PartnerAlias.name).where(PartnerAlias.partner_id == found.id, PartnerAlias.archived_at.is_(None))
    return PartnerView(
        found.reference,
        profile_of(db, found),
        tuple(db.scalars(names.order_by(PartnerAlias.name))),
        PartnerStatus(found.status),
        found.status_reason or "",
        found.invented,
        sees_people(db, user, found),
        found.version,
    )


def sees_people(db: Session, user: Principal, partner: Partner) -> bool:
    """May the user see the names of those to call at this agency?"""
    return db.scalar(select(Partner.id).where(Partner.id == partner.id, scope.partner_people(user))) is not None


def record(db: Session, user: Principal, action: str, reference: str) -> Partner:
    """The row itself, for other use cases. Raises NotFound outside the user's reach; it tells what an agency became."""
    user.require(action)
    reached = select(Partner).where(Partner.archived_at.is_(None), scope.partners(user, action))
    found = db.scalars(reached.where(Partner.reference == clean(reference))).one_or_none()
    if found is None:
        gone = select(Partner.became_id).where(Partner.reference == clean(reference))
        if became := db.scalars(reached.where(Partner.id.in_(gone))).one_or_none():
            raise NotFound(
                f"{reference} is {became.name}, {became.reference}, by now: the two were made one.",
                hint="Open that one.",
                partner=became.reference,
            )
        raise NotFound(
            "There is no such agency among those you may see.",
            hint="Check the address, or look in the list.",
            reference=reference,
        )
    return found


def profile_of(db: Session, partner: Partner) -> Profile:
    """What is said of an agency, as it is kept."""
    return Profile(
        name=partner.name,
        state=partner.state,
        level=partner.level,
        sector=partner.sector,
        capacity=partner.yearly_capacity,
        county=partner.county or "",
        size=partner.size,
        away_at_once=partner.away_at_once,
        specialties=partner_lists.held(db, PartnerSpecialty, "specialty", partner.id),
        languages=partner_lists.held(db, PartnerLanguage, "language", partner.id),
    )


def _new_or_brought_back(db: Session, profile: Profile) -> Partner:
    reference = counters.next_reference(db, "P")  # makes whoever adds at the same moment wait
    found = _same_agency(db, profile)
    if found is not None and found.archived_at is None:
        raise _exists(found)
    _refuse_alias(db, profile)
    return found or Partner(reference=reference)


def _same_agency(db: Session, profile: Profile) -> Partner | None:
    """The agency of this name, state, level and county, archived or not: a county's and a city's are two."""
    named = select(Partner).where(
        Partner.search_key == profile.key, Partner.state == profile.state, Partner.level == profile.level
    )
    county = search_key(profile.county)
    return next((one for one in db.scalars(named) if search_key(one.county or "") == county), None)


def _refuse_alias(db: Session, profile: Profile) -> None:
    called = db.scalars(
        select(Partner)
        .join(PartnerAlias, PartnerAlias.partner_id == Partner.id)
        .where(
            PartnerAlias.search_key == profile.key,
            PartnerAlias.archived_at.is_(None),
            Partner.archived_at.is_(None),
            Partner.state == profile.state,
            Partner.level == profile.level,
        )
    ).first()
    if called is not None:
        raise Conflict(
            f"“{profile.name}” is another name of {called.name}, {called.reference}.",
            hint="Use that one, or take the name away from it first.",
            partner=called.reference,
        )


def _exists(found: Partner) -> Conflict:
    archived = " but archived" if found.archived_at else ""
    return Conflict(
        f"{found.name} of {shipped().us_states.label(found.state)} is there already{archived}, as {found.reference}.",
        hint="A county's and a city's agency of one name are two: choose the other level, or give the county.",
        partner=found.reference,
    )


def _fill(partner: Partner, profile: Profile) -> None:
    partner.name, partner.search_key = profile.name, profile.key
    partner.state, partner.county = profile.state, profile.county or None
    partner.level, partner.sector = profile.level, profile.sector
    partner.yearly_capacity, partner.size = profile.capacity, profile.size
    partner.away_at_once = profile.away_at_once
