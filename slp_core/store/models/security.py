"""Security of a trip: the post's briefing in versions, who attested it, decisions on record, and the emergency card."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...security_records import Outcome, RecordKind
from ..base import Base, Record, constraints
from ..types import one_of


class PostBriefing(Record, Base):
    """A version of a post's briefing, by sections. Never rewritten: a newer one follows."""

    __tablename__ = "post_briefing"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    number: Mapped[int]
    sections: Mapped[dict[str, Any]]
    written_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    published_at: Mapped[datetime]

    __table_args__ = constraints(UniqueConstraint("post_id", "number"))


class BriefingAttestation(Record, Base):
    """That an expert has read a version. Never rewritten."""

    __tablename__ = "briefing_attestation"

    briefing_id: Mapped[int] = mapped_column(ForeignKey("post_briefing.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    attested_at: Mapped[datetime]
    attested_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(UniqueConstraint("briefing_id", "expert_id"))


class SecurityEntry(Record, Base):
    """A decision or a thing done about the security of an engagement; the newest of a kind holds."""

    __tablename__ = "security_entry"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    kind: Mapped[str]
    outcome: Mapped[str]
    on_day: Mapped[date]
    authority: Mapped[str]
    reason: Mapped[str]
    level: Mapped[int]
    danger: Mapped[int]
    entered_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("kind", *RecordKind),
        one_of("outcome", *Outcome),
        Index("ix_security_entry_engagement_id", "engagement_id", "kind"),
    )


class EmergencyCard(Record, Base):
    """Whom a team calls in an emergency, by function: filled in by the post, never invented."""

    __tablename__ = "emergency_card"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), unique=True)
    contacts: Mapped[dict[str, Any]]
    checked_on: Mapped[date]
    entered_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
