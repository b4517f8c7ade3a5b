"""How ready an engagement is, kept beside it so that lists need not work it out."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...readiness import Verdict
from ..base import Base, Keyed
from ..types import one_of


class ReadinessSummary(Keyed, Base):
    """What the judgements of one engagement come to, seen on `seen_on`; it follows from records and is no record.

    No verdict: the team has left, or the engagement has ended. From `changes_on` on it must be worked out anew.
    """

    __tablename__ = "readiness_summary"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), unique=True)
    verdict: Mapped[str | None] = mapped_column(index=True)
    ready: Mapped[int] = mapped_column(default=0)
    waived: Mapped[int] = mapped_column(default=0)
    at_risk: Mapped[int] = mapped_column(default=0)
    not_ready: Mapped[int] = mapped_column(default=0)
    unknown: Mapped[int] = mapped_column(default=0)
    first_reason: Mapped[str] = mapped_column(default="")
    seen_on: Mapped[date]
    changes_on: Mapped[date | None] = mapped_column(index=True)

    __table_args__ = (one_of("verdict", *Verdict),)
