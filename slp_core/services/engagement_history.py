"""What happened to an engagement, its team, its steps and its estimates; and the engagement as it was at a moment."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import lifecycle, money
from ..approvals import STATUS_WORDS
from ..lifecycle import Stage
from ..roles import Principal
from ..store.models import (
    Assignment,
    AuditEntry,
    ChecklistEntry,
    Engagement,
    Estimate,
    Expert,
    Mechanism,
    Person,
    Waiver,
)
from ..store.versions import versions_of
from . import engagements, history, scope
from .history import Event

SHOWN = {
    "title": "title", "stage": "stage", "departs_on": "departure", "returns_on": "return", "travelers": "travelers",
    "status": "state", "done_on": "done on", "due_on": "due", "evidence_reference": "reference",
    "excused_until": "excused until", "total": "total", "mechanism_id": "agreement", "expert_id": "expert",
    "reason": "reason",
}  # fmt: skip
KEYS = ("mechanism_id", "expert_id")
STATE_WORDS = {status.value: words.lower() for status, words in STATUS_WORDS.items()}  # a step's are words already
DAYS = frozenset({"departs_on", "returns_on", "done_on", "due_on", "excused_until"})


def of_engagement(db: Session, user: Principal, reference: str) -> tuple[Event, ...]:
    """The latest changes, newest first. Raises NotAllowed for roles that see no history, NotFound outside the reach."""
    found = engagements.record(db, user, "history:read", reference)
    steps = select(ChecklistEntry.id).where(ChecklistEntry.engagement_id == found.id)
    waivers = select(Waiver.id).where(Waiver.checklist_entry_id.in_(steps))
    team = select(Assignment.id).where(Assignment.engagement_id == found.id)
    estimates = select(Estimate.id).where(Estimate.engagement_id == found.id)
    table, row, changed = AuditEntry.table_name, AuditEntry.row_id, AuditEntry.action == "update"
    entries = history.newest(
        db,
        (table == Engagement.__tablename__) & (row == found.id)
        | (table == ChecklistEntry.__tablename__) & row.in_(steps) & changed  # what it began with is the checklist
        | (table == Waiver.__tablename__) & row.in_(waivers) & (AuditEntry.action == "insert")
        | (table == Assignment.__tablename__) & row.in_(team) & changed  # places without names come with it
        | (table == Estimate.__tablename__) & row.in_(estimates),
    )
    subjects, names = _subjects(db, found), _names(db, user, [entry for entry, _ in entries])
    word = lambda column, value: names.get((column, value)) or _word(column, value)  # noqa: E731
    shown = {column: words for column, words in SHOWN.items() if column != "total" or user.may("estimate:read")}
    return history.events(entries, lambda entry: _what(entry, subjects), shown, word)


def as_of(db: Session, user: Principal, reference: str, moment: datetime) -> dict[str, Any] | None:
    """The engagement as it was known at a moment: its stage, dates and travelers; None before it was opened."""
    found = engagements.record(db, user, "engagement:read", reference)
    past = versions_of(Engagement)
    row = db.execute(past.as_of(moment).where(past.table.c.row_id == found.id)).mappings().one_or_none()
    return {name: row[name] for name in ("title", "stage", "departs_on", "returns_on", "travelers")} if row else None


def _subjects(db: Session, found: Engagement) -> dict[tuple[str, int], str]:
    """What an entry is about, by its table and row: a step and whose it is, a place on the team, an estimate."""
    places = db.execute(select(Assignment.id, Assignment.position).where(Assignment.engagement_id == found.id)).all()
    position = {place.id: place.position for place in places}
    steps = {
        row.id: f"{row.text} (traveler {position[row.assignment_id]})" if row.assignment_id else row.text
        for row in db.execute(
            select(ChecklistEntry.id, ChecklistEntry.text, ChecklistEntry.assignment_id).where(
                ChecklistEntry.engagement_id == found.id
            )
        )
    }
    waivers = db.execute(select(Waiver.id, Waiver.checklist_entry_id).where(Waiver.checklist_entry_id.in_(steps)))
    estimates = db.execute(select(Estimate.id, Estimate.number).where(Estimate.engagement_id == found.id))
    return (
        {(ChecklistEntry.__tablename__, key): words for key, words in steps.items()}
        | {(Waiver.__tablename__, row.id): f"Excuse for: {steps[row.checklist_entry_id]}" for row in waivers}
        | {(Assignment.__tablename__, key): f"Traveler {number}" for key, number in position.items()}
        | {(Estimate.__tablename__, row.id): f"Estimate {row.number}" for row in estimates}
    )


def _names(db: Session, user: Principal, entries: Iterable[AuditEntry]) -> dict[tuple[str, int], str]:
    """The words for keys: an agreement's reference, an expert's name; a key is never shown."""
    keys = {(column, key) for entry in entries for column in KEYS for key in entry.changes.get(column, ()) if key}
    agreements = db.execute(
        select(Mechanism.id, Mechanism.reference).where(Mechanism.id.in_(_of("mechanism_id", keys)))
    )
    experts = db.execute(
        select(Expert.id, Person.display_name)
        .join(Person, Person.id == Expert.person_id)
        .where(Expert.id.in_(_of("expert_id", keys)), scope.expert_names(user))
    )
    return (
        dict.fromkeys(keys, "not shown to you")
        | {("mechanism_id", row.id): row.reference for row in agreements}
        | {("expert_id", row.id): row.display_name for row in experts}
    )


def _of(column: str, keys: Iterable[tuple[str, int]]) -> set[int]:
    return {key for name, key in keys if name == column}


def _what(entry: AuditEntry, subjects: dict[tuple[str, int], str]) -> str:
    return subjects.get((entry.table_name, entry.row_id)) or f"Engagement {history.verb(entry, 'opened')}"


def _word(column: str, value: Any) -> str:
    if column in DAYS:
        return history.day(value)
    if column == "total":
        return money.words(Decimal(value))
    if column == "stage":
        return lifecycle.WORDS[Stage(value)]
    return STATE_WORDS.get(value, str(value)) if column == "status" else str(value)
