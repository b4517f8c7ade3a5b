"""Storing what an import does: records with their lists, made or changed in chunks, each remembered for its undoing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..imports.checking import Progress
from ..imports.forms import RegistryKind, Values
from ..imports.merging import RowPlan
from ..store import imported
from ..store.base import Record
from ..store.keys import Keys
from ..store.models import ImportBatch, Person
from . import mechanism_terms
from .registry_records import LISTS, RECORDS, ListOf, columns, person_columns, posts, reasons, references
from .registry_undo import kept

CHUNK = 500  # records in one flush, and keys in one question
T = TypeVar("T")


@dataclass(slots=True)
class Writing:
    """One import under way: what it made, and what stood in the records that it changed."""

    db: Session
    batch: ImportBatch
    kind: RegistryKind
    now: datetime
    made: list[Record] = field(default_factory=list)
    changed: list[tuple[Record, dict[str, Any]]] = field(default_factory=list)
    keys: Keys = field(init=False)

    def __post_init__(self) -> None:
        self.keys = Keys(self.db)

    def make(self, record: Any) -> None:
        record.id = self.keys.next(record.__tablename__)
        record.import_batch_id = self.batch.id
        self.db.add(record)
        self.made.append(record)

    def change(self, record: Record, values: dict[str, Any]) -> bool:
        """Set what differs, and remember what stood there. Says whether anything did."""
        before = {name: getattr(record, name) for name, value in values.items() if getattr(record, name) != value}
        for name in before:
            setattr(record, name, values[name])
        if before:
            self.changed.append((record, before))
        return bool(before)


def write(work: Writing, new: Sequence[RowPlan], changed: Sequence[RowPlan], progress: Progress) -> None:
    """Make and change the records of a file, and keep for each what undoing needs."""
    total, done = len(new) + len(changed), 0
    numbers = references(work.db, work.kind, len(new), work.now.date())
    served = posts(work.db) if work.kind is RegistryKind.NEEDS else {}
    for plans in _chunks(new):
        _make(work, [plan.values for plan in plans], numbers[done : done + len(plans)], served)
        done += len(plans)
        progress(done / total)
    for plans in _chunks(changed):
        _change(work, plans)
        done += len(plans)
        progress(done / total)
    _remember(work)


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _make(work: Writing, rows: Sequence[Values], numbers: Sequence[str], served: dict[str, int]) -> None:
    people = [_person(work, values) for values in rows]
    work.db.flush()
    records = []
    for values, number, person in zip(rows, numbers, people, strict=True):
        own = columns(work.kind, values) | reasons(work.kind, values, work.batch.file_name)
        record = RECORDS[work.kind](reference=number, **own, **person)
        if work.kind is RegistryKind.NEEDS:
            record.post_id, record.requested_by = served.get(values["country"]), work.batch.applied_by
        if work.kind is RegistryKind.MECHANISMS:
            mechanism_terms.settle(record, mechanism_terms.signed(record), ())
        work.make(record)
        records.append(record)
    work.db.flush()
    for values, record in zip(rows, records, strict=True):
        for name, kept_in in LISTS[work.kind].items():
            _make_list(work, kept_in, record.id, values.get(name, ()))
    work.db.flush()


def _person(work: Writing, values: Values) -> dict[str, int]:
    """Makes an expert's person, and says how the expert points to it; other kinds have none."""
    if work.kind is not RegistryKind.EXPERTS:
        return {}
    person = Person(**person_columns(values))
    work.make(person)
    return {"person_id": person.id}


def _make_list(work: Writing, kept_in: ListOf, owner: int, items: tuple[Any, ...]) -> None:
    for row in kept_in.wanted(items).values():
        work.make(kept_in.table(**{kept_in.owner: owner}, **row))


def _change(work: Writing, plans: Sequence[RowPlan]) -> None:
    keys = [plan.known.id for plan in plans if plan.known and plan.known.id]
    record = RECORDS[work.kind]
    found = {one.id: one for one in work.db.scalars(select(record).where(record.id.in_(keys)))}
    people = _people(work, found)
    held = {name: _held(work.db, kept_in, keys) for name, kept_in in LISTS[work.kind].items()}
    for key, plan in zip(keys, plans, strict=True):
        one = found[key]
        said = {change.field: change.after for change in plan.changes}
        back = {"archived_at": None} if plan.revives else {}
        own = columns(work.kind, said) | reasons(work.kind, said, work.batch.file_name) | back
        if work.kind is RegistryKind.MECHANISMS:
            own |= mechanism_terms.derived(one, own, mechanism_terms.changes_of(work.db, one) if one.amendments else ())
        work.change(one, own)
        if one.id in people:
            work.change(people[one.id], person_columns(said) | back)
        for name in said.keys() & LISTS[work.kind].keys():
            _change_list(work, LISTS[work.kind][name], one.id, held[name].get(one.id, {}), said[name])
    work.db.flush()


def _people(work: Writing, experts: dict[int, Any]) -> dict[int, Person]:
    """The persons of experts, by the expert's key."""
    if work.kind is not RegistryKind.EXPERTS:
        return {}
    owners = {one.person_id: key for key, one in experts.items()}
    return {owners[one.id]: one for one in work.db.scalars(select(Person).where(Person.id.in_(owners)))}


def _held(db: Session, kept_in: ListOf, owners: Sequence[int]) -> dict[int, dict[str, Record]]:
    """The rows of a list, those taken out too: owner -> what tells them apart -> row."""
    found: dict[int, dict[str, Record]] = {}
    for row in db.scalars(select(kept_in.table).where(getattr(kept_in.table, kept_in.owner).in_(owners))):
        found.setdefault(getattr(row, kept_in.owner), {})[getattr(row, kept_in.key)] = row
    return found


def _change_list(work: Writing, kept_in: ListOf, owner: int, held: dict[str, Record], items: tuple[Any, ...]) -> None:
    """Make a list what the file says: rows are made, come back, or are taken out; none is deleted."""
    wanted = kept_in.wanted(items)
    for key, row in wanted.items():
        if key not in held:
            work.make(kept_in.table(**{kept_in.owner: owner}, **row))
        else:
            differs = any(getattr(held[key], name) != value for name, value in row.items())
            work.change(held[key], row | {"archived_at": None} | (dict.fromkeys(kept_in.lapses) if differs else {}))
    for key in held.keys() - wanted.keys():
        if held[key].archived_at is None:
            work.change(held[key], {"archived_at": work.now})


def _remember(work: Writing) -> None:
    """What undoing needs of each record, once all have their versions."""
    imported.remember(work.db, [_row(work, record) for record in work.made])
    imported.remember(work.db, [_row(work, record) | {"before": kept(before)} for record, before in work.changed])


def _row(work: Writing, record: Any) -> dict[str, Any]:
    return {
        "import_batch_id": work.batch.id,
        "table_name": record.__tablename__,
        "row_id": record.id,
        "version": record.version,
    }
