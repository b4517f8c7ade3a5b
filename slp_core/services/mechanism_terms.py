"""The terms of agreements in SQL: the last day and the ceiling in force on a day, and what the estimates come to."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Date, case, func, literal, or_, select
from sqlalchemy.orm import Session

from ..coverage import Ceiling
from ..lifecycle import Stage
from ..mechanisms import MOVES_CEILING, MOVES_END, AmendmentKind, Terms
from ..mechanisms import Amendment as Change
from ..reference import shipped
from ..store.models import Amendment, Engagement, Mechanism

NO_END = date.max
USES_NOTHING = (Stage.CANCELLED, Stage.DECLINED)


def last_day(day: date) -> ColumnElement[date]:
    """The last day of an agreement by the amendments signed until a day; one without an end ends on `NO_END`."""
    latest = (
        select(func.coalesce(Amendment.ends_on, literal(NO_END, Date)))
        .where(*_signed_until(day), Amendment.kind.in_(MOVES_END))
        .order_by(Amendment.signed_on.desc(), Amendment.id.desc())
        .limit(1)
        .correlate(Mechanism)
        .scalar_subquery()
    )
    return func.coalesce(latest, Mechanism.ends_on, literal(NO_END, Date), type_=Date)


def ceiling(day: date) -> ColumnElement[Decimal | None]:
    """The ceiling by the amendments signed until a day, None where none was agreed."""
    changes = (
        select(func.sum(Amendment.ceiling_change))
        .where(*_signed_until(day), Amendment.kind.in_(MOVES_CEILING))
        .correlate(Mechanism)
        .scalar_subquery()
    )
    return func.coalesce(Mechanism.ceiling + changes, Mechanism.ceiling, changes, type_=Mechanism.ceiling.type)


def may_end_between(first: date, last: date) -> ColumnElement[bool]:
    """Has the agreement, as signed or by some amendment, a last day between two? Found by an index, before
    `last_day` is worked out."""
    amended = select(Amendment.mechanism_id).where(Amendment.ends_on.between(first, last))
    return or_(Mechanism.ends_on.between(first, last), Mechanism.id.in_(amended))


def soon_days(today: date) -> int:
    return int(shipped().rules.on("program.mechanism_ends_soon_days", today).value)


def signed(row: Mechanism) -> Terms:
    return Terms(row.begins_on, row.ends_on, row.ceiling)


def changes_of(db: Session, row: Mechanism) -> tuple[Change, ...]:
    """The amendments of an agreement in order."""
    return changes_of_each(db, [row.id]).get(row.id, ())


def changes_of_each(db: Session, mechanism_ids: list[int]) -> dict[int, tuple[Change, ...]]:
    """The amendments of several agreements as values; their keys are the order in which they were recorded."""
    rows = db.scalars(
        select(Amendment)
        .where(Amendment.mechanism_id.in_(mechanism_ids), Amendment.archived_at.is_(None))
        .order_by(Amendment.signed_on, Amendment.id)
    )
    found: dict[int, tuple[Change, ...]] = {}
    for one in rows:
        change = Change(one.id, AmendmentKind(one.kind), one.signed_on, one.ends_on, one.ceiling_change, one.text)
        found[one.mechanism_id] = (*found.get(one.mechanism_id, ()), change)
    return found


def counts_as_use() -> tuple[ColumnElement[bool], ...]:
    """The engagements whose newest estimates together are the use of their agreement."""
    return (Engagement.archived_at.is_(None), Engagement.stage.not_in(USES_NOTHING))


def use_of(db: Session, mechanism_ids: list[int]) -> dict[int, tuple[Decimal, int, int]]:
    """What is used of each agreement in dollars, by how many engagements, and how many of them have no price.

    One question for all of them. The use is the agreement's own, whole for whoever may read it: with only the own
    engagements in it, what is left would be wrong, and twice spent.
    """
    unpriced = func.sum(case((Engagement.estimate.is_(None), 1), else_=0))
    rows = db.execute(
        select(Engagement.mechanism_id, func.sum(Engagement.estimate), func.count(), unpriced)
        .where(Engagement.mechanism_id.in_(mechanism_ids), *counts_as_use())
        .group_by(Engagement.mechanism_id)
    )
    return {key: (total or Decimal(0), number, without) for key, total, number, without in rows if key is not None}


def ceiling_of(agreed: Decimal | None, use: tuple[Decimal, int, int] | None) -> Ceiling:
    used, _, unpriced = use or (Decimal(0), 0, 0)
    return Ceiling(agreed, used, unpriced)


def _signed_until(day: date) -> tuple[Any, ...]:
    return (
        Amendment.mechanism_id == Mechanism.id,
        Amendment.archived_at.is_(None),
        Amendment.signed_on <= day,
    )
