"""Lists of agreements: of a partner or of all in reach, filtered, counted and paged in SQL, with their use."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, null, or_, select
from sqlalchemy.orm import Session

from .. import mechanisms as rules
from ..coverage import Ceiling
from ..mechanisms import Basis, MechanismState, Terms
from ..roles import Principal
from ..store.models import Mechanism, Partner
from ..text import clean, search_key
from . import mechanism_terms, scope
from .mechanism_terms import Use
from .mechanisms import READ

PAGE = 10  # a screen's length
FIRST = 5  # what a summary names
MOST_OF_ONE = 63  # agreements of one partner that its page lists


class Which(StrEnum):
    """What agreements are narrowed to by their last day."""

    ALL = "all"
    RUNNING = "running"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an empty field does not narrow."""

    text: str = ""
    type: str = ""
    which: Which = Which.ALL


@dataclass(frozen=True, slots=True)
class MechanismRow:
    """An agreement as a list shows it, by the terms in force today."""

    reference: str
    number: str
    title: str
    type: str
    basis: Basis
    partner: str
    partner_name: str
    terms: Terms
    state: MechanismState
    ceiling: Ceiling
    engagements: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and how many there are on all of them."""

    rows: tuple[MechanismRow, ...]
    count: int
    number: int  # this page, from 1
    pages: int


def page(db: Session, user: Principal, filters: Filters, today: date, number: int = 1) -> Page:
    """A page of agreements: those that run, the next to end first; then those that have ended, the latest first."""
    user.require(READ)
    matching = _matching(user, filters, today)
    count = db.scalar(select(func.count()).select_from(Mechanism).join(Partner).where(*matching)) or 0
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    return Page(_rows(db, matching, today, PAGE, (number - 1) * PAGE), count, number, pages)


def of_partner(db: Session, user: Principal, partner: str, today: date) -> tuple[MechanismRow, ...]:
    """The agreements of one agency, by its public reference; none where it is out of the user's reach."""
    user.require(READ)
    matching = [*_matching(user, Filters(), today), Partner.reference == clean(partner)]
    return _rows(db, matching, today, MOST_OF_ONE)


def ending_soon(db: Session, user: Principal, today: date) -> tuple[int, tuple[MechanismRow, ...]]:
    """How many agreements end within the days of the rule, and the first of them."""
    user.require(READ)
    matching = _matching(user, Filters(which=Which.ENDING), today)
    count = db.scalar(select(func.count()).select_from(Mechanism).join(Partner).where(*matching)) or 0
    return count, _rows(db, matching, today, FIRST) if count else ()


def _matching(user: Principal, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    conditions = [Mechanism.archived_at.is_(None), scope.mechanisms(user, READ), *_by_end(filters.which, today)]
    if filters.type:
        conditions.append(Mechanism.type == filters.type)
    for word in search_key(clean(filters.text)).split():
        named = (Mechanism.search_key, Partner.search_key)
        conditions.append(or_(*(key.contains(word, autoescape=True) for key in named)))
    return conditions


def _by_end(which: Which, today: date) -> list[ColumnElement[bool]]:
    soon = today + timedelta(mechanism_terms.soon_days(today))
    last = Mechanism.runs_until
    return {
        Which.ALL: [],
        Which.RUNNING: [or_(last.is_(None), last >= today)],
        Which.ENDING: [last.between(today, soon), Mechanism.begins_on <= today],
        Which.ENDED: [last < today],
    }[which]


def _rows(
    db: Session, matching: list[ColumnElement[bool]], today: date, most: int, skip: int = 0
) -> tuple[MechanismRow, ...]:
    """The rows of one stretch, with the use of those alone."""
    last = Mechanism.runs_until
    ended = case((last < today, 2), (last.is_(None), 1), else_=0)
    nearness = case((last < today, null()), else_=last)
    rows = db.execute(
        select(Mechanism, Partner.reference, Partner.name)
        .join(Partner)
        .where(*matching)
        .order_by(ended, nearness, last.desc(), Mechanism.id)
        .limit(most)
        .offset(skip)
    ).all()
    use = mechanism_terms.use_of(db, [one.id for one, _, _ in rows])
    soon = mechanism_terms.soon_days(today)
    return tuple(_row(one, partner, name, use.get(one.id), today, soon) for one, partner, name in rows)


def _row(one: Mechanism, partner: str, partner_name: str, use: Use | None, today: date, soon: int) -> MechanismRow:
    terms = mechanism_terms.in_force(one)
    return MechanismRow(
        reference=one.reference,
        number=one.number,
        title=one.title,
        type=one.type,
        basis=Basis(one.basis),
        partner=partner,
        partner_name=partner_name,
        terms=terms,
        state=rules.state(terms, today, soon),
        ceiling=mechanism_terms.ceiling_of(terms.ceiling, use),
        engagements=use[1] if use else 0,
    )
