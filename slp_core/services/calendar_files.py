"""Calendar files: one engagement with its due days, trip and rides; or what is due of a list."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from .. import dates, plan
from ..checklists import OWNER_WORDS, Owner
from ..documents.calendar import Entry, as_calendar
from ..legs import Leg
from ..lifecycle import ENDED, GIVEN_UP
from ..reference import shipped
from ..roles import Principal
from ..store.models import Assignment, ChecklistEntry, Engagement
from . import due_list, engagements
from .due_list import Filters

MOST = 1000  # due days in one file, the earliest first; and as many that are over
GONE = timedelta(60)
Row = tuple[ChecklistEntry, int | None, Engagement]  # a step, its place on the team, its engagement


def of_engagement(db: Session, user: Principal, reference: str, now: datetime) -> bytes:
    """The trip, its rides where they are known, and every step. Raises NotFound outside the user's reach.

    What is done, excused or called off stands in it as cancelled: a calendar that took an earlier file takes it away.
    """
    found = engagements.record(db, user, "engagement:read", reference)
    rows = _steps(db, [ChecklistEntry.engagement_id == found.id, ChecklistEntry.archived_at.is_(None)])
    return as_calendar(f"{reference} {found.title}", [*of_trip(found), *(_step(*row, now.date()) for row in rows)], now)


def of_due_list(db: Session, user: Principal, filters: Filters, today: date, now: datetime) -> bytes:
    """The steps that a list holds, and as cancelled those that were in it and are done, excused or called off.

    What was due, and was done, longer ago than GONE stays in a calendar as it is.
    """
    user.require("engagement:read")
    due = _steps(db, due_list.still_open(db, user, filters, today))
    since, one = today - GONE, ChecklistEntry
    still_excused = sa.and_(one.status == "excused", sa.func.coalesce(one.excused_until, today) >= today)
    over = sa.or_(one.status == "done", still_excused, Engagement.stage.in_(ENDED))
    near = sa.or_(one.due_on >= since, one.done_on >= since, one.status == "excused")
    gone = _steps(db, [*due_list.matching(db, user, filters, today), over, near])
    return as_calendar("What is due", [_step(*row, today) for row in (*due, *gone)], now)


def of_place(db: Session, assignment_id: int, today: date) -> list[Entry]:
    """The due days of one place on a team, by its key."""
    mine = [ChecklistEntry.assignment_id == assignment_id, ChecklistEntry.archived_at.is_(None)]
    return [_step(*row, today) for row in _steps(db, mine)]


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


def _step(entry: ChecklistEntry, position: int | None, trip: Engagement, today: date) -> Entry:
    """Either record may change it: the sum of their versions rises with both, and once more when an excuse ends."""
    whose = f" (traveler {position})" if position else ""
    text = f"{trip.reference} {trip.title}\nOwner: {OWNER_WORDS[Owner(entry.owner)]}{whose}"
    again = entry.status == "excused" and entry.excused_until is not None and entry.excused_until < today
    off = trip.stage in ENDED or not (entry.status == "open" or again)
    key = "/".join(map(str, (trip.reference, "step", entry.item, *([position] if position else []))))
    sequence = 2 * (entry.version + trip.version) + again
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
