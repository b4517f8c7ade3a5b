"""My work: the steps that wait for the user, who is in country by plan, who leaves soon."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ..lifecycle import ENDED
from ..reference import shipped
from ..roles import Principal, rights
from ..store.models import ChecklistEntry, Engagement, ReadinessSummary
from . import scope

MOST_TASKS, MOST_TRIPS = 8, 12


class Urgency(StrEnum):
    """How near a step's due day is. Due today is soon, not overdue."""

    ALL = "all"
    OVERDUE = "overdue"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of step of one engagement; `count` is how many of the team have it open, and due by the list's end."""

    text: str
    owner: str
    due: date
    count: int
    engagement: str
    title: str
    country: str
    departs: date


@dataclass(frozen=True, slots=True)
class Trip:
    """A team that is, by its plan, in country or about to leave."""

    reference: str
    title: str
    country: str
    departs: date
    returns: date
    travelers: int
    open_steps: int
    verdict: str | None  # go or no-go as it is kept; None once they have left, and while it waits to be renewed


def counts(db: Session, user: Principal, today: date) -> dict[Urgency, int]:
    """How many tasks are overdue and how many due soon: each equals the length of the list it opens."""
    found = _open(user, today, soon(today)).subquery()
    row = db.execute(
        select(func.count().filter(found.c.due < today), func.count().filter(found.c.due >= today)).select_from(found)
    ).one()
    return dict(zip((Urgency.OVERDUE, Urgency.SOON), row, strict=True))


def tasks(db: Session, user: Principal, today: date, urgency: Urgency, most: int = MOST_TASKS) -> tuple[Task, ...]:
    """The open steps the user may mark, most overdue first; the same step of several experts is one task."""
    due = func.min(ChecklistEntry.due_on)
    order = (due, ChecklistEntry.engagement_id, func.min(ChecklistEntry.sequence))
    near = {Urgency.ALL: sa.true(), Urgency.OVERDUE: due < today, Urgency.SOON: due >= today}
    open_soon = _open(user, today, soon(today)).having(near[urgency]).order_by(*order).limit(most)
    found = _tasks(db, open_soon)
    if urgency is Urgency.ALL and len(found) < most:
        return _tasks(db, _open(user, today).order_by(*order).limit(most))
    return found


def _tasks(db: Session, open_steps: sa.Select[*tuple[Any, ...]]) -> tuple[Task, ...]:
    found = open_steps.subquery()
    rows = db.execute(
        select(ChecklistEntry, found.c.due, found.c.open, Engagement)
        .join(found, found.c.first == ChecklistEntry.id)
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .order_by(found.c.due, ChecklistEntry.engagement_id, ChecklistEntry.sequence)
    )
    return tuple(_task(entry, due, count, engagement) for entry, due, count, engagement in rows)


def in_country(db: Session, user: Principal, today: date) -> tuple[Trip, ...]:
    """Teams whose trip includes the day, by plan, first to return first."""
    on = (Engagement.departs_on <= today, Engagement.returns_on >= today)
    return _trips(db, user, today, *on, order=Engagement.returns_on)


def leaving_soon(db: Session, user: Principal, today: date) -> tuple[Trip, ...]:
    last = today + timedelta(_days("planning.departing_soon_days", today))
    return _trips(
        db, user, today, Engagement.departs_on > today, Engagement.departs_on <= last, order=Engagement.departs_on
    )


def _open(user: Principal, today: date, until: date | None = None) -> sa.Select[*tuple[Any, ...]]:
    """The open steps in few columns, one row an engagement and step: `first` is the entry that stands for the rest.

    Of all there are, or of those due up to a day.
    """
    near = sa.true() if until is None else ChecklistEntry.due_on <= until
    return (
        select(
            func.min(ChecklistEntry.due_on).label("due"),
            func.count().label("open"),
            func.min(ChecklistEntry.id).label("first"),
        )
        .join(Engagement, Engagement.id == ChecklistEntry.engagement_id)
        .where(is_open(today), near, mine(user), *live())
        .group_by(ChecklistEntry.engagement_id, ChecklistEntry.item)
    )


def is_open(today: date) -> ColumnElement[bool]:
    """Open, or excused until a day that is past, and not taken off.

    Said with the word itself, so that the index of due days, which holds what is not done, is seen to fit.
    """
    step, done = ChecklistEntry, sa.literal("done", literal_execute=True)
    unsettled = sa.or_(step.status != "excused", step.excused_until < today)
    return sa.and_(step.status != done, unsettled, step.archived_at.is_(None))


def mine(user: Principal) -> ColumnElement[bool]:
    """The steps in reach of a grant that acts for their owner."""
    parts = [
        sa.and_(scope.step_reach(grant), ChecklistEntry.owner.in_(rights().steps[grant.role]))
        for grant in user.grants_for("checklist:change")
    ]
    return sa.or_(sa.false(), *parts)


def live() -> list[ColumnElement[bool]]:
    """Of engagements: those that are still worked on."""
    return [Engagement.archived_at.is_(None), Engagement.stage.not_in(ENDED)]


def _trips(db: Session, user: Principal, today: date, *when: ColumnElement[bool], order: Any) -> tuple[Trip, ...]:
    open_steps = (
        select(func.count())
        .where(
            ChecklistEntry.engagement_id == Engagement.id,
            is_open(today),
            ChecklistEntry.gate == "pre_deployment",
        )
        .correlate(Engagement)
        .scalar_subquery()
    )
    verdict = (
        select(ReadinessSummary.verdict)
        .where(ReadinessSummary.engagement_id == Engagement.id, ReadinessSummary.changes_on > today)
        .correlate(Engagement)
        .scalar_subquery()
    )
    rows = db.execute(
        select(
            Engagement.reference,
            Engagement.title,
            Engagement.country,
            Engagement.departs_on,
            Engagement.returns_on,
            Engagement.travelers,
            open_steps,
            verdict,
        )
        .where(*when, *live(), scope.engagements(user, "engagement:read"))
        .order_by(order, Engagement.id)
        .limit(MOST_TRIPS)
    )
    label = shipped().countries.label
    return tuple(Trip(r[0], r[1], label(r[2]), *r[3:]) for r in rows)


def _task(entry: ChecklistEntry, due: date, count: int, trip: Engagement) -> Task:
    country = shipped().countries.label(trip.country)
    return Task(entry.text, entry.owner, due, count, trip.reference, trip.title, country, trip.departs_on)


def soon(today: date) -> date:
    """The last day that is soon."""
    return today + timedelta(_days("planning.due_soon_days", today))


def _days(rule: str, today: date) -> int:
    return int(shipped().rules.on(rule, today).value)
