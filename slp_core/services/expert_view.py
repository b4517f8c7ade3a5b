"""One expert as the page shows it: what the person can do, holds and has done, where sent, and when away."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..availability import scan
from ..commitments import Commitment, CommitmentKind
from ..experts import AbsenceKind, CredentialKind, LanguageLevel, SkillLevel
from ..lifecycle import Stage
from ..partners import PartnerStatus
from ..periods import Period
from ..roles import Principal
from ..store.models import (
    Absence,
    AppUser,
    Assignment,
    Credential,
    Engagement,
    Experience,
    Expert,
    ExpertLanguage,
    ExpertSkill,
    Partner,
    Person,
)
from ..validity import Never
from . import availability, experts, scope

ACTIONS = ("expert:change", "credential:confirm", "absence:declare", "appraisal:give")


@dataclass(frozen=True, slots=True)
class Known:
    """A specialty or a language, by its key of the catalogue, with its level."""

    key: str
    level: SkillLevel | LanguageLevel
    confirmed: bool
    version: int


@dataclass(frozen=True, slots=True)
class Held:
    """A training or certificate; `expires` None is not known."""

    id: int
    kind: CredentialKind
    name: str
    issued: date | None
    expires: date | Never | None
    module: str  # of the training catalogue; empty where it is none
    evidence: str
    confirmed: bool
    confirmed_by: str  # a name, never the expert's own
    version: int


@dataclass(frozen=True, slots=True)
class Done:
    """Work done before."""

    id: int
    what: str
    country: str
    first_year: int
    last_year: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A place on a team within the user's reach."""

    engagement: str
    title: str
    country: str
    stage: Stage
    period: Period


@dataclass(frozen=True, slots=True)
class Away:
    """A declared absence."""

    id: int
    kind: AbsenceKind
    period: Period
    version: int


@dataclass(frozen=True, slots=True)
class ExpertView:
    """An expert, free of the database. Where `named` is false there is no name, no address, no day and no history."""

    reference: str
    named: bool
    name: str
    email: str
    title: str
    station: str
    agency: str
    agency_reference: str
    agency_status: PartnerStatus
    state: str
    active: bool
    inactive_reason: str
    version: int
    skills: tuple[Known, ...]
    languages: tuple[Known, ...]
    credentials: tuple[Held, ...]
    experience: tuple[Done, ...]
    sent: tuple[Sent, ...]
    away: tuple[Away, ...]
    twice: tuple[str, ...]  # sentences: commitments that take the same days
    may: frozenset[str]  # of ACTIONS, what this user may do with this expert
    oneself: bool

    @property
    def on_offer(self) -> bool:
        return self.active and self.agency_status is PartnerStatus.ACTIVE


def view(db: Session, user: Principal, reference: str) -> ExpertView:
    """Raises NotFound when there is none, or none within the user's reach: the two read the same."""
    found = experts.record(db, user, "expert:read", reference)
    person, agency = db.get_one(Person, found.person_id), db.get_one(Partner, found.partner_id)
    named = db.scalar(select(Expert.id).where(Expert.id == found.id, scope.expert_names(user))) is not None
    return ExpertView(
        reference=found.reference,
        named=named,
        name=person.display_name if named else "",
        email=(person.email or "") if named else "",
        title=found.title or "",
        station=found.station or "",
        agency=agency.name,
        agency_reference=agency.reference,
        agency_status=PartnerStatus(agency.status),
        state=agency.state,
        active=found.active,
        inactive_reason=(found.inactive_reason or "") if named else "",
        version=experts.version_of(found, person),
        skills=_skills(db, found.id),
        languages=_languages(db, found.id),
        credentials=_credentials(db, found.id),
        experience=_experience(db, found.id),
        sent=_sent(db, user, found.id) if named else (),
        away=_away(db, found.id) if named else (),
        twice=_twice(availability.commitments(db, user, [found.id])[found.id]) if named else (),
        may=_may(db, user, found),
        oneself=experts.is_oneself(db, user, found),
    )


def _may(db: Session, user: Principal, found: Expert) -> frozenset[str]:
    """What the user may do with this expert; nothing but declaring absences with oneself."""
    granted = [action for action in ACTIONS if user.may(action)]
    reached = [
        action
        for action in granted
        if db.scalar(select(Expert.id).where(Expert.id == found.id, scope.experts(user, action))) is not None
    ]
    return frozenset(reached)


def _skills(db: Session, key: int) -> tuple[Known, ...]:
    rows = db.scalars(
        select(ExpertSkill).where(ExpertSkill.expert_id == key, ExpertSkill.archived_at.is_(None)).order_by("id")
    )
    return tuple(Known(r.specialty, SkillLevel(r.level), r.confirmed_by is not None, r.version) for r in rows)


def _languages(db: Session, key: int) -> tuple[Known, ...]:
    rows = db.scalars(
        select(ExpertLanguage)
        .where(ExpertLanguage.expert_id == key, ExpertLanguage.archived_at.is_(None))
        .order_by("id")
    )
    return tuple(Known(r.language, LanguageLevel(r.level), r.confirmed_by is not None, r.version) for r in rows)


def _credentials(db: Session, key: int) -> tuple[Held, ...]:
    rows = db.execute(
        select(Credential, Person.display_name)
        .outerjoin(AppUser, AppUser.principal_id == Credential.confirmed_by)
        .outerjoin(Person, Person.id == AppUser.person_id)
        .where(Credential.expert_id == key, Credential.archived_at.is_(None))
        .order_by(Credential.id)
    )
    return tuple(
        Held(
            id=one.id,
            kind=CredentialKind(one.kind),
            name=one.name,
            issued=one.issued_on,
            expires=Never.NEVER if one.never_expires else one.expires_on,
            module=one.module or "",
            evidence=one.evidence or "",
            confirmed=one.confirmed_by is not None,
            confirmed_by=name or "",
            version=one.version,
        )
        for one, name in rows
    )


def _experience(db: Session, key: int) -> tuple[Done, ...]:
    rows = db.scalars(
        select(Experience)
        .where(Experience.expert_id == key, Experience.archived_at.is_(None))
        .order_by(Experience.first_year.desc(), Experience.id)
    )
    return tuple(Done(r.id, r.what, r.country or "", r.first_year, r.last_year, r.version) for r in rows)


def _sent(db: Session, user: Principal, key: int) -> tuple[Sent, ...]:
    rows = db.execute(
        select(Assignment, Engagement)
        .join(Engagement, Engagement.id == Assignment.engagement_id)
        .where(
            Assignment.expert_id == key,
            Assignment.archived_at.is_(None),
            Engagement.archived_at.is_(None),
            scope.engagements(user, "engagement:read"),
        )
        .order_by(Assignment.departs_on.desc(), Assignment.id)
    )
    return tuple(
        Sent(trip.reference, trip.title, trip.country, Stage(trip.stage), Period(place.departs_on, place.returns_on))
        for place, trip in rows
    )


def _away(db: Session, key: int) -> tuple[Away, ...]:
    rows = db.scalars(
        select(Absence)
        .where(Absence.expert_id == key, Absence.archived_at.is_(None))
        .order_by(Absence.first_day.desc(), Absence.id)
    )
    return tuple(Away(r.id, AbsenceKind(r.kind), Period(r.first_day, r.last_day), r.version) for r in rows)


def _twice(theirs: list[Commitment]) -> tuple[str, ...]:
    """Places on a team whose days an absence or another place takes, too; a journey belongs to its place."""
    others = [one for one in theirs if one.kind is not CommitmentKind.TRAVELING]
    sentences = []
    for number, place in enumerate(others):
        if place.kind is not CommitmentKind.ABSENT:
            later = [(None, one) for n, one in enumerate(others) if n > number or one.kind is CommitmentKind.ABSENT]
            clashes = scan(place.period, later).get(None, ())
            sentences += [f"{place.words} {place.period.words}: {clash.sentence}" for clash in clashes]
    return tuple(sentences)
