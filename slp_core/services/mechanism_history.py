"""What happened to an agreement, from the trail: its terms, its amendments, its signed copies."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import money
from ..mechanisms import AMENDMENT_WORDS, BASIS_WORDS
from ..reference import shipped
from ..roles import Principal
from ..store.models import Amendment, Attachment, AuditEntry, Mechanism
from . import history, mechanisms
from .history import Event

SHOWN = {
    "number": "number", "title": "title", "type": "type", "begins_on": "first day", "ends_on": "last day",
    "ceiling": "ceiling", "basis": "reimbursement", "report_days": "days for the report",
    "claim_days": "days for the claim", "retention_years": "years kept", "kind": "kind", "signed_on": "signed on",
    "ceiling_change": "change of the ceiling", "text": "text", "file_name": "file", "sha256": "SHA-256",
}  # fmt: skip
DAYS = frozenset({"begins_on", "ends_on", "signed_on"})
DOLLARS = frozenset({"ceiling", "ceiling_change"})
WORDS: dict[str, Mapping[Any, str]] = {"kind": AMENDMENT_WORDS, "basis": BASIS_WORDS}
WHAT = {"mechanism": "Agreement", "amendment": "Amendment", "attachment": "Signed copy"}


def of_mechanism(db: Session, user: Principal, reference: str) -> tuple[Event, ...]:
    """The latest changes, newest first. Raises NotAllowed for roles that see no history, NotFound."""
    user.require("history:read")
    found = mechanisms.record(db, user, mechanisms.READ, reference)
    amendments = select(Amendment.id).where(Amendment.mechanism_id == found.id)
    copies = select(Attachment.id).where(
        Attachment.owner_table == Mechanism.__tablename__, Attachment.owner_id == found.id
    )
    entries = history.newest(
        db,
        ((AuditEntry.table_name == "mechanism") & (AuditEntry.row_id == found.id))
        | ((AuditEntry.table_name == "amendment") & AuditEntry.row_id.in_(amendments))
        | ((AuditEntry.table_name == "attachment") & AuditEntry.row_id.in_(copies)),
    )
    return history.events(entries, _what, SHOWN, _word)


def _what(entry: AuditEntry) -> str:
    return f"{WHAT[entry.table_name]} {history.verb(entry)}"


def _word(column: str, value: Any) -> str:
    if column in DAYS:
        return history.day(value)
    if column in DOLLARS:
        return money.words(Decimal(value))
    types = shipped().catalogue.mechanism_types
    if column == "type" and value in types:
        return types[value].title.lower()
    return WORDS[column][value].lower() if column in WORDS else str(value)
