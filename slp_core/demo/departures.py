"""What is on record of the demo's next departures: by turns all that is needed, all but one answer, or nothing more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..briefings import Section
from ..clearances import Clearance, ClearanceKind, ClearanceStatus
from ..emergency_card import Contact
from ..experts import CredentialKind
from ..lifecycle import Stage
from ..periods import Period
from ..plan import Kind
from ..roles import Grant, Principal, Role
from ..security_records import Outcome, RecordKind
from ..services import (
    briefings,
    clearances,
    credentials,
    emergency_cards,
    readiness_summaries,
    security,
    steps,
    team,
    training_records,
    travelers,
    vetting,
)
from ..services.judged import DECISION
from ..services.travelers import Traveler
from ..store import derived
from ..store.db import Actor, Database, work
from ..store.models import Engagement, Post
from .names import MARK
from .readiness import as_rso

DAYS = 75  # of departures ahead that are looked at: as far as pre-deployment goes
EVERY = 3  # by turns: may go, one thing not known, as it is
INVENTED = f"Invented {MARK}"
BRIEFED = {str(Section.ARRIVAL): f"Somebody of the post meets you at the airport {MARK}."}
SAID = {
    RecordKind.RISK: Outcome.APPROVED,
    RecordKind.DEVICES: Outcome.REFUSED,
    RecordKind.CI_BRIEFING: Outcome.NOT_NEEDED,
}


def add_departures(database: Database, user: Principal, today: date) -> None:
    """Put on record what the next departures need, and work out all verdicts for the day of the demo."""
    moment = datetime.combine(today, time(0), UTC)
    with work(database, Actor(user.id), moment) as db, db.no_autoflush:
        derived.leave(db)
        for number, trip in enumerate(_next(db, user, today)):
            if number % EVERY < 2:
                settle(db, user, trip, moment, leaving_out=ClearanceKind.MEDICAL if number % EVERY else None)
    with work(database, Actor(user.id), moment) as db:
        readiness_summaries.refresh(db, db.scalars(select(Engagement.id)).all(), today)


def settle(
    db: Session, user: Principal, trip: Engagement, now: datetime, leaving_out: ClearanceKind | None = None
) -> None:
    """Put all on record that an engagement and its travelers need to leave; of one clearance it is not known yet."""
    reference, today = trip.reference, now.date()
    steps.mark_past(db, user, reference, trip.departs_on, today, (DECISION,) if leaving_out else ())
    if trip.kind == Kind.HOSTING:
        return
    _decide(db, user, trip, today)
    _vet(db, user, reference, today)
    people = [one for one in travelers.of_engagement(db, user, trip) if one.key is not None]
    held = clearances.view(db, user, reference, today).recorded  # a passport is there from another trip
    for one in people:
        _train(db, user, one, trip, today)
        for wished in _papers(one.trip, today, leaving_out):
            found = held.get((wished.kind, one.position))
            clearances.record(db, user, reference, one.position, wished, found.version if found else 0, today)
    db.flush()
    _brief(db, user, trip, people, now)


def _next(db: Session, user: Principal, today: date) -> Iterator[Engagement]:
    """The departures ahead under an agreement, every place of which has a name."""
    ahead = select(Engagement).where(
        Engagement.stage == Stage.PRE_DEPLOYMENT,
        Engagement.mechanism_id.is_not(None),
        Engagement.departs_on > today,
        Engagement.departs_on <= today + timedelta(DAYS),
    )
    for trip in db.scalars(ahead.order_by(Engagement.departs_on, Engagement.id)).all():
        if all(one.name for one in team.of_engagement(db, user, trip.reference)):
            yield trip


def _decide(db: Session, user: Principal, trip: Engagement, today: date) -> None:
    for kind, outcome in SAID.items():
        security.record(db, user, trip.reference, kind, outcome, today, "INL", INVENTED, today)
    card = emergency_cards.of(db, trip)
    emergency_cards.fill(db, user, trip.reference, dict.fromkeys(Contact, INVENTED), card.version, today)
    known = clearances.view(db, user, trip.reference, today).recorded.get((ClearanceKind.COUNTRY, None))
    granted = Clearance(ClearanceKind.COUNTRY, ClearanceStatus.GRANTED, today, today)
    clearances.record(db, user, trip.reference, None, granted, known.version if known else 0, today)
    db.flush()


def _vet(db: Session, user: Principal, reference: str, today: date) -> None:
    """Batches that were planned come back cleared; where none was, nobody need be vetted."""
    planned = vetting.of_engagement(db, user, reference)
    if not planned:
        vetting.plan_batches(db, user, reference, "none", 1, f"Nobody who may use force takes part {MARK}")
    for row in planned:
        vetting.hand_in(db, user, reference, row.id, row.version, today - timedelta(40), today)
        db.flush()
        cleared = (row.version + 1, today - timedelta(5), row.batch.participants, None, today)
        vetting.bring_back(db, user, reference, row.id, *cleared)


def _train(db: Session, user: Principal, one: Traveler, trip: Engagement, today: date) -> None:
    """Every required module and the security trainings, to the return and beyond."""
    catalogue = training_records.catalogue_on(db, today)
    held = {done.module for done in training_records.completions(db, [one.key])[one.key]} if one.key else set()
    for module in catalogue.values():
        if (module.required or module.id == "fact") and module.id not in held:
            expires = trip.returns_on + timedelta(200)
            kind, passed = CredentialKind.TRAINING, today - timedelta(30)
            wish = (one.expert, kind, module.title, passed, expires, today)
            credentials.add(db, user, *wish, module=module.id, evidence=INVENTED)


def _papers(trip: Period, today: date, leaving_out: ClearanceKind | None) -> Iterator[Clearance]:
    """All clearances of a traveler; the one that is left out was asked for, and no answer is known."""
    for kind in ClearanceKind:
        if kind is ClearanceKind.COUNTRY:
            continue
        if kind is leaving_out:
            yield Clearance(kind, ClearanceStatus.REQUESTED, today)
        else:
            past, until = today - timedelta(200), trip.end + timedelta(400)
            yield Clearance(kind, ClearanceStatus.GRANTED, past, past, None, until, 10, "", INVENTED)


def _brief(db: Session, user: Principal, trip: Engagement, people: list[Traveler], now: datetime) -> None:
    """The post's briefing, published where there is none yet, and attested by each expert alone."""
    post = db.get(Post, trip.post_id) if trip.post_id else None
    if post is None:
        return
    if briefings.latest_of(db, post.id) is None:
        briefings.publish(db, as_rso(user, post.key), post.key, BRIEFED, 0, now)
        db.flush()
    latest = briefings.latest_of(db, post.id)
    for one in people:
        expert = replace(user, grants=(Grant(Role.EXPERT, expert_id=one.key),))
        briefings.attest(db, expert, trip.reference, latest.number if latest else 0, now)
