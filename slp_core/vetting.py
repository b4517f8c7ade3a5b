"""Vetting of foreign participants, by count alone: when to hand it in, in which batches, how long it holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from . import dates
from .calendars import WorkCalendar
from .checklists import Owner
from .dates import add_months, count, short
from .judgements import Judgement, Standing, worst_first
from .periods import Period
from .rules import RuleBook
from .validity import Validity, on


class VettingKind(StrEnum):
    """Leahy vetting is law for those who may use force; a post's own name checks; none, with the reason."""

    LEAHY = "leahy"
    COURTESY = "courtesy"
    NONE = "none"


VETTING_WORDS = {
    VettingKind.LEAHY: "Leahy vetting",
    VettingKind.COURTESY: "Courtesy vetting",
    VettingKind.NONE: "No vetting",
}
STEPS = {VettingKind.LEAHY: "vetting", VettingKind.COURTESY: "courtesy_vetting"}  # of the hosting checklist


@dataclass(frozen=True, slots=True)
class Batch:
    """Participants who are vetted together. How many, never who: names are in the vetting system alone."""

    kind: VettingKind
    participants: int
    submitted: date | None = None
    returned: date | None = None
    cleared: int | None = None  # None until the result is there
    expires: date | None = None

    @property
    def open(self) -> bool:
        return self.kind is not VettingKind.NONE and self.returned is None

    @property
    def not_cleared(self) -> int:
        """How many of a batch that came back were not cleared."""
        return self.participants - (self.cleared or 0) if self.returned else 0


def sizes(participants: int, most: int) -> tuple[int, ...]:
    """The batches that so many people make: 120 are 50, 50 and 20."""
    whole, rest = divmod(participants, most)
    return (*(most for _ in range(whole)), *([rest] if rest else []))


def expiry(kind: VettingKind, returned: date, rules: RuleBook) -> date:
    """Until when a result holds where nobody said otherwise."""
    if kind is VettingKind.COURTESY:
        return returned + timedelta(int(rules.on("vetting.courtesy_days", returned).value))
    return add_months(returned, int(rules.on("vetting.leahy_months", returned).value))


def due(event: Period, lead: int, calendar: WorkCalendar) -> date:
    """The last business day on which a batch may be handed in for an event."""
    return calendar.add(event.first, -lead)


def judge(batches: Collection[Batch], event: Period, due_days: dict[VettingKind, date], today: date) -> Judgement:
    """All batches of an engagement together: as good as the worst of them. Nothing on record is not known."""
    if not batches:
        return _of(
            Standing.UNKNOWN, "Nobody has said whether the participants are vetted.",
            remedy="Plan the batches, or record that none is needed and why.",
        )  # fmt: skip
    return worst_first(_judged(one, event, due_days.get(one.kind), today) for one in batches)[0]


def _judged(one: Batch, event: Period, due_on: date | None, today: date) -> Judgement:
    words = f"{VETTING_WORDS[one.kind]} of {count(one.participants, 'participant')}"
    if one.kind is VettingKind.NONE:
        return _of(Standing.NOT_NEEDED, f"{words}, as recorded.")
    if one.returned is None:
        return _pending(one, words, due_on, today)
    return _returned(one, words, event, one.returned)


def _pending(one: Batch, words: str, due_on: date | None, today: date) -> Judgement:
    limit = f", due {short(due_on)}" if due_on else ""
    if one.submitted is not None:
        late = due_on is not None and one.submitted > due_on
        said = f"{words} was handed in on {short(one.submitted)}{limit}; no result yet."
        return _of(Standing.AT_RISK if late else Standing.UNKNOWN, said, one.submitted, remedy="The result comes.")
    if due_on is not None and today > due_on:
        said = f"{words} was not handed in{limit}, {count((today - due_on).days, 'day')} ago."
        return _of(Standing.NOT_READY, said, remedy="Hand it in and ask the post, or move the event.")
    changes = due_on + timedelta(1) if due_on else None
    return _of(Standing.NOT_READY, f"{words} was not handed in{limit}.", None, changes, "Hand it in by then.")


def _returned(one: Batch, words: str, event: Period, returned: date) -> Judgement:
    if one.not_cleared:
        said = f"{words}: {one.cleared or 0} cleared, {one.not_cleared} not."
        return _of(Standing.NOT_READY, said, returned, remedy="Replace or leave out those who are not cleared.")
    match on(one.expires, event.first, event.end):
        case Validity.UNKNOWN:
            return _of(Standing.UNKNOWN, f"{words}: until when it holds is not known.", returned, remedy="Enter it.")
        case Validity.EXPIRED:
            said = f"{words} expires {_day(one)}, before the event starts."
            return _of(Standing.NOT_READY, said, returned, remedy="Have them vetted again.")
        case Validity.ENDS_DURING:
            said = f"{words} expires {_day(one)}, during the event."
            remedy = f"Valid on the first day; ask the post before {short(event.first)} whether to vet again."
            return _of(Standing.AT_RISK, said, returned, remedy=remedy)
    return _of(Standing.READY, f"{words}: all cleared, to {_day(one)}.", returned)


def _day(one: Batch) -> str:
    return dates.short(one.expires) if one.expires else ""


def _of(
    standing: Standing, said: str, since: date | None = None, changes_on: date | None = None, remedy: str = ""
) -> Judgement:
    return Judgement("vetting", "Vetting of participants", standing, said, Owner.POST, since, changes_on, remedy)
