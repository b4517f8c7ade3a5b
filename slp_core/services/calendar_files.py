"""Calendar files: one engagement with its due days, trip and rides; or what is due of a list."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from .. import dates, plan
from ..checklists import OWNER_WORDS, Owner
from ..documents.calendar import Entry, as_calendar
from ..legs import Leg
from ..lifecycle import GIVEN_UP
from ..reference import shipped
from ..roles import Principal
from ..store.models import Assignment, ChecklistEntry, Engagement
from . import due_list, engagements
from .due_list import Filters

MOST = 1000  # due days in one file, the earliest first
Row = tuple[ChecklistEntry, int | None, Engagement]  # a step, its place on the team, its engagement


def of_engagement(db: Session, user: Principal, reference: str, now: datetime) -> bytes:
    """The trip, its rides where they are known, and every step. Raises NotFound outside the user's reach.

    What is done, excused or called off stands in it as cancelled: a calendar that took an earlier file takes it away.
    """
    found = engagements.record(db, user, "engagement:read", reference)
    rows = _steps(db, [ChecklistEntry.engagement_id == found.id, ChecklistEntry.archived_at.is_(None)])
    return as_calendar(f"{reference} {found.title}", [*of_trip(found), *(_step(*row) for row in rows)], now)


def of_due_list(db: Session, user: Principal, filters: Filters, today: date, now: datetime) -> bytes:
    """The steps that a list holds, and as cancelled those that were in it and are done, excused or called off."""
    user.require("engagement:read")
    rows = _steps(db, due_list.matching(db, user, filters, today))
    return as_calendar("What is due", [_step(*row) for row in rows], now)


def of_place(db: Session, assignment_id: int) -> list[Entry]:
    """The due days of one place on a team, by its key."""
    mine = [ChecklistEntry.assignment_id == assignment_id, ChecklistEntry.archived_at.is_(None)]
    return [_step(*row) for row in _steps(db, mine)]


def of_trip(found: Engagement) -> Iterator[Entry]:
    """The days of a trip, and its rides from moment to moment."""
    itinerary = plan.from_json(found.plan).itinerary
    places = ", ".join(dict.fromkeys(stay.locality for stay in itinerary.stays))
    off = found.stage in GIVEN_UP
    where = f"{places}, {shipped().countries.label(found.country)}"
    yield Entry(
        f"{found.reference}/trip", found.title, found.departs_on, found.returns_on, found.version,
        f"{found.reference}: {dates.span(found.departs_on, found.returns_on)}", where, off,
    )  # fmt: skip
    for number, leg in enumerate(itinerary.legs, 1):
        yield _ride(found, number, leg, off)


def _ride(found: Engagement, number: int, leg: Leg, off: bool) -> Entry:
    text = (
        f"Departs {leg.departs:%H:%M} on {dates.short(leg.departs.date())} ({leg.origin_zone})\n"
        f"Arrives {leg.arrives:%H:%M} on {dates.short(leg.arrives.date())} ({leg.destination_zone})"
    )
    title = f"{leg.origin} to {leg.destination}"
    key = f"{found.reference}/leg/{number}"
    return Entry(key, title, leg.leaves_at, leg.arrives_at, found.version, text, leg.origin, off)


def _step(entry: ChecklistEntry, position: int | None, trip: Engagement) -> Entry:
    """Either record may change it: the sum of their versions rises with both."""
    whose = f" (traveler {position})" if position else ""
    text = f"{trip.reference} {trip.title}\nOwner: {OWNER_WORDS[Owner(entry.owner)]}{whose}"
    off = entry.status != "open" or trip.stage in GIVEN_UP
    key = "/".join(map(str, (trip.reference, "step", entry.item, *([position] if position else []))))
    sequence = entry.version + trip.version
    return Entry(key, f"Due: {entry.text}{whose}", entry.due_on, entry.due_on, sequence, text, "", off)


def _steps(
    db: Session, conditions: Iterable[ColumnElement[bool]]
) -> list[tuple[ChecklistEntry, int | None, Engagement]]:
    rows = db.execute(
        select(ChecklistEntry, Assignment.position, Engagement)
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .outerjoin(Assignment, Assignment.id == ChecklistEntry.assignment_id)
        .where(Engagement.archived_at.is_(None), *conditions)
        .order_by(ChecklistEntry.due_on, ChecklistEntry.engagement_id, ChecklistEntry.sequence, Assignment.position)
        .limit(MOST)
    )
    return [(entry, position, trip) for entry, position, trip in rows]
