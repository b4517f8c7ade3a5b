"""An engagement follows its agreement's lead times; what runs under an agreement."""

from dataclasses import replace
from datetime import date

from slp_core.lead_times import LeadTimeScope
from slp_core.lifecycle import Stage
from slp_core.plan import Kind
from slp_core.services import (
    dates_moved,
    engagement_mechanism,
    engagements,
    lead_times,
    mechanism_use,
    mechanisms,
    outlooks,
    steps,
)
from tests.services.conftest import OURS, ROLES
from tests.services.mechanisms.conftest import CLEARANCE, clearance, running, under


def test_a_plan_under_an_agreement_has_its_lead_times_and_another_plan_has_not(
    world, add, decide, a_trip, today
) -> None:
    reference = add()
    decide(reference)
    decide("tbilisi", days=40, scope=LeadTimeScope.POST)
    wish = a_trip(partner="P-001")
    distances = [
        world.ask("km_officer", outlooks.of_plan, one, today).item(CLEARANCE).distance
        for one in (wish, replace(wish, mechanism=reference))
    ]
    assert [distance[:16] for distance in distances] == ["40 business days", "45 business days"]


def test_choosing_an_agreement_moves_the_open_steps_it_decided_on_and_no_others(
    world, add, decide, assign, today
) -> None:
    reference = add()
    before = {step.id: step.due for step in world.ask("km_officer", steps.of_engagement, OURS)}
    own = clearance(world)
    decide(reference)
    assign(OURS, reference)
    moved = clearance(world)
    assert moved.due < own.due and "Lead time of agreement M-001, set by Kay Müller" in moved.citation.text
    after = {step.id: step.due for step in world.ask("km_officer", steps.of_engagement, OURS)}
    assert {key for key in after if after[key] != before[key]} == {own.id}
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagement_mechanism.release, OURS, version, today)
    assert (clearance(world).due, clearance(world).citation) == (own.due, own.citation)


def test_a_step_that_is_done_keeps_its_day_under_another_agreement(world, add, decide, assign, today) -> None:
    own = clearance(world)
    world.do("km_officer", steps.mark_done, own.id, own.version, today, today, "No. 7")
    reference = add()
    decide(reference)
    assign(OURS, reference)
    assert clearance(world).due == own.due


def test_an_engagement_that_moves_keeps_its_agreements_lead_times_and_says_when_it_is_covered_no_more(
    world, add, decide, assign, today, now
) -> None:
    reference = add(running(last=date(2027, 4, 30)))
    decide(reference)
    assign(OURS, reference)
    ahead = [clearance(world)]
    for departs in (date(2027, 3, 1), date(2027, 4, 26)):
        version = world.ask("km_officer", engagements.view, OURS).version
        world.do("km_officer", dates_moved.move_to, OURS, departs, version, today, now)
        ahead.append(clearance(world))
        assert under(world, OURS).coverage.covered == (departs == date(2027, 3, 1))
    plan = world.ask("km_officer", engagements.view, OURS).plan
    assert plan.mechanism == reference
    expected = world.ask("km_officer", outlooks.of_plan, plan, today).item(CLEARANCE)
    assert ahead[-1].due == expected.due and expected.distance.startswith("45 business days")


def test_the_lead_times_of_an_agreement_are_listed_with_it_and_taken_back(world, add, decide, today, now) -> None:
    ours, theirs = add(), add(partner="P-002")
    number = int(decide(ours))
    (decision,) = world.ask("embassy_officer", lead_times.of_mechanism, ours, today)
    assert decision.lead_time.scope_words == "agreement M-001"
    assert world.ask("km_officer", lead_times.of_mechanism, theirs, today) == ()
    assert world.outcome("partner_coordinator", lead_times.of_mechanism, theirs, today) == "not_found"
    assert world.outcome("rso", lead_times.of_mechanism, ours, today) == "not_allowed"
    world.do("km_officer", lead_times.end, number, decision.version, now)
    assert world.ask("km_officer", lead_times.of_mechanism, ours, today) == ()


def test_lead_times_of_an_agreement_are_set_by_inl_km_and_administrators_for_one_that_exists(
    world, add, today, now
) -> None:
    def outcome(who, key):
        call = (Kind.DEPLOYMENT, CLEARANCE, LeadTimeScope.MECHANISM, key, 45, None, "Said so.", today, None, now)
        return world.outcome(who, lead_times.decide, *call)

    reference = add()
    done = {who for who in ROLES if outcome(who, reference) == "done"}
    assert done == {"administrator", "km_officer"}
    assert outcome("km_officer", "M-999") == "not_found"
    assert outcome("embassy_officer", reference) == "not_allowed"


def test_the_engagements_under_an_agreement_are_those_in_reach_and_the_use_is_whole(
    world, add, assign, a_trip, today, now
) -> None:
    reference = add()
    assign(OURS, reference)
    wish = a_trip("COL", "Bogota", title="Elsewhere", partner="P-001", mechanism=reference)
    other = world.do("km_officer", engagements.open_from_plan, wish, today, now)
    listed = {
        who: (number, {one.reference for one in runs})
        for who in ("km_officer", "embassy_officer", "other officer", "partner_coordinator")
        for number, runs in (world.ask(who, mechanism_use.of_mechanism, reference),)
    }
    assert listed == {
        "km_officer": (2, {OURS, other}),
        "embassy_officer": (1, {OURS}),
        "other officer": (1, {other}),
        "partner_coordinator": (2, {OURS, other}),
    }
    views = [world.ask(who, mechanisms.view, reference, today) for who in ("km_officer", "other officer")]
    assert views[0].ceiling == views[1].ceiling and views[1].engagements == 2
    _, (run,) = world.ask("embassy_officer", mechanism_use.of_mechanism, reference)
    assert run.estimate == world.ask("embassy_officer", engagements.view, OURS).estimate and run.coverage.covered


def test_an_engagement_of_an_archived_agreement_moves_without_its_lead_times(
    world, add, decide, assign, today, now
) -> None:
    reference = add()
    decide(reference)
    assign(OURS, reference)
    for stage in (Stage.CLOSED, Stage.PRE_DEPLOYMENT):
        version = world.ask("km_officer", engagements.view, OURS).version
        world.do("km_officer", engagements.move, OURS, stage, version)
        if stage is Stage.CLOSED:
            world.do("km_officer", mechanisms.archive, reference, 1, now)
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", dates_moved.move_to, OURS, date(2027, 3, 1), version, today, now)
    assert world.ask("km_officer", engagements.view, OURS).plan.mechanism is None
