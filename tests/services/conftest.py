"""A small world: two engagements at two posts, with a user of every role who reaches the first one or both."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from slp_core.errors import SlpError
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Plan
from slp_core.reference import shipped
from slp_core.roles import Role
from slp_core.services import commands, engagements, experts, partners, setup, team, users
from slp_core.store.db import Actor, Database, work
from slp_core.store.marker import DatabaseKind

MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)
TODAY = MOMENT.date()
ROLES = ("administrator", "km_officer", "embassy_officer", "rso", "partner_coordinator", "expert", "viewer")
MEANING = {"y": "done", "n": "not_allowed", "-": "not_found", "!": "invalid_input", "x": "conflict"}  # of an outcome
OURS, THEIRS = "E-2027-001", "E-2027-002"  # in Georgia with agency P-001; in Colombia with agency P-002
USERS = {  # whoever has a scope has that of the first engagement, but for the last three
    "administrator": "U-001", "km_officer": "U-002", "embassy_officer": "U-003", "rso": "U-004",
    "partner_coordinator": "U-005", "expert": "U-006", "viewer": "U-007",
    "other officer": "U-008", "other coordinator": "U-009", "other expert": "U-010",
}  # fmt: skip
NAMES = (
    "Ada O’Brien", "Kay Müller", "Eve Officer", "Rex Guardian", "Cora Díaz Peña", "Maxim Traveler", "Violet Looker",
    "Boris Elsewhere", "Corin Elsewhere", "Exley Elsewhere",
)  # fmt: skip


def trip(country: str = "GEO", place: str = "Tbilisi", departs: date = date(2027, 2, 1), **other: Any) -> Plan:
    returns = date.fromordinal(departs.toordinal() + 11)
    stay = Stay(country, place, departs, returns, room=Decimal("111.11"))
    values = {"travelers": 2, "provisional": True, "air_fare": Decimal("2222.22"), "notes": "Topic"} | other
    return Plan(country, Itinerary(departs, returns, (stay,)), **values)


def build(database: Database) -> None:
    """Make the world through the use cases."""
    setup.create(database, DatabaseKind.REAL, MOMENT, TODAY)
    system = users.system()
    with work(database, Actor(system.id), MOMENT) as db:
        for name, state in (("Alpha Police", "IL"), ("Beta Sheriff", "MD")):
            partners.add(db, system, name, state, "state", "police", 3)
        for name, partner in (("Ann O’Neill", "P-001"), ("Abe Quimby", "P-001"), ("Bea Ironside", "P-002")):
            experts.add(db, system, name, partner)
        given = [role for role in Role if role is not Role.INVITEE]  # that one comes with a link
        roles = [*given, Role.EMBASSY_OFFICER, Role.PARTNER_COORDINATOR, Role.EXPERT]
        for number, (role, name) in enumerate(zip(roles, NAMES, strict=True)):
            other = number >= len(given)
            scope = {"post": "bogota", "partner": "P-002", "expert": "X-003"} if other else SCOPE
            users.add(db, system, name, f"u{number}@example.gov", role, **scope)
        for plan in (trip(partner="P-001", title="Course"), trip("COL", "Bogota", partner="P-002", title="Visit")):
            engagements.open_from_plan(db, system, plan, TODAY, MOMENT)
        for reference, position, expert in ((OURS, 1, "X-001"), (OURS, 2, "X-002"), (THEIRS, 1, "X-003")):
            team.name_experts(db, system, reference, {position: expert}, TODAY)


SCOPE = {"post": "tbilisi", "partner": "P-001", "expert": "X-001"}


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collects what the database is asked meanwhile."""
    asked: list[str] = []

    def note(*said: Any) -> None:
        asked.append(said[2])

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


class Undone(Exception):
    """Ends a piece of work so that nothing of it stays."""


def pairs(row):
    """Role, expected outcome, and which of two records: of two letters the first is for the one in reach of all."""
    cells = zip(ROLES, row.split(), strict=True)
    return [(role, MEANING[letter], number) for role, pair in cells for number, letter in enumerate(pair)]


@dataclass
class World:
    """The world, asked and changed as one of its users: by role, or by reference."""

    database: Database

    def ask(self, who: str, use_case: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return commands.ask(self.database, USERS.get(who, who), use_case, *args, **more)

    def do(self, who: str, use_case: Callable[..., Any], *args: Any, token: str = "", **more: Any) -> str:
        token = token or f"{use_case.__name__}{args}{more}"
        return commands.do(self.database, USERS.get(who, who), MOMENT, token, use_case, *args, **more)

    def keep(self, who: str, use_case: Callable[..., Any], *args: Any) -> None:
        commands.keep(self.database, USERS.get(who, who), MOMENT, use_case, *args)

    def outcome(self, who: str, use_case: Callable[..., Any], *args: Any, **more: Any) -> str:
        """Whether a user could do it, or the code of the refusal. Nothing of it stays."""
        try:
            with work(self.database, Actor(users.SYSTEM), MOMENT) as db:
                use_case(db, users.principal(db, USERS.get(who, who)), *args, **more)
                db.flush()
                raise Undone
        except Undone:
            return "done"
        except SlpError as refusal:
            return refusal.code


class Standing(World):
    """One that all tests look at."""

    def do(self, *_: Any, **more: Any) -> str:
        raise AssertionError("Take the world of the test's own: this one is shared.")

    def keep(self, *_: Any) -> None:
        self.do()


@pytest.fixture(scope="session")
def standing(databases: Any) -> Iterator[World]:
    """The world to look at; nobody changes it."""
    with databases.copy_of(build) as database:
        yield Standing(database)


@pytest.fixture
def world(databases: Any) -> Iterator[World]:
    """A world of one's own, to change."""
    with databases.copy_of(build) as database:
        yield World(database)


@pytest.fixture(scope="session")
def a_trip() -> Callable[..., Plan]:
    """A plan of twelve days for two: a_trip(country, place, departs, title=...)."""
    return trip


HEADER = (
    "Country", "Location", "Season Start Date", "Season End Date", "Lodging", "M&IE", "Effective Date",
    "Publication Date",
)  # fmt: skip


def _table(tbilisi: str = "300", month: str = "May 1, 2026", wrong: bool = False) -> bytes:
    """A month in which everything is as in the newest table, but for Tbilisi."""
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(HEADER)
    for (country, _), seasons in shipped().rates.newest.rows.items():
        for rate in seasons:
            (m1, d1), (m2, d2) = rate.season
            lodging = tbilisi if rate.locality == "Tbilisi" else "x" if wrong else str(rate.lodging)
            heading = shipped().names.label(country)
            season = (f"2026-{m1:02}-{d1:02}", f"2026-{m2:02}-{d2:02}")
            rows.writerow((heading, rate.locality, *season, lodging, rate.mie, rate.effective, month))
    return file.getvalue().encode()


@pytest.fixture(scope="session")
def table() -> Callable[..., bytes]:
    """A month of State's rates as CSV: table(tbilisi, month, wrong)."""
    return _table


@pytest.fixture
def illinois(world):
    """A world with the agency of MAT-03, Illinois State Police, as P-003."""
    world.do("km_officer", partners.add, "Illinois State Police", "IL", "state", "police", 6)
    return world
