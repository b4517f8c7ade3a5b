"""Training sessions of INL/KM: set up, booked within their seats, attended; what was attended becomes a credential."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..dates import count
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..experts import CredentialKind
from ..lead_times import LeadTimeScope
from ..periods import Period
from ..roles import Principal
from ..store import counters
from ..store.models import Credential, Expert, Override, Partner, Person, TrainingSeat, TrainingSession
from ..text import limited, search_key
from ..training import Attendance
from . import availability, experts, scope, training_records, versions
from .training_records import PREFIX, READ

BOOK, CHANGE = "training:book", "training:change"
MOST_SEATS, MOST_MONTHS, MOST_SHOWN = 500, 240, 60
LIVE = (Attendance.BOOKED, Attendance.ATTENDED)


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat with whom it is for; the name is empty for those who may not see it."""

    expert: str
    name: str
    agency: str
    attendance: Attendance
    version: int


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its seats."""

    reference: str
    title: str
    place: str
    modules: tuple[str, ...]
    days: Period
    seats: int
    taken: int
    cancelled: bool
    version: int
    people: tuple[Seat, ...]  # within the user's reach


def sessions(db: Session, user: Principal, since: date) -> tuple[SessionView, ...]:
    """The sessions that end on a day or later, first ones first."""
    user.require(READ)
    rows = db.scalars(
        select(TrainingSession)
        .where(TrainingSession.archived_at.is_(None), TrainingSession.last_day >= since)
        .order_by(TrainingSession.first_day, TrainingSession.id)
        .limit(MOST_SHOWN)
    ).all()
    people = _people(db, user, [one.id for one in rows])
    taken = _taken(db, [one.id for one in rows])
    return tuple(
        SessionView(
            reference=one.reference,
            title=one.title,
            place=one.place,
            modules=tuple(one.modules),
            days=Period(one.first_day, one.last_day),
            seats=one.seats,
            taken=taken.get(one.id, 0),
            cancelled=one.cancelled,
            version=one.version,
            people=people.get(one.id, ()),
        )
        for one in rows
    )


def decide(
    db: Session, user: Principal, title: str, required: bool, valid_months: int | None, why: str, now: datetime,
    today: date, module: str = "",
) -> str:  # fmt: skip
    """Set a module of the catalogue, or without a key add one. Gives its key. Raises NotAllowed, InvalidInput."""
    user.require(CHANGE)
    shown, reason = " ".join(limited(title, 120, "title").split()), limited(why, 500, "reason")
    for field, text in (("title", shown), ("why", reason)):
        if not text:
            raise InvalidInput(f"The {field} is missing.", hint="Fill it in.", field=field)
    if valid_months is not None and not 1 <= valid_months <= MOST_MONTHS:
        raise InvalidInput("So many months cannot be right.", hint=f"Give 1 to {MOST_MONTHS}.", field="valid_months")
    key = module or search_key(shown).replace(" ", "_")[:60]
    value = {"title": shown, "required": required, "valid_months": valid_months}
    db.add(
        Override(
            key=f"{PREFIX}{key}", scope_kind=LeadTimeScope.ALL, scope_key="", value=value, why=reason,
            decided_by=user.id, decided_at=now, from_day=today,
        )
    )  # fmt: skip
    return key


def add(
    db: Session, user: Principal, title: str, place: str, modules: Sequence[str], days: Period, seats: int, today: date
) -> str:
    """Set up a session. Gives its reference. Raises NotAllowed, InvalidInput."""
    user.require(CHANGE)
    known = training_records.catalogue_on(db, today)
    shown = " ".join(limited(title, 120, "title").split())
    if not shown or not modules or any(one not in known for one in modules):
        raise InvalidInput(
            "A session has a title and at least one module.", hint="Choose them from the catalogue.", field="modules"
        )
    if days.last is None or not 1 <= seats <= MOST_SEATS:
        raise InvalidInput("A session has a last day and seats.", hint=f"Give 1 to {MOST_SEATS} seats.", field="seats")
    reference = counters.next_reference(db, "T")
    where = " ".join(limited(place, 120, "place").split())
    db.add(
        TrainingSession(
            reference=reference, title=shown, place=where, modules=list(modules), first_day=days.first,
            last_day=days.last, seats=seats,
        )
    )  # fmt: skip
    return reference


def cancel(db: Session, user: Principal, reference: str, version: int) -> str:
    """Call a session off: it takes nobody's days any more."""
    user.require(CHANGE)
    found = _found(db, reference)
    versions.require(found.version, version)
    found.cancelled = True
    return reference


def book(db: Session, user: Principal, reference: str, expert: str, today: date) -> str:
    """Give an expert a seat. Raises Conflict when all are taken, or the expert is not free on these days."""
    found = _found(db, reference)
    if not any(grant.expert_id is None for grant in user.grants_for(BOOK)):
        raise NotAllowed("Your role books no seats.", hint="The agency's coordinator does.", permission=BOOK)
    person = experts.record(db, user, BOOK, expert, named=True)
    if found.cancelled or found.last_day < today:
        raise Conflict("This session takes no bookings any more.", hint="Choose a later one.")
    seat = _seat(db, found, person)
    if seat and seat.attendance in LIVE:
        raise Conflict(f"{expert} has a seat already.", hint="Look at the list.")
    if _taken(db, [found.id]).get(found.id, 0) >= found.seats:
        raise Conflict(
            f"All {count(found.seats, 'seat')} are taken.", hint="Choose another session, or ask INL/KM for more."
        )
    days = Period(found.first_day, found.last_day)
    answer = availability.judged(db, user, [person.id], days, today)[person.id]
    if not answer.free:
        raise Conflict(f"{expert} is not free {days.words}. {' '.join(answer.sentences)}", hint=answer.proposal)
    if seat is None:
        db.add(TrainingSeat(session_id=found.id, expert_id=person.id))
    else:
        seat.attendance = Attendance.BOOKED
    return reference


def give_back(db: Session, user: Principal, reference: str, expert: str, version: int) -> str:
    """Free a seat that was booked."""
    seat = _booked(db, user, BOOK, reference, expert, version)
    seat.attendance = Attendance.WITHDRAWN
    return reference


def note(db: Session, user: Principal, reference: str, expert: str, attended: bool, version: int, today: date) -> str:
    """Say whether somebody came. Whoever attended holds the modules from the last day on, with the session as evidence.

    Raises NotAllowed for oneself, and before the session has ended Conflict.
    """
    seat = _booked(db, user, CHANGE, reference, expert, version)
    found = _found(db, reference)
    person = experts.record_of_another(db, user, CHANGE, expert)
    if found.last_day > today:
        raise Conflict("The session has not ended yet.", hint="Note attendance on its last day or later.")
    seat.attendance, seat.noted_by = (Attendance.ATTENDED if attended else Attendance.ABSENT), user.id
    if attended:
        _complete(db, user, found, person, today)
    return reference


def _complete(db: Session, user: Principal, found: TrainingSession, person: Expert, today: date) -> None:
    catalogue = training_records.catalogue_on(db, today)
    for key in found.modules:
        module = catalogue[key]
        db.add(
            Credential(
                expert_id=person.id, kind=CredentialKind.TRAINING, name=module.title, issued_on=found.last_day,
                expires_on=module.expires(found.last_day), never_expires=False, module=key,
                evidence=f"Session {found.reference}", confirmed_by=user.id,
            )
        )  # fmt: skip


def _booked(db: Session, user: Principal, action: str, reference: str, expert: str, version: int) -> TrainingSeat:
    person = experts.record(db, user, action, expert, named=True)
    seat = _seat(db, _found(db, reference), person)
    if seat is None or seat.attendance != Attendance.BOOKED:
        raise NotFound("There is no such booked seat.", hint="Look at the list.", reference=expert)
    versions.require(seat.version, version)
    return seat


def _seat(db: Session, found: TrainingSession, person: Expert) -> TrainingSeat | None:
    return db.scalars(
        select(TrainingSeat).where(TrainingSeat.session_id == found.id, TrainingSeat.expert_id == person.id)
    ).first()


def _found(db: Session, reference: str) -> TrainingSession:
    """The session, locked for this piece of work: two bookings never take the same last seat."""
    standing = (TrainingSession.reference == reference, TrainingSession.archived_at.is_(None))
    found = db.scalars(select(TrainingSession).where(*standing).with_for_update()).first()
    if found is None:
        raise NotFound("There is no such session.", hint="Look in the list.", reference=reference)
    return found


def _taken(db: Session, keys: list[int]) -> dict[int, int]:
    rows = db.execute(
        select(TrainingSeat.session_id, func.count().label("number"))
        .where(TrainingSeat.session_id.in_(keys), TrainingSeat.attendance.in_(LIVE))
        .group_by(TrainingSeat.session_id)
    )
    return {one.session_id: one.number for one in rows}


def _people(db: Session, user: Principal, keys: list[int]) -> dict[int, tuple[Seat, ...]]:
    rows = db.execute(
        select(TrainingSeat, Expert.reference, Person.display_name, Partner.name)
        .join(Expert, Expert.id == TrainingSeat.expert_id)
        .join(Person, Person.id == Expert.person_id)
        .join(Partner, Partner.id == Expert.partner_id)
        .where(TrainingSeat.session_id.in_(keys), scope.expert_names(user))
        .order_by(Person.search_key, Expert.id)
    )
    found: dict[int, list[Seat]] = {}
    for seat, reference, name, agency in rows:
        one = Seat(reference, name, agency, Attendance(seat.attendance), seat.version)
        found.setdefault(seat.session_id, []).append(one)
    return {key: tuple(seats) for key, seats in found.items()}
