"""The portfolio: engagements filtered, counted, summed and paged in SQL, within the user's reach; and as a file."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..documents.lists import Column, Table, as_list_csv
from ..lifecycle import ENDED, WORDS, Stage
from ..readiness import VERDICT_WORDS, Verdict
from ..reference import shipped
from ..roles import Principal, Scope
from ..store.models import Engagement, EngagementPartner, Partner, Post, ReadinessSummary
from ..text import clean, search_key
from . import scope

PAGE = 10  # a screen's length
EXPORTED = (
    Column("reference", "Reference", 13),
    Column("title", "Title", 40),
    Column("country", "Country", 22),
    Column("stage", "Stage", 18),
    Column("departs", "Departs", 12),
    Column("returns", "Returns", 12),
    Column("travelers", "Travelers", 10),
    Column("partner", "Partner", 34),
    Column("estimate", "Estimate", 14),
    Column("verdict", "Go / no-go", 16),
    Column("unknown", "Not known", 10),
    Column("in_the_way", "In the way", 40),
    Column("country_code", "Country code", 10),
    Column("stage_code", "Stage code", 18),
    Column("kind", "Kind", 16),
    Column("post", "Post", 26),
    Column("provisional", "Provisional", 11),
)
COLUMNS = (
    "reference", "title", "country", "stage", "departs", "returns", "travelers", "partner", "estimate",
    "verdict", "unknown", "in_the_way",
)  # fmt: skip


class Ready(StrEnum):
    """How ready an engagement is, as lists are narrowed by it; something not known is asked for apart."""

    ALL = "all"
    GO = "go"
    WAIVER = "waiver"
    NO_GO = "no_go"
    UNKNOWN = "unknown"


class When(StrEnum):
    """Where in time an engagement lies. Both ends of a trip count as in country."""

    ALL = "all"
    UPCOMING = "upcoming"
    CURRENT = "in country"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an empty field does not narrow."""

    text: str = ""
    country: str = ""
    stage: str = ""
    when: When = When.ALL
    ready: Ready = Ready.ALL


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and the figures over all its pages."""

    rows: tuple[dict[str, Any], ...]  # COLUMNS; estimate in dollars; None: may not be seen, not known, or team has left
    count: int
    total: Decimal | None  # dollars over all matching; None for roles that see no money
    unpriced: int  # how many of them have no estimate that may be seen, and so are not in the total
    number: int  # this page, from 1
    pages: int


def page(db: Session, user: Principal, filters: Filters, today: date, number: int = 1) -> Page:
    """A page of engagements, next departures first and past ones after them."""
    user.require("engagement:read")
    matching = _matching(user, filters, today)
    money = _money(user)
    figures = select(func.count(), func.sum(money), func.count(money)).where(*matching)
    count, total, priced = db.execute(figures).one()
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    statement = _listed(user, matching, today).limit(PAGE).offset((number - 1) * PAGE)
    rows = tuple(map(_row, db.execute(statement).mappings()))
    shown = (total or Decimal(0)) if user.may("estimate:read") else None
    return Page(rows, count, shown, count - priced, number, pages)


def table(db: Session, user: Principal, filters: Filters, today: date) -> Table:
    """All matching engagements for a file: the columns and rows of the list, and the codes behind them.

    Raises NotAllowed for roles that may not take the list along.
    """
    user.require("engagement:export")
    matching = [*_matching(user, filters, today), scope.engagements(user, "engagement:export")]
    statement = _listed(user, matching, today).add_columns(*_MORE.values()).execution_options(yield_per=2_000)
    label, wording = cache(shipped().countries.label), {stage: WORDS[Stage(stage)] for stage in Stage}
    rows = (
        (
            row[0],
            row[1],
            label(row[2]),
            wording[row[3]],
            *row[4:9],
            VERDICT_WORDS[Verdict(row[9])] if row[9] else None,
            *row[10:12],
            row[2],
            row[3],
            *row[12:14],
            "yes" if row[14] else "no",
        )
        for row in db.execute(statement)
    )
    return Table("Engagements", EXPORTED, rows)


def export_csv(db: Session, user: Principal, filters: Filters, today: date) -> bytes:
    """The table as CSV that spreadsheets open correctly; text that could be taken for a formula is made harmless."""
    return as_list_csv(table(db, user, filters, today))


def by_country(db: Session, user: Principal, today: date) -> dict[str, tuple[int, int]]:
    """Engagements not yet ended, and those in country on the day, by country, within the user's reach."""
    user.require("engagement:read")
    now_there = func.count().filter(*_in_time(When.CURRENT, today))
    rows = db.execute(
        select(Engagement.country, func.count(), now_there)
        .where(*_matching(user, Filters(), today), Engagement.stage.not_in(ENDED))
        .group_by(Engagement.country)
    )
    return {country: (open_, current) for country, open_, current in rows}


def stage_counts(db: Session, user: Principal, filters: Filters, today: date) -> dict[Stage, int]:
    """How many engagements stand at each stage, under the other filters."""
    user.require("engagement:read")
    others = _matching(user, replace(filters, stage=""), today)
    rows = db.execute(select(Engagement.stage, func.count()).where(*others).group_by(Engagement.stage))
    return {Stage(stage): number for stage, number in rows}


def _matching(user: Principal, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    conditions = [
        Engagement.archived_at.is_(None),
        scope.engagements(user, "engagement:read"),
        *_in_time(filters.when, today),
    ]
    if filters.country:
        conditions.append(Engagement.country == filters.country)
    if filters.stage:
        conditions.append(Engagement.stage == filters.stage)
    if filters.ready is not Ready.ALL:
        conditions.append(Engagement.id.in_(_standing(filters.ready)))
    for word in search_key(clean(filters.text)).split():
        conditions.append(Engagement.search_key.contains(word, autoescape=True))
    return conditions


def _standing(ready: Ready) -> Select[int]:
    """The engagements that stand so, by their summaries."""
    found = select(ReadinessSummary.engagement_id)
    if ready is Ready.UNKNOWN:
        return found.where(ReadinessSummary.unknown > 0)
    return found.where(ReadinessSummary.verdict == ready)


def _in_the_way(user: Principal) -> ColumnElement[str]:
    """What stands in the way before all else, for those who see all of the team."""
    others = replace(user, grants=tuple(grant for grant in user.grants if grant.scope is not Scope.SELF))
    reason = func.coalesce(_summary(ReadinessSummary.first_reason), "")
    return sa.case((scope.engagements(others, "person:read"), reason), else_="")


def _summary(column: InstrumentedAttribute[Any]) -> sa.ScalarSelect[Any]:
    """Looked up for the rows of one page, as the lead agency is."""
    return select(column).where(ReadinessSummary.engagement_id == Engagement.id).correlate(Engagement).scalar_subquery()


def _in_time(when: When, today: date) -> list[ColumnElement[bool]]:
    departs, returns = Engagement.departs_on, Engagement.returns_on
    live = Engagement.stage.not_in((Stage.CANCELLED, Stage.DECLINED))
    return {
        When.ALL: [],
        When.UPCOMING: [departs > today, live],
        When.CURRENT: [departs <= today, returns >= today, live],
        When.PAST: [returns < today],
    }[when]


def _money(user: Principal) -> ColumnElement[Decimal | None]:
    """The estimate, where the user's roles reach it."""
    return sa.case((scope.engagements(user, "estimate:read"), Engagement.estimate))


def _listed(user: Principal, matching: list[ColumnElement[bool]], today: date) -> Select[Any]:
    lead = (
        select(func.min(Partner.name))
        .join(EngagementPartner, EngagementPartner.partner_id == Partner.id)
        .where(
            EngagementPartner.engagement_id == Engagement.id,
            EngagementPartner.role == "lead",
            EngagementPartner.archived_at.is_(None),
        )
        .scalar_subquery()  # looked up for the rows of one page, not joined to all before they are sorted
    )
    past = sa.case((Engagement.returns_on < today, 1), else_=0)
    nearness = sa.case((Engagement.returns_on < today, sa.null()), else_=Engagement.departs_on)
    return (
        select(
            Engagement.reference,
            Engagement.title,
            Engagement.country,
            Engagement.stage,
            Engagement.departs_on.label("departs"),
            Engagement.returns_on.label("returns"),
            Engagement.travelers,
            lead.label("partner"),
            _money(user).label("estimate"),
            _summary(ReadinessSummary.verdict).label("verdict"),
            func.coalesce(_summary(ReadinessSummary.unknown), 0).label("unknown"),
            _in_the_way(user).label("in_the_way"),
        )
        .where(*matching)
        .order_by(past, nearness, Engagement.departs_on.desc(), Engagement.id)
    )


_MORE: dict[str, Any] = {
    "kind": Engagement.kind,
    "post": select(Post.name).where(Post.id == Engagement.post_id).scalar_subquery(),
    "provisional": Engagement.estimate_provisional,
}


def _row(row: Any) -> dict[str, Any]:
    return dict(row) | {"country": shipped().countries.label(row["country"])}
