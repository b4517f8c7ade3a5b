"""One need: raised, changed, moved along its life with reasons, and linked to the engagements that meet it."""

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from .. import need_request
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..lifecycle import GIVEN_UP
from ..need_request import NeedRequest
from ..needs import PLANNED_FOR, NeedStatus, action_to, action_to_change, require_next
from ..reference import shipped
from ..roles import Principal
from ..store import counters
from ..store.models import Engagement, Institution, Need, NeedStep, PostCountry
from ..text import clean, limited, search_key
from . import scope, versions

REASON_LENGTH = 500
COLUMNS = ("country", "title", "kind", "topic", "priority", "days", "window_start", "window_end", "participants")
MAYBE = ("sector", "specialty", "audience", "outcome", "indicator", "target", "language", "offer")  # "" is no value


def add(db: Session, user: Principal, wish: NeedRequest, today: date) -> str:
    """Raise a need. Gives its reference. Raises NotAllowed outside the user's countries, InvalidInput by field."""
    asked = _checked(user, wish, today)
    need = Need(reference=counters.next_reference(db, "N", today.year), status=NeedStatus.RAISED, requested_by=user.id)
    _write(db, need, asked)
    db.add(need)
    return need.reference


def change(db: Session, user: Principal, reference: str, wish: NeedRequest, version: int, today: date) -> str:
    """Ask for something else. A post changes what is not decided yet; what INL/KM accepted, only INL/KM changes."""
    need = record(db, user, "need:raise", reference)
    _require_in_reach(user, action_to_change(NeedStatus(need.status)), need.country)
    versions.require(need.version, version)
    _write(db, need, _checked(user, wish, today))
    return reference


def move(
    db: Session, user: Principal, reference: str, to: NeedStatus, reason: str, version: int, today: date
) -> str:  # fmt: skip
    """Move a need, with the reason. Raises Conflict for a move that does not exist, or after someone else's change."""
    need = record(db, user, "need:read", reference)
    _require_in_reach(user, action_to(to), need.country)
    versions.require(need.version, version)
    require_next(NeedStatus(need.status), to)
    if to is NeedStatus.MET and not _is_met(db, need):
        raise Conflict("No engagement meets this need yet.", hint="Plan or link one first.", to=to)
    _step(db, user, need, to, reason, today)
    return reference


def link(db: Session, user: Principal, reference: str, engagement: str, today: date) -> str:
    """Say that an engagement which is open already meets a need: by both references, both in the user's reach."""
    user.require("engagement:open")
    found = db.scalars(
        select(Engagement).where(
            Engagement.reference == clean(engagement),
            Engagement.archived_at.is_(None),
            scope.engagements(user, "engagement:open"),
        )
    ).one_or_none()
    if found is None:
        raise NotFound(
            "There is no such engagement among those you may change.",
            hint="Write its reference, like E-2027-014.",
            reference=engagement,
        )
    plan_for(db, user, reference, found, today)
    return reference


def plan_for(db: Session, user: Principal, reference: str, engagement: Engagement, today: date) -> None:
    """Link an engagement to the need it is planned for, and move the need along, in the caller's transaction."""
    need = record(db, user, "need:read", reference)
    if NeedStatus(need.status) not in PLANNED_FOR:
        raise Conflict(
            f"{need.reference} is not accepted, so no engagement can be planned for it.",
            hint="INL/KM decides on the page of the need.",
            now=need.status,
        )
    if engagement.country != need.country:
        label = shipped().countries.label
        raise InvalidInput(
            f"{need.reference} is a need of {label(need.country)}, and this engagement is for "
            f"{label(engagement.country)}.",
            hint="Choose the country of the need.",
            field="country",
        )
    if engagement.need_id not in (None, need.id):
        raise Conflict(f"{engagement.reference} meets another need already.", hint="Open it and look.")
    engagement.need_id = need.id
    if need.status == NeedStatus.ACCEPTED:
        _step(db, user, need, NeedStatus.MATCHED, f"{engagement.reference} was planned for it.", today)


def record(db: Session, user: Principal, action: str, reference: str) -> Need:
    """The row itself, for other use cases. Raises NotFound outside the user's reach."""
    user.require(action)
    need = db.scalars(
        select(Need).where(
            Need.reference == clean(reference), Need.archived_at.is_(None), scope.lands(user, action, Need.country)
        )
    ).one_or_none()
    if need is None:
        raise NotFound(
            "There is no such need among those you may see.",
            hint="Check the address, or look in the list.",
            reference=reference,
        )
    return need


def _checked(user: Principal, wish: NeedRequest, today: date) -> NeedRequest:
    user.require("need:raise")
    asked = need_request.check(wish, shipped(), today)
    _require_in_reach(user, "need:raise", asked.country)
    return asked


def _require_in_reach(user: Principal, action: str, country: str) -> None:
    user.require(action)
    if not user.reaches(action, country):
        raise NotAllowed(
            "This country is not served by your post.", hint="Its own post or INL/KM can do this.", permission=action
        )


def _write(db: Session, need: Need, asked: NeedRequest) -> None:
    for name in COLUMNS:
        setattr(need, name, getattr(asked, name))
    for name in MAYBE:
        setattr(need, name, getattr(asked, name) or None)
    need.institution_id = _institution(db, asked)
    need.post_id = db.scalars(select(PostCountry.post_id).where(PostCountry.country == asked.country)).first()
    country = shipped().countries.label(asked.country)
    need.search_key = search_key(f"{need.reference} {asked.title} {asked.audience} {country}")


def _institution(db: Session, asked: NeedRequest) -> int | None:
    if not asked.institution:
        return None
    key = db.scalars(
        select(Institution.id).where(
            Institution.reference == asked.institution,
            Institution.country == asked.country,
            Institution.archived_at.is_(None),
        )
    ).one_or_none()
    if key is None:
        raise InvalidInput(
            "There is no such institution in this country.", hint="Choose it from the list.", field="institution"
        )
    return key


def _step(db: Session, user: Principal, need: Need, to: NeedStatus, reason: str, today: date) -> None:
    said = limited(reason, REASON_LENGTH, "reason")
    if not said:
        raise InvalidInput("The reason is missing.", hint="Say in a sentence why.", field="reason")
    db.add(
        NeedStep(
            need_id=need.id, from_status=need.status, to_status=to, reason=said, moved_by=user.id, moved_on=today
        )
    )  # fmt: skip
    need.status = to


def _is_met(db: Session, need: Need) -> bool:
    meets = exists().where(
        Engagement.need_id == need.id, Engagement.archived_at.is_(None), Engagement.stage.not_in(GIVEN_UP)
    )
    return bool(db.scalar(select(meets)))
