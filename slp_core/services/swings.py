"""A swing as two engagements: each post has its own, with its days, its steps and its share of the price; linked."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from .. import costs, swing
from ..plan import Plan
from ..roles import Principal
from ..store.models import Engagement, EngagementLink
from . import comparisons, engagements, references, scope

BUNDLE = "bundle"


def open_swing(
    db: Session, user: Principal, first: Plan, second: Plan, gap: int, fare: Decimal | None, today: date, now: datetime
) -> str:
    """Open both trips of a swing and link them. Gives the reference of the first.

    Raises what opening either raises: NotAllowed outside the user's countries; and nothing is then opened.
    """
    user.require("engagement:open")
    found = comparisons.of_swing(db, user, first, second, gap, fare)
    reference = references.current(db, user)
    priced = swing.shares(costs.estimate(found.plan, reference.rules, reference.rates), found)
    opened = [
        engagements.open_from_plan(db, user, part, today, now, share)
        for part, share in zip(found.parts, priced, strict=True)
    ]
    one, other = (engagements.record(db, user, "engagement:open", ref).id for ref in opened)
    db.add(EngagementLink(from_id=one, to_id=other, kind=BUNDLE))
    return opened[0]


def joined_with(db: Session, user: Principal, reference: str) -> tuple[str, ...]:
    """The engagements that are one swing with this one, as far as the user may see them."""
    own = engagements.record(db, user, "engagement:read", reference).id
    linked = select(EngagementLink).where(
        EngagementLink.kind == BUNDLE,
        EngagementLink.archived_at.is_(None),
        or_(EngagementLink.from_id == own, EngagementLink.to_id == own),
    )
    others = {link.from_id + link.to_id - own for link in db.scalars(linked)}
    seen = select(Engagement.reference).where(Engagement.id.in_(others), scope.engagements(user, "engagement:read"))
    return tuple(db.scalars(seen.order_by(Engagement.departs_on)))
