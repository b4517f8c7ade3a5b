"""Who travels on an engagement, where each one stays, and the legs between."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..records import Record, key_of, word
from ..words import AssignmentStatus
from .places import ALPHA_3


class Assignment(Record):
    """A place on the team, with a name or still without one."""

    __tablename__ = "assignment"
    __table_args__ = (CheckConstraint("returns_on >= departs_on", name="dates"),)

    engagement_id: Mapped[int] = key_of("engagement", index=True)
    expert_id: Mapped[int | None] = key_of("expert", index=True)
    position: Mapped[int]  # from 1
    origin: Mapped[str | None]
    departs_on: Mapped[date] = mapped_column(index=True)
    returns_on: Mapped[date] = mapped_column(index=True)
    status: Mapped[str] = word("status", AssignmentStatus)


class Stay(Record):
    """Nights in one place: of the whole team, or of one who travels apart."""

    __tablename__ = "stay"
    __table_args__ = (
        CheckConstraint("(engagement_id IS NULL) <> (assignment_id IS NULL)", name="whose"),
        CheckConstraint("leaves_on >= arrives_on", name="dates"),
        CheckConstraint(ALPHA_3, name="country"),
    )

    engagement_id: Mapped[int | None] = key_of("engagement", index=True)
    assignment_id: Mapped[int | None] = key_of("assignment", index=True)
    sequence: Mapped[int]
    place_id: Mapped[int] = key_of("place", index=True)
    country: Mapped[str]
    locality: Mapped[str]
    arrives_on: Mapped[date]
    leaves_on: Mapped[date]


class Leg(Record):
    """One connection, with the zone of the clock at each end."""

    __tablename__ = "leg"

    assignment_id: Mapped[int] = key_of("assignment", index=True)
    sequence: Mapped[int]
    origin: Mapped[str]
    destination: Mapped[str]
    departs_at: Mapped[datetime]
    departs_zone: Mapped[str]
    arrives_at: Mapped[datetime]
    arrives_zone: Mapped[str]
    carrier: Mapped[str | None]
