"""One engagement: opened from a plan, seen with its team, checklist, cost and history, moved along its stages."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import plan
from ..cost_lines import CostEstimate
from ..errors import NotAllowed, NotFound
from ..lifecycle import Stage
from ..outlook import Outlook
from ..plan import Kind, Plan
from ..reference import shipped
from ..roles import Principal
from ..store import counters
from ..store.models import (
    Assignment,
    Engagement,
    EngagementPartner,
    Partner,
    Place,
    Post,
    PostCountry,
    Stay,
)
from ..text import clean, search_key
from . import availability, copied_steps, estimates, mechanism_choice, needs, outlooks, scope, versions


@dataclass(frozen=True, slots=True)
class EngagementView:
    """An engagement as its page shows it, free of the database."""

    reference: str
    title: str
    kind: Kind
    stage: Stage
    country: str
    post: str
    departs: date
    returns: date
    travelers: int
    plan: Plan
    partners: tuple[str, ...]
    estimate: Decimal | None
    provisional: bool
    edition: str
    version: int
    opened: datetime


def open_from_plan(
    db: Session, user: Principal, wish: Plan, today: date, now: datetime, cost: CostEstimate | None = None
) -> str:
    """Save a plan as an engagement, with its team places, its checklist as of today and its first estimate.

    `cost` is its price where it is a part of a longer trip. Gives the public reference. Raises NotAllowed outside the
    user's countries, InvalidInput for a plan that cannot be, Conflict where its agreement does not cover it.
    """
    user.require("engagement:open")
    answer = outlooks.of_plan(db, user, wish, today)
    answer = replace(answer, cost=cost) if cost else answer
    if not user.reaches("engagement:open", answer.plan.country):
        raise NotAllowed(
            "This country is not served by your post.",
            hint="Its own post or INL/KM can open the engagement.",
            permission="engagement:open",
        )
    partner_id = _partner_id(db, answer.plan.partner)
    engagement = _engagement(db, user, answer)
    engagement.mechanism_id = _mechanism_id(db, user, answer, partner_id)
    db.add(engagement)
    db.flush()
    if answer.plan.need:
        needs.plan_for(db, user, answer.plan.need, engagement, today)
    _add_partner(db, engagement, partner_id)
    team = _add_team(db, engagement, answer.plan)
    copied_steps.add(db, engagement, team, answer)
    if answer.cost:
        estimates.add_first(db, user, engagement, answer.cost, now)
    return engagement.reference


def view(db: Session, user: Principal, reference: str) -> EngagementView:
    """Raises NotFound when there is none, or none within the user's reach: the two read the same."""
    found = record(db, user, "engagement:read", reference)
    post = db.scalars(select(Post.name).where(Post.id == found.post_id)).one_or_none()
    partners = db.scalars(
        select(Partner.name)
        .join(EngagementPartner, EngagementPartner.partner_id == Partner.id)
        .where(EngagementPartner.engagement_id == found.id, EngagementPartner.archived_at.is_(None))
    )
    priced = scope.reaches(db, user, "estimate:read", found)
    saved = plan.from_json(found.plan)
    return EngagementView(
        reference=found.reference,
        title=found.title,
        kind=Kind(found.kind),
        stage=Stage(found.stage),
        country=found.country,
        post=post or "",
        departs=found.departs_on,
        returns=found.returns_on,
        travelers=found.travelers,
        plan=saved if priced else _without_prices(saved),
        partners=tuple(partners),
        estimate=found.estimate if priced else None,
        provisional=found.estimate_provisional,
        edition=found.checklist_edition,
        version=found.version,
        opened=found.created_at,
    )


def move(db: Session, user: Principal, reference: str, stage: Stage, version: int) -> str:
    """Move to a stage. Raises Conflict when changed since `version`, and when revived for a team that is not free."""
    found = record(db, user, "engagement:open", reference)
    versions.require(found.version, version)
    if found.stage in (Stage.CANCELLED, Stage.DECLINED) and stage not in (Stage.CANCELLED, Stage.DECLINED):
        availability.require_team_free(db, user, found)
    found.stage = stage
    return reference


def record(db: Session, user: Principal, action: str, reference: str) -> Engagement:
    """The row itself, for other use cases. Raises NotFound outside the user's reach."""
    user.require(action)
    found = db.scalars(
        select(Engagement).where(
            Engagement.reference == clean(reference), Engagement.archived_at.is_(None), scope.engagements(user, action)
        )
    ).one_or_none()
    if found is None:
        raise NotFound(
            "There is no such engagement among those you may see.",
            hint="Check the address, or look in the list.",
            reference=reference,
        )
    return found


def _without_prices(saved: Plan) -> Plan:
    """The plan for those who see no money: what was quoted for flights and rooms, and who pays, is left out."""
    stays = tuple(replace(stay, room=None, rent=None) for stay in saved.itinerary.stays)
    return replace(saved, air_fare=None, mechanism=None, itinerary=replace(saved.itinerary, stays=stays))


def _engagement(db: Session, user: Principal, answer: Outlook) -> Engagement:
    wish = answer.plan
    reference = counters.next_reference(db, "E", wish.itinerary.departs.year)
    title = wish.title or f"{plan.KIND_WORDS[wish.kind]}, {wish.main_stay.locality}"
    return Engagement(
        reference=reference,
        kind=wish.kind,
        stage=Stage.IDENTIFY_NEED,
        title=title,
        search_key=search_key(
            f"{reference} {title} {wish.main_stay.locality} {shipped().countries.label(wish.country)}"
        ),
        topic=wish.notes,
        country=wish.country,
        post_id=db.scalars(select(PostCountry.post_id).where(PostCountry.country == wish.country)).first(),
        departs_on=wish.itinerary.departs,
        returns_on=wish.itinerary.returns,
        travelers=wish.travelers,
        plan=plan.to_json(wish),
        checklist_edition=answer.checklist.edition,
        estimate=answer.cost.total if answer.cost else None,
        estimate_provisional=answer.cost.provisional if answer.cost else False,
        currency="USD",
        owner_id=user.id,
    )


def _partner_id(db: Session, reference: str | None) -> int | None:
    if reference is None:
        return None
    partner_id = db.scalars(
        select(Partner.id).where(Partner.reference == reference, Partner.archived_at.is_(None))
    ).one_or_none()
    if partner_id is None:
        raise NotFound(f"There is no partner {reference}.", hint="Choose one from the list.", reference=reference)
    return partner_id


def _add_partner(db: Session, engagement: Engagement, partner_id: int | None) -> None:
    if partner_id is not None:
        db.add(EngagementPartner(engagement_id=engagement.id, partner_id=partner_id, role="lead"))


def _mechanism_id(db: Session, user: Principal, answer: Outlook, partner_id: int | None) -> int | None:
    """The agreement that the plan names, if the trip fits it."""
    wish, trip = answer.plan, answer.plan.itinerary
    if wish.mechanism is None:
        return None
    partners = () if partner_id is None else (partner_id,)
    return mechanism_choice.fitting(db, user, wish.mechanism, partners, trip.departs, trip.returns).id


def _add_team(db: Session, engagement: Engagement, wish: Plan) -> list[Assignment]:
    """A place on the team for every traveler, to be given a name later, and the stays of the trip."""
    trip = wish.itinerary
    team = [
        Assignment(
            engagement_id=engagement.id,
            position=number + 1,
            departs_on=trip.departs,
            returns_on=trip.returns,
            status="planned",
        )
        for number in range(wish.travelers)
    ]
    db.add_all(team)
    for number, stay in enumerate(trip.stays):
        place = _place(db, stay.country, stay.locality)
        db.add(
            Stay(
                engagement_id=engagement.id, sequence=number, place_id=place.id,
                arrives_on=stay.arrives, leaves_on=stay.leaves,
            )
        )  # fmt: skip
    db.flush()
    return team


def _place(db: Session, country: str, locality: str) -> Place:
    known = db.scalars(select(Place).where(Place.country == country, Place.locality == locality)).first()
    if known is None:
        land = shipped().countries.program.get(country)
        zone = land.zone if land and locality == land.rate_locality else None  # known for the post's city alone
        known = Place(country=country, locality=locality, name=locality, zone=zone)
        db.add(known)
        db.flush()
    return known
