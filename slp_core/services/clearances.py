"""Clearances of an engagement and its travelers: put on record, shown, and judged for the days of the trip."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from .. import clearance_input, travel_papers
from .. import clearances as pure
from ..calendars import CalendarName
from ..clearances import OF_A_TRAVELER, OF_THE_PERSON, Clearance, ClearanceKind, ClearanceStatus
from ..countries import UNITED_STATES
from ..errors import InvalidInput, NotAllowed, NotFound
from ..itinerary import Itinerary
from ..judgements import Judgement
from ..periods import Period
from ..plan import Kind
from ..reference import shipped
from ..roles import Principal, Scope
from ..store.models import ClearanceEntry, Engagement
from ..validity import Never
from . import engagements, scope, travelers, trips, versions, vetting
from .travelers import Traveler
from .trips import Trip

READ, RECORD = "clearance:read", "clearance:record"
ROUND_ALL = (*OF_THE_PERSON, *OF_A_TRAVELER)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A clearance with its version, to be changed; 0 where there is none yet."""

    clearance: Clearance | None
    version: int


@dataclass(frozen=True, slots=True)
class ClearancesView:
    """What the clearances tab shows."""

    travelers: tuple[Traveler, ...]
    recorded: dict[tuple[ClearanceKind, int | None], Recorded]  # by kind and place on the team
    judgements: tuple[Judgement, ...]
    request: str  # text for the request for country clearance; empty where nobody goes abroad
    may_record: bool  # papers, of those who go abroad
    of_post: bool  # may record country clearance and vetting


def view(db: Session, user: Principal, reference: str, today: date) -> ClearancesView:
    """Raises NotFound outside the user's reach."""
    found = engagements.record(db, user, READ, reference)
    trip = trips.of(db, user, found)
    held = _held(db, trip)
    label = shipped().countries.label(found.country)
    names, abroad = [one.name for one in trip.team], found.kind != Kind.HOSTING
    return ClearancesView(
        travelers=trip.team,
        recorded=held,
        judgements=_judgements(db, user, trip, held, today),
        request=pure.itinerary_text(found.title, found.reference, trip.itinerary, label, names) if abroad else "",
        may_record=abroad and scope.reaches(db, user, RECORD, found),
        of_post=_of_post(user, found),
    )


def judgements(db: Session, user: Principal, trip: Trip, today: date) -> tuple[Judgement, ...]:
    """All that is judged of a trip's clearances, with vetting, and of each of its travelers.

    For use cases that have asked who may see it.
    """
    return _judgements(db, user, trip, _held(db, trip), today)


def record(
    db: Session, user: Principal, reference: str, position: int | None, wished: Clearance, version: int, today: date
) -> str:
    """Put a clearance on record for a place on the team, or without one for the whole engagement.

    Country clearance is granted for the days of the trip as they are now, unless others are given.
    Raises NotAllowed, NotFound, InvalidInput, Conflict when it was changed since `version` was shown.
    """
    found = engagements.record(db, user, RECORD, reference)
    if found.kind == Kind.HOSTING:
        raise InvalidInput("Nobody goes abroad on this engagement.", hint="Its participants are vetted.", field="kind")
    engagement_id, expert_id = _subject(db, user, found, position, wished.kind)
    checked = clearance_input.checked(wished, Period(found.departs_on, found.returns_on), today)
    row = _row(db, engagement_id, expert_id, wished.kind)
    versions.require(row.version if row else 0, version)
    if row is None:
        row = ClearanceEntry(engagement_id=engagement_id, expert_id=expert_id, kind=wished.kind)
        db.add(row)
    _write(row, checked)
    row.entered_by = user.id
    return reference


def _subject(
    db: Session, user: Principal, found: Engagement, position: int | None, kind: ClearanceKind
) -> tuple[int | None, int | None]:
    """Of what a clearance is: the engagement, the expert, or the expert on this engagement."""
    if kind is ClearanceKind.COUNTRY:
        if not _of_post(user, found):
            raise NotAllowed(
                "Country clearance is the post's.", hint="The post or INL/KM records it.", permission=RECORD
            )
        return found.id, None
    team = {one.position: one for one in travelers.of_engagement(db, user, found)}
    if position not in team or team[position].key is None:
        raise NotFound(
            "There is no such traveler among those you may see.", hint="Name an expert first.", reference=str(position)
        )
    return (None if kind in OF_THE_PERSON else found.id), team[position].key


def _of_post(user: Principal, found: Engagement) -> bool:
    """Does the user act for the post, or for all?"""
    grants = (one for one in user.grants_for(RECORD) if one.scope in (Scope.ALL, Scope.POST))
    return any(one.scope is Scope.ALL or found.country in one.countries for one in grants)


def _write(row: ClearanceEntry, one: Clearance) -> None:
    row.status, row.requested_on, row.granted_on, row.begins_on = one.status, one.requested, one.granted, one.begins
    row.expires_on = one.expires if isinstance(one.expires, date) else None
    row.never_expires = one.expires is Never.NEVER
    row.blank_pages, row.reference, row.held_by = one.pages, one.reference or None, one.held_by or None


def _row(db: Session, engagement_id: int | None, expert_id: int | None, kind: str) -> ClearanceEntry | None:
    return db.scalars(
        select(ClearanceEntry)
        .where(
            ClearanceEntry.engagement_id.is_not_distinct_from(engagement_id),
            ClearanceEntry.expert_id.is_not_distinct_from(expert_id),
            ClearanceEntry.kind == kind,
            ClearanceEntry.archived_at.is_(None),
        )
        .order_by(ClearanceEntry.id.desc())
    ).first()


def _held(db: Session, trip: Trip) -> dict[tuple[ClearanceKind, int | None], Recorded]:
    """What is on record: of the engagement, and of the people who are named now."""
    places = {one.key: one.position for one in trip.team if one.key is not None}
    key = trip.engagement.id
    rows = db.scalars(
        select(ClearanceEntry)
        .where(
            ClearanceEntry.archived_at.is_(None),
            or_(
                and_(ClearanceEntry.engagement_id == key, ClearanceEntry.expert_id.is_(None)),
                and_(
                    ClearanceEntry.expert_id.in_(places),
                    or_(ClearanceEntry.engagement_id == key, ClearanceEntry.engagement_id.is_(None)),
                ),
            ),
        )
        .order_by(ClearanceEntry.id)
    )
    return {
        (ClearanceKind(row.kind), None if row.expert_id is None else places[row.expert_id]): Recorded(
            _clearance(row), row.version
        )
        for row in rows
    }


def _clearance(row: ClearanceEntry) -> Clearance:
    return Clearance(
        kind=ClearanceKind(row.kind),
        status=ClearanceStatus(row.status),
        requested=row.requested_on,
        granted=row.granted_on,
        begins=row.begins_on,
        expires=Never.NEVER if row.never_expires else row.expires_on,
        pages=row.blank_pages,
        reference=row.reference or "",
        held_by=row.held_by or "",
    )


def _judgements(
    db: Session, user: Principal, trip: Trip, held: dict[tuple[ClearanceKind, int | None], Recorded], today: date
) -> tuple[Judgement, ...]:
    vetted = vetting.judged(db, user, trip, today)
    if trip.engagement.kind == Kind.HOSTING:  # nobody of the team goes abroad
        return (vetted,)
    calendar = shipped().calendars.named(CalendarName.BOTH, trip.engagement.country)
    country = _of(held, ClearanceKind.COUNTRY, None)
    return (
        pure.judge_country(country, trip.days, today, calendar, shipped().rules),
        vetted,
        *(one for place in trip.team for one in _of_traveler(place, trip.itinerary, held)),
    )


def _of_traveler(
    place: Traveler, itinerary: Itinerary, held: dict[tuple[ClearanceKind, int | None], Recorded]
) -> list[Judgement]:
    if place.key is None:
        return [travelers.nobody(place)]
    way = replace(travel_papers.journey(itinerary, shipped().entry_facts, UNITED_STATES), trip=place.trip)
    rules, at = shipped().rules, place.position
    found = (
        travel_papers.judge_passport(_of(held, ClearanceKind.PASSPORT, at), way, rules),
        travel_papers.judge_visa(_of(held, ClearanceKind.VISA, at), way),
        travel_papers.judge_yellow_fever(_of(held, ClearanceKind.YELLOW_FEVER, at), way, rules),
        *(pure.judge_confirmed(kind, _of(held, kind, at), place.trip) for kind in OF_A_TRAVELER[1:]),
    )
    return [replace(one, traveler=at) for one in found]


def _of(
    held: dict[tuple[ClearanceKind, int | None], Recorded], kind: ClearanceKind, position: int | None
) -> Clearance | None:
    found = held.get((kind, position))
    return found.clearance if found else None
