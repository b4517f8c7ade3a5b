"""Self-checks of partner agencies: runs, their answers, what they were when finished, and invitations to one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...self_check import Grade
from ..base import Base, Keyed, Record, constraints
from ..types import one_of


class SelfCheck(Record, Base):
    """One run through the questions of an edition; it is open until `finished_on`."""

    __tablename__ = "self_check"

    reference: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    edition: Mapped[str]
    begun_on: Mapped[date]
    begun_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    finished_on: Mapped[date | None]

    __table_args__ = constraints(
        CheckConstraint("finished_on >= begun_on", name="days_in_order"),
        Index("ix_self_check_partner_id", "partner_id", "finished_on"),
    )


class SelfCheckAnswer(Record, Base):
    """What was said to one question, on which day, by whom; `until_on` is the last day of what shows it."""

    __tablename__ = "self_check_answer"

    self_check_id: Mapped[int] = mapped_column(ForeignKey("self_check.id"))
    question: Mapped[str]
    value: Mapped[str]
    reference: Mapped[str]
    until_on: Mapped[date | None]
    said_on: Mapped[date]
    said_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(UniqueConstraint("self_check_id", "question"))


class SelfCheckDocument(Keyed, Base):
    """A finished self-check as it was: questions, answers and citations in their words, and the grade of that day."""

    __tablename__ = "self_check_document"

    self_check_id: Mapped[int] = mapped_column(ForeignKey("self_check.id"), unique=True)
    edition: Mapped[str]
    grade: Mapped[str]
    on_day: Mapped[date]
    content: Mapped[dict[str, Any]]
    finished_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    finished_at: Mapped[datetime]

    __table_args__ = (one_of("grade", *Grade),)


class SelfCheckSummary(Keyed, Base):
    """How an agency stands by its last finished self-check, seen on `seen_on`; it follows from records, and is none.

    No grade: none was finished. From `changes_on` on, when an answer has expired, it must be worked out anew.
    """

    __tablename__ = "self_check_summary"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), unique=True)
    grade: Mapped[str | None] = mapped_column(index=True)
    finished_on: Mapped[date | None]
    running: Mapped[bool] = mapped_column(default=False)
    ready: Mapped[int] = mapped_column(default=0)
    partly: Mapped[int] = mapped_column(default=0)
    gaps: Mapped[int] = mapped_column(default=0)
    unknown: Mapped[int] = mapped_column(default=0)
    seen_on: Mapped[date]
    changes_on: Mapped[date | None] = mapped_column(index=True)

    __table_args__ = (one_of("grade", *Grade),)


class Invitation(Record, Base):
    """A link by which somebody without an account answers for one agency. Of the link only a hash is kept."""

    __tablename__ = "invitation"

    reference: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("partner_contact.id"))
    principal_id: Mapped[int] = mapped_column(ForeignKey("principal.id"), unique=True)
    link_hash: Mapped[str] = mapped_column(unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
