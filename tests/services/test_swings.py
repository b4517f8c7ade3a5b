"""A swing is two engagements, linked, whose prices add up to that of the one journey; both are opened or neither."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from slp_core.errors import Conflict, NotAllowed
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Plan
from slp_core.services import dates_moved, engagements, estimate_versions, portfolio, swings, team

A = date(2027, 4, 5)


def trip(country, place, departs, **more):
    leaves = departs + timedelta(4)
    stay = Stay(country, place, departs, leaves)
    values = {"provisional": True, "partner": "P-001", "air_fare": Decimal(1000)} | more
    return Plan(country, Itinerary(departs, leaves, (stay,)), **values)


TBILISI = trip("GEO", "Tbilisi", A, title="Crash investigation")
DUSHANBE = trip("TJK", "Dushanbe", date(2027, 4, 19), title="Borders")


@pytest.fixture
def opened(world, today, now):
    """Both references of a swing: Tbilisi, then Dushanbe on the same day."""
    first = world.do("km_officer", swings.open_swing, TBILISI, DUSHANBE, 0, Decimal(1500), today, now)
    return first, world.ask("km_officer", swings.joined_with, first)[0]


def test_the_two_engagements_share_the_price_of_the_journey(world, opened) -> None:
    """944 + 382.50 + 1,500 = 2,826.50 and 916 + 422.75 = 1,338.75: 4,165.25 for one journey, 4,919.50 for two."""
    totals = [str(world.ask("km_officer", estimate_versions.latest, one).total) for one in opened]
    assert totals == ["2826.50", "1338.75"]


def test_each_has_its_own_days_objective_and_country_and_knows_the_other(world, opened) -> None:
    first, second = (world.ask("km_officer", engagements.view, one) for one in opened)
    assert (first.title, first.country, first.departs.day, first.returns.day) == ("Crash investigation", "GEO", 5, 9)
    assert (second.title, second.country, second.departs.day, second.returns.day) == ("Borders", "TJK", 9, 13)
    assert world.ask("km_officer", swings.joined_with, second.reference) == (first.reference,)


def test_a_post_is_told_only_of_engagements_it_may_see(world, opened) -> None:
    assert world.ask("embassy_officer", swings.joined_with, opened[0]) == ()


def test_one_team_can_be_named_for_both_although_they_share_a_day(world, opened, today) -> None:
    for number, reference in enumerate(opened):
        world.do("km_officer", team.name_experts, reference, {1: "X-001"}, today, token=f"team-{number}")
    named = [world.ask("km_officer", team.of_engagement, one) for one in opened]
    assert all("X-001" in str(one) for one in named)


def test_a_half_that_is_moved_onto_the_other_is_refused_and_one_that_meets_it_is_not(world, opened, today, now) -> None:
    for number, reference in enumerate(opened):
        world.do("km_officer", team.name_experts, reference, {1: "X-001"}, today, token=f"team-{number}")
    onto, after = date(2027, 4, 9), date(2027, 4, 13)
    assert "5\u00a0days in common" in world.ask("km_officer", dates_moved.preview, opened[0], onto, today).refused
    with pytest.raises(Conflict, match="X-001 is not free"):
        world.do("km_officer", dates_moved.move_to, opened[0], onto, 1, today, now)
    assert world.ask("km_officer", dates_moved.preview, opened[0], after, today).refused == ""


def test_a_post_that_may_not_open_the_second_opens_neither(world, today, now) -> None:
    def count():
        return world.ask("km_officer", portfolio.page, portfolio.Filters(), today).count

    before = count()
    with pytest.raises(NotAllowed):
        world.do("embassy_officer", swings.open_swing, TBILISI, DUSHANBE, 1, None, today, now)
    assert count() == before


def test_without_the_joint_ticket_no_airfare_is_stored(world, today, now) -> None:
    first = world.do(
        "km_officer",
        swings.open_swing,
        replace(TBILISI, travelers=2),
        replace(DUSHANBE, travelers=2),
        0,
        None,
        today,
        now,
    )
    assert {line.category for line in world.ask("km_officer", estimate_versions.latest, first).lines} == {
        "Lodging",
        "M&IE",
    }
