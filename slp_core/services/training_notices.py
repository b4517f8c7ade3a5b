"""What training means for a reader: the own sessions ahead, called-off ones among them, and whom to book for one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ..documents.calendar import Entry
from ..periods import Period
from ..roles import Principal
from ..store.models import Assignment, Engagement, Expert, Partner, Person, TrainingSeat, TrainingSession
from ..text import search_key
from ..training import Attendance
from . import availability, engagements, scope, training, work_list
from .training_records import READ
from .training_seats import BOOK

MOST_PEOPLE, MOST_TEAMS, MOST_NOTICES = 50, 60, 10


@dataclass(frozen=True, slots=True)
class Booked:
    """A session in which somebody has a seat; `because` is why it was called off, empty where it takes place.

    `seats` is how many of those whom the reader sees by name have one.
    """

    reference: str
    title: str
    place: str
    days: Period
    version: int
    cancelled: bool
    because: str
    seats: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An expert who may be booked."""

    reference: str
    name: str
    agency: str


def mine(db: Session, user: Principal, today: date) -> tuple[Booked, ...]:
    """The own sessions that are not over, first ones first; what was called off stays until its days are over."""
    user.require(READ)
    own = [grant.expert_id for grant in user.grants if grant.expert_id is not None]
    return _read(db, _booked(today).where(Expert.id.in_(own)))


def entries(db: Session, user: Principal, today: date) -> list[Entry]:
    """The own sessions ahead for a calendar; called off or given back, one stands in it as cancelled."""
    own = [grant.expert_id for grant in user.grants if grant.expert_id is not None]
    rows = db.execute(
        select(TrainingSession, TrainingSeat)
        .join(TrainingSeat, TrainingSeat.session_id == TrainingSession.id)
        .where(
            TrainingSeat.expert_id.in_(own), TrainingSession.last_day >= today, TrainingSession.archived_at.is_(None)
        )
        .order_by(TrainingSession.first_day, TrainingSession.id)
    )
    return [
        Entry(
            f"{one.reference}/training", f"Training: {one.title}", one.first_day, one.last_day,
            one.version + seat.version, one.cancelled_because or one.reference, one.place,
            one.cancelled or seat.attendance not in training.LIVE,
        )
        for one, seat in rows
    ]  # fmt: skip


def called_off(db: Session, user: Principal, today: date) -> tuple[Booked, ...]:
    """The sessions ahead that were called off, in which experts have a seat whom the user sees by name."""
    if not user.may(READ):
        return ()
    return _read(db, _booked(today).where(scope.expert_names(user), TrainingSession.cancelled.is_(True)))


def teams(db: Session, user: Principal, reference: str, today: date) -> dict[str, str]:
    """Teams that leave after a session has begun: reference of the engagement -> its words, first to leave first."""
    user.require(BOOK)
    found = training.record(db, reference, to_write=False)
    named = select(Assignment.engagement_id).where(Assignment.archived_at.is_(None), Assignment.expert_id.is_not(None))
    rows = db.execute(
        select(Engagement.reference, Engagement.title)
        .where(
            Engagement.departs_on > max(found.first_day, today), Engagement.id.in_(named), *work_list.live(),
            scope.engagements(user, "engagement:read"),
        )
        .order_by(Engagement.departs_on, Engagement.id)
        .limit(MOST_TEAMS)
    ).all()  # fmt: skip
    return {one.reference: one.title for one in rows}


def people(db: Session, user: Principal, reference: str, engagement: str, text: str) -> tuple[Choice, ...]:
    """Whom the user may book for a session: those on offer who have no seat in it and are free, by name.

    Of an engagement's team, or of everybody in reach; at most MOST_PEOPLE, narrowed by a part of the name or agency.
    """
    user.require(BOOK)
    found = training.record(db, reference, to_write=False)
    free = availability.free(db, Period(found.first_day, found.last_day))
    rows = db.execute(
        select(Expert.reference, Person.display_name, Partner.name)
        .join(Person, Person.id == Expert.person_id)
        .join(Partner, Partner.id == Expert.partner_id)
        .where(
            scope.experts(user, BOOK), scope.expert_names(user), availability.on_offer(), free,
            Expert.id.not_in(_seated(found)), *_of(db, user, engagement), *_called(text),
        )
        .order_by(Person.search_key, Expert.id)
        .limit(MOST_PEOPLE)
    ).all()  # fmt: skip
    return tuple(Choice(*row) for row in rows)


def _seated(found: TrainingSession) -> Select[int]:
    return select(TrainingSeat.expert_id).where(
        TrainingSeat.session_id == found.id, TrainingSeat.attendance.in_(training.LIVE)
    )


def _of(db: Session, user: Principal, engagement: str) -> list[ColumnElement[bool]]:
    if not engagement:
        return []
    key = engagements.record(db, user, "engagement:read", engagement).id
    team = select(Assignment.expert_id).where(
        Assignment.engagement_id == key, Assignment.archived_at.is_(None), Assignment.expert_id.is_not(None)
    )
    return [Expert.id.in_(team)]


def _called(text: str) -> list[ColumnElement[bool]]:
    key = search_key(text)
    if not key:
        return []
    return [Person.search_key.contains(key, autoescape=True) | Partner.search_key.contains(key, autoescape=True)]


def _booked(today: date) -> Select[TrainingSession, int]:
    one = TrainingSession
    return (
        select(one, func.count().label("seats"))
        .join(TrainingSeat, TrainingSeat.session_id == one.id)
        .join(Expert, Expert.id == TrainingSeat.expert_id)
        .where(one.last_day >= today, one.archived_at.is_(None), TrainingSeat.attendance == Attendance.BOOKED)
        .group_by(one.id)
        .order_by(one.first_day, one.id)
        .limit(MOST_NOTICES)
    )


def _read(db: Session, rows: Select[TrainingSession, int]) -> tuple[Booked, ...]:
    return tuple(
        Booked(
            one.reference, one.title, one.place, Period(one.first_day, one.last_day), one.version, one.cancelled,
            one.cancelled_because or "", seats,
        )
        for one, seats in db.execute(rows).all()
    )  # fmt: skip
