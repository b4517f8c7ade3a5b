"""Invented needs of several posts, in every state, some met by the demo's engagements; and counterparts to name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle

from sqlalchemy.orm import Session

from ..catalogue import Offer
from ..lifecycle import GIVEN_UP
from ..need_request import NeedRequest
from ..needs import NeedStatus, Priority
from ..reference import shipped
from ..roles import Principal
from ..services import contacts, counterparts, engagements, need_views, needs, portfolio, users
from ..services.portfolio import Filters, When
from ..store.db import Actor, Database, reading, work
from . import names
from .people import POSTS

COUNTRIES = ("GEO", "COL", "KEN", "UKR", "PHL", "HND", "MAR", "IDN", "NGA", "PER", "ALB", "KAZ")
INSTITUTIONS = (
    ("National Police Academy", "academy"),
    ("Ministry of Justice", "ministry"),
    ("Prison Service Training Center", "corrections"),
)
TITLES = ("Director", "Head of training", "Liaison officer")
OTHERS = ("UKR", "PHL", "HND", "PER")  # whose needs INL/KM raises for them
DECIDED = {
    NeedStatus.RAISED: "",
    NeedStatus.ACCEPTED: "Fits the program's plan for the country.",
    NeedStatus.DECLINED: "The same course was given there this year; its results come first.",
    NeedStatus.WITHDRAWN: "The ministry has put off its reform.",
}
LINKED = {When.PAST: 4, When.CURRENT: 1, When.UPCOMING: 5}  # needs that are met or planned for, by when the trip is
AHEAD = (40, 110, 160, 220, 300)  # days until the window opens


@dataclass(frozen=True, slots=True)
class Story:
    """A need to make: who raises it on which day, and where it stands now."""

    wish: NeedRequest
    who: str  # public reference of the user
    raised: date
    status: NeedStatus


def add_counterparts(db: Session, user: Principal) -> None:
    """Three institutions with a contact each, in a dozen countries."""
    people = iter(names.invented_people(len(COUNTRIES) * len(INSTITUTIONS)))
    for country in COUNTRIES:
        city = shipped().countries.program[country].rate_locality
        for (name, kind), title in zip(INSTITUTIONS, TITLES, strict=True):
            reference = counterparts.add(db, user, country, f"{name} {names.MARK}", kind, city)
            contacts.add(db, user, reference, next(people), title, "", "")


def add_needs(database: Database, today: date) -> None:
    """Fifteen needs in every state that needs no engagement, and one for each of some engagements."""
    officers = _officers(database)
    for story in _stories(officers, today):
        reference = _raise(database, story)
        if story.status is not NeedStatus.RAISED:
            _move(database, officers[""], reference, story.status, DECIDED[story.status], story.raised + timedelta(6))
    for when, number in LINKED.items():
        _link(database, officers[""], when, number, today)


def _officers(database: Database) -> dict[str, str]:
    """The demo's users who raise needs: country -> reference, and under "" the one of INL/KM."""
    posts = {post.key: post.serves for post in shipped().countries.posts}
    with reading(database) as db:
        by_email = {account.email: account.reference for account in users.table(db, users.system())}
    own = {country: by_email[f"{post}@example.gov"] for post in POSTS for country in posts[post]}
    return own | {"": by_email["km@example.gov"]}


def _stories(officers: dict[str, str], today: date) -> Iterator[Story]:
    offers, statuses = cycle(shipped().catalogue.offers.values()), cycle(DECIDED)
    countries = [*(country for country in officers if country), *OTHERS]
    for number in range(15):
        country = countries[number % len(countries)]
        raised = today - timedelta(3 + 4 * number)
        opens = today + timedelta(AHEAD[number % len(AHEAD)])
        offer = next(offers)
        closes = opens + timedelta(offer.days + 60)
        wish = _request(offer, country, opens, closes, list(Priority)[number % 3])
        yield Story(wish, officers.get(country, officers[""]), raised, next(statuses))


def _request(offer: Offer, country: str, opens: date, closes: date, priority: Priority) -> NeedRequest:
    return NeedRequest(
        country=country,
        title=offer.title,
        kind=offer.kind,
        sector=offer.sector,
        specialty=offer.specialty,
        audience=offer.audience,
        outcome=offer.outcome,
        indicator=offer.indicator,
        target=offer.target,
        participants=offer.participants,
        priority=priority,
        days=offer.days,
        window_start=opens,
        window_end=closes,
        offer=offer.id,
    )


def _raise(database: Database, story: Story) -> str:
    with reading(database) as db:
        user = users.principal(db, story.who)
    with work(database, Actor(user.id), datetime.combine(story.raised, time(9), UTC)) as db:
        return needs.add(db, user, story.wish, story.raised)


def _move(database: Database, who: str, reference: str, to: NeedStatus, reason: str, day: date) -> None:
    with reading(database) as db:
        user = users.principal(db, who)
        version = need_views.view(db, user, reference).version
    with work(database, Actor(user.id), datetime.combine(day, time(9), UTC)) as db:
        needs.move(db, user, reference, to, reason, version, day)


def _link(database: Database, who: str, when: When, number: int, today: date) -> None:
    """A need for each of the first engagements of a time, raised before they were opened; over with the past ones."""
    system = users.system()
    with reading(database) as db:
        rows = portfolio.page(db, system, Filters(when=when), today).rows
        trips = [row["reference"] for row in rows if row["stage"] not in GIVEN_UP][:number]
        views = [engagements.view(db, system, reference) for reference in trips]
    for trip in views:
        raised = trip.opened.date() - timedelta(30)
        window = trip.departs - timedelta(20), trip.returns + timedelta(20)
        wish = NeedRequest(
            trip.country, trip.title, trip.kind, _sector(trip.title), audience="Officers of the host agency",
            not_yet_known=True,
            participants=20, days=(trip.returns - trip.departs).days + 1, window_start=window[0], window_end=window[1],
        )  # fmt: skip
        reference = _raise(database, Story(wish, who, raised, NeedStatus.MATCHED))
        _move(database, who, reference, NeedStatus.ACCEPTED, DECIDED[NeedStatus.ACCEPTED], raised + timedelta(6))
        with work(database, Actor(system.id), datetime.combine(today, time(0), UTC)) as db:
            needs.link(db, system, reference, trip.reference, trip.opened.date())
        if when is When.PAST:
            _move(database, who, reference, NeedStatus.MET, "The course was given and reported.", today)


def _sector(title: str) -> str:
    return next(sector for sector, topics in names.TOPICS.items() if title.startswith(topics))
