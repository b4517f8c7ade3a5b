"""Agreements of partner agencies: recorded as signed, amended, seen with their terms after each amendment."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from .. import mechanism_checks, mechanisms
from ..coverage import Ceiling
from ..dates import count
from ..errors import Conflict, InvalidInput, NotFound
from ..lifecycle import ENDED
from ..mechanisms import Agreed, AmendmentKind, Basis, MechanismState, Terms
from ..mechanisms import Amendment as Change
from ..reference import shipped
from ..roles import Principal
from ..store import counters
from ..store.models import Amendment, Engagement, Mechanism, Partner
from ..text import clean, limited
from . import mechanism_terms, scope, versions

READ, CHANGE = "mechanism:read", "mechanism:change"


@dataclass(frozen=True, slots=True)
class MechanismView:
    """An agreement as its page shows it: as signed, as amended step by step, as in force today, and what is used."""

    reference: str
    partner: str
    partner_name: str
    agreed: Agreed
    amendments: tuple[tuple[Change, Terms], ...]  # in order, each with the terms after it
    terms: Terms  # in force today
    state: MechanismState
    ceiling: Ceiling
    engagements: int  # under it that count as use, in reach or not
    version: int


def view(db: Session, user: Principal, reference: str, today: date) -> MechanismView:
    """Raises NotFound when there is none, or none within the user's reach: the two read the same."""
    found = record(db, user, READ, reference)
    partner = db.get_one(Partner, found.partner_id)
    changes = mechanism_terms.changes_of(db, found)
    signed = mechanism_terms.signed(found)
    terms = mechanism_terms.in_force(found)
    use = mechanism_terms.use_of(db, [found.id]).get(found.id)
    return MechanismView(
        reference=found.reference,
        partner=partner.reference,
        partner_name=partner.name,
        agreed=_agreed(found),
        amendments=tuple(mechanisms.steps(signed, changes)),
        terms=terms,
        state=mechanisms.state(terms, today, mechanism_terms.soon_days(today)),
        ceiling=mechanism_terms.ceiling_of(terms.ceiling, use),
        engagements=use[1] if use else 0,
        version=found.version,
    )


def add(db: Session, user: Principal, partner: str, agreed: Agreed) -> str:
    """Record an agreement of an agency, given by its public reference. Gives the agreement's own.

    An archived one of the same agency and number is taken up again. Raises NotAllowed, NotFound, InvalidInput.
    """
    user.require(CHANGE)
    partner_id = db.scalars(
        select(Partner.id).where(Partner.reference == clean(partner), Partner.archived_at.is_(None))
    ).one_or_none()
    if partner_id is None:
        raise NotFound(f"There is no partner {partner[:40]}.", hint="Choose one from the list.", reference=partner[:40])
    checked = mechanism_checks.check(agreed, shipped().catalogue.mechanism_types)
    row = _same_number(db, partner_id, checked.number, None)
    kept = mechanism_terms.changes_of(db, row) if row else ()
    if row is None:
        row = Mechanism(reference=counters.next_reference(db, "M"), partner_id=partner_id, amendments=0)
        db.add(row)
    row.archived_at = None
    _write(row, checked, kept)
    return row.reference


def change(db: Session, user: Principal, reference: str, agreed: Agreed, version: int) -> str:
    """Correct what was recorded as signed. Its amendments must still fit. Raises Conflict, InvalidInput, NotFound."""
    found = record(db, user, CHANGE, reference)
    versions.require(found.version, version)
    checked = mechanism_checks.check(agreed, shipped().catalogue.mechanism_types)
    _same_number(db, found.partner_id, checked.number, found.id)
    _write(found, checked, mechanism_terms.changes_of(db, found))
    return found.reference


def amend(db: Session, user: Principal, reference: str, wanted: Change, version: int, today: date) -> str:
    """Record a signed amendment; its number is given here. Gives the agreement's reference.

    One recorded late takes its place by the day it was signed, and those after it must still fit. Of two who amend the
    same state the second is asked to look again. Raises Conflict, InvalidInput naming the field, NotFound.
    """
    found = record(db, user, CHANGE, reference)
    versions.require(found.version, version)
    if wanted.kind not in tuple(AmendmentKind):
        raise InvalidInput("The kind of amendment is not known.", hint="Choose one from the list.", field="kind")
    changes = mechanism_terms.changes_of(db, found)
    number = max((one.number for one in changes), default=0) + 1
    new = replace(wanted, number=number, text=limited(wanted.text, mechanism_checks.TEXT_LENGTH, "text"))
    mechanism_checks.check_amendments(mechanism_terms.signed(found), (*changes, new), today)
    mechanism_terms.settle(found, mechanism_terms.signed(found), (*changes, new))
    db.add(mechanism_terms.row_of(found, new))
    found.amendments += 1
    return found.reference


def take_back(db: Session, user: Principal, reference: str, number: int, version: int, now: datetime) -> str:
    """Take back an amendment that was recorded by mistake; those that stay must still fit. Gives the agreement's
    reference. Raises Conflict, InvalidInput, NotFound."""
    found = record(db, user, CHANGE, reference)
    versions.require(found.version, version)
    one = db.scalars(
        select(Amendment).where(
            Amendment.id == number, Amendment.mechanism_id == found.id, Amendment.archived_at.is_(None)
        )
    ).one_or_none()
    if one is None:
        raise NotFound("There is no such amendment.", hint="Look in the list.", reference=str(number))
    rest = tuple(kept for kept in mechanism_terms.changes_of(db, found) if kept.number != number)
    mechanism_terms.settle(found, mechanism_terms.signed(found), rest)
    one.archived_at = now
    found.amendments -= 1
    return found.reference


def archive(db: Session, user: Principal, reference: str, version: int, now: datetime) -> str:
    """Show an agreement no longer, once no open engagement runs under it. Raises Conflict, NotFound."""
    found = record(db, user, CHANGE, reference)
    versions.require(found.version, version)
    under = (Engagement.mechanism_id == found.id, Engagement.archived_at.is_(None), Engagement.stage.not_in(ENDED))
    if number := db.scalar(select(func.count()).where(*under)):
        raise Conflict(
            f"{count(number, 'open engagement')} {'runs' if number == 1 else 'run'} under this agreement.",
            hint="Choose another agreement for them first.",
        )
    found.archived_at = now
    return found.reference


def record(db: Session, user: Principal, action: str, reference: str) -> Mechanism:
    """The row itself, for other use cases. Raises NotAllowed, and NotFound outside the user's reach."""
    user.require(action)
    found = db.scalars(select(Mechanism).where(*_reached(user, action), Mechanism.reference == clean(reference)))
    row = found.one_or_none()
    if row is None:
        raise NotFound(
            "There is no such agreement among those you may see.",
            hint="Check the address, or look in the list.",
            reference=reference[:40],
        )
    return row


def _reached(user: Principal, action: str) -> tuple[ColumnElement[bool], ...]:
    return Mechanism.archived_at.is_(None), scope.mechanisms(user, action)


def _same_number(db: Session, partner_id: int, number: str, own: int | None) -> Mechanism | None:
    """An archived agreement of this number to take up again. Raises InvalidInput where one stands already."""
    if not number:
        return None
    of_partner = select(Mechanism).where(Mechanism.partner_id == partner_id, Mechanism.number == number)
    others = [row for row in db.scalars(of_partner) if row.id != own]
    for row in others:
        if row.archived_at is None:
            raise InvalidInput(
                f"{number} is recorded already, as {row.reference}.",
                hint="Amend that one, or give this one its own number.",
                field="number",
            )
    return others[0] if others and own is None else None


def _write(row: Mechanism, agreed: Agreed, amendments: tuple[Change, ...]) -> None:
    """Put what was agreed into the row; the amendments that stand must still fit."""
    row.type, row.number, row.title = agreed.type, agreed.number, agreed.title
    mechanism_terms.settle(row, agreed.terms, amendments)
    row.basis, row.report_days, row.claim_days = agreed.basis, agreed.report_days, agreed.claim_days
    row.retention_years = agreed.retention_years


def _agreed(row: Mechanism) -> Agreed:
    return Agreed(
        row.type,
        row.number,
        row.title,
        mechanism_terms.signed(row),
        Basis(row.basis),
        row.report_days,
        row.claim_days,
        row.retention_years,
    )
