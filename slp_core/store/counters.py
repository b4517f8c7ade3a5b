"""Public references, apart from keys: E-2027-014."""

from sqlalchemy import text
from sqlalchemy.orm import Session

FIRST = text("INSERT INTO reference_counter (name, value) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING")
NEXT = text("UPDATE reference_counter SET value = value + :number WHERE name = :name RETURNING value")


def next_reference(db: Session, prefix: str, year: int | None = None) -> str:
    """The next reference of a series, such as E-2027-014 or P-014. Two writers never get the same."""
    return next_references(db, prefix, 1, year)[0]


def next_references(db: Session, prefix: str, number: int, year: int | None = None) -> list[str]:
    """The next so many of a series. None is asked for to wait until whoever else takes some has finished."""
    series = f"{prefix}-{year}" if year else prefix
    connection = db.connection()
    connection.execute(FIRST, {"name": series})
    last = connection.execute(NEXT, {"name": series, "number": number}).scalar_one()
    return [f"{series}-{value:03d}" for value in range(last - number + 1, last + 1)]
