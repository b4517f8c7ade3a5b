"""Who acts, in which roles and scopes, and what each role may do. The table of rights is data: `data/rights.yaml`."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from .data_files import DATA, Schema, read_yaml
from .errors import NotAllowed


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    KM_OFFICER = "km_officer"
    EMBASSY_OFFICER = "embassy_officer"
    RSO = "rso"
    PARTNER_COORDINATOR = "partner_coordinator"
    EXPERT = "expert"
    VIEWER = "viewer"
    INVITEE = "invitee"  # held by an invitation alone: nobody is given it


ROLE_WORDS = {
    Role.ADMINISTRATOR: "Administrator",
    Role.KM_OFFICER: "INL/KM officer",
    Role.EMBASSY_OFFICER: "Embassy INL officer",
    Role.RSO: "Regional Security Officer",
    Role.PARTNER_COORDINATOR: "Partner coordinator",
    Role.EXPERT: "Expert",
    Role.VIEWER: "Viewer",
    Role.INVITEE: "Invited by link",
}


class Scope(StrEnum):
    """How far a role reaches."""

    ALL = "all"
    POST = "post"
    AGENCY = "agency"
    SELF = "self"


class Rights(Schema):
    """Role x action x scope."""

    roles: dict[Role, Scope]
    actions: dict[str, tuple[Role, ...]]
    steps: dict[Role, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held within a scope; the scope's own field is set, the others are empty."""

    role: Role
    countries: frozenset[str] = field(default_factory=frozenset)  # of the post
    post: str = ""  # the post's name
    partner_id: int | None = None
    expert_id: int | None = None

    @property
    def scope(self) -> Scope:
        return rights().roles[self.role]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts: a user, an invitee or the system, with the grants that are valid now."""

    id: int
    kind: str
    name: str
    reference: str
    grants: tuple[Grant, ...]

    def grants_for(self, action: str) -> tuple[Grant, ...]:
        """The grants that allow an action; their scopes together are how far it reaches."""
        allowed = rights().actions[action]
        return tuple(grant for grant in self.grants if grant.role in allowed)

    def may(self, action: str) -> bool:
        return bool(self.grants_for(action))

    def require(self, action: str) -> None:
        """Raises NotAllowed unless some role of this principal includes the action."""
        if not self.may(action):
            if self.kind == "invitee":
                raise NotAllowed(
                    "Your invitation does not open this.",
                    hint="It opens the readiness self-check of the agency, and nothing else.",
                    permission=action,
                )
            raise NotAllowed(
                "Your role does not include this.",
                hint="An administrator can change your roles; the account page lists those you hold.",
                permission=action,
            )

    def reaches(self, action: str, country: str) -> bool:
        """May the action be taken on something of a country? True for grants over all, or over its post."""
        return any(g.scope is Scope.ALL or country in g.countries for g in self.grants_for(action))


@lru_cache
def rights() -> Rights:
    return read_yaml(DATA / "rights.yaml", Rights)
