"""Signed copies of an agreement: kept as they came with their hash, read back by those who may see the agreement."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.sql.base import ExecutableOption

from ..errors import Conflict, NotFound
from ..roles import Principal
from ..signed_files import kind_of, named
from ..store.models import Attachment, Mechanism
from ..text import limited
from . import mechanisms, versions

OWNER = Mechanism.__tablename__
MOST = 20  # copies of one agreement


@dataclass(frozen=True, slots=True)
class Copy:
    """A signed copy as its list shows it, without its bytes."""

    id: int
    file_name: str
    media_type: str
    sha256: str
    size: int
    added: datetime
    version: int


def of_mechanism(db: Session, user: Principal, reference: str) -> tuple[Copy, ...]:
    """The copies of an agreement, the newest first. Raises NotAllowed, NotFound."""
    found = mechanisms.record(db, user, mechanisms.READ, reference)
    rows = db.scalars(_standing(found).order_by(Attachment.id.desc()))
    return tuple(map(_copy, rows))


def add(db: Session, user: Principal, reference: str, file_name: str, content: bytes) -> str:
    """Keep a file as a signed copy; the same bytes again are the same copy. Gives the agreement's reference.

    Raises InvalidInput for a file that is too large or of a kind that is not taken, NotAllowed, NotFound, Conflict.
    """
    found = mechanisms.record(db, user, mechanisms.CHANGE, reference)
    kind = kind_of(content)
    name = named(" ".join(limited(file_name, 200, "file name").split()), kind)
    digest = hashlib.sha256(content).hexdigest()
    same = db.scalars(_all(found).where(Attachment.sha256 == digest)).first()
    if same is not None:
        same.archived_at = None
        return found.reference
    if len(db.scalars(_standing(found)).all()) >= MOST:
        raise Conflict(f"The agreement has {MOST} copies already.", hint="Take one away first.")
    db.add(
        Attachment(
            owner_table=OWNER,
            owner_id=found.id,
            file_name=name,
            media_type=kind,
            sha256=digest,
            size=len(content),
            content=content,
        )
    )
    return found.reference


def read(db: Session, user: Principal, reference: str, copy: int) -> bytes:
    """The bytes as they came. Raises NotAllowed, NotFound, Conflict where they are no longer those of their hash."""
    found = mechanisms.record(db, user, mechanisms.READ, reference)
    row = _one(db, found, copy, undefer(Attachment.content))
    if hashlib.sha256(row.content).hexdigest() != row.sha256:
        raise Conflict("This copy is not as it was stored.", hint="Tell an administrator; ask the partner for another.")
    return row.content


def take_away(db: Session, user: Principal, reference: str, copy: int, version: int, now: datetime) -> str:
    """Show a copy no longer. It is kept, and the same file brought again takes it up."""
    found = mechanisms.record(db, user, mechanisms.CHANGE, reference)
    row = _one(db, found, copy)
    versions.require(row.version, version)
    row.archived_at = now
    return found.reference


def _all(found: Mechanism) -> Select[Attachment]:
    return select(Attachment).where(Attachment.owner_table == OWNER, Attachment.owner_id == found.id)


def _standing(found: Mechanism) -> Select[Attachment]:
    return _all(found).where(Attachment.archived_at.is_(None))


def _one(db: Session, found: Mechanism, copy: int, *options: ExecutableOption) -> Attachment:
    row = db.scalars(_standing(found).where(Attachment.id == copy).options(*options)).one_or_none()
    if row is None:
        raise NotFound("There is no such copy.", hint="Look in the list.", reference=str(copy))
    return row


def _copy(row: Attachment) -> Copy:
    return Copy(row.id, row.file_name, row.media_type, row.sha256, row.size, row.created_at, row.version)
