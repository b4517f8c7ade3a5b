"""Users: who may sign in, what rights they hold now, and giving or taking roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from .. import text
from ..errors import InvalidInput, NotFound, NotSignedIn
from ..roles import ROLE_WORDS, Grant, Principal, Role, Scope, rights
from ..store import counters, models
from ..store.db import Database, reading
from . import grants, invitations, versions

SYSTEM = 1  # the principal that the first migration makes

_SIGNED_IN = (  # asked at every reading and writing, and therefore written down once
    select(models.Principal.id, models.Person.display_name)
    .join(models.AppUser, models.AppUser.principal_id == models.Principal.id)
    .join(models.Person, models.Person.id == models.AppUser.person_id)
    .where(
        models.AppUser.reference == bindparam("reference"), models.AppUser.active, models.AppUser.archived_at.is_(None)
    )
)


@dataclass(frozen=True, slots=True)
class Front:
    """What the sign-in shows of a person."""

    reference: str
    name: str
    roles: str


@dataclass(frozen=True, slots=True)
class Account:
    """A user as administrators see one."""

    reference: str
    name: str
    email: str
    roles: str
    active: bool
    version: int


def principal(db: Session, reference: str) -> Principal:
    """A user with the grants that hold now, or whoever holds an invitation, with the one grant that it gives.

    Raises NotSignedIn for a user who does not exist or is not active, and for an invitation that was taken back.
    """
    if reference.startswith(f"{invitations.SERIES}-"):
        return invitations.invitee(db, reference)
    row = db.execute(_SIGNED_IN, {"reference": reference}).one_or_none()
    if row is None:
        raise NotSignedIn("This user cannot sign in.", hint="Ask an administrator, or sign in as someone else.")
    return Principal(row.id, "user", row.display_name, reference, grants.held(db, [row.id])[row.id])


def names(db: Session, principals: Iterable[int]) -> dict[int, str]:
    """The names of those who acted; what the program did by itself was done by “System”."""
    wanted = set(principals)
    rows = db.execute(
        select(models.AppUser.principal_id, models.Person.display_name)
        .join(models.Person, models.Person.id == models.AppUser.person_id)
        .where(models.AppUser.principal_id.in_(wanted))
    )
    guests = db.execute(
        select(models.Principal.id, models.Principal.label).where(
            models.Principal.id.in_(wanted), models.Principal.kind == "invitee"
        )
    )
    invited = {row.id: f"Invitation {row.label}" for row in guests}
    return dict.fromkeys(wanted, "System") | dict(rows.all()) | invited


def system() -> Principal:
    """The program itself, for set-up."""
    return Principal(SYSTEM, "system", "System", "system", (Grant(Role.ADMINISTRATOR), Grant(Role.KM_OFFICER)))


def front(database: Database, *, everyone: bool) -> tuple[Front, ...]:
    """The people whom the sign-in offers: all of a demo's, else the one officer to whom the installation belongs."""
    statement = (
        select(models.AppUser.reference, models.AppUser.principal_id, models.Person.display_name)
        .join(models.Person, models.Person.id == models.AppUser.person_id)
        .where(models.AppUser.active, models.AppUser.archived_at.is_(None))
        .order_by(models.AppUser.id)
    )
    with reading(database) as db:
        rows = db.execute(statement if everyone else statement.limit(1)).all()
        held = grants.held(db, [row.principal_id for row in rows])
    people = tuple(Front(row.reference, row.display_name, roles_of(held[row.principal_id])) for row in rows)
    if not people:
        raise NotFound("This database has no user yet.", hint="Start it with: make init ADMIN=name@agency.gov")
    return people


def roles_of(held: Iterable[Grant]) -> str:
    """The roles in words, with their scope: “Embassy INL officer, Embassy Tbilisi”."""
    return "; ".join(ROLE_WORDS[grant.role] + (f", {grant.post}" if grant.post else "") for grant in held)


def table(db: Session, user: Principal) -> tuple[Account, ...]:
    """All users, in the order they were added. Administrators only."""
    user.require("user:read")
    rows = db.execute(
        select(models.AppUser, models.Person.display_name, models.Person.email)
        .join(models.Person, models.Person.id == models.AppUser.person_id)
        .where(models.AppUser.archived_at.is_(None))
        .order_by(models.AppUser.id)
    ).all()
    held = grants.held(db, [account.principal_id for account, _, _ in rows])
    return tuple(
        Account(
            account.reference,
            name,
            email or "",
            roles_of(held[account.principal_id]),
            account.active,
            account.version,
        )
        for account, name, email in rows
    )


def add(
    db: Session,
    user: Principal,
    name: str,
    email: str,
    role: Role,
    post: str = "",
    *,
    partner: str = "",
    expert: str = "",
) -> str:
    """A new user with one role and its scope: a post by its key, an agency or expert by public reference.

    Gives the user's own reference. Raises NotAllowed, InvalidInput.
    """
    user.require("user:change")
    person = person_of(name, email)
    reference = counters.next_reference(db, "U")
    actor = models.Principal(kind="user", label=reference)
    db.add_all((person, actor))
    db.flush()
    db.add(
        models.AppUser(reference=reference, person_id=person.id, principal_id=actor.id, active=True, session_epoch=0)
    )
    db.flush()
    return give(db, user, reference, role, post, partner=partner, expert=expert)


def give(
    db: Session, user: Principal, reference: str, role: Role, post: str = "", *, partner: str = "", expert: str = ""
) -> str:
    """Give a role within its scope; giving it twice changes nothing. Raises InvalidInput when the scope is missing."""
    user.require("user:change")
    if role is Role.INVITEE:
        raise InvalidInput(
            "This role comes with an invitation link.", hint="Invite from the agency's page.", field="role"
        )
    scope = rights().roles[role]
    owner = _scope_columns(db, scope, post, partner, expert)
    if scope is not Scope.ALL and not any(owner.values()):
        raise InvalidInput(
            f"{ROLE_WORDS[role]} is a role within a scope that is missing.",
            hint="Choose the post, agency or expert.",
            field="scope",
        )
    principal_id = _principal_id(db, reference)
    same = [getattr(models.RoleGrant, column).is_not_distinct_from(value) for column, value in owner.items()]
    held = select(models.RoleGrant.id).where(
        models.RoleGrant.principal_id == principal_id, models.RoleGrant.role == role, *same
    )
    if not db.scalars(held.where(models.RoleGrant.archived_at.is_(None))).first():
        db.add(models.RoleGrant(principal_id=principal_id, role=role, scope_kind=scope, **owner))
    return reference


def take(db: Session, user: Principal, reference: str, role: Role, now: datetime) -> str:
    """Take a role away. Nobody can take the administrator's role from oneself."""
    user.require("user:change")
    if reference == user.reference and role is Role.ADMINISTRATOR:
        raise InvalidInput("You cannot take this role from yourself.", hint="Another administrator can.", field="role")
    held = select(models.RoleGrant).where(
        models.RoleGrant.principal_id == _principal_id(db, reference),
        models.RoleGrant.role == role,
        models.RoleGrant.archived_at.is_(None),
    )
    for grant in db.scalars(held):
        grant.archived_at = now
    return reference


def set_active(db: Session, user: Principal, reference: str, version: int, *, active: bool) -> str:
    """Let a user in, or keep one out from the next click on. Nobody can shut out oneself."""
    user.require("user:change")
    if reference == user.reference and not active:
        raise InvalidInput("You cannot shut yourself out.", hint="Another administrator can.", field="active")
    account = db.scalars(select(models.AppUser).where(models.AppUser.reference == reference)).one_or_none()
    if account is None:
        raise NotFound(f"There is no user {reference}.", reference=reference)
    versions.require(account.version, version)
    account.active = active
    account.session_epoch += 1
    return reference


def person_of(name: str, email: str = "") -> models.Person:
    """A person as typed, with the key by which a search finds them. Raises InvalidInput."""
    shown = " ".join(text.limited(name, 200, "name").split())
    if not shown:
        raise InvalidInput("The name is missing.", hint="Write it as the person does.", field="name")
    address = text.limited(email, 200, "email").replace("\u00a0", "").strip()
    if address and ("@" not in address or " " in address):
        raise InvalidInput(
            f"“{address}” is not an e-mail address.", hint="Write it like name@agency.gov.", field="email"
        )
    return models.Person(display_name=shown, search_key=text.search_key(shown), email=address or None)


def _scope_columns(db: Session, scope: Scope, post: str, partner: str, expert: str) -> dict[str, int | None]:
    """The key of the one thing a role is limited to; the others stay empty."""
    wanted = {
        "post_id": (Scope.POST, models.Post.id, models.Post.key == post),
        "partner_id": (Scope.AGENCY, models.Partner.id, models.Partner.reference == partner),
        "expert_id": (Scope.SELF, models.Expert.id, models.Expert.reference == expert),
    }
    return {
        column: db.scalars(select(key).where(match)).one_or_none() if scope is kind else None
        for column, (kind, key, match) in wanted.items()
    }


def _principal_id(db: Session, reference: str) -> int:
    found = db.scalars(select(models.AppUser.principal_id).where(models.AppUser.reference == reference)).one_or_none()
    if found is None:
        raise NotFound(f"There is no user {reference}.", reference=reference)
    return found
