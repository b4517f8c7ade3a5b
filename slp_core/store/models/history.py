"""What the store itself writes: the audit trail, what a database is for, and counters of public references."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..records import Base, key_of, word
from ..words import AuditAction, DatabaseKind


class AuditEntry(Base):
    """One row inserted or changed: who, when, why, and each column before and after."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "table_name", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[datetime] = mapped_column(index=True)
    batch: Mapped[str]  # one for all entries of a transaction
    actor_id: Mapped[int] = key_of("principal")
    started_by_id: Mapped[int | None] = key_of("principal")  # for whom the actor acted
    table_name: Mapped[str]
    row_id: Mapped[int]
    reference: Mapped[str | None]
    action: Mapped[str] = word("action", AuditAction)
    changes: Mapped[dict[str, Any]]  # column -> [before, after], or "changed" for what is private
    reason: Mapped[str]


class DatabaseMarker(Base):
    """Whether this database holds invented or real data: one row, written once."""

    __tablename__ = "database_marker"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = word("kind", DatabaseKind)
    made_at: Mapped[datetime]
    made_for: Mapped[date]  # the day that counts as today in a demo


class ReferenceCounter(Base):
    """The last number given out under a name such as E-2027."""

    __tablename__ = "reference_counter"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
