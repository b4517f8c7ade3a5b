"""The list of needs, filtered, counted and paged in SQL within the user's reach; and the few that wait for someone."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ..needs import ENDED, NeedStatus, Priority
from ..reference import shipped
from ..roles import Principal
from ..store.models import Need
from ..text import clean, search_key
from . import scope

PAGE = 10  # a screen's length
FEW = 4  # needs shown on My work
LAST = date.max


@dataclass(frozen=True, slots=True)
class NeedFilters:
    """What the list is narrowed to; an empty field does not narrow."""

    text: str = ""
    country: str = ""
    sector: str = ""
    specialty: str = ""
    status: str = ""
    priority: str = ""
    mine: bool = False  # only those that the user raised


@dataclass(frozen=True, slots=True)
class ListedNeed:
    """A line of the list."""

    reference: str
    title: str
    country: str  # its label
    status: NeedStatus
    priority: Priority
    sector: str
    days: int | None
    participants: int | None
    window_start: date | None
    window_end: date | None


@dataclass(frozen=True, slots=True)
class NeedPage:
    """One page of the list, and the count over all its pages."""

    rows: tuple[ListedNeed, ...]
    count: int
    number: int  # this page, from 1
    pages: int


def page(db: Session, user: Principal, filters: NeedFilters, number: int = 1) -> NeedPage:
    """A page of needs: what has not ended first, the most urgent of them first, then by the opening of the window."""
    user.require("need:read")
    matching = _matching(user, filters)
    count = db.scalar(select(func.count()).select_from(Need).where(*matching)) or 0
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    return NeedPage(_rows(db, matching, PAGE, (number - 1) * PAGE), count, number, pages)


def waiting(db: Session, user: Principal) -> NeedPage:
    """The most urgent needs to look at: for who decides, those not decided; for others, those not ended."""
    user.require("need:read")
    matching = _matching(user, NeedFilters())
    matching.append(Need.status == NeedStatus.RAISED if user.may("need:decide") else Need.status.not_in(ENDED))
    count = db.scalar(select(func.count()).select_from(Need).where(*matching)) or 0
    return NeedPage(_rows(db, matching, FEW, 0), count, 1, 1)


def _matching(user: Principal, filters: NeedFilters) -> list[ColumnElement[bool]]:
    conditions = [Need.archived_at.is_(None), scope.lands(user, "need:read", Need.country)]
    for column in (Need.country, Need.sector, Need.specialty, Need.status, Need.priority):
        if wanted := getattr(filters, column.key):
            conditions.append(column == wanted)
    if filters.mine:
        conditions.append(Need.requested_by == user.id)
    for word in search_key(clean(filters.text)).split():
        conditions.append(Need.search_key.contains(word, autoescape=True))
    return conditions


def _rows(db: Session, matching: list[ColumnElement[bool]], most: int, skipped: int) -> tuple[ListedNeed, ...]:
    over = sa.case((Need.status.in_(ENDED), 1), else_=0)
    urgency = sa.case((Need.priority == Priority.HIGH, 0), (Need.priority == Priority.NORMAL, 1), else_=2)
    listed = (
        Need.reference, Need.title, Need.country, Need.status, Need.priority, Need.sector, Need.days,
        Need.participants, Need.window_start, Need.window_end,
    )  # fmt: skip
    opens = func.coalesce(Need.window_start, LAST)
    statement = select(*listed).where(*matching).order_by(over, urgency, opens, Need.id).limit(most).offset(skipped)
    label = shipped().countries.label
    return tuple(
        ListedNeed(row[0], row[1], label(row[2]), NeedStatus(row[3]), Priority(row[4]), row[5] or "", *tuple(row)[6:])
        for row in db.execute(statement)
    )
