"""Importing the registry: looked at first, stored whole or not at all, the same file twice changes nothing."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..dates import count
from ..documents.tables import as_csv, as_workbook
from ..errors import Conflict, InvalidInput
from ..imports import registry, templates
from ..imports.agency_names import AgencyNames
from ..imports.checking import Progress, unwatched
from ..imports.forms import REGISTRY_WORDS, RegistryKind
from ..imports.merging import Merge, Outcome
from ..imports.registry import Mapping, Preview, Table
from ..reference import shipped
from ..roles import Principal
from ..store.models import AppUser, ImportBatch, Person
from ..text import limited
from . import partner_names, registry_known
from .registry_records import references
from .registry_undo import undo
from .registry_write import Writing, write

__all__ = ["apply", "blank", "keep_names", "known_rows", "made", "preview", "undo", "with_reasons"]

ACTION = "registry:import"
PREVIEW_SHARE = 0.4  # of an import's progress: reading and comparing come before writing
XLSX = ".xlsx"
MOST_LISTED = 200  # imports in the list, newest first


@dataclass(frozen=True, slots=True)
class RegistryImport:
    """An import that was made, as its list shows it."""

    id: int
    kind: RegistryKind
    title: str
    file_name: str
    accepted: int
    by: str
    at: datetime
    undone: bool
    version: int


def preview(
    db: Session,
    user: Principal,
    kind: RegistryKind,
    file_name: str,
    content: bytes,
    mapping: Mapping = (),
    *,
    progress: Progress = unwatched,
) -> Preview:
    """What importing a file would do; nothing is stored. Where a needed column is missing, only that is said.

    Raises InvalidInput for what is no table.
    """
    table, names = _opened(db, user, kind, file_name, content, mapping)
    if table.missing:
        return registry.unmapped(table)
    found = registry.preview(table, _merged(db, table, names, progress))
    return replace(found, unknown_names=len(registry.unknown_names(table, names))) if found.refused else found


def apply(
    db: Session,
    user: Principal,
    kind: RegistryKind,
    file_name: str,
    content: bytes,
    mapping: Mapping,
    seen: tuple[int, int],
    now: datetime,
    *,
    progress: Progress = unwatched,
) -> str:
    """Store a file, all rows or none, and give the import's number; a file that changes nothing makes none.

    `seen` are the numbers of new and changed records that the preview showed. Raises InvalidInput when a row is
    refused, Conflict when the registry is no longer what the preview was compared with.
    """
    user.require(ACTION)
    references(db, kind, 0, now.date())  # whoever imports or adds at this moment goes first, and is seen
    table, names = _opened(db, user, kind, file_name, content, mapping)
    found = _merged(db, table, names, lambda share: progress(share * PREVIEW_SHARE))
    _require_whole(found)
    new, changed = found.of(Outcome.NEW), found.of(Outcome.CHANGED)
    digest = hashlib.sha256(content).hexdigest()
    if not new and not changed:
        return _standing(db, kind, digest)
    _require_as_seen((len(new), len(changed)), seen)
    batch = ImportBatch(
        kind=kind, file_name=file_name, sha256=digest, accepted=len(found.planned), refused=0, applied_by=user.id,
        applied_at=now,
    )  # fmt: skip
    db.add(batch)
    db.flush()
    rest = 1 - PREVIEW_SHARE
    write(Writing(db, batch, kind, now), new, changed, lambda share: progress(PREVIEW_SHARE + rest * share))
    return str(batch.id)


def made(db: Session, user: Principal) -> tuple[RegistryImport, ...]:
    """The newest imports of the registry, with those taken back."""
    user.require(ACTION)
    rows = db.execute(
        select(ImportBatch, Person.display_name)
        .outerjoin(AppUser, AppUser.principal_id == ImportBatch.applied_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(ImportBatch.kind.in_(RegistryKind))
        .order_by(ImportBatch.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(_import(batch, name or "System") for batch, name in rows)


def with_reasons(
    db: Session, user: Principal, kind: RegistryKind, file_name: str, content: bytes, mapping: Mapping = ()
) -> bytes:
    """The file with the reasons of its refused rows, which come first, to correct and import again."""
    table, names = _opened(db, user, kind, file_name, content, mapping)
    lines = registry.lines_with_reasons(table, _merged(db, table, names, unwatched))
    if file_name.lower().endswith(XLSX):
        return as_workbook({REGISTRY_WORDS[kind]: lines, "Notes": templates.notes(table.form)})
    return as_csv(lines)


def keep_names(
    db: Session, user: Principal, kind: RegistryKind, file_name: str, content: bytes, mapping: Mapping = ()
) -> str:
    """Keep the names of agencies that nobody has until a person says whose each is; then the same file knows them."""
    table, names = _opened(db, user, kind, file_name, content, mapping)
    unknown = registry.unknown_names(table, names)
    for name, state in unknown:
        partner_names.place(db, user, name, state, file_name)
    return str(len(unknown))


def blank(db: Session, user: Principal, kind: RegistryKind, file_name: str) -> bytes:
    """A template: the header, and what to write in each column."""
    user.require(ACTION)
    form = registry.form_of(kind, shipped(), AgencyNames())
    if file_name.lower().endswith(XLSX):
        return as_workbook({REGISTRY_WORDS[kind]: [templates.header(form)], "Notes": templates.notes(form)})
    return as_csv([templates.header(form), templates.note_line(form)])


def known_rows(db: Session, user: Principal, kind: RegistryKind, file_name: str) -> bytes:
    """The registry as it stands, in the template's form: to change and to import again."""
    names = _allowed(db, user, kind)
    form = registry.form_of(kind, shipped(), names)
    rows = [templates.header(form), *templates.rows(form, registry_known.known(db, kind, names))]
    if file_name.lower().endswith(XLSX):
        return as_workbook({REGISTRY_WORDS[kind]: rows, "Notes": templates.notes(form)})
    return as_csv(rows)


def _allowed(db: Session, user: Principal, kind: RegistryKind) -> AgencyNames:
    """The agencies that rows may name, for whoever may import: roles over everything, so that nothing is narrowed."""
    user.require(ACTION)
    if kind is RegistryKind.EXPERTS:
        user.require("person:read")
    needs_names = kind in (RegistryKind.EXPERTS, RegistryKind.MECHANISMS)
    return registry_known.agency_names(db) if needs_names else AgencyNames()


def _opened(
    db: Session, user: Principal, kind: RegistryKind, file_name: str, content: bytes, mapping: Mapping
) -> tuple[Table, AgencyNames]:
    names = _allowed(db, user, kind)
    name = limited(file_name, 200, "file")
    return registry.open_table(kind, name, content, mapping, shipped(), names), names


def _merged(db: Session, table: Table, names: AgencyNames, progress: Progress) -> Merge:
    return registry.merged(table, registry_known.known(db, table.form.kind, names), progress)


def _require_whole(found: Merge) -> None:
    if found.problems:
        raise InvalidInput(
            f"The file was not imported, {count(found.refused, 'row is', 'rows are')} refused. "
            f"The first: {found.problems[0]}.",
            hint="Correct them in the file, and bring it again.",
            field="file",
        )


def _require_as_seen(now: tuple[int, int], seen: tuple[int, int]) -> None:
    if now != seen:
        raise Conflict(
            f"The registry changed since you looked: the file now makes {now[0]:,} and changes {now[1]:,}.",
            hint="Look at it again, then import.",
        )


def _standing(db: Session, kind: RegistryKind, digest: str) -> str:
    """The number of the import that brought this very file; empty where it came another way."""
    same = select(ImportBatch.id).where(
        ImportBatch.kind == kind, ImportBatch.sha256 == digest, ImportBatch.undone_at.is_(None)
    )
    number = db.scalars(same.order_by(ImportBatch.id.desc())).first()
    return "" if number is None else str(number)


def _import(batch: ImportBatch, name: str) -> RegistryImport:
    kind = RegistryKind(batch.kind)
    return RegistryImport(
        batch.id, kind, REGISTRY_WORDS[kind], batch.file_name, batch.accepted, name, batch.applied_at,
        batch.undone_at is not None, batch.version,
    )  # fmt: skip
