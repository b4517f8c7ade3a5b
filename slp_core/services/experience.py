"""Work that an expert has done before: what, where, from which year to which."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import InvalidInput, NotFound
from ..reference import shipped
from ..roles import Principal
from ..store.models import Experience
from ..text import limited
from . import experts, versions

WHAT_LENGTH, EARLIEST_YEAR = 300, 1950


def add(
    db: Session,
    user: Principal,
    reference: str,
    what: str,
    country: str,
    first_year: int,
    last_year: int | None,
    today: date,
) -> str:
    """A piece of work done before; no last year is still going on. Nobody enters the own."""
    expert = experts.record_of_another(db, user, experts.ACTION, reference)
    shown = " ".join(limited(what, WHAT_LENGTH, "experience").split())
    if not shown:
        raise InvalidInput("What was done is missing.", hint="Say it in a line.", field="what")
    if country and country not in shipped().countries.names and country not in shipped().countries.program:
        raise InvalidInput(f"“{country[:40]}” is not a country code.", hint="Choose one.", field="country")
    if not EARLIEST_YEAR <= first_year <= (last_year or today.year) <= today.year:
        raise InvalidInput(
            "The years cannot be right.",
            hint=f"Give them from {EARLIEST_YEAR} to {today.year}, the first before the last.",
            field="first_year",
        )
    db.add(
        Experience(expert_id=expert.id, what=shown, country=country or None, first_year=first_year, last_year=last_year)
    )
    return reference


def take(db: Session, user: Principal, reference: str, number: int, version: int, now: datetime) -> str:
    """Take an entry back; the history keeps it."""
    expert = experts.record_of_another(db, user, experts.ACTION, reference)
    found = db.scalars(
        select(Experience).where(
            Experience.id == number, Experience.expert_id == expert.id, Experience.archived_at.is_(None)
        )
    ).first()
    if found is None:
        raise NotFound("There is no such entry.", hint="Look at the list.", reference=str(number))
    versions.require(found.version, version)
    found.archived_at = now
    return reference
