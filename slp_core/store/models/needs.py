"""Needs: what a post asks for, and every step of a need's life with its reason."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...needs import NeedStatus, Priority
from ..base import Base, Record, constraints
from ..types import one_of


class Need(Record, Base):
    """What a post asks for; one need may be met by several engagements. `offer` is the standard offer it began from."""

    __tablename__ = "need"

    reference: Mapped[str] = mapped_column(unique=True)
    country: Mapped[str]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    kind: Mapped[str] = mapped_column(default="deployment")
    offer: Mapped[str | None]
    title: Mapped[str]
    topic: Mapped[str]
    sector: Mapped[str | None]
    specialty: Mapped[str | None]
    audience: Mapped[str | None]
    outcome: Mapped[str | None]
    indicator: Mapped[str | None]
    target: Mapped[str | None]
    language: Mapped[str | None]
    participants: Mapped[int | None]
    priority: Mapped[str] = mapped_column(default=Priority.NORMAL)
    days: Mapped[int | None]
    window_start: Mapped[date | None]
    window_end: Mapped[date | None]
    status: Mapped[str]
    search_key: Mapped[str]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("status", *NeedStatus),
        one_of("priority", *Priority),
        CheckConstraint("window_end >= window_start", name="window_in_order"),
        CheckConstraint("participants >= 1", name="someone_takes_part"),
        CheckConstraint("days >= 1", name="a_day_or_more"),
        Index("ix_need_country", "country", "status"),
        Index("ix_need_status", "status", "priority", "window_start"),
    )


class NeedStep(Record, Base):
    """One move of a need from a status to another: who, on which day, why."""

    __tablename__ = "need_step"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    from_status: Mapped[str]
    to_status: Mapped[str]
    reason: Mapped[str]
    moved_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    moved_on: Mapped[date]
