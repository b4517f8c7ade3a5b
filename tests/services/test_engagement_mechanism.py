"""An engagement runs under an agreement of its own agency that covers it, and follows that agreement's lead times."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.lead_times import LeadTimeScope
from slp_core.lifecycle import Stage
from slp_core.mechanisms import Basis, Terms
from slp_core.plan import Kind
from slp_core.services import (
    dates_moved,
    engagement_mechanism,
    engagements,
    history,
    lead_times,
    mechanism_choice,
    mechanism_use,
    mechanisms,
    outlooks,
    steps,
)
from tests.services.test_mechanisms import ROLES, SIGNED

OURS, THEIRS = "E-2027-001", "E-2027-002"  # 1 to 12 Feb 2027
CLEARANCE = "country_clearance"


def running(first=date(2026, 1, 1), last=date(2027, 12, 31), ceiling=50_000, **other):
    return replace(SIGNED, terms=Terms(first, last, ceiling and Decimal(ceiling)), **other)


@pytest.fixture
def add(world):
    return lambda agreed=SIGNED, partner="P-001": world.do("km_officer", mechanisms.add, partner, agreed)


@pytest.fixture
def assign(world, today):
    def assigns(reference, mechanism, who="km_officer"):
        version = world.ask("km_officer", engagements.view, reference).version
        return world.do(who, engagement_mechanism.assign, reference, mechanism, version, today, token=f"{version}")

    return assigns


@pytest.fixture
def decide(world, today, now):
    """A lead time of 45 days for country clearance, for a mechanism or otherwise."""

    def decides(key, who="km_officer", days=45, scope=LeadTimeScope.MECHANISM):
        call = (Kind.DEPLOYMENT, CLEARANCE, scope, key, days, None, "The partner said so.", today, None, now)
        return world.do(who, lead_times.decide, *call)

    return decides


def under(world, reference, who="km_officer"):
    return world.ask(who, engagement_mechanism.of_engagement, reference)


def clearance(world, reference=OURS):
    found = world.ask("km_officer", steps.of_engagement, reference)
    return next(step for step in found if "country clearance" in step.text and "Get" in step.text)


# --- choosing


def test_an_engagement_shows_its_agreement_with_what_is_due_under_it(world, add, assign, today) -> None:
    assert under(world, OURS) is None
    reference = add(running(basis=Basis.PARTNER_POLICY))
    assign(OURS, reference)
    found = under(world, OURS)
    assert (found.reference, found.basis, found.coverage.covered) == (reference, Basis.PARTNER_POLICY, True)
    assert (found.report_due, found.claim_due) == (date(2027, 3, 14), date(2027, 3, 29))  # 30 and 45 days after 12 Feb
    assert found.ceiling.used == world.ask("km_officer", engagements.view, OURS).estimate


def test_an_agreement_of_another_agency_is_refused(add, assign) -> None:
    theirs = add(partner="P-002")
    with pytest.raises(InvalidInput, match="another agency"):
        assign(OURS, theirs)


EDGES = [  # the report of a trip from 1 to 12 Feb is due on 14 Mar
    (date(2027, 2, 1), date(2027, 3, 14), ""),
    (date(2027, 2, 2), date(2027, 3, 14), "before the agreement begins"),
    (date(2027, 2, 1), date(2027, 3, 13), "1\u00a0day after the agreement ends"),
]


@pytest.mark.parametrize(("first", "last", "reason"), EDGES)
def test_an_agreement_that_does_not_cover_the_trip_is_refused_with_the_reason(
    world, add, assign, today, first, last, reason
) -> None:
    reference = add(running(first, last))
    if reason:
        with pytest.raises(Conflict, match=reason) as refusal:
            assign(OURS, reference)
        assert refusal.value.hint
    else:
        assign(OURS, reference)
    assert (under(world, OURS) is None) == bool(reason)


def test_a_ceiling_that_is_exceeded_does_not_stop_the_choice_and_is_said(world, add, assign, today) -> None:
    assign(OURS, add(running(ceiling=1)))
    found = under(world, OURS)
    assert found.ceiling.exceeded and "exceeded by $" in found.ceiling.words


def test_the_choices_are_those_of_the_agencies_that_take_part_and_the_covering_first(world, add, today) -> None:
    short, fits = add(running(last=date(2027, 2, 20), number="1")), add(running(number="2", first=date(2025, 1, 1)))
    add(partner="P-002")
    found = world.ask("embassy_officer", engagement_mechanism.choices, OURS)
    assert [(one.reference, one.coverage.covered) for one in found] == [(fits, True), (short, False)]


def test_the_choices_of_a_plan_are_within_the_reach_of_the_one_who_asks(world, add, today) -> None:
    add()
    add(partner="P-002")
    days = (date(2027, 2, 1), date(2027, 2, 12))
    found = {who: len(world.ask(who, mechanism_choice.of_partners, ("P-001", "P-002"), *days)) for who in ROLES}
    assert found == {
        "administrator": 2, "km_officer": 2, "embassy_officer": 2, "rso": 0, "partner_coordinator": 1, "expert": 0,
        "viewer": 0,
    }  # fmt: skip


def test_an_agreement_is_chosen_by_those_who_open_engagements_within_their_reach(world, add, today) -> None:
    ours, theirs = add(), add(partner="P-002")
    outcomes = {
        who: [
            world.outcome(who, engagement_mechanism.assign, engagement, one, version, today)
            for engagement, one in ((OURS, ours), (THEIRS, theirs))
            for version in (world.ask("km_officer", engagements.view, engagement).version,)
        ]
        for who in ROLES
    }
    refused = ["not_allowed", "not_allowed"]
    assert outcomes == dict.fromkeys(ROLES, refused) | {
        "km_officer": ["done", "done"],
        "embassy_officer": ["done", "not_found"],
    }


def test_the_agreement_of_an_engagement_is_seen_by_those_who_see_both(world, add, assign, today) -> None:
    assign(OURS, add())
    outcomes = {who: world.outcome(who, engagement_mechanism.of_engagement, OURS) for who in ROLES}
    assert {who for who, outcome in outcomes.items() if outcome == "done"} == {
        "administrator", "km_officer", "embassy_officer", "partner_coordinator",
    }  # fmt: skip
    assert under(world, OURS, "partner_coordinator").reference == "M-001"
    assert world.outcome("other coordinator", engagement_mechanism.of_engagement, OURS) == "not_found"


def test_the_second_of_two_choices_from_the_same_page_is_refused(world, add, assign, today) -> None:
    reference = add()
    version = world.ask("km_officer", engagements.view, OURS).version
    assign(OURS, reference)
    for use_case, *args in (
        (engagement_mechanism.assign, OURS, reference, version, today),
        (engagement_mechanism.release, OURS, version, today),
    ):
        with pytest.raises(Conflict, match="changed by someone else"):
            world.do("km_officer", use_case, *args)


def test_an_agreement_is_taken_away_again_and_both_are_in_the_history_by_reference(world, add, assign, today) -> None:
    assign(OURS, add())
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagement_mechanism.release, OURS, version, today)
    assert under(world, OURS) is None
    told = [event.changes for event in world.ask("km_officer", history.of_engagement, OURS)]
    assert told[:2] == ["agreement: M-001 → —", "agreement: — → M-001"]


# --- a plan that names one


def test_a_plan_opens_under_the_agreement_it_names(world, add, a_trip, today, now) -> None:
    wish = a_trip(title="New", partner="P-001", mechanism=add())
    new = world.do("km_officer", engagements.open_from_plan, wish, today, now)
    assert under(world, new).reference == "M-001"


WRONG = {
    "another agency's": ({"partner": "P-002"}, InvalidInput),
    "without a partner": ({"partner": None}, InvalidInput),
    "one that does not exist": ({"mechanism": "M-999"}, NotFound),
    "one that does not cover it": ({"departs": date(2027, 11, 25)}, Conflict),
}


@pytest.mark.parametrize(("wrong", "error"), WRONG.values(), ids=WRONG)
def test_a_plan_with_an_agreement_that_does_not_fit_is_not_opened(world, add, a_trip, today, now, wrong, error) -> None:
    wish = a_trip(**{"title": "New", "partner": "P-001", "mechanism": add()} | wrong)
    with pytest.raises(error):
        world.do("km_officer", engagements.open_from_plan, wish, today, now)
    assert world.outcome("km_officer", engagements.view, "E-2027-003") == "not_found"


def test_a_plan_names_an_agreement_to_those_who_see_money_only(world, add, a_trip, today, now) -> None:
    wish = a_trip(title="New", partner="P-001", mechanism=add())
    new = world.do("km_officer", engagements.open_from_plan, wish, today, now)
    named = {who: world.ask(who, engagements.view, new).plan.mechanism for who in ("km_officer", "rso", "viewer")}
    assert named == {"km_officer": "M-001", "rso": None, "viewer": None}
    outcomes = [world.outcome(who, outlooks.of_plan, wish, today) for who in ("rso", "other coordinator")]
    assert outcomes == ["not_allowed", "not_found"]


# --- lead times


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


# --- what runs under an agreement


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
