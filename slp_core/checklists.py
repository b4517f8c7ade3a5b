"""What must be done before a team leaves and after it is home: items as data, due dates counted back from the trip."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from .calendars import CalendarName, Calendars, WorkCalendar
from .countries import UNITED_STATES
from .data_files import Schema, broken, last_line_with, read_yaml
from .errors import NotInForce
from .lifecycle import Stage
from .plan import Kind, Plan
from .risk import Advisory
from .rules import Citation, CitationEntry, RuleBook
from .schedule import Task
from .us_entry import SUSPENSIONS, EntryLimit, Limit


class Owner(StrEnum):
    """Who must do a step."""

    KM = "km"  # INL's Office of Knowledge Management
    POST = "post"
    RSO = "rso"
    PARTNER = "partner"
    EXPERT = "expert"


OWNER_WORDS = {
    Owner.KM: "INL/KM",
    Owner.POST: "Post",
    Owner.RSO: "RSO",
    Owner.PARTNER: "Partner",
    Owner.EXPERT: "Each expert",
}


class Evidence(StrEnum):
    """What shows that a step was done."""

    NONE = "none"
    DATE = "date"
    REFERENCE = "reference"
    DOCUMENT = "document"


class Due(Schema):
    """A distance from the trip: business days on a calendar, or calendar days moved off the owner's rest days."""

    business_days: int | None = None
    calendar_days: int | None = None
    before: Literal["departure", "arrival", "return"] | None = None
    after: Literal["departure", "arrival", "return"] | None = None
    calendar: CalendarName = CalendarName.US

    @model_validator(mode="after")
    def one_distance_one_direction(self) -> "Due":
        if (self.business_days is None) == (self.calendar_days is None):
            raise ValueError("give business_days or calendar_days, one of them")
        if (self.before is None) == (self.after is None):
            raise ValueError("give before or after, one of them")
        return self

    @property
    def distance(self) -> str:
        """30 business days before departure"""
        number, unit = self.business_days, "business day"
        if number is None:
            number, unit = self.calendar_days or 0, "day"
        direction = f"before {self.before}" if self.before else f"after {self.after}"
        return f"{number} {unit}{'s' * (number != 1)} {direction}"


EVE = Due(calendar_days=1, before="departure")  # when a step must be finished that names no limit of its own


class Takes(Schema):
    business_days: int = Field(ge=0)


class Item(Schema):
    """One step of a checklist."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: str = Field(min_length=1)
    owner: Owner
    per: Literal["engagement", "expert"] = "engagement"
    gate: Stage | None = None  # where it differs from the checklist's
    due: Due
    when: str = "always"
    after: tuple[str, ...] = ()
    takes: Takes | None = None
    latest: Due | None = None  # the last day on which it still helps; without one, the day before departure
    evidence: Evidence = Evidence.NONE
    citation: CitationEntry


class Checklist(Schema):
    """The steps of one kind of engagement, in one edition."""

    title: str
    kind: Kind
    gate: Stage  # the stage that cannot be left until this is done
    start: date = Field(alias="from")
    items: tuple[Item, ...] = Field(min_length=1)

    @property
    def edition(self) -> str:
        """What a saved engagement keeps to say which checklist it was given."""
        return f"{self.kind} {self.start}"


@dataclass(frozen=True, slots=True)
class DueItem:
    """A step of one engagement with its due day."""

    id: str
    text: str
    owner: Owner
    per: str
    gate: Stage
    due: date
    distance: str  # "30 business days before departure, U.S. federal and Georgia"
    evidence: Evidence
    citation: Citation


@dataclass(frozen=True, slots=True)
class Situation:
    """What a predicate may look at."""

    plan: Plan
    advisory: Advisory
    rules: RuleBook
    limits: tuple[EntryLimit, ...] = ()  # of the United States, on travelers of the plan's country

    def limited(self, *limits: Limit) -> bool:
        return any(one.limit in limits and one.concerns(self.plan.itinerary.departs) for one in self.limits)


def _at_least(rule_id: str, days: Callable[[Plan], int]) -> Callable[[Situation], bool]:
    def long_enough(case: Situation) -> bool:
        return days(case.plan) >= case.rules.on(rule_id, case.plan.itinerary.departs).value

    return long_enough


def _days_at_post(plan: Plan) -> int:
    return plan.itinerary.days_at(lambda stay: stay.country == plan.country)


def _days_abroad(plan: Plan) -> int:
    return plan.itinerary.days_at(lambda stay: stay.country != UNITED_STATES)


PREDICATES: dict[str, Callable[[Situation], bool]] = {
    "always": lambda case: True,
    "carries_equipment": lambda case: case.plan.carries_equipment,
    "high_risk": lambda case: case.advisory.level >= 3,
    "needs_post_badge": _at_least("security.post_badge_days", _days_at_post),
    "needs_fact": _at_least("security.fact_days", _days_abroad),
    "long_stay": _at_least("planning.long_stay_notice_days", lambda plan: plan.itinerary.days),
    "entry_suspended": lambda case: case.limited(*SUSPENSIONS),
    "visa_bond": lambda case: case.limited(Limit.VISA_BOND),
}


def due_items(checklist: Checklist, case: Situation, calendars: Calendars) -> tuple[DueItem, ...]:
    """The steps that apply to a plan, earliest due first. No step falls on a rest day of its calendar."""
    applicable = (item for item in checklist.items if PREDICATES[item.when](case))
    due = (_due_item(item, checklist.gate, case.plan, calendars) for item in applicable)
    return tuple(sorted(due, key=lambda step: step.due))


def tasks(checklist: Checklist, case: Situation, calendars: Calendars) -> tuple[Task, ...]:
    """The steps before departure as the schedule sees them; one that does not apply hands on what it waits for."""
    waits: dict[str, tuple[str, ...]] = {}
    found = []
    for item in checklist.items:
        applies = item.due.before is not None and PREDICATES[item.when](case)
        after = tuple(dict.fromkeys(other for one in item.after for other in waits[one]))
        waits[item.id] = (item.id,) if applies else after
        if applies:
            calendar = calendars.named(item.due.calendar, case.plan.country)
            latest = _day(item.latest or EVE, case.plan, calendar)
            found.append(Task(item.id, calendar, item.takes.business_days if item.takes else 0, after, latest))
    return tuple(found)


def load_checklist(path: Path) -> Checklist:
    """One checklist from its file. Raises DataFileError for a broken file, an unknown predicate or a loop of steps."""
    checklist = read_yaml(path, Checklist)
    known: set[str] = set()
    for item in checklist.items:
        line = last_line_with(path, f"id: {item.id}")
        if item.when not in PREDICATES:
            raise broken(path, line, f"{item.id}: no predicate is called {item.when}")
        if item.id in known:
            raise broken(path, line, f"{item.id} is listed twice")
        if missing := set(item.after) - known:
            raise broken(
                path, line, f"{item.id} comes after {', '.join(sorted(missing))}, which must be listed above it"
            )
        known.add(item.id)
    return checklist


def in_force(checklists: tuple[Checklist, ...], kind: Kind, day: date) -> Checklist:
    """The edition of a kind's checklist on a day. Raises NotInForce."""
    editions = [c for c in checklists if c.kind is kind and c.start <= day]
    if not editions:
        raise NotInForce(
            f"There is no checklist for {kind} on {day.day} {day:%b %Y}.",
            hint="Add one under data/checklists.",
            day=day,
        )
    return max(editions, key=lambda checklist: checklist.start)


def _day(due: Due, plan: Plan, calendar: WorkCalendar) -> date:
    """The day a distance from the trip leads to, moved off the calendar's rest days: earlier before, later after."""
    anchor, sign = _anchor(plan, due), -1 if due.before else 1
    if due.business_days is not None:
        return calendar.add(anchor, sign * due.business_days)
    day = anchor + timedelta(sign * (due.calendar_days or 0))
    return calendar.back(day) if due.before else calendar.forward(day)


def _due_item(item: Item, gate: Stage, plan: Plan, calendars: Calendars) -> DueItem:
    calendar = calendars.named(item.due.calendar, plan.country)
    return DueItem(
        id=item.id,
        text=item.text,
        owner=item.owner,
        per=item.per,
        gate=item.gate or gate,
        due=_day(item.due, plan, calendar),
        distance=f"{item.due.distance}, calendar: {calendar.name}",
        evidence=item.evidence,
        citation=item.citation.read(),
    )


def _anchor(plan: Plan, due: Due) -> date:
    trip = plan.itinerary
    days = {"departure": trip.departs, "arrival": plan.main_stay.arrives, "return": trip.returns}
    return days[due.before or due.after or "departure"]
