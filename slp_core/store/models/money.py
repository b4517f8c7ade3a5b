"""Estimates and claims: numbered versions with their lines, kept as issued."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...approvals import EstimateStatus
from ..base import Base, Record, constraints
from ..types import Exact, Json, one_of


class Estimate(Record, Base):
    """One version of an engagement's price: who prepared, submitted and decided it. Once approved it never changes.

    `decision` holds what the one who approved it was told and confirmed, in words; `notices` what was said of the
    price when it was worked out, each with its code.
    """

    __tablename__ = "estimate"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    number: Mapped[str] = mapped_column(unique=True)
    version_no: Mapped[int]
    status: Mapped[str]
    total: Mapped[Decimal]
    currency: Mapped[str]
    provisional: Mapped[bool]
    travelers: Mapped[int]
    days: Mapped[int]  # of the trip, both travel days counted
    prepared_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    issued_at: Mapped[datetime]
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))
    submitted_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    decision: Mapped[dict[str, Any] | None]
    notices: Mapped[list[dict[str, str]] | None] = mapped_column(Json)

    __table_args__ = constraints(
        one_of("status", *EstimateStatus),
        UniqueConstraint("engagement_id", "version_no"),
        Index("ix_estimate_status", "status", "engagement_id"),
    )


class EstimateLine(Record, Base):
    """travelers x quantity x (share x rate - less) = amount, with `less` and the citations in `trace`."""

    __tablename__ = "estimate_line"

    estimate_id: Mapped[int] = mapped_column(ForeignKey("estimate.id"))
    sequence: Mapped[int]
    category: Mapped[str]
    description: Mapped[str]
    formula: Mapped[str]
    travelers: Mapped[int]
    quantity: Mapped[Decimal] = mapped_column(Exact)
    unit: Mapped[str]
    share: Mapped[Decimal] = mapped_column(Exact)
    rate: Mapped[Decimal] = mapped_column(Exact)  # may have more decimals than cents: 0.725 a mile
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(default="USD")
    country: Mapped[str | None]
    locality: Mapped[str | None]
    first_day: Mapped[date]
    last_day: Mapped[date]
    provisional: Mapped[bool]
    trace: Mapped[dict[str, Any]]

    __table_args__ = constraints(UniqueConstraint("estimate_id", "sequence"))


class Claim(Record, Base):
    """One version of what a partner asks back."""

    __tablename__ = "claim"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    number: Mapped[str] = mapped_column(unique=True)
    version_no: Mapped[int]
    status: Mapped[str]
    claimed: Mapped[Decimal]
    allowed: Mapped[Decimal | None]
    paid: Mapped[Decimal | None]
    currency: Mapped[str]
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = constraints(UniqueConstraint("engagement_id", "version_no"))


class ClaimLine(Record, Base):
    """One item of a claim, in the currency it was spent in and in dollars."""

    __tablename__ = "claim_line"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    estimate_line_id: Mapped[int | None] = mapped_column(ForeignKey("estimate_line.id"))
    sequence: Mapped[int]
    category: Mapped[str]
    description: Mapped[str]
    spent_on: Mapped[date]
    original_amount: Mapped[Decimal] = mapped_column(Exact)
    original_currency: Mapped[str]
    exchange_rate: Mapped[Decimal | None] = mapped_column(Exact)
    claimed: Mapped[Decimal]
    allowed: Mapped[Decimal | None]
    paid: Mapped[Decimal | None]
    status: Mapped[str]
    reason: Mapped[str | None]

    __table_args__ = constraints(UniqueConstraint("claim_id", "sequence"))
