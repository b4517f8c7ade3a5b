"""What is due: the open steps of all engagements in reach, by owner and week, of one engagement or one expert."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ..checklists import Owner
from ..errors import InvalidInput
from ..reference import shipped
from ..roles import Principal
from ..store.models import Assignment, ChecklistEntry, Engagement
from ..text import clean
from . import engagements, experts, scope, work_list

PAGE = 20


class Week(StrEnum):
    """Which due days; weeks run from Monday to Sunday."""

    NOW = "now"  # overdue, and to the end of this week
    OVERDUE = "overdue"
    THIS = "this"
    NEXT = "next"
    LATER = "later"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; `of` is the reference of an engagement or an expert, empty for all in reach."""

    week: Week = Week.NOW
    owner: str = ""
    mine: bool = True  # only the steps that the user may mark
    of: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One step of one engagement, or of several of its travelers: `count` is how many have it open."""

    text: str
    owner: Owner
    due: date
    count: int
    traveler: int | None  # the place on the team, where it is one alone
    engagement: str
    title: str
    country: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page, overdue first; `count` and `overdue` are over all pages."""

    rows: tuple[Due, ...]
    count: int
    overdue: int
    number: int
    pages: int


def page(db: Session, user: Principal, filters: Filters, today: date, number: int = 1) -> Page:
    """Raises InvalidInput for a reference of neither kind, NotFound for one outside the user's reach."""
    user.require("engagement:read")
    found = _grouped(matching(db, user, filters, today), today).subquery()
    counts = select(func.count(), func.count().filter(found.c.due < today)).select_from(found)
    count, overdue = db.execute(counts).one()
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    one = select(found).order_by(found.c.due, found.c.engagement_id, found.c.sequence)
    few = one.limit(PAGE).offset((number - 1) * PAGE).subquery()
    rows = db.execute(
        select(ChecklistEntry, few.c.due, few.c.open, Assignment.position, Engagement)
        .join(few, few.c.first == ChecklistEntry.id)
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .outerjoin(Assignment, Assignment.id == few.c.place)
        .order_by(few.c.due, ChecklistEntry.engagement_id, ChecklistEntry.sequence)
    )
    return Page(tuple(_due(*row) for row in rows), count, overdue, number, pages)


def matching(db: Session, user: Principal, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """The conditions of the list on steps joined to their engagement; whether they are open comes on top."""
    conditions = [ChecklistEntry.archived_at.is_(None), scope.engagements(user, "engagement:read")]
    first, last = _days(filters.week, today)
    if first:
        conditions.append(ChecklistEntry.due_on >= first)
    if last:
        conditions.append(ChecklistEntry.due_on <= last)
    if filters.owner:
        conditions.append(ChecklistEntry.owner == filters.owner)
    if filters.mine:
        conditions.append(work_list.mine(user))
    return [*conditions, *_of(db, user, clean(filters.of).upper())]


def _of(db: Session, user: Principal, reference: str) -> list[ColumnElement[bool]]:
    """A step of a whole team is no traveler's own: of an expert, the list holds the own steps."""
    if not reference:
        return []
    if reference.startswith("E-"):
        return [ChecklistEntry.engagement_id == engagements.record(db, user, "engagement:read", reference).id]
    if reference.startswith("X-"):
        expert = experts.record(db, user, "expert:read", reference, named=True)
        own = select(Assignment.id).where(Assignment.expert_id == expert.id, Assignment.archived_at.is_(None))
        return [ChecklistEntry.assignment_id.in_(own)]
    raise InvalidInput(
        f"“{reference[:40]}” is no reference of an engagement or an expert.",
        hint="Write it like E-2027-014 or X-005, or leave it empty.",
        field="of",
    )


def _days(week: Week, today: date) -> tuple[date | None, date | None]:
    """The first and the last due day."""
    sunday = today + timedelta(6 - today.weekday())
    return {
        Week.NOW: (None, sunday),
        Week.OVERDUE: (None, today - timedelta(1)),
        Week.THIS: (today, sunday),
        Week.NEXT: (sunday + timedelta(1), sunday + timedelta(7)),
        Week.LATER: (sunday + timedelta(8), None),
        Week.ALL: (None, None),
    }[week]


def _grouped(conditions: list[ColumnElement[bool]], today: date) -> sa.Select[*tuple[object, ...]]:
    """One row an engagement, step and due day: the same step of several travelers is one."""
    return (
        select(
            ChecklistEntry.engagement_id,
            ChecklistEntry.due_on.label("due"),
            func.count().label("open"),
            func.min(ChecklistEntry.id).label("first"),
            func.min(ChecklistEntry.sequence).label("sequence"),
            func.min(ChecklistEntry.assignment_id).label("place"),
        )
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .where(*conditions, work_list.is_open(today), *work_list.live())
        .group_by(ChecklistEntry.engagement_id, ChecklistEntry.item, ChecklistEntry.due_on)
    )


def _due(entry: ChecklistEntry, due: date, count: int, position: int | None, trip: Engagement) -> Due:
    alone = position if count == 1 else None
    country = shipped().countries.label(trip.country)
    return Due(entry.text, Owner(entry.owner), due, count, alone, trip.reference, trip.title, country)
