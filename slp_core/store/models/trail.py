"""The trail of changes, and the marker that says whether a database is real or a demo."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Keyed
from ..types import one_of


class AuditEntry(Keyed, Base):
    """One row that was made or changed: when, by whom, in which batch, with the values before and after."""

    __tablename__ = "audit_entry"

    moment: Mapped[datetime]
    batch: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    started_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))
    table_name: Mapped[str]
    row_id: Mapped[int]
    action: Mapped[str]
    changes: Mapped[dict[str, Any]]
    reason: Mapped[str]

    __table_args__ = (
        one_of("action", "insert", "update"),
        Index("ix_audit_entry_row", "table_name", "row_id"),
        Index("ix_audit_entry_moment", "moment"),
    )


class DatabaseMarker(Base):
    """A single row: is this database real, or an invented demo?"""

    __tablename__ = "database_marker"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    made_at: Mapped[datetime]
    made_for: Mapped[date]

    __table_args__ = (one_of("kind", "real", "demo"), CheckConstraint("id = 1", name="single"))
