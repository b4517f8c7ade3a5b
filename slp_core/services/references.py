"""What is known now: the shipped data, with the publications in force that were imported over it."""

from collections import OrderedDict
from datetime import date, datetime
from threading import Lock
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..imports.publications import READERS, PublicationKind
from ..reference import Imported, Reference, shipped
from ..roles import Principal
from ..rules import Seen
from ..sources import Source
from ..store.models import ImportBatch, Publication

KEPT = 16  # combinations of publications held in memory; demo visitors may each have their own
STALE_AFTER = {PublicationKind.FOREIGN_PER_DIEM: 31, PublicationKind.CONUS: 365, PublicationKind.ADVISORIES: 31}
PATHS = {
    PublicationKind.FOREIGN_PER_DIEM: "data/rates/foreign_per_diem/",
    PublicationKind.CONUS: "data/rates/conus/",
    PublicationKind.ADVISORIES: "data/advisories.csv",
}
_built: OrderedDict[tuple["Held", ...], Reference] = OrderedDict()
_lock = Lock()


class Held(NamedTuple):
    """A publication in force, without its bytes."""

    sha256: str
    kind: PublicationKind
    file_name: str
    as_of: date
    received: datetime
    official: bool


def current(db: Session, user: Principal) -> Reference:
    """The data that prices and dates are worked out with in this database."""
    return built(db, in_force(db))


def built(db: Session, held: tuple[Held, ...]) -> Reference:
    """The shipped data with some of the imported publications over it: for other use cases, to compare."""
    if not held:
        return shipped()
    with _lock:
        if held in _built:
            _built.move_to_end(held)
            return _built[held]
    found = shipped().with_imported(sum((_imported(db, one) for one in held), Imported()))
    with _lock:
        _built[held] = found
        while len(_built) > KEPT:
            _built.popitem(last=False)
    return found


def in_force(db: Session) -> tuple[Held, ...]:
    """The imported publications whose import stands, oldest received first: a later one goes before an earlier."""
    rows = db.execute(
        select(
            Publication.sha256,
            Publication.kind,
            Publication.file_name,
            Publication.as_of,
            ImportBatch.applied_at,
            ImportBatch.seen,
        )
        .join(ImportBatch, ImportBatch.sha256 == Publication.sha256)
        .where(ImportBatch.undone_at.is_(None), Publication.kind.in_(PublicationKind))
        .order_by(ImportBatch.applied_at, ImportBatch.id)
    )
    return tuple(Held(r[0], PublicationKind(r[1]), r[2], r[3], r[4], r[5] == Seen.OFFICIAL) for r in rows)


def _imported(db: Session, held: Held) -> Imported:
    content = db.scalars(select(Publication.content).where(Publication.sha256 == held.sha256)).one()
    received = held.received.date()
    found = READERS[held.kind](held.file_name, content, shipped(), received)
    table = found.table(received, held.official).read_from(held.file_name, held.sha256)
    return table + Imported(sources=(_source(held, found.title),))


def _source(held: Held, title: str) -> Source:
    origin = "from the publisher itself" if held.official else "from a copy"
    return Source(
        path=f"{PATHS[held.kind]}imported {held.as_of}",
        title=title,
        publisher=f"Imported as {held.file_name}, {origin}",
        licence="U.S. Government work, public domain",
        as_of=held.received.date() if held.kind is PublicationKind.ADVISORIES else held.as_of,
        checked=held.received.date(),
        stale_after_days=STALE_AFTER[held.kind],
        sha256=held.sha256,
        note="",
    )
