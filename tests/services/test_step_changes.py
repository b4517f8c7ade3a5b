"""An engagement's own steps and excuses: who may, why, until when; what moves with the trip, and what stays."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.checklists import Owner
from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.judgements import Standing
from slp_core.reference import shipped
from slp_core.services import dates_moved, engagements, readiness, step_changes, steps, work_list
from slp_core.services.work_list import Urgency
from slp_core.step_days import calendar_of, moved, settled
from tests.services.conftest import MOMENT, OURS, THEIRS, TODAY

SUNDAY = date(2027, 1, 17)  # Monday is a U.S. holiday, Tuesday a Georgian one


def add(world, who="km_officer", owner="km", due=date(2027, 1, 13), place=None, reference=OURS):
    return world.do(who, step_changes.add, reference, "Buy cones", owner, due, place, "The range has none", TODAY)


def all_steps(world, today=TODAY):
    return world.ask("km_officer", steps.of_engagement, OURS, today)


def of(world, text, today=TODAY):
    return next(one for one in all_steps(world, today) if one.text == text)


def excuse(world, step, who="km_officer", reason="Done by the embassy itself", until=None):
    return world.do(who, step_changes.excuse, step.id, step.version, reason, until, TODAY, MOMENT)


def test_an_own_step_says_who_added_it_and_why(world):
    add(world, place=2)
    found = of(world, "Buy cones")
    assert (found.traveler, found.due, found.status) == (2, date(2027, 1, 13), "open")
    assert "Kay Müller" in found.citation.text and "The range has none" in found.citation.text


@pytest.mark.parametrize(("owner", "due"), [("km", date(2027, 1, 15)), ("rso", date(2027, 1, 15))])
def test_an_own_step_never_falls_on_a_day_of_rest_of_its_owner(world, owner, due):
    add(world, owner=owner, due=SUNDAY)
    assert of(world, "Buy cones").due == due


def test_a_step_is_added_for_owners_for_whom_one_acts(world):
    add(world, "rso", "rso")
    for who, owner in (("rso", "km"), ("embassy_officer", "km"), ("partner_coordinator", "partner"), ("viewer", "km")):
        with pytest.raises(NotAllowed):
            add(world, who, owner)
    with pytest.raises(NotFound):
        add(world, "embassy_officer", "post", reference=THEIRS)
    with pytest.raises(NotFound):
        add(world, place=3)
    with pytest.raises(InvalidInput):
        world.do("km_officer", step_changes.add, OURS, " ", "km", TODAY, None, "x", TODAY)


def test_an_excuse_counts_everywhere_until_its_last_day_and_no_longer(world):
    add(world, due=date(2026, 11, 24))  # a day late
    until = date(2026, 11, 27)
    excuse(world, of(world, "Buy cones"), until=until)
    shown = of(world, "Buy cones", until)
    assert shown.status == "excused" and "Done by the embassy itself (Kay Müller" in shown.excuse
    assert of(world, "Buy cones", until + timedelta(1)).status == "open"
    assert overdue(world, until) is False and overdue(world, until + timedelta(1)) is True
    assert judged(world, until) is Standing.WAIVED
    assert judged(world, until + timedelta(1)) is Standing.NOT_READY


def overdue(world, day):
    found = world.ask("km_officer", work_list.tasks, day, Urgency.OVERDUE, 500)
    return "Buy cones" in {one.text for one in found}


def judged(world, day):
    found = world.ask("km_officer", readiness.of_engagement, OURS, day).shown.judgements
    return next(one.standing for one in found if one.title == "Buy cones")


def test_an_excuse_has_a_reason_and_is_given_by_those_who_act_for_the_owner(world):
    add(world)
    step = of(world, "Buy cones")
    for who in ("rso", "embassy_officer", "partner_coordinator", "expert", "viewer", "administrator"):
        with pytest.raises(NotAllowed):
            excuse(world, step, who)
    with pytest.raises(InvalidInput, match="reason"):
        excuse(world, step, reason=" ")
    with pytest.raises(InvalidInput, match="ended"):
        excuse(world, step, until=TODAY - timedelta(1))


def test_an_excuse_is_taken_back(world):
    add(world)
    excuse(world, of(world, "Buy cones"))
    step = of(world, "Buy cones")
    world.do("km_officer", step_changes.end_excuse, step.id, step.version, MOMENT)
    assert (of(world, "Buy cones").status, of(world, "Buy cones").excuse) == ("open", "")


def test_a_preview_says_what_moves_what_stays_and_writes_nothing(world):
    # DAT-26: departure slips by 14 days after some steps are done
    add(world, due=date(2027, 1, 19))
    before = all_steps(world)
    done = next(one for one in before if one.owner == "km" and one.text != "Buy cones")
    world.do("km_officer", steps.mark_done, done.id, done.version, TODAY, TODAY, "No. 7")
    found = world.ask("km_officer", dates_moved.preview, OURS, date(2027, 2, 15), TODAY)
    assert {one.text for one in found.stayed} >= {done.text}
    (own,) = [one for one in found.moved if one.text == "Buy cones"]
    assert (own.before, own.after) == (date(2027, 1, 19), date(2027, 2, 2))
    assert [one.due for one in all_steps(world)] == sorted(one.due for one in before)
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", dates_moved.move_to, OURS, date(2027, 2, 15), version, TODAY, MOMENT)
    after = {(one.text, one.traveler): one.due for one in all_steps(world)}
    assert {(one.text, one.traveler): one.after for one in found.moved}.items() <= after.items()
    assert after[done.text, done.traveler] == done.due


def test_a_preview_of_an_earlier_day_says_what_would_be_late(world):
    found = world.ask("km_officer", dates_moved.preview, OURS, date(2026, 12, 14), TODAY)
    assert found.late and all(one.after < TODAY for one in found.late)
    with pytest.raises(InvalidInput):
        world.ask("km_officer", dates_moved.preview, OURS, date(2027, 2, 1), TODAY)


def test_the_post_badge_comes_after_the_briefing(world):
    from tests.services.conftest import trip

    long, there = trip(departs=date(2027, 6, 1), partner="P-001", travelers=1), date(2027, 6, 3)
    stay = long.itinerary.stays[0]
    from dataclasses import replace

    returns = date(2027, 7, 20)
    itinerary = replace(long.itinerary, returns=returns, stays=(replace(stay, leaves=returns),))
    other = world.do("km_officer", engagements.open_from_plan, replace(long, itinerary=itinerary), TODAY, MOMENT)
    found = world.ask("km_officer", steps.of_engagement, other)
    badge = next(one for one in found if one.text.startswith("Get the post badge"))
    briefing = next(one for one in found if one.text.startswith("Attend the RSO"))
    with pytest.raises(Conflict, match="12 FAM 441.1"):
        world.do("km_officer", steps.mark_done, badge.id, badge.version, there, there, "B-1")
    world.do("rso", steps.mark_done, briefing.id, briefing.version, there, there)
    world.do("km_officer", steps.mark_done, badge.id, badge.version, there, there, "B-1", token="again")
    assert world.ask("km_officer", steps.of_engagement, other)


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(-400, 400), st.integers(-90, 90),
    st.sampled_from(list(Owner)), st.sampled_from(sorted(shipped().countries.program)),
)  # fmt: skip
def test_no_step_ever_falls_on_a_day_on_which_its_owner_rests(due, by, ahead, owner, country):
    calendar = calendar_of(owner, country, shipped().calendars)
    departs = due + timedelta(by + ahead)
    assert calendar.is_workday(settled(due, departs, calendar))
    day = moved(due, timedelta(by), departs, calendar)
    assert calendar.is_workday(day)
    assert (day <= due + timedelta(by)) if due + timedelta(by) < departs else (day >= due + timedelta(by))
