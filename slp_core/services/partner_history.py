"""What happened to an agency, from the trail: who, when, what, before and after."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from .. import dates
from ..partners import LEVEL_WORDS, SECTOR_WORDS, STATUS_WORDS
from ..reference import shipped
from ..roles import Principal
from ..store.models import (
    AuditEntry,
    ContactNote,
    Invitation,
    PartnerAlias,
    PartnerContact,
    PartnerLanguage,
    PartnerSpecialty,
    SelfCheck,
)
from . import history, partners
from .history import Event

PARTS: dict[Any, str] = {
    PartnerAlias: "Other name",
    PartnerSpecialty: "Specialty",
    PartnerLanguage: "Language",
    PartnerContact: "Contact",
    ContactNote: "Note",
    SelfCheck: "Self-check",
    Invitation: "Invitation",
}
DAYS = frozenset({"on_day", "begun_on", "finished_on"})
MOMENTS = frozenset({"expires_at", "revoked_at"})
WORDS: dict[str, Mapping[Any, str]] = {"level": LEVEL_WORDS, "sector": SECTOR_WORDS, "status": STATUS_WORDS}
WHAT = {kind.__tablename__: word for kind, word in PARTS.items()} | {"partner": "Agency"}
SHOWN = {
    "name": "name", "state": "state", "county": "county", "level": "level", "sector": "sector", "status": "status",
    "status_reason": "reason", "size": "people",
    "yearly_capacity": "engagements a year", "away_at_once": "away at once",
    "specialty": "specialty", "language": "language", "title": "title", "on_day": "day",
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
    entries = history.newest(db, or_((AuditEntry.table_name == "partner") & (AuditEntry.row_id == partner.id), *own))
    return history.events(entries, _what, SHOWN, _word)


def _what(entry: AuditEntry) -> str:
    return f"{WHAT[entry.table_name]} {history.verb(entry)}"


def _word(column: str, value: Any) -> str:
    catalogue = shipped().catalogue
    if column in DAYS:
        return history.day(value)
    if column in MOMENTS:
        return dates.short(datetime.fromisoformat(value).date())
    if column == "state":
        return shipped().us_states.label(value)
    if column == "specialty" and value in catalogue.specialties:
        return catalogue.specialties[value].title
    return {**WORDS, "language": catalogue.languages}.get(column, {}).get(value, str(value))
