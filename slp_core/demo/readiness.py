"""Invented readiness: training sessions, briefings of the visited posts, and papers of the teams that leave soon."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from ..briefings import Section
from ..clearances import Clearance, ClearanceKind, ClearanceStatus
from ..emergency_card import Contact
from ..experts import CredentialKind
from ..periods import Period
from ..reference import shipped
from ..roles import Grant, Principal, Role
from ..security_records import Outcome, RecordKind
from ..services import (
    availability,
    briefings,
    clearances,
    credentials,
    emergency_cards,
    experts,
    portfolio,
    security,
    training,
    training_records,
    training_seats,
    travelers,
    vetting,
)
from ..services.engagements import record
from ..services.portfolio import Filters, When
from ..validity import Never
from ..vetting import VettingKind
from . import names
from .people import POSTS, Roster

ATTENDED, BOOKED, TEAMS = 12, 6, 12
TEXT = {
    Section.ARRIVAL: "A driver with an embassy sign waits behind customs. Call the duty officer if nobody is there.",
    Section.THREATS: "Petty crime in the center after dark; demonstrations are announced by the post.",
    Section.ZONES: "The hotel, the academy and the embassy. Everything else is asked for the day before.",
    Section.CURFEW: "In the hotel by 23:00.",
    Section.VEHICLES: "Embassy vehicles or those of the host agency. Nobody drives alone, and nobody at night.",
    Section.EMERGENCY: "Stay where you are, call Post One, wait for the word to move to the rally point.",
    Section.REPORTING: "Every contact that asks about your work, and every incident, on the same day.",
    Section.LIMITS: "No part in operations, arrests or searches, whatever the host agency asks.",
    Section.CHECK_IN: "Every evening by 20:00 to the INL officer.",
}


def add_readiness(db: Session, user: Principal, roster: Roster, today: date) -> None:
    """Everything, through the use cases."""
    _teach(db, user, roster, today)
    for key in POSTS:
        _brief(db, user, key, today)
    _prepare(db, user, today)


def _teach(db: Session, user: Principal, roster: Roster, today: date) -> None:
    """eFACT for two of three; a session that some attended, and one ahead with seats taken."""
    people = sorted(one for some in roster.experts.values() for one in some)
    passed = today - timedelta(300)
    for number, expert in enumerate(people):
        if number % 3:
            held = (CredentialKind.TRAINING, "eFACT", passed, shipped().catalogue.modules["efact"].expires(passed))
            credentials.add(db, user, expert, *held, today, module="efact", evidence="Certificate on file")
    required = tuple(one.id for one in training_records.catalogue_on(db, today).values() if one.required)
    modules = tuple(one for one in required if one != "efact")
    past, ahead = (
        Period(today - timedelta(60), today - timedelta(58)),
        Period(today + timedelta(9), today + timedelta(11)),
    )
    title = f"Pre-deployment training {names.MARK}"
    for days, most in ((past, ATTENDED), (ahead, BOOKED)):
        session = training.add(db, user, title, "Online", modules, days, 20, days.first - timedelta(40))
        db.flush()
        for expert in _free(db, user, people, days, most):
            training_seats.book(db, user, session, [expert], days.first - timedelta(30))
            db.flush()
            if days is past:
                training_seats.note(db, user, session, expert, True, 1, days.end)


def _free(db: Session, user: Principal, people: list[str], days: Period, most: int) -> Iterator[str]:
    keys = {experts.record(db, user, "expert:read", one).id: one for one in people[: 4 * most]}
    answers = availability.judged(db, user, keys, days, days.first - timedelta(30))
    return iter([keys[key] for key, answer in answers.items() if answer.free][:most])


def as_rso(user: Principal, post_key: str) -> Principal:
    """Who acts as the RSO of a post, for all the countries that it serves."""
    post = next(one for one in shipped().countries.posts if one.key == post_key)
    return replace(user, grants=(Grant(Role.RSO, countries=frozenset(post.serves), post=post.name),))


def _brief(db: Session, user: Principal, key: str, today: date) -> None:
    """Two versions of a post's briefing, by its RSO."""
    rso = as_rso(user, key)
    earlier, later = (datetime.combine(today - timedelta(days), time(9), UTC) for days in (200, 30))
    text = {str(one): said for one, said in TEXT.items()}
    briefings.publish(db, rso, key, text | {str(Section.CURFEW): "In the hotel by midnight."}, 0, earlier)
    db.flush()
    briefings.publish(db, rso, key, text, 1, later)
    db.flush()


def _prepare(db: Session, user: Principal, today: date) -> None:
    """Papers of the next teams: some complete, some with gaps."""
    rows = portfolio.page(db, user, Filters(when=When.UPCOMING), today).rows[:TEAMS]
    for number, row in enumerate(rows):
        reference = row["reference"]
        found = record(db, user, "engagement:read", reference)
        _decide(db, user, reference, number, today)
        if number % 2 == 0:
            ecc = Clearance(ClearanceKind.COUNTRY, ClearanceStatus.GRANTED, granted=today - timedelta(8))
            clearances.record(db, user, reference, None, ecc, 0, today)
        if number % 3 == 0:
            vetting.plan_batches(db, user, reference, VettingKind.LEAHY, 24)
            contacts = {str(one): f"To be confirmed by the post {names.MARK}" for one in list(Contact)[: 4 + number]}
            emergency_cards.fill(db, user, reference, contacts, 0, today)
        for one in travelers.of_engagement(db, user, found):
            if one.key is not None and (number + one.position) % 3:
                _papers(db, user, reference, one.position, today)


def _decide(db: Session, user: Principal, reference: str, number: int, today: date) -> None:
    who, day = "INL/KM", today - timedelta(5)
    if security.view(db, user, reference, today).risk.needs_approval and number % 2:
        said = ("Front office of INL", "The course cannot be held elsewhere; the post agrees.")
        security.record(db, user, reference, RecordKind.RISK, Outcome.APPROVED, day, *said, today)
    if number % 2:
        reason = "Private phones only; the post lends a laptop."
        security.record(db, user, reference, RecordKind.DEVICES, Outcome.NOT_NEEDED, day, who, reason, today)


def _papers(db: Session, user: Principal, reference: str, position: int, today: date) -> None:
    granted = ClearanceStatus.GRANTED
    held = clearances.view(db, user, reference, today).recorded
    wished = (
        Clearance(ClearanceKind.PASSPORT, granted, expires=today + timedelta(900), pages=6, held_by="The traveler"),
        Clearance(ClearanceKind.MEDICAL, granted, granted=today - timedelta(20), expires=Never.NEVER, held_by="Agency"),
    )
    for one in wished:
        if (one.kind, position) not in held:
            clearances.record(db, user, reference, position, one, 0, today)
            db.flush()
