"""An agency's specialties and languages: what is on its lists, put on or taken off."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..partner_profile import Profile
from ..store.models import Partner, PartnerLanguage, PartnerSpecialty

L = TypeVar("L", PartnerSpecialty, PartnerLanguage)


def put(db: Session, partner: Partner, profile: Profile, gone: datetime | None = None) -> None:
    """Put the specialties and languages of a profile on the agency's lists; others are archived at `gone`, if given."""
    _put(db, PartnerSpecialty, "specialty", partner.id, profile.specialties, gone)
    _put(db, PartnerLanguage, "language", partner.id, profile.languages, gone)


def _put(
    db: Session, kind: type[L], column: str, partner_id: int, wanted: Iterable[str], gone: datetime | None
) -> None:
    held = {getattr(row, column): row for row in db.scalars(select(kind).where(kind.partner_id == partner_id))}
    wished = set(wanted)
    for key, row in held.items():
        if key in wished:
            row.archived_at = None
        elif row.archived_at is None:
            row.archived_at = gone
    db.add_all(kind(**{"partner_id": partner_id, column: key}) for key in sorted(wished - held.keys()))


def held(db: Session, kind: type[L], column: str, partner_id: int) -> tuple[str, ...]:
    rows = select(getattr(kind, column)).where(kind.partner_id == partner_id, kind.archived_at.is_(None))
    return tuple(db.scalars(rows.order_by(getattr(kind, column))))
