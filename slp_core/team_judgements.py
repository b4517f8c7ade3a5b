"""Judgements of what an engagement keeps itself: steps, places, days of the team, agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from . import dates
from .checklists import Owner
from .coverage import Coverage
from .judgements import Judgement, Standing

DAY = timedelta(1)
PLACE = "place"
STEP = "step."  # before a step's name in the key of its judgement


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step as it is on record; `traveler` None is a step of the whole engagement."""

    item: str
    text: str
    owner: Owner
    traveler: int | None
    due: date
    status: str  # open, done, excused
    done_on: date | None = None
    excused_until: date | None = None  # the last day on which it is excused; None is for good
    excuse: str = ""  # why, by whom and until when


def judge_step(step: StepFact, day: date) -> Judgement:
    """Done, excused as long as that holds, or open. A step still in time is not ready either: it is not done."""
    item, end = STEP + step.item, step.excused_until
    if step.status == "done":
        said = f"Done on {dates.long(step.done_on)}." if step.done_on else "Done."
        return _of(step, item, Standing.READY, said, since=step.done_on)
    if step.status == "excused" and (end is None or day <= end):
        said = f"Excused: {step.excuse}." if step.excuse else f"Excused{f' until {dates.long(end)}' if end else ''}."
        return _of(step, item, Standing.WAIVED, said, changes_on=end + DAY if end else None)
    remedy = "Do it and mark it as done."
    if day > step.due:
        said = f"Overdue: it was due on {dates.long(step.due)}."
        return _of(step, item, Standing.NOT_READY, said, since=step.due, remedy=remedy)
    said = f"Open, due on {dates.long(step.due)}."
    return _of(step, item, Standing.NOT_READY, said, changes_on=step.due + DAY, remedy=remedy)


def judge_place(traveler: int, *, named: bool, on_offer: bool) -> Judgement:
    """Somebody is named for a place, and may still be sent."""
    title, owner = "Expert named", Owner.PARTNER
    remedy = "Name an expert of an agency that takes part, on the overview."
    if not named:
        said = "Nobody is named for this place."
        return Judgement(PLACE, title, Standing.NOT_READY, said, owner, remedy=remedy, traveler=traveler)
    if not on_offer:
        said = "The expert or the agency does not deploy any more."
        return Judgement(PLACE, title, Standing.NOT_READY, said, owner, remedy=remedy, traveler=traveler)
    return Judgement(PLACE, title, Standing.READY, "An expert is named.", owner, traveler=traveler)


def judge_free(traveler: int, in_the_way: Sequence[str]) -> Judgement:
    """The named expert has nothing else on the days of the trip; `in_the_way` are sentences that say what."""
    item, title = "free", "Free on the days"
    if in_the_way:
        said, remedy = " ".join(in_the_way), "Take the other days back, move the trip, or name somebody else."
        return Judgement(item, title, Standing.NOT_READY, said, Owner.PARTNER, remedy=remedy, traveler=traveler)
    return Judgement(item, title, Standing.READY, "Nothing else on these days.", Owner.PARTNER, traveler=traveler)


def judge_agreement(number: str, coverage: Coverage | None) -> Judgement:
    """The engagement runs under an agreement that covers it to the report. None: there is none yet."""
    item, title = "agreement", "Agreement"
    if coverage is None:
        said, remedy = "No agreement is chosen.", "Choose one that covers the trip, on the overview."
        return Judgement(item, title, Standing.NOT_READY, said, Owner.KM, remedy=remedy)
    standing = Standing.READY if coverage.covered else Standing.NOT_READY
    return Judgement(item, title, standing, f"{number}: {coverage.words}", Owner.KM, remedy=coverage.help)


def _of(
    step: StepFact, item: str, standing: Standing, said: str, *, since: date | None = None,
    changes_on: date | None = None, remedy: str = "",
) -> Judgement:  # fmt: skip
    return Judgement(item, step.text, standing, said, step.owner, since, changes_on, remedy, step.traveler)
