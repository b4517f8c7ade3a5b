"""Days on which an expert cannot be asked: declared by oneself, the agency or INL/KM, and taken back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import Conflict, InvalidInput, NotFound
from ..experts import AbsenceKind
from ..periods import Period
from ..roles import Principal
from ..store.models import Absence
from . import experts, versions

ACTION = "absence:declare"


def declare(db: Session, user: Principal, reference: str, kind: str, period: Period) -> str:
    """Days away, both ends included; no last day is until further notice. What for is not asked.

    A place on a team stays: the page says where both fall on the same days. Raises Conflict for the same days twice.
    """
    expert = experts.record(db, user, ACTION, reference)
    if kind not in tuple(AbsenceKind):
        raise InvalidInput(f"“{kind[:40]}” is no kind of absence.", hint="Choose one.", field="kind")
    same = select(Absence.id).where(
        Absence.expert_id == expert.id,
        Absence.first_day == period.first,
        Absence.last_day.is_not_distinct_from(period.last),
        Absence.archived_at.is_(None),
    )
    if db.scalars(same).first() is not None:
        raise Conflict(f"An absence {period.words} is declared already.", hint="Look at the list.")
    db.add(Absence(expert_id=expert.id, kind=kind, first_day=period.first, last_day=period.last))
    return reference


def take_back(db: Session, user: Principal, reference: str, number: int, version: int, now: datetime) -> str:
    """The expert can be asked on these days after all."""
    expert = experts.record(db, user, ACTION, reference)
    found = db.scalars(
        select(Absence).where(Absence.id == number, Absence.expert_id == expert.id, Absence.archived_at.is_(None))
    ).first()
    if found is None:
        raise NotFound("There is no such absence.", hint="Look at the list.", reference=str(number))
    versions.require(found.version, version)
    found.archived_at = now
    return reference
