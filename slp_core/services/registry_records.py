"""How what a file says of a kind is kept: which table, which columns, which lists beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..imports.forms import PREFIXES, RegistryKind, Values
from ..partners import PartnerStatus
from ..store import counters
from ..store.base import Record
from ..store.models import (
    Expert,
    ExpertLanguage,
    ExpertSkill,
    Mechanism,
    Need,
    Partner,
    PartnerAlias,
    PartnerLanguage,
    PartnerSpecialty,
    PostCountry,
)
from ..text import search_key

RECORDS: dict[RegistryKind, type[Any]] = {
    RegistryKind.AGENCIES: Partner,
    RegistryKind.EXPERTS: Expert,
    RegistryKind.MECHANISMS: Mechanism,
    RegistryKind.NEEDS: Need,
}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list beside a record: its table, the column of its owner, the one that tells its rows apart, and what a row
    of it holds. When a row changes, its confirmation lapses."""

    table: type[Any]
    owner: str
    key: str
    columns: Callable[[Any], dict[str, Any]]
    lapses: tuple[str, ...] = ()

    def wanted(self, items: tuple[Any, ...]) -> dict[str, dict[str, Any]]:
        rows = [self.columns(item) for item in items]
        return {row[self.key]: row for row in rows}


LISTS: dict[RegistryKind, dict[str, ListOf]] = {
    RegistryKind.AGENCIES: {
        "aliases": ListOf(PartnerAlias, "partner_id", "search_key", lambda n: {"name": n, "search_key": search_key(n)}),
        "specialties": ListOf(PartnerSpecialty, "partner_id", "specialty", lambda key: {"specialty": key}),
        "languages": ListOf(PartnerLanguage, "partner_id", "language", lambda key: {"language": key}),
    },
    RegistryKind.EXPERTS: {
        "skills": ListOf(
            ExpertSkill, "expert_id", "specialty", lambda o: {"specialty": o[0], "level": o[1]}, ("confirmed_by",)
        ),
        "languages": ListOf(
            ExpertLanguage, "expert_id", "language", lambda o: {"language": o[0], "level": o[1]}, ("confirmed_by",)
        ),
    },
    RegistryKind.MECHANISMS: {},
    RegistryKind.NEEDS: {},
}


def columns(kind: RegistryKind, values: Values) -> dict[str, Any]:
    """The columns of a record itself for what is said of it."""
    own = {name: value for name, value in values.items() if name in RECORDS[kind].__table__.columns}
    match kind:
        case RegistryKind.AGENCIES if "name" in values:
            own["search_key"] = search_key(values["name"])
        case RegistryKind.EXPERTS | RegistryKind.MECHANISMS if "agency" in values:
            own["partner_id"] = values["agency"].id
        case RegistryKind.NEEDS if "title" in values:
            own["search_key"] = search_key(values["title"])
    return own


def reasons(kind: RegistryKind, values: Values, file_name: str) -> dict[str, Any]:
    """The columns that say why a record is on offer or not, where a file says that it is: without a reason of its own
    the file is the reason, and that of an earlier state never stays. A prospect needs none."""
    said = f"As in the file {file_name}"
    if kind is RegistryKind.AGENCIES and "status" in values:
        return {"status_reason": None if values["status"] == PartnerStatus.PROSPECT else said}
    if kind is RegistryKind.EXPERTS and "active" in values:
        return {"inactive_reason": None if values["active"] else values.get("inactive_reason") or said}
    return {}


def person_columns(values: Values) -> dict[str, Any]:
    """The columns of an expert's person: personal values stand nowhere else."""
    own: dict[str, Any] = {name: values[name] for name in ("email", "phone") if name in values}
    if "name" in values:
        own |= {"display_name": values["name"], "search_key": search_key(values["name"])}
    return own


def posts(db: Session) -> dict[str, int]:
    """Country -> the post that serves it."""
    rows = db.execute(select(PostCountry.country, PostCountry.post_id))
    return {row.country: row.post_id for row in rows}


def series(kind: RegistryKind, today: date) -> tuple[str, int | None]:
    """The series of a kind's public references; needs are counted by year, as engagements are."""
    return PREFIXES[kind], today.year if kind is RegistryKind.NEEDS else None


def references(db: Session, kind: RegistryKind, number: int, today: date) -> list[str]:
    """The next public references. None is asked for to wait until whoever else takes some has finished."""
    prefix, year = series(kind, today)
    return counters.next_references(db, prefix, number, year)


def tables() -> dict[str, type[Record]]:
    """Every table that an import writes to, by its name."""
    found: list[type[Record]] = [*RECORDS.values(), *(one.table for lists in LISTS.values() for one in lists.values())]
    return {record.__tablename__: record for record in found}  # type: ignore[attr-defined]
