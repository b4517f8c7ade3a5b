"""Vetting batches of an engagement: planned by count, handed in, returned, and judged for the days of the event."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import checklists, lead_times, plan
from .. import vetting as pure
from ..calendars import CalendarName
from ..dates import count
from ..errors import InvalidInput, NotAllowed, NotFound
from ..itinerary import Itinerary
from ..judgements import Judgement
from ..periods import Period
from ..plan import Kind
from ..reference import shipped
from ..roles import Principal, Scope
from ..store.models import Engagement, VettingBatch
from ..text import limited
from ..vetting import STEPS, Batch, VettingKind
from . import engagements, versions
from . import lead_times as decided
from .trips import Trip

READ, RECORD = "clearance:read", "clearance:record"
MOST_PARTICIPANTS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A batch as its list shows it."""

    id: int
    batch: Batch
    reference: str
    why: str
    version: int


def of_engagement(db: Session, user: Principal, reference: str) -> tuple[Row, ...]:
    """The batches in the order in which they were planned. Raises NotFound outside the user's reach."""
    found = engagements.record(db, user, READ, reference)
    return tuple(Row(one.id, _batch(one), one.reference or "", one.why or "", one.version) for one in _rows(db, found))


def due_days(db: Session, user: Principal, reference: str, today: date) -> dict[VettingKind, date]:
    """The last day to hand in each kind, by the post's lead times."""
    found = engagements.record(db, user, READ, reference)
    return _due(db, user, found.country, _event(plan.from_json(found.plan).itinerary), today)


def judged(db: Session, user: Principal, trip: Trip, today: date) -> Judgement:
    """What is judged of all batches of a trip's participants, for use cases that have asked who may see it."""
    batches = [_batch(one) for one in _rows(db, trip.engagement)]
    event = _event(trip.itinerary)
    return pure.judge(batches, event, _due(db, user, trip.engagement.country, event, today), today)


def plan_batches(db: Session, user: Principal, reference: str, kind: str, participants: int, why: str = "") -> str:
    """Plan vetting for so many participants, in as many batches as the limit makes; or record why none is needed."""
    found = _writable(db, user, reference)
    if kind not in tuple(VettingKind):
        raise InvalidInput(f"“{kind[:40]}” is no kind of vetting.", hint="Choose one.", field="kind")
    if not 1 <= participants <= MOST_PARTICIPANTS:
        raise InvalidInput(
            f"{count(participants, 'participant')} cannot be vetted together.",
            hint=f"Give between 1 and {MOST_PARTICIPANTS:,}.",
            field="participants",
        )
    said = limited(why, 500, "reason", papers=True)
    if kind == VettingKind.NONE and not said:
        raise InvalidInput("The reason is missing.", hint="Say why nobody need be vetted.", field="why")
    most = int(shipped().rules.on("vetting.batch_size", found.departs_on).value)
    sizes = pure.sizes(participants, most) if kind != VettingKind.NONE else (participants,)
    for size in sizes:
        db.add(VettingBatch(engagement_id=found.id, kind=kind, participants=size, why=said or None, entered_by=user.id))
    return reference


def hand_in(
    db: Session, user: Principal, reference: str, number: int, version: int, day: date, today: date, paper: str = ""
) -> str:
    """Say on which day a batch was handed in, with the vetting system's own number of the batch."""
    row = _one(db, user, reference, number, version)
    _require_past(day, today)
    row.submitted_on, row.reference = day, limited(paper, 120, "reference", papers=True) or None
    return reference


def bring_back(
    db: Session, user: Principal, reference: str, number: int, version: int, day: date, cleared: int,
    expires: date | None, today: date,
) -> str:  # fmt: skip
    """Enter how many of a batch were cleared and until when; without a day the usual length holds."""
    row = _one(db, user, reference, number, version)
    _require_past(day, today)
    if row.submitted_on is None or day < row.submitted_on:
        raise InvalidInput("It was not handed in before that day.", hint="Enter that first.", field="day")
    if not 0 <= cleared <= row.participants:
        raise InvalidInput(
            f"{cleared} of {count(row.participants, 'participant')} cannot be cleared.",
            hint="Give 0 or more, and not more than there are.",
            field="cleared",
        )
    row.returned_on, row.cleared = day, cleared
    row.expires_on = expires or pure.expiry(VettingKind(row.kind), day, shipped().rules)
    return reference


def leave_out(db: Session, user: Principal, reference: str, number: int, version: int) -> str:
    """Those of a batch who were not cleared do not take part: it is of the others alone. The history keeps how many."""
    row = _one(db, user, reference, number, version)
    if not row.cleared or row.cleared == row.participants:
        raise InvalidInput("There is nobody to leave out.", hint="A batch of nobody is taken away.", field="cleared")
    row.participants = row.cleared
    return reference


def take_away(db: Session, user: Principal, reference: str, number: int, version: int, now: datetime) -> str:
    """Take a batch off the list; the history keeps it."""
    _one(db, user, reference, number, version).archived_at = now
    return reference


def _due(db: Session, user: Principal, country: str, event: Period, today: date) -> dict[VettingKind, date]:
    """By the steps of the hosting checklist, with what the post has set over them."""
    hosting = checklists.in_force(shipped().checklists, Kind.HOSTING, today)
    applied = lead_times.applied(hosting, decided.for_plan(db, user, country, today))
    ahead = {item.id: item.due.business_days or 0 for item in applied.items}
    calendar = shipped().calendars.named(CalendarName.BOTH, country)
    return {kind: pure.due(event, ahead[step], calendar) for kind, step in STEPS.items()}


def _event(itinerary: Itinerary) -> Period:
    """From the first day at a place to the return."""
    return Period(min(stay.arrives for stay in itinerary.stays), itinerary.returns)


def _rows(db: Session, found: Engagement) -> list[VettingBatch]:
    rows = select(VettingBatch).where(VettingBatch.engagement_id == found.id, VettingBatch.archived_at.is_(None))
    return list(db.scalars(rows.order_by(VettingBatch.id)))


def _batch(one: VettingBatch) -> Batch:
    return Batch(
        VettingKind(one.kind), one.participants, one.submitted_on, one.returned_on, one.cleared, one.expires_on
    )


def _one(db: Session, user: Principal, reference: str, number: int, version: int) -> VettingBatch:
    found = _writable(db, user, reference)
    row = next((one for one in _rows(db, found) if one.id == number), None)
    if row is None:
        raise NotFound("There is no such batch.", hint="Look at the list.", reference=str(number))
    versions.require(row.version, version)
    return row


def _writable(db: Session, user: Principal, reference: str) -> Engagement:
    """The engagement, for whoever acts for its post or for all."""
    found = engagements.record(db, user, RECORD, reference)
    grants = (one for one in user.grants_for(RECORD) if one.scope in (Scope.ALL, Scope.POST))
    if not any(one.scope is Scope.ALL or found.country in one.countries for one in grants):
        raise NotAllowed("Vetting is the post's.", hint="The post or INL/KM records it.", permission=RECORD)
    return found


def _require_past(day: date, today: date) -> None:
    if day > today:
        raise InvalidInput("It cannot lie in the future.", hint="Give today or an earlier day.", field="day")
