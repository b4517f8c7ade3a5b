"""What an expert can teach and speak: entered by the agency or INL/KM, confirmed by INL/KM, never by oneself."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import Conflict, InvalidInput, NotFound
from ..experts import LanguageLevel, SkillLevel
from ..reference import shipped
from ..roles import Principal
from ..store.models import ExpertLanguage, ExpertSkill
from . import experts, versions

Row = ExpertSkill | ExpertLanguage
CONFIRM = "credential:confirm"


def set_skill(db: Session, user: Principal, reference: str, specialty: str, level: str, version: int = 0) -> str:
    """How well an expert knows a specialty; `version` is that of the level that was shown, 0 where there was none.

    Set by INL/KM it is confirmed, by an agency not yet. Raises NotAllowed for oneself, InvalidInput, Conflict.
    """
    _check(specialty, shipped().catalogue.specialties, "specialty", level, tuple(SkillLevel))
    return _set(db, user, reference, ExpertSkill, specialty, level, version)


def set_language(db: Session, user: Principal, reference: str, language: str, level: str, version: int = 0) -> str:
    """How far an expert's language carries; the same rules as for a skill."""
    _check(language, shipped().catalogue.languages, "language", level, tuple(LanguageLevel))
    return _set(db, user, reference, ExpertLanguage, language, level, version)


def confirm_skill(db: Session, user: Principal, reference: str, specialty: str, version: int) -> str:
    """INL/KM says that a level is right."""
    return _confirm(db, user, reference, ExpertSkill, specialty, version)


def confirm_language(db: Session, user: Principal, reference: str, language: str, version: int) -> str:
    return _confirm(db, user, reference, ExpertLanguage, language, version)


def take_skill(db: Session, user: Principal, reference: str, specialty: str, version: int, now: datetime) -> str:
    """Take a specialty from an expert; the history keeps it."""
    return _take(db, user, reference, ExpertSkill, specialty, version, now)


def take_language(db: Session, user: Principal, reference: str, language: str, version: int, now: datetime) -> str:
    return _take(db, user, reference, ExpertLanguage, language, version, now)


def _set(db: Session, user: Principal, reference: str, kind: type[Row], key: str, level: str, version: int) -> str:
    expert = experts.record_of_another(db, user, experts.ACTION, reference)
    row = _row(db, expert.id, kind, key)
    shown = row.version if row and row.archived_at is None else 0
    if shown and not version:
        raise Conflict("The expert has this already.", hint="Change the level in the list.", now=shown)
    versions.require(shown, version)
    confirmed = user.id if user.may(CONFIRM) else None
    if row is None:
        names = {_column(kind): key}
        db.add(kind(expert_id=expert.id, level=level, confirmed_by=confirmed, **names))
    else:
        row.level, row.confirmed_by, row.archived_at = level, confirmed, None
    return reference


def _confirm(db: Session, user: Principal, reference: str, kind: type[Row], key: str, version: int) -> str:
    expert = experts.record_of_another(db, user, CONFIRM, reference)
    _required(db, expert.id, kind, key, version).confirmed_by = user.id
    return reference


def _take(db: Session, user: Principal, reference: str, kind: type[Row], key: str, version: int, now: datetime) -> str:
    expert = experts.record_of_another(db, user, experts.ACTION, reference)
    _required(db, expert.id, kind, key, version).archived_at = now
    return reference


def _row(db: Session, expert_id: int, kind: type[Row], key: str) -> Row | None:
    same = select(kind).where(kind.expert_id == expert_id, getattr(kind, _column(kind)) == key)
    return cast(Row | None, db.scalars(same).first())


def _required(db: Session, expert_id: int, kind: type[Row], key: str, version: int) -> Row:
    row = _row(db, expert_id, kind, key)
    if row is None or row.archived_at is not None:
        raise NotFound("The expert has no such skill or language.", hint="Look at the list.", reference=key)
    versions.require(row.version, version)
    return row


def _column(kind: type[Row]) -> str:
    return "specialty" if kind is ExpertSkill else "language"


def _check(key: str, known: Collection[str], field: str, level: str, levels: Collection[str]) -> None:
    if key not in known:
        raise InvalidInput(f"“{key[:40]}” is no {field} of the catalogue.", hint="Choose one.", field=field)
    if level not in levels:
        raise InvalidInput(f"“{level[:40]}” is no level.", hint="Choose one.", field="level")
