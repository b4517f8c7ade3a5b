"""An engagement and its team on the days for which they are judged: its own, or others that are only asked about."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from .. import plan
from ..itinerary import Itinerary
from ..periods import Period
from ..roles import Principal
from ..store.models import Engagement
from . import travelers
from .travelers import Traveler

AS_IT_STANDS = timedelta(0)


@dataclass(frozen=True, slots=True)
class Trip:
    """An engagement that leaves `by` later than it is on record to; itinerary and team have the days of that."""

    engagement: Engagement
    by: timedelta
    itinerary: Itinerary
    team: tuple[Traveler, ...]

    @property
    def days(self) -> Period:
        return Period(self.itinerary.departs, self.itinerary.returns)


def of(db: Session, user: Principal, engagement: Engagement, by: timedelta = AS_IT_STANDS) -> Trip:
    """The trip with those of its team of whom the user may know. Whether the trip may be seen is for the caller."""
    itinerary = plan.from_json(engagement.plan).itinerary
    team = (replace(one, trip=one.trip.moved(by)) for one in travelers.of_engagement(db, user, engagement))
    return Trip(engagement, by, itinerary.moved_to(itinerary.departs + by), tuple(team))
