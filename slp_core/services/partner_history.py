"""What happened to an agency, from the trail: who, when, what, before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..dates import short
from ..reference import shipped
from ..roles import Principal
from ..store.models import (
    AppUser,
    AuditEntry,
    ContactNote,
    Invitation,
    PartnerAlias,
    PartnerContact,
    PartnerLanguage,
    PartnerSpecialty,
    Person,
    SelfCheck,
)
from ..store.models import Principal as PrincipalRow
from . import partners
from .history import LONGEST, Event

PARTS: dict[Any, str] = {
    PartnerAlias: "Other name",
    PartnerSpecialty: "Specialty",
    PartnerLanguage: "Language",
    PartnerContact: "Contact",
    ContactNote: "Note",
    SelfCheck: "Self-check",
    Invitation: "Invitation",
}
WHAT = {kind.__tablename__: word for kind, word in PARTS.items()} | {"partner": "Agency"}
SHOWN = {
    "name": "name", "state": "state", "county": "county", "level": "level", "sector": "sector", "status": "status",
    "status_reason": "reason", "size": "people",
    "yearly_capacity": "engagements a year", "away_at_once": "away at once",
    "specialty": "specialty", "language": "language", "title": "title", "on_day": "day", "archived_at": "archived",
    "reference": "number", "begun_on": "begun", "finished_on": "finished", "expires_at": "works until",
    "revoked_at": "taken back",
}  # fmt: skip


def of_partner(db: Session, user: Principal, reference: str) -> tuple[Event, ...]:
    """The latest changes of an agency and of what is kept of it, newest first."""
    partner = partners.record(db, user, "partner:read", reference)
    user.require("history:read")
    own = [
        (AuditEntry.table_name == kind.__tablename__)
        & AuditEntry.row_id.in_(select(kind.id).where(kind.partner_id == partner.id))
        for kind in PARTS
    ]
    rows = db.execute(
        select(AuditEntry, Person.display_name, PrincipalRow)
        .join(PrincipalRow, PrincipalRow.id == AuditEntry.actor_id)
        .outerjoin(AppUser, AppUser.principal_id == PrincipalRow.id)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(or_((AuditEntry.table_name == "partner") & (AuditEntry.row_id == partner.id), *own))
        .order_by(AuditEntry.id.desc())
        .limit(LONGEST)
    )
    return tuple(_event(entry, name or _nameless(actor)) for entry, name, actor in rows)


def _nameless(actor: PrincipalRow) -> str:
    return f"Invitation {actor.label}" if actor.kind == "invitee" else "System"


def _event(entry: AuditEntry, who: str) -> Event:
    changed = entry.action == "update"
    parts = [
        f"{SHOWN[column]}: {_word(column, before)} → {_word(column, after)}" if changed else
        f"{SHOWN[column]}: {_word(column, after)}"
        for column, (before, after) in entry.changes.items()
        if column in SHOWN and column != "archived_at"
    ]  # fmt: skip
    return Event(entry.moment, who, f"{WHAT[entry.table_name]} {_verb(entry)}", "; ".join(parts))


def _verb(entry: AuditEntry) -> str:
    if entry.action == "insert":
        return "added"
    if "archived_at" in entry.changes:
        return "brought back" if entry.changes["archived_at"][1] is None else "taken away"
    return "changed"


def _word(column: str, value: Any) -> str:
    if value is None:
        return "—"
    catalogue = shipped().catalogue
    if column == "specialty" and value in catalogue.specialties:
        return catalogue.specialties[value].title
    if column in ("expires_at", "revoked_at"):
        return short(datetime.fromisoformat(value).date())
    if column == "language":
        return catalogue.languages.get(value, str(value))
    return shipped().us_states.label(value) if column == "state" else str(value).replace("_", " ")
