"""The self-checks of all agencies as a list: grade, age and gaps, filtered, counted and paged in SQL."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ..roles import Principal
from ..self_check import Grade
from ..store.models import Invitation, Partner, SelfCheckSummary
from . import partner_list, scope
from .invitations import ACTION as INVITE
from .self_check_summaries import GRADE

PAGE = 10
DONE, RUNNING, NEVER, INVITED = "done", "running", "never", "invited"  # beside the grades


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: “done” are those that ever finished one; else a grade, or how far an agency is."""

    text: str = ""
    state: str = ""
    standing: str = DONE


@dataclass(frozen=True, slots=True)
class Row:
    """An agency with how it stands today; no grade: it never finished a self-check.

    `invitations` are the open ones, None for those who may not know of them.
    """

    reference: str
    name: str
    state: str
    grade: Grade | None
    finished: date | None
    ready: int
    partly: int
    gaps: int
    unknown: int
    running: bool
    invitations: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page by name; `grades` counts over all pages, in their order."""

    rows: tuple[Row, ...]
    count: int
    grades: dict[Grade, int]
    number: int
    pages: int


def page(db: Session, user: Principal, filters: Filters, now: datetime, number: int = 1) -> Page:
    """Agencies in reach, whatever the grade of their last finished self-check is today."""
    user.require(GRADE)
    conditions = _matching(user, filters, now)
    counted = _joined(SelfCheckSummary.grade, func.count().label("number")).where(*conditions)
    by_grade = {row.grade: row.number for row in db.execute(counted.group_by(SelfCheckSummary.grade))}
    count = sum(by_grade.values())
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    rows = db.execute(
        _joined(Partner, SelfCheckSummary, _invitations(user, now).label("invitations"))
        .where(*conditions)
        .order_by(Partner.search_key, Partner.id)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    grades = {grade: by_grade[grade] for grade in Grade if grade in by_grade}
    return Page(tuple(_row(*row) for row in rows), count, grades, number, pages)


def _joined(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(Partner).outerjoin(SelfCheckSummary, SelfCheckSummary.partner_id == Partner.id)


def _matching(user: Principal, filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    agencies = partner_list.Filters(text=filters.text, state=filters.state)
    found = partner_list.conditions(user, agencies, GRADE)
    match filters.standing:
        case "done":
            return [*found, SelfCheckSummary.grade.is_not(None)]
        case "running":
            return [*found, SelfCheckSummary.running.is_(True)]
        case "never":
            return [*found, SelfCheckSummary.grade.is_(None)]
        case "invited":
            asked = select(Invitation.partner_id).where(*_open(now))
            return [*found, Partner.id.in_(asked), scope.partners(user, INVITE)]
        case grade:
            return [*found, SelfCheckSummary.grade == grade]


def _invitations(user: Principal, now: datetime) -> ColumnElement[Any]:
    """How many are open, where the user may make some."""
    number = select(func.count()).where(Invitation.partner_id == Partner.id, *_open(now)).correlate(Partner)
    return sa.case((scope.partners(user, INVITE), number.scalar_subquery()), else_=None)


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.revoked_at.is_(None), Invitation.expires_at > now, Invitation.archived_at.is_(None)


def _row(partner: Partner, held: SelfCheckSummary | None, invitations: int | None) -> Row:
    known = (partner.reference, partner.name, partner.state)
    if held is None:
        return Row(*known, None, None, 0, 0, 0, 0, False, invitations)
    grade = Grade(held.grade) if held.grade else None
    numbers = held.ready, held.partly, held.gaps, held.unknown
    return Row(*known, grade, held.finished_on, *numbers, held.running, invitations)
