"""Go or no-go of one engagement on any day, with every reason that the reader may see, and what to fix next."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..judgements import Judgement
from ..readiness import Counts, FixNext, Readiness, Verdict, Waits, seen_on, waits_of
from ..roles import Principal, Scope
from ..store.models import Assignment, Engagement, ReadinessSummary
from ..team_judgements import PLACE, STEP
from . import engagements, judged, references, scope


@dataclass(frozen=True, slots=True)
class Board:
    """The verdict and the counts of all judgements, and those of them that the reader may see.

    Of other travelers an expert sees nothing, and who sees no people sees nothing of any: `hidden` is how many
    judgements that leaves out. `next_change` is the first day on which anything of all is judged otherwise.
    """

    verdict: Verdict
    counts: Counts
    next_change: date | None
    shown: Readiness
    hidden: int
    fix: FixNext | None
    departs: date

    @property
    def left(self) -> bool:
        """Has the team left by the day that is looked at?"""
        return self.shown.day > self.departs


def of_engagement(db: Session, user: Principal, reference: str, day: date) -> Board:
    """How an engagement stands on a day, by what is on record now. Raises NotFound outside the user's reach."""
    found = engagements.record(db, user, "engagement:read", reference)
    everything = seen_on(day, judged.of(db, user, found, day))
    shown = replace(everything, judgements=_share(db, user, found, everything.judgements))
    return Board(
        everything.verdict,
        everything.counts,
        judged.next_change(db, user, found, everything),
        shown,
        len(everything.judgements) - len(shown.judgements),
        shown.fix_next(_waits(db, user, found, shown)),
        found.departs_on,
    )


def worse_when_moved(
    db: Session, user: Principal, found: Engagement, by: timedelta, today: date
) -> tuple[Judgement, ...]:
    """What the user may know of that would stand worse if the trip left so much later."""
    return _share(db, user, found, judged.worse_when_moved(db, found, by, today))


def kept(db: Session, user: Principal, reference: str, today: date) -> tuple[Verdict, Counts, str] | None:
    """The verdict, the counts and what stands in the way before all else, as kept: nobody waits for a judgement.

    None once the team has left, and while they are of a day before something changed. Of what stands in the way
    those know who see all of the team; for others it is empty.
    """
    found = engagements.record(db, user, "engagement:read", reference)
    one = db.scalars(select(ReadinessSummary).where(ReadinessSummary.engagement_id == found.id)).one_or_none()
    if one is None or one.verdict is None or one.changes_on is None or one.changes_on <= today:
        return None
    counts = Counts(one.ready, one.waived, one.at_risk, one.not_ready, one.unknown)
    return Verdict(one.verdict), counts, one.first_reason if places_seen(db, user, found) is None else ""


def places_seen(db: Session, user: Principal, found: Engagement) -> frozenset[int] | None:
    """The places on the team of which a user may know how they stand. None: all of them."""
    others = tuple(grant for grant in user.grants if grant.scope is not Scope.SELF)
    if scope.reaches(db, replace(user, grants=others), "person:read", found):
        return None
    own = [grant.expert_id for grant in user.grants if grant.expert_id is not None]
    return frozenset(
        db.scalars(
            select(Assignment.position).where(
                Assignment.engagement_id == found.id, Assignment.expert_id.in_(own), Assignment.archived_at.is_(None)
            )
        )
    )


def _share(db: Session, user: Principal, found: Engagement, judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Those of the judgements that the user may see."""
    places = places_seen(db, user, found)
    if places is None:
        return judgements
    return tuple(one for one in judgements if one.traveler is None or one.traveler in places)


def _waits(db: Session, user: Principal, found: Engagement, shown: Readiness) -> Waits:
    """A step waits for those that its checklist names, and all that is asked of a traveler for somebody being named."""
    editions = references.current(db, user).checklists
    items = next((one.items for one in editions if one.edition == found.checklist_edition), ())
    after = {STEP + item.id: tuple(STEP + other for other in item.after) for item in items}
    waits = waits_of(after, {one.item for one in shown.judgements})
    of_travelers = {one.item for one in shown.judgements if one.traveler is not None} - {PLACE}
    return {item: (*ahead, PLACE) if item in of_travelers else ahead for item, ahead in waits.items()}
