"""Trainings passed and certificates held: when they expire is said, or said to be never, or not known."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import InvalidInput, NotFound
from ..experts import CredentialKind
from ..roles import Principal
from ..store.models import Credential, Expert
from ..text import limited, one_line
from ..validity import Never
from . import experts, training_records, versions
from .skills import CONFIRM

NAME_LENGTH = 200


def add(
    db: Session,
    user: Principal,
    reference: str,
    kind: str,
    name: str,
    issued: date | None,
    expires: date | Never | None,
    today: date,
    *,
    module: str = "",
    evidence: str = "",
) -> str:
    """A training or certificate of an expert. Added by INL/KM it is confirmed, by an agency not yet.

    `module` is that of the training catalogue, `evidence` the reference of what shows it. Without a day of expiry the
    module's own months count from the day of issue; where it has none, the day is not known, and never enough: what
    never expires says so. Raises NotAllowed for oneself.
    """
    expert = experts.record_of_another(db, user, experts.ACTION, reference)
    shown = _checked(kind, name, issued, expires, today)
    expires = expires or _by_module(db, module, issued, today)
    db.add(
        Credential(
            expert_id=expert.id,
            kind=kind,
            name=shown,
            issued_on=issued,
            expires_on=_day(expires),
            never_expires=expires is Never.NEVER,
            module=module or None,
            evidence=one_line(evidence, NAME_LENGTH, "evidence") or None,
            confirmed_by=user.id if user.may(CONFIRM) else None,
        )
    )
    return reference


def renew(
    db: Session,
    user: Principal,
    reference: str,
    number: int,
    version: int,
    issued: date | None,
    expires: date | Never | None,
    today: date,
    *,
    evidence: str = "",
) -> str:
    """Other days for a credential, and what shows them; changed by an agency it waits to be confirmed again.

    Earlier evidence shows nothing of other days: without a new one there is none.
    """
    expert = experts.record_of_another(db, user, experts.ACTION, reference)
    found = _found(db, expert, number, version)
    _checked(found.kind, found.name, issued, expires, today)
    expires = expires or _by_module(db, found.module or "", issued, today)
    found.issued_on, found.expires_on, found.never_expires = issued, _day(expires), expires is Never.NEVER
    found.evidence = one_line(evidence, NAME_LENGTH, "evidence") or None
    found.confirmed_by = user.id if user.may(CONFIRM) else None
    return reference


def confirm(db: Session, user: Principal, reference: str, number: int, version: int) -> str:
    """INL/KM says that a credential is held."""
    expert = experts.record_of_another(db, user, CONFIRM, reference)
    _found(db, expert, number, version).confirmed_by = user.id
    return reference


def take(db: Session, user: Principal, reference: str, number: int, version: int, now: datetime) -> str:
    """Take a credential from an expert; the history keeps it."""
    expert = experts.record_of_another(db, user, experts.ACTION, reference)
    _found(db, expert, number, version).archived_at = now
    return reference


def _found(db: Session, expert: Expert, number: int, version: int) -> Credential:
    found = db.scalars(
        select(Credential).where(
            Credential.id == number, Credential.expert_id == expert.id, Credential.archived_at.is_(None)
        )
    ).first()
    if found is None:
        raise NotFound("The expert has no such credential.", hint="Look at the list.", reference=str(number))
    versions.require(found.version, version)
    return found


def _by_module(db: Session, module: str, issued: date | None, today: date) -> date | None:
    """The last day on which a module holds, by its months in the catalogue. Raises InvalidInput for no module of it."""
    if not module:
        return None
    known = training_records.catalogue_on(db, today).get(module)
    if known is None:
        raise InvalidInput(f"“{module[:40]}” is no module.", hint="Choose one of the catalogue.", field="module")
    return known.expires(issued) if issued else None


def _checked(kind: str, name: str, issued: date | None, expires: date | Never | None, today: date) -> str:
    if kind not in tuple(CredentialKind):
        raise InvalidInput(f"“{kind[:40]}” is no kind of credential.", hint="Choose one.", field="kind")
    shown = " ".join(limited(name, NAME_LENGTH, "name").split())
    if not shown:
        raise InvalidInput("The credential's name is missing.", hint="Write it as on the paper.", field="name")
    if issued and issued > today:
        raise InvalidInput(
            "A credential cannot be issued in the future.", hint="Enter it once it is held.", field="issued"
        )
    if issued and (day := _day(expires)) and day < issued:
        raise InvalidInput("It would expire before it was issued.", hint="Check the two days.", field="expires")
    return shown


def _day(expires: date | Never | None) -> date | None:
    return None if isinstance(expires, Never) else expires
