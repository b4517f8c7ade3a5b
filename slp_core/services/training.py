"""Training sessions of INL/KM: the list with its seats, set up and called off; and what the catalogue is set to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..errors import Conflict, InvalidInput, NotFound
from ..lead_times import LeadTimeScope
from ..periods import Period
from ..roles import Principal
from ..store import counters
from ..store.models import Expert, Override, Partner, Person, TrainingSeat, TrainingSession
from ..text import limited, one_line, search_key
from ..training import Attendance
from . import scope, training_records, versions
from .training_records import PREFIX, READ

CHANGE = "training:change"
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
    cancelled_because: str
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
    keys = [one.id for one in rows]
    people, seated = _people(db, user, keys), taken(db, keys)
    return tuple(
        SessionView(
            reference=one.reference,
            title=one.title,
            place=one.place,
            modules=tuple(one.modules),
            days=Period(one.first_day, one.last_day),
            seats=one.seats,
            taken=seated.get(one.id, 0),
            cancelled=one.cancelled,
            cancelled_because=one.cancelled_because or "",
            version=one.version,
            people=people.get(one.id, ()),
        )
        for one in rows
    )


def decide(
    db: Session, user: Principal, title: str, required: bool, valid_months: int | None, why: str, now: datetime,
    today: date, module: str = "", since: date | None = None,
) -> str:  # fmt: skip
    """Set a module of the catalogue from a day on, today or later; without a key add one. Gives its key.

    Raises NotAllowed, InvalidInput.
    """
    user.require(CHANGE)
    shown, reason = " ".join(limited(title, 120, "title").split()), limited(why, 500, "reason")
    for field, text in (("title", shown), ("why", reason)):
        if not text:
            raise InvalidInput(f"The {field} is missing.", hint="Fill it in.", field=field)
    if valid_months is not None and not 1 <= valid_months <= MOST_MONTHS:
        raise InvalidInput("So many months cannot be right.", hint=f"Give 1 to {MOST_MONTHS}.", field="valid_months")
    if since and since < today:
        raise InvalidInput("It cannot hold from a day that is past.", hint="Give today or a later day.", field="since")
    key = module or search_key(shown).replace(" ", "_")[:60]
    value = {"title": shown, "required": required, "valid_months": valid_months}
    db.add(
        Override(
            key=f"{PREFIX}{key}", scope_kind=LeadTimeScope.ALL, scope_key="", value=value, why=reason,
            decided_by=user.id, decided_at=now, from_day=since or today,
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


def cancel(db: Session, user: Principal, reference: str, why: str, version: int, today: date) -> str:
    """Call a session off: it takes nobody's days any more, and whoever had a seat reads why. Raises Conflict when over.

    Raises InvalidInput without a reason.
    """
    user.require(CHANGE)
    found = record(db, reference)
    versions.require(found.version, version)
    if found.cancelled or found.last_day < today:
        raise Conflict("This session is over, or called off already.", hint="Look at the list.")
    said = one_line(why, 300, "reason")
    if not said:
        raise InvalidInput("The reason is missing.", hint="Those who have a seat will read it.", field="why")
    found.cancelled, found.cancelled_because = True, said
    return reference


def record(db: Session, reference: str, *, to_write: bool = True) -> TrainingSession:
    """The session; to write, locked for this piece of work: two bookings never take the same last seat."""
    wanted = select(TrainingSession).where(
        TrainingSession.reference == reference, TrainingSession.archived_at.is_(None)
    )
    found = db.scalars(wanted.with_for_update() if to_write else wanted).first()
    if found is None:
        raise NotFound("There is no such session.", hint="Look in the list.", reference=reference)
    return found


def taken(db: Session, keys: list[int]) -> dict[int, int]:
    """How many seats of several sessions are taken, by their keys."""
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
