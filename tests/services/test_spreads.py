"""Trips like one that is planned: closed, approved, of its kind, bureau and size, and in the user's reach."""

from datetime import date
from decimal import Decimal

import pytest

from slp_core.lifecycle import Stage
from slp_core.plan import Kind
from slp_core.services import approvals, engagements, estimate_versions, spreads


@pytest.fixture
def close(world, a_trip, today, now):
    """Open, approve and close a trip of twelve days; gives its total."""

    def closes(number, country="GEO", place="Tbilisi", approved=True, **other):
        plan = a_trip(country, place, date(2027, 2, 1), title=f"Course {number}", **other)
        reference = world.do("km_officer", engagements.open_from_plan, plan, today, now)
        shown = world.ask("km_officer", estimate_versions.latest, reference)
        if approved:
            world.do("km_officer", approvals.submit, shown.number, shown.version, now)
            approve(world, reference, now)
        version = world.ask("km_officer", engagements.view, reference).version
        world.do("km_officer", engagements.move, reference, Stage.CLOSED, version)
        return shown.total

    return closes


def approve(world, reference, now):
    """By the program itself, which is nobody who had a hand in it."""
    from slp_core.services import users
    from slp_core.store.db import Actor, work

    with work(world.database, Actor(users.SYSTEM), now) as db:
        shown = estimate_versions.latest(db, users.system(), reference)
        seen = [point.id for point in approvals.review(db, users.system(), shown.number).points]
        approvals.approve(db, users.system(), shown.number, shown.version, seen, "", now)


def asked(world, today, who="km_officer", country="GEO", travelers=2, days=12, kind=Kind.DEPLOYMENT):
    return world.ask(who, spreads.of_trip, kind, country, travelers, days, today)


def test_five_closed_trips_tell_what_half_and_nine_in_ten_cost_at_most(world, close, today) -> None:
    fares = (1000, 1200, 1400, 1600, 1800)
    totals = sorted(close(fare, air_fare=Decimal(fare)) for fare in fares)
    found = asked(world, today)
    assert (found.cases, found.p50, found.p90) == (5, totals[2], totals[4])  # the same size: scaled by one


def test_other_bureaus_kinds_sizes_and_what_is_open_or_not_approved_do_not_count(world, close, today) -> None:
    close(1)
    close(2, "ARM", "Yerevan")  # of the same bureau as Georgia
    close(3, "COL", "Bogota")
    close(4, travelers=3)
    close(5, kind=Kind.MENTORING)
    close(6, approved=False)
    found = asked(world, today)
    assert (found.cases, found.p50) == (2, None)  # too few
    assert [asked(world, today, country="COL").cases, asked(world, today, travelers=4).cases] == [1, 1]
    assert [asked(world, today, days=20).cases, asked(world, today, kind=Kind.MENTORING).cases] == [0, 1]


def test_cases_are_those_in_reach(world, close, today) -> None:
    close(1)
    close(2, "ARM", "Yerevan")
    assert asked(world, today).cases == 2
    assert asked(world, today, "embassy_officer").cases == 1  # of the own post
    assert asked(world, today, "partner_coordinator").cases == 0
    assert world.outcome("viewer", spreads.of_trip, Kind.DEPLOYMENT, "GEO", 2, 12, today) == "not_allowed"
