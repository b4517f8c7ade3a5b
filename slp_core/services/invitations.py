"""Invitations: a link by which somebody without an account answers for one agency; made, seen, taken back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..errors import InvalidInput, NotFound, NotSignedIn
from ..roles import Grant, Principal, Role
from ..store import counters, models
from ..store.models import Invitation, Partner, PartnerContact, Person
from . import partners, scope, versions

ACTION = "self_check:invite"
SERIES = "I"  # of their references; a user's is another
SHORTEST, USUAL, LONGEST = 1, 14, 60  # days for which a link works; our own figures
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that works, as whoever may take it back sees it. The link itself is not known any more."""

    reference: str
    contact: str  # the name of whom it is for; "" where none was chosen
    made: datetime
    expires: datetime
    used: bool  # something was begun or answered through it
    version: int


def new_secret() -> str:
    """What a link carries and nobody can guess. It is never stored: `invite` keeps its hash."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """SHA-256 is enough: 256 random bits cannot be tried out."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(
    db: Session, user: Principal, partner: str, link_hash: str, days: int, contact: int | None, now: datetime
) -> str:
    """An invitation to the self-check of one agency, for so many days. Gives its public reference.

    `link_hash` is that of the secret in the link. Raises NotFound outside the user's reach, InvalidInput.
    """
    found = partners.record(db, user, ACTION, partner)
    if not SHORTEST <= days <= LONGEST:
        raise InvalidInput(f"A link works for {SHORTEST} to {LONGEST} days.", hint="Choose fewer days.", field="days")
    reference = counters.next_reference(db, SERIES, now.year)
    guest = models.Principal(kind="invitee", label=reference)
    db.add(guest)
    db.flush()
    db.add(
        Invitation(
            reference=reference,
            partner_id=found.id,
            contact_id=_contact(db, found, contact),
            principal_id=guest.id,
            link_hash=link_hash,
            invited_by=user.id,
            expires_at=now + timedelta(days),
        )
    )
    return reference


def revoke(db: Session, user: Principal, reference: str, version: int, now: datetime) -> str:
    """Take an invitation back: whoever is in by it is out at the next click."""
    user.require(ACTION)
    reached = select(Invitation).join(Partner, Partner.id == Invitation.partner_id)
    found = db.scalars(reached.where(Invitation.reference == reference, scope.partners(user, ACTION))).one_or_none()
    if found is None:
        raise NotFound("There is no such invitation among those you may see.", reference=reference)
    versions.require(found.version, version)
    found.revoked_at = found.revoked_at or now
    return reference


def open_ones(db: Session, user: Principal, partner: str, now: datetime) -> tuple[OpenInvitation, ...]:
    """The invitations to an agency that work, the newest first; a contact's name where the user may see names."""
    found = partners.record(db, user, ACTION, partner)
    names = partners.sees_people(db, user, found)
    answered = select(models.SelfCheckAnswer.id).where(models.SelfCheckAnswer.said_by == Invitation.principal_id)
    begun = select(models.SelfCheck.id).where(models.SelfCheck.begun_by == Invitation.principal_id)
    used = or_(answered.exists(), begun.exists())
    rows = db.execute(
        select(Invitation, Person.display_name, used.label("used"))
        .outerjoin(PartnerContact, PartnerContact.id == Invitation.contact_id)
        .outerjoin(Person, Person.id == PartnerContact.person_id)
        .where(Invitation.partner_id == found.id, Invitation.revoked_at.is_(None), Invitation.expires_at > now)
        .order_by(Invitation.id.desc())
    )
    return tuple(
        OpenInvitation(
            one.reference, (name or "") if names else "", one.created_at, one.expires_at, bool(was_used), one.version
        )
        for one, name, was_used in rows
    )


def opened(db: Session, secret: str, now: datetime) -> str:
    """The reference of the invitation whose link carries this secret. Opening changes nothing, however often.

    Raises NotSignedIn, with `link` saying which of expired, revoked and unknown it is.
    """
    found = db.scalars(select(Invitation).where(Invitation.link_hash == hash_of(secret))).one_or_none()
    if found is None:
        raise NotSignedIn("This link is of no invitation.", link="unknown")
    if found.revoked_at is not None:
        raise NotSignedIn("This invitation was taken back.", link="revoked")
    if found.expires_at <= now:
        raise NotSignedIn("This invitation has expired.", link="expired")
    return found.reference


def invitee(db: Session, reference: str) -> Principal:
    """Whoever holds an invitation: known by no name, within the one agency. When it ends, the identity says.

    Raises NotSignedIn once it was taken back.
    """
    row = db.execute(
        select(Invitation.principal_id, Invitation.partner_id, Partner.name)
        .join(Partner, Partner.id == Invitation.partner_id)
        .where(Invitation.reference == reference, Invitation.revoked_at.is_(None), Partner.archived_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotSignedIn(
            "This invitation was taken back.", hint="Ask whoever invited you for a new link.", link="revoked"
        )
    grant = Grant(Role.INVITEE, partner_id=row.partner_id)
    return Principal(row.principal_id, "invitee", f"Invited by link to {row.name}", reference, (grant,))


def require_running(db: Session, user: Principal, now: datetime) -> None:
    """Raises NotSignedIn for somebody whose invitation has expired; users pass."""
    if user.kind != "invitee":
        return
    ends = db.scalar(select(Invitation.expires_at).where(Invitation.principal_id == user.id))
    if ends is None or ends <= now:
        raise NotSignedIn(
            "This invitation has expired.", hint="Ask whoever invited you for a new link.", link="expired"
        )


def _contact(db: Session, partner: Partner, contact: int | None) -> int | None:
    if contact is None:
        return None
    wanted = select(PartnerContact.id).where(
        PartnerContact.id == contact, PartnerContact.partner_id == partner.id, PartnerContact.archived_at.is_(None)
    )
    found = db.scalars(wanted).one_or_none()
    if found is None:
        raise InvalidInput("This is no contact of the agency.", hint="Choose one from the list.", field="contact")
    return found
