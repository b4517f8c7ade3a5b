"""Days abroad of experts, past and planned, from the stays of their engagements."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import days_abroad
from ..countries import UNITED_STATES
from ..days_abroad import Meter
from ..periods import Period, shared
from ..plan import Kind
from ..reference import shipped
from ..roles import Principal
from ..store.models import Assignment, Engagement, Place, Stay
from . import availability, experts
from .trips import Trip


def of_expert(db: Session, user: Principal, reference: str) -> Meter:
    """The meter of an expert whose days the user may see. Raises NotFound for others."""
    found = experts.record(db, user, "expert:read", reference, named=True)
    return of_keys(db, [found.id])[found.id]


def of_keys(db: Session, keys: Collection[int], moved: Trip | None = None) -> dict[int, Meter]:
    """The meters of several experts by key, in one question, for use cases that have asked who may see them.

    A person's own days on an engagement bound its stays; hosting at home takes nobody abroad. The days of `moved` are
    those of the trip as it is asked about.
    """
    days = (Assignment.departs_on, Assignment.returns_on, Stay.arrives_on, Stay.leaves_on)
    rows = db.execute(
        select(Assignment.expert_id, Engagement.id, *days)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .join(Stay, Stay.engagement_id == Engagement.id)
        .join(Place, Place.id == Stay.place_id)
        .where(
            availability.live(),
            Assignment.expert_id.in_(keys),
            Engagement.kind != Kind.HOSTING,
            Place.country != UNITED_STATES,
            (Stay.assignment_id.is_(None)) | (Stay.assignment_id == Assignment.id),
            Stay.archived_at.is_(None),
        )
    )
    stays: dict[int, list[Period]] = {key: [] for key in keys}
    for key, engagement, departs, returns, arrives, leaves in rows:
        if key is not None and (abroad := shared(Period(departs, returns), Period(arrives, leaves))):
            stays[key].append(abroad.moved(moved.by) if moved and moved.engagement.id == engagement else abroad)
    return {key: days_abroad.meter(found, shipped().rules) for key, found in stays.items()}
