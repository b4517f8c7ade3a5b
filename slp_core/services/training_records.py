"""What experts have passed, read from their credentials, and what is judged of it for a team."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from .. import training
from ..days_abroad import Security
from ..judgements import Judgement
from ..lead_times import LeadTimeScope
from ..plan import Kind
from ..reference import shipped
from ..roles import Principal
from ..store.models import AppUser, Credential, Override, Person
from ..training import Completion, Module, ModuleDecision
from ..validity import Never
from . import experts
from .trips import Trip

READ = "training:read"
PREFIX = "training."


def modules(db: Session, user: Principal, day: date) -> dict[str, Module]:
    """The catalogue as INL/KM has set it for a day."""
    user.require(READ)
    return catalogue_on(db, day)


def catalogue_on(db: Session, day: date) -> dict[str, Module]:
    """The catalogue on a day, for use cases that have asked who may see it."""
    return training.applied(shipped().catalogue.modules, (decision for _, decision in decisions(db, day)))


def decisions(db: Session, day: date) -> list[tuple[Override, ModuleDecision]]:
    """What INL/KM decided on modules and holds on a day, earlier ones first."""
    rows = db.execute(
        select(Override, Person.display_name)
        .outerjoin(AppUser, AppUser.principal_id == Override.decided_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(
            Override.key.startswith(PREFIX),
            Override.scope_kind == LeadTimeScope.ALL,
            Override.archived_at.is_(None),
            Override.from_day <= day,
            or_(Override.until_day.is_(None), Override.until_day >= day),
        )
        .order_by(Override.id)
    )
    return [
        (
            row,
            ModuleDecision(
                row.key.removeprefix(PREFIX), row.value["title"], row.value["required"], row.value["valid_months"],
                row.why, name or "System", row.decided_at.date(),
            ),
        )
        for row, name in rows
    ]  # fmt: skip


def of_expert(db: Session, user: Principal, reference: str, returns: date, today: date) -> tuple[Judgement, ...]:
    """Every required module of one expert, judged for a day of return. Raises NotFound outside the user's reach."""
    user.require(READ)
    found = experts.record(db, user, "expert:read", reference)
    return _judged(catalogue_on(db, today), completions(db, [found.id])[found.id], returns)


def judgements(db: Session, user: Principal, trip: Trip, today: date) -> tuple[Judgement, ...]:
    """The required modules of every traveler of a trip abroad, judged for the own day of return.

    For use cases that have asked who may see it.
    """
    team = () if trip.engagement.kind == Kind.HOSTING else trip.team
    catalogue, passed = catalogue_on(db, today), completions(db, [one.key for one in team if one.key is not None])
    return tuple(
        replace(judgement, traveler=one.position)
        for one in team
        if one.key is not None
        for judgement in _judged(catalogue, passed[one.key], one.trip.end)
    )


def completions(db: Session, keys: Collection[int]) -> dict[int, list[Completion]]:
    """What several experts have passed, by their keys."""
    found: dict[int, list[Completion]] = {key: [] for key in keys}
    for one in _credentials(db, keys):
        found[one.expert_id].append(
            Completion(one.module or "", one.issued_on, _expires(one), one.confirmed_by is not None, one.evidence or "")
        )
    return found


def security_trainings(db: Session, keys: Collection[int]) -> dict[int, tuple[list[Security], list[Security]]]:
    """FACT and eFACT of several experts, by their keys."""
    found: dict[int, tuple[list[Security], list[Security]]] = {key: ([], []) for key in keys}
    for one in _credentials(db, keys):
        if one.module in training.SECURITY:
            held = Security(one.name, _expires(one), one.confirmed_by is not None, one.issued_on)
            found[one.expert_id][one.module == "efact"].append(held)
    return found


def _judged(catalogue: dict[str, Module], passed: list[Completion], returns: date) -> tuple[Judgement, ...]:
    return tuple(training.judge(module, passed, returns) for module in training.required(catalogue))


def _credentials(db: Session, keys: Collection[int]) -> Iterable[Credential]:
    return db.scalars(
        select(Credential)
        .where(Credential.expert_id.in_(keys), Credential.module.is_not(None), Credential.archived_at.is_(None))
        .order_by(Credential.id)
    )


def _expires(one: Credential) -> date | Never | None:
    return Never.NEVER if one.never_expires else one.expires_on
