"""Which agreement a trip may run under: those of its partners, with whether each covers it and what is left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import coverage
from ..coverage import Ceiling, Coverage
from ..errors import Conflict, InvalidInput
from ..mechanisms import Basis
from ..roles import Principal
from ..store.models import Mechanism, Partner
from . import mechanism_terms, scope
from .mechanisms import READ, record


@dataclass(frozen=True, slots=True)
class Choice:
    """An agreement that may be chosen for a trip; one that does not cover it is shown with the reason."""

    reference: str
    number: str
    title: str
    coverage: Coverage
    ceiling: Ceiling
    basis: Basis


def of_partners(
    db: Session, user: Principal, partners: Collection[str], departs: date, returns: date
) -> tuple[Choice, ...]:
    """The agreements of some agencies, by their public references: those that cover the trip first, then the newest.

    Nothing for roles that see no agreements.
    """
    if not user.may(READ) or not partners:
        return ()
    rows = db.scalars(
        select(Mechanism)
        .join(Partner)
        .where(Partner.reference.in_(partners), Mechanism.archived_at.is_(None), scope.mechanisms(user, READ))
        .order_by(Mechanism.begins_on.desc(), Mechanism.id)
    ).all()
    use = mechanism_terms.use_of(db, [row.id for row in rows])
    found = []
    for row in rows:
        terms = mechanism_terms.in_force(row)
        covered = coverage.covers(terms, row.report_days, departs, returns)
        ceiling = mechanism_terms.ceiling_of(terms.ceiling, use.get(row.id))
        found.append(Choice(row.reference, row.number, row.title, covered, ceiling, Basis(row.basis)))
    return tuple(sorted(found, key=lambda one: not one.coverage.covered))


def fitting(
    db: Session,
    user: Principal,
    reference: str,
    partner_ids: Collection[int],
    departs: date,
    returns: date,
) -> Mechanism:
    """The agreement, if a trip of these agencies on these days may run under it.

    Its ceiling plays no part: estimates are not claims, and one that is exceeded is said on the page. Raises NotFound,
    InvalidInput for an agreement of another agency, Conflict with the reason where it does not cover the trip.
    """
    found = record(db, user, READ, reference)
    if found.partner_id not in partner_ids:
        raise InvalidInput(
            f"{found.reference} is an agreement of another agency.",
            hint="Choose one of the agency that takes part.",
            field="mechanism",
        )
    covered = coverage.covers(mechanism_terms.in_force(found), found.report_days, departs, returns)
    if not covered.covered:
        raise Conflict(covered.words, hint=covered.help, needed_until=covered.needed_until)
    return found
