"""Mechanisms: the agreements under which an agency's people deploy and are paid for, and what amended them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...mechanisms import AmendmentKind, Basis
from ..base import Base, Record, constraints
from ..types import one_of


class Mechanism(Record, Base):
    """An agreement with one agency: `ends_on` and `ceiling` as signed, `runs_until` and `ceiling_now` after all its
    amendments. No last day is no end; no ceiling is none agreed. `amendments` counts those that stand: whoever amends
    changes the agreement's version too. A signed copy is an attachment."""

    __tablename__ = "mechanism"

    reference: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    type: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    search_key: Mapped[str]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    ceiling: Mapped[Decimal | None]
    runs_until: Mapped[date | None]
    ceiling_now: Mapped[Decimal | None]
    basis: Mapped[str]
    report_days: Mapped[int]
    claim_days: Mapped[int]
    retention_years: Mapped[int]
    amendments: Mapped[int] = mapped_column(default=0)

    __table_args__ = constraints(
        one_of("basis", *Basis),
        CheckConstraint("ends_on >= begins_on", name="days_in_order"),
        Index("ix_mechanism_partner_id", "partner_id", "begins_on", "runs_until"),
        Index("ix_mechanism_runs_until", "runs_until"),
    )


class Amendment(Record, Base):
    """A renewal, other days, more or less money, or a change without cost: signed on a day, after those before it."""

    __tablename__ = "amendment"

    mechanism_id: Mapped[int] = mapped_column(ForeignKey("mechanism.id"), index=True)
    kind: Mapped[str]
    signed_on: Mapped[date]
    ends_on: Mapped[date | None]
    ceiling_change: Mapped[Decimal | None]
    text: Mapped[str]

    __table_args__ = constraints(one_of("kind", *AmendmentKind))
