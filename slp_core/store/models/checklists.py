"""Checklist entries as a team was given them, and the waivers that excuse one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Record, constraints
from ..types import one_of

NOT_DONE = text("status <> 'done' AND archived_at IS NULL")  # what may be due: read in the order of the due days


class ChecklistEntry(Record, Base):
    """A step copied from a checklist's edition, for an engagement or for one place on its team; or one of its own.

    An excused step is open again after `excused_until`.
    """

    __tablename__ = "checklist_entry"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    item: Mapped[str]
    edition: Mapped[str]
    sequence: Mapped[int]
    text: Mapped[str]
    owner: Mapped[str]
    gate: Mapped[str]
    due_on: Mapped[date]
    evidence: Mapped[str]
    status: Mapped[str]
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))
    evidence_reference: Mapped[str | None]
    excused_until: Mapped[date | None]
    citation: Mapped[dict[str, Any]]

    __table_args__ = constraints(
        one_of("owner", "km", "post", "rso", "partner", "expert"),
        one_of("status", "open", "done", "excused"),
        one_of("evidence", "none", "date", "reference", "document"),
        Index("ix_checklist_entry_engagement_id", "engagement_id", "due_on"),
        Index("ix_checklist_entry_status", "status", "due_on", "owner"),
        Index(
            "ix_checklist_entry_due",
            "due_on",
            "engagement_id",
            "sequence",
            "item",
            "owner",
            "status",
            "excused_until",
            sqlite_where=NOT_DONE,
            postgresql_where=NOT_DONE,
        ),
    )


class Waiver(Record, Base):
    """Who excused a step, why, and until when."""

    __tablename__ = "waiver"

    checklist_entry_id: Mapped[int] = mapped_column(ForeignKey("checklist_entry.id"), index=True)
    reason: Mapped[str]
    granted_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    granted_at: Mapped[datetime]
    expires_on: Mapped[date | None]
