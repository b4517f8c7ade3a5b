"""What is due: by owner and week, of one engagement or expert, in reach only; and as a calendar file."""

from datetime import UTC, date, datetime, timedelta

import pytest

from slp_core.errors import InvalidInput, NotFound
from slp_core.lifecycle import Stage
from slp_core.services import calendar_files, due_list, engagements, my_trips, step_changes, steps, work_list
from slp_core.services.due_list import Filters, Week
from slp_core.services.work_list import Urgency
from slp_core.store.db import reading
from slp_core.store.models import ChecklistEntry

OURS, THEIRS = "E-2027-001", "E-2027-002"
NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)  # a Wednesday
EVERYBODYS = Filters(Week.ALL, mine=False)


def listed(world, who, wanted, today, number=1):
    return world.ask(who, due_list.page, wanted, today, number)


def all_rows(world, who, wanted, today):
    first = listed(world, who, wanted, today)
    return [row for number in range(first.pages) for row in listed(world, who, wanted, today, number + 1).rows]


def open_steps(world, who, reference=OURS):
    return [one for one in world.ask(who, steps.of_engagement, reference) if one.status == "open"]


def events(raw):
    """The events of a file: the value of each property by its name."""
    text = raw.decode().replace("\r\n ", "")
    return [
        dict(line.split(":", 1) for line in part.split("END:VEVENT")[0].strip().split("\r\n"))
        for part in text.split("BEGIN:VEVENT")[1:]
    ]


def test_the_list_holds_every_open_step_once_and_counts_its_travelers(standing, today):
    rows = all_rows(standing, "embassy_officer", EVERYBODYS, today)
    assert sum(row.count for row in rows) == len(open_steps(standing, "km_officer"))
    assert listed(standing, "embassy_officer", EVERYBODYS, today).count == len(rows)
    assert [row.due for row in rows] == sorted(row.due for row in rows)


def test_a_step_is_due_again_on_the_day_after_its_excuse_has_ended(world, today):
    step = open_steps(world, "km_officer")[0]
    until = today + timedelta(3)
    world.do("km_officer", step_changes.excuse, step.id, step.version, "Seen at post", until, today, NOW)

    def due_on(day):
        return sum(row.count for row in all_rows(world, "km_officer", Filters(Week.ALL, mine=False, of=OURS), day))

    assert due_on(until) == len(open_steps(world, "km_officer")) == due_on(until + timedelta(1)) - 1


def test_a_step_that_is_done_after_its_excuse_has_ended_is_due_no_more(world, today):
    step = next(one for one in open_steps(world, "km_officer") if one.due < today)
    world.do("km_officer", step_changes.excuse, step.id, step.version, "Seen at post", today, today, NOW)
    later = today + timedelta(9)

    def open_on(day):
        return sum(task.count for task in world.ask("km_officer", work_list.tasks, day, Urgency.OVERDUE, 99))

    before = open_on(later)
    world.do("km_officer", steps.mark_done, step.id, step.version + 1, later, later, "R-1")
    assert open_on(later) == before - 1
    with reading(world.database) as db:
        assert db.get_one(ChecklistEntry, step.id).excused_until is None


def test_nobody_is_told_of_an_engagement_out_of_reach(standing, today):
    assert {row.engagement for row in all_rows(standing, "embassy_officer", EVERYBODYS, today)} == {OURS}
    assert {row.engagement for row in all_rows(standing, "km_officer", EVERYBODYS, today)} == {OURS, THEIRS}
    with pytest.raises(NotFound):
        listed(standing, "embassy_officer", Filters(Week.ALL, of=THEIRS), today)


def test_an_experts_own_list_is_what_the_expert_may_mark(standing, today):
    rows = all_rows(standing, "expert", Filters(Week.ALL), today)
    mine = [one for one in open_steps(standing, "expert") if one.mine]
    assert rows and len(rows) == len(mine)
    assert all(row.owner == "expert" and row.traveler == 1 for row in rows)


def test_the_list_of_one_person_holds_the_own_steps_and_is_for_those_who_see_the_name(standing, today):
    rows = all_rows(standing, "km_officer", Filters(Week.ALL, mine=False, of="x-001"), today)
    own = [one for one in open_steps(standing, "km_officer") if one.traveler == 1]
    assert sum(row.count for row in rows) == len(own)
    with pytest.raises(NotFound):
        listed(standing, "other coordinator", Filters(Week.ALL, mine=False, of="X-001"), today)


def test_a_word_that_is_no_reference_is_refused_with_a_hint(standing, today):
    with pytest.raises(InvalidInput, match="no reference"):
        listed(standing, "km_officer", Filters(of="Ann"), today)


@pytest.mark.parametrize("owner", ["km", "post", "rso", "partner", "expert"])
def test_an_owner_narrows_the_list_to_the_own_steps(standing, today, owner):
    rows = all_rows(standing, "km_officer", Filters(Week.ALL, owner, mine=False), today)
    assert {row.owner for row in rows} == {owner}


@pytest.mark.parametrize("shift", [0, 3, 40, 66, 100])
def test_weeks_run_from_monday_to_sunday_and_leave_no_day_out(standing, today, shift):
    day = today + timedelta(shift)
    of = {week: all_rows(standing, "km_officer", Filters(week, mine=False), day) for week in Week}
    parts = [*of[Week.OVERDUE], *of[Week.THIS], *of[Week.NEXT], *of[Week.LATER]]
    assert parts == of[Week.ALL]
    assert of[Week.NOW] == [*of[Week.OVERDUE], *of[Week.THIS]]
    assert all(row.due < day for row in of[Week.OVERDUE])
    assert all(row.due.isocalendar()[:2] == day.isocalendar()[:2] for row in of[Week.THIS])
    assert listed(standing, "km_officer", Filters(Week.ALL, mine=False), day).overdue == len(of[Week.OVERDUE])


def test_the_calendar_of_an_engagement_has_the_trip_and_every_step(standing, today):
    found = events(standing.ask("embassy_officer", calendar_files.of_engagement, OURS, NOW))
    (trip,) = [one for one in found if one["UID"] == "E-2027-001-trip@slp.invalid"]
    assert (trip["DTSTART;VALUE=DATE"], trip["DTEND;VALUE=DATE"]) == ("20270201", "20270213")  # 1 to 12 Feb
    assert len(found) == 1 + len(open_steps(standing, "km_officer"))
    assert len({one["UID"] for one in found}) == len(found)
    with pytest.raises(NotFound):
        standing.ask("embassy_officer", calendar_files.of_engagement, THEIRS, NOW)


# EXP-12
def test_after_a_cancellation_each_event_is_cancelled_under_its_key_with_a_higher_sequence(world, today):
    before = {one["UID"]: one for one in events(world.ask("km_officer", calendar_files.of_engagement, OURS, NOW))}
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, version)
    raw = world.ask("km_officer", calendar_files.of_engagement, OURS, NOW)
    after = {one["UID"]: one for one in events(raw)}
    assert after.keys() == before.keys() and b"METHOD:CANCEL" in raw
    for key, one in after.items():
        assert (before[key]["STATUS"], one["STATUS"]) == ("CONFIRMED", "CANCELLED")
        assert int(one["SEQUENCE"]) > int(before[key]["SEQUENCE"])
    assert all_rows(world, "km_officer", Filters(Week.ALL, mine=False, of=OURS), today) == []


def test_a_step_that_was_done_is_taken_out_of_the_calendar_of_a_list(world, today):
    wanted = Filters(Week.ALL)
    step = next(one for one in open_steps(world, "expert") if one.mine)
    before = {one["UID"]: one for one in events(world.ask("expert", calendar_files.of_due_list, wanted, today, NOW))}
    world.do("expert", steps.mark_done, step.id, step.version, today, today, "R-1")
    after = {one["UID"]: one for one in events(world.ask("expert", calendar_files.of_due_list, wanted, today, NOW))}
    assert after.keys() == before.keys()
    changed = [key for key in after if after[key] != before[key]]
    assert [(before[key]["STATUS"], after[key]["STATUS"]) for key in changed] == [("CONFIRMED", "CANCELLED")]


def test_a_step_whose_excuse_has_ended_comes_back_into_the_calendar_with_a_higher_sequence(world, today):
    step = open_steps(world, "km_officer")[0]
    world.do("km_officer", step_changes.excuse, step.id, step.version, "Seen at post", today, today, NOW)
    wanted = Filters(Week.ALL, mine=False, of=OURS)

    def of(day):
        raw = world.ask("km_officer", calendar_files.of_due_list, wanted, day, NOW)
        return {one["UID"]: (one["STATUS"], int(one["SEQUENCE"])) for one in events(raw)}

    excused, again = of(today), of(today + timedelta(1))
    ((key, (status, sequence)),) = [(key, one) for key, one in again.items() if one != excused.get(key)]
    assert status == "CONFIRMED" and excused[key][0] == "CANCELLED" and sequence > excused[key][1]


def test_of_what_was_due_and_done_long_ago_a_calendar_is_told_no_more(world, today):
    step = next(one for one in open_steps(world, "expert") if one.mine)
    world.do("expert", steps.mark_done, step.id, step.version, today, today, "R-1")
    last = max(step.due, today) + timedelta(60)

    def cancelled(day):
        found = events(world.ask("expert", calendar_files.of_due_list, Filters(Week.ALL), day, NOW))
        return sum(one["STATUS"] == "CANCELLED" for one in found)

    assert (cancelled(last), cancelled(last + timedelta(1))) == (1, 0)


def test_a_list_counts_up_to_its_most_and_says_that_there_are_more(world, today, monkeypatch):
    every = len(all_rows(world, "km_officer", EVERYBODYS, today))
    for most in (every - 1, every):
        monkeypatch.setattr(due_list, "MOST", most)
        found = listed(world, "km_officer", EVERYBODYS, today)
        assert (found.count, found.more) == (most, most < every)


def test_an_expert_sees_the_own_trips_and_nobody_elses(standing, today):
    assert [one.reference for one in standing.ask("expert", my_trips.of_me, today)] == [OURS]
    assert [one.reference for one in standing.ask("other expert", my_trips.of_me, today)] == [THEIRS]
    for use_case, moment in ((my_trips.view, today), (my_trips.calendar, NOW)):
        assert standing.outcome("expert", use_case, THEIRS, moment) == "not_found"
        assert standing.outcome("km_officer", use_case, OURS, moment) == "not_allowed"


def test_the_own_trip_has_the_own_steps_and_reasons_alone(standing, today):
    found = standing.ask("expert", my_trips.view, OURS, today)
    assert (found.position, found.departs, found.returns) == (1, date(2027, 2, 1), date(2027, 2, 12))
    assert found.steps and {step.traveler for step in found.steps} == {1}
    assert {one.traveler for one in found.open_things} <= {1}
    own = events(standing.ask("expert", my_trips.calendar, OURS, NOW))
    assert len(own) == 1 + len(found.steps)


def test_an_excused_step_stands_on_the_own_trip_with_who_excused_it_and_why(world, today):
    step = world.ask("expert", my_trips.view, OURS, today).steps[0]
    call = (step_changes.excuse, step.id, step.version, "The post needs none", None, today, NOW)
    world.do("km_officer", *call)
    found = world.ask("expert", my_trips.view, OURS, today)
    assert step.text not in {one.text for one in found.steps}
    (excused,) = found.excused
    assert excused.text == step.text and "The post needs none" in excused.excuse and "for good" in excused.excuse


def test_a_trip_that_was_called_off_is_no_trip_and_its_calendar_says_so(world, today):
    version = world.ask("km_officer", engagements.view, OURS).version
    world.do("km_officer", engagements.move, OURS, Stage.CANCELLED, version)
    assert world.ask("expert", my_trips.of_me, today) == ()
    found = events(world.ask("expert", my_trips.calendar, OURS, NOW))
    assert {one["STATUS"] for one in found} == {"CANCELLED"}
