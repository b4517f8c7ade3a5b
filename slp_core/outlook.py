"""The answer to a plan, in one piece: what must be done by when, what it costs, how risky it is, what is not known."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from . import air, checklists, costs, dates, lead_times, leg_questions, plan, schedule
from .calendars import CalendarName, Holiday, HolidayGap
from .checklists import Checklist, DueItem, Situation
from .cost_lines import CostEstimate
from .countries import UNITED_STATES
from .errors import NotInForce
from .lead_times import LeadTime
from .plan import Kind, Plan
from .reference import Reference
from .risk import Advisory
from .schedule import Slot, Task
from .us_entry import EntryLimit

RATE_TABLES = "data/rates/foreign_per_diem/"
ADVISORIES = "data/advisories.csv"


@dataclass(frozen=True)
class Outlook:
    """A checked plan and everything worked out from it on one day."""

    plan: Plan
    today: date
    checklist: Checklist
    items: tuple[DueItem, ...]
    cost: CostEstimate | None  # None where a day has no rate and the plan does not take the last known one
    no_rate: NotInForce | None
    advisory: Advisory
    advisory_review_due: date
    entry_limits: tuple[EntryLimit, ...]  # of the United States on travelers of the country, on hosting them
    misplaced: tuple[str, ...]  # a sentence for each place whose name is known in other countries only
    holidays: tuple[Holiday, ...]  # of the country, in the days of the trip or at their edge
    gaps: tuple[HolidayGap, ...]  # years of the host calendar in which only weekends are counted
    tasks_for: Callable[[date], tuple[Task, ...]] = field(repr=False)  # the steps before a departure
    ramadan: tuple[date, date] | None = None  # the month that touches the trip, estimated, where its end is a holiday
    questions: tuple[str, ...] = ()  # a sentence for what is improbable in the legs
    price_questions: tuple[str, ...] = ()  # and for what is improbable in a price today

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The steps before departure: when each can run, if work begins today, and when it must."""
        return schedule.plan(self.tasks_for(self.plan.itinerary.departs), self.today)

    @cached_property
    def earliest(self) -> date | None:
        """The first departure for which no step is late, if work begins today."""
        return schedule.earliest(self.tasks_for, self.today)

    @property
    def doubts(self) -> tuple[str, ...]:
        """All that looks like a mistake in the plan, a sentence each."""
        return (*self.misplaced, *self.questions, *self.price_questions)

    @property
    def late(self) -> tuple[DueItem, ...]:
        """Steps whose due day has passed before the plan was even made."""
        return tuple(item for item in self.items if item.due < self.today)

    @property
    def next_item(self) -> DueItem | None:
        return next((item for item in self.items if item.due >= self.today), None)

    @property
    def binding(self) -> Slot | None:
        """The step that leaves the least time."""
        return schedule.binding(self.slots)

    @property
    def feasible(self) -> bool:
        return not any(slot.late for slot in self.slots)

    @cached_property
    def critical_path(self) -> tuple[DueItem, ...]:
        """The steps that follow each other without a pause and decide the earliest departure, first to last."""
        return tuple(self.item(slot.task.id) for slot in schedule.critical_path(self.slots))

    def item(self, step: str) -> DueItem:
        return next(item for item in self.items if item.id == step)


def outlook(wish: Plan, reference: Reference, today: date, decided: Iterable[LeadTime] = ()) -> Outlook:
    """Work out a plan, with the lead times that were decided over the checklist's own.

    Raises InvalidInput naming the field that cannot be right.
    """
    checked = plan.check(wish, reference.countries, reference.rules)
    advisory = reference.advisories[checked.country]
    checklist = lead_times.applied(checklists.in_force(reference.checklists, checked.kind, today), decided)
    limits = reference.entry_limits.get(checked.country, ())
    case = Situation(checked, advisory, reference.rules, limits)
    items = checklists.due_items(checklist, case, reference.calendars)
    cost, no_rate = _price(checked, reference)

    days = checked.itinerary.departs, checked.itinerary.returns
    at_home = CalendarName.BOTH if checked.kind is Kind.HOSTING else CalendarName.HOST
    there = reference.calendars.named(at_home, checked.country)

    def tasks_for(departs: date) -> tuple[Task, ...]:
        return checklists.tasks(checklist, replace(case, plan=checked.moved_to(departs)), reference.calendars)

    return Outlook(
        plan=checked,
        today=today,
        checklist=checklist,
        items=items,
        cost=cost,
        no_rate=no_rate,
        advisory=advisory,
        advisory_review_due=advisory.review_due(reference.rules),
        entry_limits=_entry_limits(checked, limits),
        misplaced=tuple(_misplaced(checked, reference)),
        holidays=there.holidays(*days),
        ramadan=there.ramadan(*days),
        gaps=reference.calendars.host(checked.country).unknown(items[0].due, items[-1].due),
        tasks_for=tasks_for,
        questions=tuple(leg_questions.questions(checked.itinerary, reference.airports, reference.rules)),
        price_questions=tuple(_price_questions(checked, reference, today)),
    )


def _entry_limits(checked: Plan, limits: Iterable[EntryLimit]) -> tuple[EntryLimit, ...]:
    if checked.kind is not Kind.HOSTING:
        return ()
    return tuple(limit for limit in limits if limit.concerns(checked.itinerary.departs))


def _misplaced(checked: Plan, reference: Reference) -> Iterator[str]:
    """Atlanta is not in Georgia (country): a town without a rate of its own that airports know elsewhere only."""
    for stay in checked.itinerary.stays:
        if stay.country == UNITED_STATES or reference.rates.place(stay.country, stay.locality):
            continue
        if lands := air.known_elsewhere(reference.airports, stay.country, stay.locality):
            names = " and ".join(reference.names.label(land) for land in lands[:3])
            label = reference.names.label(stay.country)
            yield f"{stay.locality} is known in {names}, not in {label}: check the country of this place."


def _price_questions(checked: Plan, reference: Reference, today: date) -> Iterator[str]:
    """A rate of exchange that nobody can have read yet."""
    for extra in checked.extras:
        if extra.exchange and extra.exchange.on > today:
            title, day = reference.prices.items.allowed[extra.item].title, dates.long(extra.exchange.on)
            yield f"{title}: the rate of exchange is of {day}, a day to come. Check it."


def _price(checked: Plan, reference: Reference) -> tuple[CostEstimate | None, NotInForce | None]:
    try:
        return costs.estimate(checked, reference.rules, reference.rates), None
    except NotInForce as refusal:
        return None, refusal
