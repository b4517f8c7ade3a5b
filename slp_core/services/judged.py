"""All judgements of an engagement and its travelers on a day: one function a subject, and the list of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import availability as days
from .. import coverage
from ..checklists import Owner
from ..judgements import Judgement, Standing
from ..lifecycle import SIX_STEPS, Stage
from ..partners import PartnerStatus
from ..periods import Period
from ..plan import Kind
from ..readiness import Readiness
from ..reference import shipped
from ..roles import Principal
from ..store.models import Assignment, ChecklistEntry, Engagement, Expert, Mechanism, Override, Partner
from ..team_judgements import StepFact, judge_agreement, judge_free, judge_place, judge_step
from . import availability, clearances, mechanism_terms, security, steps, training_records, trips, users
from .trips import Trip

BEFORE_LEAVING = SIX_STEPS[: SIX_STEPS.index(Stage.PRE_DEPLOYMENT) + 1]  # the gates that must be passed to leave
NOBODY = "traveler"  # the item that says of a place that nobody is named for it
DECISION = "go_no_go"  # the step in which people decide what these judgements are for
RULES = ("clearance", "security", "vetting")  # the parts of data/rules on which judgements rest


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the team; `expert_id` None is nobody named, `on_offer` whether who is named may still be sent."""

    id: int
    position: int
    expert_id: int | None
    on_offer: bool
    period: Period


@dataclass(frozen=True, slots=True)
class Case:
    """What the judging functions look at: an engagement with its places, for a reader, on a day.

    `trip` has all of its team, which the verdict is about; the reader's share is cut out of what is found.
    """

    db: Session
    user: Principal
    engagement: Engagement
    places: tuple[Place, ...]
    trip: Trip
    day: date


def of(db: Session, user: Principal, engagement: Engagement, day: date) -> tuple[Judgement, ...]:
    """Every judgement, in the order of the list below. Whether the user may see them is for the caller to ask."""
    case = Case(db, user, engagement, _places(db, engagement), trips.of(db, users.system(), engagement), day)
    return tuple(one for judge in JUDGES for one in judge(case))


def worse_when_moved(db: Session, engagement: Engagement, by: timedelta, day: date) -> tuple[Judgement, ...]:
    """What is on record and stands worse if the trip leaves so much later: a clearance of other days, an expiry.

    Judged as it would be then. Steps move with the trip; whether the team is free is asked apart.
    """
    who = users.system()
    now, then = (_on_record(db, trips.of(db, who, engagement, moved), day) for moved in (trips.AS_IT_STANDS, by))
    stands = {(one.item, one.traveler): one for one in now}
    return tuple(one for one in then if one.is_worse_than(stands.get((one.item, one.traveler))))


def next_dated(db: Session, day: date) -> date | None:
    """The first day after this one on which a rule, or what people decided over one, begins or ends.

    What is judged may change on it; of itself no judgement knows that day.
    """
    begins = select(func.min(Override.from_day)).where(Override.archived_at.is_(None), Override.from_day > day)
    ends = select(func.min(Override.until_day)).where(Override.archived_at.is_(None), Override.until_day >= day)
    last = db.scalar(ends)
    found = (db.scalar(begins), last + timedelta(1) if last else None, shipped().rules.next_change(day, *RULES))
    return min(filter(None, found), default=None)


def next_change(db: Session, user: Principal, engagement: Engagement, found: Readiness) -> date | None:
    """The first day after the one seen on which something is judged otherwise though nobody acts."""
    known, dated = found.next_change, next_dated(db, found.day)
    while dated and dated <= engagement.departs_on and (known is None or dated < known):
        if _standings(of(db, user, engagement, dated)) != _standings(found.judgements):
            return dated
        dated = next_dated(db, dated)
    return known


def _standings(judgements: Iterable[Judgement]) -> set[tuple[str, int | None, Standing]]:
    return {(one.item, one.traveler, one.standing) for one in judgements}


def _steps(case: Case) -> Iterator[Judgement]:
    entry = ChecklistEntry
    rows = case.db.execute(
        select(
            entry.item, entry.text, entry.owner, Assignment.position, entry.due_on, entry.status, entry.done_on,
            entry.excused_until, entry.id,
        )
        .outerjoin(Assignment, Assignment.id == entry.assignment_id)
        .where(
            entry.engagement_id == case.engagement.id, entry.archived_at.is_(None), entry.gate.in_(BEFORE_LEAVING),
            entry.item != DECISION,
        )
        .order_by(entry.due_on, entry.sequence, Assignment.position)
    ).all()  # fmt: skip
    excused = any(row.status == "excused" for row in rows)
    why = steps.waivers(case.db, case.engagement.id) if excused else {}
    for item, text, owner, traveler, due, status, done_on, until, key in rows:
        fact = StepFact(item, text, Owner(owner), traveler, due, status, done_on, until, why.get(key, ""))
        yield judge_step(fact, case.day)


def _named(case: Case) -> Iterator[Judgement]:
    """Of hosting, the travelers are the guests: their names are not kept here."""
    if case.engagement.kind != Kind.HOSTING:
        for place in case.places:
            yield judge_place(place.position, named=place.expert_id is not None, on_offer=place.on_offer)


def _free(case: Case) -> Iterator[Judgement]:
    keys = {place.expert_id for place in case.places if place.expert_id is not None}
    if not keys:
        return
    taken = availability.commitments(case.db, case.user, keys, [place.id for place in case.places])
    for place in case.places:
        if place.expert_id is not None:
            theirs = ((None, one) for one in taken[place.expert_id])
            clashes = days.scan(place.period, theirs).get(None, ())
            yield judge_free(place.position, [clash.sentence for clash in clashes])


def _recorded(case: Case) -> Iterator[Judgement]:
    return _on_record(case.db, case.trip, case.day)


def _on_record(db: Session, trip: Trip, day: date) -> Iterator[Judgement]:
    """The agreement, and what is on record of training, security, clearances and vetting.

    Of a place without a name, `_named` speaks.
    """
    yield _agreement(db, trip)
    for judge in (training_records.judgements, security.judgements, clearances.judgements):
        yield from (one for one in judge(db, users.system(), trip, day) if one.item != NOBODY)


def _agreement(db: Session, trip: Trip) -> Judgement:
    row = db.scalars(
        select(Mechanism).where(Mechanism.id == trip.engagement.mechanism_id).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return judge_agreement("", None)
    terms = mechanism_terms.in_force(row)
    return judge_agreement(row.number, coverage.covers(terms, row.report_days, trip.days.first, trip.days.end))


JUDGES: tuple[Callable[[Case], Iterable[Judgement]], ...] = (_named, _free, _recorded, _steps)


def _places(db: Session, engagement: Engagement) -> tuple[Place, ...]:
    place = Assignment
    rows = db.execute(
        select(
            place.id, place.position, place.expert_id, place.departs_on, place.returns_on,
            Expert.active, Expert.archived_at, Partner.status,
        )
        .outerjoin(Expert, Expert.id == place.expert_id)
        .outerjoin(Partner, Partner.id == Expert.partner_id)
        .where(place.engagement_id == engagement.id, place.archived_at.is_(None))
        .order_by(place.position)
    )  # fmt: skip
    return tuple(
        Place(key, position, expert, bool(active) and gone is None and status == PartnerStatus.ACTIVE, Period(*trip))
        for key, position, expert, *trip, active, gone, status in rows
    )
