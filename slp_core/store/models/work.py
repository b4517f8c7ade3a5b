"""The program's own bookkeeping: drafts, tokens of writes, messages to send, files, counters of references."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Keyed, Record, constraints


class Draft(Keyed, Base):
    """Unfinished input of one principal."""

    __tablename__ = "draft"

    principal_id: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    name: Mapped[str]
    body: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("principal_id", "name"),)


class IdempotencyKey(Base):
    """A write that was done, by the token of its form."""

    __tablename__ = "idempotency_key"

    token: Mapped[str] = mapped_column(primary_key=True)
    use_case: Mapped[str]
    principal_id: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    result: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)


class OutboxMessage(Keyed, Base):
    """A message to be sent after its transaction has been kept."""

    __tablename__ = "outbox_message"

    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_outbox_message_sent_at", "sent_at"),)


class Attachment(Record, Base):
    """A file that belongs to a record, with its hash."""

    __tablename__ = "attachment"

    owner_table: Mapped[str]
    owner_id: Mapped[int]
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    __table_args__ = constraints(Index("ix_attachment_owner", "owner_table", "owner_id"))


class ReferenceCounter(Base):
    """The last number given in a series of public references."""

    __tablename__ = "reference_counter"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
