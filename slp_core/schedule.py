"""Forward and backward pass over steps that wait for each other: when each can start, when it must, and what binds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from .calendars import WorkCalendar

DAY = timedelta(1)
FARTHEST = 1500  # days of search after which a departure counts as never possible


@dataclass(frozen=True, slots=True)
class Task:
    """A step as the schedule sees it: it takes business days of its own calendar, after others are finished.

    `latest` is the last day on which it may be finished; a step of 0 days is done the day it can be.
    """

    id: str
    calendar: WorkCalendar
    takes: int
    after: tuple[str, ...]
    latest: date


@dataclass(frozen=True)
class Slot:
    """When a task can run and when it must, both ends included."""

    task: Task
    start: date
    finish: date
    latest_start: date
    latest_finish: date

    @property
    def late(self) -> bool:
        return self.finish > self.latest_finish

    @cached_property
    def slack(self) -> int:
        """Business days of its calendar by which it may slip; negative when it is late."""
        return workdays_between(self.task.calendar, self.finish, self.latest_finish)


def plan(tasks: Iterable[Task], today: date) -> tuple[Slot, ...]:
    """The slot of each task when work begins today, in the order given. A task stands after those it waits for.

    Raises KeyError for a task that waits for one not listed before it: the checklist loader refuses such files.
    """
    ordered = tuple(tasks)
    early = _forward(ordered, today)
    late = _backward(ordered)
    return tuple(Slot(task, *early[task.id], *late[task.id]) for task in ordered)


def binding(slots: Iterable[Slot]) -> Slot | None:
    """The task with the least slack: speeding up anything else does not help."""
    return min(slots, key=lambda slot: (slot.slack, -slot.task.takes), default=None)


def critical_path(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """The chain of steps, each begun when the one before it is finished, that the binding task lies on; first to last.

    Slack differs along it where calendars do: a holiday of one country alone is time to spare in the other.
    """
    found = {slot.task.id: slot for slot in slots}
    bound = binding(found.values())
    chain = [bound] if bound else []
    while chain and (before := binding(map(found.__getitem__, _held_by(chain[0], found)))):
        chain.insert(0, before)
    while chain and (behind := binding(slot for slot in found.values() if chain[-1].task.id in _held_by(slot, found))):
        chain.append(behind)
    return tuple(chain)


def _held_by(slot: Slot, found: Mapping[str, Slot]) -> list[str]:
    """Of the tasks that one waits for, those that are finished last: it begins right after them."""
    last = max((found[other].finish for other in slot.task.after), default=None)
    return [other for other in slot.task.after if found[other].finish == last]


def earliest(tasks_for: Callable[[date], tuple[Task, ...]], today: date) -> date | None:
    """The first departure from today on for which no task is late; None when none is found within four years.

    `tasks_for` gives the tasks of a departure. The search begins the day after the last of them can be finished.
    """
    begin = max([today, *(finish + DAY for _, finish in _forward(tasks_for(today), today).values())])
    days = (begin + timedelta(number) for number in range(FARTHEST))
    return next((day for day in days if not any(slot.late for slot in plan(tasks_for(day), today))), None)


def workdays_between(calendar: WorkCalendar, first: date, last: date) -> int:
    """Business days after `first` up to `last`; negative when `last` lies before."""
    if last < first:
        return -workdays_between(calendar, last, first)
    return sum(calendar.is_workday(first + timedelta(days)) for days in range(1, (last - first).days + 1))


def _forward(tasks: tuple[Task, ...], today: date) -> dict[str, tuple[date, date]]:
    """The earliest start and finish of each."""
    early: dict[str, tuple[date, date]] = {}
    for task in tasks:
        ready = max([today, *(early[other][1] + DAY for other in task.after)])
        start = task.calendar.forward(ready)
        early[task.id] = (start, task.calendar.add(start, max(0, task.takes - 1)))
    return early


def _backward(tasks: tuple[Task, ...]) -> dict[str, tuple[date, date]]:
    """The latest start and finish of each, so that neither its own limit nor any task after it is missed."""
    late: dict[str, tuple[date, date]] = {}
    limits = {task.id: task.latest for task in tasks}
    for task in reversed(tasks):
        finish = task.calendar.back(limits[task.id])
        start = task.calendar.add(finish, -max(0, task.takes - 1))
        late[task.id] = (start, finish)
        for other in task.after:
            limits[other] = min(limits[other], start - DAY)
    return late
