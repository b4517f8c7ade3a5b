"""The spread of closed engagements like one that is planned: same kind, bureau, class of length and of team."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from .. import spread
from ..approvals import EstimateStatus
from ..lifecycle import Stage
from ..plan import Kind
from ..reference import shipped
from ..roles import Principal
from ..spread import DAY_CLASSES, TEAM_CLASSES, Bounds, Spread
from ..store.models import Engagement, Estimate
from . import scope

MOST_CASES = 400  # the latest to depart


def of_trip(db: Session, user: Principal, kind: Kind, country: str, travelers: int, days: int, today: date) -> Spread:
    """As last approved, of the closed engagements in the user's reach: what was claimed is not known here.

    Raises NotAllowed for roles that see no money.
    """
    user.require("estimate:read")
    rules = shipped().rules
    rows = db.execute(_cases(user, kind, country, travelers, days))
    cases = [(total, people, length) for total, people, length in rows]
    least = int(rules.on("planning.spread_least_cases", today).value)
    return spread.spread(cases, travelers, days, least)


def _cases(user: Principal, kind: Kind, country: str, travelers: int, days: int) -> Select[Decimal, int, int]:
    """The newest approved estimate of each."""
    later = aliased(Estimate)
    newest = select(func.max(later.version_no)).where(
        later.engagement_id == Engagement.id, later.status == EstimateStatus.APPROVED
    )
    return (
        select(Estimate.total, Estimate.travelers, Estimate.days)
        .join(Engagement, Engagement.id == Estimate.engagement_id)
        .where(
            Engagement.country.in_(_neighbors(country)),
            Engagement.kind == kind,
            Engagement.stage == Stage.CLOSED,
            Engagement.archived_at.is_(None),
            scope.engagements(user, "estimate:read"),
            Estimate.status == EstimateStatus.APPROVED,
            Estimate.version_no == newest.correlate(Engagement).scalar_subquery(),
            _within(Estimate.days, spread.class_of(days, DAY_CLASSES)),
            _within(Estimate.travelers, spread.class_of(travelers, TEAM_CLASSES)),
        )
        .order_by(Engagement.departs_on.desc(), Engagement.id)
        .limit(MOST_CASES)
    )


def _within(column: InstrumentedAttribute[int], bounds: Bounds) -> ColumnElement[bool]:
    return and_(column >= bounds.least, *([column <= bounds.most] if bounds.most is not None else []))


def _neighbors(country: str) -> list[str]:
    """The program's countries of the same bureau."""
    lands = shipped().countries.program
    return [code for code, land in lands.items() if land.bureau == lands[country].bureau]
