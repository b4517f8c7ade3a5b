"""What is measured: each page of the program with the address a user would have, as two people."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from slp_core.roles import ROLE_WORDS, Role
from slp_core.services import commands, portfolio, users
from slp_core.services.identity import COOKIE, Identity, signer
from slp_core.services.portfolio import Filters, When
from slp_core.settings import from_environment
from slp_core.store.db import Database, open_database

YARDSTICKS = "Yardsticks"
VISITOR = "bench"  # one copy of the demo for both people
PEOPLE = {"INL/KM officer": ROLE_WORDS[Role.KM_OFFICER], "Embassy officer, Tbilisi": "Embassy Tbilisi"}


@dataclass(frozen=True, slots=True)
class View:
    """One address and the title that stands on its page once it is drawn."""

    person: str
    name: str
    page: str
    title: str
    query: str = ""
    cookie: str = ""
    change: str = ""  # the label of a number field; set, a rerun is a change of this field


BARE = View(YARDSTICKS, "Bare page", "", "Bare page")
TYPICAL = View(YARDSTICKS, "Typical page", "", "Typical page")
BARE_MAP = View(YARDSTICKS, "Bare map", "", "Bare map")


def all_views(home: Path, today: date) -> list[View]:
    """Every view of the program to measure, as someone who sees everything and as one post's officer."""
    settings = from_environment({"SLP_HOME": str(home)})
    database = open_database(f"sqlite:///{settings.demo_folder / 'template.db'}")
    signs = signer(settings.secret_file)
    found = []
    for person, role in PEOPLE.items():
        user = next(front.reference for front in users.front(database, everyone=True) if role in front.roles)
        cookie = f"{COOKIE}={signs.cookie(Identity(user, VISITOR))}"
        found += [replace(view, cookie=cookie) for view in _views(person, _trip(database, user, today))]
    database.dispose()
    return found


def _trip(database: Database, user: str, today: date) -> tuple[str, str]:
    """Reference and title of the next trip to a country that both people see."""
    found = commands.ask(database, user, portfolio.page, Filters(country="GEO", when=When.UPCOMING), today)
    return found.rows[0]["reference"], found.rows[0]["title"]


def _views(person: str, trip: tuple[str, str]) -> list[View]:
    reference, title = trip
    plan = "country=GEO&place=Tbilisi&departs=2027-02-22&returns=2027-03-05&travelers=4"
    listed = [
        ("My work", "", "My work", ""),
        ("Plan", "plan", "Plan an engagement", plan),
        ("Needs", "needs", "Needs", ""),
        ("Raise a need", "need_intake", "Raise a need", "country=GEO"),
        ("Partners", "partners", "Partners", ""),
        ("Partners, searched", "partners", "Partners", "find=agency+12&state=TX"),
        ("Partner", "partner", "Lakeshore Sheriff (demo)", "ref=P-005"),
        ("Experts", "experts", "Experts", ""),
        ("Engagements", "engagements", "Engagements", ""),
        ("Engagements, searched", "engagements", "Engagements", "find=course&when=upcoming"),
        ("Countries", "map", "Countries", "country=GEO"),
        ("Money", "estimate", "Cost of a trip", plan),
        ("Engagement, overview", "engagement", title, f"ref={reference}"),
        ("Engagement, checklist", "engagement", title, f"ref={reference}&tab=checklist"),
        ("Engagement, cost", "engagement", title, f"ref={reference}&tab=cost"),
        ("Engagement, history", "engagement", title, f"ref={reference}&tab=history"),
        ("Country", "country", "Georgia (country)", "country=GEO"),
        ("Rules and data", "rules", "Rules and data", ""),
        ("Account", "account", "Account", ""),
    ]
    views = [View(person, *fields) for fields in listed]
    return [*views, View(person, "Plan, one field changed", "plan", "Plan an engagement", plan, change="Travelers")]
