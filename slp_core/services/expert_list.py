"""Experts as a list: filtered, counted and paged in SQL, within the user's reach; names for those who may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..documents.lists import Column, Table
from ..errors import InvalidInput
from ..experts import LANGUAGE_WORDS, SKILL_WORDS, LanguageLevel, SkillLevel
from ..periods import Period
from ..reference import shipped
from ..roles import Principal, Scope
from ..store.models import Expert, ExpertLanguage, ExpertSkill, Partner, Person
from ..text import clean, search_key
from . import availability, scope

PAGE = 10
EXPORTED = (
    Column("reference", "Reference", 12),
    Column("name", "Name", 28),
    Column("title", "Title", 26),
    Column("agency", "Agency", 40),
    Column("state", "State", 18),
    Column("active", "Active", 8),
    Column("specialties", "Specialties", 48),
    Column("languages", "Languages", 40),
    Column("agency_reference", "Agency's reference", 12),
    Column("state_code", "State code", 10),
    Column("specialty_codes", "Specialty codes", 30),
    Column("language_codes", "Language codes", 24),
)
Skill = tuple[str, SkillLevel]
Spoken = tuple[str, LanguageLevel]


class Offered(StrEnum):
    """Whom a list holds. On offer are active experts of active agencies."""

    ON_OFFER = "on offer"
    INACTIVE = "inactive"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an empty field does not narrow. With `free` it holds those on offer and free."""

    text: str = ""
    agency: str = ""  # any part of its name, or its reference
    specialty: str = ""
    skill_level: str = ""  # at least
    language: str = ""
    language_level: str = ""  # at least
    state: str = ""
    offered: Offered = Offered.ON_OFFER
    free: Period | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An expert in a list; the name is empty for those who may not see it."""

    reference: str
    name: str
    title: str
    agency: str
    state: str
    active: bool
    skills: tuple[Skill, ...]  # specialty, level
    languages: tuple[Spoken, ...]  # code, level


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and how many match on all of them."""

    rows: tuple[Line, ...]
    count: int
    number: int  # this page, from 1
    pages: int


def page(db: Session, user: Principal, filters: Filters, number: int = 1) -> Page:
    """A page of experts by name; those whose name may not be seen come after them, in the order of their entry."""
    user.require("expert:read")
    named = scope.expert_names(user)
    matching = _matching(db, user, filters, named)
    count = db.scalar(_counted(filters).where(*matching)) or 0
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    rows = db.execute(_listed(user, named, matching).limit(PAGE).offset((number - 1) * PAGE)).all()
    return Page(_lines(db, rows), count, number, pages)


def table(db: Session, user: Principal, filters: Filters) -> Table:
    """All matching experts for a file, in the order of the list and with the names that it shows. Raises NotAllowed."""
    user.require("expert:read")
    named = scope.expert_names(user)
    matching = _matching(db, user, filters, named)
    keys = _joined(select(Expert.id)).where(*matching)
    skills, languages = _skills(db, keys), _languages(db, keys)
    rows = db.execute(_listed(user, named, matching).execution_options(yield_per=2_000))
    return Table("Experts", EXPORTED, (_exported(row, skills, languages) for row in rows))


def _exported(row: Any, skills: Mapping[int, list[Skill]], languages: Mapping[int, list[Spoken]]) -> tuple[str, ...]:
    expert, name, agency, state, partner = row
    known, spoken = skills.get(expert.id, ()), languages.get(expert.id, ())
    catalogue, us_state = shipped().catalogue, shipped().us_states.label
    return (
        expert.reference, name, expert.title or "", agency, us_state(state), "yes" if expert.active else "no",
        "; ".join(f"{catalogue.specialties[key].title} ({SKILL_WORDS[level].lower()})" for key, level in known),
        "; ".join(f"{catalogue.languages[key]} ({LANGUAGE_WORDS[level]})" for key, level in spoken),
        partner, state, "; ".join(f"{key}:{level}" for key, level in known),
        "; ".join(f"{key}:{level}" for key, level in spoken),
    )  # fmt: skip


def _listed(user: Principal, named: ColumnElement[bool], matching: list[ColumnElement[bool]]) -> Select[Any]:
    name = case((named, Person.display_name), else_="")
    columns = _joined(select(Expert, name, Partner.name, Partner.state, Partner.reference))
    return columns.where(*matching).order_by(*_order(user, named))


def _joined(statement: Select[Any]) -> Select[Any]:
    return statement.join(Person, Person.id == Expert.person_id).join(Partner, Partner.id == Expert.partner_id)


def _counted(filters: Filters) -> Select[int]:
    """The number of experts; their names are looked at only where they are searched."""
    counted = select(func.count()).select_from(Expert).join(Partner, Partner.id == Expert.partner_id)
    return counted.join(Person, Person.id == Expert.person_id) if filters.text else counted


def _order(user: Principal, named: ColumnElement[bool]) -> tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]:
    """By name; where all names may be seen this is said so plainly that the index of names serves."""
    if any(grant.scope is Scope.ALL for grant in user.grants_for("person:read")):
        return Person.search_key, Expert.id
    return case((named, 0), else_=1), case((named, Person.search_key), else_=""), Expert.id


def _matching(db: Session, user: Principal, filters: Filters, named: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    conditions = [Expert.archived_at.is_(None), scope.experts(user, "expert:read")]
    if filters.free:
        conditions += [availability.on_offer(), availability.free(db, filters.free)]
    elif filters.offered is not Offered.ALL:
        conditions.append(availability.on_offer() if filters.offered is Offered.ON_OFFER else Expert.active.is_(False))
    conditions += _known(ExpertSkill, ExpertSkill.specialty, filters.specialty, filters.skill_level, SkillLevel)
    conditions += _known(
        ExpertLanguage, ExpertLanguage.language, filters.language, filters.language_level, LanguageLevel
    )
    if filters.state:
        conditions.append(Partner.state == filters.state)
    for word in search_key(clean(filters.agency)).split():
        named_so = Partner.search_key.contains(word, autoescape=True)
        conditions.append(or_(named_so, func.lower(Partner.reference) == word))
    for word in search_key(clean(filters.text)).split():
        conditions.append(
            or_(
                and_(named, Person.search_key.contains(word, autoescape=True)),
                Expert.title.icontains(word, autoescape=True),
                func.lower(Expert.reference) == word,
            )
        )
    return conditions


def _known(
    kind: type[ExpertSkill] | type[ExpertLanguage],
    column: InstrumentedAttribute[str],
    wanted: str,
    least: str,
    levels: type[SkillLevel] | type[LanguageLevel],
) -> list[ColumnElement[bool]]:
    """Who has a specialty or language at a level or above. Raises InvalidInput for a level that does not exist."""
    if not wanted:
        return []
    if least and least not in tuple(levels):
        raise InvalidInput(f"“{least[:40]}” is no level.", hint="Choose one from the list.", field="level")
    enough = tuple(levels)[tuple(levels).index(levels(least)) if least else 0 :]
    have = select(kind.expert_id).where(column == wanted, kind.level.in_(enough), kind.archived_at.is_(None))
    return [Expert.id.in_(have)]


def _lines(db: Session, rows: Sequence[Any]) -> tuple[Line, ...]:
    """The rows of a page with what each can do, in two more questions."""
    keys = [row[0].id for row in rows]
    skills, languages = _skills(db, keys), _languages(db, keys)
    return tuple(
        Line(
            expert.reference,
            name,
            expert.title or "",
            agency,
            state,
            expert.active,
            tuple(skills.get(expert.id, ())),
            tuple(languages.get(expert.id, ())),
        )
        for expert, name, agency, state, _ in rows
    )


def _skills(db: Session, keys: Collection[int] | Select[int]) -> dict[int, list[Skill]]:
    order = list(shipped().catalogue.specialties)
    found: dict[int, list[Skill]] = {}
    for row in db.scalars(
        select(ExpertSkill).where(ExpertSkill.expert_id.in_(keys), ExpertSkill.archived_at.is_(None))
    ):
        found.setdefault(row.expert_id, []).append((row.specialty, SkillLevel(row.level)))
    return {key: sorted(some, key=lambda one: order.index(one[0])) for key, some in found.items()}


def _languages(db: Session, keys: Collection[int] | Select[int]) -> dict[int, list[Spoken]]:
    found: dict[int, list[Spoken]] = {}
    for row in db.scalars(
        select(ExpertLanguage)
        .where(ExpertLanguage.expert_id.in_(keys), ExpertLanguage.archived_at.is_(None))
        .order_by(ExpertLanguage.language)
    ):
        found.setdefault(row.expert_id, []).append((row.language, LanguageLevel(row.level)))
    return found
