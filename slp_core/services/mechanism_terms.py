"""What agreements say and how much of them is used, from their rows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from .. import mechanism_checks
from .. import mechanisms as rules
from ..coverage import Ceiling
from ..lifecycle import Stage
from ..mechanisms import Amendment as Change
from ..mechanisms import AmendmentKind, Terms
from ..reference import shipped
from ..store.models import Amendment, Engagement, Mechanism
from ..text import search_key

Use = tuple[Decimal, int, int]  # dollars, engagements, how many of them without a price
USES_NOTHING = (Stage.CANCELLED, Stage.DECLINED)


def soon_days(today: date) -> int:
    return int(shipped().rules.on("program.mechanism_ends_soon_days", today).value)


def signed(row: Mechanism) -> Terms:
    return Terms(row.begins_on, row.ends_on, row.ceiling)


def in_force(row: Mechanism) -> Terms:
    """The terms after all amendments: none is recorded before it is signed, so they are those of today."""
    return Terms(row.begins_on, row.runs_until, row.ceiling_now)


def settle(row: Mechanism, terms: Terms, amendments: tuple[Change, ...]) -> None:
    """Write what was signed into the row, and beside it what follows from it, by which lists are filtered."""
    row.begins_on, row.ends_on, row.ceiling = terms.begins, terms.ends, terms.ceiling
    for name, value in derived(row, {}, amendments).items():
        setattr(row, name, value)


def derived(row: Mechanism, said: Mapping[str, Any], amendments: tuple[Change, ...]) -> dict[str, Any]:
    """The columns that follow from what is signed, once `said` is: the terms after all amendments, and the search key.

    Raises InvalidInput where an amendment that stands would not fit.
    """
    names = ("begins_on", "ends_on", "ceiling", "number", "title")
    begins, ends, ceiling, number, title = (said.get(name, getattr(row, name)) for name in names)
    terms = Terms(begins, ends, ceiling)
    mechanism_checks.check_amendments(terms, amendments, date.max)
    after = rules.terms_on(terms, amendments, date.max)
    key = search_key(f"{row.reference} {number} {title}")
    return {"runs_until": after.ends, "ceiling_now": after.ceiling, "search_key": key}


def changes_of(db: Session, row: Mechanism) -> tuple[Change, ...]:
    """The amendments of an agreement in order, as values; their keys are the order in which they were recorded."""
    rows = db.scalars(
        select(Amendment)
        .where(Amendment.mechanism_id == row.id, Amendment.archived_at.is_(None))
        .order_by(Amendment.signed_on, Amendment.id)
    )
    return tuple(
        Change(one.id, AmendmentKind(one.kind), one.signed_on, one.ends_on, one.ceiling_change, one.text)
        for one in rows
    )


def row_of(row: Mechanism, one: Change) -> Amendment:
    """An amendment as it is stored."""
    return Amendment(
        mechanism_id=row.id,
        kind=one.kind,
        signed_on=one.signed_on,
        ends_on=one.ends,
        ceiling_change=one.ceiling_change,
        text=one.text,
    )


def counts_as_use() -> tuple[ColumnElement[bool], ...]:
    """The engagements whose newest estimates together are the use of their agreement."""
    return (Engagement.archived_at.is_(None), Engagement.stage.not_in(USES_NOTHING))


def use_of(db: Session, mechanism_ids: list[int]) -> dict[int, Use]:
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


def ceiling_of(agreed: Decimal | None, use: Use | None) -> Ceiling:
    used, _, unpriced = use or (Decimal(0), 0, 0)
    return Ceiling(agreed, used, unpriced)
