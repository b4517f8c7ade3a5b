"""Taking an import of the registry back: what it made is taken out of the lists, what it changed is as it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, or_, select
from sqlalchemy.orm import Session

from ..errors import Conflict, NotFound
from ..imports.forms import RegistryKind
from ..roles import Principal
from ..store.base import Base, Record
from ..store.models import Expert, ImportBatch, ImportedRow, Partner, Person
from ..store.types import Dollars, UtcMoment
from . import versions
from .registry_records import references, tables

ACTION = "registry:import"
CHUNK = 500  # keys in one question
MOST_NAMED = 10
Rows = dict[str, dict[int, ImportedRow]]  # table -> key of a record -> what the import did to it


def undo(db: Session, user: Principal, number: int, version: int, now: datetime) -> str:
    """Take an import back, whole or not at all. Raises Conflict naming what was changed or used since."""
    user.require(ACTION)
    batch = db.get(ImportBatch, number)
    if batch is None or batch.kind not in tuple(RegistryKind):
        raise NotFound("There is no such import.", hint="Look in the list.", reference=str(number))
    references(db, RegistryKind(batch.kind), 0, now.date())
    db.refresh(batch)
    versions.require(batch.version, version)
    if batch.undone_at is not None:
        raise Conflict("This import was taken back already.")
    rows = _rows(db, number)
    records = {name: _records(db, name, found) for name, found in rows.items()}
    _require_untouched(db, rows, records)
    _require_unused(db, number, rows)
    for name, found in rows.items():
        for key, row in found.items():
            _restore(records[name][key], row, now)
    batch.undone_at = now
    db.flush()
    _follow(db, number, rows, records)
    return str(number)


def kept(values: dict[str, Any]) -> dict[str, Any]:
    """Values of columns as JSON keeps them."""
    return {name: f"{v:f}" if isinstance(v, Decimal) else v.isoformat() if isinstance(v, date) else v
            for name, v in values.items()}  # fmt: skip


def restored(record: Record, name: str, value: Any) -> Any:
    """The value of a column from what JSON kept of it."""
    kind = type(record).__table__.columns[name].type  # type: ignore[attr-defined]
    if value is None:
        return None
    if isinstance(kind, Dollars):
        return Decimal(value)
    if isinstance(kind, UtcMoment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def _rows(db: Session, number: int) -> Rows:
    found: Rows = defaultdict(dict)
    for row in db.scalars(select(ImportedRow).where(ImportedRow.import_batch_id == number).order_by(ImportedRow.id)):
        found[row.table_name][row.row_id] = row
    return found


def _records(db: Session, name: str, keys: Iterable[int]) -> dict[int, Record]:
    table = (tables() | {"person": Person})[name]
    return {one.id: one for some in _chunks(list(keys)) for one in db.scalars(select(table).where(table.id.in_(some)))}


def _require_untouched(db: Session, rows: Rows, records: dict[str, dict[int, Record]]) -> None:
    changed = [
        records[name][key]
        for name, found in rows.items()
        for key, row in found.items()
        if records[name][key].version != row.version
    ]
    if changed:
        _refuse("changed", [_called(db, record) for record in changed])


def _require_unused(db: Session, number: int, rows: Rows) -> None:
    """Nothing that came later may point to a record that the import made."""
    for name, found in rows.items():
        made = [key for key, row in found.items() if row.before is None]
        for column, table in _pointing_to(name):
            for keys in _chunks(made):
                later = or_(table.import_batch_id.is_(None), table.import_batch_id != number)
                used = select(column).where(column.in_(keys), later, table.archived_at.is_(None)).distinct()
                if in_use := db.scalars(used).all():
                    records = _records(db, name, in_use)
                    _refuse("used", [_called(db, record) for record in records.values()])


def _pointing_to(name: str) -> Iterator[tuple[Any, type[Record]]]:
    """Every column of a record that names a record of a table."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Record):
            for column in mapper.local_table.columns:
                if any(key.column.table.name == name for key in column.foreign_keys):
                    yield getattr(mapper.class_, mapper.get_property_by_column(column).key), mapper.class_


def _refuse(what: str, names: Sequence[str]) -> None:
    unique = list(dict.fromkeys(names))
    listed = ", ".join(unique[:MOST_NAMED])
    listed += f" and {len(unique) - MOST_NAMED:,} more" if len(unique) > MOST_NAMED else ""
    raise Conflict(
        f"The import was not taken back: since then {listed} {'was' if len(unique) == 1 else 'were'} {what}.",
        hint="Take back what came later first, or correct these records by hand.",
        records=unique,
    )


def _called(db: Session, record: Any) -> str:
    """The public reference of a record, or of the one it belongs to."""
    if hasattr(record, "reference"):
        return str(record.reference)
    if isinstance(record, Person):
        return db.scalars(select(Expert.reference).where(Expert.person_id == record.id)).first() or "a person"
    if hasattr(record, "expert_id"):
        return db.scalars(select(Expert.reference).where(Expert.id == record.expert_id)).one()
    return db.scalars(select(Partner.reference).where(Partner.id == record.partner_id)).one()


def _restore(record: Record, row: ImportedRow, now: datetime) -> None:
    if row.before is None:
        record.archived_at = now
        return
    for name, value in row.before.items():
        setattr(record, name, restored(record, name, value))


def _follow(db: Session, number: int, rows: Rows, records: dict[str, dict[int, Record]]) -> None:
    """An earlier import left what stands again: its records are untouched once more, and it can be taken back too."""
    for name, found in rows.items():
        for keys in _chunks([key for key, row in found.items() if row.before is not None]):
            earlier = select(ImportedRow).where(
                ImportedRow.table_name == name, ImportedRow.row_id.in_(keys), ImportedRow.import_batch_id != number
            )
            for row in db.scalars(earlier):
                if row.version == found[row.row_id].version - 1:
                    row.version = records[name][row.row_id].version


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
