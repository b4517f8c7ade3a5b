"""Row versions: every state that a record has had, so that “as of a moment” is one select."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Select, Table, or_, select

from .base import Base, Key, Traced
from .models import Assignment, ChecklistEntry, Engagement
from .types import UtcMoment

OWN = ("version_id", "row_id", "valid_from", "valid_to", "actor_id")


class Versions:
    """The table of a record's versions, made from the columns of the record's own table."""

    def __init__(self, record: type[Any]) -> None:
        source: Table = record.__table__
        name = f"{source.name}_version"
        self.columns = tuple(column.name for column in source.columns if column.name != "id")
        self.table = Table(
            name,
            Base.metadata,
            Column("version_id", Key, primary_key=True),
            Column("row_id", Key, nullable=False),
            Column("valid_from", UtcMoment, nullable=False),
            Column("valid_to", UtcMoment),
            Column("actor_id", Key, ForeignKey("principal.id"), nullable=False),
            *(Column(c.name, c.type, nullable=c.nullable) for c in source.columns if c.name != "id"),
            Index(f"ix_{name}_row", "row_id", "valid_from"),
            Index(f"ix_{name}_valid", "valid_from", "valid_to"),
        )

    def as_of(self, moment: datetime) -> Select[Any]:
        """The rows as they were known at a moment."""
        table = self.table
        return select(table).where(
            table.c.valid_from <= moment, or_(table.c.valid_to.is_(None), table.c.valid_to > moment)
        )


VERSIONS: dict[type[Traced], Versions] = {
    record: Versions(record) for record in (Engagement, Assignment, ChecklistEntry)
}


def versions_of(record: type[Traced]) -> Versions:
    """The versions of a kind of record that keeps them; KeyError for another is a bug."""
    return VERSIONS[record]
