"""The registry as it stands, as an import compares it: every record of a kind, in a handful of questions."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..imports.agency_names import AgencyNames, AgencyRef
from ..imports.forms import Known, RegistryKind, Values
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
    Person,
)

OUTER = ("source", "external_id")
AGENCY = ("name", "state", "county", "level", "sector", "status", "size", "yearly_capacity", "away_at_once", *OUTER)
EXPERT = ("title", "station", "active", "inactive_reason", *OUTER)
PERSON = {"name": "display_name", "email": "email", "phone": "phone"}  # field -> column
MECHANISM = (
    "type", "number", "title", "begins_on", "ends_on", "ceiling", "basis", "report_days", "claim_days",
    "retention_years", *OUTER,
)  # fmt: skip
NEED = (
    "country", "title", "topic", "kind", "sector", "specialty", "audience", "outcome", "indicator", "target",
    "language", "participants", "priority", "days", "window_start", "window_end", *OUTER,
)  # fmt: skip


def agency_names(db: Session) -> AgencyNames:
    """Every agency in the lists, with its other names."""
    rows = db.execute(
        select(Partner.id, Partner.reference, Partner.name, Partner.state).where(Partner.archived_at.is_(None))
    )
    aliases = _lists(db, PartnerAlias.partner_id, PartnerAlias.name)
    return AgencyNames((AgencyRef(*row), aliases.get(row.id, ())) for row in rows)


def known(db: Session, kind: RegistryKind, names: AgencyNames) -> list[Known]:
    """Every record of a kind, those taken out of the lists too."""
    readers: dict[RegistryKind, Callable[[], list[Known]]] = {
        RegistryKind.AGENCIES: lambda: _agencies(db),
        RegistryKind.EXPERTS: lambda: _experts(db, names),
        RegistryKind.MECHANISMS: lambda: _mechanisms(db, names),
        RegistryKind.NEEDS: lambda: _needs(db),
    }
    return readers[kind]()


def _agencies(db: Session) -> list[Known]:
    lists = {
        "aliases": _lists(db, PartnerAlias.partner_id, PartnerAlias.name),
        "specialties": _lists(db, PartnerSpecialty.partner_id, PartnerSpecialty.specialty),
        "languages": _lists(db, PartnerLanguage.partner_id, PartnerLanguage.language),
    }
    rows = db.execute(select(Partner.id, Partner.reference, Partner.archived_at, *_columns(Partner, AGENCY)))
    return [_known(row, AGENCY, _listed(lists, row.id)) for row in rows]


def _experts(db: Session, names: AgencyNames) -> list[Known]:
    lists = {
        "skills": _lists(db, ExpertSkill.expert_id, ExpertSkill.specialty, ExpertSkill.level),
        "languages": _lists(db, ExpertLanguage.expert_id, ExpertLanguage.language, ExpertLanguage.level),
    }
    own = [getattr(Person, column).label(field) for field, column in PERSON.items()]
    rows = db.execute(
        select(Expert.id, Expert.reference, Expert.archived_at, Expert.partner_id, *_columns(Expert, EXPERT), *own)
        .join(Person, Person.id == Expert.person_id)
        .where(Expert.partner_id.in_(select(Partner.id).where(Partner.archived_at.is_(None))))
    )
    return [
        _known(
            row, (*EXPERT, *PERSON), _listed(lists, row.id) | _addressed(row) | {"agency": names.by_id[row.partner_id]}
        )
        for row in rows
    ]


def _mechanisms(db: Session, names: AgencyNames) -> list[Known]:
    rows = db.execute(
        select(
            Mechanism.id, Mechanism.reference, Mechanism.archived_at, Mechanism.partner_id,
            *_columns(Mechanism, MECHANISM),
        ).where(Mechanism.partner_id.in_(select(Partner.id).where(Partner.archived_at.is_(None))))
    )  # fmt: skip
    return [_known(row, MECHANISM, {"agency": names.by_id[row.partner_id]}) for row in rows]


def _needs(db: Session) -> list[Known]:
    rows = db.execute(select(Need.id, Need.reference, Need.archived_at, *_columns(Need, NEED)))
    return [_known(row, NEED, {}) for row in rows]


def _known(row: Any, names: tuple[str, ...], more: Values) -> Known:
    found = row._mapping
    values = {name: found[name] for name in names if found[name] is not None}
    return Known(row.id, row.reference, values | more, row.archived_at is not None)


def _addressed(row: Any) -> Values:
    """Addresses are compared without regard to case."""
    return {"email": row.email.casefold()} if row.email else {}


def _columns(record: type[Any], names: tuple[str, ...]) -> list[InstrumentedAttribute[Any]]:
    return [getattr(record, name) for name in names]


def _lists(db: Session, owner: InstrumentedAttribute[int], *parts: InstrumentedAttribute[str]) -> dict[int, list[Any]]:
    """The parts of each record's list that stand, by the record's key; pairs where there are two."""
    found: dict[int, list[Any]] = defaultdict(list)
    for key, *values in db.execute(select(owner, *parts).where(owner.class_.archived_at.is_(None))):
        found[key].append(values[0] if len(values) == 1 else tuple(values))
    return found


def _listed(lists: dict[str, dict[int, list[Any]]], key: int) -> Values:
    return {name: tuple(sorted(found[key])) for name, found in lists.items() if key in found}
