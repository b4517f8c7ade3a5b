"""What happened to an engagement, from the trail: who, when, what, before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, case, cast, func, or_, select
from sqlalchemy.orm import Session

from ..roles import Principal
from ..store.models import AppUser, AuditEntry, ChecklistEntry, Engagement, Estimate, Mechanism, Person
from ..store.models import Principal as PrincipalRow
from ..store.versions import versions_of
from . import engagements

LONGEST = 200
_LAST = func.max(AuditEntry.id)
_SNAPSHOT = func.pg_current_snapshot()
_POSITIONS = {  # asked at every run
    "sqlite": select(_LAST),  # one writer after the other
    "postgresql": select(  # while somebody writes, an earlier number may yet appear
        case(
            (func.pg_snapshot_xmin(_SNAPSHOT) == func.pg_snapshot_xmax(_SNAPSHOT), cast(_LAST, Text)),
            else_=cast(_SNAPSHOT, Text),
        )
    ),
}
SHOWN = {
    "title": "title", "stage": "stage", "departs_on": "departure", "returns_on": "return", "travelers": "travelers",
    "status": "state", "done_on": "done on", "due_on": "due", "evidence_reference": "reference", "total": "total",
    "mechanism_id": "agreement", "reason": "reason",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One change: the moment, who made it, what it touched, and the values before and after."""

    moment: datetime
    who: str
    what: str
    changes: str


def of_engagement(db: Session, user: Principal, reference: str) -> tuple[Event, ...]:
    """The latest changes of an engagement, its steps and its estimates, newest first.

    Raises NotAllowed for roles that see no history, NotFound outside the user's reach.
    """
    found = engagements.record(db, user, "history:read", reference)
    steps = select(ChecklistEntry.id).where(ChecklistEntry.engagement_id == found.id)
    estimates = select(Estimate.id).where(Estimate.engagement_id == found.id)
    rows = db.execute(
        select(AuditEntry, Person.display_name)
        .join(PrincipalRow, PrincipalRow.id == AuditEntry.actor_id)
        .outerjoin(AppUser, AppUser.principal_id == PrincipalRow.id)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(
            or_(
                (AuditEntry.table_name == "engagement") & (AuditEntry.row_id == found.id),
                (AuditEntry.table_name == "checklist_entry")
                & AuditEntry.row_id.in_(steps)
                & (AuditEntry.action == "update"),
                (AuditEntry.table_name == "estimate") & AuditEntry.row_id.in_(estimates),
            )
        )
        .order_by(AuditEntry.id.desc())
        .limit(LONGEST)
    ).all()
    texts = dict(
        db.execute(select(ChecklistEntry.id, ChecklistEntry.text).where(ChecklistEntry.engagement_id == found.id)).all()
    )
    agreements = _agreements(db, [entry.changes.get("mechanism_id", ()) for entry, _ in rows])
    sees_money = user.may("estimate:read")
    return tuple(_event(entry, name or "System", texts, agreements, sees_money) for entry, name in rows)


def position(db: Session) -> str:
    """Where the trail stands, to be compared only: it differs after every change that anyone makes."""
    return str(db.scalar(_POSITIONS[db.get_bind().dialect.name]))


def as_of(db: Session, user: Principal, reference: str, moment: datetime) -> dict[str, Any] | None:
    """The engagement as it was known at a moment: its stage, dates and travelers; None before it was opened."""
    found = engagements.record(db, user, "engagement:read", reference)
    past = versions_of(Engagement)
    row = db.execute(past.as_of(moment).where(past.table.c.row_id == found.id)).mappings().one_or_none()
    return {name: row[name] for name in ("title", "stage", "departs_on", "returns_on", "travelers")} if row else None


def _agreements(db: Session, changes: Iterable[Sequence[int | None]]) -> dict[int | None, str]:
    """The public references of the agreements that were chosen or taken away: a key is never shown."""
    keys = {key for pair in changes for key in pair}
    if not keys:
        return {}
    rows = db.execute(select(Mechanism.id, Mechanism.reference).where(Mechanism.id.in_(keys - {None})))
    return {row.id: row.reference for row in rows}


def _event(
    entry: AuditEntry, who: str, texts: dict[int, str], agreements: dict[int | None, str], sees_money: bool
) -> Event:
    verb = "opened" if entry.action == "insert" else "changed"
    what = (
        texts.get(entry.row_id, "Step")
        if entry.table_name == "checklist_entry"
        else f"{entry.table_name.capitalize()} {verb}"
    )
    hidden = set() if sees_money else {"total"}
    told = {column: pair for column, pair in entry.changes.items() if column in SHOWN and column not in hidden}
    if "mechanism_id" in told:
        told["mechanism_id"] = [agreements.get(key) for key in told["mechanism_id"]]
    changes = [
        f"{SHOWN[column]}: {_word(before)} → {_word(after)}"
        if entry.action == "update"
        else f"{SHOWN[column]}: {_word(after)}"
        for column, (before, after) in told.items()
    ]
    return Event(entry.moment, who, what, "; ".join(changes))


def _word(value: Any) -> str:
    return "—" if value is None else str(value).replace("_", " ")
