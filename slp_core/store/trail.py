"""The trail belongs to the session: every flush writes who changed what, and the versions of what changed."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from sqlalchemy import bindparam, event, insert, inspect, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from . import derived, sensitive_guard
from .base import Traced
from .models import AuditEntry, Draft, IdempotencyKey, OutboxMessage
from .versions import VERSIONS

BOOKKEEPING = frozenset({"id", "version", "created_at"})
UNSPOKEN = frozenset({"content"})  # bytes: the trail has their hash instead
MAY_BE_DELETED = (Draft, IdempotencyKey, OutboxMessage)


def follow(session: Session) -> None:
    """Make a writing session keep the trail and refuse what would escape it."""
    event.listen(session, "before_flush", _prepare)
    event.listen(session, "after_flush", _record)
    event.listen(session, "do_orm_execute", _refuse_bulk)


def _prepare(session: Session, flush: UOWTransaction, instances: Any) -> None:
    moment: datetime = session.info["moment"]
    sensitive_guard.refuse(session)
    for gone in session.deleted:
        if not isinstance(gone, MAY_BE_DELETED):
            raise RuntimeError(f"{type(gone).__name__} is never deleted: archive it")
    for row in session.new:
        if isinstance(row, Traced) and row.created_at is None:
            row.created_at = moment
    for row in (*session.new, *session.dirty):
        if isinstance(row, Draft):
            row.updated_at = moment


def _record(session: Session, flush: UOWTransaction) -> None:
    """After the rows are written and before their history is forgotten: trail and versions, in few statements."""
    made = [row for row in session.new if isinstance(row, Traced)]
    changed = [row for row in session.dirty if isinstance(row, Traced) and session.is_modified(row)]
    entries = [_entry(session, row, "insert") for row in made] + [_entry(session, row, "update") for row in changed]
    if not entries:
        return
    derived.note(session, [(row, entry["changes"]) for row, entry in zip((*made, *changed), entries, strict=True)])
    connection = session.connection()
    connection.execute(insert(AuditEntry), entries)
    for kind, versions in VERSIONS.items():
        table = versions.table
        closed = [{"closed": row.id} for row in changed if type(row) is kind]
        opened = [_version(session, row, versions.columns) for row in (*made, *changed) if type(row) is kind]
        if closed:
            close = update(table).where(table.c.row_id == bindparam("closed"), table.c.valid_to.is_(None))
            connection.execute(close.values(valid_to=session.info["moment"]), closed)
        if opened:
            connection.execute(insert(table), opened)


def refuse_bulk() -> NoReturn:
    raise RuntimeError("A bulk statement would escape the trail: change the records instead")


def _refuse_bulk(statement: ORMExecuteState) -> None:
    if statement.is_insert or statement.is_update or statement.is_delete:
        refuse_bulk()


def _batch(session: Session) -> str:
    """What the entries of one piece of work have in common; many a draft is kept without any."""
    if "batch" not in session.info:
        session.info["batch"] = str(uuid.uuid4())
    batch: str = session.info["batch"]
    return batch


def _entry(session: Session, row: Traced, action: str) -> dict[str, Any]:
    actor = session.info["actor"]
    return {
        "moment": session.info["moment"],
        "batch": _batch(session),
        "actor_id": actor.principal_id,
        "started_by": actor.started_by,
        "table_name": row.__tablename__,  # type: ignore[attr-defined]
        "row_id": row.id,
        "action": action,
        "changes": _made(row) if action == "insert" else _changed(row),
        "reason": session.info["reason"],
    }


def _made(row: Traced) -> dict[str, list[Any]]:
    """The values of a new row. Where versions are kept they hold them already."""
    if type(row) in VERSIONS:
        return {}
    names = [name for name in _columns(row) if getattr(row, name) is not None]
    return {name: [None, "set" if row.private else _plain(getattr(row, name))] for name in names}


def _changed(row: Traced) -> dict[str, list[Any]]:
    changes = {}
    for name in _columns(row):
        history = inspect(row).attrs[name].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            changes[name] = ["set", "changed"] if row.private else [_plain(before), _plain(getattr(row, name))]
    return changes


def _columns(row: Traced) -> list[str]:
    return [c.key for c in inspect(type(row)).column_attrs if c.key not in BOOKKEEPING and c.key not in UNSPOKEN]


def _version(session: Session, row: Traced, columns: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in columns}
    return values | {
        "row_id": row.id,
        "valid_from": session.info["moment"],
        "valid_to": None,
        "actor_id": session.info["actor"].principal_id,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
