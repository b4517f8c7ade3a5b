"""What the demo's experts can do, hold and have done, when they are away, and who no longer deploys. All invented."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from ..experts import AbsenceKind, CredentialKind, LanguageLevel, SkillLevel
from ..periods import Period
from ..reference import shipped
from ..roles import Grant, Principal, Role
from ..services import absences, credentials, experience, expert_view, experts, skills
from ..validity import Never
from .people import Roster

LANGUAGES = ("es", "fr", "pt", "ar", "ru", "ka", "ht", "vi")
TRAININGS = ("Instructor development course", "High-threat security awareness course", "First aid and trauma care")
CERTIFICATES = ("Crash reconstruction certificate", "Court-qualified expert", "Basic life support")
WORK = ("Taught at the regional academy", "Built up a training unit", "Advised a justice ministry", "Led a task force")
INACTIVE_EVERY, ABSENT_EVERY, PROPOSED_EVERY = 29, 5, 6
REASONS = ("Retired from the agency", "Moved to another post", "Asked not to be deployed")


def add_profiles(db: Session, user: Principal, roster: Roster, today: date) -> Roster:
    """Fill in every expert. Gives the roster of those who can be named, with the days on which they are away."""
    random = Random(150)
    sectors = dict(roster.partners)
    people = sorted((expert, sectors[partner]) for partner, some in roster.experts.items() for expert in some)
    taken: dict[str, list[Period]] = {}
    for number, (expert, sector) in enumerate(people):
        _profile(db, user, random, expert, sector, number, today)
        if number % ABSENT_EVERY == 2:
            taken[expert] = [_absence(db, user, random, expert, today)]
    gone = set(_deactivated(db, user, [expert for expert, _ in people]))
    active = {partner: tuple(one for one in some if one not in gone) for partner, some in roster.experts.items()}
    return replace(roster, experts=active, taken=taken)


def _profile(db: Session, user: Principal, random: Random, expert: str, sector: str, number: int, today: date) -> None:
    specialties = [one.key for one in shipped().catalogue.specialties.values() if sector in one.sectors]
    for specialty in random.sample(specialties, min(len(specialties), random.randint(1, 3))):
        skills.set_skill(db, user, expert, specialty, random.choice(tuple(SkillLevel)))
    for language in random.sample(LANGUAGES, random.choice((0, 0, 1, 1, 2))):
        skills.set_language(db, user, expert, language, random.choice(tuple(LanguageLevel)))
    entering = _coordinator(db, user, expert) if number % PROPOSED_EVERY == 4 else user
    for kind, name, issued, expires in _credentials(random, number, today):
        credentials.add(db, entering, expert, kind, name, issued, expires, today)
    first = today.year - random.randint(3, 20)
    country = random.choice([land.code for land in shipped().countries.sorted()])
    experience.add(db, user, expert, random.choice(WORK), country, first, first + random.randint(0, 2), today)


def _coordinator(db: Session, user: Principal, expert: str) -> Principal:
    """Someone of the expert's own agency, whose entries wait to be confirmed."""
    agency = experts.record(db, user, experts.ACTION, expert).partner_id
    return replace(user, grants=(Grant(Role.PARTNER_COORDINATOR, partner_id=agency),))


def _credentials(
    random: Random, number: int, today: date
) -> Iterator[tuple[CredentialKind, str, date, date | Never | None]]:
    """In turns one that expires soon, one that never does, and one of which nobody knows; for a third also another."""
    issued = today - timedelta(random.randint(200, 900))
    expires = (today + timedelta(random.randint(20, 90)), Never.NEVER, None)[number % 3]
    yield CredentialKind.TRAINING, TRAININGS[number % len(TRAININGS)], issued, expires
    if number % 3 == 0:
        name = random.choice(CERTIFICATES)
        yield CredentialKind.CERTIFICATE, name, issued, today + timedelta(random.randint(300, 900))


def _absence(db: Session, user: Principal, random: Random, expert: str, today: date) -> Period:
    first = today + timedelta(random.randint(-20, 200))
    period = Period(first, None if random.random() < 0.1 else first + timedelta(random.randint(4, 30)))
    absences.declare(db, user, expert, random.choice(tuple(AbsenceKind)), period)
    return period


def _deactivated(db: Session, user: Principal, people: list[str]) -> Iterator[str]:
    """A few; never the first, whom a visitor can be."""
    for number, expert in enumerate(people[INACTIVE_EVERY - 1 :: INACTIVE_EVERY]):
        version = expert_view.view(db, user, expert).version
        experts.deactivate(db, user, expert, version, REASONS[number % len(REASONS)])
        yield expert
