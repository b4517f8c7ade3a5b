"""An expert's own trips: what the person must do, the days, the way, and how the own readiness stands."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from ..documents.calendar import as_calendar
from ..errors import NotFound
from ..itinerary import Itinerary
from ..judgements import Judgement
from ..lifecycle import GIVEN_UP, Stage
from ..plan import from_json
from ..roles import Principal
from ..store.models import Assignment, Engagement, Post
from ..team_judgements import STEP
from . import calendar_files, readiness, steps, training_notices
from .steps import Step

READ = "own_trip:read"


@dataclass(frozen=True, slots=True)
class Trip:
    """One of the own trips, as a list offers it."""

    reference: str
    title: str
    departs: date
    returns: date


@dataclass(frozen=True, slots=True)
class MyTrip:
    """One of the own trips: `steps` are the own open ones, overdue first, `open_things` what else is open."""

    reference: str
    title: str
    country: str
    stage: Stage
    post: str
    position: int
    departs: date
    returns: date
    itinerary: Itinerary
    steps: tuple[Step, ...]
    done: int
    excused: tuple[Step, ...]  # of the own steps, each with the reason
    open_things: tuple[Judgement, ...]


def of_me(db: Session, user: Principal, today: date) -> tuple[Trip, ...]:
    """The own trips: the next or running one first, those that are over last, none that was called off."""
    user.require(READ)
    over = case((Assignment.returns_on < today, 1), else_=0)
    near = case((Assignment.returns_on < today, None), else_=Assignment.departs_on)
    rows = db.execute(
        _own(user)
        .where(Engagement.stage.not_in(GIVEN_UP))
        .order_by(over, near, Assignment.departs_on.desc(), Engagement.id)
    )
    return tuple(Trip(trip.reference, trip.title, place.departs_on, place.returns_on) for trip, place in rows)


def view(db: Session, user: Principal, reference: str, today: date) -> MyTrip:
    """Raises NotFound for a trip that is not one's own: whoever else may see it sees it on the engagement's page."""
    found, place = _found(db, user, reference)
    own = [step for step in steps.of_engagement(db, user, reference, today) if step.traveler == place.position]
    board = readiness.of_engagement(db, user, reference, today).shown
    post = db.scalars(select(Post.name).where(Post.id == found.post_id)).one_or_none()
    return MyTrip(
        reference,
        found.title,
        found.country,
        Stage(found.stage),
        post or "",
        place.position,
        place.departs_on,
        place.returns_on,
        from_json(found.plan).itinerary,
        tuple(step for step in own if step.status == "open"),
        sum(step.status == "done" for step in own),
        tuple(step for step in own if step.status == "excused"),
        tuple(
            one
            for one in (*board.in_the_way, *board.unknown)
            if one.traveler == place.position and not one.item.startswith(STEP)
        ),
    )


def calendar(db: Session, user: Principal, reference: str, now: datetime) -> bytes:
    """The own trip, its rides, the own due days and the training ahead, as a calendar file."""
    found, place = _found(db, user, reference)
    trip, due = calendar_files.of_trip(found), calendar_files.of_place(db, place.id, now.date())
    entries = [*trip, *due, *training_notices.entries(db, user, now.date())]
    return as_calendar(f"{found.reference} {found.title}", entries, now)


def _found(db: Session, user: Principal, reference: str) -> tuple[Engagement, Assignment]:
    user.require(READ)
    row = db.execute(_own(user).where(Engagement.reference == reference)).first()
    if row is None:
        raise NotFound("This is none of your trips.", hint="Choose one from the list.", reference=reference)
    return row[0], row[1]


def _own(user: Principal) -> Select[Engagement, Assignment]:
    experts = [grant.expert_id for grant in user.grants_for(READ)]
    return (
        select(Engagement, Assignment)
        .join(Assignment, Assignment.engagement_id == Engagement.id)
        .where(Assignment.expert_id.in_(experts), Assignment.archived_at.is_(None), Engagement.archived_at.is_(None))
    )
