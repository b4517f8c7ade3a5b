"""Plans compared, with the publications and lead times in force here: scenarios, departures, days more, swings."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import departures, extra_days, scenarios, swing
from ..departures import Departures
from ..extra_days import ExtraDay
from ..lifecycle import ENDED
from ..plan import Kind, Plan
from ..roles import Principal
from ..scenarios import Comparison
from ..store.models import Engagement
from ..swing import Swing
from . import outlooks, references, scope

NEAR = 10  # engagements offered before, and as many after, a departure


def side_by_side(db: Session, user: Principal, named: tuple[tuple[str, Plan], ...], today: date) -> Comparison:
    """Up to four plans under their names. Raises what `outlooks.of_plan` raises for any of them."""
    return scenarios.side_by_side([(name, outlooks.of_plan(db, user, wish, today)) for name, wish in named])


def of_departures(db: Session, user: Principal, wish: Plan, first: date, last: date, today: date) -> Departures:
    """Every departure of a range. Raises InvalidInput for a range that cannot be."""
    answer = outlooks.of_plan(db, user, wish, today)
    return departures.in_range(answer, references.current(db, user), first, last)


def of_extra_days(db: Session, user: Principal, wish: Plan, place: int) -> tuple[ExtraDay, ...]:
    """Days more and less at one of the stays of a checked plan. Raises NotInForce for days without a rate."""
    user.require("plan:price")
    return extra_days.around(wish, place, references.current(db, user))


def of_swing(db: Session, user: Principal, first: Plan, second: Plan, gap: int, fare: Decimal | None = None) -> Swing:
    """Two trips as one. Raises InvalidInput for trips that one team cannot make as one, NotInForce."""
    user.require("plan:price")
    return swing.join(first, second, gap, references.current(db, user), fare)


def nearest(db: Session, user: Principal, wish: Plan, today: date) -> tuple[tuple[str, str, date], ...]:
    """Engagements to come that a trip may be joined with: reference, title, departure; the nearest in time first.

    They are within the user's reach, not ended, of as many travelers, and abroad as the trip is.
    """
    departs = wish.itinerary.departs
    columns = select(Engagement.reference, Engagement.title, Engagement.departs_on).where(
        scope.engagements(user, "engagement:read"),
        Engagement.archived_at.is_(None),
        Engagement.stage.not_in(ENDED),
        Engagement.travelers == wish.travelers,
        Engagement.departs_on >= today,
        Engagement.kind == Kind.HOSTING if wish.kind is Kind.HOSTING else Engagement.kind != Kind.HOSTING,
    )
    later = columns.where(Engagement.departs_on >= departs).order_by(Engagement.departs_on, Engagement.id)
    earlier = columns.where(Engagement.departs_on < departs).order_by(Engagement.departs_on.desc(), Engagement.id)
    found = [*db.execute(later.limit(NEAR)), *db.execute(earlier.limit(NEAR))]
    return tuple(sorted(((row[0], row[1], row[2]) for row in found), key=lambda row: abs((row[2] - departs).days)))
