"""Remembering what an import did. No record of people's is written here, so that the trail has nothing to tell."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from .models import ImportedRow


def remember(db: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep rows of `imported_row`, all with the same columns, in one statement."""
    if rows:
        db.connection().execute(insert(ImportedRow), rows)
