"""Three hundred invented engagements over all countries: past, in country and ahead of the day they are made for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random

from sqlalchemy.orm import Session

from ..itinerary import Itinerary, Stay
from ..lifecycle import Stage
from ..periods import Period, shared
from ..plan import Plan
from ..reference import shipped
from ..roles import Principal
from ..services import engagement_mechanism, engagements, steps, team
from ..store import derived
from ..store.db import Actor, Database, work
from . import approvals, details, names
from .agreements import Agreements, covering
from .approvals import Hands
from .people import Roster

ENGAGEMENTS = 300
OWN = 15  # every so many engagements are those of the visited agency
AT_ONCE = 50  # engagements in one piece of work
PREPARATION = 150  # days between opening an engagement and its departure
FIRST, LAST = -360, 260  # departures, in days from the day the demo is made for
APPROVED = (Stage.PRE_DEPLOYMENT, Stage.DEPLOYMENT, Stage.POST_DEPLOYMENT, Stage.CLOSED)  # stages with a price agreed
NIGHT_FLIGHT = ("AF", "EAP", "EUR", "NEA", "SCA")


@dataclass(frozen=True, slots=True)
class Story:
    """An engagement to make: the plan, the experts named for it, the day it is opened and where it stands now."""

    plan: Plan
    experts: tuple[str, ...]
    opened: date
    stage: Stage


def add_engagements(
    database: Database,
    user: Principal,
    roster: Roster,
    agreements: Agreements,
    today: date,
    number: int = ENGAGEMENTS,
) -> None:
    """Make the engagements through the use cases: each opened on its own day, and all last worked on yesterday."""
    stories, hands = _stories(roster, today, number), approvals.hands(database)
    while some := list(islice(stories, AT_ONCE)):
        references = [_open(database, user, story, hands, agreements, today) for story in some]
        _work_on(database, user, dict(zip(references, some, strict=True)), today)


def _open(database: Database, user: Principal, story: Story, hands: Hands, agreements: Agreements, today: date) -> str:
    """Opened by whoever plans for the country, under an agreement and with its team; its estimate on its way."""
    opened = datetime.combine(story.opened, time(14), UTC)
    planner = hands.of(story.plan.country)
    with work(database, Actor(planner.id), opened) as db, db.no_autoflush:  # each use case flushes what it reads back
        derived.leave(db)
        reference = engagements.open_from_plan(db, planner, story.plan, story.opened, opened)
        if story.stage in (Stage.MECHANISM, *APPROVED):
            db.flush()
            approvals.submit(db, planner, reference, opened)
    with work(database, Actor(user.id), opened) as db, db.no_autoflush:
        derived.leave(db)
        if story.experts:
            team.name_experts(db, user, reference, dict(enumerate(story.experts, 1)), story.opened)
        version = engagements.record(db, user, "engagement:open", reference).version
        _choose_agreement(db, user, reference, story, agreements, version, today)
    if story.stage in APPROVED:
        approvals.approve(database, hands.approver, reference, story.opened, today)
    return reference


def _work_on(database: Database, user: Principal, stories: dict[str, Story], today: date) -> None:
    yesterday = datetime.combine(today, time(0), UTC) - timedelta(days=1)
    with work(database, Actor(user.id), yesterday) as db, db.no_autoflush:
        derived.leave(db)
        for reference, story in stories.items():
            version = engagements.record(db, user, "engagement:open", reference).version
            steps.mark_past(db, user, reference, _marked_until(story, today), today)
            engagements.move(db, user, reference, story.stage, version)


def _choose_agreement(
    db: Session, user: Principal, reference: str, story: Story, agreements: Agreements, version: int, today: date
) -> None:
    """From the stage in which the mechanism is signed, a trip runs under the agreement that covers it."""
    trip = story.plan.itinerary
    chosen = covering(agreements, story.plan.partner, trip.departs, trip.returns)
    if chosen and story.stage not in (Stage.IDENTIFY_NEED, Stage.PARTNER_SELECTION):
        engagement_mechanism.assign(db, user, reference, chosen, version, today)


def _stories(roster: Roster, today: date, number: int) -> Iterator[Story]:
    random = Random(63)
    codes = [country.code for country in shipped().countries.sorted()]
    for index in range(number):
        country = codes[index % len(codes)]
        departs = today + timedelta(FIRST + (LAST - FIRST) * ((index * 97) % number) // number)
        agency = roster.visited if index % OWN == 0 else random.choice(roster.offered)
        story = _story(random, roster, agency, country, departs, today)
        yield replace(story, plan=details.detailed(story.plan, index)) if index % details.EVERY == 0 else story


def _story(random: Random, roster: Roster, agency: tuple[str, str], country: str, departs: date, today: date) -> Story:
    partner, sector = agency
    length = random.choice((5, 6, 8, 10, 12, 12, 14, 19, 26)) if random.random() < 0.97 else 92
    everyone = roster.experts[partner]
    travelers = min(random.randint(1, 4), len(everyone))
    topic = random.choice(names.TOPICS.get(sector, names.TOPICS["police"]))
    land = shipped().countries.program[country]
    arrives = departs + timedelta(land.bureau in NIGHT_FLIGHT)
    returns = departs + timedelta(length)
    stay = Stay(country, _place(random, country, land.rate_locality), arrives, returns)
    plan = Plan(
        country,
        Itinerary(departs, returns, (stay,)),
        travelers=travelers,
        title=f"{topic}, {stay.locality}",
        partner=partner,
        carries_equipment=random.random() < 0.2,
        provisional=True,
    )
    stage = _stage(random, plan.itinerary, today)
    people = () if stage is Stage.IDENTIFY_NEED else _named(roster, everyone, travelers, Period(departs, returns))
    return Story(plan, people, min(departs - timedelta(PREPARATION), today - timedelta(2)), stage)


def _named(roster: Roster, everyone: tuple[str, ...], most: int, days: Period) -> tuple[str, ...]:
    """Those of an agency who have nothing else on these days; from now on they have this. Other places stay open."""
    free = [one for one in everyone if not any(shared(days, other) for other in roster.taken.get(one, ()))]
    for one in free[:most]:
        roster.taken.setdefault(one, []).append(days)
    return tuple(free[:most])


def _place(random: Random, country: str, first: str) -> str:
    listed = shipped().rates.localities(country)
    return random.choice(listed) if listed and random.random() < 0.25 else first


def _stage(random: Random, trip: Itinerary, today: date) -> Stage:
    if random.random() < 0.03:
        return Stage.CANCELLED
    if trip.returns < today - timedelta(45):
        return Stage.CLOSED
    if trip.returns < today:
        return Stage.POST_DEPLOYMENT
    if trip.departs <= today:
        return Stage.DEPLOYMENT
    ahead = (trip.departs - today).days
    return (
        Stage.PRE_DEPLOYMENT
        if ahead < 75
        else Stage.MECHANISM
        if ahead < 140
        else Stage.PARTNER_SELECTION
        if ahead < 200
        else Stage.IDENTIFY_NEED
    )


def _marked_until(story: Story, today: date) -> date:
    """Finished work is marked to the end; of running work the last few days are still open."""
    ended = story.stage in (Stage.CLOSED, Stage.POST_DEPLOYMENT)
    return (
        story.plan.itinerary.returns + timedelta(60 if story.stage is Stage.CLOSED else 0)
        if ended
        else today - timedelta(2)
    )
