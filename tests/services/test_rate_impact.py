"""A new table of rates: which estimates it moves and by how much, which ceilings they cross, and pricing them again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slp_core.errors import NotFound
from slp_core.imports.publications import PublicationKind
from slp_core.lifecycle import Stage
from slp_core.mechanisms import Terms
from slp_core.services import (
    approvals,
    engagement_mechanism,
    engagements,
    estimate_versions,
    mechanisms,
    publications,
    rate_impact,
)
from tests.services.conftest import ROLES
from tests.services.mechanisms.conftest import SIGNED

DELTA = Decimal("1408.00")  # 2 travelers x 11 nights x ($300 - $236)


@pytest.fixture
def opened(world, a_trip, today, now):
    """Open a trip to Tbilisi for two with eleven nights at the maximum; gives its reference."""

    def opens(departs=date(2027, 2, 1), who="embassy_officer", title="Course", **other):
        plan = a_trip(departs=departs, title=title, **other)
        (stay,) = plan.itinerary.stays
        bare = replace(plan, itinerary=replace(plan.itinerary, stays=(replace(stay, room=None),)))
        return world.do(who, engagements.open_from_plan, bare, today, now)

    return opens


@pytest.fixture
def imported(world, table, today, now):
    """May 2026, in which Tbilisi is $300 a night and all else as in April."""

    def imports(content=None):
        call = (PublicationKind.FOREIGN_PER_DIEM, "May2026PD.csv", content or table(), today, now)
        return int(world.do("km_officer", publications.apply, *call, token=f"import {hash(content)}"))

    return imports


def moved(world, number, who="km_officer"):
    return world.ask(who, rate_impact.of_import, number)


def submit_and_approve(world, reference, now):
    shown = world.ask("km_officer", estimate_versions.latest, reference)
    world.do("embassy_officer", approvals.submit, shown.number, shown.version, now)
    shown = world.ask("km_officer", estimate_versions.latest, reference)
    seen = [point.id for point in world.ask("km_officer", approvals.review, shown.number).points]
    world.do("km_officer", approvals.approve, shown.number, shown.version, seen, "", now)
    return shown.total


def test_an_open_estimate_is_told_with_its_old_and_new_amount(world, opened, imported) -> None:
    reference = opened()
    before = world.ask("km_officer", estimate_versions.latest, reference).total
    (row,) = moved(world, imported()).rows
    assert (row.reference, row.before, row.after, row.delta) == (reference, before, before + DELTA, DELTA)
    assert row.was_provisional and row.provisional  # February 2027 has no table of its own yet


def test_days_of_the_new_month_are_no_longer_provisional(world, opened, imported) -> None:
    reference = opened(date(2026, 5, 3))
    row = next(row for row in moved(world, imported()).rows if row.reference == reference)
    assert (row.was_provisional, row.provisional, row.delta) == (True, False, DELTA)


def test_what_only_stops_being_provisional_is_told_too(world, opened, imported) -> None:
    reference = opened(date(2026, 5, 3), who="km_officer", country="COL", place="Bogota")
    row = next(row for row in moved(world, imported()).rows if row.reference == reference)
    assert (row.delta, row.was_provisional, row.provisional) == (0, True, False)


def test_only_trips_that_the_table_can_touch_are_priced(world, opened, imported) -> None:
    opened(date(2026, 4, 6))  # before it
    opened(date(2027, 2, 1), who="km_officer", country="COL", place="Bogota")  # a country that does not change
    ours = opened()
    found = moved(world, imported())
    assert found.looked_at == 2  # the one opened above, and that of the world, whose rooms have a price of their own
    assert [row.reference for row in found.rows] == [ours]


def test_an_approved_estimate_shows_the_difference_and_stays(world, opened, imported, now) -> None:
    reference = opened()
    total = submit_and_approve(world, reference, now)
    number = imported()
    (row,) = moved(world, number).rows
    assert (row.approved, row.delta, moved(world, number).delta) == (True, DELTA, 0)
    assert world.do("km_officer", rate_impact.price_again, number, now) == "0"
    kept = world.ask("km_officer", estimate_versions.latest, reference)
    assert (kept.status, kept.total, kept.version_no) == ("approved", total, 1)


def test_an_approved_estimate_that_keeps_its_amount_does_not_differ(world, opened, imported, now) -> None:
    reference = opened(date(2026, 5, 3), place="Rustavi")  # at the rate of other places, which stays
    number = imported()
    assert reference in [row.reference for row in moved(world, number).rows]  # while open: no longer provisional
    submit_and_approve(world, reference, now)
    assert reference not in [row.reference for row in moved(world, number).rows]


def test_those_that_ended_are_left_out(world, opened, imported) -> None:
    reference = opened()
    version = world.ask("km_officer", engagements.view, reference).version
    world.do("km_officer", engagements.move, reference, Stage.CANCELLED, version)
    assert moved(world, imported()).rows == ()


def test_pricing_them_again_makes_new_versions_once(world, opened, imported, now) -> None:
    references = [opened(), opened(title="Another")]
    number = imported()
    found = moved(world, number)
    assert (len(found.open), found.delta) == (2, 2 * DELTA)
    assert world.do("km_officer", rate_impact.price_again, number, now, token="one") == "2"
    for reference in references:
        latest = world.ask("km_officer", estimate_versions.latest, reference)
        assert (latest.version_no, latest.status) == (2, "draft") and latest.lines[0].rate == 300
        assert world.ask("km_officer", engagements.view, reference).estimate == latest.total
    assert moved(world, number).rows == ()
    assert world.do("km_officer", rate_impact.price_again, number, now, token="two") == "0"


def test_each_agreement_whose_ceiling_they_cross_is_named(world, opened, imported, today) -> None:
    first, second = opened(partner="P-001"), opened(partner="P-001", title="Another")
    total = world.ask("km_officer", estimate_versions.latest, first).total
    # room for both as they stand, and for one of the two to grow: 2 x 1,408 is 1,408 more than is left
    agreed = replace(SIGNED, terms=Terms(date(2026, 1, 1), date(2027, 12, 31), 2 * total + DELTA))
    mechanism = world.do("km_officer", mechanisms.add, "P-001", agreed)
    for reference in (first, second):
        version = world.ask("km_officer", engagements.view, reference).version
        world.do("km_officer", engagement_mechanism.assign, reference, mechanism, version, today)
    found = moved(world, imported())
    assert found.crossed == (mechanism,) and all(row.crosses for row in found.rows)


def test_a_later_import_of_the_same_month_is_compared_with_the_earlier_one(world, opened, imported, table) -> None:
    opened()
    imported()
    again = imported(table("310"))
    assert [row.delta for row in moved(world, again).rows] == [Decimal(2 * 11 * (310 - 236))]  # it was priced at 236
    assert len(world.ask("km_officer", rate_impact.tables)) == 2


def test_the_list_holds_what_is_in_reach(world, opened, imported, now) -> None:
    opened()
    number = imported()
    found = {who: moved(world, number, who) for who in ("administrator", "embassy_officer", "other officer")}
    assert {who: len(one.rows) for who, one in found.items()} == {
        "administrator": 1, "embassy_officer": 1, "other officer": 0,
    }  # fmt: skip
    assert world.do("other officer", rate_impact.price_again, number, now) == "0"


WHO = {
    "of_import": ("administrator", "km_officer", "embassy_officer", "partner_coordinator"),
    "price_again": ("km_officer", "embassy_officer"),
}


@pytest.mark.parametrize("step", WHO)
def test_each_role_sees_or_prices_again_by_its_rights(world, imported, now, step) -> None:
    number = imported()
    call = (rate_impact.of_import, number) if step == "of_import" else (rate_impact.price_again, number, now)
    for who in ROLES:
        assert world.outcome(who, *call) == ("done" if who in WHO[step] else "not_allowed"), who


def test_a_table_taken_back_changes_nothing_more(world, imported, now) -> None:
    number = imported()
    (made,) = world.ask("km_officer", publications.made)
    world.do("km_officer", publications.undo, number, made.version, now)
    with pytest.raises(NotFound):
        moved(world, number)
    assert world.ask("km_officer", rate_impact.tables) == ()
