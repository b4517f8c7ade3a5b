"""What a move would leave unfit of what is on record: said before it, and true after it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from slp_core.clearances import Clearance, ClearanceKind, ClearanceStatus
from slp_core.experts import CredentialKind
from slp_core.judgements import Standing
from slp_core.services import clearances, credentials, dates_moved, engagements, readiness, team
from tests.services.cleared_to_go import settle_all
from tests.services.conftest import MOMENT, OURS, TODAY, trip

DEPARTS = date(2027, 2, 1)


def preview(world, departs, who="km_officer"):
    return world.ask(who, dates_moved.preview, OURS, departs, TODAY)


def stands(world):
    found = world.ask("km_officer", readiness.of_engagement, OURS, TODAY).shown.judgements
    return {(one.item, one.traveler): one for one in found if not one.item.startswith(("step.", "free"))}


def move(world, departs):
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", dates_moved.move_to, OURS, departs, version, TODAY, MOMENT)


def test_clearances_of_other_days_are_named_with_what_to_do(world):
    granted = Clearance(ClearanceKind.COUNTRY, ClearanceStatus.GRANTED, granted=TODAY)
    world.do("km_officer", clearances.record, OURS, None, granted, 0, TODAY)
    (found,) = [one for one in preview(world, date(2027, 2, 15)).worse if one.item == "clearance.country"]
    assert found.standing is Standing.NOT_READY
    assert "granted from 1 to 12 Feb 2027; the trip is from 15 to 26" in found.reason.replace("\u00a0", " ")
    assert found.remedy == "Ask the post to change it to the new days."


@pytest.mark.parametrize("weeks", [-6, -1, 2, 30, 60, 130])
def test_what_is_said_before_the_move_is_what_stands_worse_after_it(world, weeks):
    settle_all(world, TODAY)
    before = stands(world)
    departs = DEPARTS + timedelta(weeks=weeks)
    said = {(one.item, one.traveler): one for one in preview(world, departs).worse}
    assert said
    move(world, departs)
    after = stands(world)
    assert said == {key: one for key, one in after.items() if one.is_worse_than(before.get(key))}


@pytest.mark.parametrize(("days", "asked"), [(84, True), (72, False)])  # with 12 of the trip: 96, or 84 of the 90
def test_days_abroad_are_counted_as_the_trip_would_lie(world, days, asked):
    passed = (CredentialKind.TRAINING, "eFACT", TODAY, date(2031, 1, 1), TODAY)
    world.do("km_officer", credentials.add, "X-001", *passed, module="efact", evidence="Certificate")
    other = long_trip(days)
    reference = world.do("km_officer", engagements.open_from_plan, other, TODAY, MOMENT)
    world.do("km_officer", team.name_experts, reference, {1: "X-001"}, TODAY)
    found = preview(world, date(2027, 6, 7)).worse
    titles = [one.title for one in found if (one.item, one.traveler) == ("security_training", 1)]
    assert titles == (["FACT (CT650)"] if asked else [])


def long_trip(days):
    """Of one traveler from 1 March on, so many days with both ends."""
    short = trip(departs=date(2027, 3, 1), partner="P-001", travelers=1)
    returns = short.itinerary.departs + timedelta(days - 1)
    stay = replace(short.itinerary.stays[0], leaves=returns)
    return replace(short, itinerary=replace(short.itinerary, returns=returns, stays=(stay,)))
