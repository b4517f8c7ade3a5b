"""Clearances and vetting: status, dates, expiry and where the paper is. No number, no finding, no name of a trainee."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...clearances import ClearanceKind, ClearanceStatus
from ...vetting import VettingKind
from ..base import Base, Record, constraints
from ..types import one_of


class ClearanceEntry(Record, Base):
    """Of an engagement, of one expert on it, or of an expert for every trip: the person's, not the place's."""

    __tablename__ = "clearance_entry"

    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    kind: Mapped[str]
    status: Mapped[str]
    requested_on: Mapped[date | None]
    granted_on: Mapped[date | None]
    begins_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    never_expires: Mapped[bool] = mapped_column(default=False)
    blank_pages: Mapped[int | None]
    reference: Mapped[str | None]
    held_by: Mapped[str | None]
    entered_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("kind", *ClearanceKind),
        one_of("status", *ClearanceStatus),
        CheckConstraint("engagement_id IS NOT NULL OR expert_id IS NOT NULL", name="of_something"),
        CheckConstraint("expires_on IS NULL OR NOT never_expires", name="expires_or_never"),
        Index("ix_clearance_entry_engagement_id", "engagement_id", "kind"),
        Index("ix_clearance_entry_expert_id", "expert_id", "kind"),
    )


class VettingBatch(Record, Base):
    """Foreign participants who are vetted together, by their number alone."""

    __tablename__ = "vetting_batch"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    kind: Mapped[str]
    participants: Mapped[int]
    submitted_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    cleared: Mapped[int | None]
    expires_on: Mapped[date | None]
    reference: Mapped[str | None]
    why: Mapped[str | None]
    entered_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("kind", *VettingKind),
        CheckConstraint("participants >= 1", name="somebody"),
        CheckConstraint("cleared BETWEEN 0 AND participants", name="cleared_of_them"),
        CheckConstraint("returned_on >= submitted_on", name="days_in_order"),
    )
