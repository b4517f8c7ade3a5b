"""Drafts, answers to repeated clicks, messages to be sent, files attached to a record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..records import Record, Working, key_of


class Draft(Working):
    """Unfinished input of one writer."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("principal_id", "name"),)

    principal_id: Mapped[int] = key_of("principal")
    name: Mapped[str]
    body: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class IdempotencyKey(Working):
    """A write that was done, by the token its form carried."""

    __tablename__ = "idempotency_key"

    token: Mapped[str] = mapped_column(unique=True)
    use_case: Mapped[str]
    result: Mapped[str | None]  # empty only inside the transaction that does the write
    principal_id: Mapped[int] = key_of("principal")


class OutboxMessage(Working):
    """Something to be sent once its transaction has been kept."""

    __tablename__ = "outbox_message"

    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)


class Attachment(Record):
    """A file beside a record."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "owner_table", "owner_id"),)

    owner_table: Mapped[str]
    owner_id: Mapped[int]
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]  # bytes
    content: Mapped[bytes] = mapped_column(deferred=True)
