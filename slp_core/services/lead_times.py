"""Setting lead times over a checklist's own, for all, a post or a mechanism: who, when, why, from and until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from ..checklists import in_force as checklist_in_force
from ..errors import InvalidInput, NotAllowed, NotFound
from ..lead_times import LeadTime, LeadTimeScope
from ..plan import KIND_WORDS, Kind
from ..reference import shipped
from ..roles import Principal, Scope
from ..store.models import AppUser, Mechanism, Override, Person, Post, PostCountry
from ..text import limited
from . import mechanisms, versions

ACTION = "lead_time:change"
MOST_DAYS = 400
NARROWER = {LeadTimeScope.ALL: 0, LeadTimeScope.POST: 1, LeadTimeScope.MECHANISM: 2}


@dataclass(frozen=True, slots=True)
class Decision:
    """A lead time as its list shows it."""

    id: int
    lead_time: LeadTime
    version: int


def decide(
    db: Session,
    user: Principal,
    kind: Kind,
    step: str,
    scope: LeadTimeScope,
    scope_key: str,
    days: int | None,
    takes: int | None,
    why: str,
    since: date,
    until: date | None,
    now: datetime,
) -> str:
    """Set a lead time. Gives its number. Raises NotAllowed outside the user's posts, InvalidInput, NotFound."""
    user.require(ACTION)
    _require_scope(db, user, scope, scope_key)
    _check(kind, step, days, takes, since, until)
    reason = limited(why, 500, "reason")
    if not reason:
        raise InvalidInput("The reason is missing.", hint="Say who asked for it, or what it rests on.", field="why")
    decision = Override(
        key=f"checklist.{kind}.{step}",
        scope_kind=scope,
        scope_key=scope_key,
        value={"days": days, "takes": takes},
        why=reason,
        decided_by=user.id,
        decided_at=now,
        from_day=since,
        until_day=until,
    )
    db.add(decision)
    db.flush()
    return str(decision.id)


def end(db: Session, user: Principal, number: int, version: int, now: datetime) -> str:
    """Take a lead time back: the wider one, or the checklist's own, holds again."""
    user.require(ACTION)
    found = db.get(Override, number)
    if found is None or found.archived_at is not None:
        raise NotFound("There is no such lead time.", reference=str(number))
    _require_scope(db, user, LeadTimeScope(found.scope_kind), found.scope_key)
    versions.require(found.version, version)
    found.archived_at = now
    return str(number)


def of_country(db: Session, user: Principal, country: str, day: date, mechanism: str = "") -> tuple[Decision, ...]:
    """What was decided for a country's post, for all, or for a mechanism, and holds on a day; wider ones first."""
    user.require("country:read")
    posts = select(Post.key).join(PostCountry, PostCountry.post_id == Post.id).where(PostCountry.country == country)
    concerned: list[ColumnElement[bool]] = [
        Override.scope_kind == LeadTimeScope.ALL,
        and_(Override.scope_kind == LeadTimeScope.POST, Override.scope_key.in_(posts)),
        and_(Override.scope_kind == LeadTimeScope.MECHANISM, Override.scope_key == mechanism),
    ]
    return _in_force(db, day, or_(*concerned))


def of_mechanism(db: Session, user: Principal, reference: str, day: date) -> tuple[Decision, ...]:
    """What was decided for one agreement and holds on a day. Raises NotAllowed, and NotFound outside the reach."""
    found = mechanisms.record(db, user, mechanisms.READ, reference)
    own = and_(Override.scope_kind == LeadTimeScope.MECHANISM, Override.scope_key == found.reference)
    return _in_force(db, day, own)


def steps_of(db: Session, agreements: Collection[str], kind: Kind, day: date) -> set[str]:
    """The steps of a kind on which some agreements have decided, for use cases that have asked who may see them."""
    if not agreements:
        return set()
    own = and_(Override.scope_kind == LeadTimeScope.MECHANISM, Override.scope_key.in_(agreements))
    return {one.lead_time.step for one in _in_force(db, day, own) if one.lead_time.kind is kind}


def _in_force(db: Session, day: date, concerned: ColumnElement[bool]) -> tuple[Decision, ...]:
    """The decisions that hold on a day, wider ones first, and of one scope the earlier first."""
    rows = db.execute(
        select(Override, Person.display_name, Post.name)
        .outerjoin(AppUser, AppUser.principal_id == Override.decided_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .outerjoin(Post, and_(Post.key == Override.scope_key, Override.scope_kind == LeadTimeScope.POST))
        .where(
            Override.archived_at.is_(None),
            Override.key.startswith("checklist."),
            Override.from_day <= day,
            or_(Override.until_day.is_(None), Override.until_day >= day),
            concerned,
        )
    ).all()
    found = [_decision(row, name or "System", post) for row, name, post in rows]
    return tuple(sorted(found, key=lambda one: (NARROWER[one.lead_time.scope], one.id)))


def for_plan(db: Session, user: Principal, country: str, day: date, mechanism: str = "") -> tuple[LeadTime, ...]:
    """The lead times alone, as a plan needs them."""
    return tuple(decision.lead_time for decision in of_country(db, user, country, day, mechanism))


def _require_scope(db: Session, user: Principal, scope: LeadTimeScope, key: str) -> None:
    grants = user.grants_for(ACTION)
    if any(grant.scope is Scope.ALL for grant in grants):
        if scope is LeadTimeScope.POST and db.scalars(select(Post.id).where(Post.key == key)).first() is None:
            raise NotFound(f"There is no post “{key[:40]}”.", hint="Choose it from the list.", reference=key)
        if scope is LeadTimeScope.MECHANISM and not _is_agreement(db, key):
            raise NotFound(
                f"There is no agreement “{key[:40]}”.", hint="Set it on the agreement's page.", reference=key
            )
        return
    served = db.scalars(
        select(PostCountry.country).join(Post, Post.id == PostCountry.post_id).where(Post.key == key)
    ).all()
    own = scope is LeadTimeScope.POST and bool(served) and all(user.reaches(ACTION, country) for country in served)
    if not own:
        raise NotAllowed(
            "You can set lead times for your own post only.", hint="INL/KM sets those of others.", permission=ACTION
        )


def _is_agreement(db: Session, reference: str) -> bool:
    standing = select(Mechanism.id).where(Mechanism.reference == reference, Mechanism.archived_at.is_(None))
    return db.scalars(standing).first() is not None


def _check(kind: Kind, step: str, days: int | None, takes: int | None, since: date, until: date | None) -> None:
    checklist = checklist_in_force(shipped().checklists, kind, since)
    if step not in {item.id for item in checklist.items}:
        raise InvalidInput(f"{KIND_WORDS[kind]} has no step “{step[:40]}”.", hint="Choose one.", field="step")
    if days is None and takes is None:
        raise InvalidInput("No figure was given.", hint="Say how far ahead, or how long it takes.", field="days")
    for field, number in (("days", days), ("takes", takes)):
        if number is not None and not 0 <= number <= MOST_DAYS:
            raise InvalidInput(f"{number} days cannot be right.", hint=f"Give between 0 and {MOST_DAYS}.", field=field)
    if until is not None and until < since:
        raise InvalidInput("It would end before it begins.", hint="Check the two days.", field="until")


def _decision(row: Override, name: str, post: str | None) -> Decision:
    _, kind, step = row.key.split(".")
    scope = LeadTimeScope(row.scope_kind)
    words = {
        LeadTimeScope.ALL: "INL/KM",
        LeadTimeScope.POST: post or row.scope_key,
        LeadTimeScope.MECHANISM: f"agreement {row.scope_key}",
    }[scope]
    found = LeadTime(
        kind=Kind(kind),
        step=step,
        scope=scope,
        scope_words=words,
        days=row.value["days"],
        takes=row.value["takes"],
        why=row.why,
        by=name,
        decided=row.decided_at.date(),
        since=row.from_day,
        until=row.until_day,
    )
    return Decision(row.id, found, row.version)
