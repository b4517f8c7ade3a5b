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
from ..roles import Principal, Scope
from ..store.models import Assignment, ChecklistEntry, Engagement
from ..text import clean
from . import engagements, experts, scope, work_list

PAGE = 20
MOST = 2_000  # lines that are counted and paged: whoever has more than that narrows the list


class Week(StrEnum):
    """Which due days; weeks run from Monday to Sunday, what is soon from today."""

    NOW = "now"  # overdue, and to the end of this week
    OVERDUE = "overdue"
    SOON = "soon"  # what My work counts as due soon
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
    """One page, overdue first; `count` and `overdue` are over all pages, up to MOST: then there are more."""

    rows: tuple[Due, ...]
    count: int
    overdue: int
    more: bool
    number: int
    pages: int


def page(db: Session, user: Principal, filters: Filters, today: date, number: int = 1) -> Page:
    """Raises InvalidInput for a reference of neither kind, NotFound for one outside the user's reach."""
    user.require("engagement:read")
    lines = _grouped(still_open(db, user, filters, today))
    few = lines.limit(MOST + 1).subquery()
    counts = select(func.count(), func.count().filter(few.c.due < today)).select_from(few)
    count, overdue = db.execute(counts).one()
    pages = max(1, -(-min(count, MOST) // PAGE))
    number = min(max(1, number), pages)
    shown = lines.limit(PAGE).offset((number - 1) * PAGE).subquery()
    rows = db.execute(
        select(ChecklistEntry, shown.c.due, shown.c.open, Assignment.position, Engagement)
        .join(shown, shown.c.first == ChecklistEntry.id)
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .outerjoin(Assignment, Assignment.id == shown.c.place)
        .order_by(shown.c.due, ChecklistEntry.engagement_id, ChecklistEntry.sequence, ChecklistEntry.item)
    )
    found = tuple(_due(*row) for row in rows)
    return Page(found, min(count, MOST), min(overdue, MOST), count > MOST, number, pages)


def still_open(db: Session, user: Principal, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """The conditions of the list on steps, for a way through the database that is short; an engagement may be joined.

    Who reads all engagements goes through the steps in the order of their due days, and stops at the end of the page;
    who reads few goes from these to their steps.
    """
    of_engagements = [Engagement.id == ChecklistEntry.engagement_id, *work_list.live(), *_of_engagements(user, filters)]
    if any(grant.scope is Scope.ALL for grant in user.grants_for("engagement:read")):
        of_engagements = [select(Engagement.id).where(*of_engagements).correlate(ChecklistEntry).exists()]
    return [work_list.is_open(today), *_of_steps(db, user, filters, today), *of_engagements]


def matching(db: Session, user: Principal, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """The same on steps joined to their engagement, whether they are open or not."""
    return [*_of_steps(db, user, filters, today), *_of_engagements(user, filters)]


def _of_steps(db: Session, user: Principal, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [ChecklistEntry.archived_at.is_(None)]
    first, last = _days(filters.week, today)
    if first:
        conditions.append(ChecklistEntry.due_on >= first)
    if last:
        conditions.append(ChecklistEntry.due_on <= last)
    if filters.owner:
        conditions.append(ChecklistEntry.owner == filters.owner)
    return [*conditions, *_of(db, user, clean(filters.of).upper())]


def _of_engagements(user: Principal, filters: Filters) -> list[ColumnElement[bool]]:
    return [scope.engagements(user, "engagement:read"), *([work_list.mine(user)] if filters.mine else [])]


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
        Week.SOON: (today, work_list.soon(today)),
        Week.THIS: (today, sunday),
        Week.NEXT: (sunday + timedelta(1), sunday + timedelta(7)),
        Week.LATER: (sunday + timedelta(8), None),
        Week.ALL: (None, None),
    }[week]


def _grouped(conditions: list[ColumnElement[bool]]) -> sa.Select[*tuple[object, ...]]:
    """One row an engagement, step and due day, in the order of the list: the same step of several travelers is one."""
    one = ChecklistEntry
    order = (one.due_on, one.engagement_id, one.sequence, one.item)
    return (
        select(
            one.engagement_id,
            one.due_on.label("due"),
            func.count().label("open"),
            func.min(one.id).label("first"),
            func.min(one.assignment_id).label("place"),
        )
        .where(*conditions)
        .group_by(*order)
        .order_by(*order)
    )


def _due(entry: ChecklistEntry, due: date, count: int, position: int | None, trip: Engagement) -> Due:
    alone = position if count == 1 else None
    country = shipped().countries.label(trip.country)
    return Due(entry.text, Owner(entry.owner), due, count, alone, trip.reference, trip.title, country)
