"""The marker of a database: real, or a demo. It is written once."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from ..errors import Conflict
from .models import DatabaseMarker


class DatabaseKind(StrEnum):
    REAL = "real"
    DEMO = "demo"


def read(db: Session) -> DatabaseKind | None:
    """What the database says it is; None for one that was never begun."""
    row = db.get(DatabaseMarker, 1)
    return DatabaseKind(row.kind) if row else None


def write(db: Session, kind: DatabaseKind, made_at: datetime, made_for: date) -> None:
    """Mark a new database; marking it again as the same changes nothing. Raises Conflict for another kind."""
    known = read(db)
    if known is None:
        db.add(DatabaseMarker(id=1, kind=kind, made_at=made_at, made_for=made_for))
    elif known is not kind:
        raise Conflict(f"This database is marked as {known}; it cannot become {kind}.", hint="Use another database.")
