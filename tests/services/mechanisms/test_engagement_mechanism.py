"""An engagement runs under an agreement of its own agency that covers it."""

from datetime import date

import pytest

from slp_core.errors import Conflict, InvalidInput, NotFound
from slp_core.mechanisms import Basis
from slp_core.services import (
    engagement_history,
    engagement_mechanism,
    engagements,
    mechanism_choice,
    outlooks,
)
from tests.services.conftest import OURS, ROLES, THEIRS
from tests.services.mechanisms.conftest import running, under


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
    told = [event.changes for event in world.ask("km_officer", engagement_history.of_engagement, OURS)]
    assert told[:2] == ["agreement: M-001 → —", "agreement: — → M-001"]


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
