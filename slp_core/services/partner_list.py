"""The list of partner agencies: filtered, counted and paged in SQL, within the user's reach."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from ..documents.lists import Column, Table
from ..partners import LEVEL_WORDS, SECTOR_WORDS, STATUS_WORDS, Level, PartnerStatus, Sector
from ..reference import shipped
from ..roles import Principal
from ..store.models import Partner, PartnerAlias, PartnerLanguage, PartnerSpecialty
from ..text import clean, search_key
from . import scope

PAGE = 10  # a screen's length
EXPORTED = (
    Column("reference", "Reference", 12),
    Column("name", "Name", 44),
    Column("state", "State", 18),
    Column("county", "County", 22),
    Column("level", "Level", 14),
    Column("sector", "Sector", 16),
    Column("status", "Status", 12),
    Column("capacity", "Engagements a year", 12),
    Column("state_code", "State code", 10),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an empty field does not narrow. `capacity` is the least a year."""

    text: str = ""  # any part of a name, another name, the state, or the reference
    state: str = ""
    level: str = ""
    sector: str = ""
    status: str = ""
    specialty: str = ""
    language: str = ""
    capacity: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """An agency as a line of the list."""

    reference: str
    name: str
    state: str
    county: str
    level: Level
    sector: Sector
    status: PartnerStatus
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and how many match on all pages."""

    rows: tuple[Row, ...]
    count: int
    number: int  # this page, from 1
    pages: int


def page(db: Session, user: Principal, filters: Filters, number: int = 1) -> Page:
    """A page of agencies by name."""
    user.require("partner:read")
    matching = conditions(user, filters)
    count = db.scalar(select(func.count()).select_from(Partner).where(*matching)) or 0
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    listed = _listed(matching).limit(PAGE).offset((number - 1) * PAGE)
    return Page(tuple(_row(row) for row in db.execute(listed)), count, number, pages)


def table(db: Session, user: Principal, filters: Filters) -> Table:
    """All matching agencies for a file. Raises NotAllowed for roles that may not take the list along."""
    user.require("partner:export")
    matching = [*conditions(user, filters), *conditions(user, filters, "partner:export")]
    statement = _listed(matching).execution_options(yield_per=2_000)
    state = shipped().us_states.label
    rows = (
        (row.reference, row.name, state(row.state), row.county, LEVEL_WORDS[Level(row.level)],
         SECTOR_WORDS[Sector(row.sector)], STATUS_WORDS[PartnerStatus(row.status)], row.yearly_capacity, row.state)
        for row in db.execute(statement)
    )  # fmt: skip
    return Table("Partners", EXPORTED, rows)


def conditions(user: Principal, filters: Filters, action: str = "partner:read") -> list[ColumnElement[bool]]:
    """The agencies in reach that a filter leaves."""
    found = [Partner.archived_at.is_(None), scope.partners(user, action)]
    exact = {"state": Partner.state, "level": Partner.level, "sector": Partner.sector, "status": Partner.status}
    found += [column == getattr(filters, name) for name, column in exact.items() if getattr(filters, name)]
    if filters.specialty:
        has = select(PartnerSpecialty.partner_id).where(
            PartnerSpecialty.specialty == filters.specialty, PartnerSpecialty.archived_at.is_(None)
        )
        found.append(Partner.id.in_(has))
    if filters.language:
        speaks = select(PartnerLanguage.partner_id).where(
            PartnerLanguage.language == filters.language, PartnerLanguage.archived_at.is_(None)
        )
        found.append(Partner.id.in_(speaks))
    if filters.capacity:
        found.append(Partner.yearly_capacity >= filters.capacity)
    return found + [_said(word) for word in search_key(clean(filters.text)).split()]


def _listed(matching: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    columns = (
        Partner.reference, Partner.name, Partner.state, Partner.county, Partner.level, Partner.sector, Partner.status,
        Partner.yearly_capacity,
    )  # fmt: skip
    return select(*columns).where(*matching).order_by(Partner.search_key, Partner.id)


def _said(word: str) -> ColumnElement[bool]:
    """Where a word stands: in the name, in another name, in the state, or as the reference."""
    called = select(PartnerAlias.partner_id).where(
        PartnerAlias.search_key.contains(word, autoescape=True), PartnerAlias.archived_at.is_(None)
    )
    places = [Partner.search_key.contains(word, autoescape=True), Partner.id.in_(called)]
    if states := shipped().us_states.named(word):
        places.append(Partner.state.in_(states))
    if word.startswith("p-"):
        places.append(Partner.reference == word.upper())
    return or_(*places)


def _row(row: Any) -> Row:
    return Row(
        row.reference,
        row.name,
        row.state,
        row.county or "",
        Level(row.level),
        Sector(row.sector),
        PartnerStatus(row.status),
        row.yearly_capacity,
    )
