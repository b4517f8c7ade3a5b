"""The engagements under an agreement: those in the user's reach, with whether each is still covered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from .. import coverage
from ..coverage import Coverage
from ..lifecycle import Stage
from ..mechanisms import Terms
from ..reference import shipped
from ..roles import Principal
from ..store.models import Engagement
from . import mechanism_terms, scope
from .mechanisms import READ, record

MOST = 63  # rows that a table shows; the count says how many there are


@dataclass(frozen=True, slots=True)
class Run:
    """An engagement that runs under an agreement; `estimate` is None where it has none or it may not be seen."""

    reference: str
    title: str
    country: str
    departs: date
    returns: date
    stage: Stage
    estimate: Decimal | None
    coverage: Coverage


def of_mechanism(db: Session, user: Principal, reference: str) -> tuple[int, tuple[Run, ...]]:
    """How many engagements in the user's reach count as use, and the latest departures of them.

    Raises NotAllowed, NotFound.
    """
    user.require("engagement:read")
    found = record(db, user, READ, reference)
    terms = mechanism_terms.in_force(found)
    mine = (
        Engagement.mechanism_id == found.id,
        scope.engagements(user, "engagement:read"),
        *mechanism_terms.counts_as_use(),
    )
    money = case((scope.engagements(user, "estimate:read"), Engagement.estimate))
    number = db.scalar(select(func.count()).select_from(Engagement).where(*mine)) or 0
    rows = db.execute(
        select(Engagement, money).where(*mine).order_by(Engagement.departs_on.desc(), Engagement.id).limit(MOST)
    )
    return number, tuple(_run(one, price, terms, found.report_days) for one, price in rows)


def _run(one: Engagement, price: Decimal | None, terms: Terms, report_days: int) -> Run:
    return Run(
        one.reference,
        one.title,
        shipped().countries.label(one.country),
        one.departs_on,
        one.returns_on,
        Stage(one.stage),
        price,
        coverage.covers(terms, report_days, one.departs_on, one.returns_on),
    )
