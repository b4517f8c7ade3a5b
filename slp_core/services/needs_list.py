"""The list of needs, filtered, counted and paged in SQL within the user's reach; and the few that wait for someone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ..documents.lists import Column, Table
from ..needs import ENDED, NEED_WORDS, PRIORITY_WORDS, NeedStatus, Priority
from ..partners import SECTOR_WORDS, Sector
from ..reference import shipped
from ..roles import Principal
from ..store.models import Need
from ..text import clean, search_key
from . import scope

PAGE = 10  # a screen's length
FEW = 4  # needs shown on My work
LAST = date.max
EXPORTED = (
    Column("reference", "Reference", 12),
    Column("title", "Title", 44),
    Column("country", "Country", 22),
    Column("status", "State", 14),
    Column("priority", "Priority", 10),
    Column("sector", "Sector", 16),
    Column("days", "Days", 8),
    Column("participants", "Participants", 11),
    Column("window_start", "Window opens", 12),
    Column("window_end", "Window ends", 12),
    Column("country_code", "Country code", 10),
)


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


def table(db: Session, user: Principal, filters: NeedFilters) -> Table:
    """All matching needs for a file. Raises NotAllowed for roles that may not take the list along."""
    user.require("need:export")
    matching = [*_matching(user, filters), scope.lands(user, "need:export", Need.country)]
    label = shipped().countries.label
    rows = (
        (row[0], row[1], label(row[2]), NEED_WORDS[NeedStatus(row[3])], PRIORITY_WORDS[Priority(row[4])],
         SECTOR_WORDS[Sector(row[5])] if row[5] else "", *row[6:], row[2])
        for row in db.execute(_listed(matching).execution_options(yield_per=2_000))
    )  # fmt: skip
    return Table("Needs", EXPORTED, rows)


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


def _listed(matching: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    over = sa.case((Need.status.in_(ENDED), 1), else_=0)
    urgency = sa.case((Need.priority == Priority.HIGH, 0), (Need.priority == Priority.NORMAL, 1), else_=2)
    listed = (
        Need.reference, Need.title, Need.country, Need.status, Need.priority, Need.sector, Need.days,
        Need.participants, Need.window_start, Need.window_end,
    )  # fmt: skip
    opens = func.coalesce(Need.window_start, LAST)
    return select(*listed).where(*matching).order_by(over, urgency, opens, Need.id)


def _rows(db: Session, matching: list[ColumnElement[bool]], most: int, skipped: int) -> tuple[ListedNeed, ...]:
    statement = _listed(matching).limit(most).offset(skipped)
    label = shipped().countries.label
    return tuple(
        ListedNeed(row[0], row[1], label(row[2]), NeedStatus(row[3]), Priority(row[4]), row[5] or "", *tuple(row)[6:])
        for row in db.execute(statement)
    )
