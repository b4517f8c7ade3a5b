"""Steps: marked with what they ask for, by version, on a day that has been; and the work list that gathers them."""

from datetime import date, timedelta

import pytest

from slp_core.errors import Conflict, InvalidInput, NotAllowed
from slp_core.lifecycle import Stage
from slp_core.services import engagement_history, engagements, steps, work_list
from slp_core.services.work_list import MOST_TASKS, Urgency

OURS, THEIRS = "E-2027-001", "E-2027-002"
EVERYONE = (
    "administrator", "km_officer", "embassy_officer", "rso", "partner_coordinator", "expert", "viewer",
    "other officer", "other coordinator", "other expert",
)  # fmt: skip
MANY = 10_000


def first(world, who="km_officer", evidence="date", reference=OURS):
    """The first open step that asks for this kind of evidence and that this user may mark."""
    found = world.ask(who, steps.of_engagement, reference)
    return next(step for step in found if step.evidence == evidence and step.status == "open" and step.mine)


def state(world, key, reference=OURS):
    return next(step for step in world.ask("km_officer", steps.of_engagement, reference) if step.id == key)


def test_a_step_is_done_on_a_day_by_somebody_and_may_be_reopened(world, today) -> None:
    step = first(world)
    assert world.do("km_officer", steps.mark_done, step.id, step.version, today - timedelta(3), today) == OURS
    done = state(world, step.id)
    assert (done.status, done.done_on, done.version) == ("done", today - timedelta(3), step.version + 1)
    world.do("km_officer", steps.reopen, step.id, done.version)
    again = state(world, step.id)
    assert (again.status, again.done_on, again.version) == ("open", None, step.version + 2)
    events = world.ask("km_officer", engagement_history.of_engagement, OURS)
    changes = [event.changes for event in events if event.what == step.words]
    day = "22\u00a0Nov\u00a02026"
    assert changes == [f"state: done → open; done on: {day} → —", f"state: open → done; done on: — → {day}"]


def test_a_step_is_not_done_in_the_future(world, today) -> None:
    step = first(world)
    with pytest.raises(InvalidInput, match="future"):
        world.do("km_officer", steps.mark_done, step.id, step.version, today + timedelta(1), today)
    assert state(world, step.id) == step


def test_a_step_that_asks_for_a_reference_is_not_done_without_one(world, today) -> None:
    step = first(world, evidence="reference")
    for nothing in ("", "   ", "\x00"):
        with pytest.raises(InvalidInput, match="asks for a reference"):
            world.do("km_officer", steps.mark_done, step.id, step.version, today, today, nothing)
    world.do("km_officer", steps.mark_done, step.id, step.version, today, today, " No. 7, “Ã” ")
    assert state(world, step.id).reference == "No. 7, “Ã”"


def test_a_reference_that_is_too_long_is_refused_and_not_cut(world, today) -> None:
    step = first(world, evidence="reference")
    with pytest.raises(InvalidInput, match="at most 200"):
        world.do("km_officer", steps.mark_done, step.id, step.version, today, today, "x" * 201)


def test_the_second_of_two_marks_from_the_same_page_is_refused(world, today) -> None:
    step = first(world)
    world.do("km_officer", steps.mark_done, step.id, step.version, today, today)
    with pytest.raises(Conflict, match="changed by someone else"):
        world.do("km_officer", steps.mark_done, step.id, step.version, today - timedelta(1), today)
    with pytest.raises(Conflict, match="changed by someone else"):
        world.do("km_officer", steps.reopen, step.id, step.version)
    assert state(world, step.id).done_on == today


def test_another_owner_s_step_says_whose_it_is_to_mark(standing, today) -> None:
    step = next(step for step in standing.ask("km_officer", steps.of_engagement, OURS) if step.owner == "km")
    with pytest.raises(NotAllowed, match="belongs to someone else"):
        standing.ask("expert", steps.mark_done, step.id, step.version, today, today)


def test_an_expert_may_mark_only_the_own_steps(standing) -> None:
    mine = [step for step in standing.ask("expert", steps.of_engagement, OURS) if step.mine]
    assert mine and {(step.owner, step.traveler) for step in mine} == {("expert", 1)}


def test_work_entered_after_the_fact_is_marked_on_its_due_days(world) -> None:
    until = date(2026, 12, 15)
    world_steps = world.ask("km_officer", steps.of_engagement, OURS)
    due = [step.id for step in world_steps if step.due <= until]
    assert due and len(due) < len(world_steps)
    today = world_steps[0].due + timedelta(1)
    world.keep("km_officer", steps.mark_past, OURS, until, today)
    after = world.ask("km_officer", steps.of_engagement, OURS)
    assert [step.id for step in after if step.status == "done"] == due
    assert {step.done_on for step in after if step.status == "done"} == {world_steps[0].due, today}


# The work list


@pytest.mark.parametrize("who", EVERYONE)
def test_each_count_is_the_length_of_the_list_it_opens(standing, who) -> None:
    for day in (date(2026, 8, 1), date(2026, 11, 25), date(2027, 1, 20), date(2027, 6, 1)):
        counts = standing.ask(who, work_list.counts, day)
        assert set(counts) == {Urgency.OVERDUE, Urgency.SOON}
        for urgency in counts:
            assert counts[urgency] == len(standing.ask(who, work_list.tasks, day, urgency, MANY)), (day, urgency)


def test_the_work_list_holds_exactly_the_open_steps_that_the_user_may_mark(world, today) -> None:
    step = first(world)
    world.do("km_officer", steps.mark_done, step.id, step.version, today, today)
    for who in EVERYONE:
        listed = world.ask(who, work_list.tasks, today, Urgency.ALL, MANY)
        markable = [
            (reference, one.text)
            for reference in (OURS, THEIRS)
            if world.outcome(who, engagements.view, reference) == "done"
            for one in world.ask(who, steps.of_engagement, reference)
            if one.mine and one.status == "open"
        ]
        assert {(task.engagement, task.text) for task in listed} == set(markable)
        assert sum(task.count for task in listed) == len(markable)


def test_the_work_list_of_another_post_names_no_engagement_of_ours(standing, today) -> None:
    listed = standing.ask("other officer", work_list.tasks, today, Urgency.ALL, MANY)
    assert {task.engagement for task in listed} == {THEIRS}
    assert len(standing.ask("other expert", work_list.tasks, today, Urgency.ALL, MANY)) < len(listed)


def test_due_today_is_soon_and_yesterday_is_overdue(standing) -> None:
    task = standing.ask("km_officer", work_list.tasks, date(2026, 11, 25), Urgency.ALL, MANY)[-1]

    def where(days: int) -> list[Urgency]:
        """The lists that hold the task so many days after it was due."""
        day = task.due + timedelta(days)
        return [one for one in Urgency if task in standing.ask("km_officer", work_list.tasks, day, one, MANY)]

    everywhere = {days: where(days) for days in (-8, -7, 0, 1)}
    assert everywhere == {
        -8: [Urgency.ALL],
        -7: [Urgency.ALL, Urgency.SOON],
        0: [Urgency.ALL, Urgency.SOON],
        1: [Urgency.ALL, Urgency.OVERDUE],
    }


def test_the_most_overdue_come_first_and_the_list_is_short(standing, today) -> None:
    listed = standing.ask("km_officer", work_list.tasks, today, Urgency.ALL)
    assert listed == standing.ask("km_officer", work_list.tasks, today, Urgency.ALL, MANY)[:MOST_TASKS]
    assert [task.due for task in listed] == sorted(task.due for task in listed)


def test_both_travel_days_count_as_in_country_for_those_in_reach(standing) -> None:
    for day, there in ((date(2027, 1, 31), []), (date(2027, 2, 1), [OURS]), (date(2027, 2, 12), [OURS])):
        assert [trip.reference for trip in standing.ask("embassy_officer", work_list.in_country, day)] == there
    assert standing.ask("embassy_officer", work_list.in_country, date(2027, 2, 13)) == ()
    both = standing.ask("viewer", work_list.in_country, date(2027, 2, 5))
    assert [(trip.reference, trip.country) for trip in both] == [(OURS, "Georgia (country)"), (THEIRS, "Colombia")]


def test_who_leaves_today_is_in_country_and_not_leaving_soon(standing) -> None:
    leaving = {
        shift: len(standing.ask("rso", work_list.leaving_soon, date(2027, 2, 1) + timedelta(shift)))
        for shift in (-31, -30, -1, 0)
    }
    assert leaving == {-31: 0, -30: 1, -1: 1, 0: 0}


def test_cancelled_work_waits_for_nobody(world, today) -> None:
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, 1)
    assert world.ask("embassy_officer", work_list.tasks, today, Urgency.ALL) == ()
    assert world.ask("embassy_officer", work_list.in_country, date(2027, 2, 5)) == ()


def test_only_what_is_done_is_opened_again(world, today) -> None:
    step = first(world)
    with pytest.raises(InvalidInput, match="not done"):
        world.do("km_officer", steps.reopen, step.id, step.version)


def test_what_is_done_on_arrival_or_after_the_return_is_not_done_at_home(world, today) -> None:
    found = world.ask("km_officer", steps.of_engagement, OURS)  # the team leaves on 1 Feb 2027
    for text, day in (("Attend the RSO's security briefing on arrival", 1), ("Send the final report", 2)):
        step = next(one for one in found if one.text.startswith(text))
        with pytest.raises(InvalidInput, match="leaves on"):
            world.do("km_officer", steps.mark_done, step.id, step.version, today, today)
        there = date(2027, 2, day)
        world.do("km_officer", steps.mark_done, step.id, step.version, there, there, "R-1", token=text)
        assert state(world, step.id).done_on == there
