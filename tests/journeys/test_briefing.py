"""The RSO writes the next version of the briefing, and an expert of a team that goes there reads and attests it."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from slp_core.itinerary import Itinerary, Stay
from slp_core.periods import Period
from slp_core.plan import Plan
from slp_core.services import availability, engagements, team, users
from slp_core.store.db import Actor, open_database, work
from tests.journeys.conftest import Server

pytestmark = pytest.mark.browser
EXPERT, AGENCY = "X-005", "P-005"  # whom a visitor can be, and the agency


def add_trip(path) -> str:
    """A trip of the demo's expert to Georgia, on the first days on which the expert is free."""
    now, system = datetime.now(UTC), users.system()
    today = now.date()
    database = open_database(f"sqlite:///{path}")
    with work(database, Actor(system.id), now) as db:
        begins = (today + timedelta(days) for days in range(60, 400, 14))
        periods = (Period(day, day + timedelta(9)) for day in begins)
        days = next(p for p in periods if availability.of_expert(db, system, EXPERT, p, today).free)
        trip = Itinerary(days.first, days.end, (Stay("GEO", "Tbilisi", days.first, days.end),))
        plan = Plan("GEO", trip, partner=AGENCY, provisional=True)
        reference = engagements.open_from_plan(db, system, plan, today, now)
        team.name_experts(db, system, reference, {1: EXPERT}, today)
    database.checkpoint()
    database.dispose()
    return reference


@pytest.fixture
def briefed(tmp_path, demo_template):
    """A server whose demo sends its expert to Georgia, and the reference of that trip."""
    (tmp_path / "demo").mkdir()
    path = tmp_path / "demo" / "template.db"
    shutil.copy(demo_template, path)
    reference = add_trip(path)
    started = Server(tmp_path)
    yield started.wait(), reference
    started.stop()


def test_the_rso_briefs_and_the_expert_attests(officer, briefed):
    server, reference = briefed
    me = officer(server).enter("Miles", "/")
    me.go("/briefing")
    me.sees("Version 2", "Nobody drives alone")
    me.page.get_by_label("Curfew", exact=True).fill("In the hotel by 21:30.")
    me.page.get_by_role("button", name="Publish version 3").click()
    me.settle()
    me.sees("Version 3", "New since version 2")
    me.become("Alex")
    me.go(f"/engagement?ref={reference}&tab=security")
    me.sees("In the hotel by 21:30.", "Version 3")
    me.page.get_by_text("I have read version 3 and will keep to it.").click()
    me.page.get_by_role("button", name="Attest briefing").click()
    me.settle()
    me.sees("Version 3 was read and attested.")
    assert not me.page.get_by_role("button", name="Attest briefing").count()
