"""What the trail tells people of a record: who, when, what, before and after; and where the trail stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, func, select
from sqlalchemy.orm import Session

from .. import dates
from ..store.models import AppUser, AuditEntry, Person
from ..store.models import Principal as PrincipalRow

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


@dataclass(frozen=True, slots=True)
class Event:
    """One change: the moment, who made it, what it touched, and the values before and after."""

    moment: datetime
    who: str
    what: str
    changes: str


def position(db: Session) -> str:
    """Where the trail stands, to be compared only: it differs after every change that anyone makes."""
    return str(db.scalar(_POSITIONS[db.get_bind().dialect.name]))


def newest(db: Session, of: ColumnElement[bool]) -> tuple[tuple[AuditEntry, str], ...]:
    """The latest entries that a condition picks, and who made each: a person, an invitation, or the system."""
    rows = db.execute(
        select(AuditEntry, Person.display_name, PrincipalRow)
        .join(PrincipalRow, PrincipalRow.id == AuditEntry.actor_id)
        .outerjoin(AppUser, AppUser.principal_id == PrincipalRow.id)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(of)
        .order_by(AuditEntry.id.desc())
        .limit(LONGEST)
    )
    return tuple((entry, name or _nameless(actor)) for entry, name, actor in rows)


def verb(entry: AuditEntry, begun: str = "added") -> str:
    """What was done to the row: added, changed, taken away, brought back."""
    if entry.action == "insert":
        return begun
    if "archived_at" in entry.changes:
        return "brought back" if entry.changes["archived_at"][1] is None else "taken away"
    return "changed"


def events(
    entries: Iterable[tuple[AuditEntry, str]],
    what: Callable[[AuditEntry], str],
    shown: Mapping[str, str],
    word: Callable[[str, Any], str],
) -> tuple[Event, ...]:
    """The entries in words; a change of nothing that people know (a search key, a sum) is left out.

    `shown` names the columns that people know, `word` says a value, never None, of one as the screens do.
    """
    told = ((entry, Event(entry.moment, who, what(entry), _changes(entry, shown, word))) for entry, who in entries)
    return tuple(event for entry, event in told if event.changes or verb(entry) != "changed")


def day(value: str) -> str:
    """A day as the trail holds it, the way screens say it: 22 Feb 2027."""
    return dates.short(date.fromisoformat(value))


def _changes(entry: AuditEntry, shown: Mapping[str, str], word: Callable[[str, Any], str]) -> str:
    """“stage: Need → Partner” for each column; of a new row “stage: Need”, where it has a value."""

    def say(column: str, value: Any) -> str:
        return "—" if value is None else word(column, value)

    told = {column: pair for column, pair in entry.changes.items() if column in shown}
    if entry.action == "insert":
        return "; ".join(f"{shown[column]}: {say(column, new)}" for column, (_, new) in told.items() if new is not None)
    return "; ".join(f"{shown[column]}: {say(column, old)} → {say(column, new)}" for column, (old, new) in told.items())


def _nameless(actor: PrincipalRow) -> str:
    return f"Invitation {actor.label}" if actor.kind == "invitee" else "System"
