"""What was imported: batches, publications with their bytes, and values that people decided over ours."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Keyed, Record, Traced, constraints
from ..types import one_of


class ImportBatch(Traced, Base):
    """One import: its file, how many rows were accepted and refused, and whether it was undone."""

    __tablename__ = "import_batch"

    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    accepted: Mapped[int]
    refused: Mapped[int]
    applied_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    applied_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    seen: Mapped[str | None]  # of a publication: official when it was taken from the publisher itself


class ImportedRow(Keyed, Base):
    """What an import did to one record, so that it can be undone: the version it left, and what stood there before.

    Nothing before: the record was made by the import.
    """

    __tablename__ = "imported_row"

    import_batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    version: Mapped[int]
    before: Mapped[dict[str, Any] | None]


class Publication(Keyed, Base):
    """A published table as it came in: never changed, never deleted."""

    __tablename__ = "publication"

    kind: Mapped[str]
    as_of: Mapped[date]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    rows: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    received_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    received_at: Mapped[datetime]
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))

    __table_args__ = (Index("ix_publication_kind", "kind", "as_of"),)


class Override(Record, Base):
    """A value decided over the shipped one, for all, a post or a mechanism: who, why, from when until when."""

    __tablename__ = "override"

    key: Mapped[str]
    scope_kind: Mapped[str]
    scope_key: Mapped[str]
    value: Mapped[dict[str, Any]]
    why: Mapped[str]
    decided_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    decided_at: Mapped[datetime]
    from_day: Mapped[date]
    until_day: Mapped[date | None]

    __table_args__ = constraints(
        one_of("scope_kind", "all", "post", "mechanism"), Index("ix_override_key", "key", "scope_kind", "scope_key")
    )
