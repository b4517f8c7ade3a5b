"""Seats in training sessions: booked within their number, given back, attended; what was attended is a credential."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..dates import count
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..experts import CredentialKind
from ..periods import Period
from ..roles import Principal
from ..store.models import Credential, Expert, TrainingSeat, TrainingSession
from ..training import Attendance
from . import availability, experts, training, training_records, versions
from .training import CHANGE, LIVE

BOOK = "training:book"
AT_ONCE = 50  # people booked in one click


def book(db: Session, user: Principal, reference: str, people: Sequence[str], today: date) -> str:
    """Give experts a seat: all of them, or none.

    Raises Conflict when fewer are left, or one of them has a seat already or is not free on these days.
    """
    found = training.record(db, reference)
    if not any(grant.expert_id is None for grant in user.grants_for(BOOK)):
        raise NotAllowed("Your role books no seats.", hint="The agency's coordinator does.", permission=BOOK)
    if not 1 <= len(set(people)) <= AT_ONCE:
        raise InvalidInput("Nobody is chosen.", hint=f"Choose one or more people, at most {AT_ONCE}.", field="people")
    wished = [experts.record(db, user, BOOK, one, named=True) for one in dict.fromkeys(people)]
    if found.cancelled or found.last_day < today:
        raise Conflict("This session takes no bookings any more.", hint="Choose a later one.")
    seats = {one.expert_id: one for one in _seats(db, found, wished)}
    for person in wished:
        if (seat := seats.get(person.id)) and seat.attendance in LIVE:
            raise Conflict(f"{person.reference} has a seat already.", hint="Look at the list.")
    _require_room(db, found, len(wished))
    _require_free(db, user, found, wished, today)
    for person in wished:
        if seat := seats.get(person.id):
            seat.attendance = Attendance.BOOKED
        else:
            db.add(TrainingSeat(session_id=found.id, expert_id=person.id))
    return reference


def give_back(db: Session, user: Principal, reference: str, expert: str, version: int) -> str:
    """Free a seat that was booked. The expert's days are free again, and another one may be booked."""
    seat = _booked(db, user, BOOK, reference, expert, version)
    seat.attendance = Attendance.WITHDRAWN
    return reference


def note(db: Session, user: Principal, reference: str, expert: str, attended: bool, version: int, today: date) -> str:
    """Say whether somebody came. Whoever attended holds the modules from the last day on, with the session as evidence.

    Raises NotAllowed for oneself, and before the session has ended Conflict.
    """
    seat = _booked(db, user, CHANGE, reference, expert, version)
    found = training.record(db, reference)
    person = experts.record_of_another(db, user, CHANGE, expert)
    if found.cancelled:
        raise Conflict("This session was called off: nobody attended it.", hint="Look at the list.")
    if found.last_day > today:
        raise Conflict("The session has not ended yet.", hint="Note attendance on its last day or later.")
    seat.attendance, seat.noted_by = (Attendance.ATTENDED if attended else Attendance.ABSENT), user.id
    if attended:
        _complete(db, user, found, person, today)
    return reference


def _require_room(db: Session, found: TrainingSession, wished: int) -> None:
    left = found.seats - training.taken(db, [found.id]).get(found.id, 0)
    if wished > left:
        said = f"{count(left, 'seat')} of {found.seats} {'is' if left == 1 else 'are'} left" if left else (
            f"All {count(found.seats, 'seat')} are taken"
        )  # fmt: skip
        raise Conflict(f"{said}.", hint="Choose fewer people or another session, or ask INL/KM for more seats.")


def _require_free(db: Session, user: Principal, found: TrainingSession, wished: Sequence[Expert], today: date) -> None:
    days = Period(found.first_day, found.last_day)
    answers = availability.judged(db, user, [one.id for one in wished], days, today)
    for person in wished:
        if not (answer := answers[person.id]).free:
            said = f"{person.reference} is not free {days.words}. {' '.join(answer.sentences)}"
            raise Conflict(said, hint=answer.proposal, reference=person.reference)


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
    seat = next(iter(_seats(db, training.record(db, reference), [person])), None)
    if seat is None or seat.attendance != Attendance.BOOKED:
        raise NotFound("There is no such booked seat.", hint="Look at the list.", reference=expert)
    versions.require(seat.version, version)
    return seat


def _seats(db: Session, found: TrainingSession, people: Sequence[Expert]) -> Sequence[TrainingSeat]:
    keys = [one.id for one in people]
    return db.scalars(
        select(TrainingSeat).where(TrainingSeat.session_id == found.id, TrainingSeat.expert_id.in_(keys))
    ).all()
