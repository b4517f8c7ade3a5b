"""What came from outside or was decided here in place of a shipped value."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..records import Audited, Record, Tracked, key_of, word
from ..words import OverrideScope


class Publication(Audited):
    """A file as its publisher issued it: its bytes and their hash, never changed."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("kind", "sha256"),)

    kind: Mapped[str]
    as_of: Mapped[date] = mapped_column(index=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    received_by: Mapped[int] = key_of("principal")
    rows: Mapped[int]


class ImportBatch(Tracked):
    """One import: how many rows came in, how many were refused, and whether it was taken back."""

    __tablename__ = "import_batch"

    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    accepted: Mapped[int]
    refused: Mapped[int]
    applied_by: Mapped[int] = key_of("principal")
    undone_at: Mapped[datetime | None]


class Override(Record):
    """A value decided here: by whom, when, why and until when."""

    __tablename__ = "override"

    key: Mapped[str] = mapped_column(index=True)
    scope_kind: Mapped[str] = word("scope_kind", OverrideScope)
    scope_key: Mapped[str | None]
    value: Mapped[dict[str, Any]]
    why: Mapped[str]
    decided_by: Mapped[int] = key_of("principal")
    decided_at: Mapped[datetime]
    from_day: Mapped[date]
    until_day: Mapped[date | None]
