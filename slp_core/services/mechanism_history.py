"""What happened to an agreement, from the trail: its terms, its amendments, its signed copies."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..mechanisms import AMENDMENT_WORDS, BASIS_WORDS, AmendmentKind, Basis
from ..reference import shipped
from ..roles import Principal
from ..store.models import Amendment, AppUser, Attachment, AuditEntry, Mechanism, Person
from ..store.models import Principal as PrincipalRow
from . import mechanisms
from .history import LONGEST, Event

SHOWN = {
    "number": "number", "title": "title", "type": "type", "begins_on": "first day", "ends_on": "last day",
    "ceiling": "ceiling $", "basis": "reimbursement", "report_days": "days for the report",
    "claim_days": "days for the claim", "retention_years": "years kept", "kind": "kind", "signed_on": "signed on",
    "ceiling_change": "change of the ceiling $", "text": "text", "file_name": "file", "sha256": "SHA-256",
}  # fmt: skip
WHAT = {"mechanism": "Agreement", "amendment": "Amendment", "attachment": "Signed copy"}


def of_mechanism(db: Session, user: Principal, reference: str) -> tuple[Event, ...]:
    """The latest changes, newest first. Raises NotAllowed for roles that see no history, NotFound."""
    user.require("history:read")
    found = mechanisms.record(db, user, mechanisms.READ, reference)
    amendments = select(Amendment.id).where(Amendment.mechanism_id == found.id)
    copies = select(Attachment.id).where(
        Attachment.owner_table == Mechanism.__tablename__, Attachment.owner_id == found.id
    )
    rows = db.execute(
        select(AuditEntry, Person.display_name)
        .join(PrincipalRow, PrincipalRow.id == AuditEntry.actor_id)
        .outerjoin(AppUser, AppUser.principal_id == PrincipalRow.id)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(
            ((AuditEntry.table_name == "mechanism") & (AuditEntry.row_id == found.id))
            | ((AuditEntry.table_name == "amendment") & AuditEntry.row_id.in_(amendments))
            | ((AuditEntry.table_name == "attachment") & AuditEntry.row_id.in_(copies))
        )
        .order_by(AuditEntry.id.desc())
        .limit(LONGEST)
    )
    events = (_event(entry, name or "System") for entry, name in rows)
    return tuple(event for event in events if event.changes)


def _event(entry: AuditEntry, who: str) -> Event:
    return Event(entry.moment, who, f"{WHAT[entry.table_name]} {_verb(entry)}", "; ".join(_changes(entry)))


def _verb(entry: AuditEntry) -> str:
    if entry.action == "insert":
        return "added"
    _, archived = entry.changes.get("archived_at", (None, None))
    return "taken away" if archived else "changed"


def _changes(entry: AuditEntry) -> list[str]:
    """The values that people know; what only counts or searches is left out."""
    told = [
        (SHOWN[column], [_word(column, value) for value in pair])
        for column, pair in entry.changes.items()
        if column in SHOWN
    ]
    if "archived_at" in entry.changes:
        told.append(("shown", ["yes" if value is None else "no" for value in entry.changes["archived_at"]]))
    if entry.action == "insert":
        return [f"{name}: {after}" for name, (_, after) in told]
    return [f"{name}: {before} → {after}" for name, (before, after) in told]


def _word(column: str, value: Any) -> str:
    types = shipped().catalogue.mechanism_types
    if column == "type" and value in types:
        return types[value].title.lower()
    if value in tuple(AmendmentKind):
        return AMENDMENT_WORDS[AmendmentKind(value)].lower()
    if value in tuple(Basis):
        return BASIS_WORDS[Basis(value)].lower()
    return "—" if value is None else str(value)
