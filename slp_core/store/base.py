"""What all tables share: names of constraints, and the columns of a record."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from .types import Dollars, Json, UtcMoment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
Key = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcMoment,
        date: Date,
        Decimal: Dollars,
        dict[str, Any]: Json,
        str: String,
    }


class Keyed:
    """A row with a key of its own, never shown to people."""

    id: Mapped[int] = mapped_column(Key, primary_key=True)


class Traced(Keyed):
    """A row that people make and change: locked by version, never deleted, every change in the trail."""

    private: ClassVar[bool] = False  # personal values: the trail says that one changed, never its value

    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Record(Traced):
    """A traced row that may also be imported: it remembers where it came from.

    A subclass with constraints of its own passes them through `constraints`.
    """

    source: Mapped[str | None]
    external_id: Mapped[str | None]

    @declared_attr
    def import_batch_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("import_batch.id"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return constraints()


def constraints(*own: Any) -> tuple[Any, ...]:
    """A table's own constraints and indexes, with the one of every record: one row an external id of a source."""
    return (UniqueConstraint("source", "external_id"), *own)
