"""Public references, apart from keys: E-2027-014."""

from sqlalchemy import text
from sqlalchemy.orm import Session

FIRST = text("INSERT INTO reference_counter (name, value) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING")
NEXT = text("UPDATE reference_counter SET value = value + 1 WHERE name = :name RETURNING value")


def next_reference(db: Session, prefix: str, year: int | None = None) -> str:
    """The next reference of a series, such as E-2027-014 or P-014. Two writers never get the same."""
    series = f"{prefix}-{year}" if year else prefix
    connection = db.connection()
    connection.execute(FIRST, {"name": series})
    return f"{series}-{connection.execute(NEXT, {'name': series}).scalar_one():03d}"
