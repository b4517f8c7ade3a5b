"""Importing publications: looked at first, stored whole with their bytes or not at all, and taken back without loss."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..dates import count
from ..errors import Conflict, InvalidInput, NotFound
from ..imports.publications import KIND_WORDS, Preview, PublicationKind
from ..imports.publications import preview as read
from ..roles import Principal
from ..rules import Seen
from ..store.models import AppUser, ImportBatch, Person, Publication
from ..text import limited
from . import references, versions

ACTION = "publication:import"


@dataclass(frozen=True, slots=True)
class Import:
    """An import that was made, as its list shows it."""

    id: int
    title: str
    file_name: str
    as_of: date
    accepted: int
    by: str
    at: datetime
    official: bool
    undone: bool
    version: int


def preview(
    db: Session, user: Principal, kind: PublicationKind, file_name: str, content: bytes, today: date
) -> Preview:
    """What importing a file would do. Nothing is stored. Raises InvalidInput for what is no such file."""
    user.require(ACTION)
    found = read(kind, limited(file_name, 200, "file"), content, references.current(db, user), today)
    return replace(found, known=_standing(db, _hash(content)) is not None)


def apply(
    db: Session,
    user: Principal,
    kind: PublicationKind,
    file_name: str,
    content: bytes,
    today: date,
    now: datetime,
    *,
    official: bool = False,
) -> str:
    """Store a publication and put it in force; the same file again changes nothing. Gives the import's number.

    Raises InvalidInput when anything in the file is refused: all rows or none.
    """
    user.require(ACTION)
    digest = _hash(content)
    if standing := _standing(db, digest):
        return str(standing.id)
    found = preview(db, user, kind, file_name, content, today)
    if not found.can_be_applied:
        first = f" The first: {found.problems[0]}." if found.problems else ""
        raise InvalidInput(
            f"The file was not imported, {count(len(found.problems), 'cell is', 'cells are')} wrong.{first}",
            hint="Correct them in the file, or bring it anew from its publisher.",
            field="file",
        )
    batch = ImportBatch(
        kind=kind,
        file_name=file_name,
        sha256=digest,
        accepted=found.accepted,
        refused=found.refused,
        applied_by=user.id,
        applied_at=now,
        seen=Seen.OFFICIAL if official else Seen.SECONDARY,
    )
    db.add(batch)
    db.flush()
    if db.scalars(select(Publication.id).where(Publication.sha256 == digest)).first() is None:
        db.add(
            Publication(
                kind=kind,
                as_of=found.as_of,
                file_name=file_name,
                sha256=digest,
                rows=found.accepted,
                content=content,
                received_by=user.id,
                received_at=now,
                import_batch_id=batch.id,
            )
        )
    return str(batch.id)


def undo(db: Session, user: Principal, number: int, version: int, now: datetime) -> str:
    """Take an import back: what held before it holds again. The publication itself stays, as it came.

    Raises NotFound, and Conflict when it was taken back meanwhile.
    """
    user.require(ACTION)
    batch = db.get(ImportBatch, number)
    if batch is None or batch.kind not in tuple(PublicationKind):
        raise NotFound("There is no such import.", hint="Look in the list.", reference=str(number))
    versions.require(batch.version, version)
    if batch.undone_at is not None:
        raise Conflict("This import was taken back already.")
    batch.undone_at = now
    return str(number)


def made(db: Session, user: Principal) -> tuple[Import, ...]:
    """Every import of a publication, newest first, with those taken back."""
    user.require("source:read")
    rows = db.execute(
        select(ImportBatch, Publication.as_of, Person.display_name)
        .join(Publication, Publication.sha256 == ImportBatch.sha256)
        .outerjoin(AppUser, AppUser.principal_id == ImportBatch.applied_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .order_by(ImportBatch.id.desc())
    )
    return tuple(_import(batch, as_of, name or "System") for batch, as_of, name in rows)


def _import(batch: ImportBatch, as_of: date, name: str) -> Import:
    return Import(
        id=batch.id,
        title=KIND_WORDS[PublicationKind(batch.kind)],
        file_name=batch.file_name,
        as_of=as_of,
        accepted=batch.accepted,
        by=name,
        at=batch.applied_at,
        official=batch.seen == Seen.OFFICIAL,
        undone=batch.undone_at is not None,
        version=batch.version,
    )


def _standing(db: Session, digest: str) -> ImportBatch | None:
    return db.scalars(select(ImportBatch).where(ImportBatch.sha256 == digest, ImportBatch.undone_at.is_(None))).first()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
