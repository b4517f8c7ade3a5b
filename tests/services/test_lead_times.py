"""Lead times of posts and INL/KM go before a checklist's own, say who decided and why, and end."""

from datetime import date, timedelta

import pytest

from slp_core.errors import Conflict, InvalidInput
from slp_core.lead_times import LeadTimeScope
from slp_core.outlook import outlook
from slp_core.plan import Kind
from slp_core.reference import shipped
from slp_core.rules import Authority
from slp_core.services import engagements, lead_times, steps

CLEARANCE = "country_clearance"
POST, ALL = LeadTimeScope.POST, LeadTimeScope.ALL


@pytest.fixture
def decide(world, today, now):
    def decides(who="embassy_officer", scope=POST, key="tbilisi", days=45, takes=15, token="", **more):
        since, until = more.get("since", today), more.get("until")
        return world.do(
            who, lead_times.decide, Kind.DEPLOYMENT, CLEARANCE, scope, key, days, takes, "The desk said so.",
            since, until, now, token=token or f"{who}{scope}{key}{days}{since}",
        )  # fmt: skip

    return decides


def clearance(world, today, country="GEO", who="km_officer", trip=None):
    decided = world.ask(who, lead_times.for_plan, country, today)
    answer = outlook(trip, shipped(), today, decided)
    return answer.item(CLEARANCE), next(slot.task for slot in answer.slots if slot.task.id == CLEARANCE)


def test_a_posts_lead_time_moves_its_countrys_step_and_no_others(world, decide, a_trip, today) -> None:
    before, _ = clearance(world, today, trip=a_trip())
    decide()
    item, task = clearance(world, today, trip=a_trip())
    assert item.due < before.due and item.distance.startswith("45 business days") and task.takes == 15
    assert item.citation.authority is Authority.POLICY
    assert item.citation.text == "Lead time of Embassy Tbilisi, set by Eve Officer on 25 Nov 2026: The desk said so."
    other, _ = clearance(world, today, "COL", trip=a_trip("COL", "Bogota"))
    assert other.distance.startswith("30 business days")


def test_a_posts_decision_goes_before_one_for_all_and_a_later_before_an_earlier(world, decide, a_trip, today) -> None:
    decide("km_officer", ALL, "", 60)
    decide("km_officer", ALL, "", 50)
    assert clearance(world, today, trip=a_trip())[0].distance.startswith("50 business days")
    decide()
    assert clearance(world, today, trip=a_trip())[0].distance.startswith("45 business days")


def test_a_decision_holds_between_its_days_only(world, decide, a_trip, today) -> None:
    decide(since=today + timedelta(10), until=today + timedelta(20))
    found = [clearance(world, today + timedelta(days), trip=a_trip())[0].distance[:2] for days in (9, 10, 20, 21)]
    assert found == ["30", "45", "45", "30"]


def test_an_engagement_opened_now_is_given_the_decided_days_and_an_older_one_keeps_its_own(
    world, decide, a_trip, today, now
) -> None:
    def due(reference):
        found = world.ask("km_officer", steps.of_engagement, reference)
        return next(step.due for step in found if "country clearance" in step.text and "Get" in step.text)

    old = due("E-2027-001")
    decide()
    new = world.do("embassy_officer", engagements.open_from_plan, a_trip(title="New"), today, now)
    assert due(new) < old == due("E-2027-001")


def test_a_lead_time_is_taken_back_once_and_the_checklists_own_holds_again(world, decide, a_trip, today, now) -> None:
    number = int(decide())
    (decision,) = world.ask("km_officer", lead_times.of_country, "GEO", today)
    world.do("embassy_officer", lead_times.end, number, decision.version, now, token="a")
    assert clearance(world, today, trip=a_trip())[0].distance.startswith("30 business days")
    with pytest.raises(Exception, match="no such lead time"):
        world.do("embassy_officer", lead_times.end, number, decision.version, now, token="b")


def test_a_decision_changed_meanwhile_is_not_taken_back(world, decide, now) -> None:
    number = int(decide())
    with pytest.raises(Conflict):
        world.do("embassy_officer", lead_times.end, number, 99, now)


WRONG = {
    "no such step": {"step": "fly"},
    "no figure": {"days": None, "takes": None},
    "a negative figure": {"days": -1},
    "years ahead": {"days": 4000},
    "ends before it begins": {"until": date(2026, 1, 1)},
    "no reason": {"why": "  "},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_cannot_be_decided_is_refused(standing, today, now, wrong) -> None:
    values = {"step": CLEARANCE, "scope": POST, "scope_key": "tbilisi", "days": 45, "takes": 15} | wrong
    values = {"why": "Said so.", "since": today, "until": None, "now": now} | values
    assert standing.outcome("km_officer", lead_times.decide, Kind.DEPLOYMENT, **values) == InvalidInput.code


MAY = {  # own post, another post, all
    "administrator": ("done", "done", "done"),
    "km_officer": ("done", "done", "done"),
    "embassy_officer": ("done", "not_allowed", "not_allowed"),
    "rso": ("not_allowed",) * 3,
    "partner_coordinator": ("not_allowed",) * 3,
    "expert": ("not_allowed",) * 3,
    "viewer": ("not_allowed",) * 3,
}


@pytest.mark.parametrize(("role", "outcomes"), MAY.items())
def test_an_officer_decides_for_the_own_post_and_inl_km_for_every_one(standing, today, now, role, outcomes) -> None:
    scopes = ((POST, "tbilisi"), (POST, "bogota"), (ALL, ""))
    found = tuple(
        standing.outcome(
            role, lead_times.decide, Kind.DEPLOYMENT, CLEARANCE, scope, key, 45, None, "Said so.", today, None, now
        )
        for scope, key in scopes
    )
    assert found == outcomes


def test_a_post_that_does_not_exist_is_refused(standing, today, now) -> None:
    call = (Kind.DEPLOYMENT, CLEARANCE, POST, "atlantis", 45, None, "Said so.", today, None, now)
    assert standing.outcome("km_officer", lead_times.decide, *call) == "not_found"
    assert standing.outcome("embassy_officer", lead_times.decide, *call) == "not_allowed"
