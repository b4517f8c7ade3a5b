"""Small files of each kind of the registry, and how tests bring them, look around after, and take them back."""

from sqlalchemy import func, select

from slp_core.imports.forms import RegistryKind
from slp_core.services import registry_imports
from slp_core.store.base import Base
from slp_core.store.db import reading
from slp_core.store.models import (
    AuditEntry,
    Expert,
    ImportBatch,
    ImportedRow,
    Mechanism,
    Need,
    Partner,
)

AGENCIES, EXPERTS, MECHANISMS, NEEDS = RegistryKind
NAME = "agencies.csv"
BOOKKEEPING = {"id", "version", "created_at", "import_batch_id"}

HEADERS = {
    AGENCIES: "Agency,State,County,Level,Sector,Engagements a year,Specialties,Languages,Other names",
    EXPERTS: "Name,Agency,Agency state,E-mail,Title,Specialties,Languages",
    MECHANISMS: "Number,Agency,Type,Begins,Ends,Ceiling",
    NEEDS: "Country,Title,Sector,Language,Participants,Not before,Not after,Outside number",
}
ROWS = {
    AGENCIES: [
        "Gamma Police,Georgia,Lee,City,Police,3,Canine; Aviation,Spanish,GPD",
        "Delta Courts,MD,,State,Courts,,,,",
        "Alpha Police,IL,,State,Police,5,Canine,,A.P.D.",
    ],
    EXPERTS: [
        "Zoë O’Hara,Alpha Police,IL,z@example.gov,Captain,Canine (leads),Spanish (professional)",
        "Bea Ironside,P-002 Beta Sheriff,,bea@example.gov,Deputy,,",
    ],
    MECHANISMS: [
        "MOU-1,Alpha Police,Memorandum of understanding,2026-01-01,2027-12-31,250000",
        "G-7,Beta Sheriff,Grant or cooperative agreement,2026-06-01,,",
    ],
    NEEDS: [
        "Georgia (country),Canine unit,Police,Georgian,20,2027-02-01,2027-06-30,",
        "Colombia,Case preparation,Prosecution,Spanish,,,,T-9",
    ],
}
TABLES = {AGENCIES: Partner, EXPERTS: Expert, MECHANISMS: Mechanism, NEEDS: Need}
MADE = {AGENCIES: (2, 1), EXPERTS: (1, 1), MECHANISMS: (2, 0), NEEDS: (2, 0)}  # new, changed


def file_of(kind, rows=None, header=None):
    return "\n".join([header or HEADERS[kind], *(rows if rows is not None else ROWS[kind])]).encode()


def preview(world, kind, content, who="km_officer", mapping=(), name=NAME):
    return world.ask(who, registry_imports.preview, kind, name, content, mapping)


def bringing(world, now):
    """Import a file as the preview shows it."""

    def brings(kind, content=None, token="import", mapping=()):
        content = content or file_of(kind)
        seen = preview(world, kind, content, mapping=mapping)
        call = (kind, NAME, content, mapping, (seen.new, seen.changed), now)
        return world.do("km_officer", registry_imports.apply, *call, token=token)

    return brings


def undo(world, number, now, token="undo"):
    made = {one.id: one for one in world.ask("km_officer", registry_imports.made)}
    return world.do("km_officer", registry_imports.undo, int(number), made[int(number)].version, now, token=token)


def everything(world):
    """What stands in all lists: every record that is not archived, without its bookkeeping."""
    found = {}
    with reading(world.database) as db:
        for mapper in Base.registry.mappers:
            columns = [c for c in mapper.local_table.columns if c.name not in BOOKKEEPING]
            if mapper.class_ in (AuditEntry, ImportBatch, ImportedRow) or "archived_at" not in mapper.columns:
                continue
            standing = select(*columns).where(mapper.local_table.c.archived_at.is_(None))
            found[mapper.class_.__name__] = sorted(map(repr, db.execute(standing)))
    return found


def counted(world, table):
    with reading(world.database) as db:
        return db.scalar(select(func.count()).select_from(table))


def one(world, table, *where):
    with reading(world.database) as db:
        return db.scalars(select(table).where(*where)).one()
