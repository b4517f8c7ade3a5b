"""Who goes: the places on an engagement's team, the experts named for them, and who could be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from .. import availability as pure
from ..availability import Availability
from ..commitments import Commitment, CommitmentKind
from ..errors import Conflict, NotFound
from ..periods import Period
from ..roles import Principal
from ..store.models import Assignment, Engagement, EngagementPartner, Expert, Partner, Person
from . import availability, engagements, scope, versions

ACTION = "engagement:open"
MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A place on the team; `name` is empty until an expert is named, and for those who may not see names."""

    position: int
    name: str
    agency: str
    expert: str  # the reference; empty where there is none, or none that may be seen
    period: Period
    version: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert of an agency that takes part, and whether there is something in the way of a place's days."""

    reference: str
    name: str
    title: str
    agency: str
    answer: Availability


def of_engagement(db: Session, user: Principal, reference: str) -> tuple[Member, ...]:
    """The team in order of its places."""
    found = engagements.record(db, user, "engagement:read", reference)
    rows = db.execute(
        select(Assignment, Person.display_name, Partner.name, Expert.reference)
        .outerjoin(Expert, Expert.id == Assignment.expert_id)
        .outerjoin(Person, Person.id == Expert.person_id)
        .outerjoin(Partner, Partner.id == Expert.partner_id)
        .where(Assignment.engagement_id == found.id, Assignment.archived_at.is_(None))
        .order_by(Assignment.position)
    )
    named = scope.reaches(db, user, "person:read", found)
    return tuple(
        Member(
            place.position,
            (name or "") if named else "",
            agency or "",
            (expert or "") if named else "",
            Period(place.departs_on, place.returns_on),
            place.version,
        )
        for place, name, agency, expert in rows
    )


def candidates(db: Session, user: Principal, reference: str, position: int, today: date) -> tuple[Candidate, ...]:
    """Who could be named for a place: those on offer at the agencies that take part, the free ones first.

    Whoever has another place on this team is none of them.
    """
    found = engagements.record(db, user, ACTION, reference)
    place = _places(db, found, [position])[position]
    period = Period(place.departs_on, place.returns_on)
    agencies = select(EngagementPartner.partner_id).where(
        EngagementPartner.engagement_id == found.id, EngagementPartner.archived_at.is_(None)
    )
    on_team = select(Assignment.expert_id).where(
        Assignment.engagement_id == found.id,
        Assignment.archived_at.is_(None),
        Assignment.position != position,
        Assignment.expert_id.is_not(None),
    )
    rows = db.execute(
        select(Expert, Person.display_name, Partner.name)
        .join(Person, Person.id == Expert.person_id)
        .join(Partner, Partner.id == Expert.partner_id)
        .where(Expert.partner_id.in_(agencies), Expert.id.not_in(on_team))
        .where(availability.on_offer(), scope.expert_names(user))
        .order_by(case((availability.free(db, period), 0), else_=1), Person.search_key, Expert.id)
        .limit(MOST_CANDIDATES)
    ).all()
    answers = availability.judged(db, user, [expert.id for expert, _, _ in rows], period, today, leaving_out=[place.id])
    found_ones = (
        Candidate(expert.reference, name, expert.title or "", agency, answers[expert.id])
        for expert, name, agency in rows
    )
    return tuple(sorted(found_ones, key=lambda one: not one.answer.free))


def name_expert(
    db: Session, user: Principal, reference: str, position: int, expert: str, version: int, today: date
) -> str:
    """Name an expert for a place on the team that was shown in a version. Raises as `name_experts` does."""
    found = engagements.record(db, user, ACTION, reference)
    versions.require(_places(db, found, [position])[position].version, version)
    return name_experts(db, user, reference, {position: expert}, today)


def name_experts(db: Session, user: Principal, reference: str, experts: Mapping[int, str], today: date) -> str:
    """Name the experts for several places at once: all of them, or none.

    Raises NotFound for a place that does not exist or an expert who is not on offer, Conflict for one who is not free.
    """
    found = engagements.record(db, user, ACTION, reference)
    places = _places(db, found, experts)
    key_of = _on_offer(db, user, set(experts.values()))
    theirs = availability.commitments(db, user, set(key_of.values()), [place.id for place in places.values()])
    for position, expert in experts.items():
        place, taken = places[position], theirs[key_of[expert]]
        period = Period(place.departs_on, place.returns_on)
        _require_free(expert, pure.judge(period, taken, earliest=min(today, period.first)))
        taken.append(Commitment(CommitmentKind.ASSIGNED, period, f"{reference}/{position}"))
        place.expert_id = key_of[expert]
    return reference


def take_off(db: Session, user: Principal, reference: str, position: int, version: int) -> str:
    """Leave a place on the team without a name again."""
    found = engagements.record(db, user, ACTION, reference)
    place = _places(db, found, [position])[position]
    versions.require(place.version, version)
    place.expert_id = None
    return reference


def _places(db: Session, found: Engagement, positions: Mapping[int, str] | list[int]) -> dict[int, Assignment]:
    rows = select(Assignment).where(
        Assignment.engagement_id == found.id, Assignment.archived_at.is_(None), Assignment.position.in_(positions)
    )
    places = {place.position: place for place in db.scalars(rows)}
    for position in positions:
        if position not in places:
            raise NotFound(
                "There is no such place on the team.", hint="Choose one from the list.", reference=str(position)
            )
    return places


def _on_offer(db: Session, user: Principal, experts: set[str]) -> dict[str, int]:
    rows = db.execute(
        select(Expert.reference, Expert.id)
        .join(Partner, Partner.id == Expert.partner_id)
        .where(Expert.reference.in_(experts), availability.on_offer(), scope.expert_names(user))
    )
    known = {row.reference: row.id for row in rows}
    for expert in experts - known.keys():
        raise NotFound(
            "There is no such expert on offer.",
            hint="Choose one from the list: inactive experts, and those of an agency that is not active, are not.",
            reference=expert,
        )
    return known


def _require_free(expert: str, answer: Availability) -> None:
    if not answer.free:
        raise Conflict(
            f"{expert} is not free {answer.wished.words}. {' '.join(answer.sentences)}",
            hint=answer.proposal,
            reference=expert,
        )
