"""Who is free: what is stored of absences, assignments, journeys and training, judged or left out of a list."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, false, func, or_, select, union
from sqlalchemy.orm import Session

from .. import availability
from ..availability import Availability
from ..commitments import Commitment, CommitmentKind, of_leg
from ..dates import day_in
from ..errors import Conflict
from ..lifecycle import Stage
from ..partners import PartnerStatus
from ..periods import Period
from ..plan import Kind
from ..roles import Principal
from ..store.models import (
    Absence,
    Assignment,
    Engagement,
    EngagementLink,
    Expert,
    Leg,
    Partner,
    TrainingSeat,
    TrainingSession,
)
from ..training import Attendance
from . import experts, scope

A_DAY = timedelta(1)  # no zone is further from UTC


@dataclass(frozen=True, slots=True)
class Wish:
    """Days for which an expert, by key, is wanted."""

    expert_id: int
    period: Period


def of_expert(
    db: Session, user: Principal, reference: str, wished: Period, today: date, within: Collection[Period] = ()
) -> Availability:
    """Whether an expert is free on wished days, what is in the way, and the nearest other days.

    Raises NotFound for one whose days the user may not see.
    """
    found = experts.record(db, user, "expert:read", reference, named=True)
    return judged(db, user, [found.id], wished, today, within=within)[found.id]


def judged(
    db: Session,
    user: Principal,
    keys: Collection[int],
    wished: Period,
    today: date,
    *,
    within: Collection[Period] = (),
    leaving_out: Collection[int] = (),
) -> dict[int, Availability]:
    """The judgement on each of several experts, by their keys; `leaving_out` are the places being edited.

    Days that are past already may be judged, but no earlier ones are proposed for them.
    """
    theirs = commitments(db, user, keys, leaving_out)
    earliest = min(today, wished.first)
    return {key: availability.judge(wished, theirs[key], earliest=earliest, within=within) for key in keys}


def commitments(
    db: Session, user: Principal, keys: Collection[int], leaving_out: Collection[int] = ()
) -> dict[int, list[Commitment]]:
    """What takes the days of several experts, by their keys, in four questions however many they are.

    An engagement out of the user's reach takes its days without its reference. Where an expert has several places on
    one engagement, the reference is that of the place: E-2027-014/2.
    """
    found: dict[int, list[Commitment]] = {key: [] for key in keys}
    for key, commitment in (*_absences(db, keys), *_sessions(db, keys), *_assignments(db, user, keys, leaving_out)):
        found[key].append(commitment)
    return found


def require_team_free(db: Session, user: Principal, engagement: Engagement, by: timedelta = timedelta(0)) -> None:
    """Raises Conflict unless all who are named for an engagement are free on its days, moved by some days."""
    places = (
        select(Assignment, Expert.id)
        .join(Expert, Expert.id == Assignment.expert_id)
        .where(Assignment.engagement_id == engagement.id, Assignment.archived_at.is_(None))
    )
    wishes = {
        place.id: Wish(key, Period(place.departs_on, place.returns_on).moved(by)) for place, key in db.execute(places)
    }
    _require_free(db, user, wishes)


def on_offer() -> ColumnElement[bool]:
    """Of experts joined to their agency: who may be named at all. Inactive people and agencies never are."""
    return and_(
        Expert.active,
        Expert.archived_at.is_(None),
        Partner.status == PartnerStatus.ACTIVE,
        Partner.archived_at.is_(None),
    )


def free(db: Session, wished: Period) -> ColumnElement[bool]:
    """The experts who are free on wished days, as a condition for lists: what `judge` says of each of them.

    Whoever only travels on one of the days is looked up first: the date of a moment in its zone is not known to SQL.
    """
    last = wished.end
    absent = select(Absence.expert_id).where(
        Absence.archived_at.is_(None),
        Absence.first_day <= last,
        or_(Absence.last_day.is_(None), Absence.last_day >= wished.first),
    )
    assigned = (
        select(Assignment.expert_id)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .where(live(), Assignment.departs_on <= last, Assignment.returns_on >= wished.first)
    )
    trained = (
        _seats()
        .with_only_columns(TrainingSeat.expert_id)
        .where(TrainingSession.first_day <= last, TrainingSession.last_day >= wished.first)
    )
    away = (absent, assigned, trained, _on_the_road(db, wished))
    return and_(*(Expert.id.not_in(some) for some in away))


def live() -> ColumnElement[bool]:
    """Of assignments joined to their engagement: those that take the days of somebody."""
    return and_(
        Assignment.expert_id.is_not(None),
        Assignment.archived_at.is_(None),
        Engagement.archived_at.is_(None),
        Engagement.stage.not_in((Stage.CANCELLED, Stage.DECLINED)),
    )


def _require_free(db: Session, user: Principal, wishes: Mapping[int, Wish]) -> None:
    theirs = commitments(db, user, {wish.expert_id for wish in wishes.values()}, wishes)
    for wish in wishes.values():
        counted = ((wish.expert_id, one) for one in theirs[wish.expert_id])
        clashes = availability.scan(wish.period, counted).get(wish.expert_id, ())
        if clashes:
            reference = db.scalars(select(Expert.reference).where(Expert.id == wish.expert_id)).one()
            raise Conflict(
                f"{reference} is not free {wish.period.words}: {clashes[0].sentence}",
                hint="Choose other days, or take the expert off the team first.",
                reference=reference,
            )


def _absences(db: Session, keys: Collection[int]) -> Iterator[tuple[int, Commitment]]:
    rows = db.execute(
        select(Absence.expert_id, Absence.first_day, Absence.last_day).where(
            Absence.expert_id.in_(keys), Absence.archived_at.is_(None)
        )
    )
    for key, first, last in rows:
        yield key, Commitment(CommitmentKind.ABSENT, Period(first, last))


def _sessions(db: Session, keys: Collection[int]) -> Iterator[tuple[int, Commitment]]:
    """The training sessions in which experts have a seat."""
    for key, reference, first, last in db.execute(_seats().where(TrainingSeat.expert_id.in_(keys))):
        yield key, Commitment(CommitmentKind.TRAINING, Period(first, last), reference)


def _seats() -> Select[int, str, date, date]:
    """Booked and attended seats of sessions that were not called off."""
    columns = (TrainingSeat.expert_id, TrainingSession.reference, TrainingSession.first_day, TrainingSession.last_day)
    return (
        select(*columns)
        .join(TrainingSession, TrainingSession.id == TrainingSeat.session_id)
        .where(
            TrainingSession.cancelled.is_(False),
            TrainingSession.archived_at.is_(None),
            TrainingSeat.attendance.in_((Attendance.BOOKED, Attendance.ATTENDED)),
        )
    )


def _assignments(
    db: Session, user: Principal, keys: Collection[int], leaving_out: Collection[int]
) -> Iterator[tuple[int, Commitment]]:
    """The places of experts with their legs; an engagement that is hosted takes the days as hosting."""
    theirs = and_(live(), Assignment.expert_id.in_(keys), Assignment.id.not_in(leaving_out))
    joined = Assignment.engagement_id.in_(_of_one_swing(leaving_out)) if leaving_out else false()
    rows = db.execute(
        select(Assignment, Expert.id, Engagement.kind, _reference(user), joined)
        .join(Expert, Expert.id == Assignment.expert_id)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .where(theirs)
    ).all()
    places = Counter((key, place.engagement_id) for place, key, *_ in rows)
    names: dict[int, str] = {}
    in_one: dict[int, bool] = {}
    for place, key, kind, reference, is_joined in rows:
        several = reference and places[key, place.engagement_id] > 1
        names[place.id] = f"{reference}/{place.position}" if several else reference
        taken = CommitmentKind.HOSTING if kind == Kind.HOSTING else CommitmentKind.ASSIGNED
        in_one[place.id] = bool(is_joined)
        yield (
            key,
            Commitment(taken, Period(place.departs_on, place.returns_on), names[place.id], joined=bool(is_joined)),
        )
    for leg, key in _legs(db, theirs):
        yield key, replace(_traveling(leg, names[leg.assignment_id]), joined=in_one[leg.assignment_id])


def _of_one_swing(places: Collection[int]) -> CompoundSelect[tuple[int]]:
    """The engagements that are one journey with those of some places: on the day between, people are on both."""
    link, place = EngagementLink, Assignment
    ways = ((link.from_id, link.to_id), (link.to_id, link.from_id))
    return union(
        *(
            select(other)
            .join(place, place.engagement_id == own)
            .where(link.kind == "bundle", link.archived_at.is_(None), place.id.in_(places))
            for own, other in ways
        )
    )


def _reference(user: Principal) -> ColumnElement[str]:
    return case((scope.engagements(user, "engagement:read"), Engagement.reference), else_="")


def _legs(db: Session, condition: ColumnElement[bool]) -> list[tuple[Leg, int]]:
    rows = db.execute(
        select(Leg, Expert.id)
        .join(Assignment, Assignment.id == Leg.assignment_id)
        .join(Expert, Expert.id == Assignment.expert_id)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .where(Leg.archived_at.is_(None), condition)
    )
    return [(leg, key) for leg, key in rows]


def _traveling(leg: Leg, reference: str = "") -> Commitment:
    """The days of a leg; one whose arrival is not known takes the day of its departure."""
    if leg.arrives_at is None or leg.arrives_zone is None:
        day = day_in(leg.departs_zone, leg.departs_at)
        return Commitment(CommitmentKind.TRAVELING, Period(day, day), reference)
    return of_leg(leg.departs_at, leg.departs_zone, leg.arrives_at, leg.arrives_zone, reference)


def _on_the_road(db: Session, wished: Period) -> set[int]:
    """The experts with a leg on one of the days."""
    begins = datetime.combine(wished.first, time(0), UTC) - A_DAY
    near = [live(), func.coalesce(Leg.arrives_at, Leg.departs_at) >= begins]
    if wished.last is not None:
        near.append(Leg.departs_at < datetime.combine(wished.last, time(0), UTC) + 2 * A_DAY)
    return {key for leg, key in _legs(db, and_(*near)) if availability.in_the_way(_traveling(leg), wished)}
