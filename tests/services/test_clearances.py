"""Clearances belong to the trip or the person, hold for the days they were granted for, and never keep a number."""

from dataclasses import replace
from datetime import date

import pytest

from slp_core.clearances import Clearance, ClearanceKind, ClearanceStatus
from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.itinerary import Itinerary, Stay
from slp_core.judgements import Standing
from slp_core.plan import Kind
from slp_core.services import clearances, dates_moved, engagements, team, vetting
from slp_core.validity import Never
from slp_core.vetting import VettingKind
from tests.services.conftest import MOMENT, OURS, THEIRS, TODAY, trip

GRANTED = ClearanceStatus.GRANTED
ECC = Clearance(ClearanceKind.COUNTRY, GRANTED, granted=TODAY, reference="ECC-77")
PASSPORT = Clearance(ClearanceKind.PASSPORT, GRANTED, expires=date(2031, 1, 1), pages=4, held_by="The traveler")
FIT = Clearance(ClearanceKind.MEDICAL, GRANTED, granted=TODAY, expires=Never.NEVER, held_by="Alpha Police")


def put(world, wished, position=None, who="km_officer", version=0, reference=OURS):
    token = f"{who}{position}{version}{wished}"
    return world.do(who, clearances.record, reference, position, wished, version, TODAY, token=token)


def standing(world, item, traveler=None, who="km_officer", reference=OURS):
    found = world.ask(who, clearances.view, reference, TODAY).judgements
    return next(one.standing for one in found if (one.item, one.traveler) == (item, traveler))


def test_country_clearance_is_granted_for_the_days_of_the_trip_and_not_for_others(world):
    assert standing(world, "clearance.country") is Standing.NOT_READY
    put(world, ECC, who="embassy_officer")
    assert standing(world, "clearance.country") is Standing.READY
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", dates_moved.move_to, OURS, date(2027, 3, 1), version, TODAY, MOMENT)
    assert standing(world, "clearance.country") is Standing.NOT_READY


def test_the_post_records_country_clearance_and_the_traveler_the_own_papers(world):
    for who in ("partner_coordinator", "expert"):
        with pytest.raises(NotAllowed):
            put(world, ECC, who=who)
    put(world, PASSPORT, 1, "expert")
    assert standing(world, "clearance.passport", 1) is Standing.READY
    with pytest.raises(NotFound):
        put(world, PASSPORT, 2, "expert")
    with pytest.raises(NotAllowed):
        put(world, PASSPORT, 1, "rso")
    with pytest.raises(NotFound):
        put(world, PASSPORT, 1, "partner_coordinator", reference=THEIRS)


def test_a_passport_holds_for_every_trip_and_fitness_for_one(world):
    put(world, PASSPORT, 1)
    put(world, FIT, 1)
    other = world.do("km_officer", engagements.open_from_plan, later(), TODAY, MOMENT)
    world.do("km_officer", team.name_experts, other, {1: "X-001"}, TODAY)
    assert standing(world, "clearance.passport", 1, reference=other) is Standing.READY
    assert standing(world, "clearance.medical", 1) is Standing.READY
    assert standing(world, "clearance.medical", 1, reference=other) is Standing.NOT_READY


def later():
    from tests.services.conftest import trip

    return trip(departs=date(2027, 6, 1), partner="P-001", travelers=1)


def test_papers_stay_with_the_person_when_another_is_named_for_the_place(world):
    put(world, FIT, 1)
    version = team_version(world)
    world.do("km_officer", team.take_off, OURS, 1, version)
    assert world.ask("km_officer", clearances.view, OURS, TODAY).judgements[2].item == "traveler"
    world.do("km_officer", team.take_off, OURS, 2, team_version(world, 2))
    world.do("km_officer", team.name_experts, OURS, {1: "X-002"}, TODAY)
    assert standing(world, "clearance.medical", 1) is Standing.NOT_READY


def team_version(world, position=1):
    return world.ask("km_officer", team.of_engagement, OURS)[position - 1].version


@pytest.mark.parametrize("text", ["A12345678", "543210987", "Passport KJ1234567", "SSN 123-45-6789"])
@pytest.mark.parametrize("field", ["reference", "held_by"])
def test_the_number_of_a_passport_is_refused_in_every_text(world, field, text):
    with pytest.raises(InvalidInput):
        put(world, replace(PASSPORT, **{field: text}), 1)


def test_a_change_of_what_was_changed_meanwhile_is_refused(world):
    put(world, PASSPORT, 1)
    with pytest.raises(Conflict):
        put(world, replace(PASSPORT, pages=1), 1)
    put(world, replace(PASSPORT, pages=0), 1, version=1)
    assert standing(world, "clearance.passport", 1) is Standing.NOT_READY


def test_days_that_cannot_be_are_refused(world):
    with pytest.raises(InvalidInput, match="future"):
        put(world, replace(FIT, granted=date(2027, 1, 1)), 1)
    with pytest.raises(InvalidInput, match="expire"):
        put(world, replace(FIT, begins=date(2027, 2, 1), expires=date(2027, 1, 1)), 1)


def batches(world):
    return world.ask("km_officer", vetting.of_engagement, OURS)


def test_a_hundred_and_twenty_participants_are_three_batches_of_at_most_fifty(world):
    world.do("embassy_officer", vetting.plan_batches, OURS, VettingKind.LEAHY, 120)
    assert [one.batch.participants for one in batches(world)] == [50, 50, 20]
    assert standing(world, "vetting") is Standing.NOT_READY


def test_batches_are_handed_in_and_come_back_with_a_count(world):
    world.do("embassy_officer", vetting.plan_batches, OURS, VettingKind.LEAHY, 20)
    (row,) = batches(world)
    with pytest.raises(InvalidInput, match="not handed in"):
        world.do("km_officer", vetting.bring_back, OURS, row.id, row.version, TODAY, 20, None, TODAY)
    world.do("km_officer", vetting.hand_in, OURS, row.id, row.version, date(2026, 11, 2), TODAY, "B-7")
    (row,) = batches(world)
    with pytest.raises(InvalidInput, match="cannot be cleared"):
        world.do("km_officer", vetting.bring_back, OURS, row.id, row.version, TODAY, 21, None, TODAY)
    world.do("km_officer", vetting.bring_back, OURS, row.id, row.version, TODAY, 20, None, TODAY)
    assert batches(world)[0].batch.expires == date(2027, 11, 25)
    assert standing(world, "vetting") is Standing.READY


def test_that_nobody_is_vetted_needs_a_reason(world):
    with pytest.raises(InvalidInput, match="reason"):
        world.do("km_officer", vetting.plan_batches, OURS, VettingKind.NONE, 5)
    world.do("km_officer", vetting.plan_batches, OURS, VettingKind.NONE, 80, "Judges only; the post agrees")
    assert [one.batch.participants for one in batches(world)] == [80]
    assert standing(world, "vetting") is Standing.NOT_NEEDED


def test_vetting_is_the_posts(world):
    for who in ("partner_coordinator", "expert"):
        with pytest.raises(NotAllowed):
            world.do(who, vetting.plan_batches, OURS, VettingKind.LEAHY, 5)


# 35 business days of both calendars before Mon 1 Feb 2027, back from Fri 29 Jan: 29, 28, 27, 26, 25, 22, 21, 20 Jan (8;
# not 19, a Georgian holiday, nor 18, a U.S. one), 15 to 11 (13), 8 and 6 to 4 (17; not 7), 31 to 28 Dec (21),
# 24 to 21 (25; not 25), 18 to 14 (30), 11 to 7 (35).
def test_the_last_day_to_hand_in_follows_the_posts_lead_time(world):
    due = world.ask("km_officer", vetting.due_days, OURS, TODAY)
    assert due[VettingKind.LEAHY] == date(2026, 12, 7)


def test_a_viewer_reads_no_clearances(world):
    with pytest.raises(NotAllowed):
        world.ask("viewer", clearances.view, OURS, TODAY)
    text = world.ask("embassy_officer", clearances.view, OURS, TODAY).request
    assert "Tbilisi, 11 nights" in text and "Ann O’Neill" in text


def test_that_a_paper_is_not_needed_has_a_reason_and_is_never_said_of_a_passport(world):
    no_visa = Clearance(ClearanceKind.VISA, ClearanceStatus.NOT_NEEDED)
    with pytest.raises(InvalidInput, match="reason"):
        put(world, no_visa, 1)
    put(world, replace(no_visa, reference="The consular section: none under 90 days"), 1)
    found = world.ask("km_officer", clearances.view, OURS, TODAY).judgements
    visa = next(one for one in found if (one.item, one.traveler) == ("clearance.visa", 1))
    assert visa.reason == "Not needed: The consular section: none under 90 days"
    with pytest.raises(InvalidInput, match="Passport"):
        put(world, Clearance(ClearanceKind.PASSPORT, ClearanceStatus.NOT_NEEDED, reference="A card will do"), 1)


def test_a_batch_planned_by_mistake_is_taken_away_by_the_post(world):
    world.do("embassy_officer", vetting.plan_batches, OURS, VettingKind.LEAHY, 60)
    fifty, ten = batches(world)
    with pytest.raises(NotAllowed):
        world.do("partner_coordinator", vetting.take_away, OURS, ten.id, ten.version, MOMENT)
    world.do("embassy_officer", vetting.take_away, OURS, ten.id, ten.version, MOMENT)
    assert batches(world) == (fifty,)


def test_those_who_are_not_cleared_are_left_out_and_the_others_may_come(world):
    world.do("embassy_officer", vetting.plan_batches, OURS, VettingKind.LEAHY, 20)
    for use_case, *values in (
        (vetting.hand_in, date(2026, 11, 2), TODAY),
        (vetting.bring_back, TODAY, 19, None, TODAY),
    ):
        (row,) = batches(world)
        world.do("embassy_officer", use_case, OURS, row.id, row.version, *values)
    assert standing(world, "vetting") is Standing.NOT_READY
    (row,) = batches(world)
    world.do("embassy_officer", vetting.leave_out, OURS, row.id, row.version)
    assert standing(world, "vetting") is Standing.READY
    (row,) = batches(world)
    with pytest.raises(InvalidInput, match="nobody to leave out"):
        world.do("embassy_officer", vetting.leave_out, OURS, row.id, row.version)


def test_a_delegation_that_visits_needs_no_country_clearance_and_its_people_are_vetted(world):
    stay = Stay("USA", "Washington, DC", date(2027, 3, 29), date(2027, 4, 9))
    plan = replace(trip(), kind=Kind.HOSTING, itinerary=Itinerary(stay.arrives, stay.leaves, (stay,)), air_fare=None)
    hosted = world.do("km_officer", engagements.open_from_plan, plan, TODAY, MOMENT)
    found = world.ask("km_officer", clearances.view, hosted, TODAY)
    assert [one.item for one in found.judgements] == ["vetting"]
    assert (found.request, found.may_record, found.of_post) == ("", False, True)
    with pytest.raises(InvalidInput, match="Nobody goes abroad"):
        put(world, ECC, reference=hosted)
