"""How ready each engagement is, kept for lists: worked out in the write that changes it, and when its day has come."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..imports.publications import PublicationKind
from ..judgements import Judgement
from ..lifecycle import ENDED
from ..readiness import Readiness, seen_on
from ..roles import Principal
from ..store import derived
from ..store.models import (
    Absence,
    Assignment,
    BriefingAttestation,
    ChecklistEntry,
    ClearanceEntry,
    Credential,
    EmergencyCard,
    Engagement,
    Expert,
    ImportBatch,
    Leg,
    Mechanism,
    Override,
    Partner,
    PostBriefing,
    ReadinessSummary,
    SecurityEntry,
    Stay,
    VettingBatch,
)
from . import judged, users

AT_ONCE = 500  # keys in one question
MOST = 10  # summaries in one piece of work, so that nobody else's write waits long; the command does all in one

# What a judgement rests on, and the column by which it leads to the engagement, or to an expert and so to all of the
# expert's trips.
OF_ENGAGEMENT: dict[type, str] = {Engagement: "id"} | dict.fromkeys(
    (Assignment, ChecklistEntry, ClearanceEntry, EmergencyCard, SecurityEntry, Stay, VettingBatch), "engagement_id"
)
OF_EXPERT: dict[type, str] = {Expert: "id"} | dict.fromkeys(
    (Absence, Assignment, BriefingAttestation, ClearanceEntry, Credential), "expert_id"
)


@derived.follow
def keep(db: Session, changes: list[derived.Change]) -> None:
    """After a piece of work: the summaries of all engagements whose judgements it may have changed."""
    day = db.info["moment"].date()
    if keys := _concerned(db, changes, day):
        refresh(db, keys, day)
    if any(_bears_on_all(row) for row, _ in changes):
        _put_off(db, day)


def refresh(db: Session, keys: Collection[int], day: date) -> None:
    """Work out the summaries of engagements, by key. Each is locked first: two writers at once follow each other."""
    for some in _parts(sorted(keys)):
        held = select(ReadinessSummary).where(ReadinessSummary.engagement_id.in_(some))
        locked = held.order_by(ReadinessSummary.engagement_id).with_for_update()
        found = {one.engagement_id: one for one in db.scalars(locked.execution_options(populate_existing=True))}
        trips = select(Engagement).where(Engagement.id.in_(some)).order_by(Engagement.id)
        dated = judged.next_dated(db, day)
        with db.no_autoflush:
            for trip in db.scalars(trips.execution_options(populate_existing=True)).all():
                row = found.get(trip.id) or ReadinessSummary(engagement_id=trip.id)
                _write(row, trip, _worked_out(db, trip, day), day, dated)
                db.add(row)


def overdue(db: Session, user: Principal, today: date) -> int:
    """How many summaries have passed the day on which they change."""
    user.require("engagement:read")
    return db.scalar(select(func.count()).select_from(ReadinessSummary).where(_changed(today))) or 0


def refresh_overdue(db: Session, user: Principal, today: date, most: int = MOST) -> None:
    """Work out anew those that have passed their day, the longest overdue first."""
    user.require("engagement:read")
    late = select(ReadinessSummary.engagement_id).where(_changed(today))
    longest_first = late.order_by(ReadinessSummary.changes_on, ReadinessSummary.id).limit(most)
    refresh(db, db.scalars(longest_first).all(), today)


def _changed(today: date) -> ColumnElement[bool]:
    return ReadinessSummary.changes_on <= today


def _bears_on_all(row: object) -> bool:
    """Lead times and what training must be; advisories. All verdicts are worked out anew later."""
    return isinstance(row, Override) or isinstance(row, ImportBatch) and row.kind == PublicationKind.ADVISORIES


def _put_off(db: Session, day: date) -> None:
    """Have every summary that holds a verdict worked out anew once a list is opened, or by the command."""
    for row in db.scalars(select(ReadinessSummary).where(ReadinessSummary.verdict.is_not(None))):
        row.changes_on = day


def _worked_out(db: Session, trip: Engagement, day: date) -> Readiness | None:
    """None once the team has left, or the engagement has ended: then nobody asks whether it may leave."""
    if trip.stage in ENDED or trip.archived_at is not None or day > trip.departs_on:
        return None
    return seen_on(day, judged.of(db, users.system(), trip, day))


def _write(row: ReadinessSummary, trip: Engagement, found: Readiness | None, day: date, dated: date | None) -> None:
    """`dated` is the next day on which a rule or a decision begins or ends: then, too, it is worked out anew."""
    counts = found.counts if found else None
    row.verdict = found.verdict if found else None
    for name in ("ready", "waived", "at_risk", "not_ready", "unknown"):
        setattr(row, name, getattr(counts, name) if counts else 0)
    row.first_reason = _first(found) if found else ""
    row.seen_on = day
    days = (found.next_change, dated, trip.departs_on + timedelta(1)) if found else ()
    row.changes_on = min(filter(None, days), default=None)


def _first(found: Readiness) -> str:
    """What stands in the way before all else, without what is said of a person."""
    return next((named(one) for one in found.judgements if not one.settled), "")


def named(one: Judgement) -> str:
    """Expert named (traveler 2)."""
    return f"{one.title} (traveler {one.traveler})" if one.traveler else one.title


def _concerned(db: Session, changes: list[derived.Change], day: date) -> set[int]:
    """The keys of the engagements on which these changes bear; of an expert's, those that have not left yet."""
    trips = _values(changes, OF_ENGAGEMENT)
    experts = _values(changes, OF_EXPERT) | _experts_of_changed_agencies(db, changes) | _experts_of_legs(db, changes)
    experts |= _experts_on(db, _values([one for one in changes if isinstance(one[0], Engagement)], OF_ENGAGEMENT))
    for some in _parts(sorted(experts)):
        on = select(Assignment.engagement_id).join(Engagement, Engagement.id == Assignment.engagement_id)
        trips |= set(
            db.scalars(on.where(Assignment.expert_id.in_(some), Assignment.archived_at.is_(None), *_ahead(day)))
        )
    posts = sorted({row.post_id for row, _ in changes if isinstance(row, PostBriefing)})
    trips |= (
        set(db.scalars(select(Engagement.id).where(Engagement.post_id.in_(posts), *_ahead(day)))) if posts else set()
    )
    changed = [row.id for row, before in changes if isinstance(row, Mechanism) and before]
    for some in _parts(changed):
        trips |= set(db.scalars(select(Engagement.id).where(Engagement.mechanism_id.in_(some))))
    return trips


def _ahead(day: date) -> tuple[ColumnElement[bool], ...]:
    """Of engagements: those that have a verdict."""
    return Engagement.departs_on >= day, Engagement.stage.not_in(ENDED), Engagement.archived_at.is_(None)


def _values(changes: Iterable[derived.Change], columns: dict[type, str]) -> set[int]:
    """The values of a column now, and before the change."""
    found: set[int | None] = set()
    for row, before in changes:
        if column := columns.get(type(row)):
            found |= {getattr(row, column), *before.get(column, ())}
    return {key for key in found if key is not None}


def _experts_of_changed_agencies(db: Session, changes: list[derived.Change]) -> set[int]:
    keys = [row.id for row, before in changes if isinstance(row, Partner) and before.get("status", (None,))[0]]
    return {key for some in _parts(keys) for key in db.scalars(select(Expert.id).where(Expert.partner_id.in_(some)))}


def _experts_of_legs(db: Session, changes: list[derived.Change]) -> set[int]:
    keys = sorted({row.assignment_id for row, _ in changes if isinstance(row, Leg)})
    return _named_experts(db, Assignment.id, keys)


def _experts_on(db: Session, trips: set[int]) -> set[int]:
    """Whoever goes on an engagement that is moved or called off becomes free, or not free, for another one."""
    return _named_experts(db, Assignment.engagement_id, sorted(trips))


def _named_experts(db: Session, column: InstrumentedAttribute[int], keys: list[int]) -> set[int]:
    found = {key for some in _parts(keys) for key in db.scalars(select(Assignment.expert_id).where(column.in_(some)))}
    return {key for key in found if key is not None}


def _parts(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
