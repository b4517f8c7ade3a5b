"""The RSO's briefing of a post: written in versions, read by those who go there, attested by each expert."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..briefings import Attested, Briefing, Section
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..roles import Principal
from ..store.models import (
    AppUser,
    Assignment,
    BriefingAttestation,
    Expert,
    Person,
    Post,
    PostBriefing,
    PostCountry,
)
from ..text import limited
from . import engagements

READ, WRITE, ATTEST = "briefing:read", "briefing:write", "briefing:attest"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class PostBook:
    """A post with its briefing: the version that holds, the one before it, and how many there are."""

    key: str
    name: str
    latest: Briefing | None
    before: Briefing | None
    writable: bool


def posts(db: Session, user: Principal) -> dict[str, str]:
    """The posts whose briefing the user may read without an engagement: key -> name."""
    rows = db.execute(
        select(Post.key, Post.name, PostCountry.country)
        .join(PostCountry, PostCountry.post_id == Post.id)
        .order_by(Post.name)
    )
    return {key: name for key, name, country in rows if user.reaches(READ, country)}


def of_post(db: Session, user: Principal, key: str) -> PostBook:
    """Raises NotFound for a post outside the user's reach."""
    post = _post(db, user, READ, key)
    latest, before = (*_newest(db, post.id), None, None)[:2]
    return PostBook(post.key, post.name, latest, before, _reaches(db, user, WRITE, post))


def publish(db: Session, user: Principal, key: str, sections: Mapping[str, str], shown: int, now: datetime) -> str:
    """Publish a version; `shown` is the number of the one that was changed, 0 for the first. Gives the post's key.

    Raises NotAllowed, InvalidInput for an empty one, Conflict when another was published meanwhile or nothing changed.
    """
    post = _post(db, user, WRITE, key)
    latest = next(iter(_newest(db, post.id)), None)
    number = latest.number if latest else 0
    if number != shown:
        raise Conflict("Another version was published meanwhile.", hint="Read it, then change it.", now=number)
    kept = {str(one): text for one in Section if (text := limited(sections.get(one, ""), LONGEST, "section"))}
    if not kept:
        raise InvalidInput("The briefing is empty.", hint="Fill in at least one section.", field="sections")
    if latest and kept == {str(one): text for one, text in latest.sections.items()}:
        raise Conflict("Nothing was changed.", hint="Change a section: everybody attests the new version again.")
    db.add(PostBriefing(post_id=post.id, number=number + 1, sections=kept, written_by=user.id, published_at=now))
    return key


def attest(db: Session, user: Principal, reference: str, number: int, now: datetime) -> str:
    """An expert says, for oneself alone, to have read a version of the briefing of an engagement's post.

    Raises NotAllowed for whoever is no expert on it, Conflict for a version that no longer holds.
    """
    found = engagements.record(db, user, ATTEST, reference)
    own = {grant.expert_id for grant in user.grants_for(ATTEST)}
    on_team = select(Assignment.expert_id).where(
        Assignment.engagement_id == found.id, Assignment.expert_id.in_(own), Assignment.archived_at.is_(None)
    )
    key = db.scalars(on_team).first()
    if key is None or found.post_id is None:
        raise NotAllowed("Only an expert of the team attests.", hint="Each does so alone.", permission=ATTEST)
    rows = select(PostBriefing).where(PostBriefing.post_id == found.post_id).order_by(PostBriefing.number.desc())
    latest = db.scalars(rows).first()
    if latest is None or latest.number != number:
        raise Conflict("This version no longer holds.", hint="Read the newest one and attest that.", now=number)
    attested = select(BriefingAttestation.id).where(
        BriefingAttestation.briefing_id == latest.id, BriefingAttestation.expert_id == key
    )
    if db.scalars(attested).first() is None:
        db.add(BriefingAttestation(briefing_id=latest.id, expert_id=key, attested_at=now, attested_by=user.id))
    return reference


def latest_of(db: Session, post_id: int | None) -> Briefing | None:
    """The version that holds at a post, for use cases that have asked who may see it."""
    return next(iter(_newest(db, post_id)), None) if post_id else None


def attested(db: Session, post_id: int | None, keys: list[int]) -> dict[int, Attested]:
    """The newest version that each of several experts attested at a post."""
    rows = db.execute(
        select(BriefingAttestation.expert_id, PostBriefing.number, BriefingAttestation.attested_at)
        .join(PostBriefing, PostBriefing.id == BriefingAttestation.briefing_id)
        .where(PostBriefing.post_id == post_id, BriefingAttestation.expert_id.in_(keys))
        .order_by(PostBriefing.number)
    )
    return {key: Attested(number, moment.date()) for key, number, moment in rows}


def expert_of(db: Session, user: Principal, reference: str) -> str:
    """The reference of the expert as whom the user may attest on an engagement; empty for all others."""
    own = {grant.expert_id for grant in user.grants_for(ATTEST)}
    rows = select(Expert.reference).join(Assignment, Assignment.expert_id == Expert.id)
    found = engagements.record(db, user, "engagement:read", reference)
    mine = rows.where(Assignment.engagement_id == found.id, Assignment.archived_at.is_(None), Expert.id.in_(own))
    return db.scalars(mine).first() or ""


def _newest(db: Session, post_id: int) -> list[Briefing]:
    """The last two versions, newest first."""
    rows = db.execute(
        select(PostBriefing, Person.display_name)
        .outerjoin(AppUser, AppUser.principal_id == PostBriefing.written_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(PostBriefing.post_id == post_id)
        .order_by(PostBriefing.number.desc())
        .limit(2)
    )
    return [
        Briefing(
            row.number, {Section(key): text for key, text in row.sections.items()}, row.published_at, name or "System"
        )
        for row, name in rows
    ]


def _post(db: Session, user: Principal, action: str, key: str) -> Post:
    user.require(action)
    post = db.scalars(select(Post).where(Post.key == key)).first()
    if post is None or not _reaches(db, user, action, post):
        raise NotFound(
            "There is no such post among those you may see.", hint="Choose one from the list.", reference=key
        )
    return post


def _reaches(db: Session, user: Principal, action: str, post: Post) -> bool:
    """For a post that serves several countries, all of them: the briefing is the whole post's."""
    served = db.scalars(select(PostCountry.country).where(PostCountry.post_id == post.id)).all()
    return bool(served) and all(user.reaches(action, country) for country in served)
