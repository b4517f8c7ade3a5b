"""Engagements: who goes where and when, with whom, and how one is linked to another."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...lifecycle import Stage
from ...plan import Kind
from ..base import Base, Record, constraints
from ..types import one_of


class Engagement(Record, Base):
    """One engagement; `plan` is the plan as it was saved, `estimate` the newest total in dollars."""

    __tablename__ = "engagement"

    reference: Mapped[str] = mapped_column(unique=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    mechanism_id: Mapped[int | None] = mapped_column(ForeignKey("mechanism.id"))
    kind: Mapped[str]
    stage: Mapped[str]
    title: Mapped[str]
    topic: Mapped[str]
    search_key: Mapped[str]
    country: Mapped[str]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    departs_on: Mapped[date]
    returns_on: Mapped[date]
    travelers: Mapped[int]
    plan: Mapped[dict[str, Any]]
    checklist_edition: Mapped[str]
    estimate: Mapped[Decimal | None]
    estimate_provisional: Mapped[bool] = mapped_column(default=False)
    currency: Mapped[str] = mapped_column(default="USD")
    owner_id: Mapped[int] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("kind", *Kind),
        one_of("stage", *Stage),
        CheckConstraint("returns_on >= departs_on", name="returns_after_departure"),
        CheckConstraint("travelers >= 1", name="someone_travels"),
        Index("ix_engagement_country", "country", "departs_on"),
        Index("ix_engagement_stage", "stage", "departs_on"),
        Index("ix_engagement_departs_on", "departs_on", "returns_on"),
        Index(  # holds all that finding similar past engagements compares: it is read while a need is being typed
            "ix_engagement_returns_on", "returns_on", "country", "stage", "archived_at", "search_key"
        ),
        Index("ix_engagement_post_id", "post_id"),
        Index("ix_engagement_need_id", "need_id"),
        Index("ix_engagement_mechanism_id", "mechanism_id"),
    )


class EngagementPartner(Record, Base):
    """An agency that takes part in an engagement."""

    __tablename__ = "engagement_partner"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    role: Mapped[str]

    __table_args__ = constraints(one_of("role", "lead", "support"), UniqueConstraint("engagement_id", "partner_id"))


class EngagementLink(Record, Base):
    """One engagement that continues another (series), or shares its trip (bundle)."""

    __tablename__ = "engagement_link"

    from_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    kind: Mapped[str]

    __table_args__ = constraints(
        one_of("kind", "series", "bundle"),
        UniqueConstraint("from_id", "to_id", "kind"),
        CheckConstraint("from_id <> to_id", name="not_itself"),
    )


class Assignment(Record, Base):
    """A place on an engagement's team, with own dates and origin; `expert_id` stays empty until someone is named."""

    __tablename__ = "assignment"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    position: Mapped[int]
    origin: Mapped[str | None]
    departs_on: Mapped[date]
    returns_on: Mapped[date]
    status: Mapped[str]

    __table_args__ = constraints(
        UniqueConstraint("engagement_id", "position"),
        Index("ix_assignment_expert_id", "expert_id", "departs_on", "returns_on"),
    )


class Stay(Record, Base):
    """Hotel nights of an engagement at one place, from `arrives_on` up to, not including, `leaves_on`."""

    __tablename__ = "stay"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    sequence: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    arrives_on: Mapped[date]
    leaves_on: Mapped[date]

    __table_args__ = constraints(Index("ix_stay_engagement_id", "engagement_id"))


class Leg(Record, Base):
    """One move of one traveler: moments in UTC, each with the zone of its place."""

    __tablename__ = "leg"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    sequence: Mapped[int]
    origin: Mapped[str]
    destination: Mapped[str]
    departs_at: Mapped[datetime]
    departs_zone: Mapped[str]
    arrives_at: Mapped[datetime | None]
    arrives_zone: Mapped[str | None]
    carrier: Mapped[str | None]
