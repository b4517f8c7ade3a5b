"""Security of an engagement: decisions on record, and what is judged of the trip and of its travelers."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import briefings as pure
from .. import days_abroad as rule
from .. import emergency_card
from .. import security_records as records
from ..briefings import Briefing
from ..dates import short
from ..days_abroad import Meter
from ..emergency_card import Card
from ..errors import InvalidInput
from ..judgements import Judgement
from ..plan import Kind
from ..reference import shipped
from ..roles import Principal
from ..security_records import OUTCOMES, Outcome, RecordKind, Risk, SecurityRecord, risk_of
from ..store.models import Engagement, Post, SecurityEntry
from ..text import limited
from . import (
    briefings,
    days_abroad,
    emergency_cards,
    engagements,
    references,
    scope,
    training_records,
    travelers,
    trips,
)
from .travelers import Traveler
from .trips import Trip

READ, RECORD = "security:read", "security:record"
AUTHORITY_LENGTH, REASON_LENGTH = 120, 500


@dataclass(frozen=True, slots=True)
class SecurityView:
    """What the security tab shows; `briefing` is None too for those who may not read its content."""

    post: str
    post_key: str
    risk: Risk
    briefing: Briefing | None
    card: Card
    records: tuple[SecurityRecord, ...]
    travelers: tuple[Traveler, ...]
    meters: dict[int, Meter]  # by place on the team
    judgements: tuple[Judgement, ...]
    may_record: bool
    attests_as: str  # the reference of the expert, where the user is one of the team


def view(db: Session, user: Principal, reference: str, today: date) -> SecurityView:
    """Raises NotFound outside the user's reach."""
    found = engagements.record(db, user, READ, reference)
    trip = trips.of(db, user, found)
    post = db.get(Post, found.post_id) if found.post_id else None
    meters = _meters(db, trip)
    reads = user.may(briefings.READ)
    return SecurityView(
        post=post.name if post else "",
        post_key=post.key if post else "",
        risk=_risk(db, user, found),
        briefing=briefings.latest_of(db, found.post_id) if reads else None,
        card=emergency_cards.of(db, found),
        records=tuple(_records(db, found)),
        travelers=trip.team,
        meters=meters,
        judgements=_judgements(db, user, trip, meters, today),
        may_record=scope.reaches(db, user, RECORD, found),
        attests_as=briefings.expert_of(db, user, reference),
    )


def judgements(db: Session, user: Principal, trip: Trip, today: date) -> tuple[Judgement, ...]:
    """All that is judged of the security of a trip and of each of its travelers.

    For use cases that have asked who may see it.
    """
    return _judgements(db, user, trip, _meters(db, trip), today)


def record(
    db: Session, user: Principal, reference: str, kind: str, outcome: str, day: date, authority: str, reason: str,
    today: date,
) -> str:  # fmt: skip
    """Put a decision, or a thing done, on record: the newest of a kind holds. Gives the engagement's reference.

    Raises NotAllowed, NotFound, InvalidInput.
    """
    found = engagements.record(db, user, RECORD, reference)
    if kind not in tuple(RecordKind) or outcome not in OUTCOMES[RecordKind(kind)]:
        raise InvalidInput("This cannot be said of it.", hint="Choose from the list.", field="outcome")
    if day > today:
        raise InvalidInput("It cannot lie in the future.", hint="Give today or an earlier day.", field="day")
    if kind == RecordKind.CI_DEBRIEF and outcome == Outcome.DONE and day < found.returns_on:
        hint = f"The team returns on {short(found.returns_on)}."
        raise InvalidInput("A team is debriefed after its return.", hint=hint, field="day")
    said = {"authority": limited(authority, AUTHORITY_LENGTH, "authority")}
    said["reason"] = limited(reason, REASON_LENGTH, "reason")
    for field, text in said.items():
        if not text:
            raise InvalidInput(f"The {field} is missing.", hint="Say who decided, by function, and why.", field=field)
    risk = _risk(db, user, found)
    db.add(
        SecurityEntry(
            engagement_id=found.id, kind=kind, outcome=outcome, on_day=day, level=risk.advisory.level,
            danger=risk.danger, entered_by=user.id, **said,
        )
    )  # fmt: skip
    return reference


def _meters(db: Session, trip: Trip) -> dict[int, Meter]:
    """Of each named traveler, by place on the team."""
    found = days_abroad.of_keys(db, [one.key for one in trip.team if one.key is not None], trip)
    return {one.position: found[one.key] for one in trip.team if one.key is not None}


def _judgements(
    db: Session, user: Principal, trip: Trip, meters: dict[int, Meter], today: date
) -> tuple[Judgement, ...]:
    found = trip.engagement
    if found.kind == Kind.HOSTING:  # nobody goes abroad
        return ()
    held = records.newest(_records(db, found))
    rules = shipped().rules
    briefed = held.get(RecordKind.CI_BRIEFING)
    debrief = records.judge_ci_debrief(briefed, held.get(RecordKind.CI_DEBRIEF), trip.days.end, today, rules)
    of_trip = [
        records.judge_risk(_risk(db, user, found), held.get(RecordKind.RISK)),
        records.judge_weapons(held.get(RecordKind.WEAPONS)),
        records.judge_devices(held.get(RecordKind.DEVICES)),
        records.judge_ci_briefing(briefed, trip.days.first, today, rules),
        emergency_card.judge(emergency_cards.of(db, found)),
        *([debrief] if debrief else []),
    ]
    return (*of_trip, *_of_travelers(db, trip, meters))


def _of_travelers(db: Session, trip: Trip, meters: dict[int, Meter]) -> list[Judgement]:
    found, keys = trip.engagement, [one.key for one in trip.team if one.key is not None]
    latest, attested = briefings.latest_of(db, found.post_id), briefings.attested(db, found.post_id, keys)
    trained = training_records.security_trainings(db, keys)
    post = db.get(Post, found.post_id) if found.post_id else None
    judged = []
    for one in trip.team:
        if one.key is None:
            judged.append(travelers.nobody(one))
            continue
        fact, efact = trained[one.key]
        both = (
            pure.judge(latest, attested.get(one.key), post.name if post else "No post"),
            rule.judge(meters[one.position], one.trip, fact, efact),
        )
        judged += [replace(judgement, traveler=one.position) for judgement in both]
    return judged


def _records(db: Session, found: Engagement) -> list[SecurityRecord]:
    rows = db.scalars(
        select(SecurityEntry)
        .where(SecurityEntry.engagement_id == found.id, SecurityEntry.archived_at.is_(None))
        .order_by(SecurityEntry.id)
    )
    return [
        SecurityRecord(
            RecordKind(one.kind), Outcome(one.outcome), one.on_day, one.authority, one.reason, one.level, one.danger
        )
        for one in rows
    ]


def _risk(db: Session, user: Principal, found: Engagement) -> Risk:
    reference = references.current(db, user)
    return risk_of(reference.advisories[found.country], reference.differentials.get(found.country))
