"""Which days a need can count on: the earliest departure if work begins today, and the weeks of its window."""

from datetime import date

from sqlalchemy.orm import Session

from ..countries import UNITED_STATES
from ..itinerary import Itinerary, Stay
from ..outlook import Outlook
from ..plan import HOST_PLACE, Kind, Plan
from ..reference import shipped
from ..roles import Principal
from ..windows import DAY, Window, WindowOutlook, look_ahead
from . import outlooks


def earliest(db: Session, user: Principal, country: str, kind: Kind, days: int, today: date) -> date | None:
    """The first departure that can be reached if work begins today; None when none is found within four years."""
    return _outlook(db, user, country, kind, days, today, today).earliest


def of_window(db: Session, user: Principal, country: str, kind: Kind, window: Window, today: date) -> WindowOutlook:
    """The weeks of a window in which such a trip can begin, by the checklist of its kind and the lead times in force.

    Raises InvalidInput for a country or a length that cannot be planned.
    """
    departs = max(today, window.first)
    return look_ahead(window, _outlook(db, user, country, kind, window.days, departs, today).tasks_for, today)


def _outlook(
    db: Session, user: Principal, country: str, kind: Kind, days: int, departs: date, today: date
) -> Outlook:  # fmt: skip
    """A trip of one traveler to the post's city, or of a delegation to the first guess for its place."""
    land = shipped().countries.of(country)
    where = (UNITED_STATES, HOST_PLACE) if kind is Kind.HOSTING else (country, land.rate_locality)
    returns = departs + (days - 1) * DAY
    trip = Itinerary(departs, returns, (Stay(*where, departs, returns),))
    return outlooks.of_plan(db, user, Plan(country, trip, kind=kind, provisional=True), today)
