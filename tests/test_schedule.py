"""The two passes against networkx on random graphs, and against small schedules worked out by hand."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import networkx
import pytest

from slp_core import schedule
from slp_core.calendars import WorkCalendar
from slp_core.reference import shipped
from slp_core.schedule import Task

EVERY_DAY = WorkCalendar("every day", frozenset(), lambda day: None)
TODAY = date(2026, 11, 25)


def random_tasks(seed: int) -> tuple[Task, ...]:
    random = Random(seed)
    names = [f"t{number}" for number in range(random.randint(1, 25))]
    return tuple(
        Task(
            name,
            EVERY_DAY,
            random.randint(1, 15),
            tuple(random.sample(names[:number], random.randint(0, min(3, number)))),
            TODAY + timedelta(random.randint(20, 200)),
        )
        for number, name in enumerate(names)
    )


def graph_of(tasks: tuple[Task, ...]) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    for task in tasks:
        graph.add_node(task.id)
        graph.add_edges_from(
            (other, task.id, {"days": before.takes}) for other in task.after for before in tasks if before.id == other
        )
    return graph


@pytest.mark.parametrize("seed", range(500))
def test_the_earliest_finish_is_the_longest_path(seed):
    tasks = random_tasks(seed)
    graph = graph_of(tasks)
    takes = {task.id: task.takes for task in tasks}
    longest: dict[str, int] = {}
    for name in networkx.topological_sort(graph):
        longest[name] = takes[name] + max((longest[other] for other in graph.predecessors(name)), default=0)
    assert {slot.task.id: (slot.finish - TODAY).days + 1 for slot in schedule.plan(tasks, TODAY)} == longest


@pytest.mark.parametrize("seed", range(500))
def test_the_latest_finish_leaves_room_for_every_path_behind(seed):
    tasks = random_tasks(seed)
    graph = graph_of(tasks)
    by_name = {task.id: task for task in tasks}
    latest: dict[str, date] = {}
    for name in reversed(list(networkx.topological_sort(graph))):
        behind = [latest[other] - timedelta(by_name[other].takes) for other in graph.successors(name)]
        latest[name] = min([by_name[name].latest, *behind])
    slots = schedule.plan(tasks, TODAY)
    assert {slot.task.id: slot.latest_finish for slot in slots} == latest
    assert all(slot.slack == (slot.latest_finish - slot.finish).days for slot in slots)


@pytest.mark.parametrize("seed", range(500))
def test_the_critical_path_is_unbroken_and_on_one_calendar_all_of_it_has_the_least_slack(seed):
    slots = schedule.plan(random_tasks(seed), TODAY)
    chain = schedule.critical_path(slots)
    assert schedule.binding(slots) in chain
    assert chain[0].start == TODAY
    for before, behind in pairwise(chain):
        assert before.task.id in behind.task.after and behind.start == before.finish + timedelta(1)
    upto = chain[: chain.index(schedule.binding(slots)) + 1]
    assert {slot.slack for slot in upto} == {min(slot.slack for slot in slots)}


def us(name: str, takes: int, latest: str, *after: str) -> Task:
    return Task(name, shipped().calendars.us(), takes, after, date.fromisoformat(latest))


def test_a_step_counts_its_own_first_day_and_skips_thanksgiving():
    (slot,) = schedule.plan([us("sign", 3, "2026-12-31")], TODAY)
    assert (slot.start, slot.finish) == (date(2026, 11, 25), date(2026, 11, 30))  # Wed, then Fri, then Mon


def test_a_step_after_another_starts_on_the_next_business_day():
    _, second = schedule.plan([us("first", 2, "2026-12-31"), us("second", 1, "2026-12-31", "first")], TODAY)
    assert second.start == second.finish == date(2026, 11, 30)


def test_what_is_late_binds_and_says_by_how_many_business_days():
    slots = schedule.plan([us("quick", 1, "2026-12-31"), us("clearance", 10, "2026-12-04")], TODAY)
    bound = schedule.binding(slots)
    assert bound is not None and (bound.task.id, bound.late, bound.slack) == (
        "clearance",
        True,
        -3,
    )  # ready on 9 Dec: 7, 8 and 9 Dec too late


def test_the_earliest_departure_is_the_first_without_a_late_step():
    def tasks_for(departure: date) -> tuple[Task, ...]:
        eve = (departure - timedelta(1)).isoformat()
        return us("named", 5, eve), us("clearance", 10, eve, "named")

    # 25, 27, 30 Nov, 1, 2 Dec; then 3, 4, 7, 8, 9, 10, 11, 14, 15, 16 Dec
    assert schedule.earliest(tasks_for, TODAY) == date(2026, 12, 17)


def test_a_step_that_takes_no_time_is_done_the_day_it_can_be():
    (slot,) = schedule.plan([us("go", 0, "2026-12-31")], date(2026, 11, 28))
    assert slot.start == slot.finish == date(2026, 11, 30)


def test_a_holiday_of_one_country_does_not_break_the_critical_path():
    abroad = Task("visa", EVERY_DAY, 2, ("clearance",), date(2026, 12, 4))
    slots = schedule.plan([us("clearance", 2, "2026-12-04"), abroad, us("quick", 1, "2026-12-04")], TODAY)
    # clearance on 25 and 27 Nov, visa on 28 and 29: 5 days to spare; clearance by 2 Dec: 3 business days
    assert [slot.task.id for slot in schedule.critical_path(slots)] == ["clearance", "visa"]
    assert [slot.slack for slot in slots] == [3, 5, 6]


def test_without_steps_nothing_binds_and_today_will_do():
    assert schedule.binding(()) is None and schedule.critical_path(()) == ()
    assert schedule.earliest(lambda departure: (), TODAY) == TODAY


def test_workdays_between_counts_backward_as_negative():
    calendar = shipped().calendars.us()
    assert schedule.workdays_between(calendar, date(2026, 11, 25), date(2026, 12, 1)) == 3
    assert schedule.workdays_between(calendar, date(2026, 12, 1), date(2026, 11, 25)) == -3
