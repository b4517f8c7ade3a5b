"""A need is met by engagements within reach, planned for it or open already."""

from slp_core.services import engagements, needs
from tests.services.conftest import pairs
from tests.services.needs.conftest import ACCEPTED, MATCHED, MET, WITHDRAWN, seen, wish


def test_saving_a_plan_for_a_need_links_it_and_moves_the_need_at_once(world, two, move, a_trip, today, now):
    move(two[0], ACCEPTED)
    first, second = (
        world.do("embassy_officer", engagements.open_from_plan, a_trip(need=two[0], title=title), today, now)
        for title in ("One", "Two")
    )
    found = seen(world, two[0])
    assert found.status is MATCHED and [one.reference for one in found.engagements] == [first, second]
    assert found.steps[-1].reason == f"{first} was planned for it." and len(found.steps) == 2
    assert world.ask("km_officer", engagements.view, first).plan.need == two[0]
    move(two[0], MET)
    assert seen(world, two[0]).status is MET


def test_nothing_of_a_plan_is_saved_when_its_need_cannot_be_met_by_it(world, two, move, a_trip, today, now):
    move(two[0], ACCEPTED)
    move(two[1], ACCEPTED)
    trips = {
        "not_found": a_trip(need="N-2026-999"),
        "invalid_input": a_trip("COL", "Bogota", need=two[0]),
    }
    for code, trip in trips.items():
        assert world.outcome("km_officer", engagements.open_from_plan, trip, today, now) == code
    assert world.outcome("embassy_officer", engagements.open_from_plan, a_trip(need=two[1]), today, now) == "not_found"
    move(two[0], WITHDRAWN)
    assert world.outcome("km_officer", engagements.open_from_plan, a_trip(need=two[0]), today, now) == "conflict"
    assert seen(world, two[0]).engagements == ()


def test_an_engagement_that_is_open_already_is_linked_by_role_and_scope(world, two, move, today):
    move(two[0], ACCEPTED)
    move(two[1], ACCEPTED)
    expected = pairs("nn yy y- nn nn nn nn")
    trips = ("E-2027-001", "E-2027-002")
    found = [(who, world.outcome(who, needs.link, two[n], trips[n], today), n) for who, _, n in expected]
    assert found == expected
    world.do("embassy_officer", needs.link, two[0], trips[0], today)
    assert seen(world, two[0]).status is MATCHED
    assert world.outcome("km_officer", needs.link, two[0], trips[1], today) == "invalid_input"


def test_a_need_is_not_met_by_an_engagement_that_was_given_up(world, two, move, today):
    move(two[0], ACCEPTED)
    world.do("km_officer", needs.link, two[0], "E-2027-001", today)
    trip = world.ask("km_officer", engagements.view, "E-2027-001")
    world.do("km_officer", engagements.move, "E-2027-001", "cancelled", trip.version)
    version = seen(world, two[0]).version
    assert world.outcome("km_officer", needs.move, two[0], MET, "So.", version, today) == "conflict"
    assert world.outcome("km_officer", needs.move, two[0], ACCEPTED, "Given up.", version, today) == "done"


def test_an_engagement_meets_one_need(world, two, move, today):
    other = world.do("embassy_officer", needs.add, wish(title="Third"), today)
    for reference in (two[0], other):
        move(reference, ACCEPTED)
    world.do("km_officer", needs.link, two[0], "E-2027-001", today)
    assert world.outcome("km_officer", needs.link, other, "E-2027-001", today) == "conflict"
